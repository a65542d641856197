#include "control/saved_state.hpp"

#include <algorithm>

#include "statemachine/base/limits.hpp"
#include "statemachine/saved/vault.hpp"

namespace netmend::control {

Result<Bytes> PretendFolder::read(const std::string& name, std::size_t bytes_max) {
    const auto changed = changed_.find(name);
    if (changed == changed_.end())
        return real_.read(name, bytes_max);
    if (!changed->second)
        return fail(ErrorKind::NotFound, "The file " + name + " is not there.");
    return *changed->second;
}

Result<void> PretendFolder::write(const std::string& name, const Bytes& data) {
    changed_[name] = data;
    return {};
}

Result<void> PretendFolder::rename(const std::string& from, const std::string& to) {
    // What cannot be read, such as a folder of that name, can still be renamed.
    const Result<Bytes> data = read(from, limits::checkpoint_bytes_max);
    if (!data && data.error().kind == ErrorKind::NotFound)
        return tl::unexpected(data.error());
    changed_[to] = data ? *data : Bytes{};
    changed_[from] = std::nullopt;
    return {};
}

Result<std::vector<std::string>> PretendFolder::list() {
    Result<std::vector<std::string>> names = real_.list();
    if (!names)
        return names;
    for (const auto& [name, content] : changed_) {
        const auto found = std::find(names->begin(), names->end(), name);
        if (content && found == names->end())
            names->push_back(name);
        else if (!content && found != names->end())
            names->erase(found);
    }
    return names;
}

Result<void> PretendFolder::save_hives(const std::string&, bool) {
    return fail(ErrorKind::Unsupported, "Nothing is saved while only looking.");
}

Result<void> PretendFolder::put_hive_back(const std::string&, const std::string&) {
    return fail(ErrorKind::Unsupported, "Nothing is put back while only looking.");
}

Result<Snapshot> saved_state(StateFolder& folder) {
    PretendFolder pretend(folder);
    const Result<Vault::Loaded> loaded = Vault(pretend).load(checkpoint_version, "");
    if (!loaded)
        return tl::unexpected(loaded.error());
    Snapshot snapshot;
    if (loaded->state == Vault::Loaded::State::Damaged || loaded->state == Vault::Loaded::State::Unknown)
        snapshot.set_aside_why = "The service sets it aside at its next start, deletes nothing and begins nothing.";
    if (loaded->state != Vault::Loaded::State::Found)
        return snapshot;
    const Result<Checkpoint> checkpoint = load_text(loaded->payload);
    if (!checkpoint) {
        snapshot.set_aside_why = checkpoint.error().text;
        return snapshot;
    }
    snapshot.has_repair = true;
    snapshot.checkpoint = *checkpoint;
    return snapshot;
}

} // namespace netmend::control
