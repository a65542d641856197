#include "statemachine/winsock/parameters.hpp"

#include <algorithm>

#include "statemachine/base/text.hpp"
#include "statemachine/winsock/provider_path.hpp"

namespace netmend::winsock {
namespace {

constexpr std::uint32_t reg_sz = 1, reg_expand_sz = 2;
constexpr std::size_t text_bytes_max = 2 * path_characters_max;
constexpr const char* version_key = "SOFTWARE\\Microsoft\\Windows NT\\CurrentVersion";

// Zeroes to the end are usual; anything else behind the first one is hidden from who only looks at the text.
bool goes_on_behind_its_end(const Bytes& data) {
    std::size_t end = 0;
    while (end + 1 < data.size() && (data[end] || data[end + 1]))
        end += 2;
    return std::any_of(data.begin() + static_cast<std::ptrdiff_t>(end), data.end(), [](auto byte) { return byte; });
}

ParameterValue read_value(const RegistryValue& value) {
    ParameterValue out;
    out.present = true;
    if (value.type != reg_sz && value.type != reg_expand_sz)
        out.fault = "it has type " + std::to_string(value.type) + " instead of REG_SZ";
    else if (value.data.size() > text_bytes_max)
        out.fault = "it has " + std::to_string(value.data.size()) + " bytes, more than any path";
    else if (goes_on_behind_its_end(value.data))
        out.fault = "its text goes on behind its end";
    else
        out.text = utf8_from_utf16(value.data.data(), value.data.size());
    if (out.fault.empty() && out.text.empty())
        out.fault = "it is empty";
    out.malformed = !out.fault.empty();
    return out;
}

} // namespace

ParameterValues parameters_in(const RegistryKey& parameters) {
    ParameterValues out;
    for (std::size_t i = 0; i < parameter_rows.size(); ++i)
        if (const RegistryValue* value = find_value(parameters, parameter_rows[i].value))
            out[i] = read_value(*value);
    return out;
}

std::string system_root_of(Registry& registry) {
    const Result<RegistryKey> key = registry.read_content(version_key);
    std::string root = key ? lower(text_of(*key, "SystemRoot").value_or(std::string())) : std::string();
    const bool drive = root.size() > 3 && root[0] >= 'a' && root[0] <= 'z' && root[1] == ':' && root[2] == '\\';
    while (drive && root.size() > 3 && root.back() == '\\')
        root.pop_back();
    return drive ? root : std::string();
}

} // namespace netmend::winsock
