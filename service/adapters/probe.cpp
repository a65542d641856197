// The Probe port: a child process of each bitness opens sockets and moves data; a child that hangs or dies is a
// finding.
#include <future>

#include "service/adapters/adapters.hpp"
#include "service/adapters/child_programs.hpp"
#include "service/windows/paths.hpp"
#include "statemachine/base/limits.hpp"

namespace netmend {
namespace {

constexpr std::size_t rows_max = 256;

AdapterFacts adapter_from(const nlohmann::json& row) {
    AdapterFacts adapter;
    adapter.name = text_in(row, "name");
    adapter.connected = value_in<bool>(row, "connected", false);
    adapter.has_address = value_in<bool>(row, "address", false);
    adapter.private_automatic = value_in<bool>(row, "private-automatic", false);
    adapter.dhcp = value_in<bool>(row, "dhcp", false);
    adapter.self_addressing = value_in<bool>(row, "self-addressing", true);
    adapter.has_gateway = value_in<bool>(row, "gateway", false);
    adapter.has_name_server = value_in<bool>(row, "name-server", false);
    adapter.name_server_here = text_in(row, "name-server-here");
    adapter.name_server_elsewhere = value_in<bool>(row, "name-server-elsewhere", false);
    return adapter;
}

// The rows of a list, bounded.
template<class Take> void each_row(const nlohmann::json& answer, const char* name, const Take& take) {
    std::size_t rows = 0;
    if (const auto list = answer.find(name); list != answer.end() && list->is_array())
        for (const auto& row : *list)
            if (rows++ < rows_max)
                take(row);
}

// Proxies, names and filters: what is no adapter.
void around_from(const nlohmann::json& answer, NetworkFacts& network) {
    each_row(answer, "proxies", [&](const nlohmann::json& row) {
        if (row.is_object())
            network.proxies.push_back({text_in(row, "whose"), text_in(row, "text"),
                                       value_in<bool>(row, "script", false), value_in<bool>(row, "refused", false)});
    });
    if (answer.contains("names-served"))
        network.names_served_here = value_in<bool>(answer, "names-served", false);
    network.hosts_count = value_in<std::uint32_t>(answer, "hosts-count", 0);
    each_row(answer, "hosts", [&](const nlohmann::json& row) {
        if (row.is_string())
            network.hosts.push_back(row.get<std::string>());
    });
    network.blocking_code = value_in<std::uint32_t>(answer, "blocking-code", 0);
    if (answer.contains("blocking"))
        network.blocking.emplace();
    each_row(answer, "blocking", [&](const nlohmann::json& row) {
        if (row.is_object())
            network.blocking->push_back({text_in(row, "name"), text_in(row, "service"),
                                         value_in<bool>(row, "there", false),
                                         value_in<std::uint32_t>(row, "filters", 0)});
    });
}

// Empty where the child did not get so far.
std::optional<NetworkFacts> network_from(const nlohmann::json& answer) {
    const auto found = answer.find("network");
    if (found == answer.end() || !found->is_object())
        return std::nullopt;
    NetworkFacts network;
    network.code = value_in<std::uint32_t>(*found, "code", 0);
    if (found->contains("lookup"))
        network.lookup = value_in<std::uint32_t>(*found, "lookup", 0);
    around_from(*found, network);
    each_row(*found, "adapters", [&](const nlohmann::json& row) {
        if (row.is_object())
            network.adapters.push_back(adapter_from(row));
    });
    return network;
}

ProbeReport report_from(const ProbeRun& run, int bits) {
    ProbeReport report;
    report.bits = bits;
    // What hung or crashed after the sockets had been told says nothing of them.
    report.killed = run.child.killed && run.answer.empty();
    report.crashed = !run.child.killed && run.answer.empty();
    report.startup_code = value_in<std::uint32_t>(run.answer, "startup", 0);
    report.enumeration_code = value_in<std::uint32_t>(run.answer, "enumeration", 0);
    report.network = network_from(run.answer);
    // It told of the sockets, and crashed while looking further: in what looks up names.
    if (!run.answer.empty() && !run.answer.contains("network") && run.child.crashed())
        report.network.emplace().lookup = run.child.exit_code;
    const auto providers = run.answer.find("providers");
    if (providers == run.answer.end() || !providers->is_array())
        return report;
    for (const auto& row : *providers) {
        if (!row.is_object() || report.providers.size() >= limits::catalog_entries_max)
            continue;
        ProbedProvider provider;
        provider.family = value_in<int>(row, "family", 0);
        provider.type = value_in<int>(row, "type", 0);
        provider.protocol = value_in<int>(row, "protocol", 0);
        provider.name = text_in(row, "name");
        provider.call = value_in<std::string>(row, "call", "");
        provider.code = value_in<std::uint32_t>(row, "code", 0);
        report.providers.push_back(std::move(provider));
    }
    return report;
}

Result<ProbeReport> report_of(const wchar_t* program, const wchar_t* words, int bits, std::shared_future<void> told) {
    const auto run =
        run_probe(program, words, /*input=*/"", limits::probe_deadline, win32::Console::None, std::move(told));
    return run ? Result<ProbeReport>(report_from(*run, bits)) : tl::unexpected(run.error());
}

// Each bitness has a catalog of its own; both are looked at side by side.
Result<std::vector<ProbeReport>> run_all(std::shared_future<void> told) {
    std::future<Result<ProbeReport>> other;
    const bool there = win32::is_file(win32::program_folder() + L"\\" + probe_program_32);
    if (sizeof(void*) == 8 && there)
        other = std::async(std::launch::async, &report_of, probe_program_32, L"sockets --when-told", 32, told);
    Result<ProbeReport> report =
        report_of(probe_program, L"sockets --network --when-told", sizeof(void*) * 8, std::move(told));
    if (!report)
        return tl::unexpected(report.error());
    std::vector<ProbeReport> reports{std::move(*report)};
    if (sizeof(void*) == 8) {
        Result<ProbeReport> second = there ? other.get() : ProbeReport{};
        if (!second)
            return tl::unexpected(second.error());
        second->bits = 32;
        second->not_run = !there;
        reports.push_back(std::move(*second));
    }
    return reports;
}

class ChildProbe final : public Probe {
  public:
    ~ChildProbe() override { tell(); }

    // The start of a child, which takes most of its time, goes on beside the caller's own look; Winsock is not touched
    // before that is over, because starting it writes blank keys where they are missing.
    void begin() override {
        told_.emplace();
        begun_ = std::async(std::launch::async, &run_all, told_->get_future().share());
    }

    Result<std::vector<ProbeReport>> probe_sockets() override {
        if (!begun_.valid())
            begin();
        tell();
        return begun_.get();
    }

    Result<void> start_winsock_once() override {
        const auto run = run_probe(probe_program, L"start-winsock", /*input=*/"", limits::winsock_start_deadline,
                                   win32::Console::None);
        if (!run)
            return tl::unexpected(run.error());
        return {}; // whether the keys are there now is for the registry to say
    }

  private:
    void tell() {
        if (told_)
            told_->set_value();
        told_.reset();
    }

    std::optional<std::promise<void>> told_;
    std::future<Result<std::vector<ProbeReport>>> begun_;
};

} // namespace

std::unique_ptr<Probe> make_probe() {
    return std::make_unique<ChildProbe>();
}

} // namespace netmend
