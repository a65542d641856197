#include "statemachine/checkpoint.hpp"

#include <exception>
#include <sstream>

#include <boost/archive/impl/archive_serializer_map.ipp>
#include <boost/archive/impl/basic_text_iarchive.ipp>
#include <boost/archive/impl/text_iarchive_impl.ipp>
#include <boost/archive/text_oarchive.hpp>
#include <boost/serialization/string.hpp>
#include <boost/serialization/vector.hpp>
#include <boost/serialization/version.hpp>

#include "statemachine/bounded_archive.hpp"
#include "statemachine/limits.hpp"

// The library has these ready-made for its own archives only.
template class boost::archive::detail::archive_serializer_map<netmend::BoundedArchive>;
template class boost::archive::basic_text_iarchive<netmend::BoundedArchive>;
template class boost::archive::text_iarchive_impl<netmend::BoundedArchive>;

// The saved form. Members are only ever added, at the end, behind `if (version >= …)`.
BOOST_CLASS_VERSION(netmend::Checkpoint, 3)
BOOST_CLASS_VERSION(netmend::Plan, 1)

namespace boost::serialization {

template<class Archive> void serialize(Archive& archive, netmend::SystemIdentity& identity, unsigned) {
    archive& identity.major& identity.minor& identity.build& identity.service_pack;
    archive& identity.product& identity.x64& identity.machine_id;
}

template<class Archive> void serialize(Archive& archive, netmend::Plan& plan, unsigned version) {
    archive& plan.verdict& plan.procedure& plan.refusal;
    archive& plan.broken& plan.steps& plan.removed& plan.warnings;
    archive& plan.restarts& plan.restarts_if_not_enough;
    if (version >= 1)
        archive& plan.stronger;
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
}

} // namespace boost::serialization

namespace netmend {

std::string_view name_of(RestartPolicy policy) {
    switch (policy) {
    case RestartPolicy::Ask:
        return "ask";
    case RestartPolicy::Auto:
        return "auto";
    case RestartPolicy::Never:
        return "never";
    }
    return "ask";
}

std::optional<RestartPolicy> restart_policy_named(std::string_view name) {
    for (RestartPolicy policy : {RestartPolicy::Ask, RestartPolicy::Auto, RestartPolicy::Never})
        if (name == name_of(policy))
            return policy;
    return std::nullopt;
}

std::string_view name_of(RestorePointPolicy policy) {
    switch (policy) {
    case RestorePointPolicy::IfOn:
        return "if-on";
    case RestorePointPolicy::SwitchOn:
        return "switch-on";
    case RestorePointPolicy::None:
        return "none";
    }
    return "if-on";
}

std::optional<RestorePointPolicy> restore_point_policy_named(std::string_view name) {
    for (RestorePointPolicy policy : {RestorePointPolicy::IfOn, RestorePointPolicy::SwitchOn, RestorePointPolicy::None})
        if (name == name_of(policy))
            return policy;
    return std::nullopt;
}

bool Checkpoint::operator==(const Checkpoint& other) const {
    return save_text(*this) == save_text(other);
}

std::string save_text(const Checkpoint& checkpoint) {
    std::ostringstream text;
    {
        boost::archive::text_oarchive archive(text, boost::archive::no_codecvt);
        archive << checkpoint;
    }
    return text.str();
}

Result<Checkpoint> load_text(const std::string& text) {
    if (text.size() > limits::checkpoint_bytes_max)
        return fail(ErrorKind::TooLarge, "The checkpoint is larger than netmend ever writes one.");
    try {
        std::istringstream stream(text);
        BoundedArchive archive(stream, text.size());
        Checkpoint checkpoint;
        archive >> checkpoint;
        if (checkpoint.restart_policy < RestartPolicy::Ask || checkpoint.restart_policy > RestartPolicy::Never ||
            checkpoint.restore_point_policy < RestorePointPolicy::IfOn ||
            checkpoint.restore_point_policy > RestorePointPolicy::None ||
            checkpoint.identity.product < Product::Workstation || checkpoint.identity.product > Product::Server)
            return fail(ErrorKind::Corrupt, "The checkpoint names a restart policy or a product that does not exist.");
        return checkpoint;
    } catch (const std::exception& error) {
        return fail(ErrorKind::Corrupt, std::string("The checkpoint cannot be read: ") + error.what() + ".");
    }
}

void add_event(Checkpoint& checkpoint, const std::string& event) {
    checkpoint.events.push_back(event.substr(0, limits::text_bytes_max));
    if (checkpoint.events.size() > limits::events_kept)
        checkpoint.events.erase(checkpoint.events.begin());
}

} // namespace netmend
