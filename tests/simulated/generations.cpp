#include "tests/simulated/generations.hpp"

#include "tests/simulated/catalog_data.hpp"

namespace netmend::simulated {
namespace {

struct Row {
    const char *name, *windows; // as tests call it; as tests/data/catalogs.txt does
};

constexpr Row rows[] = {
    {"2000", "2000-sp4"},   {"xp", "xp-sp3"},       {"2003", "2003-sp2"}, {"2003-x64", "xp-x64-sp2"}, // it is both
    {"vista", "vista-x86"}, {"vista-x64", "vista"}, {"7", "win7-x86"},    {"7-x64", "win7"},          {"8", "win8-x86"},
    {"8-x64", "win8"},      {"10", "win10-x86"},    {"10-x64", "win10"},  {"11-x64", "win11"}};

GenerationMachine machine_of(const Row& row) {
    const WindowsRow& windows = windows_row(row.windows);
    const bool old = windows.major == 5, x64 = windows.bits == 64;
    GenerationMachine out;
    out.name = row.name;
    out.identity.major = windows.major;
    out.identity.minor = windows.minor;
    out.identity.build = windows.build;
    out.identity.x64 = x64;
    out.protocols = old ? default_protocols(Preset::XpSp3) : protocols_of(windows.protocols, {});
    out.name_spaces = catalog_data().name_spaces.at(windows.name_spaces);
    const Preset like = x64 ? old ? Preset::XpX64 : Preset::Windows7 : Preset::XpSp3;
    out.registry = healthy_registry(like);
    for (const int bits : {32, 64})
        if (bits == 32 || x64) {
            write_protocols(out.registry, out.protocols, bits, x64);
            write_namespaces(out.registry, out.name_spaces, bits, x64);
        }
    out.files = default_files(old ? Preset::XpSp3 : Preset::Windows7);
    out.files.insert({"rnr20.dll", "wshbth.dll"});
    return out;
}

} // namespace

const std::vector<GenerationMachine>& generation_machines() {
    static const std::vector<GenerationMachine> all = [] {
        std::vector<GenerationMachine> out;
        for (const Row& row : rows)
            out.push_back(machine_of(row));
        return out;
    }();
    return all;
}

} // namespace netmend::simulated
