#include "statemachine/steps/rungs.hpp"

#include <algorithm>

#include "statemachine/backup/backup.hpp"
#include "statemachine/base/envelope.hpp"
#include "statemachine/base/limits.hpp"
#include "statemachine/base/text.hpp"
#include "statemachine/mending/apply.hpp"
#include "statemachine/mending/difference_archive.hpp"
#include "statemachine/mending/dll_look.hpp"
#include "statemachine/mending/inbox_mending.hpp"
#include "statemachine/mending/name_removal.hpp"
#include "statemachine/mending/named_products.hpp"
#include "statemachine/mending/namespace_mending.hpp"
#include "statemachine/mending/provider_mending.hpp"
#include "statemachine/mending/reset_mending.hpp"
#include "statemachine/mending/service_mending.hpp"
#include "statemachine/steps/backup_of.hpp"
#include "statemachine/winsock/registry_reading.hpp"
#include "statemachine/winsock/services.hpp"

namespace netmend::steps {

Result<mending::Difference> difference_for(Procedure rung, Windows& windows, const Checkpoint& facts,
                                           const winsock::Diagnosis& diagnosis) {
    if (rung == Procedure::MendServices) {
        Result<mending::Difference> difference =
            mending::mend_services(windows.registry, facts.identity, diagnosis.services, facts.plan.services);
        if (difference)
            if (const Result<void> added = mending::add_rights(windows.registry, diagnosis.rights, *difference); !added)
                return tl::unexpected(added.error());
        return difference;
    }
    if (!diagnosis.catalogs)
        return fail(ErrorKind::Failed, "The Winsock catalogs could not be looked at.");
    const Result<Backup> backup = backup_of(windows, facts);
    if (!backup)
        return tl::unexpected(backup.error());
    BackupRegistry view(*backup);
    const winsock::Catalogs& catalogs = *diagnosis.catalogs;
    const mending::LookForDll look = mending::looks_for_dlls(windows.registry, windows.system);
    switch (rung) {
    case Procedure::RemoveBrokenLayers: {
        Result<mending::Difference> difference = mending::mend_providers(windows.registry, catalogs, look);
        if (difference && !difference->empty())
            mending::remove_names_of(windows.registry, catalogs, facts.identity, look,
                                     mending::broken_products(catalogs, look), *difference);
        return difference;
    }
    case Procedure::MendNameSpaces:
        return mending::mend_name_spaces(windows.registry, catalogs, facts.identity, look, &view);
    case Procedure::MendInboxEntries:
        return mending::mend_inbox(windows.registry, catalogs, facts.identity, look, &view);
    case Procedure::ResetWinsock:
        return mending::plan_reset(windows.registry, catalogs, facts.identity, look, &view);
    case Procedure::RemoveProducts: {
        const mending::NamedProducts named =
            mending::named_products(facts.products, catalogs, winsock::describes(windows.system));
        if (!named.refusal.empty())
            return fail(ErrorKind::Unsupported, named.refusal);
        Result<mending::Difference> difference = mending::remove_products(windows.registry, catalogs, named.products);
        if (difference)
            if (const Result<void> names =
                    mending::remove_names(windows.registry, catalogs, named.products, *difference);
                !names)
                return tl::unexpected(names.error());
        return difference;
    }
    case Procedure::MendServices:
    case Procedure::ResetCatalog:
    case Procedure::DeleteKeys:
    case Procedure::ReinstallTcpip:
        break;
    }
    return fail(ErrorKind::Unsupported, "That procedure is no rung of this ladder.");
}

namespace {

Result<mending::Difference> read_difference(Windows& windows, const std::string& name, const std::string& digest) {
    const Result<Bytes> data = windows.folder.read(name, limits::difference_bytes_max);
    if (!data)
        return tl::unexpected(data.error());
    const Result<Unwrapped> unwrapped = mending::unwrap_difference(*data);
    if (!has_digest(unwrapped, *data, digest))
        return fail(ErrorKind::Corrupt, "What this rung changes, " + name + ", is not what was written down.");
    return unwrapped ? mending::decode_difference(*unwrapped) : tl::unexpected(unwrapped.error());
}

} // namespace

Result<mending::Difference> difference_of(Windows& windows, const Checkpoint& facts) {
    if (facts.rung_names.empty() || facts.rung_digests.size() != facts.rung_names.size())
        return fail(ErrorKind::NotFound, "Nothing was written down for this rung.");
    return read_difference(windows, facts.rung_names.back(), facts.rung_digests.back());
}

void undo_rungs(Windows& windows, const Checkpoint& facts) {
    for (std::size_t rung = std::min(facts.rung_names.size(), facts.rung_digests.size()); rung-- > 0;) {
        const Result<mending::Difference> difference =
            read_difference(windows, facts.rung_names[rung], facts.rung_digests[rung]);
        const Result<mending::Applied> undone =
            difference ? mending::apply(windows.registry, windows.clock, difference->reversed())
                       : Result<mending::Applied>(tl::unexpected(difference.error()));
        if (!undone)
            windows.chronicle.record("A rung could not be undone by itself: " + undone.error().text);
    }
}

std::vector<std::string> switched_off_since(Windows& windows, const Checkpoint& facts) {
    std::vector<std::string> names;
    for (std::size_t rung = 0; rung < std::min(facts.rung_names.size(), facts.rung_digests.size()); ++rung) {
        const Result<mending::Difference> difference =
            read_difference(windows, facts.rung_names[rung], facts.rung_digests[rung]);
        if (!difference)
            continue;
        if (const auto again = mending::switched_off_again(windows.registry, *difference))
            names.insert(names.end(), again->begin(), again->end());
    }
    return names;
}

std::vector<std::string> still_or_again_off(Windows& windows, const Checkpoint& facts) {
    std::vector<std::string> names = switched_off_since(windows, facts);
    for (const std::string& name : facts.plan.services) {
        const auto key = winsock::read_if_there(windows.registry, winsock::service_key(name));
        if (key && *key && winsock::dword_of(**key, "Start") == winsock::disabled && !winsock::has_text(names, name))
            names.push_back(name);
    }
    return names;
}

} // namespace netmend::steps
