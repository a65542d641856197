#include "statemachine/mending/templates.hpp"

#include <algorithm>

#include "statemachine/base/text.hpp"
#include "statemachine/winsock/known_good.hpp"
#include "statemachine/winsock/known_providers.hpp"
#include "statemachine/winsock/old_key.hpp"
#include "statemachine/winsock/registry_reading.hpp"

namespace netmend::mending {
namespace {

using winsock::Guid;
using winsock::PackedItem;

constexpr std::uint32_t first_id = 1001, reg_binary_type = 3;
constexpr std::size_t transports_max = 64, templates_max = 64; // real machines have six transports of up to four

struct Transport {
    Guid provider{};
    std::vector<PackedItem> items;
};

std::optional<Guid> guid_in(const RegistryKey& key, std::string_view name) {
    const RegistryValue* value = winsock::find_value(key, name);
    Guid guid{};
    if (!value || value->type != reg_binary_type || value->data.size() != guid.size())
        return std::nullopt;
    std::copy(value->data.begin(), value->data.end(), guid.begin());
    return guid;
}

std::optional<Guid> provider_of(Registry& registry, const std::string& transport, const RegistryKey& key) {
    if (const std::optional<Guid> own = guid_in(key, "ProviderGUID"))
        return own;
    const Result<std::optional<RegistryKey>> migrated = winsock::read_if_there(
        registry, std::string(winsock::winsock1_key) + "\\Setup Migration\\Providers\\" + transport);
    return migrated && *migrated ? guid_in(**migrated, "WinSock 2.0 Provider ID") : std::nullopt;
}

// Empty where a field is missing.
std::optional<PackedItem> item_from(const RegistryKey& key) {
    PackedItem item;
    bool whole = true;
    const auto number = [&](const char* name) {
        const std::optional<std::uint32_t> value = winsock::dword_of(key, name);
        whole = whole && value;
        return value.value_or(0);
    };
    const auto signed_number = [&](const char* name) { return static_cast<std::int32_t>(number(name)); };
    item.version = signed_number("Version");
    item.family = signed_number("AddressFamily");
    item.sockaddr_max = signed_number("MaxSockAddrLength");
    item.sockaddr_min = signed_number("MinSockAddrLength");
    item.type = signed_number("SocketType");
    item.protocol = signed_number("Protocol");
    item.protocol_offset_max = signed_number("ProtocolMaxOffset");
    item.byte_order = signed_number("ByteOrder");
    item.message_size = number("MessageSize");
    item.provider_flags = number("ProviderFlags");
    item.service_flags[0] = number("ServiceFlags");
    item.name = winsock::text_of(key, "szProtocol").value_or(std::string());
    item.path = "%SystemRoot%\\system32\\mswsock.dll"; // which serves every transport
    item.chain_length = 1;
    return whole && !item.name.empty() ? std::optional(std::move(item)) : std::nullopt;
}

// "0", "1", …; any other key below is none.
std::vector<std::size_t> numbers_of(const std::vector<std::string>& names) {
    std::vector<std::size_t> numbers;
    for (std::size_t i = 0; i < templates_max; ++i)
        if (std::find(names.begin(), names.end(), std::to_string(i)) != names.end())
            numbers.push_back(i);
    return numbers;
}

Transport read_transport(Registry& registry, const std::string& name) {
    Transport transport;
    const std::string path = "SYSTEM\\CurrentControlSet\\Services\\" + name + "\\Parameters\\Winsock";
    const Result<std::optional<RegistryKey>> key = winsock::read_if_there(registry, path);
    if (name.empty() || name.find('\\') != std::string::npos || !key || !*key) // it would lead to another key
        return transport;
    const std::optional<Guid> provider = provider_of(registry, name, **key);
    if (!provider)
        return transport;
    transport.provider = *provider;
    for (const std::size_t number : numbers_of((*key)->subkeys)) {
        const Result<std::optional<RegistryKey>> one =
            winsock::read_if_there(registry, path + "\\" + std::to_string(number));
        std::optional<PackedItem> item = one && *one ? item_from(**one) : std::nullopt;
        if (!item)
            continue;
        item->provider = *provider;
        transport.items.push_back(std::move(*item));
    }
    return transport;
}

bool is_family(const Transport& transport, winsock::Family family) {
    const winsock::InboxProtocol* known = winsock::inbox_protocol(transport.provider);
    return known && known->family == family;
}

// A socket gets the first entry that fits, so those with quality of service stand behind those without, wherever their
// transport is named. Ids follow the transports all the same.
void put_rsvp_behind_internet(std::vector<Transport>& transports) {
    const auto is_internet = [](const Transport& each) { return is_family(each, winsock::Family::Tcpip); };
    const auto last = std::find_if(transports.rbegin(), transports.rend(), is_internet);
    std::stable_partition(transports.begin(), last.base(),
                          [](const Transport& each) { return !is_family(each, winsock::Family::Rsvp); });
}

} // namespace

std::vector<PackedItem> entries_from_templates(Registry& registry, const std::vector<std::string>& names) {
    std::vector<Transport> transports;
    std::uint32_t id = first_id;
    for (const std::string& name : names) {
        if (transports.size() == transports_max)
            break;
        transports.push_back(read_transport(registry, name));
        for (PackedItem& item : transports.back().items)
            item.entry_id = id++;
    }
    put_rsvp_behind_internet(transports);
    std::vector<PackedItem> items;
    for (Transport& transport : transports)
        std::move(transport.items.begin(), transport.items.end(), std::back_inserter(items));
    return items;
}

bool same_call(const PackedItem& a, const PackedItem& b) {
    return winsock::same_id(a.provider, b.provider) && a.family == b.family && a.type == b.type &&
           a.protocol == b.protocol;
}

std::vector<PackedItem> windows_own(Registry& registry, const std::vector<std::string>& transports,
                                    const SystemIdentity& identity) {
    std::vector<PackedItem> own = entries_from_templates(registry, transports);
    for (const PackedItem& item : winsock::default_entries(identity))
        if (std::none_of(own.begin(), own.end(), [&](const PackedItem& each) { return same_call(each, item); }))
            own.push_back(item);
    return own;
}

} // namespace netmend::mending
