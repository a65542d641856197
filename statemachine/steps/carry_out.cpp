#include "statemachine/base/joint.hpp"
#include "statemachine/steps/steps.hpp"

namespace netmend::steps {

Answer carry_out(Order order, Windows& windows, const Checkpoint& facts, const Intent& on_disk) {
    if (order != Order::None && on_disk != intent_of(facts))
        return event::StepFailed{bug("the driver", std::string(name_of(order)) + " was to be carried out in " +
                                                       facts.phase + ", and the disk says \"" + on_disk.phase + "\".")};
    switch (order) {
    case Order::None:
        return std::nullopt;
    case Order::Diagnose:
        return diagnose(windows, facts);
    case Order::BackUp:
        return back_up(windows, facts);
    case Order::PrepareRung:
        return prepare_rung(windows, facts);
    case Order::CarryOutRung:
        return carry_out_rung(windows, facts);
    case Order::LookAfterRung:
        return look_after_rung(windows, facts);
    case Order::UndoRung:
        return undo_rung(windows, facts);
    case Order::ResetWinsock:
        return reset_winsock(windows, facts);
    case Order::ResetCatalog:
        return reset_catalog(windows, facts);
    case Order::DeleteWinsockKeys:
        return delete_winsock_keys(windows, facts);
    case Order::SeeBlankKeys:
        return see_blank_keys(windows, facts);
    case Order::InstallTcpip:
        return install_tcpip(windows, facts, InstallWay::Install);
    case Order::UpdateTcpip:
        return install_tcpip(windows, facts, InstallWay::UpdateComponent);
    case Order::WriteInboxEntries:
        return install_tcpip(windows, facts, InstallWay::WriteEntries);
    case Order::RecordSettings:
        return record_settings(windows, facts);
    case Order::MakeRestorePoint:
        return make_restore_point(windows, facts);
    case Order::CheckReinstall:
        return check_reinstall(windows, facts);
    case Order::UninstallTcpip:
        return uninstall_tcpip(windows, facts);
    case Order::DeleteTcpipKeys:
        return delete_tcpip_keys(windows, facts);
    case Order::ReinstallTcpip:
        return reinstall_tcpip(windows, facts);
    case Order::GiveBackSettings:
        return give_back_settings(windows, facts);
    case Order::CompareSettings:
        return compare_settings(windows, facts);
    case Order::AskForRestart:
        return ask_for_restart(windows, facts);
    case Order::Verify:
        return verify(windows, facts);
    case Order::CompareInboxProviders:
        return compare_inbox_providers(windows, facts);
    case Order::PutBack:
        return put_back(windows, facts);
    case Order::CompareWithBackup:
        return compare_with_backup(windows, facts);
    case Order::ReplaceRegistry:
        return replace_registry(windows, facts);
    case Order::TellOutcome:
        return tell_outcome(windows, facts);
    }
    return event::StepFailed{bug("the steps", "nobody carries out an order of this number.")};
}

} // namespace netmend::steps
