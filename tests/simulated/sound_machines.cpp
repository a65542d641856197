#include "tests/simulated/sound_machines.hpp"

#include <algorithm>

#include "statemachine/winsock/diagnosis.hpp"
#include "tests/simulated/catalog.hpp"
#include "tests/simulated/generated_faults.hpp"
#include "tests/simulated/generations.hpp"
#include "tests/simulated/values.hpp"

namespace netmend::simulated {
namespace {

using Random = std::mt19937_64;

constexpr const char* mswsock = "%SystemRoot%\\system32\\mswsock.dll";

Entry base(const char* provider, int family, int type, int protocol, const char* name) {
    Entry entry;
    entry.dll = mswsock;
    entry.provider = provider;
    entry.family = family;
    entry.type = type;
    entry.protocol = protocol;
    entry.name = name;
    return entry;
}

// Transports that come with hardware, components and roles (windows-facts 1.3 and 1.4, windows-modern 7; PGM as in a
// public listing of a server). Several have an id of their own that is in no table: their DLL is Windows'.
std::vector<Entry> optional_protocols(const SystemIdentity& windows) {
    const bool old = windows.major < 6;
    std::vector<Entry> all{
        base("3972523D-2AF1-11D1-B655-00805F3642CC", 26, 1, 1, "MSAFD Irda [IrDA]"),
        base("9FC48064-7298-43E4-B7BD-181F2089792A", 32, 1, 3, "MSAFD RfComm [Bluetooth]"),
        base("8D5F1830-C273-11CF-95C8-00805F48A192", 17, 5, -1, "MSAFD NetBIOS [\\Device\\NetBT_Tcpip6_x] SEQPACKET 1"),
        base("C845F828-50A0-4B2B-9C34-2D0B1B7C1001", 2, 4, 113, "MSAFD Pgm (RDM)"),
        base("C845F828-50A0-4B2B-9C34-2D0B1B7C1001", 2, 1, 113, "MSAFD Pgm (Stream)"),
    };
    if (old) {
        all.push_back(base("11058240-BE47-11CF-95C8-00805F48A192", 6, 2, 1000, "MSAFD nwlnkipx [IPX]"));
        all.push_back(base("11058241-BE47-11CF-95C8-00805F48A192", 6, 5, 1256, "MSAFD nwlnkspx [SPX]"));
        all.push_back(
            base("11058241-BE47-11CF-95C8-00805F48A192", 6, 1, 1257, "MSAFD nwlnkspx [SPX II] [Pseudo Stream]"));
        all.push_back(base("2C3B17A0-C6DF-11CF-95C8-00805F48A192", 16, 1, 0, "MSAFD AppleTalk [ADSP]"));
        all.push_back(base("C3656046-3AAF-11D1-A8C3-00C04FC99C9C", 22, 3, 5, "MSAFD ATM AAL5"));
        all.push_back(base("F9EAB0C0-26D4-11D0-BBBF-00AA006C34E4", 23, 1, 6, "MSAFD Tcpip [TCP/IPv6]"));
        all.push_back(base("F9EAB0C0-26D4-11D0-BBBF-00AA006C34E4", 23, 2, 17, "MSAFD Tcpip [UDP/IPv6]"));
    } else {
        all.push_back(base("9FC48064-7298-43E4-B7BD-181F2089792A", 32, 1, 256, "MSAFD L2CAP [Bluetooth]"));
        all.push_back(base("1234191B-4BF7-4CA7-86E0-DFD7C32B5445", 34, 1, 1, "Hyper-V RAW"));
    }
    return all;
}

std::vector<NameSpace> optional_names(const SystemIdentity& windows) {
    std::vector<NameSpace> all{
        {"%SystemRoot%\\system32\\wshbth.dll", "Bluetooth Namespace", "06AA63E0-7D60-41FF-AFB2-3EE6D2D9392D", 16}};
    if (windows.major < 6) // the second one under an id that is in no table
        for (const char* provider : {"E02DAAF0-7E9F-11CF-AE5A-00AA00A7112B", "F1E1D000-0000-4000-8000-00000000004E"})
            all.push_back({"%SystemRoot%\\System32\\nwprovau.dll", "NetWare", provider, provider[0] == 'E' ? 1u : 2u});
    if (windows.major > 5 || windows.minor == 1)
        for (const char* provider : {"03FE89CE-766D-4976-B9C1-BB9BC42C7B4D", "03FE89CD-766D-4976-B9C1-BB9BC42C7B4D"})
            all.push_back({"%SystemRoot%\\system32\\pnrpnsp.dll", "PNRP", provider, provider[7] == 'E' ? 39u : 38u});
    return all;
}

struct Maker {
    Random& random;
    SoundMachine& machine;
    std::uint32_t id = 1000;

