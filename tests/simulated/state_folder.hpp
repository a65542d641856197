// An in-memory state folder. A write is durable when it returns, as the port promises; a power cut in the middle of
// one can leave the old file, no file, or a torn one, and a disk may be full or refuse for a while because a scanner
// holds the file.
#pragma once

#include <deque>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "statemachine/base/ports.hpp"
#include "tests/simulated/effects.hpp"

namespace netmend::simulated {

class StateFolder final : public netmend::StateFolder {
  public:
    StateFolder() = default;
    explicit StateFolder(Effects& effects) : effects_(&effects) {}
    StateFolder(const StateFolder&) = delete;
    StateFolder& operator=(const StateFolder&) = delete;

    Result<Bytes> read(const std::string& name, std::size_t bytes_max) override;
    Result<void> write(const std::string& name, const Bytes& data) override;
    Result<void> rename(const std::string& from, const std::string& to) override;
    Result<std::vector<std::string>> list() override;
    Result<void> save_hives(const std::string& prefix, bool whole) override;
    Result<void> put_hive_back(const std::string& name, const std::string& replaced) override;

    struct Refusal {
        ErrorKind kind = ErrorKind::DiskFull;
        int times = -1;   // how many calls; -1: for ever
        std::string name; // only this file; empty: every one
        bool reads = false, writes = true;
        bool after_effect = false; // the change happens, and failure is reported all the same
    };
    std::vector<Refusal> refusals;
    std::map<std::string, Bytes> files;
    std::function<Bytes()> whole_registry;                     // what a file of it holds
    std::function<void(const Bytes&)> put_whole_registry_back; // at the next start
    int writes = 0, renames = 0, reads = 0;                    // calls by the product

    // A power cut while the file is being written leaves this many of its bytes; -1: the old file as it was.
    int torn_bytes = -1;
    // The disk's cache lost so many of the last writes and renames, though it had said that they were on the disk.
    int lose_last_writes = 0;
    void power_cut();
    void settle() { undo_.clear(); } // the cache has reached the disk: Windows was shut down properly

  private:
    std::optional<Refusal> refusal_of(const std::string& name, bool write); // a copy: an announcement may add others
    Result<void> refused(const Refusal& refusal, const std::string& name) const;

    Effects none_;
    Effects* effects_ = &none_;
    struct Undo {
        std::vector<std::pair<std::string, std::optional<Bytes>>> files; // as they were before one write or rename
    };
    void keep(Undo undo);
    std::deque<Undo> undo_; // oldest first; the last few
    std::string being_written_;
    Bytes being_written_data_;
};

} // namespace netmend::simulated
