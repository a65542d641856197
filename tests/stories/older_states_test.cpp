// Checkpoints that an older netmend left, one for each phase: made once, in the middle of a story, by the program of
// that time (golden/states), and finished by this one on a machine that stands where that one stood. No phase of today
// may be without one: NETMEND_MAKE_STATES=1 writes those that are missing.
#include <algorithm>
#include <filesystem>
#include <fstream>
#include <set>

#include <gtest/gtest.h>

#include "statemachine/base/digest.hpp"
#include "statemachine/base/envelope.hpp"
#include "statemachine/base/limits.hpp"
#include "tests/simulated/source_folder.hpp"
#include "tests/stories/story.hpp"

namespace netmend::stories {
namespace {

struct Course {
    const char* name;
    Preset preset;
    Fault fault;
    std::function<void(Story&)> live;
};

void live_so(Story& story, Installer install, Installer update, Installer write) {
    story.windows.behaviour.install = install;
    story.windows.behaviour.update_component = update;
    story.windows.behaviour.write_entries = write;
    story.start();
    story.live();
}

void agree_to_another_plan(Story& story) {
    Request start = request(Request::Kind::Start);
    start.plan = "another plan";
    story.tell(start);
    story.live();
    Request consent = request(Request::Kind::Consent);
    consent.plan = id_of(story.checkpoint().plan);
    story.tell(consent);
    story.live();
}

void replace_the_registry(Story& story) {
    story.windows.behaviour.install = Installer::Fails;
    story.start();
    story.live();
    story.ask(Request::Kind::ReplaceRegistry);
    story.live();
}

void continue_unproven(Story& story) {
    story.when_in("reset/restart-after-reset", [&story] { story.windows.behaviour.probe_cannot_run = true; });
    story.start();
    story.live();
    story.windows.behaviour.probe_cannot_run = false;
    story.ask(Request::Kind::Continue);
    story.live();
}

void change_windows(Story& story) {
    story.when_in("keys/restart-for-blank-keys", [&story] { story.windows.identity.service_pack += 1; });
    story.start();
    story.live();
}

const std::vector<Course>& courses() {
    const auto none = Installer::OnlyCountsReference, dead = Installer::Dead;
    static const std::vector<Course> all{
        {"reset-not-enough", Preset::XpSp3, Fault::ChainNamesGoneEntry,
         [](Story& story) {
             story.windows.behaviour.netsh_reset = NetshReset::Nothing;
             story.start();
             story.live();
         }},
        {"third-way", Preset::XpSp1, Fault::ProviderDllMissing,
         [=](Story& story) { live_so(story, none, Installer::Unsupported, Installer::Works); }},
        {"restart-first", Preset::XpSp1, Fault::HalfWritten,
         [](Story& story) {
             story.windows.behaviour.install = {Installer::RestartFirst, Installer::Works};
             story.start();
             story.live();
         }},
        {"dead-installer", Preset::XpSp1, Fault::ChainNamesGoneEntry,
         [=](Story& story) {
             live_so(story, dead, dead, dead);
             story.ask(Request::Kind::Continue);
             story.live();
         }},
        {"cancelled", Preset::XpSp1, Fault::ChainNamesGoneEntry,
         [](Story& story) {
             story.when_in("keys/seeing-blank-keys",
                           [&story] { story.desk.requests.push_back(request(Request::Kind::Cancel)); });
             story.start();
             story.live();
         }},
        {"reinstall", Preset::Windows2000, Fault::ProviderDllMissing,
         [](Story& story) {
             story.windows.behaviour.install = {Installer::RestartFirst, Installer::Works};
             story.start();
             story.live();
         }},
        {"whole-registry", Preset::Windows2000, Fault::ChainNamesGoneEntry, replace_the_registry},
        {"another-plan", Preset::XpSp3, Fault::BaseTcpGone, agree_to_another_plan},
        {"unproven", Preset::XpSp3, Fault::BaseTcpGone, continue_unproven},
        {"healthy", Preset::XpSp3, Fault::None,
         [](Story& story) {
             story.start();
             story.live();
         }},
        {"refused", Preset::Windows7, Fault::None, // forced, and no rung answers anything
         [](Story& story) {
             story.start(/*forced=*/true);
             story.live();
         }},
        {"held", Preset::Windows2000, Fault::ProviderDllMissing,
         [](Story& story) {
             story.windows.behaviour.uninstall = simulated::Remover::StillHeld;
             story.start();
             story.live();
         }},
        {"another-windows", Preset::XpSp1, Fault::ChainNamesGoneEntry, change_windows},
    };
    return all;
}

struct Saved {
    Unwrapped whole;
    Checkpoint facts;
};

std::optional<Saved> read(const Bytes& file) {
    const auto whole = unwrap(Content::Checkpoint, file, limits::checkpoint_bytes_max);
    const std::size_t begin = whole ? whole->payload.find("22 serialization") : std::string::npos; // behind its number
    const auto facts = begin == std::string::npos ? Result<Checkpoint>(fail(ErrorKind::Corrupt, "no checkpoint"))
                                                  : load_text(whole->payload.substr(begin));
    return facts ? std::optional(Saved{*whole, *facts}) : std::nullopt;
}

std::string phase_of(const Bytes& file) {
    const std::optional<Saved> saved = read(file);
    return saved ? saved->facts.phase : "";
}

// The same checkpoint, relying on the files that are in this folder: backups hold more now than they did then, so only
// their digests differ. Everything else stays as the older program wrote it.
Bytes relying_on(const std::map<std::string, Bytes>& files, const Bytes& older) {
    Saved saved = *read(older);
    const auto now_of = [&](const std::string& name, const std::string& digest) {
        const auto file = files.find(name);
        const std::size_t at = digest.empty() ? std::string::npos : saved.whole.payload.find(digest);
        if (file != files.end() && at != std::string::npos)
            saved.whole.payload.replace(at, digest.size(), digest_of(file->second));
    };
    now_of(saved.facts.backup_name, saved.facts.backup_digest);
    now_of(saved.facts.settings_name, saved.facts.settings_digest);
    return wrap(Content::Checkpoint, saved.whole.version, saved.whole.payload);
}

using At = std::function<void(const std::string& phase, Bytes& file, const Moment& moment)>;

// Lives through the course; `at` is called each time a checkpoint of another phase has come to the disk.
void live(Story& story, const Course& course, const At& at) {
    const auto watch = story.windows.at_effect;
    std::string last;
    Bytes known;
    story.windows.at_effect = [&, watch](Moment moment, int number, const simulated::Effect& effect) {
        watch(moment, number, effect);
        const auto file = story.windows.folder.files.find("checkpoint");
        if (moment != Moment::After || file == story.windows.folder.files.end() || file->second == known)
            return;
        known = file->second;
        const std::string phase = phase_of(known);
        if (phase != std::exchange(last, phase))
            at(phase, file->second, moment);
    };
    course.live(story);
    story.windows.at_effect = watch;
}

std::filesystem::path states() {
    return std::filesystem::path(source_folder()) / "tests/golden/states";
}

std::string file_name(std::string phase) {
    std::replace(phase.begin(), phase.end(), '/', '.');
    return phase;
}

std::string how_it_ends(const Course& course) {
    Story story(course.preset, course.fault);
    course.live(story);
    return story.phase();
}

std::set<std::string> phases_kept() {
    std::set<std::string> phases;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(states()))
        if (entry.is_regular_file())
            phases.insert(entry.path().filename().string());
    return phases;
}

void make_missing() {
    std::filesystem::create_directories(states());
    std::set<std::string> kept = phases_kept();
    for (const Course& course : courses()) {
        Story story(course.preset, course.fault);
        live(story, course, [&](const std::string& phase, Bytes& file, const Moment&) {
            if (!kept.insert(file_name(phase)).second)
                return;
            std::filesystem::create_directories(states() / course.name);
            std::ofstream out(states() / course.name / file_name(phase), std::ios::binary);
            out.write(reinterpret_cast<const char*>(file.data()), static_cast<std::streamsize>(file.size()));
        });
    }
}

TEST(OlderStates, AreThereForEveryPhaseOfTheNetmendBeforeTheLadder) {
    if (std::getenv("NETMEND_MAKE_STATES"))
        make_missing();
    EXPECT_GE(phases_kept().size(), 48u);
}

// The service ends where the older one had saved this phase, finds what that one had written, and ends as undisturbed.
TEST(OlderStates, AreFinishedAsTheOlderProgramWouldHave) {
    for (const Course& course : courses()) {
        if (!std::filesystem::exists(states() / course.name))
            continue;
        const std::string undisturbed = how_it_ends(course);
        for (const auto& entry : std::filesystem::directory_iterator(states() / course.name)) {
            const std::string wanted = entry.path().filename().string();
            std::ifstream in(entry.path(), std::ios::binary);
            const Bytes older{std::istreambuf_iterator<char>(in), {}};
            bool met = false;
            Story story(course.preset, course.fault);
            live(story, course, [&](const std::string& phase, Bytes& file, const Moment& moment) {
                if (met || file_name(phase) != wanted)
                    return;
                met = true;
                file = relying_on(story.windows.folder.files, older);
                std::erase_if(story.windows.folder.files,
                              [](const auto& other) { return other.first.starts_with("checkpoint."); });
                story.windows.cut_at({story.windows.effect_count(), moment, Ending::ServiceKilled});
            });
            EXPECT_TRUE(met) << course.name << " no longer comes through " << wanted;
            EXPECT_EQ(undisturbed, story.phase()) << course.name << " " << wanted;
            EXPECT_EQ(0, story.bugs()) << course.name << " " << wanted;
            EXPECT_EQ(std::vector<std::string>{}, story.violations()) << course.name << " " << wanted;
        }
    }
}

} // namespace
} // namespace netmend::stories
