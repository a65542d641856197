// The figure of tests/bench/checkpoint_bench.cpp with the real adapter of the state folder, for Windows and Wine: one
// checkpoint against bare calls doing the same durable work. One argument: a folder to work in, which is made and
// emptied. Prints one line; exit code 1 when the figure is missed.
#include <windows.h>

#include <shellapi.h>

#include <cstdio>

#include "service/adapters/adapters.hpp"
#include "statemachine/saved/vault.hpp"
#include "tests/bench/pairs.hpp"
#include "tests/bench/sample_checkpoint.hpp"

namespace {

using namespace netmend;
using namespace netmend::bench;

// What a careful programmer would write by hand, with nothing in between.
bool save_bare(const std::wstring& folder, const Bytes& data) {
    const std::wstring current = folder + L"\\bare", fresh = current + L".new", previous = current + L".previous";
    const HANDLE file = ::CreateFileW(fresh.c_str(), GENERIC_WRITE, FILE_SHARE_READ, /*lpSecurityAttributes=*/nullptr,
                                      CREATE_ALWAYS, FILE_ATTRIBUTE_NORMAL, /*hTemplateFile=*/nullptr);
    if (file == INVALID_HANDLE_VALUE)
        return false;
    DWORD written = 0;
    const bool done = ::WriteFile(file, data.data(), static_cast<DWORD>(data.size()), &written, nullptr) &&
                      written == data.size() && ::FlushFileBuffers(file);
    ::CloseHandle(file);
    const DWORD how = MOVEFILE_REPLACE_EXISTING | MOVEFILE_WRITE_THROUGH;
    ::MoveFileExW(current.c_str(), previous.c_str(), how); // not there the first time
    return done && ::MoveFileExW(fresh.c_str(), current.c_str(), how);
}

int run(const std::wstring& path) {
    Result<OpenedStateFolder> opened = open_state_folder(path, L"");
    if (!opened) {
        std::printf("%s\n", opened.error().text.c_str());
        return 2;
    }
    const Checkpoint checkpoint = sample_checkpoint();
    const Bytes bytes = same_bytes(checkpoint);
    Vault vault(*opened->folder);
    bool done = true;
    const auto ours = [&] { done = vault.save(checkpoint_version, save_text(checkpoint)).has_value() && done; };
    const auto bare = [&] { done = save_bare(path, bytes) && done; };
    measure_pairs(5, ours, bare); // both have all their files, and the allocator its memory
    const Figure figure = measure_pairs(checkpoint_pairs, ours, bare);
    for (const wchar_t* name : {L"checkpoint", L"checkpoint.previous", L"bare", L"bare.previous"})
        ::DeleteFileW((path + L"\\" + name).c_str());
    opened->folder.reset();
    ::RemoveDirectoryW(path.c_str());
    if (!done) {
        std::printf("something could not be written\n");
        return 2;
    }
    std::printf("checkpoint %.1f us, bare code %.1f us, ratio %.3f (at most %.1f), %u bytes, %d pairs\n",
                figure.ours_us, figure.bare_us, figure.ratio, checkpoint_ratio_max, static_cast<unsigned>(bytes.size()),
                checkpoint_pairs);
    return figure.ratio <= checkpoint_ratio_max ? 0 : 1;
}

} // namespace

int main() {
    int count = 0;
    wchar_t** arguments = ::CommandLineToArgvW(::GetCommandLineW(), &count);
    if (arguments == nullptr || count != 2) {
        std::printf("usage: checkpoint_bench FOLDER\n");
        return 87;
    }
    return run(arguments[1]);
}
