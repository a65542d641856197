#include "tests/simulated/naive_parts.hpp"

namespace netmend::simulated {

std::string lowered(std::string text) {
    for (char& c : text)
        if (c >= 'A' && c <= 'Z')
            c = static_cast<char>(c + 32);
    return text;
}

std::string raw_guid(const char* hex) { // 32 digits in the order of the registry's bytes
    const auto digit = [](char c) { return c <= '9' ? c - '0' : c - 'A' + 10; };
    std::string out;
    for (std::size_t i = 0; i < 32; i += 2)
        out += static_cast<char>(16 * digit(hex[i]) + digit(hex[i + 1]));
    return out;
}

std::string_view file_of(std::string_view path) {
    return path.substr(path.rfind('\\') + 1);
}

// `bits` of the programs that load it; 0: of both.
bool in_system_folder(const GeneratedCatalog& catalog, std::string_view path, int bits) {
    std::string folder(path.substr(0, path.size() - file_of(path).size()));
    const std::size_t wow = folder.find("\\syswow64\\");
    if (wow != std::string::npos) { // what programs of 32 bits see as system32, on x64 only
        if (bits == 64 || !catalog.identity.x64)
            return false;
        folder.replace(wow, 10, "\\system32\\");
    }
    if (folder == "%systemroot%\\system32\\" || folder == "%windir%\\system32\\")
        return true;
    if (catalog.system_root.empty())
        return folder == "c:\\windows\\system32\\" || folder == "d:\\windows\\system32\\";
    const bool long_name = catalog.system_root == "D:\\Win2003Server"; // its short name is WIN200~1
    return folder == lowered(catalog.system_root) + "\\system32\\" ||
           (long_name && folder == "d:\\win200~1\\system32\\");
}

// Nobody looks for a file on somebody's server.
bool is_missing(const GeneratedCatalog& catalog, std::string_view path) {
    return path.substr(0, 2) != "\\\\" && catalog.missing_dlls.count(file_of(path)) != 0;
}

bool in_odd_place(const std::string& path) { // a bare name too
    for (const char* odd : {"\\users\\", "\\temp\\", "..\\"})
        if (path.find(odd) != std::string::npos)
            return true;
    const bool drive = path.size() > 2 && path[1] == ':' && path[2] == '\\';
    return !drive && path[0] != '%';
}

} // namespace netmend::simulated
