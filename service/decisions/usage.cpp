#include "service/decisions/usage.hpp"

#include <algorithm>

#include "statemachine/base/nearest.hpp"

namespace netmend {
namespace {

constexpr std::string_view service_words[] = {"--console"};
constexpr std::string_view probe_words[] = {
    "categorize",      "sockets",   "start-winsock",    "tcpip-component",    "check-reinstall",     "install-tcpip",
    "uninstall-tcpip", "bindings",  "restore-bindings", "make-restore-point", "close-restore-point", "--network",
    "--when-told",     "--turn-on", "--way=install",    "--way=update",       "--way=write-entries",
};

} // namespace

const CommandLine service_line{
    "netmendsvc", service_words,
    "netmendsvc [--console]\n"
    "Without --console Windows starts it as the service netmend; 'netmend install' registers it.\n"};

const CommandLine probe_line{"netmend-probe", probe_words,
                             "netmend-probe sockets [--network] [--when-told] | start-winsock | categorize | "
                             "tcpip-component | check-reinstall |\n"
                             "    install-tcpip --way=install|update|write-entries | uninstall-tcpip | bindings |\n"
                             "    restore-bindings | make-restore-point [--turn-on] | close-restore-point\n"};

std::string usage_after(const CommandLine& line, const std::vector<std::string>& typed) {
    const std::vector<std::string> words(line.words.begin(), line.words.end());
    const auto strange = std::find_if(typed.begin(), typed.end(), [&](const std::string& word) {
        return std::find(words.begin(), words.end(), word) == words.end();
    });
    const std::string near = strange == typed.end() ? "" : did_you_mean(line.program, *strange, words);
    return near + (near.empty() ? "" : "\n") + std::string(line.usage);
}

} // namespace netmend
