// Every call through a port of Windows, counted, and refused when a schedule says so: denied, busy, timed out or
// failed, once or for a while, with nothing done. What a port's own fixture can do wrong (a tool that fails after its
// effect, a write that is only pretended) is in tests/simulated.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "statemachine/base/ports.hpp"

namespace netmend::world {

class Calls {
  public:
    explicit Calls(netmend::Windows to); // which outlives it
    ~Calls();
    Calls(const Calls&) = delete;
    Calls& operator=(const Calls&) = delete;

    netmend::Windows ports(); // the same ones, through here

    // The call that comes so many calls after this one, and the same call on the same thing again, so many times.
    void refuse(int in, int times, ErrorKind kind);
    void allow() { refused_.reset(); }
    bool refuses() const { return refused_.has_value(); }

    // Told of every call: "registry read", and of what.
    std::function<void(const char* call, const std::string& object)> on_call;

    std::optional<Error> error_of(const char* call, const std::string& object); // as each port asks it

  private:
    struct Refused {
        int in, times;
        ErrorKind kind;
        std::string call, object; // once it is known which one it is
    };
    struct Ports;
    std::unique_ptr<Ports> ports_;
    std::optional<Refused> refused_;
};

} // namespace netmend::world
