#include "statemachine/mending/service_mending.hpp"

#include <algorithm>

#include "statemachine/backup/owned_set.hpp"
#include "statemachine/base/descriptor.hpp"
#include "statemachine/base/limits.hpp"
#include "statemachine/base/text.hpp"
#include "statemachine/mending/raw_catalog.hpp"
#include "statemachine/winsock/registry_reading.hpp"
#include "statemachine/winsock/service_lists.hpp"

namespace netmend::mending {
namespace {

using winsock::ServiceFault;

constexpr std::string_view services = "SYSTEM\\CurrentControlSet\\Services\\";
constexpr const char *start_value = "Start", *dependencies_value = "DependOnService";

// The list as it was, byte for byte, without these names and with those at its end. Each ends with a zero, and the list
// with one more; where somebody left them out, they are put there.
RegistryValue changed(const RegistryValue& was, const std::vector<std::string>& gone,
                      const std::vector<std::string>& lacking) {
    RegistryValue value = was;
    value.data.clear();
    std::size_t begin = 0;
    const std::size_t size = was.data.size() & ~std::size_t(1);
    while (begin < size) {
        std::size_t end = begin;
        while (end < size && (was.data[end] != 0 || was.data[end + 1] != 0))
            end += 2;
        if (end == begin) // the end of the list
            break;
        const std::string name = winsock::utf8_from_utf16(was.data.data() + begin, end - begin);
        if (std::find(gone.begin(), gone.end(), name) == gone.end()) {
            value.data.insert(value.data.end(), was.data.begin() + static_cast<std::ptrdiff_t>(begin),
                              was.data.begin() + static_cast<std::ptrdiff_t>(end));
            value.data.insert(value.data.end(), 2, 0);
        }
        begin = end + 2;
    }
    for (const std::string& name : lacking) {
        const Bytes text = text_value("", name).data; // with its zero
        value.data.insert(value.data.end(), text.begin(), text.end());
    }
    if (begin < size)
        value.data.insert(value.data.end(), was.data.begin() + static_cast<std::ptrdiff_t>(begin), was.data.end());
    else
        value.data.insert(value.data.end(), 2, 0);
    return value;
}

std::string text_of_start(std::uint32_t start) {
    switch (start) {
    case winsock::boot_start:
    case winsock::system_start:
        return "with Windows";
    case winsock::automatic_start:
        return "by itself";
    default:
        return "when it is needed";
    }
}

Result<void> mend_list(Registry& registry, const SystemIdentity& identity, const RegistryKey& key,
                       const ServiceFault& fault, Difference& difference) {
    Result<winsock::ListLook> list = winsock::look_at_list(registry, *fault.row, key, identity);
    if (!list)
        return tl::unexpected(list.error());
    const RegistryValue* was = winsock::find_value(key, dependencies_value);
    if ((fault.gone.empty() && list->lacking.empty()) || (was && was->type != reg_multi_sz))
        return {};
    const RegistryValue before = was ? *was : RegistryValue{dependencies_value, reg_multi_sz, {}};
    const std::string who = "The service " + std::string(fault.row->name);
    difference.values.push_back({winsock::service_key(fault.row->name), before.name,
                                 was ? std::optional(before) : std::nullopt,
                                 changed(before, fault.gone, list->lacking)});
    const auto say = [&](const std::vector<std::string>& names, const char* before_them, const char* behind) {
        if (!names.empty())
            difference.said.push_back(who + before_them + winsock::listed(names) + behind);
    };
    std::erase_if(list->others, [&](const std::string& name) { return winsock::has_text(fault.gone, name); });
    say(fault.gone, " waits no longer for what does not exist: ", ".");
    say(list->lacking, " waits again for what Windows has it wait for: ", ".");
    say(list->others, " still waits for ", ", which is not known of Windows.");
    return {};
}

// One right on one key and, where it is handed down, on those below that inherit.
class AddingRight {
  public:
    AddingRight(Registry& registry, const winsock::LostRight& lost, Difference& difference)
        : registry_(registry), lost_(lost), sid_(sid_from(lost.row->sid)), difference_(difference) {}

    void at(const std::string& path, int depth = 0) {
        const Result<RegistryKey> key = registry_.read(path);
        const bool handed_down = depth > 0 || lost_.row->inherited;
        if (!key || (handed_down && !takes_inherited(key->descriptor)))
            return;
        const Bytes& now = planned(path, key->descriptor);
        if (winsock::is_lost(now, *lost_.row, lost_.access)) {
            const auto flags = static_cast<std::uint8_t>(lost_.row->flags | (handed_down ? inherited : 0));
            if (const std::optional<Bytes> after = with_allowed(now, sid_, lost_.access, flags))
                plan(path, key->descriptor, *after);
        }
        if ((lost_.row->flags & container_inherit) == 0 || depth == limits::registry_depth_max)
            return;
        for (const std::string& name : key->subkeys)
            if (const std::string below = path + "\\" + name; owns_key(below)) // of others no backup holds the rights
                at(below, depth + 1);
    }

