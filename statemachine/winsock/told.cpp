#include "statemachine/winsock/told.hpp"

#include <algorithm>
#include <map>
#include <tuple>

namespace netmend::winsock {
namespace {

constexpr std::size_t numbers_max = 10;

struct Place {
    int bits = 0;
    std::vector<std::uint32_t> entries;
};

struct Group {
    const Finding* first = nullptr;
    std::vector<Place> places; // by bitness
};

// "The 64-bit protocol catalog" and "The 32-bit …" are one sentence.
std::string without_bitness(std::string text) {
    for (const char* bits : {"The 32-bit ", "The 64-bit "})
        if (text.starts_with(bits))
            text.erase(4, 7);
    return text;
}

std::string numbers(const std::vector<std::uint32_t>& entries) {
    std::string text = entries.size() == 1 ? "entry " : "entries ";
    const std::size_t count = std::min(entries.size(), numbers_max);
    for (std::size_t i = 0; i < count; ++i)
        text += (i == 0 ? "" : i + 1 == entries.size() ? " and " : ", ") + std::to_string(entries[i]);
    return entries.size() > count ? text + " and " + std::to_string(entries.size() - count) + " more" : text;
}

std::string capital(std::string text) {
    text[0] = static_cast<char>(text[0] - 'a' + 'A');
    return text;
}

// Empty where there is nothing to add: an x86 Windows has one list, and not every finding is of entries.
std::string where(const Group& group, bool x64) {
    const std::vector<Place>& places = group.places;
    const bool entries = std::any_of(places.begin(), places.end(), [](const Place& p) { return !p.entries.empty(); });
    if (!x64 || places.front().bits == 0)
        return entries ? " " + capital(numbers(places.front().entries)) + "." : "";
    if (places.size() == 1)
        return " In the " + std::to_string(places[0].bits) + "-bit list" +
               (entries ? ", " + numbers(places[0].entries) : "") + ".";
    if (!entries)
        return " In both lists.";
    if (places[0].entries == places[1].entries)
        return " In both lists, " + numbers(places[0].entries) + ".";
    std::string text = " In both lists:";
    for (std::size_t i = 0; i < places.size(); ++i)
        text += (i ? ", " : " ") + numbers(places[i].entries) + " (" + std::to_string(places[i].bits) + " bits)";
    return text + ".";
}

bool is_of_a_list(const Finding& finding) {
    return finding.catalog == "protocol" || finding.catalog == "namespace";
}

bool is_of_programs(const Finding& finding) { // a child of each bitness said it
    return finding.catalog == "sockets";
}

// Whose numbers the sentence itself is about.
bool tells_numbers(const Finding& finding) {
    return finding.code == "malformed-entry" || finding.code == "duplicate-id" || finding.code == "id-too-high";
}

} // namespace

std::vector<Told> told_of(const Diagnosis& diagnosis) {
    std::map<std::tuple<std::string, Severity, std::string, std::string, std::string>, std::size_t> index;
    std::vector<Group> groups;
    for (const Finding& finding : diagnosis.findings) {
        const bool list = is_of_a_list(finding);
        const std::string text = list ? without_bitness(finding.text) : finding.text;
        const std::string apart = list || is_of_programs(finding) ? "" : std::to_string(finding.bits);
        const auto [at, is_new] =
            index.try_emplace({finding.code, finding.severity, text, finding.remedy, apart}, groups.size());
        if (is_new)
            groups.push_back({&finding, {}});
        std::vector<Place>& places = groups[at->second].places;
        const auto place =
            std::find_if(places.begin(), places.end(), [&](const Place& p) { return p.bits == finding.bits; });
        Place& taken = place == places.end() ? places.emplace_back(Place{finding.bits, {}}) : *place;
        if (!tells_numbers(finding))
            taken.entries.insert(taken.entries.end(), finding.entries.begin(), finding.entries.end());
    }
    std::vector<Told> out;
    for (const Group& group : groups) {
        const Finding& finding = *group.first;
        const bool list = is_of_a_list(finding);
        const bool both = list && group.places.size() == 2;
        std::string text = both ? without_bitness(finding.text) : finding.text;
        // "The 32-bit protocol catalog …" and "Programs of 32 bits …" say themselves where that is.
        const bool says = finding.text != without_bitness(finding.text) || finding.text.starts_with("Programs of ");
        if (list && (both || !says))
            text += where(group, diagnosis.x64);
        if (is_of_programs(finding) && group.places.size() == 2)
            text += " In programs of both bitnesses.";
        out.push_back({finding.code, finding.severity, std::move(text), finding.remedy,
                       finding.severity == Severity::Damage && finding.part == Part::Person});
    }
    return out;
}

} // namespace netmend::winsock
