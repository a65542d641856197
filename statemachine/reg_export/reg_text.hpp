// The bytes of a registry export (a .reg file that somebody mailed) as one UTF-8 text: UTF-16 of either byte order,
// with its mark or recognised by its first letter, UTF-8, and the code pages of old Windows. Nothing is lost on the
// way, and nothing of the text is understood here: that is reg_syntax.hpp.
#pragma once

#include <cstdint>
#include <span>
#include <string>

namespace netmend {

// Bytes that are no UTF-8 come from an unknown code page: each then becomes the character of the same number (Latin-1),
// so that every byte can still be told. Unpaired surrogates become WTF-8.
std::string reg_text(std::span<const std::uint8_t> bytes);

} // namespace netmend
