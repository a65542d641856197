// netmend-catalogs: product and naive checker over as many generated catalogs as asked for. Prints seeds, counts and
// bytes; any disagreement is an error, told in words with the seed that shows it again. With --sound the machines are
// sound ones, and any that is called damaged, or a stranger of Windows' own, is an error. With --surgery layered
// products are taken out of the catalogs, and anything else that changes is an error.
#include <CLI/CLI.hpp>

#include <algorithm>
#include <chrono>
#include <cstdio>

#include "tests/simulated/second_opinion.hpp"
#include "tests/simulated/sound_machines.hpp"
#include "tests/simulated/surgery.hpp"

namespace {

int judge_sound(std::uint64_t first, std::uint64_t runs) {
    const netmend::simulated::SoundOpinions all = netmend::simulated::judge_sound_machines(first, runs);
    std::printf("seeds %llu to %llu: %llu sound machines, %llu of them of Windows alone, %llu entries\n",
                static_cast<unsigned long long>(first), static_cast<unsigned long long>(first + runs - 1),
                static_cast<unsigned long long>(all.machines), static_cast<unsigned long long>(all.alone),
                static_cast<unsigned long long>(all.entries));
    std::printf("called damaged: %llu; of Windows alone and not called healthy: %llu\n",
                static_cast<unsigned long long>(all.called_damaged), static_cast<unsigned long long>(all.strangers));
    for (const std::uint64_t bad : all.wrong)
        std::printf("%s\n", netmend::simulated::told_sound(bad).c_str());
    return all.called_damaged + all.strangers == 0 ? 0 : 1;
}

int operate(std::uint64_t first, std::uint64_t runs) {
    const netmend::simulated::SurgeryResults all = netmend::simulated::try_surgery(first, runs);
    std::printf("seeds %llu to %llu: %llu catalogs, %llu with layers whose DLL went, %llu products\n",
                static_cast<unsigned long long>(first), static_cast<unsigned long long>(first + runs - 1),
                static_cast<unsigned long long>(all.catalogs), static_cast<unsigned long long>(all.with_layers),
                static_cast<unsigned long long>(all.products));
    std::printf("%llu entries out, %llu chains shortened, %llu catalogs sound before and after\n",
                static_cast<unsigned long long>(all.entries_out), static_cast<unsigned long long>(all.chains_shortened),
                static_cast<unsigned long long>(all.sound_before));
    std::printf("wrong: %llu\n", static_cast<unsigned long long>(all.wrong));
    for (const std::string& told : all.told)
        std::printf("%s\n", told.c_str());
    return all.wrong == 0 ? 0 : 1;
}

} // namespace

int main(int argc, char** argv) {
    using namespace netmend::simulated;
    CLI::App app{"Judges generated Winsock catalogs twice, and compares the verdicts."};
    std::uint64_t runs = 1000, seed = 1;
    app.add_option("--runs", runs, "How many catalogs")->capture_default_str();
    app.add_option("--seed", seed, "Seed of the first one; each next catalog has the next seed")->capture_default_str();
    bool sound = false, surgery = false;
    app.add_flag("--sound", sound, "Judge sound machines of every Windows instead");
    app.add_flag("--surgery", surgery, "Take layered products out of the catalogs instead");
    CLI11_PARSE(app, argc, argv);
    if (sound)
        return judge_sound(seed, runs);
    if (surgery)
        return operate(seed, runs);
    const auto start = std::chrono::steady_clock::now();
    Opinions all = compare_opinions(seed, runs);
    const std::chrono::duration<double> time = std::chrono::steady_clock::now() - start;
    std::sort(all.sizes.begin(), all.sizes.end());
    std::printf("seeds %llu to %llu: %llu catalogs, %llu entries, %llu bytes of entries, %.0f s\n",
                static_cast<unsigned long long>(seed), static_cast<unsigned long long>(seed + runs - 1),
                static_cast<unsigned long long>(all.catalogs), static_cast<unsigned long long>(all.entries),
                static_cast<unsigned long long>(all.bytes), time.count());
    if (!all.sizes.empty())
        std::printf("entries of a list: %zu to %zu, median %zu\n", all.sizes.front(), all.sizes.back(),
                    all.sizes[all.sizes.size() / 2]);
    std::printf("verdicts: %llu healthy, %llu damaged, %llu suspicious, %llu could not look\n",
                static_cast<unsigned long long>(all.verdicts[0]), static_cast<unsigned long long>(all.verdicts[1]),
                static_cast<unsigned long long>(all.verdicts[2]), static_cast<unsigned long long>(all.verdicts[3]));
    std::printf("disagreements: %llu\n", static_cast<unsigned long long>(all.disagreed));
    for (const std::uint64_t bad : all.disagreements)
        std::printf("%s\n", told(bad).c_str());
    return all.disagreed == 0 ? 0 : 1;
}
