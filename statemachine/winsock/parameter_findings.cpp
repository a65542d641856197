// Faults of the values directly below Parameters. Two of them name DLLs that are loaded into every program which uses
// Winsock, and nobody looks there: a known way in for malware.
#include "statemachine/base/text.hpp"
#include "statemachine/winsock/look.hpp"

namespace netmend::winsock {
namespace {

constexpr const char* parameters_in_regedit =
    "HKEY_LOCAL_MACHINE\\SYSTEM\\CurrentControlSet\\Services\\WinSock2\\Parameters";

std::string normal_of(const ParameterRow& row) {
    return row.is_dll ? std::string("%SystemRoot%\\System32\\") + row.normal : row.normal;
}

void set_back(Finding& finding, const ParameterRow& row) {
    finding.remedy = std::string(row.is_dll ? "Scan for malware. Then" : "Export the key first. Then") +
                     " set it back in regedit: below " + parameters_in_regedit + ", the value " + row.value +
                     " is normally " + normal_of(row) + ".";
}

// Windows until 8 writes the autodial DLL without a folder, 8.1 and later with it; which one wrote an export that does
// not tell its Windows is a guess.
bool may_be_bare(const Look& look, const ParameterRow& row) {
    return row.parameter == Parameter::AutodialDll && (look.guessed() || generation_of(look.identity()) < windows_8_1);
}

bool is_own_dll(const Look& look, const ParameterRow& row, const std::string& path) {
    if (file_of(path) != row.normal)
        return false;
    const PathKind kind = kind_of_path(path, look.system_folder(/*bits=*/0));
    return kind == PathKind::System || (kind == PathKind::Bare && may_be_bare(look, row));
}

void judge_dll(Look& look, const ParameterRow& row, const std::string& path) {
    if (is_own_dll(look, row, path))
        return;
    const char* who = row.parameter == Parameter::AutodialDll ? "every program that uses Winsock"
                                                              : "every program that looks up names";
    Finding& finding = look.add(Severity::Suspicious, "parameter-dll-changed", "parameters", 0,
                                std::string("The value ") + row.value + " names " + shown(path) + ", which " + who +
                                    " loads; Windows' own is " + row.normal + " in the system folder.");
    finding.dll = shown(path);
    set_back(finding, row);
}

void judge_value(Look& look, const ParameterRow& row, const ParameterValue& value) {
    if (!value.present)
        return;
    if (value.malformed)
        return set_back(look.add(Severity::Suspicious, "parameter-malformed", "parameters", 0,
                                 std::string("The value ") + row.value +
                                     " below WinSock2\\Parameters is none that "
                                     "Windows writes: " +
                                     value.fault + "."),
                        row);
    if (row.is_dll)
        return judge_dll(look, row, value.text);
    if (same_text(value.text, row.normal))
        return;
    set_back(look.add(Severity::Suspicious, "parameter-changed", "parameters", 0,
                      std::string("The value ") + row.value + " says \"" + shown(value.text) + "\"; Windows writes \"" +
                          row.normal + "\" there."),
             row);
}

} // namespace

void judge_parameters(Look& look) {
    for (std::size_t i = 0; i < parameter_rows.size(); ++i)
        judge_value(look, parameter_rows[i], look.catalogs().parameters[i]);
}

} // namespace netmend::winsock
