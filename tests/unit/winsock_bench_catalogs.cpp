// Faults of catalogs as lists, and of their entries, for the fault bench.
#include "tests/unit/winsock_patient.hpp"

namespace netmend::winsock {
namespace {

using simulated::Entry;
using simulated::NameSpace;

constexpr Severity damage = Severity::Damage, suspicious = Severity::Suspicious, note = Severity::Note;
const char* const protocols = simulated::protocols_path;
const char* const name_spaces = simulated::namespaces_path;
constexpr const char* rsvp = "9D60A9E0-337A-11D0-BD88-0000C082E69A";

std::string entry(const Patient& p, const char* catalog, std::size_t number) {
    return p.list(catalog) + "\\" + simulated::twelve_digits(number);
}

// The last entry gets the number behind its own: nothing is lost, and one number is not there.
void make_gap(Patient& p, const char* catalog) {
    const std::size_t last = p.count(catalog);
    const auto key = p.tree.read(entry(p, catalog, last));
    p.tree.erase_tree(entry(p, catalog, last));
    for (const RegistryValue& value : key->values)
        p.tree.set(entry(p, catalog, last + 1), value);
}

void add_malformed(Patient& p, const char* catalog, const RegistryValue& value) {
    const std::size_t next = p.count(catalog) + 1;
    p.tree.set(entry(p, catalog, next), value);
    p.tree.set(catalog, simulated::number(p.count_name(), static_cast<std::uint32_t>(next)));
}

void set_count(Patient& p, const char* catalog, std::uint32_t count) {
    p.tree.set(catalog, simulated::number(p.count_name(), count));
}

void mark(Patient& p, const char* catalog) {
    p.tree.set(catalog, simulated::number("Serial_Access_Num", 0xAB));
    p.tree.create(std::string(catalog) + "\\000000AB");
}

void one_sided_layer(Patient& p) {
    const simulated::Tree before = p.tree;
    const int other = p.bits;
    p.add_layer();
    p.bits = 96 - other;
    const auto was = simulated::protocols(before, p.bits, true);
    p.protocols([&](auto& entries) { entries = was; });
    p.bits = other;
}

Codes layer(const Patient&) {
    return {"third-party-layer"};
}

std::string needs_x64(const Patient& p) {
    return p.x64() ? "" : "an x86 Windows has one catalog";
}

std::string needs_ipv6(const Patient& p) {
    return p.windows.identity.major < 6 ? "IPv6 is required since Vista" : "";
}

std::function<void(Patient&)> without(int family, int type) {
    return [=](Patient& p) {
        p.protocols([=](std::vector<Entry>& entries) {
            std::erase_if(entries,
                          [=](const Entry& e) { return e.family == family && e.type == type && e.provider != rsvp; });
        });
    };
}

// In the chain over TCP, with its own entry and the other chain as they were.
std::function<void(Patient&)> with_chain(std::function<void(Entry&, const Entry& own)> change) {
    return [change](Patient& p) {
        p.add_layer();
        p.protocols([&](std::vector<Entry>& entries) { change(entries.front(), entries.back()); });
    };
}

enum class Sockets { NotTried, Work, Fail };

// IPv4 was uninstalled: no entry of it in any list, and the old key does not name its transport.
std::function<void(Patient&)> ipv6_alone(Sockets sockets) {
    return [=](Patient& p) {
        p.all_protocols(
            [](std::vector<Entry>& entries) { std::erase_if(entries, [](const Entry& e) { return e.family == 2; }); });
        p.tree.set(std::string(simulated::winsock_path) + "\\Parameters", simulated::list("Transports", {"Tcpip6"}));
        if (sockets == Sockets::NotTried)
            return;
        for (ProbeReport& report : *p.start().sockets)
            for (ProbedProvider& provider : report.providers)
                provider.family = 23;
        for (ProbedProvider& provider : p.report().providers)
            provider.code = sockets == Sockets::Fail ? 10106 : 0;
    };
}

std::function<Codes(const Patient&)> with_ipv6_alone(Codes more = {}) {
    more.insert(more.end(), {"old-key-without-tcpip", "inbox-provider-missing", "rsvp-missing"});
    return [more](const Patient& p) {
        Codes codes = more;
        if (!p.tree.has(std::string(simulated::services_path) + "\\Tcpip6\\Parameters\\Winsock"))
            codes.push_back("transport-helper-missing");
        return codes;
    };
}

} // namespace

std::vector<BenchFault> list_faults() {
    std::vector<BenchFault> all;
    for (const char* catalog : {protocols, name_spaces}) {
        const bool names = catalog == name_spaces;
        const char* what = names ? "name spaces" : "protocols";
        all.insert(
            all.end(),
            {
                {"catalog-missing", damage, what, [=](Patient& p) { p.tree.erase_tree(p.list(catalog)); }},
                {"catalog-blank", damage, what,
                 [=](Patient& p) {
                     names ? p.name_spaces([](auto& list) { list.clear(); })
                           : p.protocols([](auto& list) { list.clear(); });
                 }},
                {"count-missing", damage, what, [=](Patient& p) { p.tree.erase_value(catalog, p.count_name()); }},
                {"count-differs", damage, what, [=](Patient& p) { set_count(p, catalog, 0xFFFFFFFF); }},
                {"numbering-gap", damage, what, [=](Patient& p) { make_gap(p, catalog); }},
                {"malformed-entry", damage, what,
                 [=](Patient& p) {
                     add_malformed(p, catalog,
                                   simulated::binary(names ? "ProviderId" : "PackedCatalogItem", Bytes(100)));
                 }},
                {"stray-key", note, what, [=](Patient& p) { p.tree.create(p.list(catalog) + "\\stray"); }},
                {"writer-marker", note, what, [=](Patient& p) { mark(p, catalog); }},
                {"writer-marker", damage, names ? "names, waited for" : "waited for",
                 [=](Patient& p) {
                     mark(p, catalog);
                     p.report().enumeration_code = 11003;
                 },
                 [](const Patient&) { return Codes{"enumeration-fails"}; }},
                {"writer-marker", damage, names ? "torn name spaces" : "torn protocols",
                 [=](Patient& p) {
                     mark(p, catalog);
                     set_count(p, catalog, 1);
                 },
                 [](const Patient&) { return Codes{"count-differs"}; }},
            });
    }
    all.push_back({"writer-marker", note, "sockets work", [](Patient& p) {
                       mark(p, protocols);
                       p.start();
                   }});
    all.push_back({"catalogs-disagree", note, "one layer", one_sided_layer, layer, needs_x64});
    return all;
}

std::vector<BenchFault> entry_faults() {
    return {
        {"duplicate-id", damage, "two entries",
         [](Patient& p) { p.protocols([](auto& entries) { entries[1].id = entries[0].id; }); }},
        {"next-id-missing", damage, "", [](Patient& p) { p.tree.erase_value(protocols, "Next_Catalog_Entry_ID"); }},
        {"id-too-high", damage, "",
         [](Patient& p) { p.tree.set(protocols, simulated::number("Next_Catalog_Entry_ID", 1003)); }},
        {"chain-entry-gone", damage, "", with_chain([](Entry& chain, const Entry&) {
             chain.chain = {4711, chain.chain[1]};
         }),
         layer},
        {"chain-too-long", damage, "", with_chain([](Entry& chain, const Entry&) { chain.chain_length = 8; }), layer},
        {"chain-loop", damage, "names itself", with_chain([](Entry& chain, const Entry&) {
             chain.chain = {chain.id, chain.chain[1]};
         }),
         layer},
        {"chain-without-base", damage, "upside down", with_chain([](Entry& chain, const Entry& own) {
             chain.chain = {chain.chain[1], own.id};
         }),
         layer},
        {"layer-without-chain", suspicious, "",
         [](Patient& p) {
             p.add_layer();
             p.protocols([](auto& entries) { entries.erase(entries.begin(), entries.begin() + 2); });
         },
         layer},
        {"base-provider-missing", damage, "TCP over IPv4", without(2, 1)},
        {"base-provider-missing", damage, "UDP over IPv4", without(2, 2)},
        {"base-provider-missing", damage, "TCP over IPv6", without(23, 1), {}, needs_ipv6},
        {"base-provider-missing", damage, "UDP over IPv6", without(23, 2), {}, needs_ipv6},
        {"base-provider-missing", note, "IPv6 alone", ipv6_alone(Sockets::Work), with_ipv6_alone(), needs_ipv6},
        {"base-provider-missing", damage, "not tried", ipv6_alone(Sockets::NotTried), with_ipv6_alone(), needs_ipv6},
        {"base-provider-missing", damage, "it fails, too", ipv6_alone(Sockets::Fail), with_ipv6_alone({"sockets-fail"}),
         needs_ipv6},
        {"inbox-provider-missing", note, "RAW over IPv4", without(2, 3)},
        {"rsvp-missing", note, "",
         [](Patient& p) {
             p.protocols([](std::vector<Entry>& entries) {
                 std::erase_if(entries, [](const Entry& e) { return e.provider == rsvp; });
             });
         }},
    };
}

} // namespace netmend::winsock
