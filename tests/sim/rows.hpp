// The product's tables as JSON, for the harness and other tools: they ask the product instead of reading its source.
#pragma once

#include <nlohmann/json.hpp>

namespace netmend::sim {

nlohmann::json
phases_as_json(); // in the order of the rows: name, chapter, order, way back, step, outcome, sentence ...
nlohmann::json procedures_as_json(); // weakest first

} // namespace netmend::sim
