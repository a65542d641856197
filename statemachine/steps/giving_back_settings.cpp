#include "statemachine/settings/giving_back.hpp"

#include "statemachine/base/limits.hpp"
#include "statemachine/base/text.hpp"
#include "statemachine/machine/states.hpp"
#include "statemachine/settings/comparing.hpp"
#include "statemachine/steps/bind_values.hpp"
#include "statemachine/steps/settings_of.hpp"
#include "statemachine/steps/steps.hpp"

namespace netmend::steps {
namespace {

constexpr std::size_t sentences_max = 50; // of a kind, for the checkpoint and the chronicle

std::vector<std::string> bounded(std::vector<std::string> sentences) {
    const std::size_t all = sentences.size();
    if (all > sentences_max) {
        sentences.resize(sentences_max);
        sentences.push_back("And " + std::to_string(all - sentences_max) + " more.");
    }
    for (std::string& sentence : sentences)
        sentence = winsock::printable(sentence, limits::text_bytes_max - 3); // it may add three dots
    return sentences;
}

// Windows has bound server and workstation when it installed TCP/IP. Where that was lost, they are bound as before.
Result<void> give_back_bind_values(Windows& windows, const Checkpoint& facts) {
    if (!takes_tcpip_away(facts))
        return {};
    const Result<std::vector<BindValue>> missing = missing_bind_values(windows, facts);
    if (!missing)
        return tl::unexpected(missing.error());
    for (const BindValue& each : *missing)
        if (const Result<void> set = windows.registry.set(each.key, each.value); !set)
            return set;
    return missing->empty() ? Result<void>() : windows.registry.flush();
}

} // namespace

Answer give_back_settings(Windows& windows, const Checkpoint& facts) {
    const Result<Settings> record = settings_of(windows.folder, facts);
    if (!record)
        return event::StepFailed{"The settings cannot be given back: " + record.error().text};
    const Result<GivenBack> outcome = netmend::give_back_settings(windows.registry, *record);
    if (!outcome)
        return event::StepFailed{outcome.error().text};
    windows.chronicle.record("Settings given back: " + std::to_string(outcome->changes.size()) + " written, " +
                             std::to_string(outcome->taken_out.size()) + " taken out.");
    for (const auto* sentences : {&outcome->taken_out, &outcome->kept_back, &outcome->new_cards})
        for (const std::string& sentence : bounded(*sentences))
            windows.chronicle.record(sentence);
    // Lost with a disk's cache, after the installation had restored them.
    if (!record->bindings.empty())
        if (const auto bindings = windows.stack.bindings(); bindings && *bindings != record->bindings)
            restore_bindings(windows, *record);
    if (const Result<void> bound = give_back_bind_values(windows, facts); !bound)
        return event::StepFailed{bound.error().text};
    return event::StepDone{};
}

Answer compare_settings(Windows& windows, const Checkpoint& facts) {
    const Result<Settings> record = settings_of(windows.folder, facts);
    if (!record)
        return event::StepFailed{"The settings cannot be compared: " + record.error().text};
    const Result<Settings> live = settings_now(windows, facts);
    if (!live)
        return event::StepFailed{"The settings cannot be compared: " + live.error().text};
    std::vector<std::string> differences = setting_differences(*record, *live);
    if (takes_tcpip_away(facts)) {
        const Result<std::vector<BindValue>> missing = missing_bind_values(windows, facts);
        if (!missing)
            return event::StepFailed{"The settings cannot be compared: " + missing.error().text};
        for (const BindValue& each : *missing)
            differences.push_back("The value Bind of " + each.key + " is missing.");
    }
    return event::SettingsCompared{bounded(std::move(differences))};
}

} // namespace netmend::steps
