// A restore point of System Restore, in the documented way: srclient.dll found at run time, COM told beforehand who may
// call back, and the sequence number compared with the one before, because Windows 8 and later answer "done" with the
// number of an old restore point when that is less than a day old (windows-facts, 6.1).
#include "service/probe/verbs.hpp"

#include <windows.h>

#include <objbase.h>
#include <srrestoreptapi.h>

#include <cwchar>

#include "service/decisions/restore_point.hpp"
#include "service/probe/system_restore.hpp"
#include "service/windows/handle.hpp"
#include "service/windows/late.hpp"
#include "service/windows/safe_mode.hpp"
#include "service/windows/version.hpp"

namespace netmend::probe {
namespace {

using SetRestorePoint = BOOL WINAPI(RESTOREPOINTINFOW*, STATEMGRSTATUS*);

constexpr wchar_t frequency[] = L"SystemRestorePointCreationFrequency"; // minutes between two; 0: no such bound

// Lets Windows make one though the last one is young, and puts the setting back as it was.
class NoFrequencyBound {
  public:
    NoFrequencyBound() {
        if (::RegOpenKeyExW(HKEY_LOCAL_MACHINE, settings_key, 0, KEY_QUERY_VALUE | KEY_SET_VALUE, key_.put()) !=
            ERROR_SUCCESS)
            return;
        DWORD size = sizeof was_, type = 0;
        had_ = ::RegQueryValueExW(key_.get(), frequency, /*lpReserved=*/nullptr, &type, reinterpret_cast<BYTE*>(&was_),
                                  &size) == ERROR_SUCCESS &&
               type == REG_DWORD;
        const DWORD none = 0;
        ::RegSetValueExW(key_.get(), frequency, 0, REG_DWORD, reinterpret_cast<const BYTE*>(&none), sizeof none);
    }
    ~NoFrequencyBound() {
        if (!key_)
            return;
        if (had_)
            ::RegSetValueExW(key_.get(), frequency, 0, REG_DWORD, reinterpret_cast<const BYTE*>(&was_), sizeof was_);
        else
            ::RegDeleteValueW(key_.get(), frequency);
    }
    NoFrequencyBound(const NoFrequencyBound&) = delete;
    NoFrequencyBound& operator=(const NoFrequencyBound&) = delete;

  private:
    win32::RegistryHandle key_;
    DWORD was_ = 0;
    bool had_ = false;
};

SetRestorePoint* set_restore_point() {
    if (win32::safe_mode()) // System Restore makes none in safe mode
        return nullptr;
    return win32::late<SetRestorePoint>(L"srclient.dll", "SRSetRestorePointW");
}

nlohmann::json told(const char* state, DWORD code, INT64 number, bool turned_on) {
    return {{"state", state}, {"code", code}, {"number", number}, {"turned-on", turned_on}};
}

} // namespace

nlohmann::json make_restore_point(const std::wstring& description, bool turn_on) {
    SetRestorePoint* const set = set_restore_point();
    if (!set)
        return told("missing", 0, 0, false);
    if (!let_system_restore_call_back())
        return told("failed", ::GetLastError(), 0, false);
    const bool was_off = system_restore_is_off();
    if (was_off && !turn_on)
        return told("switched-off", ERROR_SERVICE_DISABLED, 0, false);
    const bool turned_on = was_off && switch_system_restore(/*on=*/true);
    const auto before = newest_restore_point();

    const NoFrequencyBound no_bound;
    RESTOREPOINTINFOW point{};
    point.dwEventType = BEGIN_SYSTEM_CHANGE;
    point.dwRestorePtType = MODIFY_SETTINGS;
    std::wcsncpy(point.szDescription, description.c_str(), MAX_DESC_W - 1);
    STATEMGRSTATUS status{};
    const bool done = set(&point, &status);
    if (!done || status.nStatus != ERROR_SUCCESS) {
        if (turned_on)
            switch_system_restore(/*on=*/false);
        return told(status.nStatus == ERROR_SERVICE_DISABLED ? "switched-off" : "failed", status.nStatus, 0, false);
    }
    const bool skipped = was_skipped(before, status.llSequenceNumber, win32::version().at_least(6, 2));
    return told(skipped ? "skipped" : "made", 0, status.llSequenceNumber, turned_on);
}

nlohmann::json close_restore_point(std::int64_t number, bool cancelled, bool turn_off) {
    DWORD code = ERROR_PROC_NOT_FOUND;
    if (SetRestorePoint* const set = set_restore_point(); set && let_system_restore_call_back()) {
        RESTOREPOINTINFOW point{};
        point.dwEventType = END_SYSTEM_CHANGE;
        point.dwRestorePtType = cancelled ? CANCELLED_OPERATION : MODIFY_SETTINGS;
        point.llSequenceNumber = number;
        STATEMGRSTATUS status{};
        code = set(&point, &status)              ? ERROR_SUCCESS
               : status.nStatus != ERROR_SUCCESS ? status.nStatus
                                                 : ERROR_GEN_FAILURE;
        if (turn_off)
            switch_system_restore(/*on=*/false);
    }
    return {{"code", code}};
}

} // namespace netmend::probe
