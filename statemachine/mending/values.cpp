#include "statemachine/mending/values.hpp"

#include "statemachine/base/text.hpp"

namespace netmend::mending {

RegistryValue dword_value(const std::string& name, std::uint32_t number) {
    RegistryValue value{name, reg_dword, Bytes(4)};
    for (std::size_t byte = 0; byte < 4; ++byte)
        value.data[byte] = static_cast<std::uint8_t>(number >> (8 * byte));
    return value;
}

RegistryValue text_value(const std::string& name, std::string_view text, std::uint32_t type) {
    RegistryValue value{name, type, winsock::utf16_from_utf8(text)};
    value.data.insert(value.data.end(), 2, 0);
    return value;
}

RegistryValue binary_value(const std::string& name, Bytes data) {
    return {name, reg_binary, std::move(data)};
}

} // namespace netmend::mending
