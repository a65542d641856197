#include "service/catalog_watch.hpp"

namespace netmend {

HANDLE CatalogWatch::armed() {
    // A key that was deleted and made again, as a reset does, has to be opened again.
    for (int attempt = 0; attempt < 2 && !armed_; ++attempt) {
        if (!key_ && ::RegOpenKeyExW(HKEY_LOCAL_MACHINE, L"SYSTEM\\CurrentControlSet\\Services\\WinSock2\\Parameters",
                                     0, KEY_NOTIFY, key_.put()) != ERROR_SUCCESS)
            return nullptr;
        armed_ = arm();
        if (!armed_)
            key_ = {};
    }
    return armed_ ? event_.get() : nullptr;
}

bool CatalogWatch::arm() {
    return ::RegNotifyChangeKeyValue(key_.get(), /*bWatchSubtree=*/TRUE,
                                     REG_NOTIFY_CHANGE_NAME | REG_NOTIFY_CHANGE_LAST_SET, event_.get(),
                                     /*fAsynchronous=*/TRUE) == ERROR_SUCCESS;
}

} // namespace netmend
