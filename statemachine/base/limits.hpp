// Every bound in the product, on one screen. Past a bound comes the phase's way back, never one more try.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>

namespace netmend::limits {

using std::chrono::minutes;
using std::chrono::seconds;

// Repeats.
inline constexpr int tries_per_step_max = 3;       // carrying out one order, failures only
inline constexpr int wakes_per_phase_max = 20;     // boots and service starts that find the same phase unfinished
inline constexpr int deletions_per_repair_max = 2; // last known good or a restore point brought the old keys back
inline constexpr int rollbacks_per_repair_max = 2; // the comparison after the restart still differed
inline constexpr int extra_restarts_max = 2;       // asked for by the component installer, or after it had to be killed
inline constexpr int rounds_per_repair_max = 3;    // a rung written down or carried out once more
inline constexpr int restart_doubts_max = 1;       // volatile key and kernel boot time disagree
inline constexpr int restart_reminders_max = 5;    // woke in the same boot session, or powered on without a restart
inline constexpr int restarts_per_repair_max = 12; // sum of all the above; the simulation checks it
inline constexpr int restarts_overdue_max = 5;     // in one phase: Windows accepted, and nothing came; then a person
inline constexpr int restart_refusals_max = 84;    // in one phase, a weekend: the console is locked; then a person
inline constexpr int catalog_readings_max = 50;    // of catalogs that others write meanwhile, or left torn
inline constexpr int winsock_starts_max = 3;       // child processes that start Winsock so that the blank keys appear

// Deadlines. Generous where a kill tears (design, chapter 4).
inline constexpr seconds catalog_writer_deadline{240}; // others wait up to 180 s for a writer's marker
inline constexpr minutes component_installer_deadline{15};
inline constexpr seconds component_lock_deadline{60};
inline constexpr minutes component_look_deadline{2};
inline constexpr minutes restore_point_deadline{5};
inline constexpr seconds probe_deadline{60};
inline constexpr seconds winsock_start_deadline{60};

// Waits. None of them proves anything; they only make room.
inline constexpr seconds before_next_try{5};
inline constexpr seconds before_next_save{60};       // the disk was full or a scanner held the file
inline constexpr seconds catalog_writer_within{180}; // another program's marker in the catalog; readers wait as long
inline constexpr seconds second_look_after{60};      // "damaged" counts only when a second look agrees
inline constexpr minutes services_start_within{5};
inline constexpr seconds service_starts_within{30}; // one that is started by name
inline constexpr seconds address_within{90}; // an adapter without any address is damage when it has none so much later
inline constexpr minutes uptime_before_automatic_restart{2};
inline constexpr seconds restart_countdown{60};
inline constexpr minutes restart_comes_within{10}; // after its countdown; programs may take their time to end
inline constexpr minutes before_next_restart_request{5};
inline constexpr int restart_refusals_soon_max = 12; // then an hour each
inline constexpr minutes before_late_restart_request{60};
inline constexpr seconds forced_restart_watched_every{5}; // whether somebody logs on while it counts down
inline constexpr seconds boot_time_tolerance{1};          // two readings of one boot session

// Sizes.
inline constexpr std::size_t checkpoint_bytes_max = 1u << 20;
inline constexpr std::size_t backup_bytes_max = 64u << 20;
inline constexpr std::size_t difference_bytes_max = 64u << 20; // two of the longest lists, before and after
inline constexpr std::size_t pipe_message_bytes_max = 64u << 10;
inline constexpr std::size_t events_kept = 32;
inline constexpr std::size_t text_bytes_max = 2048; // one sentence that is saved or shown
inline constexpr std::size_t people_named_max = 16; // who are logged on at a terminal server
inline constexpr int registry_depth_max = 32;
inline constexpr std::size_t registry_keys_max = 20000;
inline constexpr std::size_t registry_value_bytes_max = 1u << 20;
inline constexpr std::uint32_t catalog_entries_max = 10000; // per list; real machines showed 34

} // namespace netmend::limits
