// Compares a text with a file in tests/golden and says where it begins to differ. NETMEND_UPDATE_GOLDEN in the
// environment writes the file anew.
#pragma once

#include <cstdlib>
#include <fstream>
#include <iterator>
#include <sstream>
#include <string>

#include <gtest/gtest.h>

#include "tests/simulated/source_folder.hpp"

namespace netmend {

inline std::string expect_golden(const std::string& name, const std::string& text) {
    const std::string path = source_folder() + "/tests/golden/" + name;
    if (std::getenv("NETMEND_UPDATE_GOLDEN") != nullptr)
        std::ofstream(path, std::ios::binary) << text;
    std::ifstream file(path, std::ios::binary);
    const std::string golden{std::istreambuf_iterator<char>(file), {}};
    if (golden == text)
        return golden;
    std::istringstream was(golden), is(text);
    std::string before, now;
    int line = 0;
    do {
        before = now = "(the text ends here)";
        std::getline(was, before);
        std::getline(is, now);
        ++line;
    } while (before == now && was && is);
    ADD_FAILURE() << "line " << line << " was\n"
                  << before << "\nand is now\n"
                  << now << "\nIf that is meant, the new text belongs into tests/golden/" << name;
    return golden;
}

} // namespace netmend
