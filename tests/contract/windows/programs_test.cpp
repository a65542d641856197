// Installed programs on a real disk: replaced all or none, one that runs among them, and settled after a cut.
#include <windows.h>

#include <cstring>

#include <gtest/gtest.h>

#include "service/windows/paths.hpp"
#include "service/windows/programs.hpp"
#include "service/windows/text.hpp"

namespace netmend {
namespace {

const std::vector<std::string> names{"service.exe", "tool.exe"};
const std::vector<win32::KnownProgram> programs{{"service.exe", ""}, {"tool.exe", ""}};

class ProgramsOnDisk : public testing::Test {
  protected:
    void SetUp() override {
        wchar_t temporary[MAX_PATH + 1] = L"";
        ::GetTempPathW(MAX_PATH + 1, temporary);
        const std::wstring parent =
            std::wstring(temporary) + L"netmend-programs-" + std::to_wstring(::GetCurrentProcessId());
        source_ = parent + L"-new";
        target_ = parent;
        for (const std::wstring& folder : {source_, target_})
            ASSERT_TRUE(::CreateDirectoryW(folder.c_str(), /*lpSecurityAttributes=*/nullptr));
        for (const std::string& name : names) {
            write(source_, name, "new");
            write(target_, name, "old");
        }
        folder_ = win32::make_program_folder(source_, target_, programs);
    }
    void TearDown() override {
        for (const std::wstring& folder : {source_, target_}) {
            for (const std::string& name : listed(folder))
                ::DeleteFileW((folder + L"\\" + win32::wide(name)).c_str());
            EXPECT_TRUE(::RemoveDirectoryW(folder.c_str()));
        }
    }
    static void write(const std::wstring& folder, const std::string& name, const char* text) {
        const win32::FileHandle file(::CreateFileW((folder + L"\\" + win32::wide(name)).c_str(), GENERIC_WRITE, 0,
                                                   /*lpSecurityAttributes=*/nullptr, CREATE_ALWAYS, 0,
                                                   /*hTemplateFile=*/nullptr));
        DWORD written = 0;
        ASSERT_TRUE(::WriteFile(file.get(), text, static_cast<DWORD>(std::strlen(text)), &written, nullptr));
    }
    std::string content(const std::string& name) const {
        const win32::FileHandle file(::CreateFileW((target_ + L"\\" + win32::wide(name)).c_str(), GENERIC_READ,
                                                   FILE_SHARE_READ, /*lpSecurityAttributes=*/nullptr, OPEN_EXISTING, 0,
                                                   /*hTemplateFile=*/nullptr));
        char text[16] = "";
        DWORD length = 0;
        return file && ::ReadFile(file.get(), text, sizeof text, &length, nullptr) ? std::string(text, length) : "";
    }
    static std::vector<std::string> listed(const std::wstring& folder) {
        std::vector<std::string> found;
        WIN32_FIND_DATAW entry{};
        const HANDLE search = ::FindFirstFileW((folder + L"\\*").c_str(), &entry);
        do
            if (entry.cFileName[0] != L'.')
                found.push_back(win32::narrow(entry.cFileName));
        while (::FindNextFileW(search, &entry));
        ::FindClose(search);
        return found;
    }
    std::wstring source_, target_;
    std::unique_ptr<ProgramFolder> folder_;
};

TEST_F(ProgramsOnDisk, AreReplacedAndNothingLiesAbout) {
    ASSERT_TRUE(stage_programs(*folder_, names));
    const auto replaced = replace_programs(*folder_, names);
    ASSERT_TRUE(replaced) << replaced.error().text;
    for (const std::string& name : names)
        EXPECT_EQ("new", content(name));
    EXPECT_EQ(names.size(), listed(target_).size());
    EXPECT_EQ(Settled::NothingOpen, win32::settle_programs_in(target_).value());
}

TEST_F(ProgramsOnDisk, AreTakenBackWhereOneCannotBeReplaced) {
    ASSERT_TRUE(stage_programs(*folder_, names));
    const win32::FileHandle held(::CreateFileW((target_ + L"\\tool.exe").c_str(), GENERIC_READ, /*dwShareMode=*/0,
                                               /*lpSecurityAttributes=*/nullptr, OPEN_EXISTING, 0,
                                               /*hTemplateFile=*/nullptr));
    ASSERT_TRUE(held);
    EXPECT_FALSE(replace_programs(*folder_, names));
    EXPECT_EQ("old", content("service.exe"));
}

// As a cut leaves them: what is written down, the service's program put, the other one not yet.
TEST_F(ProgramsOnDisk, AreSettledToTheBuildOfTheServiceAfterACut) {
    for (const bool service_is_put : {false, true}) {
        ASSERT_TRUE(stage_programs(*folder_, names));
        std::string note = "netmend programs 1\n";
        for (const std::string& name : names) {
            const auto kept = folder_->keep_old(name);
            ASSERT_TRUE(kept) << kept.error().text;
            note += name + "\t" + *kept + "\n";
        }
        ASSERT_TRUE(folder_->note(note));
        ASSERT_TRUE(!service_is_put || folder_->swap("service.exe.new", "service.exe"));
        const auto settled = win32::settle_programs_in(target_);
        ASSERT_TRUE(settled) << settled.error().text;
        EXPECT_EQ(service_is_put ? Settled::ToNew : Settled::ToOld, *settled);
        for (const std::string& name : names)
            EXPECT_EQ(service_is_put ? "new" : "old", content(name));
        EXPECT_EQ(names.size(), listed(target_).size());
    }
}

} // namespace
} // namespace netmend
