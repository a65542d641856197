// What can go wrong at the border, as a value: a small kind, a sentence that names the object, and the raw code of
// the operating system. A failed step must become an event of the machine, so nothing here is thrown.
#pragma once

#include <cstdint>
#include <string>
#include <utility>

#include <tl/expected.hpp>

namespace netmend {

enum class ErrorKind {
    NotFound,     // the object is not there; for a deletion that is success
    AccessDenied, // we may not look or write: "could not look", never "damaged"
    TimedOut,     // past its deadline, and stopped there
    Corrupt,      // read, but it is not what it says it is
    TooLarge,     // over a bound of limits.hpp
    DiskFull,     // nothing was written
    Busy,         // somebody else holds it; worth another try
    Unsupported,  // this Windows does not have it
    Failed,       // anything else: see the code
};

struct Error {
    ErrorKind kind = ErrorKind::Failed;
    std::string text;          // a sentence for a person, naming the object
    std::uint32_t os_code = 0; // Win32, Winsock or HRESULT code; 0 where there is none
};

template<class T> using Result = tl::expected<T, Error>;

inline tl::unexpected<Error> fail(ErrorKind kind, std::string text, std::uint32_t os_code = 0) {
    return tl::unexpected<Error>(Error{kind, std::move(text), os_code});
}

} // namespace netmend
