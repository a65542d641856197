# shellcheck shell=bash disable=SC2034,SC2154 # variables are shared, see deploy/setup
# The small Debian root with the 32-bit Wine, and the 64-bit Wine beside it, so that 64-bit machines in it run 32-bit programs too.
#
# It is only unpacked: no script of a package runs, so it is made where 32-bit programs do not run, and in half a minute. What those
# scripts do that Wine needs is done by finish-root. Shell and coreutils are 64-bit: where 32-bit programs are emulated they need not be.

root_mb=1900 # what making it takes for a while: the packages, and what is in them

# How many files there are in a root and how many bytes: what is cut off has fewer.
count_root() {
    find "$1/usr/lib/" "$1/usr/bin/" "$1/lib/" "$1/bin/" -type f -printf '%s\n' 2>/dev/null | awk '{ bytes += $1 } END { print NR, bytes }'
}

# Of a root made by an older version, without a count, it is seen whether the last of what was installed there is in it.
is_older_root() {
    local root=$1 lib bits
    for lib in i386 x86_64; do
        for bits in i386 x86_64; do
            [ -s "$root/usr/lib/$lib-linux-gnu/wine/$bits-windows/zlib1.dll" ] || return 1
        done
    done
    [ -x "$root/usr/lib/wine/wine" ] && [ -x "$root/usr/lib/wine/wine64" ] && [ -x "$root/usr/bin/wineserver" ]
}

# root_is_whole FOLDER: whether everything of it is there. The count lies beside the root that set-up makes; a root from elsewhere has none.
root_is_whole() {
    local root=$1
    [ -x "$root/usr/lib/wine/wine" ] || return 1
    if [ "$root" = "$cache/root32" ] && [ -f "$cache/root32.count" ]; then
        [ "$(count_root "$root")" = "$(cat "$cache/root32.count")" ]
    else
        is_older_root "$root"
    fi
}

# The ways through proxies, and other things of the network, that this machine's apt knows.
network_options() {
    local option
    for option in Acquire::http Acquire::https Acquire::ForceIPv4 Acquire::ForceIPv6 Acquire::Check-Valid-Until Acquire::Check-Date; do
        apt-config dump "$option" 2>/dev/null | grep -v ' "";$' || true
    done
}

unpack_root() {
    local work=$1 options=$2
    as_root rm -rf --one-file-system "$work"
    as_root mmdebstrap --variant=extract --format=directory --architectures=amd64,i386 --aptopt="$options" \
        --include=wine,wine64,wine32:i386,dash,coreutils bookworm "$work" "deb [signed-by=$keyring] $mirror bookworm main"
}

make_root32() {
    local work=$cache/root32.partial options=$cache/apt.partial free
    if root_is_whole "$cache/root32"; then
        [ -f "$cache/root32.count" ] || count_root "$cache/root32" >"$cache/root32.count"
        return 0
    fi
    free=$(free_mb "$cache")
    if [ "${free:-$root_mb}" -lt "$root_mb" ]; then
        trouble=disk why="the root with 32-bit Wine takes $root_mb MB, and only $free MB are free in $cache"
        return 1
    fi
    say "Unpacking a small Debian with 32-bit Wine into $cache/root32 ..."
    network_options >"$options"
    attempt "the root with 32-bit Wine could not be unpacked" unpack_root "$work" "$options" || return 1
    rm -f "$options"
    attempt "the root with 32-bit Wine could not be finished" as_root bash "$parts/finish-root" "$work" || return 1
    # Never a root with the count of another: a run that ends between these lines leaves one that will be made again.
    rm -f "$cache/root32.count" "$cache/wine64"
    as_root rm -rf --one-file-system "$cache/root32"
    as_root mv -T "$work" "$cache/root32"
    count_root "$cache/root32" >"$cache/root32.count"
}

# Runs 32-bit Wine in a root as the kernel runs it there.
wine_in_root() {
    # shellcheck disable=SC2016 # $1, $2 are of the inner shell
    as_root unshare -mpf --kill-child sh -c 'mount -t proc proc "$1/proc" && exec chroot "$1" sh -c "$2"' sh "$@"
}

wine_version_in_root() {
    wine_in_root "$1" "exec /usr/lib/wine/wine --version"
}
