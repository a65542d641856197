"""What can go wrong with the sandbox itself, as against what is wrong with a machine that it looks at."""

import unittest


class SandboxError(Exception):
    """Something is missing or was asked for wrongly; the text is for the person who typed the command."""


class CannotLook(SandboxError):
    """The harness does not see what it looks at, or cannot do what it was to do: nothing is known of the machine, neither good nor
    bad."""


class NoWine32(SandboxError, unittest.SkipTest):
    """32-bit programs cannot run here, and the text says why. A test that meets it is skipped with that reason, not failed."""
