// What is no longer as a backup has it.
#include <algorithm>

#include "statemachine/backup/backup.hpp"
#include "statemachine/backup/owned_set.hpp"
#include "statemachine/base/descriptor.hpp"
#include "statemachine/base/text.hpp"

namespace netmend {

namespace {

using Kind = Difference::Kind;
using KeysByName = std::map<std::string, const BackupKey*>;
using ValuesByName = std::map<std::string, const RegistryValue*>;

KeysByName by_name(const std::vector<BackupKey>& keys) {
    KeysByName result;
    for (const BackupKey& key : keys)
        result[folded(key.path)] = &key;
    return result;
}

ValuesByName by_name(const std::vector<RegistryValue>& values) {
    ValuesByName result;
    for (const RegistryValue& value : values)
        result[folded(value.name)] = &value;
    return result;
}

// It counts how often a catalog was written, putting back included: a higher one is no difference.
bool is_serial_that_rose(const RegistryValue& was, const RegistryValue& is) {
    const auto number = [](const RegistryValue& value) {
        std::uint32_t out = 0;
        for (std::size_t byte = 4; byte-- > 0;)
            out = out << 8 | value.data[byte];
        return out;
    };
    constexpr std::uint32_t dword = 4;
    return folded(was.name) == "serial_access_num" && was.type == dword && is.type == dword && was.data.size() == 4 &&
           is.data.size() == 4 && number(is) > number(was);
}

Difference difference(Kind kind, const std::string& path, const std::string& value = {}) {
    const std::string named = value.empty() ? "The default value" : "The value \"" + value + "\"";
    std::string text;
    switch (kind) {
    case Kind::KeyMissing:
        text = "The key " + path + " is missing.";
        break;
    case Kind::KeyAdded:
        text = "The key " + path + " was added.";
        break;
    case Kind::ValueMissing:
        text = named + " of " + path + " is missing.";
        break;
    case Kind::ValueAdded:
        text = named + " of " + path + " was added.";
        break;
    case Kind::ValueChanged:
        text = named + " of " + path + " is another one.";
        break;
    case Kind::DescriptorChanged:
        text = "The permissions of " + path + " are others.";
        break;
    }
    return {path, value, kind, text};
}

class Comparison {
  public:
    Comparison(const Backup& was, const Backup& is)
        : was_(was), is_(is), keys_were_(by_name(was.keys)), keys_are_(by_name(is.keys)) {}

    std::vector<Difference> run() {
        for (const BackupKey& key : was_.keys)
            compare_kept(key);
        for (const BackupKey& key : is_.keys)
            if (!keys_were_.contains(folded(key.path)))
                compare_added(key);
        return std::move(found_);
    }

  private:
    void compare_kept(const BackupKey& was) {
        // Not on our list: another netmend's may have held it. We do not see it now, so we cannot call it missing.
        const Owned owned(was.path);
        if (owned.ownership() == Ownership::None)
            return;
        const auto found = keys_are_.find(folded(was.path));
        if (found == keys_are_.end()) {
            found_.push_back(difference(Kind::KeyMissing, was.path));
            return;
        }
        const BackupKey& is = *found->second;
        const ValuesByName values_were = by_name(was.values), values_are = by_name(is.values);
        for (const auto& [name, value] : values_were) {
            if (!owned.value(value->name))
                continue;
            const auto now = values_are.find(name);
            if (now == values_are.end())
                found_.push_back(difference(Kind::ValueMissing, was.path, value->name));
            else if ((now->second->type != value->type || now->second->data != value->data) &&
                     !is_serial_that_rose(*value, *now->second))
                found_.push_back(difference(Kind::ValueChanged, was.path, value->name));
        }
        for (const auto& [name, value] : values_are)
            if (!values_were.contains(name) && (same_list_ || owned.ownership() == Ownership::Whole))
                found_.push_back(difference(Kind::ValueAdded, was.path, value->name));
        if (!was.descriptor.empty() && !is.descriptor.empty() && !same_descriptor(was.descriptor, is.descriptor))
            found_.push_back(difference(Kind::DescriptorChanged, was.path));
    }

    void compare_added(const BackupKey& is) {
        const std::string root = root_of(is.path);
        const bool root_was_there = keys_were_.contains(root);
        switch (ownership_of(is.path)) {
        case Ownership::Whole:
            // Neither there nor absent: the backup was made before this root was on the list, and says nothing about
            // it.
            if (!root_was_there && !was_absent(root))
                return;
            if (is_parent_in_added(is.path))
                return;
            found_.push_back(difference(Kind::KeyAdded, is.path));
            return;
        case Ownership::Values:
            if (root_was_there && same_list_)
                for (const auto& [name, value] : by_name(is.values))
                    found_.push_back(difference(Kind::ValueAdded, is.path, value->name));
            return;
        case Ownership::Each: // a connection that came later
        case Ownership::None:
            return;
        }
    }

    static std::string root_of(const std::string& path) {
        const std::string name = folded(path);
        for (const OwnedRoot& root : owned_roots()) {
            const std::string start = folded(root.path);
            if (name == start || name.starts_with(start + "\\"))
                return start;
        }
        return {};
    }

    bool was_absent(const std::string& root) const {
        return std::any_of(was_.absent_roots.begin(), was_.absent_roots.end(),
                           [&](const std::string& absent) { return folded(absent) == root; });
    }

    // A parent that is there now, was not before, and is ours whole: it stands for what is in it.
    bool is_parent_in_added(const std::string& path) const {
        const std::string parent = folded(path.substr(0, path.rfind('\\')));
        return keys_are_.contains(parent) && !keys_were_.contains(parent) && ownership_of(parent) == Ownership::Whole;
    }

    const Backup& was_;
    const Backup& is_;
    KeysByName keys_were_, keys_are_;
    bool same_list_ = was_.owned_set == is_.owned_set;
    std::vector<Difference> found_;
};

} // namespace

std::vector<Difference> differences(const Backup& was, const Backup& is) {
    return Comparison(was, is).run();
}

void leave_out(std::vector<Difference>& differences, const std::vector<std::string>& keys) {
    std::erase_if(differences, [&](const Difference& each) {
        return std::any_of(keys.begin(), keys.end(), [&](const std::string& key) {
            // The key that holds them is there for them; what stands above it is not.
            return winsock::is_at_or_below(each.path, key) ||
                   (each.kind == Difference::Kind::KeyAdded &&
                    winsock::same_text(each.path, key.substr(0, key.rfind('\\'))));
        });
    });
}

} // namespace netmend
