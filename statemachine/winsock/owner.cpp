#include "statemachine/winsock/owner.hpp"

#include <algorithm>

#include "statemachine/base/text.hpp"
#include "statemachine/winsock/known_providers.hpp"

namespace netmend::winsock {
namespace {

constexpr std::size_t name_bytes_max = 300;

} // namespace

bool is_layered(const PackedItem& item) {
    return item.chain_length != 1;
}

bool is_msafd(const std::string& path, const SystemFolder& system) {
    const std::string file = file_of(path);
    return (file == "mswsock.dll" || file == "msafd.dll") && kind_of_path(path, system) == PathKind::System;
}

// Some base providers of Windows have ids that are in no table (transports come with components); what counts is that
// mswsock.dll, which serves them all, is their DLL.
Owner owner_of(const PackedItem& item, const SystemFolder& system) {
    if (is_layered(item))
        return own_layer(item.path) && kind_of_path(item.path, system) == PathKind::System ? Owner::WindowsLayer
                                                                                           : Owner::ThirdParty;
    if (inbox_protocol(item.provider))
        return Owner::Inbox;
    return is_msafd(item.path, system) ? Owner::Inbox : Owner::ThirdParty;
}

// Components bring more than one provider in one DLL, and not every id of theirs is published: the NetWare client has
// names of the directory beside those of NWLink.
bool is_own_names(const std::string& path, const Guid& provider, const SystemFolder& system) {
    const std::vector<InboxNamespace>& own = inbox_namespaces();
    return inbox_namespace(provider) ||
           (kind_of_path(path, system) == PathKind::System &&
            std::any_of(own.begin(), own.end(),
                        [file = file_of(path)](const InboxNamespace& each) { return is_one_of(file, each.dlls); }));
}

std::string people_name(const std::string& path, const Guid& provider) {
    const std::string product = product_of(path, provider), file = printable(file_of(path), name_bytes_max);
    if (product.empty())
        return file;
    return product_is_sure(provider) ? product : file + " (usually " + product + ")";
}

} // namespace netmend::winsock
