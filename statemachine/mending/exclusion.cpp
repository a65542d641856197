#include "statemachine/mending/exclusion.hpp"

#include <algorithm>
#include <cstdio>

#include "statemachine/base/text.hpp"
#include "statemachine/mending/values.hpp"
#include "statemachine/winsock/catalog.hpp"
#include "statemachine/winsock/registry_reading.hpp"

namespace netmend::mending {
namespace {

using winsock::CategorizedProgram;

constexpr std::size_t exclusions_max = 1000;
constexpr std::uint32_t begun = 1, done = 2; // a value of our key, named by the program's path
const std::string own_root = "SOFTWARE\\netmend";
const std::string own_key = own_root + "\\Exclusions";

std::string parameters() {
    return std::string(winsock::winsock2_key) + "\\Parameters";
}

std::string catalog() {
    return parameters() + "\\AppId_Catalog";
}

const CategorizedProgram* entry_of(const std::vector<CategorizedProgram>& programs, const std::string& path) {
    const auto found = std::find_if(programs.begin(), programs.end(), [&](const CategorizedProgram& each) {
        return each.arguments.empty() && winsock::same_text(each.path, path);
    });
    return found == programs.end() ? nullptr : &*found;
}

const Exclusion* ours_of(const Exclusions& all, const std::string& path) {
    const auto found = std::find_if(all.ours.begin(), all.ours.end(),
                                    [&](const Exclusion& each) { return winsock::same_text(each.path, path); });
    return found == all.ours.end() ? nullptr : &*found;
}

std::string category_text(std::uint32_t permitted) {
    char text[16];
    std::snprintf(text, sizeof text, "0x%08X", static_cast<unsigned>(permitted));
    return text;
}

Result<void> write_down(Registry& registry, const std::string& path, std::uint32_t state) {
    if (state == begun)
        for (const std::string& key : {own_root, own_key})
            if (Result<void> made = registry.create(key, {}); !made)
                return made;
    if (Result<void> set = registry.set(own_key, dword_value(path, state)); !set)
        return set;
    return registry.flush_own();
}

Result<void> forget(Registry& registry, const std::string& path) {
    if (Result<void> erased = registry.erase_value(own_key, path); !erased)
        return erased;
    return registry.flush_own();
}

// Looked at again, because that a call says success is no proof.
Result<void> erase_entry(Registry& registry, const std::string& path, const CategorizedProgram& entry) {
    if (Result<void> erased = registry.erase_tree(catalog() + "\\" + entry.key_name); !erased)
        return erased;
    if (Result<void> flushed = registry.flush(); !flushed)
        return flushed;
    const Result<std::vector<CategorizedProgram>> is = winsock::all_programs(registry, parameters());
    if (!is)
        return tl::unexpected(is.error());
    if (entry_of(*is, path))
        return fail(ErrorKind::Failed, "The category of " + path + " is still there.");
    return {};
}

// A key of the same name with another program in it: nobody knows what Windows makes of that.
Result<void> has_its_own_key(const Exclusions& is, const std::string& path) {
    const std::optional<std::string> name = winsock::key_name_of(path);
    std::vector<CategorizedProgram> all = is.others;
    for (const Exclusion& each : is.ours)
        if (each.entry)
            all.push_back(*each.entry);
    for (const CategorizedProgram& each : all)
        if (name && winsock::same_text(each.key_name, *name) && !winsock::same_text(each.path, path))
            return fail(ErrorKind::Unsupported,
                        path + " cannot be kept out: Windows keeps its category in the same place as that of " +
                            each.path + ".");
    return {};
}

// What Windows has made of the call. Where that is nothing, or not what was asked for, nothing of ours stays.
Result<void> observe(Windows& windows, const std::string& path, const Result<std::uint32_t>& called) {
    Registry& registry = windows.registry;
    if (Result<void> flushed = registry.flush(); !flushed)
        return flushed;
    const Result<std::vector<CategorizedProgram>> is = winsock::all_programs(registry, parameters());
    if (!is)
        return tl::unexpected(is.error());
    const CategorizedProgram* entry = entry_of(*is, path);
    if (entry && entry->permitted == winsock::lsp_system)
        return write_down(registry, path, done);
    if (Result<void> forgotten = forget(registry, path); !forgotten)
        return forgotten;
    if (entry)
        return fail(ErrorKind::Busy, "Somebody else has given " + path + " the category " +
                                         category_text(entry->permitted) + " meanwhile. It was left as it is.");
    return fail(ErrorKind::Failed,
                "Windows did not set the category of " + path +
                    (called ? " (code " + std::to_string(*called) + ")." : ". " + called.error().text),
                called ? *called : 0);
}

} // namespace

Result<Exclusions> read_exclusions(Registry& registry) {
    const Result<std::optional<RegistryKey>> own = winsock::read_if_there(registry, own_key);
    if (!own)
        return tl::unexpected(own.error());
    Result<std::vector<CategorizedProgram>> programs = winsock::all_programs(registry, parameters());
    if (!programs)
        return tl::unexpected(programs.error());
    Exclusions found;
    for (const RegistryValue& value : *own ? (*own)->values : std::vector<RegistryValue>()) {
        if (found.ours.size() == exclusions_max)
            return fail(ErrorKind::TooLarge, "The key HKLM\\" + own_key + " holds more than netmend writes.");
        const std::optional<std::uint32_t> state = winsock::dword_of(**own, value.name);
        if (!state || value.name.empty())
            continue; // not of ours
        Exclusion exclusion{value.name, *state == done, std::nullopt};
        if (const CategorizedProgram* entry = entry_of(*programs, value.name)) {
            exclusion.entry = *entry;
            programs->erase(programs->begin() + (entry - programs->data()));
        }
        found.ours.push_back(exclusion);
    }
    found.others = std::move(*programs);
    return found;
}

Result<std::vector<std::string>> keys_of_exclusions(Registry& registry) {
    const Result<Exclusions> all = read_exclusions(registry);
    if (!all)
        return tl::unexpected(all.error());
    std::vector<std::string> keys;
    for (const Exclusion& each : all->ours)
        if (each.in_place())
            keys.push_back(catalog() + "\\" + each.entry->key_name);
    return keys;
}

Result<void> exclude(Windows& windows, const std::string& path) {
    const Result<Exclusions> is = read_exclusions(windows.registry);
    if (!is)
        return tl::unexpected(is.error());
    if (const CategorizedProgram* other = entry_of(is->others, path))
        return fail(ErrorKind::Unsupported, path + " already has a category, " + category_text(other->permitted) +
                                                ", which Windows or a product has set. It was left as it is.");
    const Exclusion* ours = ours_of(*is, path);
    if (ours && ours->entry && !ours->in_place())
        return fail(ErrorKind::Busy, "Somebody has changed the category of " + path + " to " +
                                         category_text(ours->entry->permitted) + ". It was left as it is.");
    if (ours && ours->in_place() && ours->finished)
        return {};
    if (Result<void> alone = has_its_own_key(*is, path); !alone)
        return alone;
    if (Result<void> noted = write_down(windows.registry, path, begun); !noted)
        return noted;
    return observe(windows, path, windows.stack.categorize(path, winsock::lsp_system));
}

Result<void> undo_exclusion(Windows& windows, const std::string& path) {
    const Result<Exclusions> is = read_exclusions(windows.registry);
    if (!is)
        return tl::unexpected(is.error());
    const Exclusion* ours = ours_of(*is, path);
    if (!ours)
        return fail(ErrorKind::NotFound, "netmend has not excluded " + path + ".");
    if (ours->in_place())
        if (Result<void> erased = erase_entry(windows.registry, ours->path, *ours->entry); !erased)
            return erased;
    if (Result<void> forgotten = forget(windows.registry, ours->path); !forgotten)
        return forgotten;
    if (ours->entry && !ours->in_place())
        return fail(ErrorKind::Busy, "Somebody has changed the category of " + path + " to " +
                                         category_text(ours->entry->permitted) + " since, so that it stays.");
    return {};
}

} // namespace netmend::mending
