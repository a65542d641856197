#include "statemachine/mending/dll_look.hpp"

#include <algorithm>
#include <map>
#include <memory>
#include <utility>

#include "statemachine/base/text.hpp"
#include "statemachine/winsock/provider_path.hpp"
#include "statemachine/winsock/restart_first.hpp"

namespace netmend::mending {
namespace {

bool is_letter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

// Says on which disk the file is: from a drive, or from a variable that does. A bare name may be found in any folder
// that a program adds, and the code page of other letters is not known.
bool says_where(const std::string& path) {
    const bool ascii = std::all_of(path.begin(), path.end(), [](char c) { return c >= 0x20 && c < 0x7F; });
    const auto slash = [&](std::size_t at) { return at < path.size() && (path[at] == '\\' || path[at] == '/'); };
    const bool from_drive = path.size() > 2 && is_letter(path[0]) && path[1] == ':' && slash(2);
    const std::size_t end = path.starts_with('%') ? path.find('%', 1) : std::string::npos;
    return ascii && (from_drive || (end != std::string::npos && slash(end + 1)));
}

struct Seen {
    Result<std::vector<std::string>> waiting; // for the next start of Windows
    std::map<std::pair<std::string, int>, Dll> files;
};

Dll look_once(System& system, const Result<std::vector<std::string>>& waiting, const std::string& path, int bits) {
    if (winsock::is_remote(path)) // to look alone would sign on to somebody's server
        return Dll::NotSeen;
    const Result<bool> fixed = says_where(path) ? system.on_fixed_disk(path, bits) : Result<bool>(true);
    if (!fixed || !*fixed)
        return Dll::NotSeen;
    const Result<bool> there = system.file_exists(path, bits);
    if (there && *there)
        return Dll::There;
    const bool waits = !waiting || winsock::is_one_of(winsock::file_of(path), *waiting);
    return !there || waits || !says_where(path) ? Dll::NotSeen : Dll::Gone;
}

} // namespace

LookForDll looks_for_dlls(Registry& registry, System& system) {
    const auto seen = std::make_shared<Seen>(Seen{winsock::files_that_wait(registry), {}});
    return [&system, seen](const std::string& path, int bits) {
        const auto [at, is_new] = seen->files.try_emplace({winsock::lower(path), bits}, Dll::NotSeen);
        if (is_new)
            at->second = look_once(system, seen->waiting, path, bits);
        return at->second;
    };
}

} // namespace netmend::mending
