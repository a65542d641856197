// Schedules from seeds. One generator, drawn from in a fixed order, so that a seed means the same everywhere.
#include <random>

#include "tests/sim/schedule.hpp"
#include "tests/sim/words.hpp"

namespace netmend::sim {
namespace {

constexpr int modern_machines = 2; // the last ones: Vista and later

class Maker {
  public:
    Maker(std::uint64_t seed, const std::string& procedure) : random_(seed * 0x9E3779B97F4A7C15u + 1) {
        made_.seed = seed;
        choose_machine(procedure);
        choose_request();
        choose_behaviour(procedure);
        choose_happenings();
        choose_services();
        choose_names();
    }
    Schedule take() { return std::move(made_); }

  private:
    // std's distributions differ between libraries; a seed must not.
    int below(int bound) { return static_cast<int>(random_() % static_cast<std::uint64_t>(bound)); }
    bool one_in(int bound) { return below(bound) == 0; }

    void set(const char* name, std::vector<int> answers) {
        if (answers != std::vector<int>{0})
            made_.settings.push_back({name, std::move(answers)});
    }

    void choose_machine(const std::string& procedure) {
        static constexpr int by_keys[] = {1, 1, 3}, by_reset[] = {2, 2, 4},
                             any[] = {0, 0, 1, 1, 1, 2, 2, 2, 3, 4, 5, 5, 6, 6}, modern[] = {5, 6};
        const int machine = procedure == "reinstall"         ? 0
                            : procedure == "keys"            ? by_keys[below(3)]
                            : procedure.starts_with("reset") ? by_reset[below(3)]
                            : procedure == "ladder"          ? modern[below(2)]
                                                             : any[below(std::size(any))];
        made_.settings.push_back({"machine", {machine}});
        // The last one is of Windows 11 alone: nothing is known of the rights on Windows 7.
        const bool removes = one_in(12); // a healthy product of a healthy machine
        set("remove", {removes ? 1 : 0});
        set("fault", {removes || one_in(12) ? 0
                                            : 1 + below(machine == modern[1]   ? 12
                                                        : machine == modern[0] ? 11
                                                                               : 6)});
        set("third-parties", {removes ? 1 + 2 * below(2) : one_in(3) ? 1 + below(3) : 0});
        set("product", {one_in(40) ? 1 : 0});
    }

    void choose_request() {
        set("restart-policy", {one_in(2) ? 0 : 1 + below(2)});
        set("forced", {one_in(6) ? 1 : 0});
        set("plan", {one_in(5) ? 1 + below(2) : 0});
        set("accept-loss", {below(2)});
        set("finally", {below(2)});
    }

    std::vector<int> answers(int count) {
        std::vector<int> out;
        for (int i = 1 + below(3); i > 0; --i)
            out.push_back(below(count));
        return out;
    }

    void choose_behaviour(const std::string& procedure) {
        const int netsh_words = std::size(words::netsh), installer_words = std::size(words::installer);
        // "reset-then-keys": the reset never suffices.
        if (procedure == "reset-then-keys") {
            static constexpr int useless[] = {1, 2, 4, 5, 8, 9};
            set("netsh", {useless[below(6)]});
        } else {
            set("netsh", one_in(2) ? answers(netsh_words) : std::vector<int>{0});
        }
        set("netsh-32", one_in(3) ? answers(netsh_words) : std::vector<int>{0});
        for (const char* name : {"install", "update-component", "write-entries"})
            set(name, one_in(2) ? answers(installer_words) : std::vector<int>{0});
        set("uninstall", one_in(3) ? answers(std::size(words::remover)) : std::vector<int>{0});
        set("system-restore", {one_in(3) ? below(std::size(words::restore)) : 0});
        set("restart-request", one_in(4) ? answers(std::size(words::restarts)) : std::vector<int>{0});
        set("logged-on", {one_in(3) ? 1 + below(3) : 0});
        set("blank-keys", {one_in(3) ? 1 + below(3) : 0});
        for (const char* name : {"old-key-with-blank-keys", "old-key-by-installer", "sockets-need-old-key",
                                 "install-brings-name-spaces", "install-needs-the-restart"})
            set(name, {one_in(5) ? 1 : 0});
        set("kernel-boot-time", {one_in(4) ? 1 + below(2) : 0});
        set("services-start", {one_in(5) ? 1 + below(2) : 0});
        set("sockets-ready", {one_in(8) ? 1 : 0});
        set("vendor-comes-back-at-boot", {one_in(10) ? 1 : 0});
        set("service-that-denies", {one_in(6) ? 1 + below(2) : 0});
        set("service-after-restart", {one_in(6) ? 1 + below(2) : 0});
        set("drivers-start-with-windows-only", {one_in(4) ? 1 : 0});
    }

    void choose_happenings() {
        // Early effects matter most, and a repair of forty is over after forty.
        for (int i = below(5); i > 0; --i)
            add(one_in(2) ? When::Before : When::After, 1 + below(one_in(3) ? 110 : 45));
        int turn = 0;
        for (int i = below(5); i > 0; --i)
            add(When::Turn, turn += 1 + below(2));
    }

    // Last, so that a seed means otherwise what it did before there were these.
    void choose_services() {
        if (made_.setting("machine") < static_cast<int>(std::size(words::machines)) - modern_machines)
            return;
        set("named-service", {one_in(5) ? 1 + below(std::size(words::named) - 1) : 0});
        for (const char* name : {"off-by-policy", "off-at-each-boot"})
            set(name, {one_in(12) ? 1 + below(std::size(words::switched_off) - 1) : 0});
    }

    void choose_names() {
        const bool removes = made_.setting("remove") != 0;
        set("names-of-others", {one_in(removes ? 2 : 10) ? 1 : 0});
        if (removes && made_.setting("names-of-others") == 1)
            for (Setting& setting : made_.settings)
                if (setting.name == "remove")
                    setting.answers = {1 + below(3)};
    }

    void add(When when, int at) {
        Happening happening{when, at, pick_act(), {}};
        const auto& arguments = facts_of(happening.act).arguments;
        for (std::size_t i = 0; i < arguments.size(); ++i)
            happening.with[i] =
                below(arguments[i].words.empty() ? arguments[i].below : static_cast<int>(arguments[i].words.size()));
        // A process that ends tears a file at most; what it had written stays.
        if (happening.act == Act::Kill || happening.act == Act::FastStartup)
            happening.with = {below(3), happening.with[1], 0, 0};
        made_.happenings.push_back(happening);
    }

    Act pick_act() {
        static const int all = [] {
            int sum = 0;
            for (const ActFacts& each : all_acts())
                sum += each.weight;
            return sum;
        }();
        int chance = below(all);
        for (const ActFacts& each : all_acts())
            if ((chance -= each.weight) < 0)
                return each.act;
        return Act::Kill;
    }

    std::mt19937_64 random_;
    Schedule made_;
};

} // namespace

Schedule made_from(std::uint64_t seed, const std::string& procedure) {
    return Maker(seed, procedure).take();
}

} // namespace netmend::sim
