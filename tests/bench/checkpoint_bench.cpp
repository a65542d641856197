// One checkpoint (written as text, put in its envelope, saved by the vault) against bare code doing the same durable
// work: as many files, bytes, flushes and renames. In the current folder, since a folder in memory would flush nothing.
#include <benchmark/benchmark.h>

#include "statemachine/saved/vault.hpp"
#include "tests/bench/pairs.hpp"
#include "tests/bench/posix_folder.hpp"
#include "tests/bench/sample_checkpoint.hpp"

namespace netmend::bench {
namespace {

// What a careful programmer would write by hand, with nothing in between.
bool save_bare(int folder, const Bytes& data) {
    const int file = ::openat(folder, "bare.new", O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    bool done =
        file >= 0 && ::write(file, data.data(), data.size()) == static_cast<ssize_t>(data.size()) && ::fsync(file) == 0;
    ::close(file);
    ::renameat(folder, "bare", folder, "bare.previous"); // not there the first time
    done = ::fsync(folder) == 0 && done;
    done = ::renameat(folder, "bare.new", folder, "bare") == 0 && done;
    return ::fsync(folder) == 0 && done;
}

void checkpoint_against_bare_code(benchmark::State& state) {
    char path[] = "checkpoint-bench-XXXXXX";
    if (::mkdtemp(path) == nullptr)
        return state.SkipWithError("no folder to work in");
    const Checkpoint checkpoint = sample_checkpoint();
    const Bytes bytes = same_bytes(checkpoint);
    const int bare_folder = ::open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    bool done = true;
    {
        PosixFolder folder(path);
        Vault vault(folder);
        const auto ours = [&] { done = vault.save(checkpoint_version, save_text(checkpoint)).has_value() && done; };
        const auto bare = [&] { done = save_bare(bare_folder, bytes) && done; };
        measure_pairs(5, ours, bare); // both have all their files, and the allocator its memory
        for (auto _ : state) {
            const Figure figure = measure_pairs(checkpoint_pairs, ours, bare);
            state.counters["ratio"] = figure.ratio;
            state.counters["checkpoint_us"] = figure.ours_us;
            state.counters["bare_us"] = figure.bare_us;
            state.counters["bytes"] = static_cast<double>(bytes.size());
            if (figure.ratio > checkpoint_ratio_max)
                state.SkipWithError("one checkpoint costs more than 1.2 times what bare code does");
        }
    }
    for (const char* name : {"checkpoint", "checkpoint.previous", "bare", "bare.previous"})
        ::unlinkat(bare_folder, name, 0);
    ::close(bare_folder);
    ::rmdir(path);
    if (!done)
        state.SkipWithError("something could not be written");
}
BENCHMARK(checkpoint_against_bare_code)->Iterations(1)->Unit(benchmark::kMillisecond);

} // namespace
} // namespace netmend::bench
