#include "tests/world/joints.hpp"

#include <map>
#include <unordered_map>
#include <utility>

#include "statemachine/machine/compiled_table.hpp"
#include "tests/world/known_rows.hpp"

#define HANDLE "_ZN7netmend13CompiledTable6handleERKNS_5EventE"
#define CONSTRUCT "_ZN7netmend13CompiledTableC1ERNS_10CheckpointE"

namespace netmend::world {
namespace {

struct Watched {
    const Checkpoint* facts;
    bool is_waking; // its first event finds it without a phase
};

// By where it lies: whoever comes to lie there next is made anew.
std::unordered_map<const CompiledTable*, Watched>& watched() {
    static std::unordered_map<const CompiledTable*, Watched> tables;
    return tables;
}

const std::vector<KnownRow>& rows_for(std::string_view phase, std::string_view event) {
    using Pairs = std::map<std::pair<std::string_view, std::string_view>, std::vector<KnownRow>>;
    static const Pairs pairs = [] {
        Pairs out;
        for (const KnownRow& row : all_rows())
            out[{row.from, row.when}].push_back(row);
        return out;
    }();
    static const std::vector<KnownRow> none;
    const auto at = pairs.find({phase, event});
    return at == pairs.end() ? none : at->second;
}

} // namespace

void really_construct(CompiledTable*, Checkpoint&) __asm__("__real_" CONSTRUCT);
void really_handle(CompiledTable*, const Event&) __asm__("__real_" HANDLE);
void construct(CompiledTable*, Checkpoint&) __asm__("__wrap_" CONSTRUCT);
void handle(CompiledTable*, const Event&) __asm__("__wrap_" HANDLE);

void construct(CompiledTable* table, Checkpoint& facts) {
    watched()[table] = {&facts, true};
    really_construct(table, facts);
}

void handle(CompiledTable* table, const Event& event) {
    Watched& seen = watched()[table];
    const bool is_waking = std::exchange(seen.is_waking, false);
    see_that_guards_exclude(rows_for(is_waking ? "waking" : seen.facts->phase, name_of(event)), *seen.facts, event);
    really_handle(table, event);
}

void stop_at_bugs() {
    on_bug([](const std::string& sentence) { throw BugFound(sentence); });
}

BugsWrittenDown::BugsWrittenDown()
    : before_(on_bug([this](const std::string& sentence) { sentences.push_back(sentence); })) {}

BugsWrittenDown::~BugsWrittenDown() {
    on_bug(std::move(before_));
}

} // namespace netmend::world
