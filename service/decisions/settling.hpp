// Where the state folder is, and how it gets there. It lies where users cannot create anything, below the Windows
// folder; earlier versions had it in the folder for all users' data, from where it is taken over. Whatever cuts this
// off, the next start finds exactly one folder that it believes. Somebody who holds the usual name gets it moved aside,
// and where that cannot be done the state lies beside it under a random name, which is remembered.
#pragma once

#include <string>
#include <vector>

#include "service/decisions/ownership.hpp"
#include "statemachine/base/error.hpp"

namespace netmend {

// The disk and the memory of a name, as settling needs them. Paths are full, in UTF-8.
class StatePlaces {
  public:
    virtual ~StatePlaces() = default;
    virtual Result<Verdict> look(const std::string& path) = 0; // an error: could not look
    virtual Result<void> make(const std::string& path) = 0; // with its descriptor, in one call; fails where it is there
    // Owner and list of the folder and of each believed file in it, by handle. Success where they are so already.
    virtual Result<void> secure(const std::string& path) = 0;
    virtual Result<void> rename(const std::string& from,
                                const std::string& to) = 0;                        // in one; fails where `to` is there
    virtual Result<void> copy(const std::string& from, const std::string& to) = 0; // every believed file, on the disk
    virtual void discard(const std::string& path) = 0;                             // a copy that was cut off
    virtual std::string remembered() = 0;                                          // empty: none
    virtual Result<void> remember(const std::string& path) = 0;                    // on the disk when it returns
    virtual std::string random_suffix() = 0;
    virtual std::string date_suffix() = 0; // "20261122-130500"
};

struct SettledFolder {
    std::string path;
    std::vector<std::string> told; // sentences for people about what was found odd; empty as a rule
};

// An error means that no folder could be had, for a reason of the disk. `older`: empty where there is none.
Result<SettledFolder> settle_state_folder(StatePlaces& places, const std::string& usual, const std::string& older);

// The same without changing anything: where a reader finds the state.
std::string find_state_folder(StatePlaces& places, const std::string& usual, const std::string& older);

} // namespace netmend
