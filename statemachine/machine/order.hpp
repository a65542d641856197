// What the machine may ask of Windows: one order at a time, as data. Each is carried out by one unit in steps/, is
// safe to repeat, or begins by looking at the world, because a power cut may make it be carried out twice.
#pragma once

#include <string_view>

namespace netmend {

enum class Order {
    None,                  // rests: until a restart, an answer or a person
    Diagnose,              // look only, and make the plan
    RecordSettings,        // of every connection, once per repair (procedures, 8)
    BackUp,                // the owned set, once per repair; verified
    MakeRestorePoint,      // where the system has them; never the end of a repair
    PrepareRung,           // what this rung of Vista and later would change is written down; nothing is changed yet
    CarryOutRung,          // what was written down, and no more
    LookAfterRung,         // new processes of every bitness, and whether the rung's own damage is gone
    UndoRung,              // what was written down, backwards
    ResetWinsock,          // netsh winsock reset on Vista and later, and giving back what it took of Windows' own
    ResetCatalog,          // netsh winsock reset (procedures, 4)
    DeleteWinsockKeys,     // procedures, 5.2
    SeeBlankKeys,          // procedures, 5.4
    InstallTcpip,          // procedures, 5.5: the component installer
    UpdateTcpip,           // its second way (windows-facts, 3.2, option 2)
    WriteInboxEntries,     // its third way (option 3)
    CheckReinstall,        // procedures, 6.0: Windows 2000, nothing is changed yet
    UninstallTcpip,        // procedures, 6.3
    DeleteTcpipKeys,       // procedures, 6.5 and 6.6: two values and three keys
    ReinstallTcpip,        // procedures, 6.8: from the list, with the former bindings
    GiveBackSettings,      // what RecordSettings wrote down and is not there any more
    AskForRestart,         // as the policy says: by a person, or by itself
    Verify,                // procedures, 9
    CompareInboxProviders, // procedures, 5.7
    CompareSettings,       // with what was recorded
    PutBack,               // the owned set from the backup
    CompareWithBackup,     // after the restart that follows PutBack or ReplaceRegistry
    ReplaceRegistry,       // procedures, 6: the whole SYSTEM copy at the next start, by name only
    TellOutcome,           // history, event log, logged-on user
};

std::string_view name_of(Order order);

} // namespace netmend
