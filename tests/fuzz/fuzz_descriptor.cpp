// libFuzzer: security descriptors, which come from any program that can write a key. The bytes are cut in two.
#include <cstdlib>

#include "statemachine/base/descriptor.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const netmend::Bytes one(data, data + size / 2), other(data + size / 2, data + size);
    if (!netmend::same_descriptor(one, one) ||
        netmend::same_descriptor(one, other) != netmend::same_descriptor(other, one))
        std::abort();
    return 0;
}
