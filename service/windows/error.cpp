#include "service/windows/error.hpp"

namespace netmend::win32 {

ErrorKind kind_of(DWORD code) {
    switch (code) {
    case ERROR_FILE_NOT_FOUND:
    case ERROR_PATH_NOT_FOUND:
    case ERROR_KEY_DELETED: // somebody deleted the key between our open and our call
    case ERROR_SERVICE_DOES_NOT_EXIST:
        return ErrorKind::NotFound;
    case ERROR_ACCESS_DENIED:
    case ERROR_PRIVILEGE_NOT_HELD:
    case ERROR_NOT_ALL_ASSIGNED:
        return ErrorKind::AccessDenied;
    case ERROR_DISK_FULL:
    case ERROR_HANDLE_DISK_FULL:
    case ERROR_NO_SYSTEM_RESOURCES: // the registry says so when its quota is used up
        return ErrorKind::DiskFull;
    case ERROR_SHARING_VIOLATION:
    case ERROR_LOCK_VIOLATION:
    case ERROR_BUSY:
    case ERROR_PIPE_BUSY:
    case ERROR_NOT_READY:
    case ERROR_SHUTDOWN_IN_PROGRESS:
    case ERROR_MACHINE_LOCKED:
    case ERROR_SERVICE_MARKED_FOR_DELETE:
    case ERROR_SERVICE_DATABASE_LOCKED:
        return ErrorKind::Busy;
    case ERROR_TIMEOUT:
    case WAIT_TIMEOUT:
        return ErrorKind::TimedOut;
    case ERROR_CALL_NOT_IMPLEMENTED:
    case ERROR_NOT_SUPPORTED:
    case ERROR_INVALID_LEVEL:
    case ERROR_PROC_NOT_FOUND:
        return ErrorKind::Unsupported;
    case ERROR_BADDB:
    case ERROR_REGISTRY_CORRUPT:
    case ERROR_FILE_CORRUPT:
    case ERROR_DISK_CORRUPT:
    case ERROR_CRC: // a bad sector
        return ErrorKind::Corrupt;
    default:
        return ErrorKind::Failed;
    }
}

tl::unexpected<Error> failed(std::string text, DWORD code) {
    return fail(kind_of(code), std::move(text), code);
}

tl::unexpected<Error> failed(std::string text) {
    const DWORD code = ::GetLastError();
    return failed(std::move(text), code);
}

} // namespace netmend::win32
