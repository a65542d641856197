// Which parts of a security descriptor count, and that nothing outside of its bytes is ever read.
#include <functional>

#include <gtest/gtest.h>

#include "statemachine/base/descriptor.hpp"

namespace netmend {
namespace {

using Sid = Bytes;

Sid sid_of(std::uint8_t last, std::uint8_t authorities = 1) {
    Sid sid{1, authorities, 0, 0, 0, 0, 0, 5};
    for (std::uint8_t i = 0; i < authorities; ++i)
        sid.insert(sid.end(), {static_cast<std::uint8_t>(last + i), 0, 0, 0});
    return sid;
}

Bytes entry_of(std::uint8_t rights, std::uint8_t last = 18) {
    const Sid sid = sid_of(last);
    Bytes entry{0, 2, static_cast<std::uint8_t>(8 + sid.size()), 0, rights, 0, 15, 0};
    entry.insert(entry.end(), sid.begin(), sid.end());
    return entry;
}

// A descriptor as Windows lays it out: header, owner, group, list. `gap` bytes of nothing stand before each part, so
// that two with the same meaning have other bytes.
struct Layout {
    Sid owner = sid_of(18), group = sid_of(18);
    std::vector<Bytes> entries{entry_of(25)};
    unsigned control = 0x8004;
    bool list = true;

