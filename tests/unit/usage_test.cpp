// What the service program and the probe say to words that they do not know.
#include "service/decisions/usage.hpp"

#include <gtest/gtest.h>

namespace netmend {
namespace {

TEST(UsageOfPrograms, NamesTheNearestOfAMistypedWord) {
    struct Case {
        const CommandLine& line;
        std::vector<std::string> typed;
        const char* meant; // null: nothing is near
    };
    const Case cases[] = {
        {service_line, {"--consol"}, "netmendsvc does not know \"--consol\". Did you mean --console?"},
        {service_line, {"console"}, "Did you mean --console?"},
        {service_line, {"--Console"}, "Did you mean --console?"},
        {service_line, {"--console", "--consle"}, "Did you mean --console?"},
        {service_line, {"install"}, nullptr},
        {service_line, {"--console", "--console"}, nullptr},
        {probe_line, {"socket"}, "netmend-probe does not know \"socket\". Did you mean sockets?"},
        {probe_line, {"sockets", "--netwrok"}, "Did you mean --network?"},
        {probe_line, {"install-tcpip", "--way=instal"}, "Did you mean --way=install?"},
        {probe_line, {"instal-tcpip", "--way=install"}, "Did you mean install-tcpip?"},
        {probe_line, {"uninstal-tcpip"}, "Did you mean uninstall-tcpip?"},
        {probe_line, {"start_winsock"}, "Did you mean start-winsock?"},
        {probe_line, {"bindings", "--turn-on"}, nullptr}, // both known, not together
        {probe_line, {"frobnicate"}, nullptr},
        {probe_line, {}, nullptr},
    };
    for (const Case& each : cases) {
        const std::string said = usage_after(each.line, each.typed);
        const std::string usage(each.line.usage);
        EXPECT_TRUE(said.ends_with(usage)) << said;
        if (each.meant)
            EXPECT_NE(said.find(std::string(each.meant) + "\n" + usage), std::string::npos) << said;
        else
            EXPECT_EQ(said, usage);
    }
}

// Each word that it suggests is one that its usage names.
TEST(UsageOfPrograms, HoldsEveryWordThatIsSuggested) {
    for (const CommandLine* line : {&service_line, &probe_line})
        for (const std::string_view word : line->words) {
            const std::string_view value = word.substr(word.starts_with("--way=") ? 6 : 0);
            EXPECT_NE(line->usage.find(value), std::string_view::npos) << word;
        }
}

} // namespace
} // namespace netmend
