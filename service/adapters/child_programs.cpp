#include "service/adapters/child_programs.hpp"

#include <string_view>

#include "service/windows/paths.hpp"
#include "statemachine/base/limits.hpp"

namespace netmend {

std::string text_in(const nlohmann::json& object, const char* name) {
    return value_in<std::string>(object, name, "").substr(0, limits::text_bytes_max);
}

Result<ProbeRun> run_probe(const std::wstring& program, const std::wstring& arguments, const std::string& input,
                           std::chrono::milliseconds deadline, win32::Console console, std::shared_future<void> told) {
    auto child =
        win32::run({win32::program_folder() + L"\\" + program, arguments, input, deadline, console, std::move(told)});
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

} // namespace netmend
