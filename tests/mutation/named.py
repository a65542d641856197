"""The named mutations: ways of breaking netmend, each told by the functions that it breaks (changes.py)."""
from typing import NamedTuple

from changes import Answer, Call, Condition


class Mutation(NamedTuple):
    name: str
    changes: list


def one(name, change):
    return Mutation(name, [change])


STEPS, MACHINE, VAULT = "statemachine/steps/", "statemachine/machine/", "statemachine/saved/vault.cpp"
BACKING_UP = STEPS + "backing_up.cpp"
NAMED = [
    Mutation("a repeated order overwrites the backup", [
        Condition(BACKING_UP, "own_backup", ("decode_backup",)),
        Condition(BACKING_UP, "own_backup", ("NotFound",))]),
    one("the backup is not verified", Condition(BACKING_UP, "verified_digest", ("different",))),
    one("the backup is never given its name", Call(BACKING_UP, "own_backup", "windows.folder.rename")),
    one("all repairs share one backup", Call(BACKING_UP, "own_backup", "backup_name_for", 'std::string("backup-1")')),
    one("what a lost repair found is not put back", Answer(BACKING_UP, "backed_up_by_a_lost_repair", "std::nullopt")),
    one("the removal of TCP/IP is not noted", Answer(STEPS + "removal.cpp", "note_removal", "{}")),
    one("the intent is not saved",
        Answer("statemachine/driver.cpp", "Driver::save", "true", when="machine_->order() == Order::DeleteWinsockKeys")),
    one("another Windows is not noticed", Condition("statemachine/driver.cpp", "Driver::wake_machine", ("same_system",))),
    one("a flush is left out", Call(STEPS + "verifying.cpp", "seen_mended", "windows.registry.flush")),
    one("boot sessions are not compared", Answer(MACHINE + "boot_judgement.cpp", "same_session", "false")),
    one("the bound on tries is removed", Answer(MACHINE + "guards.cpp", "MayTryAgain::holds", "true")),
    one("rollback skips a key",
        Answer("statemachine/backup/put_back.cpp", "PuttingBack::recreate", "{}", when='key.path.ends_with("Winsock")')),
    one("the order of settings is lost",
        Call("statemachine/settings/giving_back.cpp", "make", "registry.set",
             "[&] { RegistryValue value = change.value; std::reverse(value.data.begin(), value.data.end()); "
             "return registry.set(change.path, value); }()")),
    one("the checkpoint's checksum is ignored", Condition("statemachine/base/envelope.cpp", "unwrap", ("digest_of",))),
    one("a newer netmend's checkpoint is acted upon", Condition(VAULT, "Vault::load", ("is_whole", "version_max"))),
    one("the older checkpoint wins", Condition(VAULT, "Slots::newest", ("sequence",),
                                               "slot->is_whole() && (found == nullptr || slot->sequence < found->sequence)")),
    one("numbers of checkpoints come twice", Answer(VAULT, "number_after_loss", "0")),
    one("safe mode does not rest", Condition(MACHINE + "machine.cpp", "Machine::order", ("safe_mode_",))),
    one("the outcome is not recorded", Call(STEPS + "telling_outcome.cpp", "tell_outcome", "windows.chronicle.add_to_history")),
    one("a restart under way goes on", Call(STEPS + "putting_back.cpp", "put_back", "windows.power.abort_restart")),
    one("the effect that shows after a restart is forgotten", Call(MACHINE + "guards.cpp", "SomethingWasDone::holds", "std::any_of")),
    one("third parties are not named", Call(STEPS + "diagnosing.cpp", "diagnose", "winsock::third_parties")),
    one("consent is not asked for", Answer(MACHINE + "guards.cpp", "PlanAgreed::holds", "true")),
    one("damage is called mended", Answer(STEPS + "verifying.cpp", "answer_for", "event::SeenMended{look_from(diagnosis)}",
                                          when="diagnosis.verdict == winsock::Verdict::Damaged")),
]
