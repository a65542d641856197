# shellcheck shell=bash disable=SC2034,SC2154 # variables are shared, see deploy/setup
# Packages of the machine, by its own lists; and single packages that are only read, by package lists of our own.

# missing PACKAGE...: those of them that are not installed, one a line.
missing() {
    local installed
    # Asked for one that is not known, dpkg-query ends with an error, and tells of the rest nevertheless.
    installed=$(dpkg-query -W -f '${db:Status-Abbrev} ${binary:Package}\n' "$@" 2>/dev/null | sed -nE 's/^ii +//; s/:amd64$//; p') || true
    grep -vxFf <(echo "$installed") <(printf '%s\n' "$@") || true
}

install_now() {
    # A single list that fails (a mirror in mid-update, a third party's archive) matters only if a package is missed then.
    as_root apt-get -q update >"$output.lists" 2>&1 || true
    cat "$output.lists" >>"$log"
    # apt's reports need a descriptor of their own: whichever it is, the packages' scripts find it closed.
    # shellcheck disable=SC2016 # $@ is of the inner shell
    as_root bash -c 'exec apt-get -q -y --no-install-recommends -o APT::Status-Fd=3 -o Dpkg::Use-Pty=0 -o DPkg::Lock::Timeout=300 "$@" 3>&1' \
        apt-get install "$@"
}

install_packages() {
    attempt "packages could not be installed" install_now "$@"
}

# own_lists FOLDER LINE: a folder for own_apt, with one line of sources: the machine's own lists and pins play no part.
own_lists() {
    rm -rf "$1" && mkdir -p "$1/lists/partial" && printf '%s\n' "$2" >"$1/sources.list" && : >"$1/preferences"
}

own_apt() {
    local folder=$1
    shift
    apt-get -q -o "Dir::Etc::sourcelist=$folder/sources.list" -o Dir::Etc::sourceparts=/dev/null \
        -o "Dir::Etc::preferences=$folder/preferences" -o Dir::Etc::preferencesparts=/dev/null \
        -o "Dir::State::lists=$folder/lists" -o Dir::Cache::pkgcache= -o Dir::Cache::srcpkgcache= \
        -o APT::Sandbox::User= "$@"
}

# The Boost.Serialization of the Windows programs: the files of Debian's source package, and only those.
fetch_boost_now() {
    local work=$1
    own_apt "$work" update --error-on=any &&
        (cd "$work" && own_apt "$work" source --download-only boost1.81) &&
        mkdir -p "$work/src" &&
        tar -xJf "$work"/boost1.81_*.orig.tar.xz -C "$work/src" --strip-components=4 boost/libs/serialization/src
}

fetch_boost() {
    local work=$cache/boost.partial
    own_lists "$work" "deb-src [signed-by=$keyring] $mirror bookworm main" || { why="$work cannot be written" && return 1; }
    attempt "the sources of Boost.Serialization could not be fetched" fetch_boost_now "$work" || return 1
    mv -T "$work/src" "$boost" && rm -rf "$work"
}
