// What Windows 2000 needs besides the installation: whether TCP/IP could be removed and installed again, its removal,
// and the set of its bindings. The documentation of INetCfg is the source (windows-facts, 3.1 and 3.3).
#include "service/probe/com.hpp"
#include "service/probe/components.hpp"
#include "service/probe/install_files.hpp"
#include "service/probe/verbs.hpp"
#include "service/windows/text.hpp"

#include <algorithm>

#include <devguid.h>

namespace netmend::probe {
namespace {

using nlohmann::json;

constexpr ULONG paths_max = 4096;

// Calls `visit` with the token of each binding path that leads down from TCP/IP or up to it; false from it ends.
bool visit_paths(INetCfg* configuration, Story& story,
                 const std::function<void(const std::string&, INetCfgBindingPath*)>& visit) {
    Owned<INetCfgComponent> component;
    if (!find_tcpip(configuration, component, story))
        return false;
    Owned<INetCfgComponentBindings> bindings;
    if (!story.went_well("QueryInterface",
                         component->QueryInterface(IID_INetCfgComponentBindings, bindings.put_void())))
        return false;
    for (const DWORD direction : {EBP_BELOW, EBP_ABOVE}) {
        Owned<IEnumNetCfgBindingPath> paths;
        if (!story.went_well("EnumBindingPaths", bindings->EnumBindingPaths(direction, paths.put())))
            return false;
        for (ULONG i = 0; i < paths_max; ++i) {
            Owned<INetCfgBindingPath> path;
            ULONG fetched = 0;
            if (paths->Next(1, path.put(), &fetched) != S_OK || fetched != 1)
                break;
            wchar_t* token = nullptr;
            if (!story.went_well("GetPathToken", path->GetPathToken(&token)))
                return false;
            visit(win32::narrow(token), path.get());
            com::free(token);
        }
    }
    return true;
}

std::string holders_in(wchar_t* references) {
    if (!references)
        return "Windows does not name them.";
    std::string text = win32::narrow(references); // one a line
    com::free(references);
    for (char& c : text)
        if (c == '\r' || c == '\n')
            c = ' ';
    return text;
}

// Who holds it is learned by the removal itself, which is then not applied; here only what never may be removed.
void look_at_tcpip(INetCfg* configuration, Story& story, json& obstacles) {
    Owned<INetCfgComponent> component;
    if (!find_tcpip(configuration, component, story)) {
        if (story.code() != S_FALSE) // S_FALSE: it is gone already
            obstacles.push_back("Windows does not say whether TCP/IP is installed.");
        return;
    }
    DWORD characteristics = 0;
    if (component->GetCharacteristics(&characteristics) == S_OK && (characteristics & NCF_NOT_USER_REMOVABLE))
        obstacles.push_back("On this Windows TCP/IP cannot be removed.");
}

} // namespace

json tcpip_component() {
    Story story;
    std::string state = "unknown";
    look_at_components(story, [&](INetCfg* configuration) {
        Owned<INetCfgComponent> component;
        if (find_tcpip(configuration, component, story))
            state = "installed";
        else if (story.code() == S_FALSE)
            state = "absent";
    });
    json answer = story.told();
    answer["state"] = state;
    return answer;
}

json check_reinstall() {
    Story story;
    json obstacles = json::array();
    bool looked = false;
    change_components(story, [&](INetCfg* configuration) {
        looked = true;
        look_at_tcpip(configuration, story, obstacles);
        return false; // nothing is ever applied here
    });
    if (!looked)
        obstacles.push_back(story.told()["restart-needed-first"] == true
                                ? "Windows wants a restart before anything is installed or removed."
                                : "The component installer of Windows cannot be had now (" +
                                      story.told()["call"].get<std::string>() + " answered " +
                                      std::to_string(static_cast<std::uint32_t>(story.code())) + ").");
    for (const std::string& file : missing_install_files())
        obstacles.push_back("A file that installing TCP/IP needs is not on this machine: " + file + ".");
    return {{"obstacles", obstacles}};
}

json uninstall_tcpip() {
    Story story;
    bool held = false;
    std::string holders;
    change_components(story, [&](INetCfg* configuration) {
        Owned<INetCfgComponent> component;
        Owned<INetCfgClassSetup> setup;
        if (!find_tcpip(configuration, component, story) ||
            !story.went_well("QueryNetCfgClass", configuration->QueryNetCfgClass(
                                                     &GUID_DEVCLASS_NETTRANS, IID_INetCfgClassSetup, setup.put_void())))
            return false;
        OBO_TOKEN token{};
        token.Type = OBO_USER;
        wchar_t* references = nullptr;
        const HRESULT code = setup->DeInstall(component.get(), &token, &references);
        held = code == NETCFG_S_STILL_REFERENCED; // a success code, and yet nothing was removed
        if (held)
            holders = holders_in(references);
        return story.went_well("DeInstall", code);
    });
    json answer = story.told();
    answer["held"] = held;
    answer["holders"] = holders;
    return answer;
}

json bindings() {
    Story story;
    json found = json::array();
    bool all = false;
    look_at_components(story, [&](INetCfg* configuration) {
        all = visit_paths(configuration, story, [&](const std::string& token, INetCfgBindingPath* path) {
            found.push_back({{"token", token}, {"enabled", path->IsEnabled() == S_OK}});
        });
        all = all || (found.empty() && story.code() == S_FALSE); // TCP/IP is not there, and so has none
    });
    json answer = story.told();
    if (all)
        answer["paths"] = found;
    return answer;
}

json restore_bindings(const std::vector<std::string>& lines) {
    Story story;
    change_components(story, [&](INetCfg* configuration) {
        return visit_paths(configuration, story, [&](const std::string& token, INetCfgBindingPath* path) {
            for (const bool enabled : {false, true}) {
                const std::string line = (enabled ? "1 " : "0 ") + token;
                const bool wanted = std::find(lines.begin(), lines.end(), line) != lines.end();
                if (wanted && (path->IsEnabled() == S_OK) != enabled)
                    story.went_well("Enable", path->Enable(enabled ? TRUE : FALSE));
            }
        });
    });
    return story.told();
}

} // namespace netmend::probe
