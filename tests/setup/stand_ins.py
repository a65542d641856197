"""A machine that deploy/setup sees: a folder of commands that stand in for Debian's, and nothing else in PATH that could change
anything. Each notes how it was called and does what the real one would, as far as set-up can see; say() makes one say something
else, fail() makes it fail, so often.

What the commands say when they fail was taken from the real ones of Debian 12 (apt 2.6.1, mmdebstrap 1.3.5), run without a
network, on a full disk, against an archive in mid-update and so on.
"""

import os
import re
import shutil
import subprocess
import tempfile

TOP = os.path.abspath(os.path.join(os.path.dirname(__file__), "..", ".."))
# Of the machine's own commands only those that look, or write into set-up's own folder.
REAL = ("awk basename bash cat chmod cp cut dirname du env flock getent grep head id ln mkdir mv printf python3 realpath rm sed"
        " sh sort tail tar tr true uname wc xz").split()

PROLOGUE = """#!/bin/bash
self=${0##*/} here=${0%/*}/..
printf '%s\\n' "$self $*" >>"$here/calls"
trouble() { # NAME: whether this call is to fail, and its words
    local left
    [ -f "$here/fail/$1" ] || return 1
    read -r left <"$here/fail/$1.times"
    [ "$left" -gt 0 ] || return 1
    echo $((left - 1)) >"$here/fail/$1.times"
    cat "$here/fail/$1"
}
"""

# What is installed is in the file "installed", added architectures in "architectures".
COMMANDS = {
    "id": 'cat "$here/uid"',
    "dpkg-query": """printf '%s\\n' "${@:4}" | grep -xFf "$here/installed" | sed 's/^/ii  /'; echo "no packages found" >&2; exit 1""",
    "dpkg": """case $1 in
        --print-architecture) echo amd64 ;;
        --print-foreign-architectures) cat "$here/architectures" ;;
        --add-architecture) echo "$2" >>"$here/architectures" ;;
        --remove-architecture) sed -i "/^$2\\$/d" "$here/architectures" ;;
        --configure) rm -f "$here/fail/install" ;;
        esac""",
    "apt-get": """words=() source=
        while [ $# -gt 0 ]; do
            case $1 in
            -o) shift && case $1 in *::sourcelist=*) source=${1#*=} ;; esac ;;
            -s) words+=(simulate) ;;
            -*) ;;
            *) words+=("$1") ;;
            esac
            shift
        done
        trouble "${words[0]}" && exit 100
        case ${words[0]} in
        install)
            echo "dlstatus:1:50.0:Retrieving" >&3
            printf '%s\\n' "${words[@]:1}" >>"$here/installed" ;;
        source)
            mkdir -p boost/libs/serialization/src && echo x >boost/libs/serialization/src/a.cpp
            tar -cJf boost1.81_1.81.0.orig.tar.xz boost ;;
        download)
            cat "$source" "${source%/*}/preferences" >"$here/sources"
            : >qemu-user_10.0.2_amd64.deb ;;
        esac""",
    "apt-config": "true",
    "dpkg-deb": """trouble dpkg-deb && exit 2
        cd "$(mktemp -d)" && mkdir -p usr/bin
        printf '#!/bin/sh\\necho "qemu-i386 version %s"\\n' "$(cat "$here/emulator")" >usr/bin/qemu-i386
        tar -c ./usr/bin/qemu-i386""",
    "mmdebstrap": """for root; do case $root in /*) break ;; esac; done
        mkdir -p "$root"/usr/{bin,lib/wine} "$root"/{lib,bin,etc/apt/apt.conf.d}
        [ ! -p "$here/gate" ] || read -r _ <"$here/gate"
        trouble mmdebstrap && exit 25
        for a in i686:i386 x86_64:x86_64; do
            mkdir -p "$root/usr/${a%:*}-w64-mingw32/lib" "$root"/usr/lib/{i386,x86_64}-linux-gnu/wine/"${a#*:}-windows"
            head -c 200 /dev/zero | tr '\\0' z >"$root/usr/${a%:*}-w64-mingw32/lib/zlib1.dll"
        done
        for f in lib/wine/wine lib/wine/wine64 bin/wineserver-stable; do echo "$f" >"$root/usr/$f"; chmod 755 "$root/usr/$f"; done
        echo "I: extracting archives..." """,
    "setarch": 'trouble setarch; exit "$(cat "$here/probe")"',
    "unshare": """case $* in
        *binfmt_misc*) trouble binfmt || case ${*: -3:1} in */true) echo "ended 0" ;; *) echo "ended 105" ;; esac ;;
        *) trouble wine && exit 1 || echo wine-8.0 ;;
        esac""",
    "find": '[ "$1" != /proc/sys/fs/binfmt_misc ] || set -- "$here/binfmt_misc" "${@:2}"; exec /usr/bin/find "$@"',
    "sleep": "true",
    "chown": "true",
    "getent": 'echo "anna:x:1000:1000::$here/anna:/bin/bash"',
    "mktemp": 'd=$here/scratch.$$; mkdir -p "$d"; echo "$d"',
    "df": 'printf "Filesystem 1M-blocks Used Available Use%% Mounted\\nx 9 9 %s 9%% /\\n" "$(cat "$here/free")"',
}
SUDO = {"refuses": 'echo "sudo: a password is required" >&2; exit 1', "works": '[ "$1" != -n ] || shift; exec "$@"'}


