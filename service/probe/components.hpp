// The component installer of Windows (INetCfg) and the documented order of its calls: the write lock before Initialize,
// its release after Uninitialize. Each verb that needs it hands in what is to be done in between. The codes are kept as
// they come; what happened is looked at afterwards by others.
#pragma once

#include <windows.h>

#include <functional>
#include <string>

#include <nlohmann/json.hpp>

#include <netcfgx.h>
#include <objbase.h>

#include "service/probe/owned.hpp"

namespace netmend::probe {

inline constexpr wchar_t tcpip[] = L"ms_tcpip";

// Collects what the calls said. Success is S_OK or one of the success codes that mean success; S_FALSE never is.
class Story {
  public:
    bool went_well(const char* call, HRESULT code);
    HRESULT code() const { return code_; }
    nlohmann::json told() const; // {"code", "call", "restart-needed-first", "restart-needed-after"}

  private:
    std::string call_;
    HRESULT code_ = S_OK;
    bool restart_first_ = false, restart_after_ = false;
};

// Changes nothing: Initialize, `look`, Uninitialize, without the lock.
void look_at_components(Story& story, const std::function<void(INetCfg*)>& look);

// With the lock. `change` says whether its work is to be applied; otherwise, or when Apply fails, it is cancelled.
void change_components(Story& story, const std::function<bool(INetCfg*)>& change);

// True: TCP/IP is installed and handed out; false: it is not, or Windows did not say (then story.code() is a failure).
bool find_tcpip(INetCfg* configuration, Owned<INetCfgComponent>& component, Story& story);

} // namespace netmend::probe
