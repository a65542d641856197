#include "statemachine/winsock/known_good.hpp"

namespace netmend::winsock {
namespace {

struct Line { // of a file in known_good/, as it stands there
    enum Kind { Generation, Protocol, Namespace } kind;
    const char* name;
    const char* guid;
    const char* dll;
    int numbers[3]; // version and first build; or family, type and protocol
    Presence presence;
    MadeFor made_for;
    int from_build;
};

namespace ids {
#define PROVIDER(id, guid, kind, name) constexpr const char* id = guid;
#define NAMES(id, guid, name_space, name) constexpr const char *id = guid, *id##_name = name;
#include "statemachine/winsock/known_good/ids.inc"
#undef PROVIDER
#undef NAMES
} // namespace ids

#define GENERATION(name, version, first_build)                                                                         \
    {Line::Generation, name, "", "", {version, first_build, 0}, Presence::Optional, MadeFor::any, 0},
#define PROTOCOL(id, family, type, protocol, dll, presence, made_for, from_build, name)                                \
    {Line::Protocol, name, ids::id, #dll, {family, type, protocol}, Presence::presence, MadeFor::made_for, from_build},
#define NAME_SPACE(id, dll, presence, made_for, from_build)                                                            \
    {Line::Namespace, ids::id##_name, ids::id, #dll, {0, 0, 0}, Presence::presence, MadeFor::made_for, from_build},
const Line lines[] = {
#include "statemachine/winsock/known_good/index.inc"
};
#undef GENERATION
#undef PROTOCOL
#undef NAME_SPACE

std::vector<KnownGood> read_lines() {
    std::vector<KnownGood> all;
    for (const Line& line : lines) {
        const KnownRow row{guid_from(line.guid), line.dll, line.presence, line.made_for, line.from_build};
        if (line.kind == Line::Generation)
            all.push_back({line.name, line.numbers[0], line.numbers[1], {}, {}});
        else if (line.kind == Line::Protocol)
            all.back().protocols.push_back({row, line.numbers[0], line.numbers[1], line.numbers[2], line.name,
                                            std::string_view(line.guid) == ids::rsvp});
        else
            all.back().name_spaces.push_back({row, line.name});
    }
    return all;
}

constexpr std::uint32_t tcp_flags = 0x20066, udp_flags = 0x20609, qos = 0x2000; // windows-facts, 1.3
constexpr std::uint32_t matches_protocol_zero = 8, hidden = 4;

// Since Vista a text of the DLL that knows it (windows-modern 7, hives and exports of 7 to 10).
std::string name_since_vista(const KnownProtocol& row, Generation generation) {
    const bool six = row.family == 23;
    const std::string root = "@%SystemRoot%\\System32\\";
    if (row.is_rsvp)
        return root + "wshqos.dll,-10" + std::to_string((row.type - 1) * 2 + (six ? 0 : 1));
    const std::string number = std::to_string(row.type - 1);
    if (generation < windows_8)
        return root + (six ? "wship6.dll,-6010" : "wshtcpip.dll,-6010") + number;
    return root + (six ? "mswsock.dll,-6020" : "mswsock.dll,-6010") + number;
}

std::string name_in_catalog(const KnownProtocol& row, Generation generation) {
    if (generation >= vista)
        return name_since_vista(row, generation);
    const std::string kind = row.type == 1 ? "TCP" : row.type == 2 ? "UDP" : "RAW", six = row.family == 23 ? "v6" : "";
    return row.is_rsvp ? "RSVP " + kind + six + " Service Provider" : "MSAFD Tcpip [" + kind + "/IP" + six + "]";
}

PackedItem item_of(const KnownProtocol& row, Generation generation) {
    const bool raw = row.type == 3, modern = generation >= vista;
    PackedItem item;
    item.path = "%SystemRoot%\\system32\\" + std::string(row.dll);
    item.service_flags[0] = (row.type == 1 ? tcp_flags : udp_flags) | (row.is_rsvp ? qos : 0);
    item.provider_flags = matches_protocol_zero | (raw ? hidden : 0);
    item.provider = row.provider;
    item.chain_length = 1;
    item.version = row.is_rsvp && !modern ? 6 : 2; // as a real Windows XP has it
    item.family = row.family;
    item.sockaddr_max = item.sockaddr_min = row.family == 23 ? 28 : 16;
    item.type = row.type;
    item.protocol = row.protocol;
    item.protocol_offset_max = raw ? 255 : 0;
    // The greatest datagram, as real machines of XP, 7 and 10 give it.
    item.message_size = row.type == 1 ? 0 : !modern ? 65467 : raw ? 32768 : 65527;
    item.name = name_in_catalog(row, generation);
    return item;
}

} // namespace

bool KnownRow::is_on(const SystemIdentity& identity) const {
    const bool made = made_for == MadeFor::any || (made_for == MadeFor::x64) == identity.x64;
    return made && identity.build >= from_build;
}

const std::vector<KnownGood>& known_generations() {
    static const std::vector<KnownGood> all = read_lines();
    return all;
}

const KnownGood& known_good(const SystemIdentity& identity) {
    const std::vector<KnownGood>& all = known_generations();
    const Generation generation = generation_of(identity);
    const KnownGood* best = &all.front();
    for (const KnownGood& known : all)
        if (known.generation < generation || (known.generation == generation && known.first_build <= identity.build))
            best = &known;
    return *best;
}

std::string_view dll_on(const SystemIdentity& identity, const Guid& provider) {
    const auto dll_in = [&](const auto& rows) {
        for (const KnownRow& row : rows)
            if (row.provider == provider && row.is_on(identity))
                return row.dll;
        return std::string_view();
    };
    const KnownGood& known = known_good(identity);
    const std::string_view dll = dll_in(known.protocols);
    return dll.empty() ? dll_in(known.name_spaces) : dll;
}

std::vector<PackedItem> default_entries(const SystemIdentity& identity) {
    std::vector<PackedItem> items;
    for (const KnownProtocol& row : known_good(identity).protocols) {
        if (row.presence == Presence::Optional || !row.is_on(identity))
            continue;
        items.push_back(item_of(row, generation_of(identity)));
        items.back().entry_id = 1000 + static_cast<std::uint32_t>(items.size());
    }
    return items;
}

} // namespace netmend::winsock
