// The saved form of a checkpoint. Members are only ever added, at the end, behind `if (version >= …)`.
#pragma once

#include <boost/serialization/string.hpp>
#include <boost/serialization/vector.hpp>
#include <boost/serialization/version.hpp>

#include "statemachine/saved/checkpoint.hpp"

BOOST_CLASS_VERSION(netmend::Checkpoint, 7)
BOOST_CLASS_VERSION(netmend::Plan, 3)

namespace netmend {

// Procedures are saved by name. Up to version 1 a plan had room for two.
// Throws std::runtime_error for a name that this version does not know.
std::vector<Procedure> ladder_of(const std::vector<std::string>& names);
// Throws std::runtime_error for a rung that the ladder has not. `saved`: false for a checkpoint of before version 4,
// which does not tell it: then it is the last one whose phases were entered.
int checked_rung(const Checkpoint& checkpoint, bool saved);

} // namespace netmend

namespace boost::serialization {

template<class Archive> void serialize(Archive& archive, netmend::SystemIdentity& identity, unsigned) {
    archive& identity.major& identity.minor& identity.build& identity.service_pack;
    archive& identity.product& identity.x64& identity.machine_id;
}

template<class Archive> void serialize(Archive& archive, netmend::Plan& plan, unsigned version) {
    std::vector<std::string> ladder = netmend::names_of(plan.ladder);
    std::string first = ladder.empty() ? "" : ladder[0], second = ladder.size() < 2 ? "" : ladder[1];
    archive& plan.verdict& first& plan.refusal;
    archive& plan.broken& plan.steps& plan.removed& plan.warnings;
    archive& plan.restarts& plan.restarts_if_not_enough;
    if (version >= 1)
        archive& second;
    if (version >= 2) {
        archive& ladder;
    } else {
        ladder = {first, second};
        std::erase(ladder, std::string());
    }
    plan.ladder = netmend::ladder_of(ladder);
    if (version >= 3)
        archive& plan.services& plan.loss;
}

template<class Archive> void serialize(Archive& archive, netmend::Checkpoint& saved, unsigned version) {
    archive& saved.repair_id& saved.started& saved.identity;
    archive& saved.restart_policy& saved.forced& saved.any_plan& saved.accepted_plan& saved.plan;
    archive& saved.phase& saved.path;
    archive& saved.tries& saved.wakes& saved.deletions& saved.rollbacks& saved.extra_restarts;
    archive& saved.restart_doubts& saved.reminders& saved.restarts_asked& saved.boots_seen& saved.restart_reasons;
    archive& saved.restart_asked_here& saved.restart_refused& saved.cancel_noted& saved.told;
    archive& saved.trouble& saved.failed_in;
    bool has_kernel_boot = saved.kernel_boot.has_value();
    std::int64_t kernel_boot = saved.kernel_boot.value_or(0);
    archive& saved.session_id& has_kernel_boot& kernel_boot;
    saved.kernel_boot = has_kernel_boot ? std::optional(kernel_boot) : std::nullopt;
    archive& saved.backup_name& saved.backup_digest;
    archive& saved.verdict& saved.findings& saved.missing_inbox& saved.third_parties& saved.outside_changes;
    archive& saved.events;
    if (version >= 2) {
        archive& saved.settings_name& saved.settings_digest& saved.settings_differences;
        archive& saved.restore_point_policy& saved.restore_point& saved.restore_turned_on& saved.restore_point_note;
    }
    if (version >= 3)
        archive& saved.sound_seen;
    if (version >= 4)
        archive& saved.rung;
    saved.rung = netmend::checked_rung(saved, version >= 4);
    if (version >= 5) {
        archive& saved.rounds& saved.rung_names& saved.rung_digests& saved.rung_changes;
        archive& saved.restart_wanted_since& saved.restart_waits_for;
        archive& saved.restart_refusals& saved.restarts_overdue;
    }
    if (version >= 6)
        archive& saved.services& saved.accepted_loss& saved.came_back;
    if (version >= 7)
        archive& saved.products;
}

} // namespace boost::serialization
