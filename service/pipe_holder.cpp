#include "service/pipe_holder.hpp"

#include <windows.h>

#include "service/windows/handle.hpp"
#include "service/windows/late.hpp"
#include "service/windows/security.hpp"
#include "service/windows/text.hpp"

namespace netmend {

std::string who_holds_pipe(const std::string& path, std::uint32_t code) {
    // Only to look: whoever serves it learns who we are and can do nothing with it.
    const win32::FileHandle pipe(::CreateFileW(win32::wide(path).c_str(), READ_CONTROL | FILE_READ_ATTRIBUTES,
                                               /*dwShareMode=*/0, /*lpSecurityAttributes=*/nullptr, OPEN_EXISTING,
                                               SECURITY_SQOS_PRESENT | SECURITY_IDENTIFICATION,
                                               /*hTemplateFile=*/nullptr));
    if (!pipe)
        return "Windows answered " + std::to_string(code) + ".";
    std::string text = "somebody else has one of this name";
    if (const std::string owner = win32::owner_name(pipe.get()); !owner.empty())
        text += ", of the account " + owner;
    using ServerProcess = BOOL WINAPI(HANDLE, ULONG*); // Vista and later
    ULONG process = 0;
    if (const auto ask = win32::late<ServerProcess>(L"kernel32.dll", "GetNamedPipeServerProcessId");
        ask && ask(pipe.get(), &process))
        text += ", in process " + std::to_string(process);
    return text + ".";
}

} // namespace netmend
