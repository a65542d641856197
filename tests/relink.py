"""A program of a build folder, linked once more with other objects of some of its sources: only these are compiled."""
import importlib.machinery
import importlib.util
import os
import shlex
import subprocess

TESTS = os.path.dirname(os.path.abspath(__file__))


def compiler_of(build, source):
    loader = importlib.machinery.SourceFileLoader("compile_budget", os.path.join(TESTS, "compile_budget"))
    module = importlib.util.module_from_spec(importlib.util.spec_from_loader("compile_budget", loader))
    loader.exec_module(module)
    return module.compiler_of(build, source)


def compile_as(build, name, source, flags, work):
    """The object of `source`, compiled as the product's file `name` is, with these flags more."""
    target = os.path.splitext(source)[0] + ".o" if source.startswith(work) else os.path.join(work, name.replace("/", "-")[:-4] + ".o")
    command, folder = compiler_of(build, os.path.join(os.path.dirname(TESTS), name))
    subprocess.run([*command, "-w", *flags, "-c", source, "-o", target], cwd=folder, check=True)
    return target


def relinked(build, target, objects, flags, work):
    """The program, with these objects before the library that has the usual ones."""
    commands = subprocess.run(["ninja", "-t", "commands", target], cwd=build, check=True, capture_output=True, text=True).stdout
    words = shlex.split(commands.strip().splitlines()[-1].strip().removeprefix(": && ").removesuffix(" && :"))
    program, at = os.path.join(work, target), words.index("-o")
    words[at:at + 2] = [*flags, *objects, "-o", program]
    subprocess.run(words, cwd=build, check=True)
    return program
