// Writes the lists of one Winsock catalog as Windows' own writers do, so that nobody who reads meanwhile sees half of
// them (windows-facts 1.1, windows-modern 1.3): a volatile key named by the serial number as it stands, which readers
// wait for; the lists; flush; comparison; the next serial number; and the key goes. One of its kind that another
// program made is waited for, as long as readers wait.
//
// A marker that our own service left because it was killed must not make us wait. So before a marker is made, its
// number is noted in a volatile key of netmend's own. Marker and note go with the boot session; where both are there
// and of one number, we stopped in between, and go on.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "statemachine/mending/difference.hpp"

namespace netmend::mending {

class CatalogWriter {
  public:
    CatalogWriter(Registry& registry, Clock& clock, std::string catalog);

    // Until no other program writes. False: interrupted. TimedOut: one does not finish.
    Result<bool> wait_for_others();
    // How many of its changes are not made yet. Busy: somebody else changed it.
    Result<int> count_left(const Difference& part);
    // Waits as well. False: interrupted, and nothing was changed.
    Result<bool> write(const Difference& part);

  private:
    enum class Marker { Made, LeftByUs, NotNeeded, Interrupted };
    struct Present {
        std::optional<std::uint32_t> serial;
        bool marked = false;                // by that number
        std::optional<std::uint32_t> noted; // the number of the marker that we made, or were about to make
        std::vector<std::string> subkeys;
        bool is_ours() const { return marked && noted == serial; }
    };

    Result<Present> look();
    Result<Marker> mark(const Difference& part);
    Result<bool> make_marker(std::uint32_t serial); // false: another program was faster
    Result<void> write_lists(const Difference& part);
    void take_back(const Difference& part);
    Result<void> finish();
    Result<void> forget(std::uint32_t serial); // marker and note
    Result<void> forget_present();
    std::string marker_of(std::uint32_t serial) const;

    Registry& registry_;
    Clock& clock_;
    const std::string catalog_, note_;
};

} // namespace netmend::mending
