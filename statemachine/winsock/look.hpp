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

namespace netmend::winsock {

class Look {
  public:
    Look(const Catalogs& catalogs, const SystemIdentity& identity, const DllExists& dll_exists)
        : catalogs_(catalogs), identity_(identity), dll_exists_(dll_exists) {}

    const Catalogs& catalogs() const { return catalogs_; }
    const SystemIdentity& identity() const { return identity_; }

    enum class Dll { There, Missing, NotChecked };
    Dll look_for(const std::string& path, int bits); // asks once for each path and bitness

    // The finding is added and handed back, so that the caller fills in what else it knows.
    Finding& add(Severity severity, Code code, const char* catalog, int bits, std::string text);

    // "The protocol catalog"; "The 64-bit protocol catalog" where there are two.
    std::string name_of_list(const char* catalog, int bits) const;

    // "; its own DLL is mswsock.dll in the system folder."; `ever`: its DLLs on any Windows, where this one has it not.
    std::string own_dll(const Guid& provider, const std::vector<std::string>& ever) const;

    std::vector<Finding> take(); // with one last finding for all that could not be checked

  private:
    const Catalogs& catalogs_;
    const SystemIdentity& identity_;
    const DllExists& dll_exists_;
    std::map<std::pair<std::string, int>, Dll> seen_;
    std::set<std::string> unreadable_names_; // paths in an unknown code page
    std::optional<Error> dll_error_;
    std::vector<Finding> findings_;
};

// Fit for a sentence and for JSON, not long.
std::string shown(std::string_view text);
// "1001, 1002, 1003 and 4 more"
std::string shown(const std::vector<std::uint32_t>& numbers);

void judge_chains(Look& look, const ProtocolCatalog& catalog);
void judge_name_spaces(Look& look, const NamespaceCatalog& catalog);
void judge_disagreement(Look& look); // between the catalogs of the two bitnesses
void judge_old_key(Look& look);
void judge_programs(Look& look);

// What a base or layered entry is to us.
enum class Owner { Inbox, ThirdParty };
Owner owner_of(const PackedItem& item);
bool is_msafd(const std::string& path);  // mswsock.dll, or its former name, in the system folder
bool is_layered(const PackedItem& item); // a layered protocol's own entry, or a chain
// The product, else the DLL: "VMware sockets", "imon.dll".
std::string people_name(const std::string& path, const Guid& provider);

} // namespace netmend::winsock
