// Reading and judging the catalogs: what a real machine of 16 entries in each of two catalogs costs, and whether the
// cost of an entry stays the same from 10 entries a catalog to 10,000. All entries of all four catalogs of an x64
// machine count, name spaces too. Each figure is the best of many, since whatever else the machine is doing can only
// add to it.
#include <benchmark/benchmark.h>

#include <algorithm>
#include <cstdio>
#include <iterator>
#include <string>
#include <vector>

#include "statemachine/winsock/diagnosis.hpp"
#include "tests/bench/pairs.hpp"
#include "tests/simulated/generated_catalog.hpp"
#include "tests/simulated/generations.hpp"
#include "tests/simulated/values.hpp"

namespace netmend::bench {
namespace {

constexpr double real_machine_us_max = 100, linear_ratio_max = 1.5;

using simulated::Entry;
using simulated::GeneratedCatalog;

const simulated::GenerationMachine& machine_named(const std::string& name) {
    const auto& all = simulated::generation_machines();
    return *std::find_if(all.begin(), all.end(), [&](const auto& machine) { return machine.name == name; });
}

void add(simulated::GeneratedList<simulated::GeneratedEntry>& list, const Entry& entry) {
    list.entries.push_back({simulated::twelve_digits(list.entries.size() + 1), true, 3, simulated::packed(entry)});
    list.count = static_cast<std::uint32_t>(list.entries.size());
}

GeneratedCatalog catalog_of(const simulated::GenerationMachine& machine, const std::vector<Entry>& entries) {
    GeneratedCatalog catalog;
    catalog.identity = machine.identity;
    catalog.transports = {"Tcpip", "Tcpip6"};
    catalog.next_id = 1'000'000;
    for (const int bits : {32, 64}) {
        if (bits == 64 && !machine.identity.x64)
            continue;
        auto& list = catalog.protocols.emplace_back();
        list.bits = bits;
        for (const Entry& entry : entries)
            add(list, entry);
        auto& names = catalog.names.emplace_back();
        names.bits = bits;
        for (const simulated::NameSpace& name : machine.name_spaces)
            names.entries.push_back({simulated::twelve_digits(names.entries.size() + 1), name.dll,
                                     simulated::guid(name.provider), name.id, name.enabled});
        names.count = static_cast<std::uint32_t>(names.entries.size());
    }
    return catalog;
}

// The ten entries of Windows 7, and above them products that each have an entry of their own and nine chains.
GeneratedCatalog catalog_of_size(std::size_t size) {
    const auto& machine = machine_named("7-x64");
    std::vector<Entry> entries = machine.protocols;
    while (entries.size() < size) {
        const std::size_t product = entries.size() / 10;
        Entry own = machine.protocols.front();
        own.dll = "C:\\Program Files\\Product " + std::to_string(product % 100) + "\\layer.dll";
        own.provider = "5A1E0F6C-11AA-4C55-9D42-3B6C2F3AE001";
        own.id = static_cast<std::uint32_t>(2000 + entries.size());
        own.chain_length = 0;
        entries.push_back(own);
        for (std::uint32_t i = 1; i < 10; ++i) {
            const Entry& base = machine.protocols[i - 1];
            Entry chain = base; // for the calls of the base that it stands over
            chain.dll = own.dll;
            chain.provider = own.provider;
            chain.id = own.id + i;
            chain.chain = {own.id, base.id};
            chain.chain_length = 2;
            entries.push_back(chain);
        }
    }
    return catalog_of(machine, entries);
}

// Fourteen of Windows 10 itself and two of another maker, in both catalogs.
GeneratedCatalog catalog_of_a_real_machine() {
    const auto& machine = machine_named("10-x64");
    std::vector<Entry> entries = machine.protocols;
    for (std::uint32_t id : {1015u, 1016u}) {
        Entry more = entries.front();
        more.dll = "%windir%\\system32\\vsocklib.dll";
        more.provider = "570ADC4B-67B2-42CE-92B2-ACD33D88D842";
        more.id = id;
        entries.push_back(more);
    }
    return catalog_of(machine, entries);
}

winsock::Verdict judged(const GeneratedCatalog& catalog) {
    simulated::GeneratedRegistry registry(catalog);
    const Result<winsock::Catalogs> catalogs = winsock::read_catalogs(registry, catalog.identity.x64);
    if (!catalogs)
        return winsock::Verdict::CouldNotLook;
    return winsock::judge(*catalogs, catalog.identity, [](const std::string&, int) { return true; }).verdict;
}

std::size_t entries_of(const GeneratedCatalog& catalog) {
    std::size_t entries = 0;
    for (const auto& list : catalog.protocols)
        entries += list.entries.size();
    for (const auto& list : catalog.names)
        entries += list.entries.size();
    return entries;
}

double best_of(int rounds, int repeats, const GeneratedCatalog& catalog) {
    double best = 1e9;
    for (int round = 0; round < rounds; ++round)
        best = std::min(best, microseconds([&] {
                                  for (int i = 0; i < repeats; ++i)
                                      benchmark::DoNotOptimize(judged(catalog));
                              }) / repeats);
    return best;
}

void a_real_machine(benchmark::State& state) {
    const GeneratedCatalog catalog = catalog_of_a_real_machine();
    if (judged(catalog) != winsock::Verdict::Healthy)
        return state.SkipWithError("a healthy machine is not called healthy");
    for (auto _ : state) {
        const double best = best_of(200, 10, catalog);
        state.counters["machine_us"] = best;
        if (best > real_machine_us_max)
            state.SkipWithError("a real machine of 16 entries takes more than 100 us");
    }
}
BENCHMARK(a_real_machine)->Iterations(1)->Unit(benchmark::kMillisecond);

// The sizes take turns: a processor that changes its speed meets them all alike.
void entries_from_ten_to_ten_thousand(benchmark::State& state) {
    constexpr std::size_t sizes[] = {10, 100, 1000, 10000};
    constexpr int rounds = 30;
    std::vector<GeneratedCatalog> catalogs;
    for (const std::size_t size : sizes) {
        catalogs.push_back(catalog_of_size(size));
        if (judged(catalogs.back()) != (size == 10 ? winsock::Verdict::Healthy : winsock::Verdict::Suspicious))
            return state.SkipWithError("the catalog is not what it was made to be");
    }
    for (auto _ : state) {
        double each_ns[std::size(sizes)];
        std::fill(std::begin(each_ns), std::end(each_ns), 1e9);
        for (int round = 0; round < rounds; ++round)
            for (std::size_t i = 0; i < std::size(sizes); ++i) {
                const int repeats = static_cast<int>(20000 / sizes[i]); // as much work for each size
                const double us = best_of(1, repeats, catalogs[i]);
                each_ns[i] = std::min(each_ns[i], us * 1000 / static_cast<double>(entries_of(catalogs[i])));
            }
        for (std::size_t i = 0; i < std::size(sizes); ++i) {
            std::printf("%5zu entries: %.0f ns each\n", sizes[i], each_ns[i]);
            state.counters["ns_of_each_" + std::to_string(sizes[i])] = each_ns[i];
        }
        const auto [least, most] = std::minmax_element(std::begin(each_ns), std::end(each_ns));
        state.counters["ratio"] = *most / *least;
        if (*most / *least > linear_ratio_max)
            state.SkipWithError("the cost of an entry differs by more than 1.5 times");
    }
}
BENCHMARK(entries_from_ten_to_ten_thousand)->Iterations(1)->Unit(benchmark::kMillisecond);

} // namespace
} // namespace netmend::bench
