// libFuzzer: what is read from the state folder. The bytes come once as the file itself, and once as the payload of a
// good envelope, since a checksum would keep nearly every input away from the code behind it. What is accepted must be
// the same after it was saved again.
#include <cstdlib>
#include <string>

#include "statemachine/backup/backup.hpp"
#include "statemachine/base/envelope.hpp"
#include "statemachine/base/limits.hpp"

namespace {

void check(bool holds) {
    if (!holds)
        std::abort();
}

void read_backup(const netmend::Bytes& file) {
    const netmend::Result<netmend::Backup> backup = netmend::decode_backup(file);
    if (!backup)
        return;
    const netmend::Result<netmend::Backup> again = netmend::decode_backup(netmend::encode_backup(*backup));
    check(again && *again == *backup);
    check(netmend::differences(*backup, *again).empty());
    netmend::BackupRegistry view(*backup);
    for (const netmend::BackupKey& key : backup->keys)
        check(view.read(key.path).has_value());
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace netmend;
    const Bytes bytes(data, data + size);
    for (const Content content : {Content::Checkpoint, Content::Backup, Content::Difference}) {
        const Result<Unwrapped> unwrapped = unwrap(content, bytes, limits::checkpoint_bytes_max);
        if (unwrapped)
            check(wrap(content, unwrapped->version, unwrapped->payload) == bytes);
    }
    read_backup(bytes);
    read_backup(wrap(Content::Backup, 1, std::string(bytes.begin(), bytes.end())));
    return 0;
}
