#include "statemachine/winsock/codes.hpp"

#include <algorithm>
#include <iterator>

namespace netmend::winsock {
Part part_of(const CodeRow& row, std::string_view catalog) {
    const bool names = catalog == "namespace";
    if (row.part == Part::ItsCatalog)
        return names ? Part::NameSpaceCatalog : Part::ProtocolCatalog;
    if (row.part == Part::ItsList)
        return names ? Part::NameSpaces : Part::Protocols;
    return row.part;
}

Finding make_finding(Severity severity, Code code, const char* catalog, int bits, std::string text) {
    Finding finding;
    finding.code = code.row().code;
    finding.severity = severity;
    finding.catalog = catalog;
    finding.bits = bits;
    finding.text = std::move(text);
    finding.part = part_of(code.row(), finding.catalog);
    const bool running = finding.catalog == "driver" || finding.catalog == "service" || finding.catalog == "sockets" ||
                         finding.catalog == "network";
    if (severity == Severity::Damage && finding.part == Part::Person)
        finding.remedy = code.row().person;
    else if (severity == Severity::Damage)
        finding.remedy = running ? "netmend repairs the stack; the plan names the procedure."
                                 : "netmend repairs the catalog; the plan names the procedure.";
    else
        finding.remedy = code.row().advice;
    return finding;
}

void leave_to_a_person(Finding& finding) {
    const std::size_t number = number_of_code(finding.code);
    if (number == std::size(code_rows) || finding.severity != Severity::Damage)
        return;
    finding.part = Part::Person;
    finding.remedy = code_rows[number].person;
}

std::string what_a_person_does(const Finding& finding) {
    if (finding.part == Part::Person)
        return finding.remedy;
    const std::size_t number = number_of_code(finding.code);
    // Where the part depends on what was found, the sentence is for what was left to a person there.
    const bool of_all = number < std::size(code_rows) && code_rows[number].part != Part::ItsList;
    return std::string(of_all ? code_rows[number].person : std::string_view());
}

std::string all_left_to_a_person(const Diagnosis& diagnosis) {
    std::vector<std::string> all;
    for (const Finding& finding : diagnosis.findings) {
        if (finding.severity != Severity::Damage)
            continue;
        if (finding.part != Part::Person)
            return {};
        if (std::find(all.begin(), all.end(), finding.remedy) == all.end())
            all.push_back(finding.remedy);
    }
    std::string text;
    for (const std::string& one : all)
        text += (text.empty() ? "" : " ") + one;
    return text;
}

} // namespace netmend::winsock