    bool one_in(std::size_t bound) { return below(random, bound) == 0; }

    // As Windows wrote it, or an upgrade, or an installer.
    std::string spelled(const std::string& dll) {
        const std::size_t slash = dll.rfind('\\');
        const std::string file = dll.substr(slash + 1);
        const std::string root = machine.catalog.system_root.empty() ? "C:\\WINDOWS" : machine.catalog.system_root;
        switch (below(random, 8)) {
        case 0:
            return "%windir%\\System32\\" + file;
        case 1:
            return root + "\\system32\\" + file;
        case 2:
            return "%SystemRoot%/System32/" + file;
        default:
            return dll;
        }
    }

    void put(GeneratedList<GeneratedEntry>& list, Entry entry) {
        entry.id = id += one_in(6) ? 4 : 1;
        list.entries.push_back({"", true, 3, packed(entry)});
    }

    void product(GeneratedList<GeneratedEntry>& list, const std::string& dll) {
        std::vector<Entry> bases;
        for (const GeneratedEntry& each : list.entries)
            if (const auto entry = unpacked(each.item); entry && entry->chain_length == 1 && entry->family != 34)
                bases.push_back(*entry);
        Entry own;
        own.dll = dll;
        own.provider = "5A1E0F6C-11AA-4C55-9D42-3B6C2F3AE001";
        own.chain_length = 0;
        own.provider_flags = 4;
        own.name = "layer";
        put(list, own);
        const std::uint32_t layer = id;
        std::vector<GeneratedEntry> chains;
        for (std::size_t count = 1 + below(random, 4); count > 0; --count) {
            Entry chain = bases[below(random, bases.size())];
            chain.chain = {layer, chain.id};
            chain.dll = dll;
            chain.provider = one_in(2) ? own.provider : "5A1E0F6C-11AA-4C55-9D42-3B6C2F3AE002";
            chain.chain_length = 2;
            chain.id = ++id;
            chains.push_back({"", true, 3, packed(chain)});
        }
        list.entries.insert(list.entries.begin(), chains.begin(), chains.end());
    }

    void protocols(const GenerationMachine& windows, int bits, const std::vector<Entry>& more, bool parental,
                   int products) {
        auto& list = machine.catalog.protocols.emplace_back();
        list.bits = bits;
        std::vector<Entry> all = windows.protocols;
        all.insert(all.end(), more.begin(), more.end());
        if (one_in(2))
            std::shuffle(all.begin(), all.end(), random);
        for (Entry& entry : all) {
            entry.dll = spelled(entry.dll);
            put(list, entry);
        }
        if (parental)
            product(list, "%SystemRoot%\\system32\\wpclsp.dll");
        for (int i = 0; i < products; ++i)
            product(list, "C:\\Program Files\\Product" + std::to_string(i) + "\\layer.dll");
        if (products) {
            Entry other = base("570ADC4B-67B2-42CE-92B2-ACD33D88D842", 28, 1, 0, "VMCI sockets STREAM");
            other.dll = "%windir%\\system32\\vsocklib.dll";
            put(list, other);
            other = base("B324AC22-3A56-4E6F-A9C4-36DCC428EF65", 23, -1, 0, "NDv2 Provider"); // RDMA
            other.dll = "%SystemRoot%\\system32\\mlx4nd.dll";
            other.provider_flags = 0x14; // hidden, network direct
            put(list, other);
        }
        std::size_t number = 0;
        for (GeneratedEntry& entry : list.entries)
            entry.key = twelve_digits(++number);
        list.count = static_cast<std::uint32_t>(number);
        machine.catalog.next_id = std::max(machine.catalog.next_id.value_or(0), id + 1 + (one_in(3) ? 9 : 0));
    }

