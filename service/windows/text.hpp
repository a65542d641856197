// UTF-8 inside, UTF-16 at the call. What Windows gives may hold half a surrogate pair; it becomes WTF-8 (the half is
// encoded as if it were a character), so that a registry name goes there and back without loss.
#pragma once

#include <string>
#include <string_view>

namespace netmend::win32 {

std::wstring wide(std::string_view text); // bytes that are no UTF-8 become U+FFFD
std::string narrow(std::wstring_view text);

} // namespace netmend::win32
