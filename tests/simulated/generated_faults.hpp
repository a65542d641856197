// What a generated catalog suffers. Private to tests/simulated.
#pragma once

#include "tests/simulated/generated_catalog.hpp"

namespace netmend::simulated {

inline std::size_t below(std::mt19937_64& random, std::size_t bound) { // the same on every machine
    return static_cast<std::size_t>(random() % bound);
}

std::string generated_path(std::mt19937_64& random, const std::string& file); // in all kinds of places
std::vector<RegistryValue> generated_parameters(std::mt19937_64& random, const SystemIdentity& identity); // sound ones
void set_generated_path(Bytes& item, const std::string& path);
void add_generated_fault(GeneratedCatalog& catalog, std::mt19937_64& random);

} // namespace netmend::simulated
