#include "tests/contract/machine_contract.hpp"

#include <algorithm>
#include <cctype>

namespace netmend {
using std::chrono::milliseconds;

TEST_P(PowerContract, KeepsTheSessionForAsLongAsTheKernelRuns) {
    const auto first = port_->boot_session();
    ASSERT_TRUE(first);
    EXPECT_FALSE(first->id.empty());
    const auto second = port_->boot_session();
    ASSERT_TRUE(second);
    EXPECT_EQ(first->id, second->id);
    ASSERT_EQ(first->kernel_boot.has_value(), second->kernel_boot.has_value());
    if (first->kernel_boot) {
        const auto apart = *first->kernel_boot - *second->kernel_boot;
        EXPECT_LT(apart < 0 ? -apart : apart, 100'000'000) << "ten seconds in units of 100 ns";
    }
}

TEST_P(PowerContract, HasBeenUpForSomeTime) {
    EXPECT_GE(port_->uptime().count(), 0);
}

TEST_P(PowerContract, NamesWhoIsLoggedOnOrSaysThatItCannot) {
    const auto people = port_->logged_on();
    EXPECT_TRUE(people || !people.error().text.empty());
    for (const std::string& name : people.value_or(std::vector<std::string>()))
        EXPECT_FALSE(name.empty());
}

TEST_P(PowerContract, HasNoObjectionToAbortingNothing) {
    EXPECT_TRUE(port_->abort_restart());
}

TEST_P(SystemContract, NamesTheMachineTheSameWayTwice) {
    const auto first = port_->identity(), second = port_->identity();
    ASSERT_TRUE(first && second);
    EXPECT_EQ(*first, *second);
    EXPECT_GE(first->major, 5);
    EXPECT_GT(first->build, 0);
    EXPECT_FALSE(first->machine_id.empty());
}

TEST_P(SystemContract, FindsFilesAsACatalogNamesThem) {
    const auto identity = port_->identity();
    ASSERT_TRUE(identity);
    const int bits = identity->x64 ? 64 : 32; // the bitness that every such machine has
    for (const char* path :
         {"%SystemRoot%\\system32\\mswsock.dll", "mswsock.dll", "%SYSTEMROOT%\\System32\\MSWSOCK.DLL"}) {
        const auto there = port_->file_exists(path, bits);
        ASSERT_TRUE(there) << path;
        EXPECT_TRUE(*there) << path;
    }
    for (const char* path :
         {"%SystemRoot%\\system32\\no-such-provider.dll", "no-such-provider.dll", "C:\\No such folder\\provider.dll"}) {
        const auto there = port_->file_exists(path, bits);
        ASSERT_TRUE(there) << path;
        EXPECT_FALSE(*there) << path;
    }
}

TEST_P(SystemContract, KnowsWhatLiesOnAFixedDisk) {
    const auto identity = port_->identity();
    ASSERT_TRUE(identity);
    const int bits = identity->x64 ? 64 : 32;
    for (const char* path : {"%SystemRoot%\\system32\\mswsock.dll", "%SystemRoot%\\no such folder\\provider.dll"}) {
        const auto fixed = port_->on_fixed_disk(path, bits);
        ASSERT_TRUE(fixed) << path << ": " << fixed.error().text;
        EXPECT_TRUE(*fixed) << path;
    }
    const auto remote = port_->on_fixed_disk("\\\\server\\share\\provider.dll", bits);
    ASSERT_TRUE(remote);
    EXPECT_FALSE(*remote);
}

TEST_P(SystemContract, DescribesOnlyFilesThatAreThere) {
    const auto identity = port_->identity();
    ASSERT_TRUE(identity);
    const int bits = identity->x64 ? 64 : 32;
    EXPECT_TRUE(port_->describe_file("%SystemRoot%\\system32\\mswsock.dll", bits));
    const auto none = port_->describe_file("%SystemRoot%\\system32\\no-such-provider.dll", bits);
    ASSERT_FALSE(none);
    EXPECT_EQ(ErrorKind::NotFound, none.error().kind);
}

TEST_P(SystemContract, KnowsWhichKeysWereWrittenSinceTheStart) {
    const auto catalog =
        port_->changed_since_start("SYSTEM\\CurrentControlSet\\Services\\WinSock2\\Parameters\\NameSpace_Catalog5");
    ASSERT_TRUE(catalog) << catalog.error().text;
    EXPECT_FALSE(*catalog) << "nobody has changed it";
    const auto none = port_->changed_since_start("SYSTEM\\CurrentControlSet\\Services\\netmend-no-such-key");
    ASSERT_FALSE(none);
    EXPECT_EQ(ErrorKind::NotFound, none.error().kind);
}

TEST_P(SystemContract, KnowsWhetherTheServicesHaveStarted) {
    EXPECT_TRUE(port_->services_started());
}

TEST_P(ProbeContract, ReportsEveryBitnessOnce) {
    const auto reports = port_->probe_sockets();
    ASSERT_TRUE(reports);
    ASSERT_FALSE(reports->empty());
    ASSERT_LE(reports->size(), 2u);
    for (const auto& report : *reports)
        EXPECT_TRUE(report.bits == 32 || report.bits == 64);
    EXPECT_TRUE(reports->size() == 1 || (*reports)[0].bits != (*reports)[1].bits);
}

TEST_P(ProbeContract, SeesDataGoThroughOnAWholeMachine) {
    const auto reports = port_->probe_sockets();
    ASSERT_TRUE(reports);
    for (const auto& report : *reports) {
        if (report.not_run) // these tests bring one program only
            continue;
        EXPECT_FALSE(report.killed || report.crashed);
        EXPECT_EQ(0u, report.startup_code);
        EXPECT_EQ(0u, report.enumeration_code);
        for (const int type : {1, 2}) {
            bool works = false;
            for (const auto& provider : report.providers)
                works = works || (provider.family == 2 && provider.type == type && provider.code == 0);
            EXPECT_TRUE(works) << "type " << type << ", " << report.bits << " bits";
        }
        for (const auto& provider : report.providers)
            EXPECT_EQ(provider.call.empty(), provider.code == 0) << provider.name;
    }
}

TEST_P(ProbeContract, SeesTheSameWhenItWasBegunBefore) {
    port_->begin();
    const auto begun = port_->probe_sockets();
    const auto plain = port_->probe_sockets();
    ASSERT_TRUE(begun && plain);
    ASSERT_EQ(plain->size(), begun->size());
    for (std::size_t i = 0; i < plain->size(); ++i)
        EXPECT_EQ((*plain)[i].providers.size(), (*begun)[i].providers.size());
}

TEST_P(ProbeContract, TellsOfTheNetworkInOneReport) {
    const auto reports = port_->probe_sockets();
    ASSERT_TRUE(reports);
    EXPECT_EQ(1, std::count_if(reports->begin(), reports->end(),
                               [](const ProbeReport& report) { return report.network.has_value(); }));
}

TEST_P(ProbeContract, StartsWinsockWhereNothingIsMissing) {
    EXPECT_TRUE(port_->start_winsock_once());
}

TEST_P(StackContract, KnowsADriverThatIsNotThere) {
    const auto state = port_->driver_state("netmend-no-such-driver");
    ASSERT_TRUE(state);
    EXPECT_EQ(DriverState::Missing, *state);
}

TEST_P(ClockContract, WaitsToTheEndWhenNobodyInterrupts) {
    EXPECT_TRUE(GetParam().make()->wait(milliseconds(10)));
}

TEST_P(ClockContract, ReturnsFalseOnceWhenInterrupted) {
    const auto clock = GetParam().make();
    GetParam().interrupt(*clock);
    EXPECT_FALSE(clock->wait(std::chrono::hours(1)));
    EXPECT_TRUE(clock->wait(milliseconds(10)));
}

TEST_P(ClockContract, WritesTheTimeForTexts) {
    const std::string now = GetParam().make()->now();
    std::string shape = now;
    std::replace_if(
        shape.begin(), shape.end(), [](unsigned char c) { return std::isdigit(c) != 0; }, '0');
    EXPECT_EQ("0000-00-00T00:00:00Z", shape);
}

} // namespace netmend
