"""What can be asked of deploy/try; its own --help has the text. A wrong option is said in one sentence."""

from dataclasses import dataclass

from . import faults
from . import windows as versions

HEALTHY = "none"


class Wrong(Exception):
    """The text says which word was wrong; exit code 87 follows."""


@dataclass
class Options:
    shell: bool = False
    list: bool = False
    keep: bool = False         # the machine stays
    destroy: bool = False      # it goes, also where it was kept before
    windows: str = ""          # empty: the usual one
    fault: str = ""
    machine: str = ""          # one that was kept


def _one_of(option, text, names):
    if text not in names:
        raise Wrong("'%s' is not known to %s; it can be %s" % (text, option, ", ".join(names)))
    return text


def _value(options, name, text):
    if not text:
        raise Wrong("%s= needs a word behind it" % name)
    if name == "--windows":
        options.windows = _one_of(name, text, versions.ALL)
    elif name == "--fault":
        options.fault = _one_of(name, text, [HEALTHY, *faults.ALL])
    else:
        options.machine = text


def parse(words):
    """The Options; Wrong where something does not fit."""
    options = Options()
    words = list(words)
    if words[:1] == ["shell"]:
        options.shell = True
        words.pop(0)
    flags = ("--keep", "--destroy", "--list") if options.shell else ("--keep",)
    valued = ("--windows", "--fault", "--machine") if options.shell else ()
    while words:
        word = words.pop(0)
        name, equals, text = word.partition("=")
        if name in valued:
            if not equals:
                text = words.pop(0) if words else ""
            _value(options, name, text)
        elif word in flags:
            setattr(options, word[2:], True)
        else:
            raise Wrong("not understood: '%s'" % word)
    if options.keep and options.destroy:
        raise Wrong("--keep and --destroy together make no sense")
    if options.windows and options.fault in faults.ALL and not faults.fits(options.fault, versions.ALL[options.windows]):
        raise Wrong("--fault=%s is one of Windows Vista and later, %s is older" % (options.fault, options.windows))
    if options.machine and (options.windows or options.fault):
        raise Wrong("--machine opens a machine that is there: --windows and --fault are for a new one")
    return options
