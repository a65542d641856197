// libFuzzer: the record of what a rung changes, from the state folder. The bytes come once as the file itself, and once
// as the payload of a good envelope, since a checksum would keep nearly every input away from the code behind it. What
// is accepted must come back the same, and reversed twice be the same.
#include <cstdlib>
#include <string>

#include "statemachine/base/envelope.hpp"
#include "statemachine/mending/difference_archive.hpp"

namespace {

using namespace netmend;

void check(bool holds) {
    if (!holds)
        std::abort();
}

void read(const Bytes& file) {
    const Result<mending::Difference> difference = mending::decode_difference(file);
    if (!difference) {
        check(!difference.error().text.empty());
        return;
    }
    const Result<mending::Difference> again = mending::decode_difference(mending::encode_difference(*difference));
    check(again && *again == *difference);
    check(difference->reversed().reversed() == *difference);
    check(difference->empty() == difference->reversed().empty());
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    read(Bytes(data, data + size));
    for (const std::uint32_t format : {1u, 2u})
        read(wrap(Content::Difference, format, std::string(data, data + size)));
    return 0;
}
