// What a step answered, where only one answer is right.
#pragma once

#include <gtest/gtest.h>

#include "statemachine/steps/steps.hpp"

namespace netmend::testing {

template<class Expected> Expected answered(const steps::Answer& answer) {
    EXPECT_TRUE(answer.has_value());
    const auto* event = answer ? std::get_if<Expected>(&*answer) : nullptr;
    EXPECT_NE(event, nullptr) << (answer ? std::string(name_of(*answer)) + " " + detail_of(*answer) : "");
    return event != nullptr ? *event : Expected{};
}

} // namespace netmend::testing
