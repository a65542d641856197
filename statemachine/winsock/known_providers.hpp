// Who a provider is, by its id: Windows' own ones (known_good/ids.inc, with every DLL that any generation gives them)
// its layered ones (known_good/layers.inc), and products of third parties that people meet (known_good/products.inc), a
// line each. Display names are never compared: they are localised.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "statemachine/winsock/known_good.hpp"

namespace netmend::winsock {

enum class Family { Tcpip, Rsvp, Ipx, OtherInbox };

struct InboxProtocol { // one provider id
    Guid provider{};
    const char* name = "";
    Family family = Family::OtherInbox;
    std::vector<std::string> dlls; // any of them, file names in lower case, in the system folder
};

struct InboxNamespace {
    Guid provider{};
    const char* name = "";
    std::uint32_t name_space = 0; // NS_*
    std::vector<std::string> dlls;
};

const std::vector<InboxProtocol>& inbox_protocols();
const std::vector<InboxNamespace>& inbox_namespaces();

const InboxProtocol* inbox_protocol(const Guid& provider);   // null: not one of Windows' own ids
const InboxNamespace* inbox_namespace(const Guid& provider); // the same

Guid internet_provider(int family); // Windows' own for TCP, UDP and RAW over it: 2 IPv4, 23 IPv6

// Product of a third party, by the provider id or the DLL's file name; empty where we do not know it.
std::string product_of(std::string_view dll_path, const Guid& provider);
bool product_is_sure(const Guid& provider); // the id tells; a file name alone does so only usually

// It watches what leaves the computer (data-loss prevention): whoever manages it mostly forbids to go round it.
bool guards_data(std::string_view dll_path, const Guid& provider);

struct OwnLayer {         // a layered provider that Windows brings itself
    std::string_view dll; // file name in lower case, in the system folder
    const char* name;     // for people
    const char* off;      // a sentence: how Windows switches it off
};
const OwnLayer* own_layer(std::string_view dll_path); // by the file name alone; null: none of Windows'

} // namespace netmend::winsock
