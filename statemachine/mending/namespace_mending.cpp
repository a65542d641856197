#include "statemachine/mending/namespace_mending.hpp"

#include <algorithm>
#include <map>
#include <set>

#include "statemachine/base/text.hpp"
#include "statemachine/mending/raw_catalog.hpp"
#include "statemachine/winsock/known_good.hpp"
#include "statemachine/winsock/known_providers.hpp"
#include "statemachine/winsock/look.hpp"
#include "statemachine/winsock/owner.hpp"
#include "statemachine/winsock/registry_reading.hpp"

namespace netmend::mending {
namespace {

using winsock::Guid;
using winsock::NamespaceCatalog;
using winsock::NamespaceEntry;

enum class Extent { WholeRung, TornLists, OfProducts };

struct Name { // how a provider is called in its entry; windows-modern 4, exports of XP, 7 and 10
    std::uint32_t name_space;
    winsock::Generation from;
    const char* text;
};

constexpr Name display_names[] = {
    // the last one that fits
    {12, 0, "Tcpip"},
    {12, winsock::vista, "@%SystemRoot%\\system32\\wshtcpip.dll,-60103"},
    {32, 0, "NTDS"},
    {32, winsock::windows_8, "@%SystemRoot%\\System32\\winrnr.dll,-1000"},
    {15, 0, "Network Location Awareness (NLA) Namespace"},
    {15, winsock::vista, "@%SystemRoot%\\system32\\nlasvc.dll,-1000"},
    {37, winsock::vista, "@%SystemRoot%\\system32\\napinsp.dll,-1000"},
    {39, winsock::vista, "@%SystemRoot%\\system32\\pnrpnsp.dll,-1000"},
    {38, winsock::vista, "@%SystemRoot%\\system32\\pnrpnsp.dll,-1001"},
    {16, 0, "Bluetooth Namespace"},
};

std::string display_name(const winsock::InboxNamespace& known, winsock::Generation generation) {
    std::string text = known.name;
    for (const Name& name : display_names)
        if (name.name_space == known.name_space && name.from <= generation)
            text = name.text;
    return text;
}

class NamesMending {
  public:
    NamesMending(const winsock::Catalogs& catalogs, const SystemIdentity& identity, const LookForDll& look,
                 Extent extent)
        : catalogs_(catalogs), identity_(identity), look_(look), extent_(extent) {}

    // Whole entries as they were, by list and provider; and what to put back beside what every Windows needs.
    std::map<std::pair<int, Guid>, std::vector<RegistryValue>> was;
    std::vector<winsock::InboxProvider> missing;
    std::set<std::string> folders; // Extent::OfProducts: where these lay

    void mend(const RawCatalog& raw, std::size_t i, Difference& difference) {
        const NamespaceCatalog& list = catalogs_.name_space[i];
        if (!list.present || (extent_ == Extent::TornLists && !is_torn(list)) ||
            (extent_ == Extent::OfProducts && is_torn(list)))
            return;
        wanted_.clear();
        said_.clear();
        given_.clear();
        keep_and_lead_back(list, raw.lists[i]);
        for (const winsock::KnownNamespace& row : winsock::known_good(identity_).name_spaces)
            give_back(row, list, raw);
        const std::size_t before = difference.keys.size() + difference.values.size();
        if (!wanted_.empty())
            change_list(difference, raw, raw.lists[i], wanted_);
        if (difference.keys.size() + difference.values.size() == before)
            return;
        if (said_.empty())
            said_.emplace_back("It is numbered and counted anew, without what cannot be read");
        for (const std::string& sentence : said_)
            difference.said.push_back(sentence + " (list of names for programs of " + std::to_string(list.bits) +
                                      " bits).");
    }

  private:
    static bool is_torn(const NamespaceCatalog& list) {
        const auto numbered = static_cast<std::size_t>(
            std::count_if(list.malformed.begin(), list.malformed.end(), [](const auto& each) { return each.number; }));
        const std::uint64_t last = list.entries.empty() ? 0 : list.entries.back().number;
        return numbered != 0 || last != list.entries.size() || list.count != list.entries.size();
    }

    const winsock::KnownNamespace* required_row(const Guid& provider) const {
        for (const winsock::KnownNamespace& row : winsock::known_good(identity_).name_spaces)
            if (winsock::same_id(row.provider, provider) && row.presence == winsock::Presence::Required &&
                row.is_on(identity_))
                return &row;
        return nullptr;
    }

