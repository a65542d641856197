#include "tests/unit/reg_forms.hpp"

#include "tests/simulated/values.hpp"

namespace netmend {
namespace {

std::string hex(std::uint32_t number, int digits) {
    std::string out;
    for (int shift = 4 * (digits - 1); shift >= 0; shift -= 4)
        out += "0123456789abcdef"[(number >> shift) & 15];
    return out;
}

std::string escaped(const std::string& text) {
    std::string out = "\"";
    for (const char c : text)
        out += (c == '"' || c == '\\' ? std::string("\\") : std::string()) + c;
    return out + "\"";
}

// Plain text with one NUL at its end; regedit writes every other string as bytes.
bool is_plain(const Bytes& data) {
    for (std::size_t i = 0; i + 2 < data.size(); i += 2)
        if (data[i] < 0x20 || data[i] > 0x7E || data[i + 1] != 0)
            return false;
    return data.size() >= 2 && data.size() % 2 == 0 && data[data.size() - 2] == 0 && data.back() == 0;
}

Bytes narrowed(const Bytes& data) {
    Bytes out;
    for (std::size_t i = 0; i < data.size(); i += 2)
        out.push_back(data[i]);
    return out;
}

std::string list_of(std::string line, const Bytes& data) {
    std::string out;
    for (std::size_t i = 0; i < data.size(); ++i) {
        line += hex(data[i], 2) + (i + 1 < data.size() ? "," : "");
        if (line.size() > 76 && i + 1 < data.size()) {
            out += line + "\\\r\n";
            line = "  ";
        }
    }
    return out + line;
}

std::string line_of(const RegistryValue& value, RegForm form) {
    const std::string name = value.name.empty() ? "@=" : escaped(value.name) + "=";
    if (value.type == simulated::reg_sz && is_plain(value.data)) {
        const Bytes text = narrowed(value.data);
        return name + escaped(std::string(text.begin(), text.end() - 1));
    }
    if (value.type == simulated::reg_dword && value.data.size() == 4)
        return name + "dword:" + hex(simulated::u32_at(value.data, 0), 8);
    const bool binary = value.type == simulated::reg_binary;
    const bool text = value.type == simulated::reg_expand_sz || value.type == simulated::reg_multi_sz;
    std::string type;
    for (std::uint32_t rest = value.type; !binary && (rest || type.empty()); rest >>= 4)
        type = hex(rest & 15, 1) + type;
    return list_of(name + (binary ? "hex:" : "hex(" + type + "):"),
                   text && form == RegForm::Regedit4 ? narrowed(value.data) : value.data);
}

void write(std::string& out, const simulated::Tree& tree, const std::string& path, RegForm form) {
    const auto key = tree.read(path);
    if (!key)
        return;
    out += "[HKEY_LOCAL_MACHINE\\" + path + "]\r\n";
    for (const RegistryValue& value : key->values)
        out += line_of(value, form) + "\r\n";
    out += "\r\n";
    for (const std::string& subkey : key->subkeys)
        write(out, tree, path + "\\" + subkey, form);
}

} // namespace

std::string exported(const simulated::Tree& tree, const std::vector<std::string>& paths, RegForm form) {
    std::string out = form == RegForm::Version5 ? "Windows Registry Editor Version 5.00\r\n\r\n" : "REGEDIT4\r\n\r\n";
    for (const std::string& path : paths)
        write(out, tree, path, form);
    return out;
}

Bytes bytes_of(const std::string& text) {
    return Bytes(text.begin(), text.end());
}

Bytes in_utf16(const std::string& ascii, bool big_endian) {
    Bytes out{0xFF, 0xFE};
    for (const char c : ascii) {
        out.push_back(static_cast<std::uint8_t>(c));
        out.push_back(0);
    }
    for (std::size_t i = 0; big_endian && i < out.size(); i += 2)
        std::swap(out[i], out[i + 1]);
    return out;
}

} // namespace netmend
