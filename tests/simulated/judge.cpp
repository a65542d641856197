#include "tests/simulated/judge.hpp"

#include <algorithm>
#include <cstdio>
#include <optional>

#include "tests/simulated/catalog.hpp"
#include "tests/simulated/values.hpp"

namespace netmend::simulated {
namespace {

constexpr std::uint32_t wsa_sys_call_failure = 10107, wsano_recovery = 11003, provider_failed = 10106;
constexpr std::uint32_t wrong_type = 10041, no_family = 10047, net_down = 10050, invalid = 10022;

// Reads as WSAStartup does; 0 or the code it gives.
std::uint32_t startup_code(const Tree& tree, int bits, bool x64) {
    if (text_at(tree, parameters_path, "WinSock_Registry_Version") != "2.0")
        return wsa_sys_call_failure;
    for (const char* catalog : {protocols_path, namespaces_path}) {
        if (!tree.has(std::string(catalog) + "\\" + entries_name(bits, x64)))
            return wsa_sys_call_failure;
        const char* num = bits == 64 && x64 ? "Num_Catalog_Entries64" : "Num_Catalog_Entries";
        if (!tree.value(catalog, num))
            return wsa_sys_call_failure;
    }
    return tree.value(protocols_path, "Next_Catalog_Entry_ID") ? 0 : wsa_sys_call_failure;
}

bool a_writer_is_at_work(const Tree& tree) {
    char marker[9];
    std::snprintf(marker, sizeof marker, "%08X", number_at(tree, protocols_path, "Serial_Access_Num"));
    return tree.has(std::string(protocols_path) + "\\" + marker);
}

bool dll_is_there(const Entry& entry, const Ground& ground) {
    return ground.files.count(base_name(entry.dll)) != 0;
}

const Entry* with_id(const std::vector<Entry>& entries, std::uint32_t id) {
    const auto at = std::find_if(entries.begin(), entries.end(), [id](const Entry& entry) { return entry.id == id; });
    return at == entries.end() ? nullptr : &*at;
}

// The code that socket() gives when this entry is chosen; 0: data comes through.
std::uint32_t socket_code(const Entry& entry, const std::vector<Entry>& all, const Ground& ground) {
    if (ground.stack_is_down)
        return net_down;
    if (!dll_is_there(entry, ground))
        return provider_failed;
    for (const auto id : entry.chain) {
        if (entry.is_base())
            break;
        const auto* link = with_id(all, id);
        if (!link)
            return invalid;
        if (!dll_is_there(*link, ground))
            return provider_failed;
    }
    return 0;
}

ProbedProvider answer(const Entry& entry, std::uint32_t code) {
    return {entry.family, entry.type, entry.protocol, entry.name, code ? "socket" : "", code};
}

// What a plain socket(family, type) gets: the first entry that fits, chains included, as the order decides.
ProbedProvider plain_socket(int type, const std::vector<Entry>& all, const Ground& ground) {
    const auto fits = [type](const Entry& entry) {
        return entry.chain_length != 0 && entry.family == 2 && entry.type == type;
    };
    const auto at = std::find_if(all.begin(), all.end(), fits);
    const char* name = type == 1 ? "default TCP" : "default UDP";
    if (at == all.end())
        return {2, type, type == 1 ? 6 : 17, name, "socket", no_family};
    auto out = answer(*at, socket_code(*at, all, ground));
    out.name = name;
    return out;
}

} // namespace

ProbeReport run_sockets(const Tree& tree, int bits, const Ground& ground) {
    ProbeReport report;
    report.bits = bits;
    if (a_writer_is_at_work(tree)) { // readers wait up to 180 s for it, longer than our deadline
        report.killed = true;
        return report;
    }
    report.startup_code = startup_code(tree, bits, ground.x64);
    if (report.startup_code)
        return report;
    const auto all = protocols(tree, bits, ground.x64);
    const char* num = bits == 64 && ground.x64 ? "Num_Catalog_Entries64" : "Num_Catalog_Entries";
    if (all.size() != number_at(tree, protocols_path, num)) { // a gap in the numbers, or an item that is none
        report.enumeration_code = wsano_recovery;
        return report;
    }
    for (const auto& entry : all) {
        report.killed = report.killed || ground.hanging_dlls.count(base_name(entry.dll));
        report.crashed = report.crashed || ground.crashing_dlls.count(base_name(entry.dll));
    }
    if (report.killed || report.crashed)
        return report;
    const bool old_key_missing =
        ground.sockets_need_old_key && list_at(tree, std::string(winsock_path) + "\\Parameters", "Transports").empty();
    for (const auto& entry : all)
        if (entry.is_base() && (entry.family == 2 || entry.family == 23) && entry.type != 3)
            report.providers.push_back(answer(entry, old_key_missing ? wrong_type : socket_code(entry, all, ground)));
    for (const int type : {1, 2})
        report.providers.push_back(plain_socket(type, all, ground));
    return report;
}

bool all_sockets_work(const ProbeReport& report) {
    if (report.killed || report.crashed || report.startup_code || report.enumeration_code)
        return false;
    for (const int type : {1, 2})
        if (std::none_of(report.providers.begin(), report.providers.end(),
                         [type](const auto& p) { return p.family == 2 && p.type == type && p.code == 0; }))
            return false;
    return std::all_of(report.providers.begin(), report.providers.end(), [](const auto& p) { return p.code == 0; });
}

std::string base_name(std::string_view path) {
    const auto at = path.find_last_of("\\/");
    return folded(at == std::string_view::npos ? path : path.substr(at + 1));
}

} // namespace netmend::simulated
