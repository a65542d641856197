#include "tests/simulated/reg_file.hpp"

#include <fstream>
#include <sstream>

#include "tests/simulated/values.hpp"

namespace netmend::simulated {
namespace {

constexpr std::string_view root = "HKEY_LOCAL_MACHINE\\";

bool read_line(std::istream& file, std::string& line) {
    line.clear();
    for (std::string part; std::getline(file, part);) {
        if (!part.empty() && part.back() == '\r')
            part.pop_back();
        line += line.empty() ? part : part.substr(part.find_first_not_of(' '));
        if (line.empty() || line.back() != '\\')
            return true;
        line.pop_back(); // the value goes on in the next line
    }
    return !line.empty();
}

// "text" with its escapes, from its opening quote on; moves behind the closing one.
std::optional<std::string> quoted(const std::string& line, std::size_t& at) {
    if (at >= line.size() || line[at] != '"')
        return std::nullopt;
    std::string out;
    for (++at; at < line.size(); ++at) {
        if (line[at] == '"') {
            ++at;
            return out;
        }
        if (line[at] == '\\' && at + 1 < line.size())
            ++at;
        out += line[at];
    }
    return std::nullopt;
}

std::optional<RegistryValue> hex_value(const std::string& name, const std::string& data) {
    RegistryValue value{name, reg_binary, {}};
    const std::size_t at = data.find(':');
    if (at == std::string::npos)
        return std::nullopt;
    if (data.compare(0, 4, "hex(") == 0)
        value.type = static_cast<std::uint32_t>(std::stoul(data.substr(4), nullptr, 16));
    std::istringstream bytes(data.substr(at + 1));
    for (std::string byte; std::getline(bytes, byte, ',');)
        if (!byte.empty())
            value.data.push_back(static_cast<std::uint8_t>(std::stoul(byte, nullptr, 16)));
    return value;
}

std::optional<RegistryValue> value_of(const std::string& line) {
    std::size_t at = 0;
    std::string name;
    if (line[0] == '@') {
        at = 1;
    } else {
        const std::optional<std::string> given = quoted(line, at);
        if (!given)
            return std::nullopt;
        name = *given;
    }
    if (at >= line.size() || line[at] != '=')
        return std::nullopt;
    const std::string data = line.substr(at + 1);
    if (data.compare(0, 6, "dword:") == 0)
        return number(name, static_cast<std::uint32_t>(std::stoul(data.substr(6), nullptr, 16)));
    if (data.compare(0, 3, "hex") == 0)
        return hex_value(name, data);
    std::size_t quote = 0;
    const std::optional<std::string> value = quoted(data, quote);
    return value ? std::optional(text(name, *value)) : std::nullopt;
}

} // namespace

std::optional<Tree> read_reg_file(const std::string& name) {
    std::ifstream file(name, std::ios::binary);
    std::string line, key;
    if (!read_line(file, line) || line != "Windows Registry Editor Version 5.00")
        return std::nullopt;
    Tree tree;
    while (read_line(file, line)) {
        if (line.empty())
            continue;
        if (line.front() == '[' && line.back() == ']') {
            key = line.substr(1, line.size() - 2);
            if (key.compare(0, root.size(), root) != 0)
                return std::nullopt;
            key = key.substr(root.size());
            tree.create(key);
            continue;
        }
        const std::optional<RegistryValue> value = value_of(line);
        if (key.empty() || !value)
            return std::nullopt;
        tree.set(key, *value);
    }
    return tree;
}

} // namespace netmend::simulated
