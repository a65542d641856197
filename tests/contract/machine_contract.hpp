// What power, clock, system and probe must do, simulated or real, on a machine that is whole.
#pragma once

#include <functional>
#include <memory>
#include <ostream>
#include <string>

#include <gtest/gtest.h>

#include "statemachine/base/ports.hpp"

namespace netmend {

template<class Port> struct PortUnderTest {
    std::string name;
    std::function<std::shared_ptr<Port>()> make;
};
template<class Port> void PrintTo(const PortUnderTest<Port>& under_test, std::ostream* out) {
    *out << under_test.name;
}

template<class Port> class PortContract : public testing::TestWithParam<PortUnderTest<Port>> {
  protected:
    void SetUp() override { port_ = this->GetParam().make(); }
    std::shared_ptr<Port> port_;
};

class PowerContract : public PortContract<Power> {};
class SystemContract : public PortContract<System> {};
class ProbeContract : public PortContract<Probe> {};
class StackContract : public PortContract<ProtocolStack> {};

struct ClockUnderTest {
    std::string name;
    std::function<std::shared_ptr<Clock>()> make;
    std::function<void(Clock&)> interrupt; // the wait under way, or the next one, returns false
};
inline void PrintTo(const ClockUnderTest& under_test, std::ostream* out) {
    *out << under_test.name;
}
class ClockContract : public testing::TestWithParam<ClockUnderTest> {};

} // namespace netmend
