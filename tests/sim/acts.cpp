// What each act of a schedule does to the world: how processes and boots end, and what begins then.
#include "tests/sim/scheduled_world.hpp"

namespace netmend::sim {
namespace {

using simulated::BootOptions;
using simulated::Ending;
using simulated::Loss;
using simulated::Moment;

constexpr int last_known_good = 2;

BootOptions boot_with(int word) {
    return {word == 1, word == last_known_good};
}

int boot_word(const Happening& h) {
    return h.act == Act::PowerCut ? h.with[3] : h.act == Act::Restart ? h.with[0] : 0;
}

std::uint64_t seed_of(const Happening& h) {
    return static_cast<std::uint64_t>(h.at) * 977u + static_cast<std::uint64_t>(h.when);
}

// Empty: the process goes on.
std::optional<Ending> ending_of(Act act) {
    switch (act) {
    case Act::PowerCut:
        return Ending::PowerCut;
    case Act::Restart:
    case Act::RestorePoint:
    case Act::OtherWindows:
        return Ending::CleanRestart;
    case Act::Kill:
    case Act::Damage:
    case Act::OtherNetmend:
    case Act::Away:
        return Ending::ServiceKilled;
    case Act::FastStartup:
        return Ending::FastStartup;
    default:
        return std::nullopt;
    }
}

struct FileLoss {
    int torn = -1, lost = 0;
};
FileLoss file_loss(const Happening& h) {
    const bool cut = h.act == Act::PowerCut;
    if (!cut && h.act != Act::Kill && h.act != Act::FastStartup)
        return {};
    const int byte = h.with[cut ? 2 : 1];
    const FileLoss losses[] = {{}, {byte, 0}, {0, 0}, {-1, 1}, {-1, 3}};
    return losses[h.with[cut ? 1 : 0]];
}

} // namespace

// What others wrote and nobody has flushed since, is theirs to lose.
bool ScheduledWorld::takes_what_others_wrote(const Happening& h) const {
    const bool stays_on = h.act == Act::Kill || h.act == Act::FastStartup;
    const bool loses = (h.act == Act::PowerCut && h.with[0] != 0) || (stays_on && h.with[2] != 0);
    return loses && durable_when_others_wrote_ == windows.registry.times_durable();
}

// While nothing of ours runs, and Windows may be off.
void ScheduledWorld::while_off(const Happening& h) {
    if (h.act == Act::Kill || h.act == Act::FastStartup) {
        windows.folder.power_cut();
        if (h.with[2] != 0) // a cache below us lost it, and the boot session goes on all the same
            windows.registry.power_cut(static_cast<Loss>(h.with[2]), seed_of(h));
    }
    if (h.act == Act::RestorePoint)
        put_restore_point_back();
    if (h.act == Act::OtherWindows)
        change_windows(h.with[0]);
    // What was on the disk and is lost after the last look, nobody looks for again.
    const bool flushed_lost = h.act == Act::PowerCut && h.with[0] == static_cast<int>(Loss::FlushedToo);
    if (boot_word(h) == last_known_good || flushed_lost || flush_pretended || takes_what_others_wrote(h)) {
        others_write(/*catalog=*/true, [](Tree&) {}, /*edits_found=*/false);
        durable_when_others_wrote_ = -1;
    }
}

// Windows runs, and the service has not looked yet.
void ScheduledWorld::before_service(const Happening& h) {
    if (h.act == Act::Damage)
        damage_files(h.with[0], h.with[1], h.with[2]);
    if (h.act == Act::OtherNetmend)
        update_netmend();
    for (int starts = h.act == Act::Away ? h.with[0] : 0; starts > 0; --starts)
        windows.restart();
}

void ScheduledWorld::boot_after_end(const simulated::Ended&) {
    end_process();
    const Happening h = ended_by_.value_or(Happening{});
    ended_by_.reset();
    while_off(h);
    if (others_wrote)
        forget_lost_edits();
    windows.boot(boot_with(boot_word(h)));
    note_vendor_at_boot();
    before_service(h);
}

void ScheduledWorld::happen(const Happening& h, Moment moment) {
    disturbed = true;
    const std::optional<Ending> ending = ending_of(h.act);
    if (!ending) {
        anywhere(h);
        windows.interrupt_next_wait();
        return;
    }
    // The process ends at this very effect; what else belongs to it comes when the exception has arrived.
    const FileLoss file = file_loss(h);
    windows.folder.torn_bytes = file.torn;
    windows.folder.lose_last_writes = file.lost;
    ended_by_ = h;
    const Loss loss = h.act == Act::PowerCut ? static_cast<Loss>(h.with[0]) : Loss::Nothing;
    windows.cut_at({windows.effect_count(), moment, *ending, loss, seed_of(h)});
}

void ScheduledWorld::happen_at_rest(const Happening& h) {
    disturbed = true;
    const std::optional<Ending> ending = ending_of(h.act);
    // A restart under way does not wait for somebody who waits.
    const bool takes_time = h.act == Act::Wait || h.act == Act::PowerReturned || h.act == Act::FastStartup;
    if (takes_time && windows.restart_is_under_way()) {
        end_process();
        return windows.restart();
    }
    if (!ending)
        return anywhere(h);
    end_process();
    windows.folder.torn_bytes = -1;
    windows.folder.lose_last_writes = 0;
    while_off(h);
    if (ending == Ending::PowerCut) {
        const auto loss = static_cast<Loss>(h.with[0]);
        windows.power_cut(loss == Loss::FlushedToo ? Loss::Unflushed : loss, boot_with(boot_word(h)), seed_of(h));
    }
    if (others_wrote)
        forget_lost_edits();
    if (ending == Ending::CleanRestart)
        windows.restart(boot_with(boot_word(h)));
    if (ending == Ending::PowerCut || ending == Ending::CleanRestart)
        note_vendor_at_boot();
    if (ending == Ending::FastStartup)
        windows.pass(std::chrono::hours(8));
    before_service(h);
}

void ScheduledWorld::anywhere(const Happening& h) {
    switch (h.act) {
    case Act::PowerReturned:
        windows.pass(std::chrono::hours(8));
        return ask(world::request(Request::Kind::PowerReturned));
    case Act::Stop:
        desk.stop = true;
        return;
    case Act::Cancel:
        return ask(world::request(Request::Kind::Cancel));
    case Act::RollBack:
        return ask_for_the_way_back();
    case Act::Continue:
        return ask(world::request(Request::Kind::Continue));
    case Act::StartAgain:
        return start();
    case Act::RefuseRegistry:
        return refuse_registry(h);
    case Act::RefuseFolder:
        return refuse_folder(h);
    case Act::RefuseCall:
        return refuse_call(h);
    case Act::Slow:
        return windows.pass(std::chrono::minutes(h.with[0]));
    case Act::Wait:
        return windows.pass(std::chrono::hours(h.with[0]));
    case Act::ClockJump:
        windows.wall_clock_is_off_by += std::chrono::hours(h.with[1] == 1 ? -h.with[0] : h.with[0]);
        return;
    case Act::LoseMark:
        return lose_mark();
    case Act::OutsideChange:
        return change_outside(h.with[0]);
    case Act::VendorComesBack:
        windows.put_layered_provider_back();
        return others_write(/*catalog=*/true, [](Tree&) {}, /*edits_found=*/false);
    case Act::WinsockStarts:
        windows.some_process_starts_winsock();
        return others_write(/*catalog=*/true, [](Tree&) {}, /*edits_found=*/false);
    case Act::Blind:
        return go_blind(h.with[0], h.with[1]);
    default:
        return; // it ends the process: not here
    }
}

} // namespace netmend::sim
