// A protocol entry of which only DLL, provider and id count.
#pragma once

#include "tests/simulated/catalog.hpp"

namespace netmend::winsock {

inline simulated::Entry plain_entry(const std::string& dll, const std::string& provider, std::uint32_t id = 1001) {
    simulated::Entry entry;
    entry.dll = dll;
    entry.provider = provider;
    entry.id = id;
    return entry;
}

} // namespace netmend::winsock
