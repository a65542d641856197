#include "service/probe/components.hpp"

#include "service/probe/com.hpp"
#include "service/windows/late.hpp"
#include "service/windows/privileges.hpp"
#include "statemachine/base/limits.hpp"

#include <initguid.h> // here the GUIDs of the next two headers are defined, not only declared

#include <devguid.h>
#include <netcfgx.h>

namespace netmend::probe {
namespace {

// A question for the Windows CD would be shown where nobody sees it, and wait for ever.
void ask_no_questions() {
    using SetMode = BOOL WINAPI(BOOL);
    if (const auto set_mode = win32::late<SetMode>(L"setupapi.dll", "SetupSetNonInteractiveMode")) // XP and later
        set_mode(TRUE);
}

bool make(Story& story, Owned<INetCfg>& configuration) {
    return story.went_well("CoInitializeEx", com::initialize(COINIT_APARTMENTTHREADED)) &&
           story.went_well("CoCreateInstance", com::create(CLSID_CNetCfg, IID_INetCfg, configuration.put_void()));
}

} // namespace

bool Story::went_well(const char* call, HRESULT code) {
    call_ = call;
    code_ = code;
    restart_first_ =
        restart_first_ || code == NETCFG_E_NEED_REBOOT || code == NETCFG_E_COMPONENT_REMOVED_PENDING_REBOOT;
    restart_after_ = restart_after_ || code == NETCFG_S_REBOOT;
    return SUCCEEDED(code) && code != S_FALSE && code != NETCFG_S_STILL_REFERENCED;
}

nlohmann::json Story::told() const {
    // The wish for a restart may have come from an earlier call than the last one.
    const HRESULT code = SUCCEEDED(code_) && restart_after_ ? NETCFG_S_REBOOT : code_;
    return {{"code", static_cast<std::uint32_t>(code)},
            {"call", call_},
            {"restart-needed-first", restart_first_},
            {"restart-needed-after", restart_after_}};
}

void look_at_components(Story& story, const std::function<void(INetCfg*)>& look) {
    Owned<INetCfg> configuration;
    if (!make(story, configuration) ||
        !story.went_well("Initialize", configuration->Initialize(/*pvReserved=*/nullptr)))
        return;
    look(configuration.get());
    configuration->Uninitialize();
}

void change_components(Story& story, const std::function<bool(INetCfg*)>& change) {
    win32::enable_privilege(SE_LOAD_DRIVER_NAME);
    ask_no_questions();
    Owned<INetCfg> configuration;
    Owned<INetCfgLock> lock;
    if (!make(story, configuration) ||
        !story.went_well("QueryInterface", configuration->QueryInterface(IID_INetCfgLock, lock.put_void())))
        return;
    wchar_t* holder = nullptr;
    const auto patience = static_cast<DWORD>(std::chrono::milliseconds(limits::component_lock_deadline).count());
    const bool locked = story.went_well("AcquireWriteLock", lock->AcquireWriteLock(patience, L"netmend", &holder));
    com::free(holder);
    if (!locked)
        return;
    if (story.went_well("Initialize", configuration->Initialize(/*pvReserved=*/nullptr))) {
        if (!change(configuration.get()) || !story.went_well("Apply", configuration->Apply()))
            configuration->Cancel();
        configuration->Uninitialize();
    }
    lock->ReleaseWriteLock();
}

bool find_tcpip(INetCfg* configuration, Owned<INetCfgComponent>& component, Story& story) {
    return story.went_well("FindComponent", configuration->FindComponent(tcpip, component.put()));
}

} // namespace netmend::probe
