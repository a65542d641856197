// What people mail instead of an export.
#include "statemachine/reg_export/file_form.hpp"

#include <gtest/gtest.h>

#include "tests/unit/reg_forms.hpp"

namespace netmend {
namespace {

TEST(FileForm, IsToldByTheFirstBytes) {
    using namespace std::string_literals;
    const std::pair<std::string, const char*> files[] = {
        {"\x89PNG\r\n", "a picture (PNG)"},
        {"\xFF\xD8\xFF\xE0", "a picture (JPEG)"},
        {"PK\x03\x04...", "an archive (ZIP), or a document of Office"},
        {"7z\xBC\xAF\x27\x1C", "an archive (7z)"},
        {"regf\0\0\0\0"s, "a registry hive, not an export of it"},
        {"ElfFile\0"s, "an event log (EVTX)"},
        {"%PDF-1.7", "a document (PDF)"},
        {"<!DOCTYPE html>", "a web page"},
        {"2026-11-30 12:00 it began\r\n", "a text, perhaps a log"},
        {"", "an empty file"},
        {"\x01\x02\x03\x04", ""},
        {std::string(1000, '\0'), ""},
    };
    for (const auto& [content, form] : files)
        EXPECT_EQ(form_of_file(bytes_of(content)), form) << form;
    EXPECT_EQ(form_of_file(in_utf16("<?xml version")), "a text in XML, as System Information (NFO) writes it");
    EXPECT_EQ(form_of_file(in_utf16("System Information report")), "a text, perhaps a log");
    EXPECT_EQ(form_of_file(in_utf16("a log", true)), "a text, perhaps a log");
}

} // namespace
} // namespace netmend
