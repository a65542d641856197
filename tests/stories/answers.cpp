#include "tests/stories/answers.hpp"

#include "statemachine/machine/states.hpp"

namespace netmend::stories {
namespace {

template<class... E> std::vector<Event> one_of_each(boost::mp11::mp_list<E...>) {
    return {Event(E{})...};
}

} // namespace

std::vector<Event> one_of_each() {
    return one_of_each(event::All{});
}

std::set<std::string> answers_of(Order order) {
    switch (order) {
    case Order::None:
        return {};
    case Order::Diagnose:
        return {"FoundDamage", "FoundNoDamage", "FoundNoProcedure", "StepFailed"};
    case Order::RecordSettings:
        return {"SettingsRecorded", "StepFailed"};
    case Order::MakeRestorePoint:
        return {"RestorePointTried"};
    case Order::CheckReinstall:
        return {"StepDone", "ObstacleSeen", "AlreadyRemoved", "StoppedHalfway", "StepFailed"};
    case Order::UninstallTcpip:
        return {"StepDone", "ObstacleSeen", "StoppedHalfway", "StepFailed"};
    case Order::DeleteTcpipKeys:
        return {"StepDone", "CameBack", "StepFailed"};
    case Order::GiveBackSettings:
        return {"StepDone", "NothingToPutBack", "StepFailed"};
    case Order::ReinstallTcpip:
        return {"StepDone", "InstalledButDamaged", "RestartNeededFirst", "StepFailed"};
    case Order::CompareSettings:
        return {"SettingsCompared", "StepFailed"};
    case Order::BackUp:
        return {"BackedUp", "StepFailed"};
    case Order::PrepareRung:
        return {"RungPrepared", "NothingToMend", "LossNotAccepted", "StepFailed"};
    case Order::CarryOutRung:
        return {"StepDone", "ChangedMeanwhile", "StepFailed"};
    case Order::LookAfterRung:
        return {"SeenMended", "RungHelped", "RungLost", "RungUnseenYet", "RungDidNotHelp", "CouldNotLook"};
    case Order::UndoRung:
        return {"StepDone", "StepFailed"};
    case Order::ResetWinsock:
        return {"StepDone", "NoEffectSeen", "ChangedMeanwhile", "StepFailed"};
    case Order::ResetCatalog:
        return {"StepDone", "NoEffectSeen", "StillDamaged", "StepFailed"};
    case Order::DeleteWinsockKeys:
        return {"StepDone", "StepFailed"};
    case Order::SeeBlankKeys:
        return {"BlankKeysSeen", "SoundCatalogSeen", "OldEntriesSeen", "StepFailed"};
    case Order::InstallTcpip:
    case Order::UpdateTcpip:
        return {"StepDone", "NoEffectSeen", "RestartNeededFirst", "StepFailed"};
    case Order::WriteInboxEntries:
        return {"StepDone", "NoEffectSeen", "StepFailed"};
    case Order::AskForRestart:
        return {"StepFailed", "RestartPutOff"}; // that it was asked for is noted, and shows at the next waking
    case Order::Verify:
        return {"SeenMended", "SeenDamaged", "CouldNotLook"};
    case Order::CompareInboxProviders:
        return {"InboxCompared", "StepFailed"};
    case Order::PutBack:
        return {"PutBackDone", "NothingToPutBack", "StepFailed"};
    case Order::CompareWithBackup:
        return {"StepDone", "StillDifferent", "StepFailed"};
    case Order::ReplaceRegistry:
        return {"StepDone", "StepFailed"};
    case Order::TellOutcome:
        return {}; // noted
    }
    return {};
}

std::unique_ptr<Machine> machine_in(const PhaseFacts& phase, Checkpoint& facts) {
    const bool finishing = phase.way_back == WayBack::Finishing;
    facts.phase = finishing ? VerifyingAgain::name : phase.name;
    auto machine = std::make_unique<Machine>(facts);
    if (finishing) {
        const int tries = facts.tries;
        machine->handle(event::SeenMended{});
        if (is_in<ComparingProviders>(phase.name))
            machine->handle(event::SettingsCompared{});
        facts.tries = tries;
    }
    return machine;
}

bool acts(const PhaseFacts& phase) {
    return phase.order != Order::None && phase.order != Order::AskForRestart && phase.order != Order::TellOutcome;
}

std::string reason_against(const PhaseFacts& phase, const std::string& event) {
    const bool over = phase.way_back == WayBack::Settled;
    const bool rests = phase.way_back == WayBack::Resting;
    const bool rests_without_tcpip = phase.name == "reinstall/needing-person";
    if (event == "Woke" || event == "WokeElsewhere")
        return "only the machine itself sends it, once, to the phase of waking";
    if (event == "BegunAgain")
        return phase.way_back == WayBack::Finishing ? "" : "the machine itself sends it to a comparison at the end";
    if (event == "WokeTooOften")
        return acts(phase) ? "" : "only a phase with a step to carry out can be begun too often";
    if (event == "RestartHappened" || event == "RestartMissing" || event == "RestartDoubtful")
        return phase.waits_for_restart() ? "" : "boot sessions matter to restart phases only";
    if (event == "ConsentGiven")
        return phase.name == "opening/awaiting-consent" ? "" : "nobody asked for consent";
    if (event == "CancelAsked")
        return over ? "what is over cannot be cancelled; the service says so" : "";
    if (event == "ContinueAsked")
        return rests || rests_without_tcpip || phase.name == "settled/rolled-back"
                   ? ""
                   : "`continue` is refused where nothing rests";
    if (event == "RollbackAsked")
        return rests || phase.name == "settled/repaired" ? ""
                                                         : "`rollback` is refused in mid-repair, where cancel serves";
    if (event == "RegistryAsked")
        return rests_without_tcpip ? "" : "the last net is for a machine whose TCP/IP does not come back";
    if (event == "NothingToPutBack" && phase.order == Order::GiveBackSettings)
        return "an installation is always followed by a restart";
    return answers_of(phase.order).count(event) ? "" : "no step of this phase gives this answer";
}

} // namespace netmend::stories
