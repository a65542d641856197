# shellcheck shell=bash disable=SC2034,SC2154 # variables are shared, see deploy/setup
# qemu-i386, which runs 32-bit programs where the kernel does not, and binfmt_misc, by which the kernel gives them to it.
#
# Of bookworm-backports, since that of Debian 12 itself (7.2) breaks down in Wine. The entry for i386 is made by the sandbox, and only
# while it has machines; here an entry for one file is made for a moment, to see that entries can be made and that it works.

emulator_version_min=10 # the first tried; 7.2 breaks down

# The emulator's version as one number, 0 when it does not run.
emulator_version() {
    local said
    said=$("$1" --version 2>/dev/null | head -n 1) || true
    [[ $said =~ version\ ([0-9]+) ]] && echo "${BASH_REMATCH[1]}" || echo 0
}

emulator_works() {
    [ -x "$1" ] && [ "$(emulator_version "$1")" -ge "$emulator_version_min" ]
}

fetch_emulator_now() {
    local work=$1 file
    own_apt "$work" update --error-on=any && (cd "$work" && own_apt "$work" -o APT::Status-Fd=1 download qemu-user:amd64) || return 1
    for file in "$work"/qemu-user_*.deb; do
        dpkg-deb --fsys-tarfile "$file" | tar -xO ./usr/bin/qemu-i386 >"$work/qemu-i386" && chmod 755 "$work/qemu-i386"
    done
}

fetch_emulator() {
    local work=$cache/emulator.partial version
    ! emulator_works "$cache/qemu-i386" || return 0
    say "Fetching the emulator of 32-bit programs (qemu-user of bookworm-backports) ..."
    own_lists "$work" "deb [arch=amd64 signed-by=$keyring] $mirror bookworm-backports main" || { why="$work cannot be written" && return 1; }
    # Nothing but this package can come from there, whatever else the machine's lists hold.
    printf 'Package: qemu-user\nPin: release n=bookworm-backports\nPin-Priority: 990\n\nPackage: *\nPin: release *\nPin-Priority: -1\n' \
        >"$work/preferences"
    if ! attempt "the emulator of 32-bit programs could not be fetched" fetch_emulator_now "$work"; then
        [ "$trouble" != unknown ] || trouble=backports
        return 1
    fi
    version=$(emulator_version "$work/qemu-i386")
    if [ "$version" -lt "$emulator_version_min" ]; then
        trouble=backports why="the emulator qemu-i386 of bookworm-backports has the version $version, and Wine needs $emulator_version_min"
        return 1
    fi
    mv -T "$work/qemu-i386" "$cache/qemu-i386" && rm -rf "$work"
}

# What the trial by root prints as its last word: how far it came.
# shellcheck disable=SC2016 # everything in it is of the inner shell
binfmt_trial='
    folder=/proc/sys/fs/binfmt_misc name=netmend-setup-$$
    if [ ! -e $folder/register ]; then mount -t binfmt_misc binfmt_misc $folder || { echo unmounted; exit; }; fi
    for left in $folder/netmend-setup-*; do # of a set-up that was killed
        if [ -e "$left" ] && [ ! -e "/proc/${left##*-}" ]; then echo -1 >"$left"; fi
    done
    code=0
    { printf "|%s|E||%s||%s|OCF" $name "$2" "$1" >$folder/register; } || { echo unregistered; exit; }
    "$3" || code=$?
    echo -1 >$folder/$name
    echo "ended $code"'

# try_binfmt PROGRAM CODE: whether the kernel can be told to run files with PROGRAM, and a 32-bit program ends with CODE then. It is
# told so for the files of one extension, so that nobody else's programs are concerned.
try_binfmt() {
    local file said extension=netmend-$$
    file=$cache/probe32.$extension
    write_probe "$file" || { why="$cache cannot be written" && return 1; }
    said=$(as_root unshare -m sh -c "$binfmt_trial" sh "$1" "$extension" "$file" 2>&1 </dev/null) || true
    rm -f "$file"
    printf '%s\n' "$said" >>"$log"
    trouble=binfmt
    case $said in
    *"ended $2") trouble='' && return 0 ;;
    *"Read-only file system"*) why="binfmt_misc is mounted read-only" ;;
    *unmounted) why="this kernel has no binfmt_misc, or does not let it be mounted" ;;
    *unregistered) why="no entry can be made in binfmt_misc (${said%$'\n'*})" ;;
    *ended*) why="an entry in binfmt_misc has no effect here" ;;
    *) why="binfmt_misc cannot be tried (${said##*$'\n'})" ;;
    esac
    return 1
}

# The interpreter of somebody else's entry that takes i386 programs; nothing where there is none. Ours are not meant.
other_emulator() {
    find /proc/sys/fs/binfmt_misc -type f ! -name register ! -name status ! -name 'netmend-*' -exec awk '
        FNR == 1 { enabled = $0 == "enabled" }
        /^interpreter / { interpreter = substr($0, 13) }
        enabled && /^magic 7f454c460101010000000000000000000[23]000300/ { print interpreter; exit }' {} + 2>/dev/null || true
}

# An entry that is there is never replaced: whoever made it runs his programs by it. Either it runs Wine as well, or nothing does.
try_other_emulator() {
    local root=$1 prefix=/tmp/netmend-setup.$$ code=0
    attempt "its trial" wine_in_root "$root" "mkdir $prefix && cd $prefix && unset DISPLAY && HOME=$prefix TMPDIR=$prefix WINEPREFIX=$prefix/prefix WINEARCH=win32 \
        WINEDEBUG=-all WINEDLLOVERRIDES='mscoree,mshtml=;winemenubuilder.exe=d;winedbg.exe=d' timeout 300 wineboot -i" || code=1
    as_root rm -rf "$root$prefix"
    return $code
}
