#include "tests/simulated/source_folder.hpp"

namespace netmend {

const std::string& source_folder() {
    static const std::string folder = NETMEND_SOURCE_FOLDER;
    return folder;
}

} // namespace netmend
