#include "statemachine/saved/vault.hpp"

#include <algorithm>

#include "statemachine/base/envelope.hpp"
#include "statemachine/base/limits.hpp"

namespace netmend {

namespace {

using Loaded = Vault::Loaded;

const std::string current_name = "checkpoint";
const std::string previous_name = "checkpoint.previous";
const std::string new_name = "checkpoint.new";
constexpr std::size_t sequence_size = 8;
constexpr int same_stamp_max = 1000;
constexpr std::uint64_t numbers_apart = 1'000'000; // more than one checkpoint is ever saved between two losses

struct Slot {
    enum class State { Absent, Whole, Damaged } state = State::Absent;
    std::string name;
    std::uint64_t sequence = 0;
    std::uint32_t version = 0;
    std::string payload;
    std::string why;         // when damaged
    bool unreadable = false; // damaged, and not even readable as a file: a folder, a bad sector

    bool is_whole() const { return state == State::Whole; }
};

std::string numbered(std::uint64_t sequence, const std::string& payload) {
    std::string text;
    for (std::size_t i = 0; i < sequence_size; ++i)
        text += static_cast<char>(static_cast<unsigned char>(sequence >> (8 * i)));
    return text + payload;
}

// Only what says something about the file itself is damage. A file that we may not read now is not a damaged one.
bool is_damage(ErrorKind kind) {
    return kind == ErrorKind::Corrupt || kind == ErrorKind::TooLarge;
}

Result<Slot> read_slot(StateFolder& folder, const std::string& name) {
    Slot slot;
    slot.name = name;
    const Result<Bytes> data = folder.read(name, limits::checkpoint_bytes_max);
    if (!data && data.error().kind == ErrorKind::NotFound)
        return slot;
    if (!data && !is_damage(data.error().kind))
        return tl::unexpected(data.error());
    Result<Unwrapped> unwrapped = tl::unexpected(Error{});
    if (data)
        unwrapped = unwrap(Content::Checkpoint, *data, limits::checkpoint_bytes_max);
    if (!unwrapped || unwrapped->payload.size() < sequence_size) {
        slot.state = Slot::State::Damaged;
        slot.unreadable = !data;
        slot.why = !data ? data.error().text : !unwrapped ? unwrapped.error().text : "The checkpoint has no number.";
        return slot;
    }
    slot.state = Slot::State::Whole;
    slot.version = unwrapped->version;
    for (std::size_t i = 0; i < sequence_size; ++i)
        slot.sequence |= std::uint64_t{static_cast<unsigned char>(unwrapped->payload[i])} << (8 * i);
    slot.payload = unwrapped->payload.substr(sequence_size);
    return slot;
}

// In the order in which a save moves a checkpoint through them: of equal numbers the first is taken.
struct Slots {
    Slot current, previous, fresh;
    std::vector<Slot*> all() { return {&current, &previous, &fresh}; }

