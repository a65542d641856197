#include "statemachine/winsock/old_key.hpp"

#include <algorithm>

#include "statemachine/base/text.hpp"
#include "statemachine/winsock/registry_reading.hpp"

namespace netmend::winsock {
namespace {

constexpr std::uint32_t reg_binary = 3;
constexpr std::size_t transports_max = 64; // real machines have six

std::uint32_t number_at(const Bytes& data, std::size_t at) {
    return static_cast<std::uint32_t>(data[at]) | static_cast<std::uint32_t>(data[at + 1]) << 8 |
           static_cast<std::uint32_t>(data[at + 2]) << 16 | static_cast<std::uint32_t>(data[at + 3]) << 24;
}

TransportHelper read_helper(Registry& registry, const std::string& transport) {
    TransportHelper helper;
    helper.transport = transport;
    if (transport.empty() || transport.find('\\') != std::string::npos) // it would lead to another key
        return helper;
    const Result<std::optional<RegistryKey>> key =
        read_if_there(registry, "SYSTEM\\CurrentControlSet\\Services\\" + transport + "\\Parameters\\Winsock");
    helper.looked = key.has_value();
    if (!key || !*key)
        return helper;
    helper.dll = text_of(**key, "HelperDllName").value_or(std::string());
    if (const RegistryValue* mapping = find_value(**key, "Mapping"); mapping && mapping->type == reg_binary)
        helper.mapping = mapping_from(mapping->data);
    // The documents say Sockaddr, real machines SockAddr: names compare without regard to case.
    helper.sockaddr_min = dword_of(**key, "MinSockaddrLength");
    helper.sockaddr_max = dword_of(**key, "MaxSockaddrLength");
    if (const auto delayed = dword_of(**key, "UseDelayedAcceptance"))
        helper.delayed_acceptance = *delayed != 0;
    return helper;
}

void read_migration(Registry& registry, OldKey& old) {
    const std::string path = std::string(winsock1_key) + "\\Setup Migration";
    if (const Result<std::optional<RegistryKey>> key = read_if_there(registry, path); key && *key) {
        old.provider_list = texts_of(**key, "Provider List");
        old.setup_version = dword_of(**key, "Setup Version");
    }
    const Result<std::optional<RegistryKey>> providers = read_if_there(registry, path + "\\Providers");
    if (!providers)
        return;
    old.migration_present = providers->has_value();
    if (!*providers)
        return;
    for (const std::string& name : (*providers)->subkeys) {
        if (old.migrated.size() == transports_max)
            break;
        MigratedProvider migrated{name, {}};
        const Result<std::optional<RegistryKey>> key = read_if_there(registry, path + "\\Providers\\" + name);
        const RegistryValue* id = key && *key ? find_value(**key, "WinSock 2.0 Provider ID") : nullptr;
        if (id && id->type == reg_binary && id->data.size() == migrated.provider.emplace().size())
            std::copy(id->data.begin(), id->data.end(), migrated.provider->begin());
        else
            migrated.provider.reset();
        old.migrated.push_back(std::move(migrated));
    }
}

} // namespace

std::optional<std::vector<Triple>> mapping_from(const Bytes& data) {
    if (data.size() < 8)
        return std::nullopt;
    const std::size_t rows = number_at(data, 0);
    if (number_at(data, 4) != 3 || rows > data.size() || data.size() < 8 + 12 * rows)
        return std::nullopt;
    std::vector<Triple> mapping;
    for (std::size_t at = 8; mapping.size() < rows; at += 12)
        mapping.push_back({number_at(data, at), number_at(data, at + 4), number_at(data, at + 8)});
    return mapping;
}

Result<OldKey> read_old_key(Registry& registry) {
    OldKey old;
    const Result<std::optional<RegistryKey>> key = read_if_there(registry, winsock1_key);
    if (!key)
        return tl::unexpected<Error>(key.error());
    old.present = key->has_value();
    if (!old.present)
        return old;
    const Result<std::optional<RegistryKey>> parameters =
        read_if_there(registry, std::string(winsock1_key) + "\\Parameters");
    if (!parameters)
        return tl::unexpected<Error>(parameters.error());
    if (*parameters)
        old.transports = texts_of(**parameters, "Transports");
    for (const std::string& transport : old.transports)
        if (old.helpers.size() < transports_max)
            old.helpers.push_back(read_helper(registry, transport));
    read_migration(registry, old);
    return old;
}

} // namespace netmend::winsock
