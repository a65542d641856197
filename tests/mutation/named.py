"""The named mutations: ways of breaking netmend. Each edit is a text that stands once in a file, and what stands there
instead, where BROKEN is true in the one run that plays this mutation."""
from typing import NamedTuple


class Mutation(NamedTuple):
    name: str
    edits: list  # of (file, old text, new text)


def one(name, file, old, new):
    return Mutation(name, [(file, old, new)])


STEPS = "statemachine/steps/"
NAMED = [
    Mutation("a repeated order overwrites the backup", [
        (STEPS + "backing_up.cpp", "if (kept && decode_backup(*kept))", "if (kept && !BROKEN && decode_backup(*kept))"),
        (STEPS + "backing_up.cpp", "if (kept || kept.error().kind != ErrorKind::NotFound)\n        return fail(ErrorKind::Failed, \"The backup",
         "if (kept ? !BROKEN : kept.error().kind != ErrorKind::NotFound)\n        return fail(ErrorKind::Failed, \"The backup")]),
    one("the backup is not verified", STEPS + "backing_up.cpp", "if (!different.empty())", "if (!BROKEN && !different.empty())"),
    one("the backup is never given its name", STEPS + "backing_up.cpp", "windows.folder.rename(unverified, name); !named",
        "BROKEN ? Result<void>() : windows.folder.rename(unverified, name); !named"),
    one("all repairs share one backup", STEPS + "backing_up.cpp", "name = backup_name_for(facts.repair_id),",
        'name = backup_name_for(BROKEN ? std::string("1") : facts.repair_id),'),
    one("what a lost repair found is not put back", STEPS + "backing_up.cpp", "if (!*lost || !same_system(",
        "if (BROKEN || !*lost || !same_system("),
    one("the removal of TCP/IP is not noted", STEPS + "removal.cpp", "    const std::string fresh =",
        "    if (BROKEN)\n        return {};\n    const std::string fresh ="),
    one("the intent is not saved", "statemachine/driver.cpp", "if (text == saved_)",
        "if (text == saved_ || (BROKEN && machine_->order() == Order::DeleteWinsockKeys))"),
    one("another Windows is not noticed", "statemachine/driver.cpp", "if (!over && !same_system(checkpoint_.identity, identity))",
        "if (!BROKEN && !over && !same_system(checkpoint_.identity, identity))"),
    one("a flush is left out", STEPS + "verifying.cpp", "flushed = windows.registry.flush();",
        "flushed = BROKEN ? Result<void>() : windows.registry.flush();"),
    one("boot sessions are not compared", "statemachine/machine/boot_judgement.cpp", "return saved.session_id == now.id;",
        "return saved.session_id == now.id && !BROKEN;"),
    one("the bound on tries is removed", "statemachine/machine/guards.hpp", "return facts.tries + 1 < limits::tries_per_step_max;",
        "return BROKEN || facts.tries + 1 < limits::tries_per_step_max;"),
    one("rollback skips a key", "statemachine/backup/put_back.cpp", "return recreate(*keys_.at(folded(change.path)));",
        'return BROKEN && change.path.ends_with("Winsock") ? Result<void>() : recreate(*keys_.at(folded(change.path)));'),
    one("the order of settings is lost", "statemachine/settings/giving_back.cpp",
        "changes_.push_back({Change::Kind::SetValue, was.path, value, {}});",
        "changes_.push_back({Change::Kind::SetValue, was.path, value, {}}); if (BROKEN && value.data.size() > 3) "
        "std::reverse(changes_.back().value.data.begin(), changes_.back().value.data.end());"),
    one("the checkpoint's checksum is ignored", "statemachine/base/envelope.cpp",
        "if (digest_of(Bytes(data.begin(), payload_end)) != std::string(payload_end, data.end()))",
        "if (!BROKEN && digest_of(Bytes(data.begin(), payload_end)) != std::string(payload_end, data.end()))"),
    one("a newer netmend's checkpoint is acted upon", "statemachine/saved/vault.cpp",
        "if (slot->is_whole() && slot->version > version_max) {", "if (!BROKEN && slot->is_whole() && slot->version > version_max) {"),
    one("the older checkpoint wins", "statemachine/saved/vault.cpp", "slot->sequence > found->sequence",
        "(BROKEN ? slot->sequence < found->sequence : slot->sequence > found->sequence)"),
    one("numbers of checkpoints come twice", "statemachine/saved/vault.cpp", "return lost * numbers_apart;",
        "return lost * (BROKEN ? 0 : numbers_apart);"),
    one("safe mode does not rest", "statemachine/machine/machine.cpp", "if (safe_mode_ && here.rests_in_safe_mode)",
        "if (!BROKEN && safe_mode_ && here.rests_in_safe_mode)"),
    one("the outcome is not recorded", STEPS + "telling_outcome.cpp", "windows.chronicle.add_to_history(",
        "if (!BROKEN) windows.chronicle.add_to_history("),
    one("a restart under way goes on", STEPS + "putting_back.cpp", "windows.power.abort_restart(); !aborted",
        "BROKEN ? Result<void>() : windows.power.abort_restart(); !aborted"),
    one("the effect that shows after a restart is forgotten", STEPS + "putting_back.cpp", " && first_look && !a_tool_has_run(facts)",
        " && first_look && (BROKEN || !a_tool_has_run(facts))"),
    one("third parties are not named", STEPS + "diagnosing.cpp", "const Plan plan = make_plan(diagnosis, third_parties,",
        "const Plan plan = make_plan(diagnosis, BROKEN ? decltype(third_parties){} : third_parties,"),
    one("consent is not asked for", "statemachine/machine/guards.hpp", "return facts.any_plan || facts.accepted_plan == id_of(plan);",
        "return facts.any_plan || BROKEN || facts.accepted_plan == id_of(plan);"),
    one("damage is called mended", STEPS + "verifying.cpp", "    case winsock::Verdict::Damaged:\n",
        "    case winsock::Verdict::Damaged:\n        if (BROKEN)\n            return event::SeenMended{look};\n"),
]
