// Filter drivers of NDIS 6 whose file is gone, and adapters that TCP/IP is not bound to. NDIS lets nothing pass a
// mandatory filter whose driver does not run (windows-modern, 9), so such an adapter is up and carries no data.
#include <algorithm>

#include "statemachine/base/text.hpp"
#include "statemachine/winsock/around.hpp"
#include "statemachine/winsock/look.hpp"
#include "statemachine/winsock/registry_reading.hpp"

namespace netmend::winsock {
namespace {

constexpr const char* components =
    "SYSTEM\\CurrentControlSet\\Control\\Network\\{4D36E974-E325-11CE-BFC1-08002BE10318}";
constexpr std::uint32_t lightweight_filter = 0x40000; // NCF_LW_FILTER of Characteristics (netcfgx.h)
constexpr std::uint32_t mandatory = 1;                // Ndi\FilterRunType: NdisFilterRunTypeMandatory

struct Filter {
    std::string guid, component, title, service, image;
    bool is_mandatory = false, has_service = false;
};

// "@oem12.inf,%npf%;Npcap Packet Driver" says the text behind its own place.
std::string title_of(const RegistryKey& key, const std::string& otherwise) {
    std::string title = text_of(key, "Description").value_or("");
    if (title.starts_with('@'))
        title.erase(0, std::min(title.find(';'), title.size() - 1) + 1);
    return title.empty() ? otherwise : title;
}

Result<std::optional<Filter>> filter_at(Registry& registry, const std::string& guid) {
    const std::string path = std::string(components) + "\\" + guid;
    const auto key = read_if_there(registry, path), ndi = read_if_there(registry, path + "\\Ndi");
    if (!key || !ndi)
        return tl::unexpected(key ? ndi.error() : key.error());
    if (!*key || !*ndi || !(dword_of(**key, "Characteristics").value_or(0) & lightweight_filter))
        return std::nullopt;
    Filter filter{guid, text_of(**key, "ComponentId").value_or(guid), "", text_of(**ndi, "Service").value_or(""), ""};
    filter.title = title_of(**key, filter.component);
    filter.is_mandatory = dword_of(**ndi, "FilterRunType") == mandatory;
    if (filter.service.empty())
        return std::nullopt; // part of another one
    const auto service = read_if_there(registry, service_key(filter.service));
    if (!service)
        return tl::unexpected(service.error());
    filter.has_service = service->has_value();
    if (filter.has_service)
        filter.image = text_of(**service, "ImagePath").value_or("");
    if (filter.image.empty()) // where a driver lies that does not say it
        filter.image = "system32\\drivers\\" + filter.service + ".sys";
    filter.image = file_of_image(filter.image);
    return filter;
}

bool is_bound(const AdapterKey& adapter, const Filter& filter) {
    return std::any_of(adapter.filters.begin(), adapter.filters.end(), [&](const std::string& one) {
        return lower(one).find(lower(filter.guid)) != std::string::npos;
    });
}

std::string quoted(const std::string& name) {
    return "\"" + shown(name) + "\"";
}

void add_filter(const Filter& filter, const std::vector<AdapterKey>& adapters, Findings& findings) {
    std::string bound;
    for (const AdapterKey& adapter : adapters)
        if (!adapter.name.empty() && is_bound(adapter, filter))
            bound += (bound.empty() ? "" : ", ") + quoted(adapter.name);
    if (bound.empty())
        return; // nothing stands on it
    const std::string what = "The filter driver " + quoted(filter.title) + " (" + shown(filter.component) +
                             ") is bound to " + bound + ", and " +
                             (filter.has_service ? "its file " + shown(filter.image) + " is gone."
                                                 : "its service " + shown(filter.service) + " does not exist.");
    Finding finding =
        make_finding(filter.is_mandatory ? Severity::Suspicious : Severity::Note, "filter-driver-gone", "network", 0,
                     what + (filter.is_mandatory ? " It is mandatory: no data goes past it."
                                                 : " It is not mandatory, so data goes past it."));
    finding.dll = shown(filter.image);
    findings.push_back(std::move(finding));
}

// Adapters that serve another one, as the card below a virtual switch, a team or a bridge: TCP/IP is bound above.
bool serves_another(const AdapterKey& adapter) {
    return std::any_of(adapter.protocols.begin(), adapter.protocols.end(), [](const std::string& protocol) {
        return same_text(protocol, "VMSP") || same_text(protocol, "VMSMP") || same_text(protocol, "VMSNPXYMP") ||
               same_text(protocol, "BridgeMP") || same_text(protocol, "NdisImPlatform") ||
               same_text(protocol, "NdisWan");
    });
}

// Two records have to agree: that of the adapter and that of the protocol.
Result<bool> is_unbound(Registry& registry, const AdapterKey& adapter, const std::string& protocol) {
    if (has_text(adapter.protocols, protocol))
        return false;
    const auto linkage = read_if_there(registry, service_key(protocol) + "\\Linkage");
    if (!linkage)
        return tl::unexpected(linkage.error());
    return *linkage && find_value(**linkage, "Bind") &&
           !has_text(texts_of(**linkage, "Bind"), "\\Device\\" + adapter.id);
}

} // namespace

Result<void> judge_filters(Around& around, Findings& findings) {
    const auto all = read_if_there(around.registry, components);
    if (!all)
        return tl::unexpected(all.error());
    for (const std::string& guid : *all ? (*all)->subkeys : std::vector<std::string>()) {
        const Result<std::optional<Filter>> filter = filter_at(around.registry, guid);
        if (!filter)
            return tl::unexpected(filter.error());
        if (!*filter)
            continue;
        const Result<bool> gone = (*filter)->has_service ? around.file_gone((*filter)->image) : true;
        if (!gone)
            return tl::unexpected(gone.error());
        if (!*gone)
            continue;
        const Result<std::vector<AdapterKey>>& adapters = around.adapters();
        if (!adapters)
            return tl::unexpected(adapters.error());
        add_filter(**filter, *adapters, findings);
    }
    return {};
}

// IPv6 is often taken off on purpose.
Result<void> judge_bindings(Around& around, Findings& findings) {
    const Result<std::vector<AdapterKey>>& adapters = around.adapters();
    if (!adapters)
        return tl::unexpected(adapters.error());
    for (const AdapterKey& adapter : *adapters) {
        if (adapter.name.empty() || adapter.protocols.empty() || serves_another(adapter))
            continue;
        for (const std::string protocol : {"Tcpip", "Tcpip6"}) {
            const Result<bool> unbound = is_unbound(around.registry, adapter, protocol);
            if (!unbound)
                return tl::unexpected(unbound.error());
            if (*unbound)
                findings.push_back(make_finding(
                    Severity::Note, "tcpip-unticked", "network", 0,
                    (protocol == "Tcpip6" ? "IPv6 is not bound to " : "IPv4 is not bound to ") + quoted(adapter.name) +
                        (protocol == "Tcpip6" ? "." : ", so it can have no IPv4 address.")));
        }
    }
    return {};
}

} // namespace netmend::winsock
