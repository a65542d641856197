// What every StateFolder must do, simulated or real.
#pragma once

#include <functional>
#include <memory>
#include <ostream>
#include <string>

#include <gtest/gtest.h>

#include "statemachine/base/ports.hpp"

namespace netmend {

struct StateFolderUnderTest {
    std::string name;
    std::function<std::shared_ptr<StateFolder>()> make; // an empty one
};
inline void PrintTo(const StateFolderUnderTest& under_test, std::ostream* out) {
    *out << under_test.name;
}

class StateFolderContract : public testing::TestWithParam<StateFolderUnderTest> {
  protected:
    void SetUp() override { folder_ = GetParam().make(); }
    bool lists(const std::string& name);
    std::shared_ptr<StateFolder> folder_;
};

} // namespace netmend
