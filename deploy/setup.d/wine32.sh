# shellcheck shell=bash disable=SC2034,SC2154 # variables are shared, see deploy/setup
# How 32-bit machines get their Wine. The choice is one line in the file "wine32" of the cache folder, read by the sandbox:
#
#   multiarch                  the package wine32:i386 beside the others
#   chroot FOLDER              the root FOLDER, whose 32-bit programs the kernel runs
#   emulated FOLDER PROGRAM    the same root; PROGRAM runs its 32-bit programs, through binfmt_misc (FOLDER/../qemu-i386, or the
#                              interpreter of an entry that was there)
#   none REASON                no 32-bit machines
#
# 64-bit machines always run with a 64-bit Wine that the kernel runs itself.

none_root="setting up 32-bit Wine needs root"
none_asked="so it was asked for (--wine32=none)"

# Set by read_choice, from the file.
kind='' folder='' program='' reason=''

read_choice() {
    local line='' rest
    kind='' folder='' program='' reason=''
    [ ! -f "$cache/wine32" ] || IFS= read -r line <"$cache/wine32" || true
    kind=${line%% *} rest=${line#"$kind"} rest=${rest# }
    case $kind in
    chroot) folder=$rest ;;
    none) reason=$rest ;;
    emulated)
        # Both may hold blanks: of all places where they can be parted the one where both are there.
        while [[ $rest == *" /"* ]]; do
            folder+=${folder:+ /}${rest%%" /"*} rest=${rest#*" /"} program=/$rest
            [ ! -d "$folder" ] || [ ! -f "$program" ] || break
        done
        ;;
    esac
}

choose() {
    printf '%s\n' "$*" >"$cache/wine32.partial" && mv -T "$cache/wine32.partial" "$cache/wine32"
}

choice_in_words() {
    read_choice
    case $kind in
    multiarch) echo "32-bit programs run natively, by the package wine32:i386" ;;
    chroot) echo "32-bit programs run natively, in $folder" ;;
    emulated) echo "32-bit programs are emulated by $program, in $folder" ;;
    none) echo "32-bit programs do not run, there are only 64-bit machines: $reason (deploy/setup --wine32=auto looks again)" ;;
    esac
}

wine32_is_package() {
    [ -z "$(missing wine32:i386)" ]
}

# Whether the choice that was made still holds.
choice_holds() {
    read_choice
    case $wanted in
    '') ;;
    auto) return 1 ;;
    *) [ "$wanted" = "$kind" ] || return 1 ;;
    esac
    case $kind in
    multiarch) wine32_is_package && probe && [ "$runs" != no ] ;;
    chroot) root_is_whole "$folder" && probe && [ "$runs" != no ] ;;
    emulated)
        root_is_whole "$folder" || return 1
        if [ "$program" = "$cache/qemu-i386" ]; then emulator_works "$program"; else [ "$program" = "$(other_emulator)" ]; fi
        ;;
none)
        case $reason in
        "$none_asked") ;;
        "$none_root"*) ! can_be_root ;;
        *) probe && [ "$runs" != natively ] ;;
        esac
        ;;
    *) return 1 ;;
    esac
}

# An architecture that only this run added does not stay when it was of no use; the file remembers it for a run that was killed.
take_back_architecture() {
    [ -f "$cache/i386.added" ] || return 0
    if ! wine32_is_package; then
        as_root dpkg --remove-architecture i386 >>"$log" 2>&1 || true
    fi
    rm -f "$cache/i386.added"
}

multiarch() {
    wine32_is_package && return 0
    if ! dpkg --print-foreign-architectures | grep -qx i386; then
        : >"$cache/i386.added"
        as_root dpkg --add-architecture i386
    fi
    as_root apt-get -q update >>"$log" 2>&1 </dev/null || true
    say "Installing 32-bit Wine beside the other packages, where that can be done ..."
    attempt "the package wine32:i386 cannot be installed" apt-get -s --no-install-recommends install wine32:i386 &&
        install_packages wine32:i386
}

by_multiarch() {
    if multiarch; then
        rm -f "$cache/i386.added"
        choose multiarch
    else
        take_back_architecture
        return 1
    fi
}

by_chroot() {
    make_root32 || return 1
    attempt "32-bit Wine does not run in $cache/root32" wine_version_in_root "$cache/root32" || return 1
    choose "chroot $cache/root32"
}

by_emulation() {
    local other
    other=$(other_emulator)
    if [ -n "$other" ]; then
        make_root32 || return 1
        say "Trying $other, which binfmt_misc has an entry for, with Wine (up to 5 minutes) ..."
        if ! try_other_emulator "$cache/root32"; then
            trouble=binfmt why="binfmt_misc has an entry for i386 already, $other, and that does not run Wine"
            return 1
        fi
        choose "emulated $cache/root32 $other"
        return 0
    fi
    # What costs nothing is tried first.
    try_binfmt /bin/true 0 && fetch_emulator && try_binfmt "$cache/qemu-i386" 105 && make_root32 || return 1
    attempt "the emulator does not run 32-bit Wine" "$cache/qemu-i386" -L "$cache/root32" "$cache/root32/usr/lib/wine/wine" --version || return 1
    choose "emulated $cache/root32 $cache/qemu-i386"
}

# The first that works. What ends with the network, a full disk and the like is no reason to do without: that is a failure.
by_itself() {
    if [ "$runs" = natively ]; then
        by_multiarch || by_chroot
    elif ! by_emulation; then
        case $trouble in
        binfmt | backports) choose "none $why" ;;
        *) return 1 ;;
        esac
    fi
}

set_up_wine32() {
    if [ "$wanted" = none ]; then
        choose "none $none_asked"
        return 0
    fi
    probe || return 1
    if ! ask_for_root; then
        if [ "$wanted" != multiarch ] && [ "$wanted" != emulated ] && [ "$runs" = natively ] && root_is_whole "$cache/root32"; then
            choose "chroot $cache/root32"
            return 0
        fi
        case $wanted in
        '' | auto) choose "none $none_root, and $why" && return 0 ;;
        *) why="$none_root, and $why" && return 1 ;;
        esac
    fi
    take_back_architecture
    case $wanted in
    multiarch) by_multiarch ;;
    chroot) by_chroot ;;
    emulated) by_emulation ;;
    *) by_itself ;;
    esac
}
