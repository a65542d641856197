#include "service/decisions/processes.hpp"

#include <algorithm>

namespace netmend {
namespace {

const ProcessFacts* find(std::uint32_t id, const std::vector<ProcessFacts>& processes) {
    const auto found =
        std::find_if(processes.begin(), processes.end(), [&](const ProcessFacts& one) { return one.id == id; });
    return found == processes.end() ? nullptr : &*found;
}

// The number is the parent's, and the parent is not younger.
bool is_child(const ProcessFacts& child, const ProcessFacts& parent) {
    return child.parent == parent.id && child.id != parent.id &&
           (child.started == 0 || parent.started == 0 || child.started >= parent.started);
}

char16_t upper(char16_t c) {
    return c >= u'a' && c <= u'z' ? static_cast<char16_t>(c - u'a' + u'A') : c;
}

std::u16string upper_name(const std::u16string& variable) {
    std::u16string name = variable.substr(0, variable.find(u'=', 1)); // "=C:=C:\\dir" begins with one
    std::transform(name.begin(), name.end(), name.begin(), upper);
    return name;
}

} // namespace

std::vector<std::uint32_t> descendants_of(std::uint32_t root, const std::vector<ProcessFacts>& processes) {
    std::vector<std::uint32_t> found{root};
    for (std::size_t at = 0; at < found.size(); ++at)
        if (const ProcessFacts* parent = find(found[at], processes))
            for (const ProcessFacts& process : processes)
                if (is_child(process, *parent) && std::find(found.begin(), found.end(), process.id) == found.end())
                    found.push_back(process.id);
    found.erase(found.begin());
    return found;
}

std::vector<std::uint32_t> left_over(const std::vector<std::string>& names,
                                     const std::vector<ProcessFacts>& processes) {
    std::vector<std::uint32_t> found;
    for (const ProcessFacts& process : processes) {
        const ProcessFacts* parent = find(process.parent, processes);
        if (std::find(names.begin(), names.end(), process.name) == names.end() ||
            (parent && is_child(process, *parent)))
            continue;
        found.push_back(process.id);
        const std::vector<std::uint32_t> below = descendants_of(process.id, processes);
        found.insert(found.end(), below.begin(), below.end());
    }
    return found;
}

std::u16string complete_environment(const std::u16string& block,
                                    const std::vector<std::pair<std::u16string, std::u16string>>& needed) {
    std::vector<std::u16string> variables;
    for (std::size_t at = 0, end; at < block.size() && (end = block.find(u'\0', at)) != block.npos && end > at;
         at = end + 1)
        variables.push_back(block.substr(at, end - at));
    for (const auto& [name, value] : needed) {
        const std::u16string wanted = upper_name(name);
        const bool there = std::any_of(variables.begin(), variables.end(),
                                       [&](const std::u16string& one) { return upper_name(one) == wanted; });
        if (!there && !value.empty())
            variables.push_back(name + u'=' + value);
    }
    std::stable_sort(variables.begin(), variables.end(), [](const std::u16string& one, const std::u16string& other) {
        return upper_name(one) < upper_name(other); // as Windows wants it
    });
    std::u16string whole;
    for (const std::u16string& variable : variables)
        whole += variable + u'\0';
    return whole + u'\0';
}

} // namespace netmend
