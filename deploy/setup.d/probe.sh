# shellcheck shell=bash disable=SC2034,SC2154 # variables are shared, see deploy/setup
# Whether this machine runs 32-bit programs, found out by running one.

# The smallest i386 program that tells who runs it: it asks uname for the machine and ends with the first letter of the answer.
# The 64-bit kernel says "x86_64" (setarch sees to that), an emulator of i386 says "i686".
write_probe() {
    local header program
    # ELF header: class 32, little-endian, executable, Intel 80386, entry at 0x08048054; one program header after it.
    header='\x7fELF\x01\x01\x01\0\0\0\0\0\0\0\0\0\x02\0\x03\0\x01\0\0\0\x54\x80\x04\x08\x34\0\0\0\0\0\0\0\0\0\0\0\x34\0\x20\0\x01\0\0\0\0\0\0\0'
    # One segment: the whole file of 114 bytes at 0x08048000, readable and executable.
    header+='\x01\0\0\0\0\0\0\0\0\x80\x04\x08\0\x80\x04\x08\x72\0\0\0\x72\0\0\0\x05\0\0\0\0\x10\0\0'
    # sub esp,512; mov ebx,esp; mov eax,122 (newuname); int 0x80
    program='\x81\xec\0\x02\0\0\x89\xe3\xb8\x7a\0\0\0\xcd\x80'
    # movzx ebx,byte [esp+260] (the fifth field of 65 bytes); push 1; pop eax (exit); int 0x80; padding
    program+='\x0f\xb6\x9c\x24\x04\x01\0\0\x6a\x01\x58\xcd\x80\x90\x90'
    rm -f "$1" && printf '%b' "$header$program" >"$1" && chmod 755 "$1"
}

# How the kernel runs a 32-bit program: sets `runs` to natively, emulated (by somebody's entry in binfmt_misc), or "no".
probe() {
    local file=$cache/probe32.$$ said code=0
    write_probe "$file" || { why="$cache cannot be written" && return 1; }
    # Not executed by setarch itself: what the kernel does not know, it would hand to a shell.
    # shellcheck disable=SC2016 # $0 is of the inner shell
    said=$(setarch x86_64 bash -c 'exec "$0"' "$file" 2>&1) || code=$?
    rm -f "$file"
    case $code in
    120) runs=natively ;;
    105) runs=emulated ;;
    *)
        runs=no
        [[ $said != *"Permission denied"* ]] || { why="programs in $cache may not be executed (mounted with noexec?)" && return 1; }
        ;;
    esac
}
