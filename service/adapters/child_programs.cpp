#include "service/adapters/child_programs.hpp"

#include <string_view>

#include "service/windows/paths.hpp"
#include "service/windows/process_list.hpp"
#include "service/windows/text.hpp"
#include "statemachine/base/limits.hpp"

namespace netmend {

namespace {

std::vector<win32::KnownProgram> known; // empty: any

// The handle keeps the file from being replaced until the child has started from it.
Result<win32::FileHandle> opened_if_known(const std::wstring& program, const std::wstring& path) {
    if (known.empty())
        return win32::FileHandle();
    for (const win32::KnownProgram& one : known)
        if (one.name == win32::narrow(program))
            return win32::open_verified(path, one);
    return fail(ErrorKind::NotFound, win32::narrow(program) + " is not a program of this netmend.");
}

} // namespace

void run_only(const std::vector<win32::KnownProgram>& programs) {
    known = programs;
}

std::string text_in(const nlohmann::json& object, const char* name) {
    return value_in<std::string>(object, name, "").substr(0, limits::text_bytes_max);
}

Result<ProbeRun> run_probe(const std::wstring& program, const std::wstring& arguments, const std::string& input,
                           std::chrono::milliseconds deadline, win32::Console console, std::shared_future<void> told) {
    const std::wstring path = win32::program_folder() + L"\\" + program;
    const auto held = opened_if_known(program, path);
    if (!held)
        return tl::unexpected(held.error());
    auto child = win32::run({path, arguments, input, deadline, console, std::move(told)});
    if (!child)
        return tl::unexpected(child.error());
    ProbeRun run;
    // Foreign network code inside the child may print as well, also after us: ours is the last line that is an object.
    std::string_view text = child->output;
    while (!text.empty() && !run.answer.is_object()) {
        const std::size_t start = text.find_last_of('\n');
        const std::string_view line = start == text.npos ? text : text.substr(start + 1);
        run.answer = nlohmann::json::parse(line, /*cb=*/nullptr, /*allow_exceptions=*/false);
        text = start == text.npos ? std::string_view() : text.substr(0, start);
    }
    if (!run.answer.is_object())
        run.answer = nlohmann::json::object();
    run.child = std::move(*child);
    return run;
}

void end_left_over_probes() {
    for (const std::uint32_t id :
         left_over({win32::narrow(probe_program), win32::narrow(probe_program_32)}, win32::all_processes()))
        win32::end_process(id);
}

} // namespace netmend
