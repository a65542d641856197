#include "statemachine/winsock/registry_reading.hpp"

namespace netmend::winsock {

Result<std::optional<RegistryKey>> read_if_there(Registry& registry, const std::string& path) {
    Result<RegistryKey> key = registry.read_content(path);
    if (key)
        return std::optional<RegistryKey>(std::move(*key));
    if (key.error().kind == ErrorKind::NotFound)
        return std::optional<RegistryKey>();
    Error error = key.error();
    error.text = "The registry key " + path + " could not be read: " + error.text;
    return tl::unexpected<Error>(std::move(error));
}

} // namespace netmend::winsock
