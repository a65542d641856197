#include "statemachine/saved/acts.hpp"

#include <charconv>

#include "statemachine/base/envelope.hpp"
#include "statemachine/base/limits.hpp"
#include "statemachine/base/text.hpp"

namespace netmend {
namespace {

const std::string undone = "undone-";

void set_aside(StateFolder& folder, const std::string& name) {
    if (!folder.rename(name, undone + name))
        static_cast<void>(folder.write(undone + name, {}));
}

} // namespace

std::uint64_t number_of_act(const std::string& repair_id) {
    const char* end = repair_id.data() + repair_id.size();
    std::uint64_t number = 0;
    const auto [stop, error] = std::from_chars(repair_id.data() + repair_id.rfind('-') + 1, end, number);
    return error == std::errc() && stop == end ? number : 0;
}

std::string newest_file_before(StateFolder& folder, std::string_view prefix, std::uint64_t number) {
    const Result<std::vector<std::string>> names = folder.list();
    std::string newest;
    for (const std::string& name : names ? *names : std::vector<std::string>())
        if (const std::uint64_t its = name.starts_with(prefix) ? number_of_act(name) : 0;
            its != 0 && its < number && (newest.empty() || its > number_of_act(newest)) &&
            !winsock::has_text(*names, undone + name))
            newest = name;
    return newest;
}

Result<void> keep_act(StateFolder& folder, const Checkpoint& act) {
    const std::string name = std::string(act_files) + act.repair_id, unfinished = name + ".new";
    const Result<void> written =
        folder.write(unfinished, wrap(Content::Checkpoint, checkpoint_version, save_text(act)));
    return written ? folder.rename(unfinished, name) : written;
}

std::shared_ptr<const Checkpoint> newest_act_before(StateFolder& folder, std::uint64_t number) {
    const std::string newest = newest_file_before(folder, act_files, number);
    if (newest.empty())
        return nullptr;
    const Result<Bytes> data = folder.read(newest, limits::checkpoint_bytes_max);
    const Result<Unwrapped> whole =
        data ? unwrap(Content::Checkpoint, *data, limits::checkpoint_bytes_max) : tl::unexpected(data.error());
    if (!whole || whole->version > checkpoint_version)
        return nullptr;
    Result<Checkpoint> act = load_text(whole->payload);
    if (!act || std::string(act_files) + act->repair_id != newest)
        return nullptr;
    return std::make_shared<const Checkpoint>(std::move(*act));
}

void set_undone_acts_aside(StateFolder& folder, std::uint64_t number) {
    const Result<std::vector<std::string>> names = folder.list();
    for (const std::string& name : names ? *names : std::vector<std::string>())
        if ((name.starts_with(act_files) || name.starts_with(taken_out_files)) && number_of_act(name) >= number)
            set_aside(folder, name);
}

} // namespace netmend
