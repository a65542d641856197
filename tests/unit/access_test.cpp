// Who gets what of the things that netmend makes, on each Windows: a table, and the sentences that must never change.
#include <functional>

#include <gtest/gtest.h>

#include "service/decisions/descriptors.hpp"
#include "tests/simulated/access.hpp"
#include "tests/unit/golden_text.hpp"

namespace netmend {
namespace {

using namespace access;
using descriptors::Maker;

const std::vector<Windows2000OrLater> windows_versions{
    {"2000, XP, 2003", /*power_users=*/true, /*vista_or_later=*/false},
    {"Vista and later", /*power_users=*/false, /*vista_or_later=*/true},
};

struct Thing {
    std::string name;
    Kind kind;
    std::function<std::string(const Maker&)> text;
};
const std::vector<Thing> things{
    {"state folder", Kind::File, &descriptors::state_folder},
    {"file in it", Kind::File, &descriptors::state_file},
    {"program folder", Kind::File, [](const Maker&) { return descriptors::program_folder(); }},
    {"program", Kind::File, [](const Maker&) { return descriptors::program_file(); }},
    {"own key", Kind::Key, &descriptors::own_key},
    {"pipe", Kind::File, &descriptors::client_pipe},
    {"pipe of the administrators", Kind::File, &descriptors::administrator_pipe},
};

std::string hex(std::uint32_t number) {
    char text[16];
    std::snprintf(text, sizeof text, "%06x", number);
    return text;
}

// Calls with everything that exists: thing, descriptor, Windows, person, rights.
void for_all(const std::function<void(const Thing&, const Descriptor&, const Windows2000OrLater&, const Token&,
                                      std::uint32_t)>& call) {
    for (const Thing& thing : things)
        for (const Windows2000OrLater& windows : windows_versions) {
            const Descriptor descriptor = parse_sddl(thing.text({true, windows.vista_or_later}), thing.kind);
            for (const Token& person : people(windows))
                call(thing, descriptor, windows, person, granted(descriptor, person));
        }
}

bool is_administrator(const Token& person) {
    return person.groups.contains("BA") || person.groups.contains("SY");
}

TEST(WhoGetsWhat, StandsInATable) {
    std::string text;
    for_all([&](const Thing& thing, const Descriptor&, const Windows2000OrLater& windows, const Token& person,
                std::uint32_t rights) {
        text += thing.name + " | " + windows.name + " | " + person.name + " | " + hex(rights) + "\n";
    });
    expect_golden("who_gets_what.txt", text);
}

TEST(WhoGetsWhat, NobodyButLocalSystemAndAdministratorsChangesAnything) {
    for_all([](const Thing& thing, const Descriptor& descriptor, const Windows2000OrLater& windows, const Token& person,
               std::uint32_t rights) {
        const std::string where = thing.name + ", " + windows.name + ", " + person.name;
        EXPECT_TRUE(descriptor.is_protected) << where;
        EXPECT_TRUE(descriptor.owner == "SY" || descriptor.owner == "BA") << where;
        if (is_administrator(person))
            return;
        EXPECT_EQ(0u, rights & (right_append_or_instance | right_delete | right_delete_child | right_write_dac |
                                right_write_owner))
            << where;
        const std::uint32_t written = rights & right_write_data;
        EXPECT_EQ(thing.name == "pipe" ? written : 0u, written) << where << ": only requests are written";
    });
}

TEST(WhoGetsWhat, OnlyLocalSystemWritesItsOwnKeyAndServesItsPipes) {
    for_all([](const Thing& thing, const Descriptor&, const Windows2000OrLater& windows, const Token& person,
               std::uint32_t rights) {
        const std::string where = thing.name + ", " + windows.name + ", " + person.name;
        const bool system = person.groups.contains("SY");
        if (thing.name == "own key") {
            EXPECT_EQ(system ? 0x26u : 0u, rights & 0x26) << where << ": values, subkeys, links";
        }
        if (thing.name.starts_with("pipe")) {
            EXPECT_EQ(system, (rights & right_append_or_instance) != 0) << where << ": an instance of its own";
        }
    });
}

TEST(WhoGetsWhat, AClientGetsAllThatItAsksFor) {
    constexpr std::uint32_t asked = 0x120089 | 0x2 | 0x100 | 0x100000; // as the control tool opens the pipe
    EXPECT_EQ(asked, asked & descriptors::client_rights);
    for (const Windows2000OrLater& windows : windows_versions)
        for (const Token& person : people(windows)) {
            const Maker maker{true, windows.vista_or_later};
            const auto rights = [&](const std::string& text) { return granted(parse_sddl(text, Kind::File), person); };
            const bool remote = person.groups.contains("NU") && !windows.vista_or_later;
            const bool administrator = is_administrator(person) && !remote;
            const bool anybody = administrator || person.groups.contains("IU");
            EXPECT_EQ(anybody, (rights(descriptors::client_pipe(maker)) & asked) == asked) << person.name;
            EXPECT_EQ(administrator, (rights(descriptors::administrator_pipe(maker)) & asked) == asked) << person.name;
            const std::uint32_t from_elsewhere = remote ? rights(descriptors::client_pipe(maker)) & ~0x60000u : 0;
            EXPECT_EQ(0u, from_elsewhere) << person.name;
        }
}

TEST(WhoGetsWhat, EverybodyRunsTheProgramsAndUsersDoNotSeeTheState) {
    for (const Windows2000OrLater& windows : windows_versions)
        for (const Token& person : people(windows)) {
            const std::uint32_t run = person.groups.contains("BU") ? 0x1200a9 : 0;
            for (const std::string& text : {descriptors::program_folder(), descriptors::program_file()})
                EXPECT_EQ(run, granted(parse_sddl(text, Kind::File), person) & run) << person.name;
            if (is_administrator(person))
                continue;
            EXPECT_EQ(0u, granted(parse_sddl(descriptors::state_folder({}), Kind::File), person)) << person.name;
            EXPECT_EQ(0u, granted(parse_sddl(descriptors::own_key({}), Kind::Key), person)) << person.name;
        }
}

// The evaluator itself, on what the documentation says in words.
TEST(AccessCheck, DecidesInTheOrderOfTheEntries) {
    const Token user{"user", {"BU", "IU"}, {}};
    const auto rights = [&](const char* text) { return granted(parse_sddl(text, Kind::File), user); };
    EXPECT_EQ(0u, rights("O:SYG:SYD:P"));
    EXPECT_EQ(0u, rights("O:SYG:SYD:P(D;;GA;;;IU)(A;;GA;;;BU)"));
    EXPECT_EQ(0x1f01ffu, rights("O:SYG:SYD:P(A;;GA;;;BU)(D;;GA;;;IU)"));
    EXPECT_EQ(0u, rights("O:SYG:SYD:P(A;OICIIO;GA;;;BU)")) << "only for what is made below";
    EXPECT_EQ(0x60000u, rights("O:IUG:SYD:P")) << "an owner may always change the list";
    const Token filtered{"administrator", {"BU"}, {"BA"}};
    EXPECT_EQ(0u, granted(parse_sddl("O:BAG:SYD:P(A;;GA;;;BA)", Kind::File), filtered));
    EXPECT_EQ(0u, granted(parse_sddl("O:BAG:SYD:P(D;;GA;;;BA)(A;;GA;;;BU)", Kind::File), filtered));
}

} // namespace
} // namespace netmend
