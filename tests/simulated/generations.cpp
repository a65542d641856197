#include "tests/simulated/generations.hpp"

namespace netmend::simulated {
namespace {

enum class Kind { Old, Vista, Ten }; // who shares a list of protocols

struct Row {
    const char* name;
    int major, minor, build;
    bool x86, x64;
    Kind kind;
};

constexpr Row rows[] = {{"2000", 5, 0, 2195, true, false, Kind::Old},   {"xp", 5, 1, 2600, true, false, Kind::Old},
                        {"2003", 5, 2, 3790, true, true, Kind::Old}, // in 64 bits it is XP x64 too
                        {"vista", 6, 0, 6002, true, true, Kind::Vista}, {"7", 6, 1, 7601, true, true, Kind::Vista},
                        {"8", 6, 3, 9600, true, true, Kind::Vista},     {"10", 10, 0, 19045, true, true, Kind::Ten},
                        {"11", 10, 0, 22631, false, true, Kind::Ten}};

Entry more(const char* provider, std::uint32_t id, int family, int protocol, const char* name) {
    Entry entry;
    entry.dll = "%SystemRoot%\\system32\\mswsock.dll";
    entry.provider = provider;
    entry.id = id;
    entry.family = family;
    entry.protocol = protocol;
    entry.sockaddr_size = 36;
    entry.flags = 0x20026;
    entry.name = name;
    return entry;
}

// Hyper-V RAW first, then AF_UNIX, and the Bluetooth pair last: the order of a real Windows 10, ids out of order.
std::vector<Entry> protocols_of_ten() {
    std::vector<Entry> out = default_protocols(Preset::Windows7);
    out.insert(out.begin(), more("A00943D9-9C2E-4633-9B59-0057A3160994", 1012, 1, 0, "AF_UNIX"));
    out.insert(out.begin(), more("1234191B-4BF7-4CA7-86E0-DFD7C32B5445", 1011, 34, 1, "Hyper-V RAW"));
    out.push_back(more("9FC48064-7298-43E4-B7BD-181F2089792A", 1013, 32, 256, "MSAFD L2CAP [Bluetooth]"));
    out.push_back(more("9FC48064-7298-43E4-B7BD-181F2089792A", 1014, 32, 3, "MSAFD RfComm [Bluetooth]"));
    return out;
}

std::vector<NameSpace> name_spaces_of(const Row& row) {
    std::vector<NameSpace> out = default_namespaces(row.kind == Kind::Old ? Preset::XpSp3 : Preset::Windows7);
    if (row.major == 5 && row.minor == 0) {
        out.pop_back(); // network location came with XP
        out.front().dll = "%SystemRoot%\\System32\\rnr20.dll";
    }
    if (row.kind == Kind::Ten)
        out.push_back(
            {"%SystemRoot%\\system32\\wshbth.dll", "Bluetooth Namespace", "06AA63E0-7D60-41FF-AFB2-3EE6D2D9392D", 16});
    return out;
}

GenerationMachine machine_of(const Row& row, bool x64) {
    GenerationMachine out;
    out.name = row.name + std::string(x64 ? "-x64" : "");
    out.identity.major = row.major;
    out.identity.minor = row.minor;
    out.identity.build = row.build;
    out.identity.x64 = x64;
    out.protocols = row.kind == Kind::Ten ? protocols_of_ten()
                                          : default_protocols(row.kind == Kind::Old ? Preset::XpSp3 : Preset::Windows7);
    out.name_spaces = name_spaces_of(row);
    const Preset like = x64 ? row.kind == Kind::Old ? Preset::XpX64 : Preset::Windows7 : Preset::XpSp3;
    out.registry = healthy_registry(like);
    for (const int bits : {32, 64})
        if (bits == 32 || x64) {
            write_protocols(out.registry, out.protocols, bits, x64);
            write_namespaces(out.registry, out.name_spaces, bits, x64);
        }
    out.files = default_files(row.kind == Kind::Old ? Preset::XpSp3 : Preset::Windows7);
    out.files.insert({"rnr20.dll", "wshbth.dll"});
    return out;
}

} // namespace

const std::vector<GenerationMachine>& generation_machines() {
    static const std::vector<GenerationMachine> all = [] {
        std::vector<GenerationMachine> out;
        for (const Row& row : rows) {
            if (row.x86)
                out.push_back(machine_of(row, false));
            if (row.x64)
                out.push_back(machine_of(row, true));
        }
        return out;
    }();
    return all;
}

} // namespace netmend::simulated
