#include "statemachine/reg_export/reg_tree.hpp"

#include <algorithm>

namespace netmend {
namespace {

constexpr std::pair<std::string_view, std::string_view> short_names[] = {
    {"HKLM", "HKEY_LOCAL_MACHINE"}, {"HKU", "HKEY_USERS"},           {"HKCU", "HKEY_CURRENT_USER"},
    {"HKCR", "HKEY_CLASSES_ROOT"},  {"HKCC", "HKEY_CURRENT_CONFIG"},
};

std::string_view long_name(std::string_view root) {
    const std::string folded = reg_folded(root);
    for (const auto& [short_name, name] : short_names)
        if (folded == short_name)
            return name;
    return root;
}

Result<void> check_depth(std::string_view path) {
    std::size_t depth = 0;
    while (!next_part(path).empty())
        if (++depth > reg_limits::depth_max)
            return fail(ErrorKind::TooLarge,
                        "the key lies more than " + std::to_string(reg_limits::depth_max) + " keys deep");
    if (depth == 0)
        return fail(ErrorKind::Corrupt, "the key has no name");
    return {};
}

} // namespace

std::string reg_folded(std::string_view name) {
    std::string out(name);
    for (char& c : out)
        if (c >= 'a' && c <= 'z')
            c = static_cast<char>(c - 'a' + 'A');
    return out;
}

std::string_view next_part(std::string_view& path) {
    const std::size_t begin = std::min(path.find_first_not_of('\\'), path.size());
    const std::size_t end = std::min(path.find('\\', begin), path.size());
    const std::string_view part = path.substr(begin, end - begin);
    path.remove_prefix(end);
    return part;
}

const RegNode* RegNode::find(std::string_view path) const {
    const RegNode* node = this;
    for (std::string_view part = next_part(path); node && !part.empty(); part = next_part(path)) {
        const auto at = node->subkeys.find(reg_folded(part));
        node = at == node->subkeys.end() ? nullptr : at->second.get();
    }
    return node;
}

RegistryKey RegNode::key() const {
    RegistryKey out;
    for (const auto& [folded, subkey] : subkeys)
        out.subkeys.push_back(subkey->name);
    std::vector<const Kept*> kept;
    for (const auto& [folded, value] : values)
        kept.push_back(&value);
    std::sort(kept.begin(), kept.end(), [](const Kept* a, const Kept* b) { return a->order < b->order; });
    for (const Kept* one : kept)
        out.values.push_back(one->value);
    return out;
}

Result<void> RegTree::key(std::string_view path) {
    if (Result<void> depth = check_depth(path); !depth)
        return depth;
    RegNode* node = &root_;
    for (std::string_view part = next_part(path); !part.empty(); part = next_part(path)) {
        const std::string_view name = node == &root_ ? long_name(part) : part;
        std::unique_ptr<RegNode>& subkey = node->subkeys[reg_folded(name)];
        if (!subkey) {
            subkey = std::make_unique<RegNode>();
            subkey->name = name;
            if (++keys_ > reg_limits::keys_max)
                return fail(ErrorKind::TooLarge,
                            "the export has more than " + std::to_string(reg_limits::keys_max) + " keys");
        }
        node = subkey.get();
    }
    node->own_line = true;
    here_ = node;
    return {};
}

Result<void> RegTree::key_deleted(std::string_view path) {
    if (Result<void> depth = check_depth(path); !depth)
        return depth;
    here_ = nullptr;
    RegNode* node = &root_;
    std::string_view part = next_part(path);
    for (;;) {
        const auto at = node->subkeys.find(reg_folded(node == &root_ ? long_name(part) : part));
        if (at == node->subkeys.end())
            return {};
        part = next_part(path);
        if (part.empty()) {
            node->subkeys.erase(at);
            return {};
        }
        node = at->second.get();
    }
}

Result<void> RegTree::value(RegistryValue value) {
    if (!here_)
        return {};
    RegNode::Kept& kept = here_->values[reg_folded(value.name)];
    if (kept.order == 0)
        kept.order = ++values_;
    if (values_ > reg_limits::values_max)
        return fail(ErrorKind::TooLarge,
                    "the export has more than " + std::to_string(reg_limits::values_max) + " values");
    kept.value = std::move(value);
    return {};
}

Result<void> RegTree::value_deleted(std::string_view name) {
    if (here_)
        here_->values.erase(reg_folded(name));
    return {};
}

} // namespace netmend
