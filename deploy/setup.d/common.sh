# shellcheck shell=bash disable=SC2034,SC2154 # variables are shared, see deploy/setup
# What every part of deploy/setup uses: how something is said, done as root, tried again, and explained when it fails.
#
# A function that can fail returns 1 and leaves a sentence in `why` and its kind in `trouble`; only deploy/setup itself ends the run.

why='' trouble='' interactive=''
[ ! -t 0 ] || interactive=yes

say() {
    printf '%s\n' "$*"
}

fail() {
    printf 'deploy/setup: %s\n' "$*" >&2
    exit 1
}

is_root() {
    [ "$(id -u)" = 0 ]
}

# Whether root's rights are to be had without a question.
can_be_root() {
    is_root || { command -v sudo >/dev/null && sudo -n true 2>/dev/null; }
}

# Asked once, before anything starts, so that the question or the refusal is seen and not lost in the log.
ask_for_root() {
    can_be_root && return 0
    trouble=root
    if ! command -v sudo >/dev/null; then
        why="there is no sudo here"
    elif [ -z "$interactive" ]; then
        why="sudo asks for a password, which nobody can type here"
    elif ! sudo -v; then
        why="sudo refused"
    else
        return 0
    fi
    return 1
}

as_root() {
    local sudo=(sudo -n)
    # A long run may outlive sudo's memory of the password.
    [ -z "$interactive" ] || sudo=(sudo)
    ! is_root || sudo=()
    # A daemon of a package must keep neither the terminal nor the lock.
    "${sudo[@]}" env LC_ALL=C DEBIAN_FRONTEND=noninteractive "PATH=$PATH:/usr/sbin:/sbin" "$@" 8>&- 9>&-
}

# Passes on what a program says, except apt's reports of progress; from those it tells the person who waits how much is
# done and, reckoned from that, how long the rest may take. Descriptor 8 is the terminal.
watch() {
    local line stage='' last='' percent begin=$SECONDS quarter left
    while IFS= read -r line; do
        case $line in
        dlstatus:* | pmstatus:*)
            percent=$(cut -d: -f3 <<<"$line") percent=${percent%%.*}
            [[ $percent =~ ^[0-9]+$ ]] || continue
            if [ "$stage" != "${line%%:*}" ]; then stage=${line%%:*} last='' begin=$SECONDS; fi
            quarter=$((percent / 25))
            if [ "$quarter" -gt "${last:-0}" ] && [ "$percent" -lt 100 ]; then
                last=$quarter left=$(((SECONDS - begin) * (100 - percent) / percent))
                say "  $percent % $([ "$stage" = dlstatus ] && echo downloaded || echo installed), about $left s more" >&8
            fi
            ;;
        "I: running apt-get update"*) say "  reading the lists of packages" >&8 ;;
        "I: downloading packages"*) say "  downloading the packages" >&8 ;;
        "I: extracting archives"*) say "  unpacking $(du -sm "$cache"/root32.partial/var/cache/apt/archives 2>/dev/null | cut -f1) MB of packages" >&8 ;;
        *) printf '%s\n' "$line" ;;
        esac
    done
}

# How many megabytes an ordinary user can still write into a folder.
free_mb() {
    df -Pm "$1" 2>/dev/null | awk 'NR == 2 { print $4 }'
}

