"""Every error safeconduct raises on purpose, as one tree.

    SafeconductError          something the user can mend; the text says what, where, why and what to do
    ├── PolicyError           a policy file, or a policy id or version that does not exist
    ├── FactError             facts of a contact, a concern or a situation that cannot be right
    │   └── UnansweredError   facts of which each is right, and which together have no answer
    ├── InputError            a text, a file or a line that cannot be read
    │   └── RosterError       a roster file that cannot be used
    ├── OutputError           an answer that cannot be written, on a full disk say
    ├── ArchiveError          a downloaded archive that cannot be read
    │   └── LockedError       a file in one that has a password
    ├── ModelError            the semantic model of this installation cannot be loaded
    ├── SiteError             the web application cannot start or do what was asked of it
    └── PluginError           a detector, reader or report file that does not offer what it must

Nothing else is caught by the command line: any other exception is a fault of ours and shows itself.
"""

from __future__ import annotations


class SafeconductError(Exception):
    """The root of the tree. ``str(error)`` is written for the person at the keyboard."""


class PolicyError(SafeconductError):
    """A policy file is wrong, or the policy or version asked for does not exist."""


class FactError(SafeconductError):
    """A fact is unknown, has a value outside its list, or contradicts another."""


class UnansweredError(FactError):
    """Each fact is right, and yet there is no answer: they contradict each other, or the words show no kind of concern."""


class InputError(SafeconductError):
    """A text, a file or a line of a file cannot be read."""


class RosterError(InputError):
    """The roster of names cannot be used."""


class OutputError(SafeconductError):
    """The answer cannot be written."""


class ArchiveError(SafeconductError):
    """A downloaded archive cannot be read."""


class LockedError(ArchiveError):
    """A file in a downloaded archive has a password."""


class PluginError(SafeconductError):
    """A plug-in file offers nothing, the wrong thing, or an id that is taken."""


class ModelError(SafeconductError):
    """The semantic model cannot be loaded."""


class SiteError(SafeconductError):
    """The web application cannot start, or cannot do what was asked of it on the command line."""
