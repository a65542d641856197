#include "statemachine/reg_export/file_form.hpp"

#include <algorithm>
#include <string_view>

namespace netmend {
namespace {

using namespace std::string_view_literals;

struct Form {
    std::string_view start; // of the file
    const char* name;
};

constexpr Form forms[] = {
    {"\x89PNG"sv, "a picture (PNG)"},
    {"\xFF\xD8\xFF"sv, "a picture (JPEG)"},
    {"GIF8"sv, "a picture (GIF)"},
    {"BM"sv, "a picture (BMP)"},
    {"RIFF"sv, "a picture or a film (RIFF)"},
    {"II*\0"sv, "a picture (TIFF)"},
    {"PK\x03\x04"sv, "an archive (ZIP), or a document of Office"},
    {"PK\x05\x06"sv, "an archive (ZIP) without a file in it"},
    {"7z\xBC\xAF"sv, "an archive (7z)"},
    {"Rar!"sv, "an archive (RAR)"},
    {"\x1F\x8B"sv, "an archive (gzip)"},
    {"MSCF"sv, "an archive (CAB)"},
    {"BZh"sv, "an archive (bzip2)"},
    {"\xFD"
     "7zXZ"sv,
     "an archive (xz)"},
    {"regf"sv, "a registry hive, not an export of it"},
    {"hbin"sv, "a piece of a registry hive"},
    {"ElfFile"sv, "an event log (EVTX)"},
    {"MZ"sv, "a program"},
    {"\x7F"
     "ELF"sv,
     "a program (of Linux)"},
    {"%PDF"sv, "a document (PDF)"},
    {"{\\rtf"sv, "a document (RTF)"},
    {"\xD0\xCF\x11\xE0"sv, "a document of an older Office, or a mail of Outlook"},
    {"SQLite format 3"sv, "a database (SQLite)"},
    {"MDMP"sv, "a memory dump"},
    {"PAGEDU"sv, "a memory dump"},
    {"<!DOCTYPE"sv, "a web page"},
    {"<html"sv, "a web page"},
    {"<?xml"sv, "a text in XML, as System Information (NFO) writes it"},
    {"<MsInfo"sv, "a text of System Information (NFO)"},
};

// UTF-16 reads like ASCII where every second byte is left out; a mark of UTF-8 is none of the text.
std::string plain_start(std::span<const std::uint8_t> content) {
    constexpr std::size_t looked_at = 256;
    const std::size_t size = std::min(content.size(), looked_at);
    const bool little = size > 1 && content[0] == 0xFF && content[1] == 0xFE;
    const bool big = size > 1 && content[0] == 0xFE && content[1] == 0xFF;
    const bool marked = size > 2 && content[0] == 0xEF && content[1] == 0xBB && content[2] == 0xBF;
    std::string text;
    for (std::size_t i = little ? 2 : big ? 3 : marked ? 3 : 0; i < size; i += little || big ? 2 : 1)
        text += static_cast<char>(content[i]);
    return text;
}

bool is_text(const std::string& start) {
    return std::all_of(start.begin(), start.end(), [](char c) {
        const auto byte = static_cast<unsigned char>(c);
        return byte >= 0x20 || c == '\t' || c == '\r' || c == '\n';
    });
}

} // namespace

std::string form_of_file(std::span<const std::uint8_t> content) {
    if (content.empty())
        return "an empty file";
    const std::string start = plain_start(content);
    for (const Form& form : forms)
        if (std::string_view(start).starts_with(form.start))
            return form.name;
    return is_text(start) ? "a text, perhaps a log" : "";
}

} // namespace netmend
