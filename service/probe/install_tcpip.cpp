// TCP/IP by the component installer (INetCfg), in the documented order of calls: the lock before Initialize, and its
// release after Uninitialize. The codes are kept as they come; the catalog says afterwards whether anything happened.
#include "service/probe/verbs.hpp"
#include "service/windows/late.hpp"
#include "service/windows/privileges.hpp"
#include "statemachine/limits.hpp"

#include <objbase.h>

#include <initguid.h> // here the GUIDs of the next two headers are defined, not only declared

#include <devguid.h>
#include <netcfgx.h>

namespace netmend::probe {
namespace {

constexpr wchar_t tcpip[] = L"ms_tcpip";
constexpr DWORD component_update = 0x200; // NSF_COMPONENT_UPDATE

template<class Interface> class Owned {
  public:
    Owned() = default;
    Owned(const Owned&) = delete;
    Owned& operator=(const Owned&) = delete;
    ~Owned() {
        if (object_)
            object_->Release();
    }
    Interface* operator->() const { return object_; }
    Interface* get() const { return object_; }
    Interface** put() { return &object_; }
    void** put_void() { return reinterpret_cast<void**>(&object_); }

  private:
    Interface* object_ = nullptr;
};

// Collects what the calls said. Success is S_OK or one of the success codes that mean success; S_FALSE never is.
class Story {
  public:
    bool went_well(const char* call, HRESULT code) {
        call_ = call;
        code_ = code;
        restart_first_ =
            restart_first_ || code == NETCFG_E_NEED_REBOOT || code == NETCFG_E_COMPONENT_REMOVED_PENDING_REBOOT;
        restart_after_ = restart_after_ || code == NETCFG_S_REBOOT;
        return SUCCEEDED(code) && code != S_FALSE && code != NETCFG_S_STILL_REFERENCED;
    }
    nlohmann::json told() const {
        // The wish for a restart may have come from an earlier call than the last one.
        const HRESULT code = SUCCEEDED(code_) && restart_after_ ? NETCFG_S_REBOOT : code_;
        return {{"code", static_cast<std::uint32_t>(code)},
                {"call", call_},
                {"restart-needed-first", restart_first_},
                {"restart-needed-after", restart_after_}};
    }

  private:
    std::string call_;
    HRESULT code_ = S_OK;
    bool restart_first_ = false, restart_after_ = false;
};

// A question for the Windows CD would be shown where nobody sees it, and wait for ever.
void ask_no_questions() {
    using SetMode = BOOL WINAPI(BOOL);
    if (const auto set_mode = win32::late<SetMode>(L"setupapi.dll", "SetupSetNonInteractiveMode")) // XP and later
        set_mode(TRUE);
}

bool install(INetCfg* configuration, Story& story) {
    Owned<INetCfgClassSetup> setup;
    if (!story.went_well("QueryNetCfgClass", configuration->QueryNetCfgClass(&GUID_DEVCLASS_NETTRANS,
                                                                             IID_INetCfgClassSetup, setup.put_void())))
        return false;
    OBO_TOKEN token{}; // mandatory for every class but network adapters
    token.Type = OBO_USER;
    Owned<INetCfgComponent> component;
    return story.went_well("Install",
                           setup->Install(tcpip, &token, /*dwSetupFlags=*/0, /*dwUpgradeFromBuildNo=*/0,
                                          /*pszwAnswerFile=*/nullptr, /*pszwAnswerSections=*/nullptr, component.put()));
}

// Install() may only count one reference more, because TCP/IP is there already; this one runs the INF again.
bool update(INetCfg* configuration, Story& story) {
    Owned<INetCfgComponent> component;
    if (!story.went_well("FindComponent", configuration->FindComponent(tcpip, component.put())))
        return false;
    Owned<INetCfgClassSetup2> setup;
    if (!story.went_well("QueryNetCfgClass", configuration->QueryNetCfgClass(&GUID_DEVCLASS_NETTRANS,
                                                                             IID_INetCfgClassSetup2, setup.put_void())))
        return false;
    return story.went_well("UpdateNonEnumeratedComponent",
                           setup->UpdateNonEnumeratedComponent(component.get(), component_update, 0));
}

void change(INetCfg* configuration, bool updating, Story& story) {
    if (!story.went_well("Initialize", configuration->Initialize(/*pvReserved=*/nullptr)))
        return;
    const bool done = updating ? update(configuration, story) : install(configuration, story);
    if (!done || !story.went_well("Apply", configuration->Apply()))
        configuration->Cancel();
    configuration->Uninitialize();
}

void run(bool updating, Story& story) {
    Owned<INetCfg> configuration;
    if (!story.went_well("CoCreateInstance",
                         ::CoCreateInstance(CLSID_CNetCfg, /*pUnkOuter=*/nullptr, CLSCTX_INPROC_SERVER, IID_INetCfg,
                                            configuration.put_void())))
        return;
    Owned<INetCfgLock> lock;
    if (!story.went_well("QueryInterface", configuration->QueryInterface(IID_INetCfgLock, lock.put_void())))
        return;
    wchar_t* holder = nullptr;
    const auto patience = static_cast<DWORD>(std::chrono::milliseconds(limits::component_lock_deadline).count());
    const bool locked = story.went_well("AcquireWriteLock", lock->AcquireWriteLock(patience, L"netmend", &holder));
    ::CoTaskMemFree(holder);
    if (!locked)
        return;
    change(configuration.get(), updating, story);
    lock->ReleaseWriteLock();
}

} // namespace

nlohmann::json install_tcpip(bool updating) {
    win32::enable_privilege(SE_LOAD_DRIVER_NAME);
    ask_no_questions();
    Story story;
    if (story.went_well("CoInitializeEx", ::CoInitializeEx(/*pvReserved=*/nullptr, COINIT_APARTMENTTHREADED)))
        run(updating, story);
    return story.told();
}

} // namespace netmend::probe
