// A second opinion on a generated catalog: written from what is published of the catalogs, deliberately naive, knowing
// nothing of the product's model. It decodes the 888 bytes itself, and says no more than the verdict and the first
// reason.
#pragma once

#include <string>

#include "tests/simulated/generated_catalog.hpp"

namespace netmend::simulated {

enum class Opinion { Healthy, Damaged, Suspicious, CouldNotLook };

struct Checked {
    Opinion opinion = Opinion::Healthy;
    std::string reason; // for a failing test
};

Checked check_naively(const GeneratedCatalog& catalog);

} // namespace netmend::simulated
