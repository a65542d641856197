// A DLL is gone only where everything that could tell otherwise was looked at.
#include <gtest/gtest.h>

#include "tests/unit/mending_machine.hpp"

namespace netmend::mending {
namespace {

class Disks final : public System { // C: is fixed, E: can be taken out, %HERE% is C:, other variables are not set
  public:
    Result<SystemIdentity> identity() override { return SystemIdentity{}; }
    Result<bool> file_exists(const std::string& path, int bits) override {
        ++asked;
        if (path.starts_with("%") && !path.starts_with("%HERE%"))
            return fail(ErrorKind::NotFound, "not set");
        if (refuses)
            return fail(ErrorKind::AccessDenied, "refused", 5);
        return files.count({path, bits}) != 0;
    }
    Result<bool> on_fixed_disk(const std::string& path, int) override {
        if (path.starts_with("%") && !path.starts_with("%HERE%"))
            return fail(ErrorKind::NotFound, "not set");
        return !path.starts_with("E:");
    }
    Result<FileFacts> describe_file(const std::string&, int) override { return FileFacts{}; }
    Result<bool> changed_since_start(const std::string&) override { return false; }
    Result<bool> services_started() override { return true; }

    std::set<std::pair<std::string, int>> files;
    bool refuses = false;
    int asked = 0;
};

class LookingForDlls : public testing::Test {
  protected:
    Dll look(const std::string& path, int bits = 64) { return looks_for_dlls(registry, system)(path, bits); }
    void wait_for_restart(const std::string& text) {
        registry.now.set("SYSTEM\\CurrentControlSet\\Control\\Session Manager",
                         simulated::list("PendingFileRenameOperations", {text, "!x"}));
    }
    simulated::Registry registry;
    Disks system;
};

TEST_F(LookingForDlls, SeesWhatIsThereAndWhatIsGoneByBitness) {
    system.files = {{"C:\\a\\lsp.dll", 32}, {"%HERE%\\lsp.dll", 64}, {"lsp.dll", 64}};
    EXPECT_EQ(look("C:\\a\\lsp.dll", 32), Dll::There);
    EXPECT_EQ(look("C:\\a\\lsp.dll", 64), Dll::Gone);
    EXPECT_EQ(look("%HERE%\\lsp.dll"), Dll::There);
    EXPECT_EQ(look("%HERE%\\lsp.dll", 32), Dll::Gone);
    EXPECT_EQ(look("lsp.dll"), Dll::There);
}

TEST_F(LookingForDlls, CallsNothingGoneThatItCouldNotSee) {
    for (const char* path : {"E:\\lsp.dll", "%ELSEWHERE%\\lsp.dll", "lsp.dll", "folder\\lsp.dll", "\\lsp.dll", "",
                             "C:", "C:\\a\xE4\\lsp.dll", "%HERE%lsp.dll", "%HERE"})
        EXPECT_EQ(look(path), Dll::NotSeen) << path;
    system.asked = 0;
    for (const char* path :
         {"\\\\server\\share\\lsp.dll", "//server/share/lsp.dll", "\\\\?\\C:\\lsp.dll", "\\??\\C:\\l.dll"})
        EXPECT_EQ(look(path), Dll::NotSeen) << path;
    EXPECT_EQ(system.asked, 0) << "to look alone signs on to somebody's server";
    system.refuses = true;
    EXPECT_EQ(look("C:\\a\\lsp.dll"), Dll::NotSeen);
}

TEST_F(LookingForDlls, WaitsForWhatTheNextStartOfWindowsMoves) {
    wait_for_restart("\\??\\C:\\other\\LSP.dll");
    EXPECT_EQ(look("C:\\a\\lsp.dll"), Dll::NotSeen) << "it may come back by that name";
    EXPECT_EQ(look("C:\\a\\lsp2.dll"), Dll::Gone);
    registry.troubles = {{"SYSTEM\\CurrentControlSet\\Control"}};
    EXPECT_EQ(look("C:\\a\\lsp2.dll"), Dll::NotSeen) << "nobody knows what waits";
}

TEST_F(LookingForDlls, AsksOnceForEachFile) {
    const LookForDll looks = looks_for_dlls(registry, system);
    for (int again = 0; again < 3; ++again)
        EXPECT_EQ(looks(again ? "c:\\A\\lsp.dll" : "C:\\a\\lsp.dll", 64), Dll::Gone);
    EXPECT_EQ(system.asked, 1);
}

} // namespace
} // namespace netmend::mending