    Slot* newest() {
        Slot* found = nullptr;
        for (Slot* slot : all())
            if (slot->is_whole() && (found == nullptr || slot->sequence > found->sequence))
                found = slot;
        return found;
    }
};

Result<Slots> read_slots(StateFolder& folder) {
    Slots slots;
    slots.current.name = current_name;
    slots.previous.name = previous_name;
    slots.fresh.name = new_name;
    for (Slot* slot : slots.all()) {
        Result<Slot> read = read_slot(folder, slot->name);
        if (!read)
            return tl::unexpected(read.error());
        *slot = std::move(*read);
    }
    return slots;
}

// A name that no file has: an earlier one that was set aside is never replaced.
Result<std::string> free_name(StateFolder& folder, const std::string& name, const std::string& stamp) {
    const Result<std::vector<std::string>> list = folder.list();
    if (!list)
        return tl::unexpected(list.error());
    std::string wanted = name + ".aside-";
    for (const char c : stamp)
        if ((c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '-')
            wanted += c;
    for (int number = 1; number <= same_stamp_max; ++number) {
        const std::string free = number == 1 ? wanted : wanted + "-" + std::to_string(number);
        if (std::find(list->begin(), list->end(), free) == list->end())
            return free;
    }
    return fail(ErrorKind::Failed, "Too many checkpoints were set aside under the name " + wanted + ".");
}

bool is_gone(StateFolder& folder, const std::string& name) {
    const Result<Bytes> left = folder.read(name, limits::checkpoint_bytes_max);
    return !left && left.error().kind == ErrorKind::NotFound;
}

Result<void> set_aside(StateFolder& folder, const std::string& stamp, const Slot& slot, const std::string& why,
                       Loaded& loaded) {
    const Result<std::string> name = free_name(folder, slot.name, stamp);
    if (!name)
        return tl::unexpected(name.error());
    // Some report a failure and have done it all the same; then nobody would hear of the file that is not there any
    // more.
    if (Result<void> done = folder.rename(slot.name, *name); !done && !is_gone(folder, slot.name))
        return done;
    loaded.set_aside.push_back(*name);
    loaded.why += (loaded.why.empty() ? "" : " ") + why + " It is kept as " + *name + ".";
    return {};
}

// Everything goes, also an older one that we could read: whatever the newer netmend did since is not in it. What tells
// us so goes last, or a power cut in between would leave only the older one.
Result<void> set_all_aside(StateFolder& folder, const std::string& stamp, std::uint32_t version_max, Slots& slots,
                           Loaded& loaded) {
    for (const bool from_the_future : {false, true})
        for (Slot* slot : slots.all()) {
            if (slot->state == Slot::State::Absent)
                continue;
            if ((slot->is_whole() && slot->version > version_max) != from_the_future)
                continue;
            std::string why = slot->why;
            if (slot->is_whole())
                why = from_the_future ? "The checkpoint was written by a newer netmend (format " +
                                            std::to_string(slot->version) + ")."
                                      : "An older checkpoint lay beside it.";
            if (Result<void> done = set_aside(folder, stamp, *slot, why, loaded); !done)
                return done;
        }
    return {};
}

// Where none can be read, nobody knows which numbers were used. Each time that happens something is set aside, so that
// counting from a higher number each time keeps numbers, and the names that are made of them, from coming twice.
Result<std::uint64_t> number_after_loss(StateFolder& folder, Slots& slots) {
    const Result<std::vector<std::string>> list = folder.list();
    if (!list)
        return tl::unexpected(list.error());
    std::uint64_t lost = 0;
    for (const Slot* slot : slots.all())
        lost += slot->state == Slot::State::Damaged ? 1 : 0;
    for (const std::string& name : *list)
        lost += name.find(".aside-") != std::string::npos ? 1 : 0;
    return lost * numbers_apart;
}

} // namespace

Result<Loaded> Vault::load(std::uint32_t version_max, const std::string& stamp) {
    Result<Slots> read = read_slots(folder_);
    if (!read)
        return tl::unexpected(read.error());
    Slots& slots = *read;
    Loaded loaded;
    Slot* newest = slots.newest();
    sequence_ = newest == nullptr ? 0 : newest->sequence;
    if (newest == nullptr) {
        const Result<std::uint64_t> number = number_after_loss(folder_, slots);
        if (!number)
            return tl::unexpected(number.error());
        sequence_ = *number;
    }

    for (const Slot* slot : slots.all())
        if (slot->is_whole() && slot->version > version_max) {
            loaded.state = Loaded::State::Unknown;
            loaded.version = std::max(loaded.version, slot->version);
        }
    if (loaded.state == Loaded::State::Unknown) {
        if (Result<void> done = set_all_aside(folder_, stamp, version_max, slots, loaded); !done)
            return tl::unexpected(done.error());
        return loaded;
    }

    // A torn checkpoint.new was never the truth, and the next save replaces it where it can; it is kept when there is
    // no other.
    for (Slot* slot : slots.all()) {
        const bool torn_save = slot == &slots.fresh && newest != nullptr && !slot->unreadable;
        if (slot->state == Slot::State::Damaged && !torn_save)
            if (Result<void> done = set_aside(folder_, stamp, *slot, slot->why, loaded); !done)
                return tl::unexpected(done.error());
    }
    if (newest == nullptr) {
        loaded.state = loaded.set_aside.empty() ? Loaded::State::None : Loaded::State::Damaged;
        return loaded;
    }

    // Finish a save that was cut off: left where it is, the next save would write over the newest one we have.
    if (newest == &slots.fresh) {
        if (slots.current.is_whole())
            if (Result<void> done = folder_.rename(current_name, previous_name); !done)
                return tl::unexpected(done.error());
        if (Result<void> done = folder_.rename(new_name, current_name); !done)
            return tl::unexpected(done.error());
    }
    loaded.state = Loaded::State::Found;
    loaded.version = newest->version;
    loaded.payload = newest->payload;
    return loaded;
}

Result<Loaded> Vault::set_aside_everything(const std::string& stamp, const std::string& why) {
    Result<Slots> slots = read_slots(folder_);
    if (!slots)
        return tl::unexpected(slots.error());
    Loaded loaded;
    loaded.state = Loaded::State::Damaged;
    const Slot* newest = slots->newest();
    // The older ones first: a power cut in between must not leave one of them as the newest.
    for (const bool is_newest : {false, true})
        for (Slot* slot : slots->all()) {
            if (slot->state == Slot::State::Absent || (slot == newest) != is_newest)
                continue;
            const std::string reason = is_newest ? why : "An older checkpoint lay beside it.";
            if (Result<void> done = set_aside(folder_, stamp, *slot, reason, loaded); !done)
                return tl::unexpected(done.error());
        }
    return loaded;
}

Result<void> Vault::save(std::uint32_t version, const std::string& payload) {
    if (!sequence_) {
        Result<Slots> slots = read_slots(folder_);
        if (!slots)
            return tl::unexpected(slots.error());
        const Slot* newest = slots->newest();
        sequence_ = newest == nullptr ? 0 : newest->sequence;
    }
    const Bytes data = wrap(Content::Checkpoint, version, numbered(*sequence_ + 1, payload));
    if (data.size() > limits::checkpoint_bytes_max)
        return fail(ErrorKind::TooLarge, "The checkpoint has become too large to be read again.");
    if (Result<void> done = folder_.write(new_name, data); !done)
        return done;
    ++*sequence_; // whatever happens now, a whole file may have this number
    Result<void> moved = folder_.rename(current_name, previous_name);
    if (!moved && moved.error().kind != ErrorKind::NotFound) // NotFound: the first save of all
        return moved;
    return folder_.rename(new_name, current_name);
}

} // namespace netmend
