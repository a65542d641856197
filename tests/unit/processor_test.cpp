// Which program is right on which processor, as each Windows answers.
#include <gtest/gtest.h>

#include "service/decisions/processor.hpp"

namespace netmend {
namespace {

struct Row {
    const char* name;
    ProcessorFacts facts;
    const char* wanted; // a word of the refusal; empty: right
};

const Row rows[] = {
    {"x86 on 2000", {32, {}, {}, {}, ""}, ""},
    {"x86 on XP", {32, {}, {}, machine_x86, ""}, ""},
    {"x86 on XP SP2", {32, {}, false, machine_x86, ""}, ""},
    {"x86 on 10 of 32 bits", {32, machine_x86, false, machine_x86, ""}, ""},
    {"x86 on XP x64", {32, {}, true, machine_x64, "AMD64"}, "64-bit"},
    {"x86 on 7 x64", {32, {}, true, machine_x64, "AMD64"}, "64-bit"},
    {"x86 on 10 x64", {32, machine_x64, true, machine_x64, "AMD64"}, "64-bit"},
    {"x64 on XP x64", {64, {}, false, machine_x64, ""}, ""},
    {"x64 on 10 x64", {64, machine_x64, false, machine_x64, ""}, ""},
    {"x86 on 10 ARM64", {32, machine_arm64, true, machine_x86, "ARM64"}, "ARM64"},
    {"x64 on 11 ARM64", {64, machine_arm64, false, machine_x64, ""}, "ARM64"},
    {"x86 on the first 10 ARM64, by the older signs", {32, {}, true, machine_x86, "ARM64"}, "ARM64"},
    {"x86 on XP of Itanium, which has no IsWow64Process", {32, {}, {}, machine_itanium, "IA64"}, "Itanium"},
    {"x86 on 2003 of Itanium", {32, {}, true, machine_itanium, "IA64"}, "Itanium"},
    {"x86 on Itanium, by the variable alone", {32, {}, {}, {}, "IA64"}, "Itanium"},
    {"x86 beside something unknown", {32, {}, true, {}, ""}, "no netmend"},
};

TEST(Processor, DecidesWhetherThisIsTheRightProgram) {
    for (const Row& row : rows) {
        const std::string why = why_wrong_program(row.facts);
        EXPECT_EQ(why.empty(), *row.wanted == '\0') << row.name << ": " << why;
        EXPECT_NE(std::string::npos, why.find(row.wanted)) << row.name << ": " << why;
    }
}

} // namespace
} // namespace netmend
