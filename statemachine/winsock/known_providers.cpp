#include "statemachine/winsock/known_providers.hpp"

#include <algorithm>
#include <iterator>

#include "statemachine/winsock/provider_path.hpp"

namespace netmend::winsock {
namespace {

struct Product {
    const char* dll; // file name in lower case
    const char* provider;
    const char* name;
};

constexpr const char* any = "";

// Seen on real machines and in public reports. A product that is not here is called by its DLL.
const Product products[] = {
    {"vsocklib.dll", "{570ADC4B-67B2-42CE-92B2-ACD33D88D842}", "VMware sockets"},
    {"lavasofttcpservice.dll", any, "Lavasoft (Ad-Aware)"},
    {"lavasofttcpservice64.dll", any, "Lavasoft (Ad-Aware)"},
    {"asproxy.dll", any, "Astrill"},
    {"asproxy64.dll", any, "Astrill"},
    {"pgplsp.dll", any, "Symantec PGP"},
    {"prxerdrv.dll", any, "Proxifier"},
    {"prxernsp.dll", any, "Proxifier"},
    {"mdnsnsp.dll", any, "Apple Bonjour"},
    {"imon.dll", any, "NOD32"},
    {"wspwsp.dll", any, "Microsoft Firewall Client"},
    {"fwcwsp.dll", any, "Microsoft Firewall Client"},
};

// Some DLLs changed with the years, and a catalog may have come along with an upgrade: each of them is accepted.
template<class Rows> void add_dlls(std::vector<std::string>& dlls, const Rows& rows, const Guid& provider) {
    for (const auto& row : rows)
        if (row.provider == provider && !is_one_of(std::string(row.dll), dlls))
            dlls.emplace_back(row.dll);
}

std::vector<InboxProtocol> read_protocols() {
    std::vector<InboxProtocol> all{
#define PROVIDER(id, guid, kind, name) {guid_from(guid), name, Family::kind, {}},
#define NAMES(id, guid, name_space, name)
#include "statemachine/winsock/known_good/ids.inc"
#undef PROVIDER
#undef NAMES
    };
    for (InboxProtocol& provider : all)
        for (const KnownGood& known : known_generations())
            add_dlls(provider.dlls, known.protocols, provider.provider);
    return all;
}

std::vector<InboxNamespace> read_name_spaces() {
    std::vector<InboxNamespace> all{
#define PROVIDER(id, guid, kind, name)
#define NAMES(id, guid, name_space, name) {guid_from(guid), name, name_space, {}},
#include "statemachine/winsock/known_good/ids.inc"
#undef PROVIDER
#undef NAMES
    };
    for (InboxNamespace& provider : all)
        for (const KnownGood& known : known_generations())
            add_dlls(provider.dlls, known.name_spaces, provider.provider);
    return all;
}

template<class Rows> auto found(const Rows& rows, const Guid& provider) {
    const auto at =
        std::find_if(rows.begin(), rows.end(), [&](const auto& row) { return same_id(row.provider, provider); });
    return at == rows.end() ? nullptr : &*at;
}

} // namespace

const std::vector<InboxProtocol>& inbox_protocols() {
    static const std::vector<InboxProtocol> all = read_protocols();
    return all;
}

const std::vector<InboxNamespace>& inbox_namespaces() {
    static const std::vector<InboxNamespace> all = read_name_spaces();
    return all;
}

const InboxProtocol* inbox_protocol(const Guid& provider) {
    return found(inbox_protocols(), provider);
}

const InboxNamespace* inbox_namespace(const Guid& provider) {
    return found(inbox_namespaces(), provider);
}

std::string product_of(std::string_view dll_path, const Guid& provider) {
    static const std::vector<Guid> ids = [] {
        std::vector<Guid> out;
        for (const Product& product : products)
            out.push_back(guid_from(product.provider));
        return out;
    }();
    const std::string file = file_of(dll_path);
    for (std::size_t i = 0; i < std::size(products); ++i)
        if (file == products[i].dll || (*products[i].provider && provider == ids[i]))
            return products[i].name;
    return {};
}

} // namespace netmend::winsock
