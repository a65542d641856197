#include "statemachine/mending/catalog_writer.hpp"

#include <algorithm>
#include <cstdio>

#include "statemachine/base/limits.hpp"
#include "statemachine/base/text.hpp"
#include "statemachine/mending/changing.hpp"
#include "statemachine/mending/raw_catalog.hpp"
#include "statemachine/winsock/registry_reading.hpp"

namespace netmend::mending {
namespace {

constexpr const char* serial_name = "Serial_Access_Num";
constexpr std::chrono::milliseconds between_looks{500};
constexpr int marks_max = 8; // others may be faster, or a filter swallow what is written

std::string marker_name(std::uint32_t serial) {
    char name[12];
    std::snprintf(name, sizeof name, "%08X", static_cast<unsigned>(serial));
    return name;
}

tl::unexpected<Error> held(const std::string& catalog) {
    return fail(ErrorKind::TimedOut,
                "Another program has marked the catalog " + catalog +
                    " as being written and does not finish. The mark goes with the next start of Windows.");
}

} // namespace

CatalogWriter::CatalogWriter(Registry& registry, Clock& clock, std::string catalog)
    : registry_(registry), clock_(clock), catalog_(std::move(catalog)),
      note_("SOFTWARE\\netmend\\Writing " + catalog_.substr(catalog_.rfind('\\') + 1)) {}

std::string CatalogWriter::marker_of(std::uint32_t serial) const {
    return catalog_ + "\\" + marker_name(serial);
}

Result<CatalogWriter::Present> CatalogWriter::look() {
    Result<RegistryKey> key = registry_.read_content(catalog_);
    if (!key)
        return tl::unexpected(key.error());
    const Result<std::optional<RegistryKey>> note = winsock::read_if_there(registry_, note_);
    if (!note)
        return tl::unexpected(note.error());
    Present present;
    present.serial = winsock::dword_of(*key, serial_name);
    present.marked = present.serial && winsock::has_text(key->subkeys, marker_name(*present.serial));
    if (*note)
        present.noted = winsock::dword_of(**note, serial_name);
    present.subkeys = std::move(key->subkeys);
    return present;
}

Result<bool> CatalogWriter::wait_for_others() {
    for (std::chrono::milliseconds waited{0};; waited += between_looks) {
        const Result<Present> present = look();
        if (!present)
            return tl::unexpected(present.error());
        if (!present->marked || present->is_ours())
            return true;
        if (waited >= limits::catalog_writer_within)
            return held(catalog_);
        if (!clock_.wait(between_looks))
            return false;
    }
}

// A write of another program's in between may look like a half of ours: an entry that it took out, too, moved others
// up. Its number tells. Ours is raised when the lists are whole and on the disk, so then nothing is left.
Result<int> CatalogWriter::count_left(const Difference& part) {
    const Result<int> open = count_open(registry_, part);
    if (!open || *open == 0 || part.undoes)
        return open;
    const Result<Present> present = look();
    if (!present)
        return tl::unexpected(present.error());
    if (std::any_of(part.seen.begin(), part.seen.end(),
                    [&](const CatalogSeen& seen) { return present->serial != seen.serial; }))
        return fail(ErrorKind::Busy,
                    "The catalog " + catalog_ + " was written by somebody else since it was looked at.");
    return open;
}

Result<void> CatalogWriter::forget(std::uint32_t serial) {
    if (Result<void> done = registry_.erase_tree(marker_of(serial)); !done)
        return done;
    return registry_.erase_tree(note_);
}

Result<void> CatalogWriter::forget_present() {
    const Result<Present> present = look();
    if (!present)
        return tl::unexpected(present.error());
    return present->noted ? forget(*present->noted) : Result<void>();
}

Result<bool> CatalogWriter::make_marker(std::uint32_t serial) {
    if (const Result<bool> noted = registry_.create_volatile(note_); !noted)
        return noted;
    if (const Result<void> set = registry_.set(note_, dword_value(serial_name, serial)); !set)
        return tl::unexpected(set.error());
    const Result<bool> made = registry_.create_volatile(marker_of(serial));
    if (made && *made)
        return true;
    const Result<void> erased = registry_.erase_tree(note_); // before anybody's marker is taken for ours
    return made && !erased ? tl::unexpected(erased.error()) : made;
}

// Looks again after a marker was made: the number may have been raised in between, and then it marks nothing.
Result<CatalogWriter::Marker> CatalogWriter::mark(const Difference& part) {
    bool made = false;
    for (int marks = 0; marks < marks_max; ++marks) {
        const Result<bool> alone = wait_for_others();
        if (!alone)
            return tl::unexpected(alone.error());
        if (!*alone)
            return Marker::Interrupted;
        const Result<Present> present = look();
        if (!present)
            return tl::unexpected(present.error());
        if (present->is_ours())
            return made ? Marker::Made : Marker::LeftByUs;
        Result<void> done;
        if (present->noted) { // we were stopped before the marker, or after the number was raised
            done = present->noted == present->serial ? registry_.erase_tree(note_) : forget(*present->noted);
        } else if (!present->serial) {
            done = registry_.set(catalog_, dword_value(serial_name, 1)); // as Windows does
        } else if (!present->marked) {
            const Result<int> open = count_left(part);
            if (open && *open == 0)
                return Marker::NotNeeded;
            const Result<bool> is_new = open ? make_marker(*present->serial) : tl::unexpected(open.error());
            made = is_new && *is_new;
            if (!is_new)
                done = tl::unexpected(is_new.error());
        }
        if (!done)
            return tl::unexpected(done.error());
    }
    return held(catalog_);
}

Result<void> CatalogWriter::write_lists(const Difference& part) {
    if (Result<void> done = make_so(registry_, part); !done)
        return done;
    if (Result<void> done = registry_.flush(); !done)
        return done;
    const Result<int> left = count_open(registry_, part);
    if (!left)
        return tl::unexpected(left.error());
    if (*left != 0)
        return fail(ErrorKind::Failed,
                    "What was written to the catalog " + catalog_ + " is not there: somebody takes it back.");
    return {};
}

// Half a list without a marker would be worse than the damage: where the old lists do not come back, it stays.
void CatalogWriter::take_back(const Difference& part) {
    const Difference back = part.reversed();
    if (!count_open(registry_, back) || !make_so(registry_, back))
        return;
    if (const Result<int> left = count_open(registry_, back); left && *left == 0)
        static_cast<void>(forget_present());
}

// Nobody else raises the number while the marker is ours. Where it cannot be raised the lists are whole all the same.
Result<void> CatalogWriter::finish() {
    const Result<Present> present = look();
    if (!present)
        return tl::unexpected(present.error());
    const std::uint32_t old = present->serial.value_or(0);
    std::uint32_t next = old + 1;
    while (winsock::has_text(present->subkeys, marker_name(next)))
        ++next;
    const Result<void> raised = registry_.set(catalog_, dword_value(serial_name, next));
    const Result<void> forgotten = forget(old);
    return raised ? forgotten : raised;
}

Result<bool> CatalogWriter::write(const Difference& part) {
    const Result<Marker> marker = mark(part);
    if (!marker)
        return tl::unexpected(marker.error());
    if (*marker == Marker::NotNeeded || *marker == Marker::Interrupted)
        return *marker == Marker::NotNeeded;
    if (const Result<int> open = count_left(part); !open) { // again: now nobody else writes
        if (*marker == Marker::Made || open.error().kind == ErrorKind::Busy)
            static_cast<void>(forget_present());
        return tl::unexpected(open.error());
    }
    if (const Result<void> done = write_lists(part); !done) {
        take_back(part);
        return tl::unexpected(done.error());
    }
    if (const Result<void> done = finish(); !done)
        return tl::unexpected(done.error());
    return true;
}

} // namespace netmend::mending
