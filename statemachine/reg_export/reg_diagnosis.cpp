#include "statemachine/reg_export/reg_diagnosis.hpp"

#include <algorithm>

#include "statemachine/base/read_only_registry.hpp"
#include "statemachine/base/text.hpp"
#include "statemachine/winsock/codes.hpp"
#include "statemachine/winsock/live_findings.hpp"

namespace netmend {
namespace {

using winsock::Catalogs;
using winsock::Diagnosis;
using winsock::Finding;
using winsock::Severity;

constexpr const char* services_key = "SYSTEM\\CurrentControlSet\\Services";
constexpr std::uint32_t start_disabled = 4;
constexpr std::size_t services_min = 20; // real machines have hundreds
constexpr std::size_t shown_bytes_max = 300;

// Readers take "not found" for "that machine has none". Of the two Winsock keys that is settled below; of any other key
// it holds only where the export would show it.
class JudgedRegistry final : public ReadOnlyRegistry {
  public:
    explicit JudgedRegistry(RegExport& from) : from_(from) {}

    Result<RegistryKey> read(const std::string& path) override {
        Result<RegistryKey> key = from_.read(path);
        const bool ours = winsock::is_at_or_below(path, winsock::winsock2_key) ||
                          winsock::is_at_or_below(path, winsock::winsock1_key);
        if (!key && !ours && !from_.has_whole(path))
            return fail(ErrorKind::Unsupported, key.error().text);
        return key;
    }

  private:
    RegExport& from_;
};

void add_note(Diagnosis& diagnosis, winsock::Code code, const char* catalog, std::string text,
              const std::string& remedy = {}) {
    Finding finding = winsock::make_finding(winsock::Severity::Note, code, catalog, 0, std::move(text));
    if (!remedy.empty())
        finding.remedy = remedy;
    diagnosis.findings.push_back(std::move(finding));
}

void could_not_look(Diagnosis& diagnosis, std::string text) {
    add_note(diagnosis, winsock::could_not_look_code, "protocol", std::move(text),
             std::string("Export the whole key HKEY_LOCAL_MACHINE\\") + winsock::winsock2_key + " again.");
}

// When an export shows that a service's key is gone: it is one of all services (their key has a line of its own, and
// no fewer of them than the barest Windows has; somebody may have cut out what seemed of no interest), it goes on
// behind the place of that key, so it did not end too early, and the key is not in it.
bool is_gone(RegExport& from, const std::string& service_key) {
    const Result<RegistryKey> services = from.read(services_key);
    return services && services->subkeys.size() >= services_min && from.surely_missing(service_key);
}

// Why the catalogs cannot be judged by this export; empty where they can. They can where Parameters was exported whole,
// or where WinSock2 is gone.
std::string why_not(RegExport& from) {
    const std::string winsock2 = winsock::winsock2_key;
    if (is_gone(from, winsock2))
        return {};
    const bool there = from.read(winsock2).has_value();
    if (there && from.has_whole(winsock2 + "\\Parameters"))
        return {};
    if (there)
        return "The export holds only parts of the key WinSock2.";
    std::string text = from.control_set().empty() ? "The export holds nothing of a control set of Windows."
                                                  : "The export does not hold the key WinSock2, and does not show "
                                                    "that it is missing.";
    if (!from.other_sets().empty())
        text +=
            " Another control set of it does: " + winsock::printable(from.other_sets().front(), shown_bytes_max) + ".";
    return text;
}

// An export of WinSock2 alone does not hold the old key; only one of all services can show that it is gone.
void forgive_old_key(RegExport& from, Diagnosis& diagnosis) {
    const std::string key = winsock::winsock1_key;
    const bool there = from.read(key).has_value();
    if (there ? from.has_whole(key + "\\Parameters") : is_gone(from, key))
        return;
    std::erase_if(diagnosis.findings, [](const Finding& finding) { return finding.catalog == "winsock1"; });
    add_note(diagnosis, "old-key-not-in-export", "winsock1", "The old Winsock key is not in the export.");
}

// Whether a driver is switched off stands in the registry; whether it runs does not.
void judge_drivers(RegExport& from, Diagnosis& diagnosis) {
    for (const char* service : {"Tcpip", "AFD"}) {
        const std::string path = std::string(services_key) + "\\" + service;
        const Result<RegistryKey> key = from.read(path);
        std::optional<DriverState> state;
        if (key && winsock::dword_of(*key, "Start") == start_disabled)
            state = DriverState::Disabled;
        if (!key && is_gone(from, path))
            state = DriverState::Missing;
        if (state)
            for (Finding& finding : winsock::driver_findings(service, *state))
                diagnosis.findings.push_back(std::move(finding));
    }
    add_note(diagnosis, "running-not-checked", "sockets",
             "Whether drivers run and sockets carry data was not checked: this is an export.");
}

// A file without its end lacks entries that the machine has.
void doubt_cut_file(RegExport& from, Diagnosis& diagnosis) {
    if (!from.ends_in_a_line() || diagnosis.verdict != winsock::Verdict::Damaged)
        return;
    for (Finding& finding : diagnosis.findings)
        if (finding.severity == Severity::Damage)
            finding.severity = Severity::Suspicious;
    could_not_look(diagnosis, "The export ends in the middle of a line, so it may have been cut off there. What "
                              "seems to be damage may only be missing from the file.");
    settle(diagnosis);
}

} // namespace

ExportDiagnosis diagnose_export(RegExport& from, const std::optional<SystemIdentity>& told) {
    ExportDiagnosis out;
    out.windows = exported_windows(from, told);
    out.control_set = from.control_set();
    JudgedRegistry judged(from);
    const Result<Catalogs> catalogs = winsock::read_catalogs(judged, out.windows.identity.x64);
    const std::string obstacle = !catalogs ? catalogs.error().text : why_not(from);
    if (obstacle.empty()) {
        out.catalogs = *catalogs;
        out.diagnosis = winsock::judge(*catalogs, out.windows.identity, /*dll_exists=*/{},
                                       out.windows.guessed ? winsock::Certainty::Guessed : winsock::Certainty::Known);
        forgive_old_key(from, out.diagnosis);
    } else {
        could_not_look(out.diagnosis, winsock::printable(obstacle, 2 * shown_bytes_max));
    }
    judge_drivers(from, out.diagnosis);
    settle(out.diagnosis);
    doubt_cut_file(from, out.diagnosis);
    return out;
}

} // namespace netmend
