// The state of the repair as it lies on the disk, for when the service is not there to be asked. Only reads: what the
// service would rename or set aside at its next start is done in memory here, so that looking changes nothing.
#pragma once

#include <map>
#include <optional>
#include <string>

#include "statemachine/driver.hpp"

namespace netmend::control {

// Reads through to a folder; every change stays in this object.
class PretendFolder final : public StateFolder {
  public:
    explicit PretendFolder(StateFolder& real) : real_(real) {}
    Result<Bytes> read(const std::string& name, std::size_t bytes_max) override;
    Result<void> write(const std::string& name, const Bytes& data) override;
    Result<void> rename(const std::string& from, const std::string& to) override;
    Result<std::vector<std::string>> list() override;
    Result<void> save_hives(const std::string& prefix, bool whole) override;
    Result<void> put_hive_back(const std::string& name, const std::string& replaced) override;

  private:
    StateFolder& real_;
    std::map<std::string, std::optional<Bytes>> changed_; // empty: renamed away
};

// An error: could not look.
Result<Snapshot> saved_state(StateFolder& folder);

} // namespace netmend::control
