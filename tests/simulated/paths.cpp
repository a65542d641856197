#include "tests/simulated/paths.hpp"

#include <algorithm>
#include <functional>
#include <unordered_map>
#include <vector>

#define XXH_INLINE_ALL
#include <xxhash.h>

namespace netmend::simulated {
namespace {

constexpr std::size_t paths_max = 50'000; // known; then it begins anew. Names are kept: trees have their numbers

char folded_character(char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

class Names {
  public:
    NameNumber number_of(std::string_view name) {
        const auto [at, is_new] = numbers_.try_emplace(folded(name), static_cast<NameNumber>(folded_.size()));
        if (is_new)
            folded_.push_back(&at->first);
        return at->second;
    }
    const std::string& folded_name(NameNumber number) const { return *folded_[number]; }

  private:
    std::unordered_map<std::string, NameNumber> numbers_;
    std::vector<const std::string*> folded_;
};

Names& names() {
    static Names all;
    return all;
}

struct Hash {
    using is_transparent = void;
    std::size_t operator()(std::string_view path) const { return XXH3_64bits(path.data(), path.size()); }
};

} // namespace

std::span<const Component> components(std::string_view path) {
    static std::unordered_map<std::string, std::vector<Component>, Hash, std::equal_to<>> known;
    if (const auto at = known.find(path); at != known.end())
        return at->second;
    if (known.size() >= paths_max)
        known.clear();
    auto& [spelled, parts] = *known.try_emplace(std::string(path)).first;
    for (std::string_view rest = spelled; !rest.empty();) {
        const auto end = std::min(rest.find('\\'), rest.size());
        parts.push_back({names().number_of(rest.substr(0, end)), rest.substr(0, end)});
        rest.remove_prefix(std::min(end + 1, rest.size()));
    }
    return parts;
}

bool comes_before(NameNumber a, NameNumber b) {
    return names().folded_name(a) < names().folded_name(b);
}

std::string folded(std::string_view name) {
    std::string out(name);
    std::transform(out.begin(), out.end(), out.begin(), folded_character);
    return out;
}

bool same_name(std::string_view a, std::string_view b) {
    return a.size() == b.size() && std::equal(a.begin(), a.end(), b.begin(), [](char x, char y) {
               return x == y || folded_character(x) == folded_character(y);
           });
}

bool is_at_or_below(std::string_view path, std::string_view ancestor) {
    if (path.size() < ancestor.size())
        return false;
    if (path.size() > ancestor.size() && !ancestor.empty() && path[ancestor.size()] != '\\')
        return false;
    return same_name(path.substr(0, ancestor.size()), ancestor);
}

} // namespace netmend::simulated
