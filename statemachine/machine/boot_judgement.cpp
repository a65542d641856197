#include "statemachine/machine/boot_judgement.hpp"

#include <cstdlib>

#include "statemachine/base/limits.hpp"

namespace netmend {
namespace {

constexpr std::int64_t units_per_second = 10'000'000;

// Empty: the kernel gives no boot time, or gave none when this was saved.
std::optional<bool> kernel_says_same(const Checkpoint& saved, const BootSession& now) {
    if (!saved.kernel_boot || !now.kernel_boot)
        return std::nullopt;
    const std::int64_t tolerance = limits::boot_time_tolerance.count() * units_per_second;
    const std::int64_t moved = *now.kernel_boot - *saved.kernel_boot;
    return moved >= -tolerance && moved <= tolerance;
}

} // namespace

bool same_session(const Checkpoint& saved, const BootSession& now) {
    return saved.session_id == now.id;
}

Event judge_restart(const Checkpoint& saved, const BootSession& now) {
    if (same_session(saved, now))
        return event::RestartMissing{};
    if (kernel_says_same(saved, now).value_or(false) && saved.restart_doubts < limits::restart_doubts_max)
        return event::RestartDoubtful{
            "The mark of the last start is gone, but Windows says that it has not been restarted."};
    return event::RestartHappened{};
}

} // namespace netmend
