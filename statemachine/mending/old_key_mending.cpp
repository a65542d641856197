#include "statemachine/mending/old_key_mending.hpp"

#include <algorithm>
#include <utility>

#include "statemachine/base/text.hpp"
#include "statemachine/mending/additions.hpp"
#include "statemachine/mending/raw_catalog.hpp"
#include "statemachine/winsock/known_good.hpp"
#include "statemachine/winsock/old_key.hpp"

namespace netmend::mending {
namespace {

using winsock::same_text;
using Names = std::vector<std::string>;

const std::string services = "SYSTEM\\CurrentControlSet\\Services\\";
const std::string old_key = winsock::winsock1_key;
const std::string parameters = old_key + "\\Parameters";
const std::string migration = old_key + "\\Setup Migration";

struct InternetTransport { // exports of a 7 SP1 and a 10 1903, and windows-modern 2.2
    const char* name;
    const char* helper;
    const char* provider;
    std::uint32_t family, sockaddr;
};

constexpr InternetTransport internet[] = {
    {"Tcpip", "%SystemRoot%\\System32\\wshtcpip.dll", "E70F1AA0-AB8B-11CF-8CA3-00805F48A192", 2, 16},
    {"Tcpip6", "%SystemRoot%\\System32\\wship6.dll", "F9EAB0C0-26D4-11D0-BBBF-00AA006C34E4", 23, 28},
};

Bytes bytes_of(const winsock::Guid& guid) {
    return Bytes(guid.begin(), guid.end());
}

Bytes mapping_of(std::uint32_t family) {
    static constexpr std::uint32_t calls[][2] = {{1, 6}, {1, 0}, {0, 6}, {2, 17}, {2, 0}, {0, 17}, {3, 255}, {3, 0}};
    Bytes bytes;
    const auto add = [&](std::uint32_t number) {
        for (int shift = 0; shift < 32; shift += 8)
            bytes.push_back(static_cast<std::uint8_t>(number >> shift));
    };
    add(static_cast<std::uint32_t>(std::size(calls)));
    add(3);
    for (const auto& [type, protocol] : calls)
        for (const std::uint32_t number : {family, type, protocol})
            add(number);
    return bytes;
}

RegistryValue names_value(const std::string& name, const Names& names) {
    RegistryValue value{name, reg_multi_sz, {}};
    for (const std::string& each : names) {
        const Bytes wide = winsock::utf16_from_utf8(each);
        value.data.insert(value.data.end(), wide.begin(), wide.end());
        value.data.insert(value.data.end(), 2, 0);
    }
    value.data.insert(value.data.end(), 2, 0);
    return value;
}

// Of the generation, those that this machine has; the order of windows-modern 2.2, as far as it is known.
Names usual_transports(Additions& additions, winsock::Generation generation) {
    static const Names seven{"Tcpip6", "Psched", "Tcpip"}, eight{"Tcpip", "Tcpip6", "Psched"},
        ten{"Tcpip", "Tcpip6", "afunix", "Psched", "vmbus", "RFCOMM"}, older{"Tcpip", "NetBIOS"};
    Names all;
    for (const std::string& name : generation >= winsock::windows_10  ? ten
                                   : generation >= winsock::windows_8 ? eight
                                   : generation >= winsock::vista     ? seven
                                                                      : older)
        if (const Result<bool> there = additions.has(services + name + "\\Parameters\\Winsock"); there && *there)
            all.push_back(name);
    return all;
}

// Beside the other one of the two, else in front.
void add_transport(Names& list, const std::string& name) {
    const auto other = std::find_if(list.begin(), list.end(), [&](const std::string& each) {
        return same_text(each, name == "Tcpip" ? "Tcpip6" : "Tcpip");
    });
    list.insert(other == list.end() ? list.begin() : name == "Tcpip" ? other : other + 1, name);
}

std::vector<const InternetTransport*> needed(Additions& additions, const SystemIdentity& identity) {
    std::vector<const InternetTransport*> all{&internet[0]};
    const Result<bool> six = additions.has(services + "Tcpip6");
    if (winsock::generation_of(identity) >= winsock::vista && six && *six)
        all.push_back(&internet[1]);
    return all;
}

// The templates of its entries, as Windows 10 and later have them there.
Result<void> add_templates(Additions& additions, const std::string& path, const winsock::Guid& provider,
                           const SystemIdentity& identity) {
    int number = 0;
    for (const winsock::PackedItem& item : winsock::default_entries(identity)) {
        if (!winsock::same_id(item.provider, provider))
            continue;
        const std::string one = path + "\\" + std::to_string(number++);
        const auto as_number = [](std::int32_t field) { return static_cast<std::uint32_t>(field); };
        const std::pair<const char*, std::uint32_t> numbers[] = {
            {"Version", as_number(item.version)},
            {"AddressFamily", as_number(item.family)},
            {"MaxSockAddrLength", as_number(item.sockaddr_max)},
            {"MinSockAddrLength", as_number(item.sockaddr_min)},
            {"SocketType", as_number(item.type)},
            {"Protocol", as_number(item.protocol)},
            {"ProtocolMaxOffset", as_number(item.protocol_offset_max)},
            {"ByteOrder", as_number(item.byte_order)},
            {"MessageSize", item.message_size},
            {"ProviderFlags", item.provider_flags},
            {"ServiceFlags", item.service_flags[0]},
        };
        for (const auto& [name, value] : numbers)
            if (Result<void> done = additions.value(one, dword_value(name, value)); !done)
                return done;
        if (Result<void> done = additions.value(one, text_value("szProtocol", item.name, reg_expand_sz)); !done)
            return done;
    }
    return {};
}

Result<void> add_helper(Additions& additions, const InternetTransport& transport, const SystemIdentity& identity,
                        Registry* backup) {
    const bool modern = winsock::generation_of(identity) >= winsock::windows_10;
    const std::string path = services + transport.name + "\\Parameters\\Winsock";
    const winsock::Guid provider = winsock::guid_from(transport.provider);
    if (additions.value_there(path, "HelperDllName"))
        return {};
    if (backup)
        if (Result<void> done = additions.tree(*backup, path); !done)
            return done;
    std::vector<RegistryValue> values{
        text_value("HelperDllName", transport.helper, reg_expand_sz),
        binary_value("Mapping", mapping_of(transport.family)), dword_value("MaxSockAddrLength", transport.sockaddr),
        dword_value("MinSockAddrLength", transport.sockaddr), dword_value("UseDelayedAcceptance", 0)};
    if (modern) {
        values.push_back(binary_value("ProviderGUID", bytes_of(provider)));
        values.push_back(dword_value("OfflineCapable", 1));
    }
    for (RegistryValue& value : values)
        if (Result<void> done = additions.value(path, std::move(value)); !done)
            return done;
    const Result<bool> has_templates = additions.has(path + "\\0");
    if (!has_templates)
        return tl::unexpected(has_templates.error());
    return modern && !*has_templates ? add_templates(additions, path, provider, identity) : Result<void>();
}

// Of every transport, by its own key or, of TCP/IP, because it is the same everywhere.
std::optional<RegistryValue> provider_id(Additions& additions, const std::string& transport) {
    const char* name = "WinSock 2.0 Provider ID";
    for (const InternetTransport& known : internet)
        if (same_text(transport, known.name))
            return binary_value(name, bytes_of(winsock::guid_from(known.provider)));
    std::optional<RegistryValue> own =
        additions.value_there(services + transport + "\\Parameters\\Winsock", "ProviderGUID");
    if (own)
        own->name = name;
    return own;
}

Result<void> add_migration(Additions& additions, const Names& transports) {
    if (Result<void> done = additions.value(migration, names_value("Provider List", transports)); !done)
        return done;
    if (Result<void> done = additions.value(migration, dword_value("Setup Version", 0x1009)); !done)
        return done;
    for (const std::string& transport : transports)
        if (std::optional<RegistryValue> id = provider_id(additions, transport))
            if (Result<void> done = additions.value(migration + "\\Providers\\" + transport, std::move(*id)); !done)
                return done;
    return {};
}

Names wanted_transports(const winsock::OldKey& old, Additions& additions, const SystemIdentity& identity,
                        Registry* backup) {
    Names list = old.transports;
    if (list.empty() && backup)
        if (const Result<winsock::OldKey> was = winsock::read_old_key(*backup))
            list = was->transports;
    if (list.empty())
        list = usual_transports(additions, winsock::generation_of(identity));
    for (const InternetTransport* transport : needed(additions, identity))
        if (!winsock::has_text(list, transport->name))
            add_transport(list, transport->name);
    return list;
}

bool lacks_something(const winsock::OldKey& old, Additions& additions, const SystemIdentity& identity) {
    const winsock::Generation generation = winsock::generation_of(identity);
    if (!old.present || (generation >= winsock::windows_10 && old.migration_present == false))
        return true;
    for (const InternetTransport* transport : needed(additions, identity)) {
        const auto helper = std::find_if(old.helpers.begin(), old.helpers.end(),
                                         [&](const auto& each) { return same_text(each.transport, transport->name); });
        const bool without = helper != old.helpers.end() && helper->looked && helper->dll.empty();
        if (!winsock::has_text(old.transports, transport->name) || (generation >= winsock::vista && without))
            return true;
    }
    return false;
}

} // namespace

Result<std::vector<std::string>> mend_old_key(Registry& registry, const winsock::OldKey& old,
                                              const SystemIdentity& identity, Registry* backup,
                                              Difference& difference) {
    Difference mine;
    Additions additions(registry, mine);
    if (!lacks_something(old, additions, identity))
        return old.transports;
    const Names list = wanted_transports(old, additions, identity, backup);
    const auto all = [&]() -> Result<void> {
        if (backup && (!old.present || old.migration_present == false))
            if (Result<void> done = additions.tree(*backup, old_key); !done)
                return done;
        if (list != old.transports)
            if (Result<void> done = additions.value(parameters, names_value("Transports", list), /*replace=*/true);
                !done)
                return done;
        for (const InternetTransport* transport : needed(additions, identity))
            if (Result<void> done = add_helper(additions, *transport, identity, backup); !done)
                return done;
        return add_migration(additions, list);
    };
    if (const Result<void> done = all(); !done)
        return tl::unexpected(done.error());
    if (!mine.empty())
        mine.said.push_back("What the old Winsock key lacks of TCP/IP is added to it.");
    difference.keys.insert(difference.keys.end(), mine.keys.begin(), mine.keys.end());
    difference.values.insert(difference.values.end(), mine.values.begin(), mine.values.end());
    difference.said.insert(difference.said.end(), mine.said.begin(), mine.said.end());
    return list;
}

} // namespace netmend::mending
