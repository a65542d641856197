#include "tests/sim/schedule.hpp"

#include <algorithm>
#include <cstring>
#include <sstream>

#include "tests/sim/words.hpp"

namespace netmend::sim {
namespace {

const std::vector<ActFacts>& acts() {
    using namespace words;
    static const std::vector<ActFacts> all{
        {Act::PowerCut, "power-cut", {{"loss", losses}, {"file", files}, {"byte", {}, 4000}, {"boot", boots}}, 30},
        {Act::Restart, "restart", {{"boot", boots}}, 8},
        {Act::Kill, "kill", {{"file", files}, {"byte", {}, 4000}, {"loss", losses}}, 10},
        {Act::FastStartup, "fast-startup", {{"file", files}, {"byte", {}, 4000}, {"loss", losses}}, 4},
        {Act::PowerReturned, "power-returned", {}, 3},
        {Act::Stop, "stop", {}, 3},
        {Act::Cancel, "cancel", {}, 6},
        {Act::RollBack, "roll-back", {}, 3},
        {Act::Continue, "continue", {}, 4},
        {Act::StartAgain, "start-again", {}, 3},
        {Act::RefuseRegistry,
         "refuse-registry",
         {{"why", kinds}, {"where", places}, {"which", registry_calls}, {"times", {}, 40}},
         10},
        {Act::RefuseFolder, "refuse-folder", {{"why", kinds}, {"which", folder_calls}, {"times", {}, 12}}, 10},
        {Act::RefuseCall, "refuse-call", {{"why", kinds}, {"in", {}, 1000}, {"again", {}, 100}}, 8},
        {Act::Slow, "slow", {{"minutes", {}, 30}}, 3},
        {Act::ClockJump, "clock-jump", {{"hours", {}, 2000}, {"back", no_yes}}, 2},
        {Act::LoseMark, "lose-session-mark", {}, 2},
        {Act::OutsideChange, "outside-change", {{"what", changes}}, 6},
        {Act::VendorComesBack, "vendor-comes-back", {}, 3},
        {Act::WinsockStarts, "winsock-starts", {}, 3},
        {Act::RestorePoint, "restore-point", {}, 3},
        {Act::Damage, "damage", {{"what", damaged}, {"how", ways}, {"byte", {}, 4000}}, 3},
        {Act::OtherNetmend, "other-netmend", {}, 2},
        {Act::OtherWindows, "other-windows", {{"what", other_windows}}, 1},
        {Act::Blind, "blind", {{"to", blind}, {"minutes", {}, 60}}, 3},
        {Act::Away, "away", {{"starts", {}, 4}}, 2},
        {Act::Wait, "wait", {{"hours", {}, 400}}, 4},
    };
    return all;
}

const std::vector<SettingFacts>& settings() {
    using namespace words;
    static const std::vector<SettingFacts> all{
        {"machine", machines},
        {"fault", faults},
        {"third-parties", others},
        {"restart-policy", policies},
        {"forced", no_yes},
        {"plan", plans},
        {"accept-loss", no_yes},
        {"remove", taken_out},
        {"product", products},
        {"netsh", netsh, true},
        {"netsh-32", netsh, true},
        {"install", installer, true},
        {"update-component", installer, true},
        {"write-entries", installer, true},
        {"uninstall", remover, true},
        {"system-restore", restore},
        {"restart-request", restarts, true},
        {"logged-on", logged_on},
        {"blank-keys", blank_keys},
        {"old-key-with-blank-keys", no_yes},
        {"old-key-by-installer", yes_no},
        {"sockets-need-old-key", no_yes},
        {"install-brings-name-spaces", yes_no},
        {"install-needs-the-restart", yes_no},
        {"kernel-boot-time", kernel_boot},
        {"services-start", services},
        {"sockets-ready", sockets},
        {"vendor-comes-back-at-boot", no_yes},
        {"service-that-denies", denying},
        {"service-after-restart", late_services},
        {"drivers-start-with-windows-only", no_yes},
        {"finally", ends},
        {"named-service", named},
        {"off-by-policy", switched_off},
        {"off-at-each-boot", switched_off},
        {"names-of-others", no_yes},
    };
    return all;
}

std::string word(const Argument& argument, int value) {
    return argument.words.empty() ? std::to_string(value) : argument.words[static_cast<std::size_t>(value)];
}

tl::unexpected<Error> not_understood(const std::string& line) {
    return fail(ErrorKind::Corrupt, "This line of the schedule is not understood: " + line);
}

// -1: no such word, or no such number.
int value_of(std::span<const char* const> words, int below, const std::string& text) {
    for (std::size_t i = 0; i < words.size(); ++i)
        if (text == words[i])
            return static_cast<int>(i);
    if (!words.empty() || text.empty() || text.size() > 6 || text.find_first_not_of("0123456789") != text.npos)
        return -1;
    const int number = std::stoi(text);
    return number < below ? number : -1;
}

bool read_setting(std::istringstream& line, Schedule& schedule) {
    std::string name, text;
    line >> name;
    const auto at = std::find_if(settings().begin(), settings().end(), [&](const auto& s) { return s.name == name; });
    if (at == settings().end())
        return false;
    Setting setting{name, {}};
    while (line >> text) {
        setting.answers.push_back(value_of(at->words, 0, text));
        if (setting.answers.back() < 0)
            return false;
    }
    if (setting.answers.empty() || (setting.answers.size() > 1 && !at->several))
        return false;
    schedule.settings.push_back(std::move(setting));
    return true;
}

bool read_happening(const std::string& when, std::istringstream& line, Schedule& schedule) {
    Happening happening;
    happening.when = when == "before" ? When::Before : when == "after" ? When::After : When::Turn;
    std::string name, text;
    if (!(line >> happening.at >> name))
        return false;
    const auto at = std::find_if(acts().begin(), acts().end(), [&](const auto& a) { return a.name == name; });
    if (at == acts().end())
        return false;
    happening.act = at->act;
    for (std::size_t i = 0; i < at->arguments.size(); ++i) {
        const Argument& argument = at->arguments[i];
        const std::size_t label = std::strlen(argument.name) + 1;
        if (!(line >> text) || !text.starts_with(std::string(argument.name) + "="))
            return false;
        happening.with[i] = value_of(argument.words, argument.below, text.substr(label));
        if (happening.with[i] < 0)
            return false;
    }
    schedule.happenings.push_back(happening);
    return !(line >> text);
}

} // namespace

std::span<const ActFacts> all_acts() {
    return acts();
}

const ActFacts& facts_of(Act act) {
    return acts()[static_cast<std::size_t>(act)];
}

std::span<const SettingFacts> all_settings() {
    return settings();
}

int Schedule::setting(const char* name) const {
    for (const Setting& each : settings)
        if (each.name == name)
            return each.answers.front();
    return 0;
}

std::string text_of(const Schedule& schedule) {
    std::ostringstream out;
    out << "seed " << schedule.seed << "\n";
    for (const Setting& setting : schedule.settings) {
        const auto at = std::find_if(all_settings().begin(), all_settings().end(),
                                     [&](const auto& known) { return known.name == setting.name; });
        out << "with " << setting.name;
        for (const int answer : setting.answers)
            out << " " << at->words[static_cast<std::size_t>(answer)];
        out << "\n";
    }
    for (const Happening& happening : schedule.happenings) {
        const ActFacts& facts = facts_of(happening.act);
        out << (happening.when == When::Before  ? "before"
                : happening.when == When::After ? "after"
                                                : "turn")
            << " " << happening.at << " " << facts.name;
        for (std::size_t i = 0; i < facts.arguments.size(); ++i)
            out << " " << facts.arguments[i].name << "=" << word(facts.arguments[i], happening.with[i]);
        out << "\n";
    }
    return out.str();
}

Result<Schedule> schedule_from(const std::string& text) {
    Schedule schedule;
    std::istringstream lines(text);
    for (std::string line; std::getline(lines, line);) {
        if (line.empty() || line[0] == '#')
            continue;
        std::istringstream words(line);
        std::string first;
        words >> first;
        const bool good = first == "seed"   ? static_cast<bool>(words >> schedule.seed)
                          : first == "with" ? read_setting(words, schedule)
                          : first == "before" || first == "after" || first == "turn"
                              ? read_happening(first, words, schedule)
                              : false;
        if (!good)
            return not_understood(line);
    }
    return schedule;
}

} // namespace netmend::sim
