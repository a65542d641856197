// Whether System Restore made a restore point, or answered "done" with the number of one that was there before: Windows
// 8 and later keep to one in 24 hours.
#pragma once

#include <cstdint>
#include <optional>

namespace netmend {

// `before`: the newest number before the call, 0 where there was none, empty where Windows did not tell.
// `may_skip`: this Windows keeps to a bound. A point that may be somebody else's is never taken for ours: ours is
// closed, and cancelled, by its number.
inline bool was_skipped(std::optional<std::int64_t> before, std::int64_t number, bool may_skip) {
    return before ? number <= *before : may_skip;
}

} // namespace netmend
