#include "statemachine/winsock/list_findings.hpp"

namespace netmend::winsock {
namespace {

std::uint64_t first_missing(const std::vector<std::uint64_t>& numbers) {
    std::uint64_t expected = 1;
    for (std::uint64_t number : numbers) {
        if (number != expected)
            break;
        ++expected;
    }
    return expected;
}

bool judge_numbers(Look& look, const ListFacts& list, const std::string& name) {
    const std::uint64_t size = list.numbers.size(), highest = list.numbers.back();
    const bool gap = highest != size;
    if (gap)
        look.add(Severity::Damage, "numbering-gap", list.catalog, list.bits,
                 name + " has a gap: entry number " + std::to_string(first_missing(list.numbers)) +
                     " is missing, and Windows stops reading there.");
    if (!list.count) {
        look.add(Severity::Damage, "count-missing", list.catalog, list.bits,
                 name + " does not say how many entries it has (Num_Catalog_Entries); Winsock answers 10107 to that.");
        return true;
    }
    // With a gap either number is what one expects, and the gap has been told.
    const bool differs = *list.count != size && !(gap && *list.count == highest);
    if (differs)
        look.add(Severity::Damage, "count-differs", list.catalog, list.bits,
                 name + " says that it has " + std::to_string(*list.count) + " entries, and has " +
                     std::to_string(size) + ".");
    return gap || differs;
}

bool judge_malformed(Look& look, const ListFacts& list, const std::string& name) {
    std::vector<std::uint32_t> numbers;
    std::string first, stray_name;
    std::size_t stray = 0;
    for (const Malformed& entry : *list.malformed) {
        if (entry.number == 0) {
            if (!stray++)
                stray_name = shown(entry.key_name);
            continue;
        }
        numbers.push_back(static_cast<std::uint32_t>(entry.number));
        if (first.empty())
            first = "in " + entry.key_name + ", " + entry.text;
    }
    if (stray)
        look.add(Severity::Note, "stray-key", list.catalog, list.bits,
                 name + " holds " + std::to_string(stray) + " keys that are no entries; Windows never looks at \"" +
                     stray_name + "\".");
    if (numbers.empty())
        return false;
    look.add(Severity::Damage, "malformed-entry", list.catalog, list.bits,
             name + " has entries that cannot be read (number " + shown(numbers) + "): " + first + ".")
        .entries = numbers;
    return true;
}

} // namespace

bool judge_list(Look& look, const ListFacts& list) {
    const std::string name = look.name_of_list(list.catalog, list.bits);
    if (!list.present) {
        look.add(Severity::Damage, "catalog-missing", list.catalog, list.bits, name + " is missing.");
        return false;
    }
    const bool blank = list.numbers.empty();
    bool torn = blank;
    if (blank)
        look.add(Severity::Damage, "catalog-blank", list.catalog, list.bits,
                 name + " is blank: it has no entry, so no program finds a provider in it.");
    else
        torn = judge_numbers(look, list, name);
    torn = judge_malformed(look, list, name) || torn;
    // Healthy machines have such a key lying about, so alone it says nothing: whether anybody waits for it, sockets
    // tell. Together with a torn list it is one whose writer died.
    if (list.writer_marker)
        look.add(torn ? Severity::Damage : Severity::Note, "writer-marker", list.catalog, list.bits,
                 torn ? name + " was left half-written: the program that was changing it did not finish. Others wait "
                               "for it up to three minutes and then fail."
                      : name + " is marked as being changed. Healthy machines have such a mark, too; it counts only "
                               "where programs wait for it.");
    return !blank;
}

} // namespace netmend::winsock
