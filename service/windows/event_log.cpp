#include "service/windows/event_log.hpp"

#include <windows.h>

#include "service/windows/service_install.hpp"
#include "service/windows/text.hpp"

namespace netmend::win32 {
namespace {

constexpr DWORD event_id = 1; // of EventCreate's messages: the text as it is

} // namespace

EventLog::EventLog() : source_(::RegisterEventSourceW(/*lpUNCServerName=*/nullptr, service_name)) {}

EventLog::~EventLog() {
    if (source_)
        ::DeregisterEventSource(source_);
}

void EventLog::write(const std::string& text) {
    const std::wstring whole = wide(text);
    const wchar_t* strings[] = {whole.c_str()};
    if (source_)
        ::ReportEventW(source_, EVENTLOG_INFORMATION_TYPE, /*wCategory=*/0, event_id, /*lpUserSid=*/nullptr, 1, 0,
                       strings,
                       /*lpRawData=*/nullptr);
}

void write_to_event_log(const std::string& text) {
    EventLog().write(text);
}

} // namespace netmend::win32
