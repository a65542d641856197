// What a look at the network stack yields: findings, each one thing seen, and their sum, the verdict. Codes are stable
// names that scripts may rely on: never rename one. "Could not look" is a verdict of its own and never counts as
// damage.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "statemachine/winsock/rights.hpp"
#include "statemachine/winsock/services.hpp"

namespace netmend::winsock {

struct Catalogs;

enum class Severity { Damage, Suspicious, Note };
std::string_view name_of(Severity severity); // "damage", "suspicious", "note"

// What has to be put right for a damage to go. Procedures say which of these they put right (planning/procedures.hpp);
// what none of them does is for a person, and the finding's remedy says what that person does.
enum class Part {
    None,       // it is never damage
    ItsList,    // of protocols or of name spaces, whichever the finding is about; only in the list of codes
    ItsCatalog, // likewise, where it is missing or has no entry
    ProtocolCatalog,
    NameSpaceCatalog,
    Protocols,  // the lists of protocols
    Layers,     // layered providers of products in these lists
    NameSpaces, // the lists of name-space providers, which a reset of Winsock leaves alone
    NamesOff,   // a name-space provider that is switched off
    OldKey,     // the old key Winsock
    Drivers,    // of TCP/IP and of sockets
    Services,   // that no network lives without
    Stack,      // something of all this: only its effect was seen
    Person,     // nothing that a procedure touches
};

struct Finding {
    std::string code; // kebab-case, stable
    Severity severity = Severity::Note;
    std::string catalog; // "protocol", "namespace", "parameters", "winsock1", "driver", "sockets", "network"
    int bits = 0;        // 32, 64; 0 where it concerns no bitness
    std::vector<std::uint32_t> entries; // catalog entry ids; numbers of the list for name spaces
    std::string provider;               // "{GUID}" or empty
    std::string dll;                    // as the catalog has it, or empty
    std::string text;                   // a sentence for a person
    std::string remedy;                 // what netmend would do about it, or a person; empty: nothing
    Part part = Part::Stack;            // of a damage
};

enum class Verdict { Healthy, Damaged, Suspicious, CouldNotLook };
std::string_view name_of(Verdict verdict); // "healthy", "damaged", "suspicious", "could-not-look"

struct Diagnosis {
    Verdict verdict = Verdict::CouldNotLook;
    std::vector<Finding> findings;            // in order of weight: damage, suspicious, note
    std::string article;                      // KB 811259's own reading: "11 sections, 11 MSAFD or RSVP, 0 others"
    bool x64 = false;                         // it has two lists of each kind
    std::vector<ServiceFault> services;       // what others stand on comes first
    std::vector<LostRight> rights;            // of services on their keys
    std::shared_ptr<const Catalogs> catalogs; // what was judged, so that nobody reads it again; null: not of a machine
};

// Code of the findings that say "could not look"; they are notes.
inline constexpr const char* could_not_look_code = "could-not-look";

// What could not be looked at, as a sentence; empty where everything could.
std::string what_could_not_be_seen(const Diagnosis& diagnosis);

// Sorts the findings by weight and sets the verdict. Damage seen outweighs what could not be looked at.
void settle(Diagnosis& diagnosis);

} // namespace netmend::winsock
