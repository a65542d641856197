#include "statemachine/base/nearest.hpp"

#include <algorithm>

#include "statemachine/base/text.hpp"

namespace netmend {
namespace {

constexpr std::size_t word_bytes_max = 40; // no word of ours is as long

// The distance of Damerau and Levenshtein, of neighbours that changed places once.
std::size_t distance(std::string_view a, std::string_view b) {
    std::vector<std::vector<std::size_t>> rows(a.size() + 1, std::vector<std::size_t>(b.size() + 1));
    for (std::size_t i = 0; i <= a.size(); ++i)
        for (std::size_t j = 0; j <= b.size(); ++j) {
            if (i == 0 || j == 0) {
                rows[i][j] = i + j;
                continue;
            }
            rows[i][j] =
                std::min({rows[i - 1][j] + 1, rows[i][j - 1] + 1, rows[i - 1][j - 1] + (a[i - 1] != b[j - 1])});
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                rows[i][j] = std::min(rows[i][j], rows[i - 2][j - 2] + 1);
        }
    return rows[a.size()][b.size()];
}

} // namespace

std::string nearest_word(std::string_view typed, const std::vector<std::string>& words) {
    const std::string small = winsock::lower(typed.substr(0, word_bytes_max + 1));
    std::string best;
    std::size_t best_distance = word_bytes_max;
    for (const std::string& word : words)
        if (const std::size_t far = distance(small, winsock::lower(word)); far < best_distance) {
            best_distance = far;
            best = word;
        }
    const std::size_t allowed = std::max<std::size_t>(1, best.size() / 3);
    return small.size() <= word_bytes_max && best_distance <= allowed ? best : std::string();
}

std::string did_you_mean(std::string_view program, std::string_view typed, const std::vector<std::string>& words) {
    const std::string best = nearest_word(typed, words);
    if (best.empty())
        return {};
    return std::string(program) + " does not know \"" + winsock::printable(typed, word_bytes_max) +
           "\". Did you mean " + best + "?";
}

} // namespace netmend
