#include "tests/simulated/tree.hpp"

#include <algorithm>
#include <utility>

#include <boost/smart_ptr/make_local_shared.hpp>

namespace netmend::simulated {

using Components = std::span<const Component>;
using NodePointer = boost::local_shared_ptr<const Tree::Node>;
using DescriptorPointer = boost::local_shared_ptr<const Bytes>;
using ValuePointer = boost::local_shared_ptr<const RegistryValue>;

struct Subkey {
    NameNumber number; // of its name
    NodePointer key;
};

struct Tree::Node {
    std::string name; // in the spelling it was created with
    DescriptorPointer descriptor;
    std::vector<ValuePointer> values; // in the order they came
    std::vector<Subkey> subkeys;      // in the order of their folded names
};

namespace {

template<class Subkeys> auto find_subkey(Subkeys& subkeys, NameNumber number) {
    return std::find_if(subkeys.begin(), subkeys.end(), [number](const Subkey& each) { return each.number == number; });
}

NodePointer child(const Tree::Node& node, NameNumber number) { // null: it has none of this name
    const auto at = find_subkey(node.subkeys, number);
    return at == node.subkeys.end() ? nullptr : at->key;
}

auto insert(std::vector<Subkey>& subkeys, Subkey made) {
    const auto at =
        std::upper_bound(subkeys.begin(), subkeys.end(), made.number,
                         [](NameNumber number, const Subkey& other) { return comes_before(number, other.number); });
    return subkeys.insert(at, std::move(made));
}

const Tree::Node* find(const Tree::Node* node, Components path) {
    for (const Component& component : path) {
        const auto at = find_subkey(node->subkeys, component.number);
        if (at == node->subkeys.end())
            return nullptr;
        node = at->key.get();
    }
    return node;
}

const Tree::Node* find(const NodePointer& root, std::string_view path) {
    return find(root.get(), components(path));
}

template<class Values> auto find_value(Values& values, std::string_view name) {
    return std::find_if(values.begin(), values.end(), [name](const auto& v) { return same_name(v->name, name); });
}

// `node` with `change` applied to the key at `path`; everything beside the path stays shared, and so do the keys on the
// path where somebody else has them, too.
template<class Change> NodePointer changed(NodePointer node, Components path, const Change& change) {
    boost::local_shared_ptr<Tree::Node> own;
    if (node.local_use_count() == 1)
        own = boost::const_pointer_cast<Tree::Node>(std::move(node));
    else
        own = boost::make_local_shared<Tree::Node>(*node);
    if (path.empty()) {
        change(*own);
        return own;
    }
    const Component& next = path.front();
    auto at = find_subkey(own->subkeys, next.number);
    if (at == own->subkeys.end()) {
        auto made = boost::make_local_shared<Tree::Node>();
        made->name = std::string(next.name);
        made->descriptor = own->descriptor;
        at = insert(own->subkeys, {next.number, std::move(made)});
    }
    at->key = changed(std::move(at->key), path.subspan(1), change);
    return own;
}

void compare(const Tree::Node* ours, const Tree::Node* theirs, const std::string& path, std::vector<std::string>& out) {
    if (ours == theirs)
        return;
    if (!ours || !theirs) {
        out.push_back(path + (ours ? ": only in the first" : ": only in the second"));
        return;
    }
    if (*ours->descriptor != *theirs->descriptor)
        out.push_back(path + ": descriptor differs");
    for (const ValuePointer& value : ours->values) {
        const auto other = find_value(theirs->values, value->name);
        if (other == theirs->values.end())
            out.push_back(path + ": value " + value->name + " only in the first");
        else if (*other != value && ((*other)->type != value->type || (*other)->data != value->data))
            out.push_back(path + ": value " + value->name + " differs");
    }
    for (const ValuePointer& value : theirs->values)
        if (find_value(ours->values, value->name) == ours->values.end())
            out.push_back(path + ": value " + value->name + " only in the second");
    for (const auto& [number, key] : ours->subkeys) {
        const NodePointer other = child(*theirs, number);
        if (other != key)
            compare(key.get(), other.get(), path + "\\" + key->name, out);
    }
    for (const auto& [number, key] : theirs->subkeys)
        if (!child(*ours, number))
            compare(nullptr, key.get(), path + "\\" + key->name, out);
}

// A key that only one of the two has, or all of it that differs; null: it is not there.
NodePointer mixed(const NodePointer& older, const NodePointer& newer, const std::function<bool()>& takes_newer) {
    if (older == newer || !(older && newer))
        return older == newer || takes_newer() ? newer : older;
    auto out = boost::make_local_shared<Tree::Node>(*older);
    if (takes_newer())
        out->descriptor = newer->descriptor;
    for (const ValuePointer& value : newer->values) {
        const auto at = find_value(out->values, value->name);
        if ((at != out->values.end() && **at == *value) || !takes_newer())
            continue;
        if (at == out->values.end())
            out->values.push_back(value);
        else
            *at = value;
    }
    std::erase_if(out->values, [&](const ValuePointer& value) {
        return find_value(newer->values, value->name) == newer->values.end() && takes_newer();
    });
    auto either = older->subkeys;
    for (const Subkey& each : newer->subkeys)
        if (!child(*older, each.number))
            insert(either, each);
    out->subkeys.clear();
    for (const auto& [number, any] : either)
        if (auto kept = mixed(child(*older, number), child(*newer, number), takes_newer))
            out->subkeys.push_back({number, std::move(kept)});
    return out;
}

void visit_values(const Tree::Node& node, const std::string& path,
                  const std::function<void(const std::string&, const RegistryValue&)>& visit) {
    for (const ValuePointer& value : node.values)
        visit(path, *value);
    for (const auto& [number, key] : node.subkeys)
        visit_values(*key, path + "\\" + key->name, visit);
}

} // namespace

void Tree::each_value(std::string_view path,
                      const std::function<void(const std::string&, const RegistryValue&)>& visit) const {
    if (const auto* node = find(root_, path))
        visit_values(*node, std::string(path), visit);
}

Tree Tree::mixture(const Tree& older, const Tree& newer, const std::function<bool()>& takes_newer) {
    return Tree(mixed(older.root_, newer.root_, takes_newer));
}

Bytes plain_descriptor() {
    const Bytes system{1, 1, 0, 0, 0, 0, 0, 5, 18, 0, 0, 0};                        // S-1-5-18
    const Bytes administrators{1, 2, 0, 0, 0, 0, 0, 5, 32, 0, 0, 0, 0x20, 2, 0, 0}; // S-1-5-32-544
    Bytes out{1, 0, 0x04, 0x80, 20, 0, 0, 0, 32, 0, 0, 0, 0, 0, 0, 0, 44, 0, 0, 0}; // owner, group, no SACL, DACL
    const auto append = [&out](const Bytes& part) { out.insert(out.end(), part.begin(), part.end()); };
    append(system);
    append(system);
    append({2, 0, 52, 0, 2, 0, 0, 0}); // an ACL of 52 bytes with two entries
    append({0, 2, 20, 0, 0, 0, 0, 0x10});
    append(system);
    append({0, 2, 24, 0, 0, 0, 0, 0x10});
    append(administrators);
    return out;
}

Tree::Tree() {
    auto root = boost::make_local_shared<Node>();
    root->descriptor = boost::make_local_shared<Bytes>(plain_descriptor());
    root_ = std::move(root);
}

std::optional<RegistryKey> Tree::read(std::string_view path) const {
    const auto* node = find(root_, path);
    if (!node)
        return std::nullopt;
    RegistryKey key;
    key.descriptor = *node->descriptor;
    key.values.reserve(node->values.size());
    for (const ValuePointer& value : node->values)
        key.values.push_back(*value);
    key.subkeys.reserve(node->subkeys.size());
    for (const Subkey& each : node->subkeys)
        key.subkeys.push_back(each.key->name);
    return key;
}

std::optional<RegistryValue> Tree::value(std::string_view path, std::string_view name) const {
    const auto* node = find(root_, path);
    if (!node)
        return std::nullopt;
    const auto at = find_value(node->values, name);
    return at == node->values.end() ? std::nullopt : std::optional(**at);
}

Tree Tree::below(std::string_view path) const {
    auto key = root_;
    for (const Component& component : components(path))
        if ((key = child(*key, component.number)) == nullptr)
            return {};
    return Tree(std::move(key));
}

bool Tree::has(std::string_view path) const {
    return find(root_, path) != nullptr;
}

void Tree::create(std::string_view path, const Bytes& descriptor) {
    const auto* there = find(root_, path);
    if (there && (descriptor.empty() || *there->descriptor == descriptor))
        return;
    root_ = changed(std::move(root_), components(path), [&](Node& node) {
        if (!descriptor.empty())
            node.descriptor = boost::make_local_shared<Bytes>(descriptor);
    });
}

void Tree::set(std::string_view path, const RegistryValue& value) {
    root_ = changed(std::move(root_), components(path), [&](Node& node) {
        const auto at = find_value(node.values, value.name);
        if (at == node.values.end())
            node.values.push_back(boost::make_local_shared<RegistryValue>(value));
        else // Windows keeps the place and the spelling of a value that is written again
            *at = boost::make_local_shared<RegistryValue>(RegistryValue{(*at)->name, value.type, value.data});
    });
}

void Tree::erase_value(std::string_view path, std::string_view name) {
    if (!value(path, name))
        return;
    root_ = changed(std::move(root_), components(path),
                    [&](Node& node) { node.values.erase(find_value(node.values, name)); });
}

void Tree::erase_tree(std::string_view path) {
    if (path.empty() || !has(path))
        return;
    const Components whole = components(path);
    root_ = changed(std::move(root_), whole.first(whole.size() - 1),
                    [&](Node& node) { node.subkeys.erase(find_subkey(node.subkeys, whole.back().number)); });
}

void Tree::replace_by(const Tree& other, std::string_view path) {
    const auto* theirs = find(other.root_, path);
    if (!theirs)
        return erase_tree(path);
    root_ = changed(std::move(root_), components(path), [&](Node& node) { node = *theirs; });
}

std::vector<std::string> Tree::differences(const Tree& other, std::string_view path) const {
    std::vector<std::string> out;
    compare(find(root_, path), find(other.root_, path), std::string(path), out);
    return out;
}

} // namespace netmend::simulated
