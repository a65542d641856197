// Which policy switches a service off. Group Policy keeps what it sets below SOFTWARE\Policies, a device management
// (MDM, the Policy CSP's area SystemServices: Configure…ServiceStartupMode) below PolicyManager. A policy that is
// written elsewhere is not seen here; what it does is seen when it sets the start type again.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "statemachine/base/ports.hpp"

namespace netmend::winsock {

class Policies { // as they are when the first service is asked for; their keys are many, and are read once
  public:
    explicit Policies(Registry& registry) : registry_(registry) {}

    // The place of the policy, for people; empty: none of those that are kept there. Bounded; an error names
    // the key that could not be read.
    Result<std::string> against(std::string_view service);

  private:
    struct Setting { // a value that says "disabled", of some service
        std::string key, value;
    };
    Result<void> read_below(const std::string& path, int depth);

    Registry& registry_;
    bool are_read_ = false;
    std::size_t keys_ = 0;
    std::vector<Setting> off_;
    std::optional<Error> unread_; // why the rest could not be read
};

} // namespace netmend::winsock
