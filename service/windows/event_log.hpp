// Windows' event log (ReportEvent), under the name of the service. What cannot be written is left out: it decides
// nothing.
#pragma once

#include <string>

namespace netmend::win32 {

// One event, for the while of a call.
void write_to_event_log(const std::string& text);

// The log, held open.
class EventLog {
  public:
    EventLog();
    EventLog(const EventLog&) = delete;
    EventLog& operator=(const EventLog&) = delete;
    ~EventLog();
    void write(const std::string& text);

  private:
    void* source_; // null: there is none
};

} // namespace netmend::win32
