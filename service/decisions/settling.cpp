#include "service/decisions/settling.hpp"

#include <utility>

namespace netmend {
namespace {

constexpr char no_owners[] =
    " lies on a disk whose file system knows no owners (FAT): everybody who can use this computer "
    "can change it.";

// What is remembered counts only for the folder that it was taken for.
std::string remembered_beside(StatePlaces& places, const std::string& usual) {
    const std::string path = places.remembered();
    return path.starts_with(usual + "-") ? path : std::string();
}

// One settling: the places, the names, and what has to be told.
class Settling {
  public:
    Settling(StatePlaces& places, const std::string& usual, const std::string& older)
        : places_(places), usual_(usual), older_(older) {}

    Result<SettledFolder> settle() {
        for (const std::string& path : {remembered_beside(places_, usual_), usual_}) {
            const Result<Verdict> verdict = look(path);
            if (!verdict)
                return tl::unexpected(verdict.error());
            if (is_believed(*verdict))
                return use(path, *verdict);
        }
        const Result<Verdict> verdict = look(older_);
        if (!verdict)
            return tl::unexpected(verdict.error());
        return is_believed(*verdict) ? take_over(*verdict) : make();
    }

  private:
    Result<Verdict> look(const std::string& path) { return path.empty() ? Verdict::Absent : places_.look(path); }

    void tell_whose(const std::string& path, Verdict verdict) {
        if (verdict == Verdict::TakenBack)
            told_.push_back("An administrator had become the owner of the folder " + path +
                            "; netmend took it back and kept everything in it.");
    }

    Result<SettledFolder> use(const std::string& path, Verdict verdict) {
        tell_whose(path, verdict);
        if (const Result<void> secured = places_.secure(path); !secured)
            return tl::unexpected(secured.error());
        put_older_away();
        return SettledFolder{path, std::move(told_)};
    }

    // What was taken over must not be believed once more when the folder that took its place is gone one day.
    void put_older_away() {
        if (const Result<Verdict> verdict = look(older_); verdict && is_believed(*verdict))
            places_.rename(older_, older_ + ".taken-over-" + places_.date_suffix());
    }

    // A name that is free now. The random one is remembered before anything is there: remembered and absent means
    // nothing, there and not remembered would be lost.
    Result<std::string> free_place() {
        const Result<Verdict> verdict = look(usual_);
        if (!verdict)
            return tl::unexpected(verdict.error());
        if (*verdict == Verdict::Absent)
            return usual_;
        const std::string aside = usual_ + ".foreign-" + places_.date_suffix();
        if (places_.rename(usual_, aside)) {
            told_.push_back("The folder " + usual_ + " belonged to somebody else and was moved aside to " + aside +
                            "; netmend made a new one.");
            return usual_;
        }
        return place_beside();
    }

    Result<std::string> place_beside() {
        std::string path = usual_ + "-" + places_.random_suffix();
        if (const Result<void> done = places_.remember(path); !done)
            return tl::unexpected(done.error());
        told_.push_back("Somebody else holds the name " + usual_ + "; what netmend keeps lies in " + path + ".");
        return path;
    }

    Result<SettledFolder> make() {
        Result<std::string> path = free_place();
        if (!path)
            return tl::unexpected(path.error());
        Result<void> made = places_.make(*path);
        if (!made && *path == usual_) { // made again by somebody in between
            path = place_beside();
            if (path)
                made = places_.make(*path);
        }
        if (!path || !made)
            return tl::unexpected(path ? made.error() : path.error());
        const Result<Verdict> verdict = look(*path);
        if (verdict && *verdict == Verdict::Believed)
            told_.push_back("The folder " + *path + no_owners);
        return SettledFolder{*path, std::move(told_)};
    }

    // The rename is what decides: before it the older folder is the one that is believed, after it the new one.
    Result<SettledFolder> take_over(Verdict verdict) {
        tell_whose(older_, verdict);
        const Result<void> secured = places_.secure(older_);
        if (!secured)
            return tl::unexpected(secured.error());
        const Result<std::string> path = free_place();
        if (path && (places_.rename(older_, *path) || copied_over(*path))) {
            if (verdict == Verdict::Believed)
                told_.push_back("The folder " + *path + no_owners);
            return use(*path, Verdict::Ours);
        }
        // No room for a copy, and somebody looks into it: it serves where it is, and the next start tries again.
        return SettledFolder{older_, std::move(told_)};
    }

    // A file in it that somebody has open keeps a folder from being renamed, and not from being copied.
    bool copied_over(const std::string& path) {
        const std::string copy = path + ".taking-over";
        places_.discard(copy);
        if (places_.make(copy) && places_.copy(older_, copy) && places_.rename(copy, path))
            return true;
        places_.discard(copy);
        return false;
    }

    StatePlaces& places_;
    const std::string& usual_;
    const std::string& older_;
    std::vector<std::string> told_;
};

} // namespace

Result<SettledFolder> settle_state_folder(StatePlaces& places, const std::string& usual, const std::string& older) {
    return Settling(places, usual, older).settle();
}

std::string find_state_folder(StatePlaces& places, const std::string& usual, const std::string& older) {
    for (const std::string& path : {remembered_beside(places, usual), usual, older})
        if (!path.empty())
            if (const Result<Verdict> verdict = places.look(path); verdict && is_believed(*verdict))
                return path;
    return usual;
}

} // namespace netmend
