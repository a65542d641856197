#include "statemachine/base/digest.hpp"
#include "statemachine/base/limits.hpp"
#include "statemachine/base/text.hpp"
#include "statemachine/mending/difference_archive.hpp"
#include "statemachine/saved/repair_files.hpp"
#include "statemachine/steps/looking.hpp"
#include "statemachine/steps/rungs.hpp"
#include "statemachine/steps/steps.hpp"
#include "statemachine/steps/winsock_reset.hpp"
#include "statemachine/winsock/diagnosis.hpp"

namespace netmend::steps {
namespace {

// Beside what is written down: what a reset takes. Empty: everything healthy of it was accepted by itself.
std::string not_agreed_to(Windows& windows, const Checkpoint& facts, const winsock::Catalogs& catalogs) {
    const std::string names = winsock::listed(healthy_not_accepted(windows.system, catalogs, facts), "; ");
    return names.empty()
               ? names
               : "Only a Winsock reset is left to mend this, and it would take out what is healthy: " + names +
                     ". Nobody has accepted that by itself, so nothing of it was done. `netmend start "
                     "--accept-loss` begins again and accepts it.";
}

} // namespace

// What the rung changes is written down whole before it changes anything, and gets its name only when it was read back.
Answer prepare_rung(Windows& windows, const Checkpoint& facts) {
    const std::optional<Procedure> rung = present_procedure(facts);
    if (!rung)
        return event::StepFailed{"The plan has no such rung."};
    const std::optional<winsock::Diagnosis> look = look_when_ready(windows, facts.identity);
    if (!look)
        return std::nullopt;
    const bool takes = row_of(*rung).removes == Removes::Accepted; // it is done to what is there, not to what is broken
    if (takes && (!look->catalogs || look->verdict == winsock::Verdict::CouldNotLook))
        return event::StepFailed{"netmend could not look at the catalogs: " + winsock::what_could_not_be_seen(*look)};
    if (takes && !answers(*rung, *look))
        return event::NothingToMend{"The protocol catalog is not what is broken, so it is not reset."};
    const Result<mending::Difference> difference = difference_for(*rung, windows, facts, *look);
    if (!difference && difference.error().kind == ErrorKind::Unsupported)
        return event::NothingToMend{difference.error().text};
    if (!difference)
        return event::StepFailed{"What this rung would change could not be seen: " + difference.error().text};
    std::vector<std::string> said = difference->said;
    if (takes) {
        if (const std::string why = not_agreed_to(windows, facts, *look->catalogs); !why.empty())
            return event::LossNotAccepted{why};
        const std::vector<std::string> goes = what_goes(windows.system, *look->catalogs);
        said.insert(said.end(), goes.begin(), goes.end());
    }
    // A service that only stands still is started without anything being changed for it.
    const bool only_starts = *rung == Procedure::MendServices && answers(*rung, *look);
    if (difference->empty() && !only_starts)
        return event::NothingToMend{
            "This rung can change nothing of what was found: " + std::string(row_of(*rung).rung) + "."};

    const std::string name = rung_name_for(facts), unverified = name + ".new";
    const Bytes data = mending::encode_difference(*difference);
    if (const Result<void> written = windows.folder.write(unverified, data); !written)
        return event::StepFailed{"What this rung changes could not be written down: " + written.error().text};
    const Result<Bytes> read = windows.folder.read(unverified, limits::difference_bytes_max);
    if (!read || *read != data)
        return event::StepFailed{"What was written down of this rung could not be read back."};
    if (const Result<void> named = windows.folder.rename(unverified, name); !named)
        return event::StepFailed{"What this rung changes could not be given its name: " + named.error().text};
    return event::RungPrepared{name, digest_of(data), said};
}

} // namespace netmend::steps
