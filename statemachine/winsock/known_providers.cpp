#include "statemachine/winsock/known_providers.hpp"

#include <algorithm>
#include <iterator>
#include <unordered_map>
#include <utility>

#include "statemachine/winsock/provider_path.hpp"

namespace netmend::winsock {
namespace {

struct Product {
    std::string_view dll; // file name in lower case
    std::string_view provider;
    const char* name;
    bool guards_data;
};

const Product products[] = {
#define PRODUCT(dll, provider, name) {dll, provider, name, false},
#define DATA_GUARD(dll, provider, name) {dll, provider, name, true},
#include "statemachine/winsock/known_good/products.inc"
#undef PRODUCT
#undef DATA_GUARD
};

const OwnLayer own_layers[] = {
#define LAYER(dll, name, off) {dll, name, off},
#include "statemachine/winsock/known_good/layers.inc"
#undef LAYER
};

// The number of its row; the number of rows where it has none.
std::size_t row_of_id(const Guid& provider) {
    static const std::vector<std::pair<Guid, std::size_t>> ids = [] {
        std::vector<std::pair<Guid, std::size_t>> out;
        for (std::size_t i = 0; i < std::size(products); ++i)
            if (!products[i].provider.empty())
                out.emplace_back(guid_from(products[i].provider), i);
        return out;
    }();
    const auto at = std::find_if(ids.begin(), ids.end(), [&](const auto& id) { return same_id(id.first, provider); });
    return at == ids.end() ? std::size(products) : at->second;
}

std::size_t row_of_file(const std::string& file) {
    static const std::unordered_map<std::string_view, std::size_t> files = [] {
        std::unordered_map<std::string_view, std::size_t> out;
        for (std::size_t i = 0; i < std::size(products); ++i)
            out.emplace(products[i].dll, i);
        return out;
    }();
    const auto at = files.find(file);
    return at == files.end() ? std::size(products) : at->second;
}

// Null: none.
const Product* row_of(std::string_view dll_path, const Guid& provider) {
    const std::size_t by_id = row_of_id(provider),
                      row = by_id < std::size(products) ? by_id : row_of_file(file_of(dll_path));
    return row < std::size(products) ? &products[row] : nullptr;
}

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

Guid internet_provider(int family) {
    constexpr int af_inet6 = 23;
    return guid_from(family == af_inet6 ? "F9EAB0C0-26D4-11D0-BBBF-00AA006C34E4"
                                        : "E70F1AA0-AB8B-11CF-8CA3-00805F48A192");
}

std::string product_of(std::string_view dll_path, const Guid& provider) {
    const Product* product = row_of(dll_path, provider);
    return product ? product->name : "";
}

bool guards_data(std::string_view dll_path, const Guid& provider) {
    const Product* product = row_of(dll_path, provider);
    return product && product->guards_data;
}

bool product_is_sure(const Guid& provider) {
    return row_of_id(provider) < std::size(products);
}

const OwnLayer* own_layer(std::string_view dll_path) {
    const std::string file = file_of(dll_path);
    const auto at = std::find_if(std::begin(own_layers), std::end(own_layers),
                                 [&](const OwnLayer& layer) { return file == layer.dll; });
    return at == std::end(own_layers) ? nullptr : at;
}

} // namespace netmend::winsock
