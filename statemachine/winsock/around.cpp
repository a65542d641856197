#include "statemachine/winsock/around.hpp"

#include <algorithm>
#include <cctype>

#include "statemachine/base/text.hpp"
#include "statemachine/winsock/known_good.hpp"
#include "statemachine/winsock/look.hpp"
#include "statemachine/winsock/registry_reading.hpp"

namespace netmend::winsock {
namespace {

constexpr const char* adapter_class =
    "SYSTEM\\CurrentControlSet\\Control\\Class\\{4D36E972-E325-11CE-BFC1-08002BE10318}";
constexpr const char* adapter_network =
    "SYSTEM\\CurrentControlSet\\Control\\Network\\{4D36E972-E325-11CE-BFC1-08002BE10318}\\";
constexpr std::size_t adapters_max = 1024; // most of them are hidden ones of Windows
constexpr std::size_t findings_max = 32;   // as many as a person reads

bool is_number(const std::string& name) { // "0007"; beside them is "Properties", which nobody may read
    return !name.empty() && std::all_of(name.begin(), name.end(), [](char c) { return c >= '0' && c <= '9'; });
}

Result<std::vector<AdapterKey>> adapter_keys(Registry& registry) {
    std::vector<AdapterKey> adapters;
    const auto all = read_if_there(registry, adapter_class);
    if (!all)
        return tl::unexpected(all.error());
    if (!*all)
        return adapters;
    for (const std::string& number : (*all)->subkeys) {
        if (!is_number(number) || adapters.size() == adapters_max)
            continue;
        const std::string path = std::string(adapter_class) + "\\" + number;
        const auto own = read_if_there(registry, path), linkage = read_if_there(registry, path + "\\Linkage");
        if (!own || !linkage)
            return tl::unexpected(own ? linkage.error() : own.error());
        if (!*own || !*linkage)
            continue;
        AdapterKey adapter{text_of(**own, "NetCfgInstanceId").value_or(""), "", texts_of(**linkage, "UpperBind"),
                           texts_of(**linkage, "FilterList")};
        if (adapter.id.empty())
            continue;
        const auto connection = read_if_there(registry, adapter_network + adapter.id + "\\Connection");
        if (!connection)
            return tl::unexpected(connection.error());
        if (*connection)
            adapter.name = text_of(**connection, "Name").value_or("");
        adapters.push_back(std::move(adapter));
    }
    return adapters;
}

} // namespace

const Result<std::vector<AdapterKey>>& Around::adapters() {
    if (!adapters_read)
        adapters_read = adapter_keys(registry);
    return *adapters_read;
}

std::string file_of_image(std::string image) {
    if (starts_with_text(image, "\""))
        image = image.substr(1, image.find('"', 1) - 1);
    else if (const std::size_t end = lower(image).find(".exe "); end != std::string::npos)
        image.resize(end + 4);
    if (starts_with_text(image, "\\??\\"))
        image.erase(0, 4);
    if (starts_with_text(image, "\\SystemRoot\\"))
        image = "%SystemRoot%" + image.substr(11);
    else if (starts_with_text(image, "system32\\"))
        image = "%SystemRoot%\\" + image; // drivers are named from there
    return image;
}

std::vector<Finding> around_findings(Around& around, const SystemIdentity& identity) {
    Findings findings;
    if (generation_of(identity) < vista)
        return findings;
    for (const auto judge : {&judge_filters, &judge_bindings, &judge_hosting, &judge_policies, &judge_routes})
        if (const Result<void> judged = judge(around, findings); !judged)
            findings.push_back(
                make_finding(Severity::Note, "around-not-seen", "network", 0, shown(judged.error().text)));
    if (findings.size() > findings_max)
        findings.erase(findings.begin() + findings_max, findings.end());
    return findings;
}

std::vector<Finding> around_findings(Windows& windows, const SystemIdentity& identity) {
    const int bits = identity.x64 ? 64 : 32;
    const auto gone = [&](const std::string& path) -> Result<bool> {
        const Result<bool> fixed = windows.system.on_fixed_disk(path, bits); // first: nobody asks a server for a file
        if (!fixed || !*fixed)
            return fixed;
        const Result<bool> there = windows.system.file_exists(path, bits);
        return there ? Result<bool>(!*there) : there;
    };
    const auto rests = [&](const std::string& service) {
        const Result<DriverState> state = windows.stack.driver_state(service);
        return state && *state == DriverState::Stopped;
    };
    Around around{windows.registry, gone, rests};
    return around_findings(around, identity);
}

void weigh_around(std::vector<Finding>& findings, const NetworkFacts& network) {
    const bool names_fail = network.lookup.value_or(0) != 0;
    const bool has_address =
        std::any_of(network.adapters.begin(), network.adapters.end(), [](const AdapterFacts& adapter) {
            return adapter.connected && adapter.has_address && !adapter.private_automatic;
        });
    for (Finding& finding : findings)
        if ((finding.code == "name-policy-left" && names_fail) ||
            (finding.code == "tcpip-unticked" && !has_address && finding.text.starts_with("IPv4")))
            finding.severity = Severity::Suspicious;
}

} // namespace netmend::winsock