    void keep_and_lead_back(const NamespaceCatalog& list, const RawList& raw) {
        std::map<std::uint64_t, const NamespaceEntry*> entries;
        bool dns_answers = false;
        for (const NamespaceEntry& entry : list.entries) {
            entries[entry.number] = &entry;
            dns_answers = dns_answers || (entry.enabled && required_row(entry.provider));
        }
        for (const RawEntry& each : raw.entries) {
            const auto at = entries.find(each.number);
            if (at == entries.end()) // it cannot be read
                continue;
            const NamespaceEntry& entry = *at->second;
            if (is_orphan(entry, list.bits)) {
                said_.push_back(winsock::people_name(entry.path, entry.provider) + ", whose DLL is gone, is taken out");
                continue;
            }
            wanted_.push_back(each.content.values);
            const winsock::KnownNamespace* row = required_row(entry.provider);
            if (!row || extent_ == Extent::OfProducts)
                continue;
            if (!dns_answers) {
                put_value(wanted_.back(), dword_value("Enabled", 1));
                said_.push_back("The provider for DNS is switched on");
                dns_answers = true;
            }
            lead_back(entry, *row, list.bits);
        }
    }

    bool is_orphan(const NamespaceEntry& entry, int bits) const {
        const winsock::SystemFolder system = winsock::system_folder(catalogs_, bits);
        const bool meant =
            extent_ == Extent::WholeRung ||
            (extent_ == Extent::OfProducts && folders.count(winsock::own_folder(entry.path, system)) != 0);
        return meant && !winsock::is_own_names(entry.path, entry.provider, system) &&
               look_(entry.path, bits) == Dll::Gone;
    }

    static std::string path_of(std::string_view dll) { return "%SystemRoot%\\System32\\" + std::string(dll); }

    void lead_back(const NamespaceEntry& entry, const winsock::KnownNamespace& row, int bits) {
        const winsock::InboxNamespace& known = *winsock::inbox_namespace(entry.provider);
        const bool own =
            winsock::is_one_of(winsock::file_of(entry.path), known.dlls) &&
            winsock::kind_of_path(entry.path, winsock::system_folder(catalogs_, bits)) == winsock::PathKind::System;
        if (own || look_(path_of(row.dll), bits) != Dll::There)
            return;
        const RegistryValue* is = value_in(wanted_.back(), "LibraryPath");
        put_value(wanted_.back(), text_value(is ? is->name : "LibraryPath", path_of(row.dll), is ? is->type : reg_sz));
        said_.push_back(std::string("The provider for DNS names its own DLL again"));
    }

    bool is_asked_for(const Guid& provider, int bits) const {
        return std::any_of(missing.begin(), missing.end(), [&](const winsock::InboxProvider& each) {
            return each.name_space && each.bits == bits && each.provider == winsock::guid_text(provider);
        });
    }

    // As the other list has it, or the backup, else by our data; at the end, since the order is nobody's fault.
    void give_back(const winsock::KnownNamespace& row, const NamespaceCatalog& list, const RawCatalog& raw) {
        const bool there = std::any_of(list.entries.begin(), list.entries.end(), [&](const NamespaceEntry& entry) {
            return winsock::same_id(entry.provider, row.provider);
        });
        const bool usual = row.presence == winsock::Presence::Required ||
                           (row.presence == winsock::Presence::Expected && extent_ == Extent::WholeRung);
        if (extent_ == Extent::OfProducts || there || given_.count(row.provider) || !row.is_on(identity_) ||
            (!usual && !is_asked_for(row.provider, list.bits)) || look_(path_of(row.dll), list.bits) != Dll::There)
            return;
        given_.insert(row.provider); // some stand in our data with two DLLs
        said_.push_back(std::string("Windows' own provider ") + row.name + " is written again");
        if (const auto before = was.find({list.bits, row.provider}); before != was.end())
            wanted_.push_back(before->second);
        else if (const std::vector<RegistryValue>* other = in_other_list(row.provider, list.bits, raw))
            wanted_.push_back(*other);
        else
            wanted_.push_back(by_data(row));
    }

    const std::vector<RegistryValue>* in_other_list(const Guid& provider, int bits, const RawCatalog& raw) const {
        for (std::size_t i = 0; i < raw.lists.size(); ++i)
            for (const NamespaceEntry& entry : catalogs_.name_space[i].entries)
                if (raw.lists[i].bits != bits && entry.enabled && winsock::same_id(entry.provider, provider) &&
                    is_sound(entry, raw.lists[i].bits))
                    for (const RawEntry& each : raw.lists[i].entries)
                        if (each.number == entry.number)
                            return &each.content.values;
        return nullptr;
    }

