#include "control/explaining.hpp"

#include <algorithm>
#include <iterator>

#include "statemachine/base/nearest.hpp"
#include "statemachine/base/text.hpp"
#include "statemachine/winsock/codes.hpp"
#include "statemachine/winsock/symptoms.hpp"

namespace netmend::control {
namespace {

using winsock::code_rows;
using winsock::CodeRow;
using winsock::Severity;

struct Explanation {
    std::string_view code, cause, person;
};

constexpr Explanation explanations[] = {
#define EXPLAIN(code, cause, person) {code, cause, person},
#include "control/explanations.inc"
#undef EXPLAIN
};

// Each code has its line, in the order of the list.
constexpr bool complete() {
    if (std::size(explanations) != std::size(code_rows))
        return false;
    for (std::size_t i = 0; i < std::size(code_rows); ++i)
        if (explanations[i].code != code_rows[i].code)
            return false;
    return true;
}
static_assert(complete(), "control/explanations.inc and the list of codes differ");

std::string weights_of(const CodeRow& row) {
    const std::string gravest(name_of(row.gravest)), mildest(name_of(row.mildest));
    return gravest == mildest ? gravest : gravest + " to " + mildest;
}

std::string deed_of(const CodeRow& row) {
    if (row.part == winsock::Part::Person)
        return row.gravest == Severity::Damage ? "Nothing by itself. Where it is damage it says what a person does."
                                               : "Nothing by itself: it says what a person does.";
    if (row.gravest == Severity::Damage && row.mildest == Severity::Damage)
        return "netmend repairs it; `netmend plan` says how.";
    if (row.gravest == Severity::Damage)
        return "Where it is damage netmend repairs it (`netmend plan` says how), else it only tells of it.";
    return "Nothing by itself: it tells of it.";
}

Outcome of_number(const std::string& word) {
    const winsock::Symptom* symptom = nullptr;
    if (word.size() <= 6 && !word.empty() &&
        std::all_of(word.begin(), word.end(), [](char c) { return c >= '0' && c <= '9'; }))
        symptom = winsock::symptom_of(static_cast<std::uint32_t>(std::stoul(word)));
    if (!symptom)
        return {exit_bad_usage, {}};
    Outcome outcome;
    outcome.lines = {winsock::shown_code(symptom->code) + "."};
    if (symptom->code == 10106)
        outcome.lines.push_back(
            "Where the catalog is sound and only one program gets it, that program's environment "
            "usually lacks the variable SystemRoot. Start it with SystemRoot set (normally "
            "C:\\Windows). Where every program gets it, `netmend diagnose` says which provider fails.");
    else
        outcome.lines.push_back(symptom->blame == winsock::Blame::Others
                                    ? "That is mostly a firewall or a want of memory, not the stack."
                                : symptom->blame == winsock::Blame::Absent
                                    ? "That can be quite normal: this computer does not have such sockets."
                                    : "`netmend diagnose` says what of the stack is broken.");
    outcome.data = {{"code", word}, {"name", symptom->name}, {"meaning", symptom->sentence}};
    return outcome;
}

} // namespace

std::vector<std::string> explainable_codes() {
    std::vector<std::string> all;
    for (const CodeRow& row : code_rows)
        all.emplace_back(row.code);
    return all;
}

Outcome explanation_of(const std::string& code) {
    const std::size_t number = winsock::number_of_code(winsock::lower(code));
    if (number == std::size(code_rows)) {
        Outcome outcome = of_number(code);
        if (outcome.code != exit_bad_usage)
            return outcome;
        const std::string near = did_you_mean("netmend explain", code, explainable_codes());
        outcome.lines = {near.empty()
                             ? "There is no such code; `netmend diagnose --json` prints the codes of what it finds, "
                               "and control/README.md lists all."
                             : near};
        return outcome;
    }
    const CodeRow& row = code_rows[number];
    const Explanation& more = explanations[number];
    Outcome outcome;
    outcome.lines = {std::string(row.code) + " (" + weights_of(row) + "): " + std::string(row.meaning) + ".",
                     "How it comes about: " + std::string(more.cause), "What netmend does: " + deed_of(row),
                     "What you can do: " + std::string(more.person)};
    outcome.data = {{"code", row.code},
                    {"gravest", name_of(row.gravest)},
                    {"mildest", name_of(row.mildest)},
                    {"meaning", row.meaning},
                    {"cause", more.cause},
                    {"netmend", deed_of(row)},
                    {"person", more.person}};
    return outcome;
}

std::string codes_as_markdown() {
    std::string text =
        "| code | weight | meaning | how it comes about | what a person can do |\n|---|---|---|---|---|\n";
    for (std::size_t i = 0; i < std::size(code_rows); ++i)
        text += "| `" + std::string(code_rows[i].code) + "` | " + weights_of(code_rows[i]) + " | " +
                std::string(code_rows[i].meaning) + " | " + std::string(explanations[i].cause) + " | " +
                std::string(explanations[i].person) + " |\n";
    return text;
}

} // namespace netmend::control
