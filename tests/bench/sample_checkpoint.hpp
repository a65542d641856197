// A checkpoint as a long repair has it, every list filled, and the figure it must keep: over how many pairs, and
// how many times what bare code costs one checkpoint may cost.
#pragma once

#include "statemachine/base/envelope.hpp"
#include "statemachine/base/limits.hpp"
#include "statemachine/saved/checkpoint.hpp"

namespace netmend::bench {

inline constexpr int checkpoint_pairs = 300;
inline constexpr double checkpoint_ratio_max = 1.2;

inline Checkpoint sample_checkpoint() {
    Checkpoint checkpoint;
    checkpoint.repair_id = "20261122-130500-1a2b3c4d";
    checkpoint.started = "2026-11-22T13:05:00Z";
    checkpoint.identity = {5, 1, 2600, 1, Product::Workstation, false, std::string(70, '1')};
    checkpoint.phase = "keys/deleting-keys";
    checkpoint.backup_name = "20261122-130500-1a2b3c4d.backup";
    checkpoint.backup_digest = std::string(40, 'a');
    checkpoint.session_id = std::string(32, 'b');
    for (int i = 0; i < 20; ++i)
        checkpoint.path.push_back("keys/restart-for-blank-keys");
    for (int i = 0; i < 10; ++i)
        checkpoint.findings.push_back("The chain of entry 1019 names entry 1002, which is gone.");
    for (std::size_t i = 0; i < limits::events_kept; ++i)
        add_event(checkpoint, "2026-11-22T13:05:00Z keys/deleting-keys: step done, the two keys are gone.");
    return checkpoint;
}

// As many bytes as the vault writes for it.
inline Bytes same_bytes(const Checkpoint& checkpoint) {
    return wrap(Content::Checkpoint, checkpoint_version, std::string(8, '\0') + save_text(checkpoint));
}

} // namespace netmend::bench