# explain FILE: what went wrong, from what apt, dpkg, mmdebstrap and tar say in English: sets `trouble` and `why`.
explain() {
    local said=$1 host first
    host=$(sed -nE 's!.*(Failed to fetch|Err:[0-9]+|The repository .)[ ]*https?://([^/ ]+).*!\2!p' "$said" | tail -n 1)
    host=${host:-${mirror#*//}} host=${host%%/*}
    says() { grep -qE "$1" "$said"; }
    # On a full disk not even the message may have found room.
    if says 'No space left on device|enough free space|Wrote only [0-9]+ of' || [ "$(free_mb "$cache")" = 0 ]; then
        trouble=disk why="the disk is full ($(free_mb "$cache") MB are free in $cache, $(free_mb /var) MB in /var)"
    elif says 'dpkg was interrupted'; then
        trouble=interrupted why="an earlier installation of packages was cut off, and 'dpkg --configure -a' does not mend it"
    elif says 'Could not get lock|Unable to lock|Unable to acquire'; then
        trouble=lock why="another program is installing packages"
    elif says 'Temporary failure|Could not (resolve|connect)|Cannot initiate|[Uu]nable to connect|unreachable|timed out|Connection failed'; then
        trouble=network why="there is no way to $host"
    elif says 'not have a Release file|no longer has a Release file'; then
        first=$(sed -nE "s/.*The repository '[^ ]+ ([^ ]+) Release' .*/\1/p" "$said" | head -n 1)
        trouble=unknown why="$host has no ${first:-such lists}"
    elif says 'unexpected size|Hash Sum mismatch|Mirror sync|404 +Not Found|Hashes of expected'; then
        trouble=updating why="$host is just being updated, its lists and its files do not match"
    elif says 'not valid yet|is expired'; then
        trouble=clock why="the lists of $host are of the future or long past: is the clock of this machine right?"
    elif says 'Unable to locate package|has no (installation )?candidate|Unable to find a source package'; then
        first=$(sed -nE "s/.*(locate package|source package for|version from package|Package '?) *([a-z0-9.+:-]+).*/\2/p" "$said" | head -n 1)
        trouble=unknown why="$host has no package ${first:-of that name}"
    elif says 'unmet dependencies|held broken packages'; then
        first=$(sed -nE '/unmet dependencies/,/^E:/{/^ +[a-z0-9]/{s/^ +//;p}}' "$said" | head -n 1)
        trouble=conflict why="the packages that are here stand in the way${first:+ ($(tr -s ' ' <<<"$first"))}"
    elif says 'dpkg: error processing'; then
        first=$(sed -nE 's/^dpkg: error processing (package|archive) ([^ ]+) .*/\2/p' "$said" | head -n 1)
        trouble=broken why="dpkg could not finish with ${first##*/}"
    else
        first=$(sed -nE 's/^(E|[a-z][a-z0-9_.-]*): *(error: *)?//p' "$said" | head -n 1)
        trouble=other why=${first:-it ended with an error}
    fi
}

# A package can be unknown because the lists could not be read just before: then that is the cause.
explain_lists() {
    local first_trouble=$trouble first_why=$why
    [ ! -s "$output.lists" ] || explain "$output.lists"
    case $trouble in
    network | updating | lock | disk | clock) ;;
    *) trouble=$first_trouble why=$first_why ;;
    esac
}

# attempt SENTENCE COMMAND...: runs it, with its output in the log. What goes away by itself is tried again, three times in all (a held
# lock: thirty times), with a pause that grows. SENTENCE says what has failed then; the cause is put after it.
attempt() {
    local sentence=$1 try=1 tries=3
    shift
    while true; do
        trouble='' why=''
        # The lock (descriptor 9) is kept here, so that when set-up alone is killed, the next one waits for what still runs.
        if "$@" 2>&1 </dev/null | watch >"$output"; then
            cat "$output" >>"$log"
            return 0
        fi
        cat "$output" >>"$log" 2>/dev/null || true
        explain "$output"
        [ "$trouble" != unknown ] || explain_lists
        case $trouble in
        updating | interrupted) tries=3 ;;
        lock) tries=30 ;;
        *) tries=1 ;;
        esac
        [ "$try" -lt "$tries" ] || break
        [ "$trouble" != interrupted ] || as_root dpkg --configure -a >>"$log" 2>&1 </dev/null || true
        [ "$try" != 1 ] || say "  $why; trying again ..."
        if [ "$trouble" = lock ]; then sleep 10; else sleep $((try * 15)); fi
        try=$((try + 1))
    done
    [ "$trouble" != updating ] || why+=" (tried $try times)"
    why="$sentence: $why"
    return 1
}
