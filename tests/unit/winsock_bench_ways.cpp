// Faults of chains as ways of a call, of who stands first, and of the values below Parameters, for the fault bench.
#include "tests/unit/winsock_patient.hpp"

namespace netmend::winsock {
namespace {

using simulated::Entry;
using simulated::NameSpace;

constexpr Severity damage = Severity::Damage, suspicious = Severity::Suspicious, note = Severity::Note;

std::string once(const Patient& p) {
    return p.bits == 64 ? "belongs to no catalog: judged once a machine" : "";
}

std::string needs_x64(const Patient& p) {
    return p.x64() ? "" : "an x86 Windows has one catalog";
}

Codes layer(const Patient&) {
    return {"third-party-layer"};
}

std::function<Codes(const Patient&)> one_list(Codes codes) {
    return [codes](const Patient& p) {
        Codes all = codes;
        if (p.x64())
            all.emplace_back("provider-in-one-list");
        return all;
    };
}

// A product with a chain over TCP and one over UDP, first in the list, and its own entry, last.
std::function<void(Patient&)> with_chains(std::function<void(Entry& tcp, Entry& udp, const Entry& own)> change) {
    return [change](Patient& p) {
        p.add_layer();
        p.protocols([&](std::vector<Entry>& entries) {
            change(entries[0], entries[1], entries.back());
            for (Entry& each : entries)
                if (each.chain_length > 1)
                    each.chain_length = static_cast<std::uint32_t>(each.chain.size());
        });
    };
}

void anothers_dll(Patient& p) {
    p.add_layer();
    p.add_file("otherlsp.dll");
    p.protocols([](auto& entries) { entries[0].dll = "C:\\Program Files\\Other\\otherlsp.dll"; });
}

// Two DLLs, and the folder that both lie in is nobody's own.
std::function<void(Patient&)> strangers_in(const std::string& folder) {
    return [=](Patient& p) {
        p.add_layer();
        p.add_file("otherlsp.dll");
        p.all_protocols([&](std::vector<Entry>& entries) {
            for (Entry& entry : entries)
                if (!entry.is_base())
                    entry.dll = folder + simulated::layered_dll;
        });
        p.protocols([&](auto& entries) { entries[0].dll = folder + "otherlsp.dll"; });
    };
}

void parental_controls(Patient& p) {
    p.add_layer();
    p.add_file("wpclsp.dll");
    p.all_protocols([](std::vector<Entry>& entries) {
        for (Entry& entry : entries)
            if (!entry.is_base())
                entry.dll = "%SystemRoot%\\system32\\wpclsp.dll";
    });
}

Entry foreign(std::uint32_t id, int type, int protocol) {
    Entry entry;
    entry.dll = "C:\\Program Files\\FTPE\\ftpe32.dll";
    entry.provider = "F1E1D000-0000-4000-8000-000000000032";
    entry.id = id;
    entry.type = type;
    entry.protocol = protocol;
    return entry;
}

std::uint32_t next_id(const Patient& p) {
    return simulated::number_at(p.tree, simulated::protocols_path, "Next_Catalog_Entry_ID");
}

// In front of Windows' own, or behind them where those answer protocol zero no more.
std::function<void(Patient&)> foreign_first(int type, int protocol, bool in_both) {
    return [=](Patient& p) {
        p.add_file("ftpe32.dll");
        const std::uint32_t id = next_id(p);
        const auto add = [&](std::vector<Entry>& entries) {
            entries.insert(entries.begin(), foreign(id, type, protocol));
        };
        in_both ? p.all_protocols(add) : p.protocols(add);
    };
}

void foreign_answers_zero(Patient& p) {
    p.add_file("ftpe32.dll");
    const std::uint32_t id = next_id(p);
    p.protocols([&](std::vector<Entry>& entries) {
        for (Entry& entry : entries)
            if (entry.family == 2 && entry.type == 1)
                entry.provider_flags = 0;
        entries.push_back(foreign(id, 1, 6));
    });
}

std::function<void(Patient&)> without_zero(int family, int type) {
    return [=](Patient& p) {
        p.protocols([=](std::vector<Entry>& entries) {
            for (Entry& entry : entries)
                if (entry.family == family && entry.type == type)
                    entry.provider_flags &= ~8u;
        });
    };
}

std::function<void(Patient&)> parameter(const RegistryValue& value) {
    return [=](Patient& p) { p.tree.set(simulated::parameters_path, value); };
}

std::function<void(Patient&)> autodial(const std::string& dll) {
    return parameter(simulated::text("AutodialDLL", dll));
}

std::string since_8_1(const Patient& p) {
    const SystemIdentity& is = p.windows.identity;
    return is.major * 100 + is.minor < 603 ? "Windows until 8 writes it so" : once(p);
}

void add_names(Patient& p, std::uint32_t enabled) {
    p.add_file("mdnsnsp.dll");
    p.name_spaces([&](std::vector<NameSpace>& list) {
        list.push_back({"C:\\Program Files\\Bonjour\\mdnsNSP.dll", "mdnsNSP", "B600E6E9-553B-4A19-8696-335E5C896153",
                        12, enabled});
    });
}

void switch_dns_off(Patient& p) {
    p.name_space(Patient::dns, [](NameSpace& each) { each.enabled = 0; });
}

RegistryValue hidden_text() {
    RegistryValue value = simulated::text("AutodialDLL", "%SystemRoot%\\System32\\rasadhlp.dll");
    for (const char c : std::string("C:\\evil.dll"))
        value.data.insert(value.data.end(), {static_cast<std::uint8_t>(c), 0});
    return value;
}

} // namespace

std::vector<BenchFault> way_faults() {
    return {
        {"chain-over-wrong-base", damage, "TCP and UDP",
         with_chains([](Entry& tcp, Entry& udp, const Entry&) { std::swap(tcp.chain.back(), udp.chain.back()); }),
         layer},
        {"chain-over-wrong-base", damage, "another family",
         with_chains([](Entry& tcp, Entry&, const Entry&) { tcp.family = 23; }), layer},
        {"chain-over-other-protocol", suspicious, "",
         with_chains([](Entry& tcp, Entry&, const Entry&) { tcp.protocol = 132; }), layer},
        {"chain-past-base", suspicious, "a base inside",
         with_chains([](Entry& tcp, Entry& udp, const Entry&) { tcp.chain.push_back(udp.chain.back()); }), layer},
        {"chain-past-base", suspicious, "no layer", with_chains([](Entry& tcp, Entry& udp, const Entry&) {
             tcp.chain = {tcp.chain.back(), udp.chain.back()};
         }),
         layer},
        {"chain-circle", damage, "two chains", with_chains([](Entry& tcp, Entry& udp, const Entry&) {
             tcp.chain.insert(tcp.chain.begin() + 1, udp.id);
             udp.chain.insert(udp.chain.begin() + 1, tcp.id);
         }),
         layer},
        {"chain-of-another-product", suspicious, "", anothers_dll, layer},
        {"chain-of-another-product", suspicious, "in a drive's root", strangers_in("D:\\"), layer},
        {"chain-of-another-product", suspicious, "in Program Files", strangers_in("C:\\Program Files\\"), layer},
        {"chain-of-another-product", suspicious, "in Temp", strangers_in("C:\\Windows\\Temp\\"),
         [](const Patient&) {
             return Codes{"third-party-layer", "provider-path-unusual"};
         }},
        {"windows-layer", note, "Vista", parental_controls},
        {"foreign-base-first", suspicious, "TCP", foreign_first(1, 6, true)},
        {"foreign-base-first", suspicious, "UDP", foreign_first(2, 17, true)},
        {"foreign-base-first", suspicious, "one list", foreign_first(1, 6, false), one_list({})},
        {"foreign-base-first", suspicious, "protocol zero", foreign_answers_zero, one_list({})},
        {"protocol-zero-lost", damage, "TCP", without_zero(2, 1)},
        {"protocol-zero-lost", damage, "UDP", without_zero(2, 2)},
        {"protocol-zero-lost",
         damage,
         "TCP over IPv6",
         without_zero(23, 1),
         {},
         [](const Patient& p) { return p.windows.identity.major < 6 ? "IPv6 is not there before Vista" : ""; }},
        {"provider-in-one-list", note, "base",
         [](Patient& p) {
             const std::uint32_t id = next_id(p);
             p.add_file("ftpe32.dll");
             p.protocols([&](auto& entries) { entries.push_back(foreign(id, 4, 99)); });
         },
         [](const Patient&) { return Codes{"third-party-base"}; }, needs_x64},
        {"provider-in-one-list", note, "names", [](Patient& p) { add_names(p, 1); },
         [](const Patient&) { return Codes{"third-party-namespace"}; }, needs_x64},
        {"base-provider-missing", damage, "Tcpip6 named",
         [](Patient& p) {
             p.tree.set(std::string(simulated::winsock_path) + "\\Parameters",
                        simulated::list("Transports", {"Tcpip", "TCPIP6"}));
         },
         [](const Patient&) { return Codes{"transport-helper-missing"}; },
         [](const Patient& p) { return p.windows.identity.major >= 6 ? "it is there since Vista" : ""; }},
        {"inbox-provider-missing",
         note,
         "IPv6, guessed",
         [](Patient& p) {
             p.certainty = Certainty::Guessed;
             p.tree.set(std::string(simulated::winsock_path) + "\\Parameters",
                        simulated::list("Transports", {"Tcpip", "NetBIOS"})); // else it is known
             p.protocols([](auto& entries) {
                 std::erase_if(entries,
                               [](const Entry& e) { return e.family == 23 && e.flags < 0x22000 && e.type == 1; });
             });
         },
         {},
         [](const Patient& p) { return p.windows.identity.major < 6 ? "IPv6 is required since Vista" : ""; }},
        {"setup-migration-missing",
         note,
         "10, guessed",
         [](Patient& p) {
             p.certainty = Certainty::Guessed;
             p.tree.erase_tree(std::string(simulated::winsock_path) + "\\Setup Migration");
         },
         {},
         once},
    };
}

std::vector<BenchFault> value_faults() {
    return {
        {"namespace-provider-off", damage, "DNS, alone", switch_dns_off},
        {"namespace-provider-off", suspicious, "DNS, another left",
         [](Patient& p) {
             add_names(p, 1);
             switch_dns_off(p);
         },
         one_list({"third-party-namespace"})},
        {"namespace-provider-off", damage, "DNS, another off",
         [](Patient& p) {
             add_names(p, 0);
             switch_dns_off(p);
         },
         one_list({"third-party-namespace"})},
        {"third-party-namespace", note, "switched off", [](Patient& p) { add_names(p, 0); }, one_list({})},
        {"parameter-dll-changed", suspicious, "autodial", autodial("%systemroot%\\twain__32.dll"), {}, once},
        {"parameter-dll-changed", suspicious, "own name", autodial("C:\\Evil\\rasadhlp.dll"), {}, once},
        {"parameter-dll-changed", suspicious, "in system32", autodial("%SystemRoot%\\System32\\evil.dll"), {}, once},
        {"parameter-dll-changed", suspicious, "network", autodial("\\\\server\\share\\rasadhlp.dll"), {}, once},
        {"parameter-dll-changed",
         suspicious,
         "device",
         autodial("\\\\?\\C:\\Windows\\System32\\rasadhlp.dll"),
         {},
         once},
        {"parameter-dll-changed", suspicious, "bare", autodial("rasadhlp.dll"), {}, since_8_1},
        {"parameter-dll-changed",
         suspicious,
         "callout",
         parameter(simulated::expandable("NameSpace_Callout", "fwpuclnt.dll")),
         {},
         once},
        {"parameter-malformed", suspicious, "type", parameter(simulated::number("AutodialDLL", 1)), {}, once},
        {"parameter-malformed",
         suspicious,
         "64 KiB",
         parameter(simulated::text("NameSpace_Callout", std::string(32768, 'a'))),
         {},
         once},
        {"parameter-malformed", suspicious, "hidden text", parameter(hidden_text()), {}, once},
        {"parameter-malformed", suspicious, "empty", parameter(simulated::text("AutodialDLL", "")), {}, once},
        {"parameter-changed",
         suspicious,
         "version",
         parameter(simulated::text("WinSock_Registry_Version", "3.0")),
         {},
         once},
        {"parameter-changed",
         suspicious,
         "catalog",
         parameter(simulated::text("Current_Protocol_Catalog", "..\\Protocol_Catalog9")),
         {},
         once},
    };
}

} // namespace netmend::winsock
