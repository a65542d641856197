// Whose a provider is: Windows' own or another maker's. By id and DLL, never by its display name.
#pragma once

#include <string>

#include "statemachine/winsock/packed_item.hpp"
#include "statemachine/winsock/provider_path.hpp"

namespace netmend::winsock {

enum class Owner {
    Inbox,        // a base provider of Windows
    WindowsLayer, // a layered provider that Windows brings itself
    ThirdParty,
};

Owner owner_of(const PackedItem& item, const SystemFolder& system);
bool is_msafd(const std::string& path, const SystemFolder& system); // mswsock.dll or msafd.dll in the system folder
bool is_layered(const PackedItem& item);                            // a layered protocol's own entry, or a chain

// A name-space provider of Windows: by its id, or by one of Windows' own DLLs in the system folder.
bool is_own_names(const std::string& path, const Guid& provider, const SystemFolder& system);

// The product where the id tells it, else the DLL: "VMware sockets", "imon.dll (usually NOD32)", "other.dll".
std::string people_name(const std::string& path, const Guid& provider);

} // namespace netmend::winsock
