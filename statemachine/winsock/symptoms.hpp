// The codes by which a broken stack shows (procedures, chapter 1), each with its name and a sentence for people.
// netmend knows symptoms by code only: texts are localised.
#pragma once

#include <cstdint>
#include <string>

namespace netmend::winsock {

enum class Blame {
    Stack,  // the catalog, its providers or the driver
    Absent, // this family or protocol is not there, which can be quite normal
    Others, // a firewall or a machine without resources; no proof against the stack
};

struct Symptom {
    std::uint32_t code;
    const char* name;     // "WSAENOTSOCK"
    const char* sentence; // without a full stop
    Blame blame;
};

const Symptom* symptom_of(std::uint32_t code); // null: not in the table
Blame blame_of(std::uint32_t code);            // the stack, for a code that is not in the table

// "10038 WSAENOTSOCK: an operation was attempted on something that is not a socket"; "code 12345".
std::string shown_code(std::uint32_t code);

} // namespace netmend::winsock