    void names(const GenerationMachine& windows, int bits, const std::vector<NameSpace>& more, bool other) {
        auto& list = machine.catalog.names.emplace_back();
        list.bits = bits;
        std::vector<NameSpace> all = windows.name_spaces;
        for (const NameSpace& name : more)
            if (std::none_of(all.begin(), all.end(),
                             [&](const NameSpace& has) { return has.provider == name.provider; }))
                all.push_back(name);
        if (other)
            all.push_back({"C:\\Program Files\\Bonjour\\mdnsNSP.dll", "mdnsNSP", "B600E6E9-553B-4A19-8696-335E5C896153",
                           12, one_in(3) ? 0u : 1u});
        if (one_in(2))
            std::shuffle(all.begin(), all.end(), random);
        for (NameSpace& name : all) {
            if (name.id != 12 && one_in(8))
                name.enabled = 0; // privacy scripts switch the others off
            const bool own = name.dll.find("Bonjour") == std::string::npos;
            list.entries.push_back({twelve_digits(list.entries.size() + 1), own ? spelled(name.dll) : name.dll,
                                    guid(name.provider), name.id, name.enabled});
        }
        list.count = static_cast<std::uint32_t>(list.entries.size());
    }
};

template<class List> List some_of(Random& random, const List& all) {
    List some;
    for (const auto& one : all)
        if (below(random, 2))
            some.push_back(one);
    return some;
}

winsock::Diagnosis judged(const GeneratedCatalog& catalog, const SystemIdentity& identity,
                          winsock::Certainty certainty) {
    GeneratedRegistry registry(catalog);
    const Result<winsock::Catalogs> catalogs = winsock::read_catalogs(registry, identity.x64);
    return catalogs ? winsock::judge(
                          *catalogs, identity, [](const std::string&, int) -> Result<bool> { return true; }, certainty)
                    : winsock::Diagnosis{};
}

} // namespace

SoundMachine sound_machine(std::uint64_t seed) {
    Random random(seed);
    const auto& all = generation_machines();
    const GenerationMachine& windows = all[below(random, all.size())];
    SoundMachine machine;
    GeneratedCatalog& catalog = machine.catalog;
    catalog.identity = windows.identity;
    if (below(random, 2))
        catalog.system_root = below(random, 2) ? "C:\\Windows" : "E:\\WINNT.SBS";
    catalog.parameters = generated_parameters(random, windows.identity);
    catalog.protocols_marked = below(random, 6) == 0; // an old mark lies about
    catalog.names_marked = below(random, 6) == 0;
    machine.third_parties = below(random, 2) != 0;
    const std::vector<Entry> protocols = some_of(random, optional_protocols(windows.identity));
    const bool v6 =
        std::count_if(protocols.begin(), protocols.end(), [](const Entry& e) { return e.family == 23; }) == 2;
    catalog.transports = {"Tcpip", "NetBIOS"};
    if (v6 || windows.identity.major >= 6)
        catalog.transports.push_back("Tcpip6");
    const std::vector<NameSpace> names = some_of(random, optional_names(windows.identity));
    const bool parental = windows.identity.major == 6 && windows.identity.minor < 2 && below(random, 3) == 0;
    const int products = machine.third_parties ? 1 + static_cast<int>(below(random, 3)) : 0;
    for (const int bits : {32, 64})
        if (bits == 32 || windows.identity.x64) {
            Maker maker{random, machine};
            maker.protocols(windows, bits, protocols, parental, products);
            maker.names(windows, bits, names, machine.third_parties && below(random, 2));
        }
    return machine;
}

SoundOpinions judge_sound_machines(std::uint64_t first, std::uint64_t runs) {
    SoundOpinions all;
    for (std::uint64_t seed = first; seed < first + runs; ++seed) {
        const SoundMachine machine = sound_machine(seed);
        const SystemIdentity& own = machine.catalog.identity;
        SystemIdentity wrong = own;
        wrong.major = seed % 2 ? 10 : 6;
        wrong.minor = 0;
        const winsock::Verdict known = judged(machine.catalog, own, winsock::Certainty::Known).verdict;
        const winsock::Verdict guessed = judged(machine.catalog, wrong, winsock::Certainty::Guessed).verdict;
        ++all.machines;
        for (const auto& list : machine.catalog.protocols)
            all.entries += list.entries.size();
        const bool damaged = known == winsock::Verdict::Damaged || guessed == winsock::Verdict::Damaged;
        const bool stranger = !machine.third_parties && known != winsock::Verdict::Healthy;
        all.alone += !machine.third_parties;
        all.called_damaged += damaged;
        all.strangers += stranger;
        if ((damaged || stranger) && all.wrong.size() < 10)
            all.wrong.push_back(seed);
    }
    return all;
}

std::string told_sound(std::uint64_t seed) {
    const SoundMachine machine = sound_machine(seed);
    const winsock::Diagnosis diagnosis = judged(machine.catalog, machine.catalog.identity, winsock::Certainty::Known);
    std::string text = "seed " + std::to_string(seed) + ", Windows " + std::to_string(machine.catalog.identity.major) +
                       "." + std::to_string(machine.catalog.identity.minor) + ": " +
                       std::string(name_of(diagnosis.verdict));
    for (const winsock::Finding& finding : diagnosis.findings)
        text +=
            "\n  " + finding.catalog + " " + std::to_string(finding.bits) + " " + finding.code + ": " + finding.text;
    return text;
}

} // namespace netmend::simulated
