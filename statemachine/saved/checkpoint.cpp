#include "statemachine/saved/checkpoint.hpp"

#include <exception>
#include <sstream>

#include <boost/archive/impl/archive_serializer_map.ipp>
#include <boost/archive/impl/basic_text_iarchive.ipp>
#include <boost/archive/impl/text_iarchive_impl.ipp>
#include <boost/archive/text_oarchive.hpp>

#include "statemachine/base/bounded_archive.hpp"
#include "statemachine/base/limits.hpp"
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
