// The Probe port: a child process of each bitness opens sockets and moves data; a child that hangs or dies is a
// finding.
#include "service/adapters/adapters.hpp"
#include "service/adapters/child_programs.hpp"
#include "service/windows/paths.hpp"
#include "statemachine/limits.hpp"

namespace netmend {
namespace {

// Everything with a default: the line comes from a process in which foreign code ran.
template<class T> T get(const nlohmann::json& object, const char* name, T otherwise) {
    const auto found = object.find(name);
    if (found == object.end())
        return otherwise;
    if constexpr (std::is_same_v<T, std::string>)
        return found->is_string() ? found->template get<std::string>() : otherwise;
    else
        return found->is_number_integer() ? found->template get<T>() : otherwise;
}

ProbeReport report_from(const ProbeRun& run, int bits) {
    ProbeReport report;
    report.bits = bits;
    report.killed = run.child.killed;
    report.crashed = !run.child.killed && run.answer.empty();
    report.startup_code = get<std::uint32_t>(run.answer, "startup", 0);
    report.enumeration_code = get<std::uint32_t>(run.answer, "enumeration", 0);
    const auto providers = run.answer.find("providers");
    if (providers == run.answer.end() || !providers->is_array())
        return report;
    for (const auto& row : *providers) {
        if (!row.is_object() || report.providers.size() >= limits::catalog_entries_max)
            continue;
        ProbedProvider provider;
        provider.family = get<int>(row, "family", 0);
        provider.type = get<int>(row, "type", 0);
        provider.protocol = get<int>(row, "protocol", 0);
        provider.name = get<std::string>(row, "name", "").substr(0, limits::text_bytes_max);
        provider.call = get<std::string>(row, "call", "");
        provider.code = get<std::uint32_t>(row, "code", 0);
        report.providers.push_back(std::move(provider));
    }
    return report;
}

class ChildProbe final : public Probe {
  public:
    Result<std::vector<ProbeReport>> probe_sockets() override {
        const auto native = run_probe(probe_program, L"sockets", /*input=*/"", limits::probe_deadline);
        if (!native)
            return tl::unexpected(native.error());
        std::vector<ProbeReport> reports{report_from(*native, sizeof(void*) * 8)};
        if (sizeof(void*) == 8 && win32::is_file(win32::program_folder() + L"\\" + probe_program_32)) {
            const auto other = run_probe(probe_program_32, L"sockets", /*input=*/"", limits::probe_deadline);
            if (!other)
                return tl::unexpected(other.error());
            reports.push_back(report_from(*other, 32));
        }
        return reports;
    }

    Result<void> start_winsock_once() override {
        const auto run = run_probe(probe_program, L"start-winsock", /*input=*/"", limits::winsock_start_deadline);
        if (!run)
            return tl::unexpected(run.error());
        return {}; // whether the keys are there now is for the registry to say
    }
};

} // namespace

std::unique_ptr<Probe> make_probe() {
    return std::make_unique<ChildProbe>();
}

} // namespace netmend
