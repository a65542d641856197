#include "tests/simulated/generated_catalog.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>

#include "tests/simulated/catalog.hpp"
#include "tests/simulated/generated_faults.hpp"
#include "tests/simulated/generations.hpp"
#include "tests/simulated/values.hpp"

namespace netmend::simulated {
namespace {

using Random = std::mt19937_64;

std::size_t size_of(Random& random, std::size_t size_max) {
    const double u = static_cast<double>(random() >> 11) / 9007199254740992.0; // 53 bits
    const double size = random() % 2 ? std::pow(20.0, u) : 20.0 * std::pow(500.0, u);
    return std::clamp<std::size_t>(static_cast<std::size_t>(size + 0.5), 1, size_max);
}

struct Maker { // of one protocol list
    Random& random;
    GeneratedCatalog& catalog;
    GeneratedList<GeneratedEntry>& list;
    std::uint32_t id = 1000;
    std::vector<std::uint32_t> bases, layers, chains;            // ids so far
    std::map<std::uint32_t, std::array<std::uint32_t, 3>> calls; // of bases and chains: family, type, protocol
    Bytes plain = Bytes(888);

    void add(Bytes item, std::uint32_t own_id) {
        put_u32(item, 296, own_id);
        list.entries.push_back({twelve_digits(list.entries.size() + 1), true, 3, std::move(item)});
        catalog.bytes += 888;
    }
    std::uint32_t next() { return id += 1 + (below(random, 10) ? 0u : 3u); } // gaps between ids are healthy

    void inbox(const GenerationMachine& machine, std::size_t size) {
        for (const Entry& entry : machine.protocols) {
            if (list.entries.size() == size)
                return;
            bases.push_back(next());
            calls[bases.back()] = {static_cast<std::uint32_t>(entry.family), static_cast<std::uint32_t>(entry.type),
                                   static_cast<std::uint32_t>(entry.protocol)};
            add(packed(entry), bases.back());
        }
    }

    void serve(Bytes& out, const std::array<std::uint32_t, 3>& call) {
        put_u32(out, 336, call[0]);
        put_u32(out, 348, call[1]);
        put_u32(out, 352, call[2]);
        put_u32(out, 276, below(random, 4) ? 8u : 0u); // matches protocol zero
    }

    Bytes item(const std::string& dll, std::uint32_t length, const std::uint8_t* provider) {
        Bytes out = plain;
        set_generated_path(out, dll);
        std::copy(provider, provider + 16, out.begin() + 280);
        put_u32(out, 300, length);
        serve(out, {2, 1 + static_cast<std::uint32_t>(below(random, 2)), 0});
        out[376] = 'x';
        return out;
    }

    void third_base() {
        const std::uint8_t provider[16] = {1, static_cast<std::uint8_t>(random())};
        bases.push_back(next());
        Bytes out = item("%SystemRoot%\\system32\\vsocklib.dll", 1, provider);
        static constexpr std::array<std::uint32_t, 3> kinds[] = {{28, 1, 0}, {2, 1, 6}, {2, 2, 17}, {2, 1, 0}};
        const std::size_t kind = below(random, 4) ? 0 : 1 + below(random, 3);
        const std::array<std::uint32_t, 3>& call = kinds[kind];
        serve(out, call);
        if (kind == 3)
            put_u32(out, 356, below(random, 2) ? 255u : 0u); // protocols up to this one
        calls[bases.back()] = call;
        add(std::move(out), bases.back());
    }

    void chain(const std::string& dll, std::uint32_t own, const std::uint8_t* provider) {
        std::vector<std::uint32_t> ids{own};
        for (std::size_t more = below(random, 6); more > 0 && layers.size() > 1; --more) {
            const std::uint32_t layer = layers[below(random, layers.size())];
            if (std::find(ids.begin(), ids.end(), layer) == ids.end())
                ids.push_back(layer);
        }
        if (!chains.empty() && ids.size() < 6 && below(random, 8) == 0) // a chain in a chain
            ids.push_back(chains[below(random, chains.size())]);
        ids.push_back(bases[below(random, bases.size())]);
        Bytes out = item(dll, static_cast<std::uint32_t>(ids.size()), provider);
        serve(out, calls[ids.back()]);
        for (std::size_t i = 0; i < ids.size(); ++i)
            put_u32(out, 304 + 4 * i, ids[i]);
        chains.push_back(next());
        add(std::move(out), chains.back());
    }

