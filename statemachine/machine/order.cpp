#include "statemachine/machine/order.hpp"

namespace netmend {

std::string_view name_of(Order order) {
    switch (order) {
    case Order::None:
        return "none";
    case Order::Diagnose:
        return "diagnose";
    case Order::RecordSettings:
        return "record-settings";
    case Order::BackUp:
        return "back-up";
    case Order::MakeRestorePoint:
        return "make-restore-point";
    case Order::PrepareRung:
        return "prepare-rung";
    case Order::CarryOutRung:
        return "carry-out-rung";
    case Order::LookAfterRung:
        return "look-after-rung";
    case Order::UndoRung:
        return "undo-rung";
    case Order::ResetWinsock:
        return "reset-winsock";
    case Order::ResetCatalog:
        return "reset-catalog";
    case Order::DeleteWinsockKeys:
        return "delete-winsock-keys";
    case Order::SeeBlankKeys:
        return "see-blank-keys";
    case Order::InstallTcpip:
        return "install-tcpip";
    case Order::UpdateTcpip:
        return "update-tcpip";
    case Order::WriteInboxEntries:
        return "write-inbox-entries";
    case Order::CheckReinstall:
        return "check-reinstall";
    case Order::UninstallTcpip:
        return "uninstall-tcpip";
    case Order::DeleteTcpipKeys:
        return "delete-tcpip-keys";
    case Order::ReinstallTcpip:
        return "reinstall-tcpip";
    case Order::GiveBackSettings:
        return "give-back-settings";
    case Order::AskForRestart:
        return "ask-for-restart";
    case Order::Verify:
        return "verify";
    case Order::CompareInboxProviders:
        return "compare-inbox-providers";
    case Order::CompareSettings:
        return "compare-settings";
    case Order::PutBack:
        return "put-back";
    case Order::CompareWithBackup:
        return "compare-with-backup";
    case Order::ReplaceRegistry:
        return "replace-registry";
    case Order::TellOutcome:
        return "tell-outcome";
    }
    return "unknown";
}

} // namespace netmend
