#include "statemachine/reg_export/reg_windows.hpp"

#include <algorithm>

#include "statemachine/base/text.hpp"
#include "statemachine/planning/windows_kinds.hpp"
#include "statemachine/winsock/catalog.hpp"
#include "statemachine/winsock/provider_path.hpp"

namespace netmend {
namespace {

using winsock::Catalogs;
using winsock::guid_from;

struct Named {
    const char* name;
    int major, minor, build, service_pack;
    Product product = Product::Workstation;
    bool x64 = false;
};

// The first names are those of the sandbox's machines.
constexpr Named names[] = {
    {"xp-rtm", 5, 1, 2600, 0},
    {"xp-sp1", 5, 1, 2600, 1},
    {"xp-sp2", 5, 1, 2600, 2},
    {"xp-sp3", 5, 1, 2600, 3},
    {"xp-x64-sp2", 5, 2, 3790, 2, Product::Workstation, true},
    {"2003-rtm", 5, 2, 3790, 0, Product::Server},
    {"2003-sp1", 5, 2, 3790, 1, Product::Server},
    {"2003-sp2", 5, 2, 3790, 2, Product::Server},
    {"2000", 5, 0, 2195, 4},
    {"2000-server", 5, 0, 2195, 4, Product::Server},
    {"vista", 6, 0, 6002, 2},
    {"win7", 6, 1, 7601, 1},
    {"win8", 6, 2, 9200, 0},
    {"win8.1", 6, 3, 9600, 0},
    {"win10", 10, 0, 19045, 0},
    {"win11", 10, 0, 22631, 0},
    {"2008", 6, 0, 6003, 2, Product::Server},
    {"2008-r2", 6, 1, 7601, 1, Product::Server},
    {"2012", 6, 2, 9200, 0, Product::Server},
    {"2012-r2", 6, 3, 9600, 0, Product::Server},
    {"2016", 10, 0, 14393, 0, Product::Server},
    {"2019", 10, 0, 17763, 0, Product::Server},
    {"2022", 10, 0, 20348, 0, Product::Server},
    {"2025", 10, 0, 26100, 0, Product::Server},
};

std::optional<RegistryKey> read(Registry& registry, const std::string& path) {
    Result<RegistryKey> key = registry.read(path);
    return key ? std::optional(std::move(*key)) : std::nullopt;
}

std::string text_in(const RegistryKey& key, std::string_view name) {
    return winsock::text_of(key, name).value_or(std::string());
}

// The first number in "5.1", "Service Pack 3", "7601"; 0 where there is none or it makes no sense.
int number_in(std::string_view text) {
    const std::size_t begin = std::min(text.find_first_of("0123456789"), text.size());
    int number = 0;
    for (const char c : text.substr(begin, 6)) {
        if (c < '0' || c > '9')
            break;
        number = number * 10 + (c - '0');
    }
    return number;
}

Product product_of(Registry& registry) {
    const auto options = read(registry, "SYSTEM\\CurrentControlSet\\Control\\ProductOptions");
    const std::string type = options ? winsock::lower(text_in(*options, "ProductType")) : std::string();
    return type == "lanmannt" ? Product::DomainController : type == "servernt" ? Product::Server : Product::Workstation;
}

// The version key of the SOFTWARE hive, where it was exported too.
std::optional<SystemIdentity> from_version_key(Registry& registry) {
    const auto key = read(registry, "SOFTWARE\\Microsoft\\Windows NT\\CurrentVersion");
    const std::string version = key ? text_in(*key, "CurrentVersion") : std::string();
    const std::size_t dot = version.find('.');
    if (!key || dot == std::string::npos)
        return std::nullopt;
    SystemIdentity identity;
    identity.major = number_in(version);
    identity.minor = number_in(std::string_view(version).substr(dot));
    // Since Windows 10 the old value says 6.3 for ever.
    if (const auto major = winsock::dword_of(*key, "CurrentMajorVersionNumber"); major && *major < 100) {
        identity.major = static_cast<int>(*major);
        identity.minor = static_cast<int>(winsock::dword_of(*key, "CurrentMinorVersionNumber").value_or(0) % 100);
    }
    std::string build = text_in(*key, "CurrentBuildNumber");
    identity.build = number_in(build.empty() ? text_in(*key, "CurrentBuild") : build);
    identity.service_pack = number_in(text_in(*key, "CSDVersion"));
    identity.product = product_of(registry);
    identity.x64 = text_in(*key, "BuildLabEx").find(".amd64") != std::string::npos ||
                   text_in(*key, "BuildLab").find(".amd64") != std::string::npos;
    const bool server = winsock::same_text(text_in(*key, "InstallationType"), "Server") ||
                        text_in(*key, "ProductName").find("Server") != std::string::npos;
    if (identity.product == Product::Workstation && server)
        identity.product = Product::Server;
    return identity;
}

// Whether that Windows has the second list; empty where the export holds no catalog at all.
std::optional<bool> has_64_bit_list(Registry& registry) {
    bool any = false;
    for (const char* catalog : {"Protocol_Catalog9", "NameSpace_Catalog5"}) {
        const auto key = read(registry, std::string(winsock::winsock2_key) + "\\Parameters\\" + catalog);
        if (!key)
            continue;
        any = true;
        if (winsock::find_value(*key, "Num_Catalog_Entries64") ||
            std::any_of(key->subkeys.begin(), key->subkeys.end(),
                        [](const std::string& name) { return winsock::same_text(name, "Catalog_Entries64"); }))
            return true;
    }
    return any ? std::optional(false) : std::nullopt;
}

struct Sign {
    int major = 0, minor = 0;
    const char* name = "";
    std::string because;
};

const char* const rsvp = "{9D60A9E0-337A-11D0-BD88-0000C082E69A}";
const char* const af_unix = "{A00943D9-9C2E-4633-9B59-0057A3160994}";

constexpr auto windows_2000 = "Windows 2000 or later", xp = "Windows XP or later";
constexpr auto until_2003 = "Windows 2000, XP or Server 2003", vista = "Windows Vista or later";
constexpr auto xp_x64 = "Windows XP x64, Server 2003 x64 or later";
constexpr auto windows_10 = "Windows 10 or later";

// In 64 bits RSVP was in mswsock.dll from the first: XP x64 and Server 2003 x64 have no rsvpsp.dll.
void protocol_signs(const Catalogs& catalogs, std::vector<Sign>& signs) {
    for (const winsock::ProtocolCatalog& catalog : catalogs.protocol)
        for (const winsock::ProtocolEntry& entry : catalog.entries) {
            const std::string file = winsock::file_of(entry.item.path);
            if (entry.item.provider == guid_from(af_unix))
                signs.push_back({10, 0, windows_10, "it has AF_UNIX"});
            if (entry.item.provider == guid_from(rsvp) && file == "mswsock.dll")
                signs.push_back(catalogs.x64 ? Sign{5, 2, xp_x64, "RSVP is in mswsock.dll"}
                                             : Sign{6, 0, vista, "RSVP is in mswsock.dll"});
            if (entry.item.provider == guid_from(rsvp) && file == "rsvpsp.dll")
                signs.push_back({5, 0, until_2003, "RSVP is in rsvpsp.dll"});
        }
}

void namespace_signs(const Catalogs& catalogs, std::vector<Sign>& signs) {
    for (const winsock::NamespaceCatalog& catalog : catalogs.name_space)
        for (const winsock::NamespaceEntry& entry : catalog.entries) {
            const std::string file = winsock::file_of(entry.path);
            for (const char* later : {"nlaapi.dll", "napinsp.dll", "pnrpnsp.dll", "nlansp_c.dll"})
                if (file == later)
                    signs.push_back({6, 0, vista, "it has " + file});
            // Network Location Awareness came with XP.
            if (entry.provider == guid_from("{6642243A-3BA8-4AA6-BAA5-2E0BD71FDD83}"))
                signs.push_back({5, 1, xp, "it has Network Location Awareness"});
        }
}

// RSVP's own DLL is there until Server 2003 only, so it outweighs what a third party may have brought. Among the rest
// the latest sign counts: no older Windows has it.
Sign guess(Registry& registry, bool x64) {
    const Result<Catalogs> catalogs = winsock::read_catalogs(registry, x64);
    std::vector<Sign> signs;
    if (catalogs) {
        protocol_signs(*catalogs, signs);
        namespace_signs(*catalogs, signs);
    }
    if (read(registry, std::string(winsock::winsock2_key) + "\\Parameters\\AppId_Catalog"))
        signs.push_back({6, 0, vista, "it has AppId_Catalog"});
    Sign best{5, 0, windows_2000, "nothing in the export tells more"};
    for (const Sign& sign : signs)
        if (std::pair(sign.major, sign.minor) > std::pair(best.major, best.minor))
            best = sign;
    const auto old = std::find_if(signs.begin(), signs.end(), [](const Sign& sign) { return sign.name == until_2003; });
    if (old == signs.end())
        return best;
    const bool has_nla = best.major == 5 && best.minor == 1;
    return has_nla ? Sign{5, 1, "Windows XP or Server 2003", old->because} : *old;
}

} // namespace

ExportedWindows exported_windows(Registry& registry, const std::optional<SystemIdentity>& told) {
    const std::optional<bool> list_64 = has_64_bit_list(registry);
    ExportedWindows out;
    if (std::optional<SystemIdentity> known = told ? told : from_version_key(registry)) {
        out.identity = *known;
        // A 64-bit Windows that says so itself may have lost its second list.
        out.identity.x64 = list_64.value_or(known->x64) || (!told && known->x64);
        out.name = windows_name(out.identity) + (told ? ", as you said" : "");
        return out;
    }
    out.guessed = true;
    out.identity.x64 = list_64.value_or(false);
    const Sign sign = guess(registry, out.identity.x64);
    out.identity.major = sign.major;
    out.identity.minor = sign.minor;
    out.name =
        std::string("taken to be ") + sign.name + (out.identity.x64 ? ", 64 bits" : "") + " (" + sign.because + ")";
    return out;
}

std::optional<SystemIdentity> windows_named(std::string_view name) {
    const auto at = std::find_if(std::begin(names), std::end(names),
                                 [&](const Named& one) { return winsock::same_text(one.name, name); });
    if (at == std::end(names))
        return std::nullopt;
    SystemIdentity identity;
    identity.major = at->major;
    identity.minor = at->minor;
    identity.build = at->build;
    identity.service_pack = at->service_pack;
    identity.product = at->product;
    identity.x64 = at->x64;
    return identity;
}

std::vector<std::string> windows_names() {
    std::vector<std::string> out;
    for (const Named& one : names)
        out.emplace_back(one.name);
    return out;
}

} // namespace netmend
