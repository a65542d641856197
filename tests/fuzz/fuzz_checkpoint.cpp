// A checkpoint from the disk, behind its envelope: whatever the bytes say, it is read or refused, and what was read is
// written and read again as the same.
#include <cstdint>
#include <cstdlib>
#include <string>

#include "statemachine/saved/checkpoint.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const netmend::Result<netmend::Checkpoint> loaded = netmend::load_text({reinterpret_cast<const char*>(data), size});
    if (loaded) {
        const netmend::Result<netmend::Checkpoint> again = netmend::load_text(netmend::save_text(*loaded));
        if (!again || !(*again == *loaded))
            std::abort();
    }
    return 0;
}