class StandIn:
    """A bare Debian 12, where root runs set-up and 32-bit programs run. `name` is that of its folder."""

    def __init__(self, name="machine"):
        self.base = tempfile.mkdtemp(prefix="netmend-setup-")
        self.folder = os.path.join(self.base, name)
        self.cache = os.path.join(self.folder, "cache", "netmend")
        os.makedirs(os.path.join(self.folder, "bin"))
        os.makedirs(os.path.join(self.folder, "fail"))
        for command in set(REAL) - set(COMMANDS):
            os.symlink(shutil.which(command), os.path.join(self.folder, "bin", command))
        for command, script in COMMANDS.items():
            self.command(command, script)
        self.environment = {"XDG_CACHE_HOME": os.path.join(self.folder, "cache")}
        for name, text in {"uid": "0", "installed": "", "architectures": "", "emulator": "10.0.2", "free": "90000", "calls": ""}.items():
            self.write(name, text)
        self.runs_32_bit(True)
        self.write("binfmt_misc/register", "")

    def command(self, name, script):
        self.write(os.path.join("bin", name), PROLOGUE + script + "\n")
        os.chmod(os.path.join(self.folder, "bin", name), 0o755)

    def write(self, name, text):
        path = os.path.join(self.folder, name)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "w") as file:
            file.write(text + ("\n" if text and not text.endswith("\n") else ""))

    def read(self, name):
        with open(os.path.join(self.folder, name)) as file:
            return file.read()

    def runs_32_bit(self, how):
        """True, False, or "emulated": by somebody's entry in binfmt_misc."""
        self.write("probe", {True: "120", False: "126", "emulated": "105"}[how])

    def entry(self, name, interpreter, state="enabled", magic="7f454c4601010100000000000000000002000300"):
        """An entry of binfmt_misc, by default one for i386 as qemu's packages make it."""
        self.write("binfmt_misc/" + name, "%s\ninterpreter %s\nflags: POCF\noffset 0\nmagic %s\nmask fffffffffffefe00fffffffffffffffffeffffff"
                   % (state, interpreter, magic))

    def user(self, sudo=None):
        """Set-up is run by an ordinary user; sudo "refuses", "works", or is not there."""
        self.write("uid", "1000")
        if sudo:
            self.command("sudo", SUDO[sudo])

    def fail(self, what, words, times=99):
        """`what` (a command, or a command of apt-get) fails so often and says so."""
        self.write("fail/" + what, words)
        self.write("fail/" + what + ".times", str(times))

    def start(self, *options):
        """set-up, begun and not waited for."""
        return subprocess.Popen([os.path.join(TOP, "deploy", "setup"), *options], stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                                stderr=subprocess.STDOUT, text=True, start_new_session=True, env={
                                    "PATH": os.path.join(self.folder, "bin"), "HOME": self.folder, "LANG": "de_DE.UTF-8", **self.environment})

    def setup(self, *options):
        """Runs set-up to its end: (exit code, what it said)."""
        run = self.start(*options)
        said = run.communicate()[0]
        return run.returncode, said

    def calls(self, pattern):
        return [call for call in self.read("calls").splitlines() if re.search(pattern, call)]

    def choice(self):
        try:
            return self.read(os.path.join("cache", "netmend", "wine32")).replace(self.cache, "CACHE").rstrip("\n")
        except FileNotFoundError:
            return None

    def left_over(self):
        """What only a run that has not ended may leave in the cache folder."""
        return sorted(name for name in os.listdir(self.cache) if ".partial" in name or name.startswith(("probe32.", "i386.added")))

    def remove(self):
        shutil.rmtree(self.base)