    Bytes bytes(std::size_t gap = 0) const {
        Bytes data(20);
        data[0] = 1;
        data[2] = static_cast<std::uint8_t>(control);
        data[3] = static_cast<std::uint8_t>(control >> 8);
        const auto put = [&](std::size_t at, const Bytes& part) {
            if (part.empty())
                return;
            data.resize(data.size() + gap, 0xEE);
            data[at] = static_cast<std::uint8_t>(data.size());
            data[at + 1] = static_cast<std::uint8_t>(data.size() >> 8);
            data.insert(data.end(), part.begin(), part.end());
        };
        put(4, owner);
        put(8, group);
        Bytes all{2, 0, 0, 0, static_cast<std::uint8_t>(entries.size()), 0, 0, 0};
        for (const Bytes& entry : entries)
            all.insert(all.end(), entry.begin(), entry.end());
        all[2] = static_cast<std::uint8_t>(all.size());
        if (list)
            put(16, all);
        return data;
    }
};

TEST(Descriptor, WithTheSameMeaningIsTheSame) {
    const std::function<void(Layout&)> kinds[] = {
        [](Layout&) {},
        [](Layout& l) { l.owner.clear(); },
        [](Layout& l) { l.group.clear(); },
        [](Layout& l) { l.owner = sid_of(1, 15); },
        [](Layout& l) { l.owner = sid_of(0, 0); },
        [](Layout& l) { l.list = false; },
        [](Layout& l) { l.control = 0x8000; },
        [](Layout& l) { l.entries.clear(); },
        [](Layout& l) {
            l.entries = {entry_of(1), entry_of(2, 19), {5, 0, 4, 0}};
        },
        [](Layout& l) { l.control = 0x9004; },
    };
    std::vector<Layout> layouts;
    for (const auto& change : kinds) {
        layouts.emplace_back();
        change(layouts.back());
    }
    for (std::size_t a = 0; a < layouts.size(); ++a)
        for (std::size_t b = 0; b < layouts.size(); ++b) {
            EXPECT_EQ(same_descriptor(layouts[a].bytes(), layouts[b].bytes(4)), a == b) << a << " and " << b;
            EXPECT_EQ(same_descriptor(layouts[a].bytes(300), layouts[b].bytes()), a == b) << a << " and " << b;
        }
}

TEST(Descriptor, DiffersInEveryPartThatCounts) {
    const Bytes plain = Layout{}.bytes();
    const std::function<void(Layout&)> changes[] = {
        [](Layout& l) { l.owner = sid_of(19); },
        [](Layout& l) { l.group = sid_of(19); },
        [](Layout& l) { l.owner = sid_of(18, 2); },
        [](Layout& l) { l.entries[0] = entry_of(24); },
        [](Layout& l) { l.entries[0] = entry_of(25, 19); },
        [](Layout& l) { l.entries[0][1] = 0; },
        [](Layout& l) { l.entries[0][0] = 1; },
        [](Layout& l) { l.entries.push_back(entry_of(25)); },
    };
    for (const auto& change : changes) {
        Layout other;
        change(other);
        EXPECT_FALSE(same_descriptor(plain, other.bytes())) << &change - changes;
        EXPECT_FALSE(same_descriptor(other.bytes(), plain)) << &change - changes;
    }
    Layout one, turned;
    one.entries = {entry_of(1), entry_of(2)};
    turned.entries = {entry_of(2), entry_of(1)};
    EXPECT_FALSE(same_descriptor(one.bytes(), turned.bytes())) << "the order decides who is refused";
}

TEST(Descriptor, DiffersNotInWhatDecidesNothing) {
    Layout one, other;
    other.control = 0x8404; // inherited on the way
    EXPECT_TRUE(same_descriptor(one.bytes(), other.bytes()));
    one.control = other.control = 0x8000; // without the flag nobody reads the list
    other.entries = {entry_of(7)};
    EXPECT_TRUE(same_descriptor(one.bytes(), other.bytes()));
    Bytes with_audit = Layout{}.bytes();
    with_audit[12] = 1;
    EXPECT_TRUE(same_descriptor(Layout{}.bytes(), with_audit)) << "who is watched is not compared";
}

TEST(Descriptor, ThatIsCutOrWrongIsTheSameOnlyByteForByte) {
    const Layout layout;
    const Bytes whole = layout.bytes();
    // The padding behind tells two copies apart that are the same wrong thing otherwise.
    const auto wrong = [&](const std::function<void(Bytes&)>& change) {
        Bytes one = whole, other = whole;
        change(one);
        other = one;
        other.push_back(0);
        const bool same = same_descriptor(one, other) || same_descriptor(other, one);
        return !same && !same_descriptor(one, whole) && !same_descriptor(whole, one) && same_descriptor(one, one);
    };
    const std::size_t list = whole[16];
    const std::pair<const char*, std::function<void(Bytes&)>> changes[] = {
        {"not self-relative", [](Bytes& d) { d[3] = 0; }},
        {"owner behind the end", [](Bytes& d) { d[5] = 1; }},
        {"owner at the end", [&](Bytes& d) { d[4] = static_cast<std::uint8_t>(d.size() - 7); }},
        {"owner longer than the rest", [&](Bytes& d) { d[whole[4] + 1u] = 15; }},
        {"group behind the end", [](Bytes& d) { d[9] = 1; }},
        {"group longer than the rest", [&](Bytes& d) { d[whole[8] + 1u] = 15; }},
        {"list behind the end", [](Bytes& d) { d[17] = 1; }},
        {"list far behind the end", [](Bytes& d) { d[19] = 0x80; }},
        {"list at the end", [](Bytes& d) { d[16] = static_cast<std::uint8_t>(d.size() - 6); }},
        {"more entries than there are", [=](Bytes& d) { d[list + 4] = 2; }},
        {"very many entries", [=](Bytes& d) { d[list + 5] = 255; }},
        {"an entry smaller than its head", [=](Bytes& d) { d[list + 10] = 3; }},
        {"an entry of no size", [=](Bytes& d) { d[list + 10] = 0; }},
        {"an entry longer than the rest", [=](Bytes& d) { d[list + 10] = 22; }},
        {"an entry much longer than the rest", [=](Bytes& d) { d[list + 11] = 1; }},
    };
    for (const auto& [what, change] : changes)
        EXPECT_TRUE(wrong(change)) << what;
    for (std::size_t size = 0; size < whole.size(); ++size)
        EXPECT_TRUE(wrong([&](Bytes& d) { d.resize(size); })) << "cut to " << size;
}

TEST(Descriptor, OfWhichThePartsEndExactlyWithItIsWhole) {
    Layout no_list;
    no_list.list = false;
    Bytes first = no_list.bytes(), second = no_list.bytes(1);
    EXPECT_TRUE(same_descriptor(first, second)) << "the group ends with the bytes";
    Layout head;
    head.entries = {{0, 0, 4, 0}};
    EXPECT_TRUE(same_descriptor(head.bytes(), head.bytes(1))) << "an entry of nothing but its head";
    Layout empty{{}, {}, {}, 0x8000, false};
    EXPECT_TRUE(same_descriptor(empty.bytes(), Layout{{}, {}, {}, 0x8400, false}.bytes())) << "a header alone";
}

Bytes with_flags(Bytes entry, std::uint8_t flags) {
    entry[1] = flags;
    return entry;
}

TEST(Descriptor, GetsAnEntryBehindTheExplicitOnesAndBeforeTheInherited) {
    Layout layout;
    layout.entries = {entry_of(25), with_flags(entry_of(3, 19), inherited)};
    const Sid who = sid_of(20);
    Layout wanted = layout;
    Bytes entry = with_flags(entry_of(25, 20), container_inherit);
    entry[6] = 2; // 0x20019
    wanted.entries.insert(wanted.entries.begin() + 1, entry);
    const auto explicit_one = with_allowed(layout.bytes(8), who, 0x20019, container_inherit);
    ASSERT_TRUE(explicit_one);
    EXPECT_TRUE(same_descriptor(wanted.bytes(), *explicit_one));
    EXPECT_EQ(0x20019u, *allowed_to(*explicit_one, {who}));

    const auto inherited_one = with_allowed(layout.bytes(), who, 0x20019, container_inherit | inherited);
    wanted = layout;
    entry[1] = container_inherit | inherited;
    wanted.entries.push_back(entry);
    ASSERT_TRUE(inherited_one);
    EXPECT_TRUE(same_descriptor(wanted.bytes(), *inherited_one));
}

TEST(Descriptor, KeepsWhatIsAuditedAndItsFlags) {
    Layout layout;
    layout.control = 0x8414; // both lists, and that this one was inherited
    Bytes data = layout.bytes();
    const Bytes audit{2, 0, 8, 0, 0, 0, 0, 0};
    data[12] = static_cast<std::uint8_t>(data.size());
    data.insert(data.end(), audit.begin(), audit.end());
    const auto more = with_allowed(data, sid_of(20), 1, 0);
    ASSERT_TRUE(more);
    EXPECT_EQ(Bytes(data.begin(), data.begin() + 4), Bytes(more->begin(), more->begin() + 4));
    const std::size_t at = (*more)[12];
    EXPECT_EQ(audit, Bytes(more->begin() + static_cast<std::ptrdiff_t>(at),
                           more->begin() + static_cast<std::ptrdiff_t>(at + audit.size())));
}

TEST(Descriptor, GetsNothingWhereItCannotBeRead) {
    const Bytes whole = Layout{}.bytes();
    for (std::size_t size = 0; size < whole.size(); ++size) {
        const Bytes cut(whole.begin(), whole.begin() + static_cast<std::ptrdiff_t>(size));
        EXPECT_FALSE(with_allowed(cut, sid_of(20), 1, 0)) << size;
        EXPECT_FALSE(allowed_to(cut, {sid_of(20)})) << size;
        EXPECT_FALSE(takes_inherited(cut)) << size;
    }
    Layout everybody;
    everybody.list = false;
    EXPECT_FALSE(with_allowed(everybody.bytes(), sid_of(20), 1, 0)) << "it needs none";
    EXPECT_EQ(0xffffffffu, *allowed_to(everybody.bytes(), {sid_of(20)}));
    Layout closed;
    closed.control = 0x9004;
    EXPECT_FALSE(takes_inherited(closed.bytes()));
    EXPECT_TRUE(takes_inherited(whole));
    std::optional<Bytes> full = whole;
    while (const auto more = with_allowed(*full, sid_of(20), 1, 0))
        full = more;
    EXPECT_GT(full->size(), 65000u) << "a list has 64 KiB at most";
    EXPECT_TRUE(allowed_to(*full, {sid_of(20)}));
}

} // namespace
} // namespace netmend
