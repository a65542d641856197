"""A few of clang-tidy's checks, those that find true faults and are clean here, over what was changed last: the working tree and
the last commit. Native sources only, and no more of them than a test may take; the product's come first."""
import json
import os
import re
import resource
import shutil
import subprocess

CHECKS = ("bugprone-use-after-move", "bugprone-dangling-handle", "bugprone-infinite-loop", "bugprone-unused-raii",
          "bugprone-undefined-memory-manipulation", "bugprone-inaccurate-erase", "bugprone-sizeof-expression",
          "bugprone-string-constructor", "bugprone-argument-comment", "bugprone-unhandled-self-assignment",
          "bugprone-terminating-continue", "bugprone-move-forwarding-reference", "misc-unused-using-decls",
          "performance-move-const-arg", "performance-for-range-copy")
SECONDS_MAX = 20  # of processor time; the one that goes over it is finished
FOLDERS = ("statemachine/", "service/", "control/", "tests/")
PRESETS = ("release", "native")
FINDING = re.compile(r"^(\S+?):(\d+):\d+: (?:warning|error): (.*)$", re.M)


def changed_names(top):
    """Files that differ from the commit before the last one, or are not committed yet."""
    def git(*words):
        done = subprocess.run(["git", "-c", "safe.directory=*", *words], cwd=top, capture_output=True, text=True)
        return done.stdout.splitlines() if done.returncode == 0 else []

    return set(git("diff", "--name-only", "HEAD~1") or git("diff", "--name-only", "HEAD")) | set(
        git("ls-files", "--others", "--exclude-standard"))


def sources_of(changed, built):
    """What is compiled of them, a header's own source with it; the product's first."""
    sources = {name for name in changed if name.endswith(".cpp")} | {name[:-4] + ".cpp" for name in changed if name.endswith(".hpp")}
    return sorted((name for name in sources if name in built and name.startswith(FOLDERS)),
                  key=lambda name: (FOLDERS.index(name[:name.index("/") + 1]), name))


def built_sources(top, folder):
    with open(os.path.join(folder, "compile_commands.json"), encoding="utf-8") as file:
        return {os.path.relpath(entry["file"], top) for entry in json.load(file)}


def looked_at(top, folder, name):
    command = ["clang-tidy", "-p", folder, "--quiet", "--checks=-*," + ",".join(CHECKS), "--header-filter=" + re.escape(top) + "/.*",
               os.path.join(top, name)]
    done = subprocess.run(command, cwd=top, capture_output=True, text=True)
    found = [f"{os.path.relpath(file, top)}:{line}: {what}" for file, line, what in FINDING.findall(done.stdout)]
    return found or ([f"{name}: clang-tidy failed: {done.stderr[-400:]}"] if done.returncode else [])


def findings(top, changed=None, seconds_max=SECONDS_MAX):
    folder = next((each for each in (os.path.join(top, "build", preset) for preset in PRESETS)
                   if os.path.exists(os.path.join(each, "compile_commands.json"))), None)
    if not shutil.which("clang-tidy") or folder is None:
        print("skipped part: clang-tidy: " + ("no native preset is configured here" if folder is None else "it is not here"))
        return []
    sources = sources_of(changed_names(top) if changed is None else changed, built_sources(top, folder))
    out, looked, begin = set(), 0, processor_seconds()
    for name in sources:
        if processor_seconds() - begin > seconds_max:
            break
        out.update(looked_at(top, folder, name))
        looked += 1
    print(f"clang-tidy looked at {looked} of {len(sources)} sources that were changed")
    return sorted(out)


def processor_seconds():
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime
