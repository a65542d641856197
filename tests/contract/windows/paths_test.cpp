// Programs that a person names: one path, as its disk spells it, or a sentence why not.
#include <gtest/gtest.h>

#include "service/windows/paths.hpp"

namespace netmend::win32 {
namespace {

TEST(ProgramPath, IsWholeAndOfAFixedDisk) {
    const std::wstring cmd = system_folder() + L"\\cmd.exe";
    for (const std::wstring& typed : {cmd, system_folder() + L"\\..\\" + cmd.substr(windows_folder().size() + 1),
                                      L"%SystemRoot%" + cmd.substr(windows_folder().size())}) {
        const auto path = program_path(typed);
        ASSERT_TRUE(path.has_value()) << path.error().text;
        EXPECT_EQ(_wcsicmp(path->c_str(), cmd.c_str()), 0);
    }
}

TEST(ProgramPath, RefusesWhatIsNoProgramHere) {
    const std::pair<std::wstring, ErrorKind> wrong[] = {
        {system_folder() + L"\\no-such-program.exe", ErrorKind::NotFound},
        {system_folder(), ErrorKind::Unsupported},
        {system_folder() + L"\\*.exe", ErrorKind::Unsupported},
        {system_folder() + L"\\cmd.exe:stream", ErrorKind::Unsupported},
        {L"\\\\server\\share\\cmd.exe", ErrorKind::Unsupported},
        {L"\\\\?\\" + system_folder() + L"\\cmd.exe", ErrorKind::Unsupported},
        {L"\\\\.\\pipe\\netmend", ErrorKind::Unsupported},
        {L"nul", ErrorKind::Unsupported},
        {L"", ErrorKind::Unsupported},
        {std::wstring(40000, L'a'), ErrorKind::Unsupported},
    };
    for (const auto& [typed, kind] : wrong) {
        const auto path = program_path(typed);
        ASSERT_FALSE(path.has_value()) << path->size();
        EXPECT_EQ(path.error().kind, kind) << path.error().text.substr(0, 200);
    }
}

} // namespace
} // namespace netmend::win32
