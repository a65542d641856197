// One image of HKEY_LOCAL_MACHINE as a plain value. Copying it is cheap (copies share what is equal), so the lazy
// and the durable image of a simulated registry, and "as found" in a story, are simply kept. Names compare without
// regard to ASCII case; subkeys are enumerated in the order of their names and values in the order they came, as
// Windows does.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <boost/smart_ptr/local_shared_ptr.hpp>

#include "statemachine/base/ports.hpp"
#include "tests/simulated/paths.hpp"

namespace netmend::simulated {

class Tree {
  public:
    Tree();

    std::optional<RegistryKey> read(std::string_view path) const;
    std::optional<RegistryValue> value(std::string_view path, std::string_view name) const;
    bool has(std::string_view path) const;
    Tree below(std::string_view path) const; // that key as the root of a tree of its own; a blank one: not there

    // A new key gets its parent's descriptor, unless one is given.
    void create(std::string_view path, const Bytes& descriptor = {});
    void set(std::string_view path, const RegistryValue& value); // creates the key where it is missing
    void erase_value(std::string_view path, std::string_view name);
    void erase_tree(std::string_view path);
    void replace_by(const Tree& other, std::string_view path); // this subtree as it is there, or gone as it is there

    bool same_image_as(const Tree& other) const { return root_ == other.root_; } // no change between the two copies
    const void* image() const { return root_.get(); } // another one after each change, while a copy is held
    // One line for each difference at and below `path`: "…\Parameters: value Num changed". Empty: equal.
    std::vector<std::string> differences(const Tree& other, std::string_view path) const;

    // Every value at and below `path`.
    void each_value(std::string_view path,
                    const std::function<void(const std::string& path, const RegistryValue&)>& visit) const;
    // Of what differs, every value and every key as it is in the one or in the other.
    static Tree mixture(const Tree& older, const Tree& newer, const std::function<bool()>& takes_newer);

    struct Node;

  private:
    explicit Tree(boost::local_shared_ptr<const Node> root) : root_(std::move(root)) {}

    boost::local_shared_ptr<const Node> root_; // of one thread
};

// Self-relative: SYSTEM owns it, SYSTEM and Administrators may do everything. What the root of a new tree has.
Bytes plain_descriptor();

} // namespace netmend::simulated
