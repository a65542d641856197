#include "service/adapters/child_programs.hpp"

#include "service/windows/paths.hpp"

namespace netmend {

Result<ProbeRun> run_probe(const std::wstring& program, const std::wstring& arguments, const std::string& input,
                           std::chrono::milliseconds deadline) {
    auto child = win32::run({win32::program_folder() + L"\\" + program, arguments, input, deadline});
    if (!child)
        return tl::unexpected(child.error());
    ProbeRun run;
    // Foreign network code inside the child may print as well: ours is the last line.
    const std::size_t end = child->output.find_last_not_of("\r\n");
    const std::string text = end == std::string::npos ? "" : child->output.substr(0, end + 1);
    const std::size_t start = text.find_last_of('\n');
    run.answer = nlohmann::json::parse(start == std::string::npos ? text : text.substr(start + 1), /*cb=*/nullptr,
                                       /*allow_exceptions=*/false);
    if (!run.answer.is_object())
        run.answer = nlohmann::json::object();
    run.child = std::move(*child);
    return run;
}

} // namespace netmend
