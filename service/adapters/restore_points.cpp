// The RestorePoints port: System Restore in a child process with a deadline, because the call may hang and COM may be
// told only once a process who may call back.
#include "service/adapters/adapters.hpp"
#include "service/adapters/child_programs.hpp"
#include "statemachine/base/limits.hpp"

namespace netmend {
namespace {

using State = RestorePointRun::State;

State state_named(const std::string& name) {
    return name == "made"           ? State::Made
           : name == "skipped"      ? State::Skipped
           : name == "switched-off" ? State::SwitchedOff
           : name == "missing"      ? State::Missing
                                    : State::Failed;
}

class WindowsRestorePoints final : public RestorePoints {
  public:
    Result<RestorePointRun> make(const std::string& description, bool turn_on) override {
        const auto run = run_probe(probe_program, turn_on ? L"make-restore-point --turn-on" : L"make-restore-point",
                                   description + "\n", limits::restore_point_deadline);
        if (!run)
            return tl::unexpected(run.error());
        RestorePointRun result;
        result.killed = run->child.killed;
        if (run->answer.empty()) { // killed, or it crashed in there
            result.code = run->child.exit_code;
            return result;
        }
        const nlohmann::json& answer = run->answer;
        result.state = state_named(text_in(answer, "state"));
        result.number = value_in<std::int64_t>(answer, "number", 0);
        result.code = value_in<std::uint32_t>(answer, "code", 0);
        result.turned_on = value_in<bool>(answer, "turned-on", false);
        return result;
    }

    Result<void> close(std::int64_t number, bool cancelled, bool turn_off) override {
        const std::string input =
            std::to_string(number) + (cancelled ? "\ncancelled" : "") + (turn_off ? "\nturn-off" : "") + "\n";
        const auto run = run_probe(probe_program, L"close-restore-point", input, limits::restore_point_deadline);
        if (!run)
            return tl::unexpected(run.error());
        const auto code = run->answer.find("code");
        if (code == run->answer.end() || !code->is_number_unsigned() || *code != 0)
            return fail(ErrorKind::Failed, "The restore point " + std::to_string(number) + " could not be closed.",
                        code != run->answer.end() && code->is_number_unsigned() ? code->get<std::uint32_t>() : 0);
        return {};
    }
};

} // namespace

std::unique_ptr<RestorePoints> make_restore_points() {
    return std::make_unique<WindowsRestorePoints>();
}

} // namespace netmend
