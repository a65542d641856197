#include "tests/simulated/tree.hpp"

#include <algorithm>
#include <map>
#include <utility>

namespace netmend::simulated {

using NodePointer = std::shared_ptr<const Tree::Node>;

namespace {

char folded_character(char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

bool same_character(char a, char b) {
    return a == b || folded_character(a) == folded_character(b);
}

bool same_name(std::string_view a, std::string_view b) {
    return a.size() == b.size() && std::equal(a.begin(), a.end(), b.begin(), same_character);
}

struct ByName { // as folded names compare, without making them
    using is_transparent = void;
    bool operator()(std::string_view a, std::string_view b) const {
        const auto [x, y] = std::mismatch(a.begin(), a.end(), b.begin(), b.end(), same_character);
        if (x == a.end() || y == b.end())
            return y != b.end();
        return static_cast<unsigned char>(folded_character(*x)) < static_cast<unsigned char>(folded_character(*y));
    }
};

} // namespace

struct Tree::Node {
    std::string name; // in the spelling it was created with
    Bytes descriptor;
    std::vector<RegistryValue> values;
    std::map<std::string, NodePointer, ByName> subkeys;
};

namespace {

std::pair<std::string_view, std::string_view> split(std::string_view path) {
    const auto at = path.find('\\');
    if (at == std::string_view::npos)
        return {path, {}};
    return {path.substr(0, at), path.substr(at + 1)};
}

const Tree::Node* find(const Tree::Node* node, std::string_view path) {
    while (node && !path.empty()) {
        const auto [head, rest] = split(path);
        const auto at = node->subkeys.find(head);
        node = at == node->subkeys.end() ? nullptr : at->second.get();
        path = rest;
    }
    return node;
}

template<class Values> auto find_value(Values& values, std::string_view name) {
    return std::find_if(values.begin(), values.end(), [name](const auto& v) { return same_name(v.name, name); });
}

// `node` with `change` applied to the key at `path`; everything beside the path stays shared, and so do the keys on the
// path where somebody else has them, too.
template<class Change> NodePointer changed(NodePointer node, std::string_view path, const Change& change) {
    std::shared_ptr<Tree::Node> own;
    if (node.use_count() == 1)
        own = std::const_pointer_cast<Tree::Node>(std::move(node));
    else
        own = std::make_shared<Tree::Node>(*node);
    if (path.empty()) {
        change(*own);
        return own;
    }
    const auto [head, rest] = split(path);
    auto at = own->subkeys.find(head);
    if (at == own->subkeys.end()) {
        auto made = std::make_shared<Tree::Node>();
        made->name = std::string(head);
        made->descriptor = own->descriptor;
        at = own->subkeys.emplace(made->name, std::move(made)).first;
    }
    at->second = changed(std::move(at->second), rest, change);
    return own;
}

void compare(const Tree::Node* ours, const Tree::Node* theirs, const std::string& path, std::vector<std::string>& out) {
    if (ours == theirs)
        return;
    if (!ours || !theirs) {
        out.push_back(path + (ours ? ": only in the first" : ": only in the second"));
        return;
    }
    if (ours->descriptor != theirs->descriptor)
        out.push_back(path + ": descriptor differs");
    for (const auto& value : ours->values) {
        const auto other = find_value(theirs->values, value.name);
        if (other == theirs->values.end())
            out.push_back(path + ": value " + value.name + " only in the first");
        else if (other->type != value.type || other->data != value.data)
            out.push_back(path + ": value " + value.name + " differs");
    }
    for (const auto& value : theirs->values)
        if (find_value(ours->values, value.name) == ours->values.end())
            out.push_back(path + ": value " + value.name + " only in the second");
    for (const auto& [key, child] : ours->subkeys) {
        const auto other = theirs->subkeys.find(key);
        compare(child.get(), other == theirs->subkeys.end() ? nullptr : other->second.get(), path + "\\" + child->name,
                out);
    }
    for (const auto& [key, child] : theirs->subkeys)
        if (!ours->subkeys.count(key))
            compare(nullptr, child.get(), path + "\\" + child->name, out);
}

// A key that only one of the two has, or all of it that differs; null: it is not there.
NodePointer mixed(const NodePointer& older, const NodePointer& newer, const std::function<bool()>& takes_newer) {
    if (older == newer || !(older && newer))
        return older == newer || takes_newer() ? newer : older;
    auto out = std::make_shared<Tree::Node>(*older);
    if (takes_newer())
        out->descriptor = newer->descriptor;
    for (const auto& value : newer->values) {
        const auto at = find_value(out->values, value.name);
        if ((at != out->values.end() && *at == value) || !takes_newer())
            continue;
        if (at == out->values.end())
            out->values.push_back(value);
        else
            *at = value;
    }
    std::erase_if(out->values, [&](const auto& value) {
        return find_value(newer->values, value.name) == newer->values.end() && takes_newer();
    });
    auto names = older->subkeys;
    names.insert(newer->subkeys.begin(), newer->subkeys.end());
    for (const auto& [name, any] : names) {
        const auto was = older->subkeys.find(name), is = newer->subkeys.find(name);
        const auto child = mixed(was == older->subkeys.end() ? nullptr : was->second,
                                 is == newer->subkeys.end() ? nullptr : is->second, takes_newer);
        if (child)
            out->subkeys[name] = child;
        else
            out->subkeys.erase(name);
    }
    return out;
}

void visit_values(const Tree::Node& node, const std::string& path,
                  const std::function<void(const std::string&, const RegistryValue&)>& visit) {
    for (const auto& value : node.values)
        visit(path, value);
    for (const auto& [name, child] : node.subkeys)
        visit_values(*child, path + "\\" + child->name, visit);
}

} // namespace

void Tree::each_value(std::string_view path,
                      const std::function<void(const std::string&, const RegistryValue&)>& visit) const {
    if (const auto* node = find(root_.get(), path))
        visit_values(*node, std::string(path), visit);
}

Tree Tree::mixture(const Tree& older, const Tree& newer, const std::function<bool()>& takes_newer) {
    Tree out;
    out.root_ = mixed(older.root_, newer.root_, takes_newer);
    return out;
}

std::string folded(std::string_view name) {
    std::string out(name);
    for (char& c : out)
        if (c >= 'A' && c <= 'Z')
            c = static_cast<char>(c - 'A' + 'a');
    return out;
}

bool is_at_or_below(std::string_view path, std::string_view ancestor) {
    if (path.size() < ancestor.size())
        return false;
    if (path.size() > ancestor.size() && !ancestor.empty() && path[ancestor.size()] != '\\')
        return false;
    return folded(path.substr(0, ancestor.size())) == folded(ancestor);
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
    auto root = std::make_shared<Node>();
    root->descriptor = plain_descriptor();
    root_ = std::move(root);
}

std::optional<RegistryKey> Tree::read(std::string_view path) const {
    const auto* node = find(root_.get(), path);
    if (!node)
        return std::nullopt;
    RegistryKey key;
    key.descriptor = node->descriptor;
    key.values = node->values;
    for (const auto& [name, child] : node->subkeys)
        key.subkeys.push_back(child->name);
    return key;
}

std::optional<RegistryValue> Tree::value(std::string_view path, std::string_view name) const {
    const auto* node = find(root_.get(), path);
    if (!node)
        return std::nullopt;
    const auto at = find_value(node->values, name);
    return at == node->values.end() ? std::nullopt : std::optional(*at);
}

bool Tree::has(std::string_view path) const {
    return find(root_.get(), path) != nullptr;
}

void Tree::create(std::string_view path, const Bytes& descriptor) {
    const auto* there = find(root_.get(), path);
    if (there && (descriptor.empty() || there->descriptor == descriptor))
        return;
    root_ = changed(std::move(root_), path, [&](Node& node) {
        if (!descriptor.empty())
            node.descriptor = descriptor;
    });
}

void Tree::set(std::string_view path, const RegistryValue& value) {
    root_ = changed(std::move(root_), path, [&](Node& node) {
        const auto at = find_value(node.values, value.name);
        if (at == node.values.end()) {
            node.values.push_back(value);
        } else { // Windows keeps the place and the spelling of a value that is written again
            at->type = value.type;
            at->data = value.data;
        }
    });
}

void Tree::erase_value(std::string_view path, std::string_view name) {
    if (!value(path, name))
        return;
    root_ = changed(std::move(root_), path, [&](Node& node) { node.values.erase(find_value(node.values, name)); });
}

void Tree::erase_tree(std::string_view path) {
    if (path.empty() || !has(path))
        return;
    const auto at = path.rfind('\\');
    const auto parent = at == std::string_view::npos ? std::string_view{} : path.substr(0, at);
    const auto leaf = at == std::string_view::npos ? path : path.substr(at + 1);
    root_ = changed(std::move(root_), parent, [&](Node& node) {
        if (const auto key = node.subkeys.find(leaf); key != node.subkeys.end())
            node.subkeys.erase(key);
    });
}

void Tree::replace_by(const Tree& other, std::string_view path) {
    const auto* theirs = find(other.root_.get(), path);
    if (!theirs)
        return erase_tree(path);
    root_ = changed(std::move(root_), path, [&](Node& node) { node = *theirs; });
}

std::vector<std::string> Tree::differences(const Tree& other, std::string_view path) const {
    std::vector<std::string> out;
    compare(find(root_.get(), path), find(other.root_.get(), path), std::string(path), out);
    return out;
}

} // namespace netmend::simulated
