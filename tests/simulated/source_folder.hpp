// Where the source tree lies, for golden files and seeds. In a unit of its own, so that the same objects serve every
// clone: as a definition on the command line it made each of them different for the compiler's cache.
#pragma once

#include <string>

namespace netmend {

const std::string& source_folder(); // without a slash at its end

} // namespace netmend
