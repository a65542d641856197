// netmend.exe: words in, text and an exit code out.
#include "control/verbs.hpp"
#include "control/windows_border.hpp"
#include "service/windows/libraries.hpp"
#include "service/windows/text.hpp"

int wmain(int count, wchar_t** words) {
    netmend::win32::never_load_from_own_folder(netmend::win32::Libraries::OfSystem);
    std::vector<std::string> arguments;
    for (int i = 1; i < count; ++i)
        arguments.push_back(netmend::win32::narrow(words[i]));
    const auto border = netmend::control::make_border();
    const auto terminal = netmend::control::make_terminal();
    try {
        return netmend::control::run(arguments, *border, *terminal);
    } catch (const std::exception& error) { // of a library, such as no memory
        terminal->complain(std::string("netmend had to give up: ") + error.what());
        return netmend::exit_failed;
    }
}
