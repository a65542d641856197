// Who has a pipe that should be ours.
#pragma once

#include <cstdint>
#include <string>

namespace netmend {

// A sentence for people: the account that owns it and the number of its process, as far as Windows tells. `code`: why
// ours could not be made.
std::string who_holds_pipe(const std::string& path, std::uint32_t code);

} // namespace netmend
