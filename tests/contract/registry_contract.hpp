// What every Registry must do, simulated or real: value-parameterised tests over a way to make one. A suite that wants
// to be held to the contract instantiates it with INSTANTIATE_TEST_SUITE_P and a RegistryUnderTest.
#pragma once

#include <functional>
#include <memory>
#include <ostream>
#include <string>

#include <gtest/gtest.h>

#include "statemachine/base/ports.hpp"

namespace netmend {

struct RegistryUnderTest {
    std::string name;
    std::function<std::shared_ptr<Registry>()> make;
    std::string root; // a key below HKEY_LOCAL_MACHINE whose parent is there; the tests delete it before and after
};
inline void PrintTo(const RegistryUnderTest& under_test, std::ostream* out) {
    *out << under_test.name;
}

class RegistryContract : public testing::TestWithParam<RegistryUnderTest> {
  protected:
    void SetUp() override;
    void TearDown() override;
    std::string at(const std::string& below) const { return root_ + "\\" + below; }
    RegistryKey must_read(const std::string& path);

    std::shared_ptr<Registry> registry_;
    std::string root_;
};

} // namespace netmend
