// The providers that Windows brings itself: what a catalog or its backup still holds of them in good order, what a
// machine of this Windows should have, and what got lost between two looks. Third parties are only named.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "statemachine/base/ports.hpp"
#include "statemachine/winsock/catalog.hpp"
#include "statemachine/winsock/diagnosis.hpp"

namespace netmend::winsock {

// Base entries (ChainLen 1) of inbox providers that decode and name their own DLL, 888 bytes each, in their order.
// `registry` is the live one or a view of a backup. On x64 the 64-bit list. Empty where nothing can be read.
std::vector<Bytes> sound_inbox_entries(Registry& registry);

// From our own data: TCP, UDP, RAW and RSVP as that Windows has them, one PackedCatalogItem each.
std::vector<Bytes> known_good_entries(const SystemIdentity& identity);

struct InboxProvider {
    bool name_space = false;
    int bits = 32;
    std::string provider; // "{GUID}"
    int family = 0, type = 0, protocol = 0;
    std::string name; // for people
    bool operator==(const InboxProvider&) const = default;
};

// Inbox providers that were there and sound in `was`, and are not in `is`.
std::vector<InboxProvider> missing_inbox(const Catalogs& was, const Catalogs& is);

// What the version resource of a DLL says; an error or empty facts where it says nothing.
using DescribeDll = std::function<Result<FileFacts>(const std::string& dll, int bits)>;

DescribeDll describes(System& system);

// The product that a third-party provider belongs to: the one that we know it by, else the one that the DLL itself
// names. Empty where neither is known. An empty `describe` asks no DLL.
std::string product_for_people(const std::string& path, const Guid& provider, int bits, const DescribeDll& describe);

// People's names of third-party layered, base and name-space providers, each once: the product that we know it by, else
// the one that the DLL itself names, else the DLL. Windows' own layers are among them: a reset takes them away, too. An
// empty `describe` asks no DLL.
std::vector<std::string> third_parties(const Catalogs& catalogs, const DescribeDll& describe = {});

// What a reset of the protocol catalog takes with it though its DLL is not known to be gone: layers and base providers
// that are not Windows' own, and Windows' own layers. Each with its DLL as the catalog has it, by which a person
// accepts it: "Acme VPN: C:\acme\acmelsp.dll".
std::vector<std::string> healthy_in_protocols(const Catalogs& catalogs,
                                              const std::function<bool(const std::string& dll, int bits)>& gone,
                                              const DescribeDll& describe = {});

// Those of layered providers whose DLL was looked for and is not there; a path on the network is not looked at.
std::vector<std::string> broken_layers(const Catalogs& catalogs, const DllExists& dll_exists);

} // namespace netmend::winsock
