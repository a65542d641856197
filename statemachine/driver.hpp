// The loop of law 2, and nothing else: decide (the machine), save (the vault), act (the steps), tell (the chronicle).
// Made once, woken once, then run each time there is something to do; run() returns when the repair rests. One thread.
#pragma once

#include <memory>
#include <string>

#include "statemachine/base/ports.hpp"
#include "statemachine/machine/machine.hpp"
#include "statemachine/request.hpp"
#include "statemachine/saved/intent.hpp"
#include "statemachine/saved/vault.hpp"

namespace netmend {

class Driver {
  public:
    Driver(Windows& windows, Mailbox& mailbox, Watcher& watcher);
    ~Driver();

    // Reads the checkpoint and wakes the machine. An error means could not look (busy, refused): try again later;
    // nothing was touched.
    Result<void> wake();

    // Carries out what is due, until the repair rests or the mailbox says stop. Between two orders it takes requests.
    void run();

    // Whether an act stands after which others' writing to the catalogs is looked at: what was taken out may be back.
    bool watches() const { return watched() != nullptr; }
    void look_again();

    Snapshot snapshot() const;
    int bugs() const { return bugs_ + (machine_ ? machine_->bugs() : 0); }

  private:
    void take_requests();
    void accept(const Request& request);
    void begin(const Request& request);
    void take_up_earlier();
    const Checkpoint* watched() const; // null: none
    Result<void> reject(const std::string& why);
    std::vector<std::string> set_aside_earlier();
    void wake_machine(const SystemIdentity& identity, const BootSession& session);
    void tell_changed();
    bool save();
    void carry_out(Order order);
    void await_restart();
    // Named, and left alone: who sets it at each boot wins (windows-modern, 10); or its rung failed, another mended.
    std::vector<std::string> switched_off();
    void answered(const Event& answer);
    void note(const std::string& event);

    Windows& windows_;
    Mailbox& mailbox_;
    Watcher& watcher_;
    Vault vault_;
    Checkpoint checkpoint_;
    std::unique_ptr<Machine> machine_; // null: no repair
    std::string saved_;                // text last saved
    Intent on_disk_;                   // what it says is to be done
    BootSession session_;
    SystemIdentity identity_;
    bool save_failed_ = false, working_ = false, stuck_ = false, unreadable_ = false;
    std::vector<std::string> set_aside_;
    std::string set_aside_why_;
    std::vector<std::string> set_again_, back_again_, told_back_;
    std::shared_ptr<const Checkpoint> earlier_; // as in the snapshot
    bool keeps_earlier_ = false;                // it gets its file before the next checkpoint is saved
    std::uint64_t taken_ = 0;                   // as in the snapshot
    int bugs_ = 0;
};

} // namespace netmend
