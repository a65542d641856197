#include "tests/simulated/state_folder.hpp"

#include <algorithm>

namespace netmend::simulated {

constexpr std::size_t undone_max = 3; // one save of a checkpoint: a write and two renames

std::optional<StateFolder::Refusal> StateFolder::refusal_of(const std::string& name, bool write) {
    for (auto& refusal : refusals) {
        if (!(write ? refusal.writes : refusal.reads) || refusal.times == 0)
            continue;
        if (!refusal.name.empty() && refusal.name != name)
            continue;
        if (refusal.times > 0)
            --refusal.times;
        return refusal;
    }
    return std::nullopt;
}

Result<void> StateFolder::refused(const Refusal& refusal, const std::string& name) const {
    return fail(refusal.kind, name + ": the simulated disk refuses", refusal.kind == ErrorKind::DiskFull ? 112u : 32u);
}

Result<Bytes> StateFolder::read(const std::string& name, std::size_t bytes_max) {
    ++reads;
    effects_->reads();
    if (const auto refusal = refusal_of(name, /*write=*/false))
        return tl::make_unexpected(refused(*refusal, name).error());
    const auto at = files.find(name);
    if (at == files.end())
        return fail(ErrorKind::NotFound, name + ": no such file", 2);
    if (at->second.size() > bytes_max)
        return fail(ErrorKind::TooLarge, name + " is larger than it may be");
    return at->second;
}

Result<void> StateFolder::write(const std::string& name, const Bytes& data) {
    ++writes;
    being_written_ = name;
    being_written_data_ = data;
    effects_->before({"folder", "write", name});
    being_written_.clear();
    const auto refusal = refusal_of(name, /*write=*/true);
    if (refusal && !refusal->after_effect)
        return refused(*refusal, name);
    const auto [at, is_new] = files.try_emplace(name);
    Undo undo;
    undo.files.emplace_back(name, is_new ? std::nullopt : std::optional(std::move(at->second)));
    at->second = data;
    keep(std::move(undo));
    effects_->after({"folder", "write", name});
    return refusal ? refused(*refusal, name) : Result<void>();
}

Result<void> StateFolder::rename(const std::string& from, const std::string& to) {
    ++renames;
    effects_->before({"folder", "rename", to});
    const auto refusal = refusal_of(to, /*write=*/true);
    if (refusal && !refusal->after_effect)
        return refused(*refusal, to);
    const auto at = files.find(from);
    if (at == files.end())
        return fail(ErrorKind::NotFound, from + ": no such file", 2);
    Undo undo;
    undo.files.emplace_back(from, at->second);
    Bytes data = std::move(at->second);
    files.erase(at);
    const auto [there, is_new] = files.try_emplace(to);
    undo.files.emplace_back(to, is_new ? std::nullopt : std::optional(std::move(there->second)));
    there->second = std::move(data);
    keep(std::move(undo));
    effects_->after({"folder", "rename", to});
    return refusal ? refused(*refusal, to) : Result<void>();
}

Result<std::vector<std::string>> StateFolder::list() {
    effects_->reads();
    std::vector<std::string> names;
    for (const auto& [name, data] : files)
        names.push_back(name);
    return names;
}

Result<void> StateFolder::save_hives(const std::string& prefix, bool whole) {
    effects_->before({"folder", "save_hives", prefix});
    if (const auto refusal = refusal_of(prefix, /*write=*/true))
        return refused(*refusal, prefix);
    for (const char* hive : {"Winsock", "WinSock2"})
        files[prefix + hive + ".hiv"] = Bytes{'r', 'e', 'g', 'f'};
    if (whole && whole_registry)
        files[prefix + "SYSTEM.hiv"] = whole_registry();
    effects_->after({"folder", "save_hives", prefix});
    return {};
}

Result<void> StateFolder::put_hive_back(const std::string& name, const std::string& replaced) {
    if (files.count(replaced) != 0)
        return {};
    effects_->before({"folder", "put_hive_back", name});
    const auto refusal = refusal_of(name, /*write=*/true);
    if (refusal && !refusal->after_effect)
        return refused(*refusal, name);
    const auto at = files.find(name);
    if (at == files.end())
        return fail(ErrorKind::NotFound, name + ": no such file", 2);
    if (put_whole_registry_back)
        put_whole_registry_back(at->second);
    files[replaced] = Bytes{'r', 'e', 'g', 'f'};
    effects_->after({"folder", "put_hive_back", name});
    return refusal ? refused(*refusal, name) : Result<void>();
}

void StateFolder::power_cut() {
    if (!being_written_.empty() && torn_bytes >= 0) {
        const auto kept = std::min(being_written_data_.size(), static_cast<std::size_t>(torn_bytes));
        files[being_written_] =
            Bytes(being_written_data_.begin(), being_written_data_.begin() + static_cast<std::ptrdiff_t>(kept));
    }
    for (int lost = 0; lost < lose_last_writes && !undo_.empty(); ++lost) {
        for (auto& [name, data] : undo_.back().files) {
            if (data)
                files[name] = std::move(*data);
            else
                files.erase(name);
        }
        undo_.pop_back();
    }
    being_written_.clear();
    undo_.clear();
}

void StateFolder::keep(Undo undo) {
    undo_.push_back(std::move(undo));
    if (undo_.size() > undone_max)
        undo_.pop_front();
}

} // namespace netmend::simulated
