// What a Winsock reset of Vista and later leaves, computed before it; and what is given back after it.
#include "statemachine/mending/reset_mending.hpp"

#include <gtest/gtest.h>

#include "statemachine/mending/changing.hpp"
#include "tests/unit/mending_inbox.hpp"

namespace netmend::mending {
namespace {

using namespace simulated;
using namespace inbox;

const std::string programs = std::string(parameters_path) + "\\AppId_Catalog\\2C69D9F1";

Difference record_of(MendingMachine& machine, netmend::Registry* backup = nullptr) {
    const auto catalogs = machine.catalogs();
    EXPECT_TRUE(catalogs);
    const auto record = plan_reset(machine.registry, *catalogs, machine.identity, machine.look(), backup);
    EXPECT_TRUE(record) << record.error().text;
    return record.value_or(Difference{});
}

bool of_protocols(const std::string& path) {
    return path.find("Protocol_Catalog9") != std::string::npos;
}

// Of transports that its old key names; what else was there is given back afterwards.
TEST(ResetMending, ComputesTheListsOfEverySoundMachine) {
    for (MendingMachine* machine : all_machines()) {
        if (machine->identity.major < 6)
            continue;
        Tree after = machine->registry.now;
        const auto named = machine->catalogs()->old_key.transports;
        const bool six = std::find(named.begin(), named.end(), "Tcpip6") != named.end();
        const Difference record = record_of(*machine);
        for (const KeyChange& change : record.keys) {
            if (!of_protocols(change.path))
                continue;
            after.erase_tree(change.path);
            for (const RegistryValue& value : change.after ? change.after->values : std::vector<RegistryValue>())
                after.set(change.path, value);
        }
        for (const ValueChange& change : record.values)
            if (of_protocols(change.key))
                after.set(change.key, *change.after);
        for (const int bits : machine->identity.x64 ? std::vector<int>{32, 64} : std::vector<int>{32}) {
            const auto was = protocols(machine->registry.now, bits, machine->identity.x64);
            const auto is = protocols(after, bits, machine->identity.x64);
            for (const Entry& entry : was)
                EXPECT_TRUE(!is_needed(entry) || (entry.family == 23 && !six) ||
                            std::any_of(is.begin(), is.end(),
                                        [&](const Entry& other) {
                                            return other.provider == entry.provider && other.type == entry.type;
                                        }))
                    << machine->identity.build << " " << entry.name;
            EXPECT_TRUE(std::all_of(is.begin(), is.end(), [](const Entry& entry) { return entry.is_base(); }));
        }
    }
}

struct ResetOfModern : Modern {
    ResetOfModern() {
        machine.registry.now.set(programs, text("AppFullPath", "C:\\Windows\\System32\\svchost.exe"));
        machine.registry.make_durable();
    }
};

TEST_F(ResetOfModern, WouldLeaveNothingWhereItsDllIsGone) {
    machine.gone = {"mswsock.dll"};
    const auto record =
        plan_reset(machine.registry, *machine.catalogs(), machine.identity, machine.look(), /*backup=*/nullptr);
    ASSERT_FALSE(record);
    EXPECT_EQ(record.error().kind, ErrorKind::Unsupported);
    machine.gone.clear();
    machine.unseen = {"mswsock.dll"};
    EXPECT_FALSE(plan_reset(machine.registry, *machine.catalogs(), machine.identity, machine.look(), nullptr));
}

TEST_F(ResetOfModern, PutsTheOldKeyRightBeforeAndNothingElse) {
    EXPECT_TRUE(before_reset(record_of(machine)).empty());
    machine.registry.now.erase_tree(services + "Winsock\\Setup Migration");
    const Difference before = before_reset(record_of(machine));
    EXPECT_FALSE(before.empty());
    for (const KeyChange& change : before.keys)
        EXPECT_TRUE(change.path.starts_with(services + "Winsock")) << change.path;
}

TEST_F(ResetOfModern, IsNotBegunOverWhatOthersChangedSince) {
    const Difference kept = kept_by_reset(record_of(machine));
    EXPECT_EQ(count_open(machine.registry, kept).value_or(-1), 0);
    machine.registry.now.erase_tree(programs);
    const auto open = count_open(machine.registry, kept);
    ASSERT_FALSE(open);
    EXPECT_EQ(open.error().kind, ErrorKind::Busy);
}

TEST_F(ResetOfModern, GivesBackNameSpacesProgramsAndTheOldKeyByteForByte) {
    const Tree before = machine.registry.now;
    const Difference record = record_of(machine);
    machine.registry.now.erase_tree(std::string(parameters_path) + "\\AppId_Catalog");
    machine.registry.now.erase_value(services + "Winsock\\Parameters", "Transports");
    for (const int bits : {32, 64}) {
        auto names = namespaces(machine.registry.now, bits, true);
        names.erase(names.begin());
        write_namespaces(machine.registry.now, names, bits, true);
    }
    const auto lost = give_back_kept(machine.registry, *machine.catalogs(), record);
    ASSERT_TRUE(lost) << lost.error().text;
    ASSERT_TRUE(machine.apply(*lost));
    EXPECT_EQ(differing(before, machine.registry.now), std::vector<std::string>{});
    EXPECT_TRUE(give_back_kept(machine.registry, *machine.catalogs(), record)->empty());
}

TEST_F(ResetOfModern, LeavesAProviderOfNamesThatCameSince) {
    const Difference record = record_of(machine);
    auto names = namespaces(machine.registry.now, 64, true);
    NameSpace added = names.back();
    added.provider = "6EED1A00-7C5C-4D32-9A41-59D8B1E0AA01";
    names.erase(names.begin());
    names.push_back(added);
    write_namespaces(machine.registry.now, names, 64, true);
    ASSERT_TRUE(machine.apply(*give_back_kept(machine.registry, *machine.catalogs(), record)));
    const auto now = namespaces(machine.registry.now, 64, true);
    EXPECT_EQ(now.size(), names.size() + 1);
    EXPECT_EQ(now.back().provider, added.provider);
}

TEST_F(ResetOfModern, GivesBackWhatTheListsLackOfWindowsOwn) {
    simulated::Registry backup;
    backup.now = machine.registry.now;
    for (const int bits : {32, 64})
        change(machine, bits, [](auto& list) { std::erase_if(list, [](const Entry& e) { return e.family != 2; }); });
    machine.registry.now.set(protocols_path, number("Next_Catalog_Entry_ID", 1010)); // as a reset counts anew
    const auto catalogs = machine.catalogs();
    const auto lost = give_back_own(machine.registry, *catalogs, machine.identity, machine.look(), &backup);
    ASSERT_TRUE(lost) << lost.error().text;
    ASSERT_TRUE(machine.apply(*lost));
    for (const int bits : {32, 64})
        EXPECT_EQ(protocols(machine.registry.now, bits, true).size(), protocols(backup.now, bits, true).size());
    EXPECT_EQ(damage_in(machine), std::vector<std::string>{});
}

TEST_F(ResetOfModern, KnowsAListThatNoResetLeaves) {
    EXPECT_FALSE(holds_more_than_own(*machine.catalogs()));
    std::set<std::string> files;
    Tree with_base = machine.registry.now;
    add_base_provider(with_base, files, machine.identity);
    machine.registry.now = with_base;
    EXPECT_TRUE(holds_more_than_own(*machine.catalogs()));
    for (const int bits : {32, 64})
        change(machine, bits, [](auto& list) { list.clear(); });
    EXPECT_TRUE(holds_more_than_own(*machine.catalogs()));
}

TEST_F(ResetOfModern, PutsBothCatalogsBackAsABackupHasThem) {
    simulated::Registry backup;
    backup.now = machine.registry.now;
    for (const int bits : {32, 64}) {
        change(machine, bits, [](auto& list) { list.resize(3); });
        auto names = namespaces(machine.registry.now, bits, true);
        names.resize(2);
        write_namespaces(machine.registry.now, names, bits, true);
    }
    const auto lists = lists_as_in(machine.registry, backup, true);
    ASSERT_TRUE(lists) << lists.error().text;
    ASSERT_TRUE(machine.apply(*lists));
    EXPECT_EQ(differing(backup.now, machine.registry.now), std::vector<std::string>{});
}

} // namespace
} // namespace netmend::mending
