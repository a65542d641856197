#include "tests/simulated/naive_parts.hpp"

#include <algorithm>

namespace netmend::simulated {
namespace {

std::uint32_t number(const Bytes& b, std::size_t at) {
    return b[at] + 256u * b[at + 1] + 65536u * b[at + 2] + 16777216u * b[at + 3];
}

const std::string ipv4 = raw_guid("A01A0FE78BABCF118CA300805F48A192");
const std::string ipv6 = raw_guid("C0B0EAF9D426D011BBBF00AA006C34E4");
const std::string rsvp = raw_guid("E0A9609D7A33D011BD880000C082E69A");
const std::unordered_set<std::string> windows_own{ipv4,
                                                  ipv6,
                                                  rsvp,
                                                  raw_guid("30185F8D73C2CF1195C800805F48A192"),  // NetBIOS
                                                  raw_guid("4082051147BECF1195C800805F48A192"),  // IPX
                                                  raw_guid("4182051147BECF1195C800805F48A192"),  // SPX
                                                  raw_guid("3D527239F12AD111B65500805F3642CC"),  // IrDA
                                                  raw_guid("6480C49F9872E443B7BD181F2089792A"),  // Bluetooth
                                                  raw_guid("1B193412F74BA74C86E0DFD7C32B5445"),  // Hyper-V
                                                  raw_guid("D94309A02E9C33469B590057A3160994"),  // AF_UNIX
                                                  raw_guid("A0173B2CDFC6CF1195C800805F48A192"),  // AppleTalk
                                                  raw_guid("B0CBE489C1B9CF1195C800805F48A192")}; // IsoTp

bool is_windows_base(const GeneratedCatalog& catalog, const Item& item, int bits) {
    return item.length == 1 && (windows_own.count(item.provider) ||
                                (in_system_folder(catalog, item.path, bits) && file_of(item.path) == "mswsock.dll"));
}

} // namespace

bool decode(const GeneratedEntry& entry, Item& item) {
    if (!entry.has_item || entry.type != 3 || entry.item.size() != 888)
        return false;
    const auto nul = std::find(entry.item.begin(), entry.item.begin() + 260, 0);
    if (nul == entry.item.begin() || nul == entry.item.begin() + 260)
        return false;
    item.path = lowered(std::string(entry.item.begin(), nul));
    item.provider.assign(entry.item.begin() + 280, entry.item.begin() + 296);
    item.id = number(entry.item, 296);
    item.length = number(entry.item, 300);
    for (std::size_t i = 0; i < 7; ++i)
        item.chain[i] = number(entry.item, 304 + 4 * i);
    item.family = number(entry.item, 336);
    item.type = number(entry.item, 348);
    item.protocol = number(entry.item, 352);
    item.last_protocol = number(entry.item, 356);
    item.flags = number(entry.item, 276);
    return true;
}

bool is_internet_base(const Item& item) {
    const bool internet = (item.provider == ipv4 && item.family == 2) || (item.provider == ipv6 && item.family == 23);
    return internet && item.length == 1 && item.type == (item.protocol == 6 ? 1u : 2u);
}

void check_provider(const GeneratedCatalog& catalog, const Item& item, int bits, Trouble& trouble) {
    const std::string_view file = file_of(item.path);
    if (is_missing(catalog, item.path))
        return trouble.damage("a DLL is missing");
    const bool system = in_system_folder(catalog, item.path, bits);
    if (item.length == 1 && windows_own.count(item.provider)) {
        if (!system || !(file == "mswsock.dll" || (file == "rsvpsp.dll" && item.provider == rsvp)))
            trouble.damage("a provider of Windows was redirected");
        return;
    }
    if (item.length == 1 && system && file == "mswsock.dll")
        return;
    if (item.length != 1 && system && file == "wpclsp.dll")
        return; // Windows' own parental controls
    if (item.length != 1)
        trouble.suspect("a layer");
    if (in_odd_place(item.path))
        trouble.suspect("an odd place");
}

namespace {

struct Call {
    std::uint32_t family, type, protocol;
};
constexpr Call calls[] = {{2, 1, 6}, {2, 2, 17}, {23, 1, 6}, {23, 2, 17}};

} // namespace

// Whom a plain socket() meets first, with its protocol and with zero.
void check_calls(const GeneratedCatalog& catalog, const std::vector<Item>& items, int bits, Trouble& trouble) {
    for (const Call& call : calls) {
        const Item *named = nullptr, *zero = nullptr;
        for (const Item& item : items) {
            if (item.length == 0 || item.family != call.family || item.type != call.type)
                continue;
            const auto from = static_cast<std::int32_t>(item.protocol),
                       more = static_cast<std::int32_t>(item.last_protocol);
            const auto wanted = static_cast<std::int64_t>(call.protocol);
            if (!named && (wanted == from || (wanted > from && wanted <= std::int64_t{from} + more)))
                named = &item;
            if (!zero && item.flags & 8)
                zero = &item;
        }
        if (named && !zero)
            trouble.damage("nobody answers protocol zero");
        for (const Item* first : {named, zero})
            if (first && first->length == 1 && !is_windows_base(catalog, *first, bits))
                trouble.suspect("another maker's base provider comes first");
    }
}

} // namespace netmend::simulated
