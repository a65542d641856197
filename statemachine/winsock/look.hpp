// What the judging units share: the machine looked at, the growing list of findings, and how catalogs, entries and DLLs
// are called in sentences for people. Internal to the diagnosis.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "statemachine/winsock/codes.hpp"
#include "statemachine/winsock/diagnosis.hpp"
#include "statemachine/winsock/known_providers.hpp"
#include "statemachine/winsock/owner.hpp"

namespace netmend::winsock {

class Look {
  public:
    Look(const Catalogs& catalogs, const SystemIdentity& identity, const DllExists& dll_exists, Certainty certainty)
        : catalogs_(catalogs), identity_(identity), dll_exists_(dll_exists), certainty_(certainty) {}

    const Catalogs& catalogs() const { return catalogs_; }
    const SystemIdentity& identity() const { return identity_; }
    bool guessed() const { return certainty_ == Certainty::Guessed; } // the identity: what follows from it is no damage
    SystemFolder system_folder(int bits) const { return winsock::system_folder(catalogs_, bits); }

    enum class Dll { There, Missing, NotChecked };
    Dll look_for(const std::string& path, int bits); // asks once for each path and bitness

    // The finding is added and handed back, so that the caller fills in what else it knows.
    Finding& add(Severity severity, Code code, const char* catalog, int bits, std::string text);

    // "The protocol catalog"; "The 64-bit protocol catalog" where there are two.
    std::string name_of_list(const char* catalog, int bits) const;

    // "; its own DLL is mswsock.dll in the system folder."; `ever`: its DLLs on any Windows, where this one has it not.
    std::string own_dll(const Guid& provider, const std::vector<std::string>& ever) const;

    // A file that this Windows brings for that provider: where it is gone, a new list would name it again.
    bool is_file_of_this_windows(const std::string& path, const Guid& provider) const;

    std::vector<Finding> take(); // with one last finding for all that could not be checked

  private:
    const Catalogs& catalogs_;
    const SystemIdentity& identity_;
    const DllExists& dll_exists_;
    const Certainty certainty_;
    std::map<std::pair<std::string, int>, Dll> seen_;
    std::set<std::string> unreadable_names_; // paths in an unknown code page
    std::set<std::string> remote_names_;     // on the network, or devices
    std::set<std::string> endless_names_;    // longer than any path
    std::optional<Error> dll_error_;
    std::vector<Finding> findings_;
};

// Fit for a sentence and for JSON, not long.
std::string shown(std::string_view text);
// "1001, 1002, 1003 and 4 more"
std::string shown(const std::vector<std::uint32_t>& numbers);

void judge_chains(Look& look, const ProtocolCatalog& catalog);
void judge_ways(Look& look, const ProtocolCatalog& catalog);
void judge_name_spaces(Look& look, const NamespaceCatalog& catalog);
void judge_disagreement(Look& look); // between the catalogs of the two bitnesses
void judge_old_key(Look& look);
void judge_parameters(Look& look);
void judge_programs(Look& look);

} // namespace netmend::winsock
