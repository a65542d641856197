#include "statemachine/reg_export/reg_sets.hpp"

#include "statemachine/base/text.hpp"

namespace netmend {
namespace {

constexpr std::string_view current_name = "CURRENTCONTROLSET", numbered_name = "CONTROLSET";
constexpr std::string_view local_machine = "HKEY_LOCAL_MACHINE";
constexpr int no_number = -1;

struct Hive {
    std::string path; // with its last backslash; empty for the root
    const RegNode* node = nullptr;
};

// A hive usually lies two keys deep, HKEY_LOCAL_MACHINE\SYSTEM. Tools that read hive files leave out the beginning.
std::vector<Hive> possible_hives(const RegNode& root) {
    std::vector<Hive> hives{{"", &root}};
    for (const auto& [folded, top] : root.subkeys) {
        hives.push_back({top->name + "\\", top.get()});
        for (const auto& [below, key] : top->subkeys)
            hives.push_back({top->name + "\\" + key->name + "\\", key.get()});
    }
    return hives;
}

bool is_usual(const Hive& hive, std::string_view name) {
    return winsock::same_text(hive.path, std::string(local_machine) + "\\" + std::string(name) + "\\");
}

int number_of(std::string_view folded) {
    if (folded.size() != numbered_name.size() + 3 || folded.substr(0, numbered_name.size()) != numbered_name)
        return no_number;
    int number = 0;
    for (const char c : folded.substr(numbered_name.size())) {
        if (c < '0' || c > '9')
            return no_number;
        number = number * 10 + (c - '0');
    }
    return number;
}

int selected_in(const RegNode& hive) {
    const RegNode* select = hive.find("Select");
    if (!select)
        return no_number;
    const std::optional<std::uint32_t> current = winsock::dword_of(select->key(), "Current");
    return current && *current < 1000 ? static_cast<int>(*current) : no_number;
}

void add_sets(const Hive& hive, std::vector<RegSet>& sets) {
    const int selected = selected_in(*hive.node);
    const auto add = [&](const RegNode& node, int rank) {
        sets.push_back({hive.path + node.name, hive.node, &node, is_usual(hive, "SYSTEM"), rank});
    };
    if (const auto current = hive.node->subkeys.find(current_name); current != hive.node->subkeys.end())
        add(*current->second, 1);
    for (auto at = hive.node->subkeys.lower_bound(numbered_name);
         at != hive.node->subkeys.end() && at->first.substr(0, numbered_name.size()) == numbered_name; ++at)
        if (const int number = number_of(at->first); number != no_number)
            add(*at->second, number == selected ? 0 : 2 + number);
}

} // namespace

bool RegSet::has_winsock2() const {
    return node->find("Services\\WinSock2") != nullptr;
}

std::vector<RegSet> control_sets(const RegNode& root) {
    std::vector<RegSet> sets;
    for (const Hive& hive : possible_hives(root))
        add_sets(hive, sets);
    return sets;
}

const RegSet* chosen_set(const std::vector<RegSet>& sets) {
    const RegSet* chosen = nullptr;
    for (std::size_t i = 0; i < sets.size();) {
        const RegSet* best = &sets[i];
        for (++i; i < sets.size() && sets[i].hive == best->hive; ++i)
            if (sets[i].rank < best->rank)
                best = &sets[i];
        const auto worth = [](const RegSet& set) { return 2 * set.has_winsock2() + set.usual; };
        if (!chosen || worth(*best) > worth(*chosen))
            chosen = best;
    }
    return chosen;
}

const RegNode* find_software(const RegNode& root) {
    const RegNode* found = nullptr;
    for (const Hive& hive : possible_hives(root)) {
        if (!hive.node->find("Microsoft\\Windows NT\\CurrentVersion"))
            continue;
        if (is_usual(hive, "SOFTWARE"))
            return hive.node;
        found = found ? found : hive.node;
    }
    return found;
}

} // namespace netmend
