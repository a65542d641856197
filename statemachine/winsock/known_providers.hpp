// Who a provider is, by its id: Windows' own ones (known_good/ids.inc, with every DLL that any generation gives them)
// and products of third parties that people meet, a line each in the .cpp file. Display names are never compared: they
// are localised.
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

// Product of a third party, by the DLL's file name or the provider id; empty where we do not know it.
std::string product_of(std::string_view dll_path, const Guid& provider);

} // namespace netmend::winsock
