#include "service/decisions/ownership.hpp"

namespace netmend {
namespace {

Verdict judge(const ObjectFacts& facts) {
    if (facts.refused || facts.reparse_point)
        return Verdict::Foreign;
    if (!facts.has_acls)
        return Verdict::Believed;
    switch (facts.owner) {
    case Owner::Ours:
        return Verdict::Ours;
    case Owner::Administrator:
        return Verdict::TakenBack;
    case Owner::Somebody:
        break;
    }
    return Verdict::Foreign;
}

} // namespace

Verdict judge_folder(const ObjectFacts& facts) {
    if (!facts.exists)
        return Verdict::Absent;
    return facts.directory ? judge(facts) : Verdict::Foreign;
}

// A second name of a file belongs to somebody who could change it through a folder that is not ours.
Verdict judge_file(const ObjectFacts& facts) {
    if (!facts.exists)
        return Verdict::Absent;
    return facts.directory || facts.links != 1 ? Verdict::Foreign : judge(facts);
}

} // namespace netmend
