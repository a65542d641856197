// Where the checkpoint lives: checkpoint, checkpoint.previous, and checkpoint.new while one is being written, each in
// an envelope with a sequence number, so that the newest whole one wins wherever the power was cut. What is damaged or
// from the future is set aside under a dated name: never deleted, never acted upon. Knows nothing of what a checkpoint
// says.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "statemachine/base/ports.hpp"

namespace netmend {

class Vault {
  public:
    explicit Vault(StateFolder& folder) : folder_(folder) {}

    struct Loaded {
        enum class State {
            None,    // no checkpoint: no repair was begun
            Found,   // `payload` is the newest whole one
            Damaged, // something was there and none of it can be used
            Unknown, // a newer netmend wrote it: everything was set aside, older whole ones too
        };
        State state = State::None;
        std::string payload;
        std::uint32_t version = 0;          // of the payload; of the unknown one when Unknown
        std::vector<std::string> set_aside; // new names of what this call set aside; can be filled when Found, too
        std::string why;                    // a sentence for each thing set aside
    };

    // Finishes a save that was cut off. `stamp` goes into the names of what is set aside; its colons are dropped.
    // An error means could not look, or could not set aside: nothing may be concluded; try again.
    Result<Loaded> load(std::uint32_t version_max, const std::string& stamp);

    // For what is whole and cannot be understood: `why` is told of the newest, the others go with it. As load's
    // Damaged.
    Result<Loaded> set_aside_everything(const std::string& stamp, const std::string& why);

    // The sequence number that the next save will have, once load has succeeded.
    std::uint64_t next_number() const { return sequence_.value_or(0) + 1; }

    // On the disk when it returns success. After an error the former one is still there and valid.
    // Costs one write and two renames.
    Result<void> save(std::uint32_t version, const std::string& payload);

  private:
    StateFolder& folder_;
    std::optional<std::uint64_t> sequence_; // of the newest one known; empty until load or the first save looked
};

} // namespace netmend