    bool is_sound(const NamespaceEntry& entry, int bits) const {
        const winsock::InboxNamespace* known = winsock::inbox_namespace(entry.provider);
        return known && winsock::is_one_of(winsock::file_of(entry.path), known->dlls) &&
               winsock::kind_of_path(entry.path, winsock::system_folder(catalogs_, bits)) == winsock::PathKind::System;
    }

    std::vector<RegistryValue> by_data(const winsock::KnownNamespace& row) const {
        const winsock::InboxNamespace& known = *winsock::inbox_namespace(row.provider);
        const winsock::Generation generation = winsock::generation_of(identity_);
        std::vector<RegistryValue> values{text_value("LibraryPath", path_of(row.dll)),
                                          text_value("DisplayString", display_name(known, generation)),
                                          binary_value("ProviderId", Bytes(row.provider.begin(), row.provider.end())),
                                          dword_value("SupportedNameSpace", known.name_space),
                                          dword_value("Enabled", 1),
                                          dword_value("Version", 0),
                                          dword_value("StoresServiceClassInfo", 0)};
        if (generation >= winsock::vista)
            values.push_back(binary_value("ProviderInfo", {}));
        return values;
    }

    const winsock::Catalogs& catalogs_;
    const SystemIdentity& identity_;
    const LookForDll& look_;
    const Extent extent_;
    Contents wanted_;
    std::vector<std::string> said_;
    std::set<Guid> given_;
};

// Of a backup's lists; what cannot be read of it is no help, and no obstacle.
void remember(NamesMending& mending, Registry& backup, bool x64) {
    const Result<winsock::Catalogs> was = winsock::read_catalogs(backup, x64);
    if (!was)
        return;
    for (const NamespaceCatalog& list : was->name_space)
        for (const NamespaceEntry& entry : list.entries) {
            const Result<RegistryKey> key = backup.read_content(list.path + "\\" + entry.key_name);
            if (key && entry.enabled && winsock::inbox_namespace(entry.provider))
                mending.was[{list.bits, entry.provider}] = key->values;
        }
}

Result<void> mend_all(Registry& registry, const winsock::Catalogs& catalogs, NamesMending& mending,
                      Difference& difference) {
    const Result<RawCatalog> raw = read_raw(registry, catalogs.name_space);
    if (!raw)
        return tl::unexpected(raw.error());
    for (std::size_t i = 0; i < raw->lists.size(); ++i)
        mending.mend(*raw, i, difference);
    return {};
}

} // namespace

Result<Difference> mend_name_spaces(Registry& registry, const winsock::Catalogs& catalogs,
                                    const SystemIdentity& identity, const LookForDll& look, Registry* backup,
                                    const std::vector<winsock::InboxProvider>& missing) {
    NamesMending mending(catalogs, identity, look, Extent::WholeRung);
    mending.missing = missing;
    if (backup)
        remember(mending, *backup, identity.x64);
    Difference difference;
    if (const Result<void> done = mend_all(registry, catalogs, mending, difference); !done)
        return tl::unexpected(done.error());
    return difference;
}

void remove_names_of(Registry& registry, const winsock::Catalogs& catalogs, const SystemIdentity& identity,
                     const LookForDll& look, const std::vector<Product>& products, Difference& difference) {
    NamesMending mending(catalogs, identity, look, Extent::OfProducts);
    for (const Product& product : products)
        for (const ProductPart& part : product.parts)
            mending.folders.insert(winsock::own_folder(part.dll, winsock::system_folder(catalogs, part.bits)));
    mending.folders.erase(""); // no folder of their own
    if (!mending.folders.empty())
        static_cast<void>(mend_all(registry, catalogs, mending, difference)); // it reads all before it adds anything
}

Result<void> mend_torn_name_spaces(Registry& registry, const winsock::Catalogs& catalogs,
                                   const SystemIdentity& identity, const LookForDll& look, Registry* backup,
                                   Difference& difference) {
    NamesMending mending(catalogs, identity, look, Extent::TornLists);
    if (backup)
        remember(mending, *backup, identity.x64);
    return mend_all(registry, catalogs, mending, difference);
}

} // namespace netmend::mending
