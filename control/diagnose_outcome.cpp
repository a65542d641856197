// What `diagnose` says in the end, the same of this Windows and of an export: findings, the way of a call, advice.
#include "control/chain_table.hpp"
#include "control/looking.hpp"
#include "statemachine/base/text.hpp"
#include "statemachine/reg_export/file_form.hpp"
#include "statemachine/reg_export/reg_diagnosis.hpp"

namespace netmend::control {
namespace {

constexpr std::size_t name_bytes_max = 300;
constexpr const char* how_to_export =
    "Wanted is an export of the key HKEY_LOCAL_MACHINE\\SYSTEM\\CurrentControlSet\\Services\\WinSock2. On that "
    "computer "
    "type `reg export HKLM\\SYSTEM\\CurrentControlSet\\Services\\WinSock2 winsock2.reg`, or mark that key in regedit "
    "and choose File, Export, \"Selected branch\", and look at that file.";

int code_of(winsock::Verdict verdict) {
    switch (verdict) {
    case winsock::Verdict::Healthy:
        return diagnose_healthy;
    case winsock::Verdict::Damaged:
        return diagnose_damaged;
    case winsock::Verdict::Suspicious:
        return diagnose_suspicious;
    case winsock::Verdict::CouldNotLook:
        break;
    }
    return diagnose_unseen;
}

std::string advice(const Look& look) {
    if (look.diagnosis.verdict == winsock::Verdict::Damaged) {
        for (const winsock::Finding& finding : look.diagnosis.findings)
            if (finding.code == "restart-first")
                return finding.remedy;
        if (look.of_export)
            return "Type `netmend plan` on that computer to see what a repair would do there.";
        return look.plan.ladder.empty() ? look.plan.refusal
                                        : "Type `netmend plan` to see what a repair would do, `netmend start` to "
                                          "begin it.";
    }
    if (look.diagnosis.verdict == winsock::Verdict::CouldNotLook)
        return look.of_export ? how_to_export : "What could not be looked at is said above.";
    if (look.of_export)
        return look.diagnosis.verdict == winsock::Verdict::Healthy
                   ? "What this export shows needs no repair."
                   : "Whether a repair is needed depends on what was not looked at, above.";
    for (const winsock::Finding& finding : look.diagnosis.findings)
        if (finding.severity == winsock::Severity::Suspicious && finding.part == winsock::Part::Person)
            return "No repair of netmend mends this; what a person does is said above.";
    return "No repair is needed.";
}

void append(std::vector<std::string>& lines, const std::vector<std::string>& more) {
    lines.insert(lines.end(), more.begin(), more.end());
}

} // namespace

Outcome outcome_of(const Look& look, bool verbose) {
    Outcome outcome{code_of(look.diagnosis.verdict), lines_of(look), json_of(look.diagnosis)};
    append(outcome.lines, chain_table(look.catalogs));
    if (verbose) {
        append(outcome.lines, entry_table(look.catalogs));
        outcome.data["entries"] = entries_json(look.catalogs);
    }
    outcome.lines.push_back(advice(look));
    outcome.data["windows"] = look.windows;
    if (look.of_export)
        outcome.data["control_set"] = look.control_set;
    return outcome;
}

Outcome unseen(const Error& error, int code) {
    Outcome outcome{code, {"netmend could not look: " + error.text}, json_of(winsock::Diagnosis{})};
    if (error.kind == ErrorKind::AccessDenied)
        outcome.lines.push_back("Open the command prompt with \"Run as administrator\" and type it again.");
    return outcome;
}

namespace {

// Whatever somebody mailed: what it is, where that shows, and which file is wanted instead.
Outcome refused_file(const std::string& file, const Error& error, const Bytes& content) {
    std::string text = file + ": " + error.text;
    if (error.text.starts_with("this is no registry export"))
        if (const std::string form = form_of_file(content); !form.empty())
            text += (text.ends_with('.') ? " It is " : ". It is ") + form + ".";
    Outcome outcome = unseen(Error{error.kind, text}, diagnose_unseen);
    outcome.lines.push_back(how_to_export);
    outcome.data["registry"] = file;
    return outcome;
}

} // namespace

Outcome diagnose_export_file(const std::string& name, const Result<Bytes>& content, const Arguments& arguments) {
    const std::string file = winsock::printable(name, name_bytes_max);
    if (!content)
        return unseen(content.error(), diagnose_unseen);
    Result<RegExport> from = RegExport::read(*content);
    if (!from)
        return refused_file(file, from.error(), *content);
    const ExportDiagnosis found = diagnose_export(*from, windows_named(arguments.windows));
    Look look;
    look.of_export = true;
    look.windows = found.windows.name;
    look.control_set = winsock::printable(found.control_set, name_bytes_max);
    look.catalogs = found.catalogs;
    look.diagnosis = found.diagnosis;
    Outcome outcome = outcome_of(look, arguments.verbose);
    outcome.lines.insert(outcome.lines.begin(), file);
    outcome.data["windows_guessed"] = found.windows.guessed;
    outcome.data["registry"] = file;
    return outcome;
}

} // namespace netmend::control
