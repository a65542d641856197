// A registry that is only looked at: a backup, an export, a view of one.
#pragma once

#include "statemachine/base/ports.hpp"

namespace netmend {

class ReadOnlyRegistry : public Registry {
  public:
    Result<void> create(const std::string&, const Bytes&) final { return refused(); }
    Result<bool> create_volatile(const std::string&) final { return tl::unexpected(refused().error()); }
    Result<void> set(const std::string&, const RegistryValue&) final { return refused(); }
    Result<void> erase_value(const std::string&, const std::string&) final { return refused(); }
    Result<void> erase_tree(const std::string&) final { return refused(); }
    Result<void> flush() final { return refused(); }

  private:
    static Result<void> refused() {
        return fail(ErrorKind::Unsupported, "A backup or an export is only read, never written to.");
    }
};

} // namespace netmend
