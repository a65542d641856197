"""The named mutations: ways of breaking netmend, each told by the functions that it breaks (changes.py)."""
from typing import NamedTuple

from changes import Answer, Call, Condition


class Mutation(NamedTuple):
    name: str
    changes: list


def one(name, change):
    return Mutation(name, [change])


STEPS, MACHINE, VAULT = "statemachine/steps/", "statemachine/machine/", "statemachine/saved/vault.cpp"
MENDING = "statemachine/mending/"
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
    one("a flush is left out", Call(STEPS + "looking.cpp", "seen_mended", "windows.registry.flush")),
    one("boot sessions are not compared", Answer(MACHINE + "boot_judgement.cpp", "same_session", "false")),
    one("the bound on tries is removed", Answer(MACHINE + "guards.cpp", "MayTryAgain::holds", "true")),
    one("rollback skips a key",
        Answer("statemachine/backup/put_back.cpp", "PuttingBack::recreate", "{}", when='key.path.ends_with("Winsock")')),
    one("the order of settings is lost",
        Call("statemachine/settings/giving_back.cpp", "make", "registry.set",
             "[&] { RegistryValue value = change.value; std::reverse(value.data.begin(), value.data.end()); "
             "return registry.set(change.path, value); }()")),
    one("the checkpoint's checksum is ignored", Condition("statemachine/base/envelope.cpp", "unwrap", ("digests.beginning",))),
    one("a newer netmend's checkpoint is acted upon", Condition(VAULT, "Vault::load", ("is_whole", "version_max"))),
    one("the older checkpoint wins", Condition(VAULT, "Slots::newest", ("sequence",),
                                               "slot->is_whole() && (found == nullptr || slot->sequence < found->sequence)")),
    one("numbers of checkpoints come twice", Answer(VAULT, "number_after_loss", "0")),
    one("safe mode does not rest", Condition(MACHINE + "machine.cpp", "Machine::order", ("safe_mode_",))),
    one("the outcome is not recorded", Call(STEPS + "telling_outcome.cpp", "tell_outcome", "windows.chronicle.add_to_history")),
    one("a restart under way goes on", Call(STEPS + "putting_back.cpp", "put_back", "windows.power.abort_restart")),
    one("people are thrown out by a restart", Answer(STEPS + "asking_for_restart.cpp", "nobody_is_logged_on", "true")),
    one("the effect that shows after a restart is forgotten", Call(MACHINE + "guards.cpp", "SomethingWasDone::holds", "std::any_of")),
    one("third parties are not named", Call("statemachine/planning/planning.cpp", "others_in", "winsock::third_parties")),
    one("consent is not asked for", Answer(MACHINE + "guards.cpp", "PlanAgreed::holds", "true")),
    one("damage is called mended", Answer(STEPS + "verifying.cpp", "verify", "event::SeenMended{}")),
    # the ladder of Vista and later
    one("a rung needs no backup", Condition(STEPS + "carrying_out_rung.cpp", "carry_out_rung", ("backup_of",))),
    one("what a rung changes is not kept", Call(STEPS + "preparing_rung.cpp", "prepare_rung", "windows.folder.rename")),
    one("a rung that did not help stays", Answer(STEPS + "carrying_out_rung.cpp", "undo_rung", "event::StepDone{}")),
    one("what a rung changed is lost unseen", Answer(STEPS + "looking_after_rung.cpp", "not_all_there", "std::nullopt")),
    one("nobody waits for a service's restart", Call(STEPS + "looking_after_rung.cpp", "judged", "waits_for_restart")),
    one("a rung looks at nothing", Answer(STEPS + "looking_after_rung.cpp", "look_after_rung", "event::SeenMended{}")),
    one("the catalog is written without its marker", Answer(MENDING + "catalog_writer.cpp", "CatalogWriter::make_marker", "true")),
    one("the serial number stays", Call(MENDING + "catalog_writer.cpp", "CatalogWriter::finish", "registry_.set")),
    one("a writer of the catalog is not waited for",
        Answer(MENDING + "catalog_writer.cpp", "CatalogWriter::wait_for_others", "true")),
    one("any service gets its start type back",
        Condition(MENDING + "service_mending.cpp", "mend_services", ("is_damage",))),
    one("the service control manager is not told",
        Answer(STEPS + "carrying_out_rung.cpp", "configure_services", "")),
    one("a reset takes what nobody accepted", Answer(STEPS + "resetting_winsock.cpp", "healthy_not_accepted", "{}")),
    one("a reset keeps no record of what it must leave", Answer(MENDING + "reset_mending.cpp", "keep_all", "{}")),
    one("what a reset took of Windows' own stays away", Call(MENDING + "reset_mending.cpp", "give_back_own", "mend_inbox")),
    one("nobody looks after a reset", Answer(STEPS + "resetting_winsock.cpp", "look_after_reset", "event::SeenMended{}")),
    one("a layer whose DLL is there is taken for broken", Condition(MENDING + "dll_look.cpp", "look_once", ("there",))),
]
