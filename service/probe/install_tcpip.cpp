// TCP/IP by the component installer, installed again or its INF run again. The catalog says afterwards whether anything
// happened.
#include "service/probe/components.hpp"
#include "service/probe/verbs.hpp"

#include <devguid.h>

namespace netmend::probe {
namespace {

constexpr DWORD component_update = 0x200; // NSF_COMPONENT_UPDATE

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
    if (!find_tcpip(configuration, component, story))
        return false;
    Owned<INetCfgClassSetup2> setup;
    if (!story.went_well("QueryNetCfgClass", configuration->QueryNetCfgClass(&GUID_DEVCLASS_NETTRANS,
                                                                             IID_INetCfgClassSetup2, setup.put_void())))
        return false;
    return story.went_well("UpdateNonEnumeratedComponent",
                           setup->UpdateNonEnumeratedComponent(component.get(), component_update, 0));
}

} // namespace

nlohmann::json install_tcpip(bool updating) {
    Story story;
    change_components(story, [&](INetCfg* configuration) {
        return updating ? update(configuration, story) : install(configuration, story);
    });
    return story.told();
}

} // namespace netmend::probe
