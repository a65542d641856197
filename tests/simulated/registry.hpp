// An in-memory registry with two images: what programs see now, and what would be there after the power went. As on
// Windows, writes become durable only by flush() (RegFlushKey; windows-facts, "Surprises" 7), which a disk's cache
// can still lose. Tests look at and change `now` directly, as other programs of the machine would: no effect is
// announced and no trouble met there.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "statemachine/base/ports.hpp"
#include "tests/simulated/effects.hpp"
#include "tests/simulated/tree.hpp"

namespace netmend::simulated {

// What a power cut takes from the registry.
enum class Loss {
    Nothing,    // the lazy writer had just run
    Half,       // it had run in the middle of what was written since the last flush
    Unflushed,  // back to the last flush
    FlushedToo, // the disk's cache lost even the last flush: back to the one before it
    Some,       // reordered: of what was written since the last flush any part, value by value
};

// Calls that go wrong, for as long as `times` lasts.
struct Trouble {
    std::string below; // every path at or below it; empty: all
    ErrorKind kind = ErrorKind::AccessDenied;
    int times = -1; // how many calls; -1: for ever
    bool reads = true, writes = true;
    bool after_effect = false; // the change happens, and failure is reported all the same
    bool pretended = false;    // success is reported, and nothing happens
};

class Registry final : public netmend::Registry {
  public:
    Registry() = default;
    explicit Registry(Effects& effects) : effects_(&effects) {}
    Registry(const Registry&) = delete;
    Registry& operator=(const Registry&) = delete;

    Result<RegistryKey> read(const std::string& path) override;
    Result<void> create(const std::string& path, const Bytes& descriptor) override;
    Result<bool> create_volatile(const std::string& path) override;
    Result<void> set(const std::string& path, const RegistryValue& value) override; // NotFound where the key is missing
    Result<void> erase_value(const std::string& path, const std::string& name) override;
    Result<void> erase_tree(const std::string& path) override;
    Result<void> flush() override;

    Tree now;
    std::vector<Trouble> troubles;
    int reads = 0, writes = 0, flushes = 0; // calls by the product

    void remember() { since_flush_.push_back(now); } // after others wrote to `now`, lazily as all writes
    void make_durable();                             // a clean shutdown, or a moment of rest: all that is written stays
    void exchange_file(const Tree& other);           // for a whole other one: nothing of the old one can come back
    void begin_session();                            // what is volatile is gone
    void power_cut(Loss loss, std::uint64_t seed = 0); // the seed picks what Loss::Some keeps
    const Tree& durable() const { return durable_; }
    int times_durable() const { return times_durable_; } // how often all that was written has reached the disk

  private:
    template<class Act> Result<void> change(const char* act, const std::string& path, const Act& apply);
    std::optional<Trouble> trouble_at(const std::string& path, bool write); // a copy, as in StateFolder

    Effects none_;
    Effects* effects_ = &none_;
    Tree durable_, durable_before_;
    int times_durable_ = 0;
    std::vector<std::string> volatile_; // keys, the topmost ones; those that are gone, too: older images have them
    std::vector<Tree> since_flush_;     // one image after each write, so that a power cut can stop in between
};

} // namespace netmend::simulated