    std::size_t keys() const { return keys_; }

  private:
    RightsChange* change_of(const std::string& path) {
        const auto found = std::find_if(difference_.rights.begin(), difference_.rights.end(),
                                        [&](const RightsChange& change) { return change.key == path; });
        return found == difference_.rights.end() ? nullptr : &*found;
    }
    const Bytes& planned(const std::string& path, const Bytes& now) {
        const RightsChange* change = change_of(path);
        return change ? change->after : now;
    }
    void plan(const std::string& path, const Bytes& before, const Bytes& after) {
        ++keys_;
        if (RightsChange* change = change_of(path))
            change->after = after;
        else
            difference_.rights.push_back({path, before, after});
    }

    Registry& registry_;
    const winsock::LostRight& lost_;
    const Bytes sid_;
    Difference& difference_;
    std::size_t keys_ = 0;
};

} // namespace

Result<void> add_rights(Registry& registry, const std::vector<winsock::LostRight>& lost, Difference& difference) {
    for (const winsock::LostRight& right : lost) {
        if (right.access == 0)
            continue;
        const std::string path(right.row->key);
        AddingRight adding(registry, right, difference);
        adding.at(path);
        if (adding.keys() == 0)
            continue;
        const std::string below = adding.keys() > 1 ? " and on what is below it" : "";
        difference.said.push_back(std::string(right.row->who) + " is allowed again what it needs on the registry key " +
                                  path + below + ".");
    }
    if (difference.rights.size() > limits::registry_keys_max)
        return fail(ErrorKind::TooLarge, "More registry keys lack a right than netmend handles.");
    return {};
}

Result<Difference> mend_services(Registry& registry, const SystemIdentity& identity,
                                 const std::vector<ServiceFault>& faults, const std::vector<std::string>& named) {
    Difference difference;
    for (const ServiceFault& fault : faults) {
        const bool is_named = fault.kind == ServiceFault::Kind::Disabled &&
                              std::find(named.begin(), named.end(), fault.row->name) != named.end();
        if ((!fault.is_damage && !is_named) || !fault.policy.empty())
            continue;
        const std::string path = winsock::service_key(fault.row->name), name(fault.row->name);
        const Result<std::optional<RegistryKey>> key = winsock::read_if_there(registry, path);
        if (!key)
            return tl::unexpected(key.error());
        if (!*key)
            continue;
        if (fault.kind == ServiceFault::Kind::Disabled) {
            const RegistryValue* was = winsock::find_value(**key, start_value);
            const std::optional<std::uint32_t> start = winsock::default_start(*fault.row, identity);
            if (was == nullptr || !start)
                continue;
            difference.values.push_back({path, was->name, *was, dword_value(was->name, *start)});
            difference.said.push_back("The service " + name + ", which was switched off, starts " +
                                      text_of_start(*start) + " again.");
        } else if (const Result<void> done = mend_list(registry, identity, **key, fault, difference); !done) {
            return tl::unexpected(done.error());
        }
    }
    return difference;
}

Result<std::vector<std::string>> switched_off_again(Registry& registry, const Difference& difference) {
    std::vector<std::string> names;
    for (const ServiceChange& change : service_changes(difference)) {
        if (!change.configuration.start)
            continue;
        const Result<std::optional<RegistryKey>> key =
            winsock::read_if_there(registry, winsock::service_key(change.service));
        if (!key)
            return tl::unexpected(key.error());
        if (*key && winsock::dword_of(**key, start_value) == winsock::disabled)
            names.push_back(change.service);
    }
    return names;
}

std::vector<ServiceChange> service_changes(const Difference& difference) {
    std::vector<ServiceChange> changes;
    for (const ValueChange& change : difference.values) {
        if (!winsock::starts_with_text(change.key, services))
            continue;
        const std::string service = change.key.substr(services.size());
        if (service.find('\\') != std::string::npos)
            continue;
        ServiceConfiguration configuration;
        if (winsock::same_text(change.name, start_value) && change.after && change.after->data.size() == 4)
            configuration.start = change.after->data[0];
        else if (winsock::same_text(change.name, dependencies_value)) // no such value: it waits for nothing
            configuration.depends_on = change.after
                                           ? winsock::texts_of(RegistryKey{{}, {*change.after}, {}}, change.name)
                                           : std::vector<std::string>();
        else
            continue;
        changes.push_back({service, configuration});
    }
    return changes;
}

} // namespace netmend::mending