    void product(std::size_t size) { // its own hidden entry, and chains
        std::uint8_t provider[16] = {2, static_cast<std::uint8_t>(random())};
        const std::string file = "layer" + std::to_string(below(random, 50)) + ".dll";
        const std::string dll = below(random, 8) == 0 ? "%SystemRoot%\\System32\\wpclsp.dll" // Windows' own
                                : below(random, 40)   ? "C:\\Program Files\\Product\\" + file
                                                      : generated_path(random, file);
        const std::uint32_t own = next();
        layers.push_back(own);
        add(item(dll, 0, provider), own);
        std::size_t count = below(random, 100) ? 1 + below(random, 8) : 0;
        for (; count > 0 && list.entries.size() < size; --count, ++provider[2])
            chain(dll, own, provider);
    }
};

void make_protocols(GeneratedCatalog& catalog, const GenerationMachine& machine, int bits, std::size_t size,
                    Random& random) {
    auto& list = catalog.protocols.emplace_back();
    list.bits = bits;
    Maker maker{random, catalog, list, 1000, {}, {}, {}, {}};
    const bool layered = below(random, 2);
    maker.inbox(machine, size);
    while (list.entries.size() < size)
        layered&& below(random, 4) ? maker.product(size) : maker.third_base();
    if (below(random, 3) == 0) { // real ones are out of order too
        std::size_t number = 0;
        std::shuffle(list.entries.begin(), list.entries.end(), random);
        for (GeneratedEntry& entry : list.entries)
            entry.key = twelve_digits(++number);
    }
    list.count = static_cast<std::uint32_t>(list.entries.size());
    catalog.next_id = std::max(catalog.next_id.value_or(0), maker.id + 1);
}

void make_names(GeneratedCatalog& catalog, const GenerationMachine& machine, int bits, Random& random) {
    auto& list = catalog.names.emplace_back();
    list.bits = bits;
    for (const NameSpace& name : machine.name_spaces)
        list.entries.push_back(
            {twelve_digits(list.entries.size() + 1), name.dll, guid(name.provider), name.id, name.enabled});
    if (below(random, 8) == 0)
        list.entries.push_back({twelve_digits(list.entries.size() + 1), "C:\\Program Files\\Bonjour\\mdnsNSP.dll",
                                guid("B600E6E9-553B-4A19-8696-335E5C896153"), 12, 1});
    list.count = static_cast<std::uint32_t>(list.entries.size());
}

} // namespace

GeneratedCatalog Generator::next() {
    const auto& machines = generation_machines();
    const GenerationMachine& machine = machines[below(random_, machines.size())];
    GeneratedCatalog catalog;
    catalog.identity = machine.identity;
    catalog.identity.x64 = machine.identity.x64 && below(random_, 2);
    catalog.transports = {"Tcpip", "NetBIOS"};
    if (below(random_, 12) == 0 && machine.identity.major >= 6)
        catalog.transports.push_back("tcpip6");
    if (below(random_, 3) == 0)
        catalog.system_root = below(random_, 3) ? "C:\\WINDOWS" : "D:\\Win2003Server";
    catalog.parameters = generated_parameters(random_, machine.identity);
    for (const int bits : {32, 64})
        if (bits == 32 || catalog.identity.x64) {
            make_protocols(catalog, machine, bits, size_of(random_, size_max_), random_);
            make_names(catalog, machine, bits, random_);
        }
    static constexpr int faults[] = {0, 0, 0, 0, 1, 1, 1, 2, 3, 5};
    for (int more = faults[below(random_, 10)]; more > 0; --more)
        add_generated_fault(catalog, random_);
    return catalog;
}

} // namespace netmend::simulated
