#include "statemachine/saved/checkpoint.hpp"

#include <algorithm>
#include <exception>
#include <istream>
#include <ostream>
#include <stdexcept>
#include <utility>

#include <boost/archive/impl/archive_serializer_map.ipp>
#include <boost/archive/impl/basic_text_iarchive.ipp>
#include <boost/archive/impl/text_iarchive_impl.ipp>
#include <boost/archive/text_oarchive.hpp>

#include "statemachine/base/bounded_archive.hpp"
#include "statemachine/base/limits.hpp"
#include "statemachine/base/text_streams.hpp"
#include "statemachine/saved/checkpoint_format.hpp"

// The library has these ready-made for its own archives only.
template class boost::archive::detail::archive_serializer_map<netmend::BoundedArchive>;
template class boost::archive::basic_text_iarchive<netmend::BoundedArchive>;
template class boost::archive::text_iarchive_impl<netmend::BoundedArchive>;

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

std::vector<Procedure> ladder_of(const std::vector<std::string>& names) {
    std::vector<Procedure> ladder;
    for (const std::string& name : names) {
        const std::optional<Procedure> procedure = procedure_named(name);
        if (!procedure)
            throw std::runtime_error("no procedure of this netmend is called '" + name.substr(0, 40) + "'");
        ladder.push_back(*procedure);
    }
    return ladder;
}

int checked_rung(const Checkpoint& checkpoint, bool saved) {
    const std::vector<Procedure>& ladder = checkpoint.plan.ladder;
    const int rungs = static_cast<int>(ladder.size());
    if (saved) {
        if (checkpoint.rung < 0 || (checkpoint.rung != 0 && checkpoint.rung >= rungs))
            throw std::runtime_error("the plan has no rung " + std::to_string(checkpoint.rung));
        return checkpoint.rung;
    }
    int rung = 0;
    for (int i = 1; i < rungs; ++i) { // the phases of a procedure carry its name
        const std::string chapter = std::string(name_of(ladder[static_cast<std::size_t>(i)])) + "/";
        if (checkpoint.phase.starts_with(chapter) ||
            std::any_of(checkpoint.path.begin(), checkpoint.path.end(),
                        [&](const std::string& phase) { return phase.starts_with(chapter); }))
            rung = i;
    }
    return rung;
}

std::optional<Procedure> present_procedure(const Checkpoint& checkpoint) {
    const std::size_t rung = static_cast<std::size_t>(checkpoint.rung);
    return rung < checkpoint.plan.ladder.size() ? std::optional(checkpoint.plan.ladder[rung]) : std::nullopt;
}

bool takes_tcpip_away(const Checkpoint& checkpoint) {
    const std::optional<Procedure> procedure = present_procedure(checkpoint);
    return procedure && row_of(*procedure).takes_tcpip_away;
}

bool restarts_by_itself(const Checkpoint& checkpoint) {
    return checkpoint.restart_policy == RestartPolicy::Auto && !checkpoint.restart_refused;
}

bool Checkpoint::operator==(const Checkpoint& other) const {
    return save_text(*this) == save_text(other);
}

std::string save_text(const Checkpoint& checkpoint) {
    TextSink sink;
    {
        std::ostream stream(&sink);
        boost::archive::text_oarchive archive(stream, boost::archive::no_codecvt);
        archive << checkpoint;
    }
    return sink.take();
}

Result<Checkpoint> load_text(const std::string& text) {
    if (text.size() > limits::checkpoint_bytes_max)
        return fail(ErrorKind::TooLarge, "The checkpoint is larger than netmend ever writes one.");
    try {
        TextSource source(text);
        std::istream stream(&source);
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
