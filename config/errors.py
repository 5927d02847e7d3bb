"""The root of every error that Duban raises on purpose.

Tree::

    DubanError
    ├── InputError            a file, a registry or a setting is wrong; all mistakes at once
    ├── archive.errors …      evidence
    ├── reading.errors …      documents
    └── …                     each room derives its own from DubanError

A ``DubanError`` carries a message in Chinese that says what is wrong and what to do; the command
line prints it without a
traceback and ends with a non-zero status.
"""

from __future__ import annotations


class DubanError(Exception):
    """Anything that Duban can explain to a person."""


class InputError(DubanError):
    """Something a person wrote is wrong.

    ``problems`` holds every mistake, each with its line or key.
    """

    def __init__(self, source: str, problems: tuple[str, ...]) -> None:
        """``source`` is the file as the person named it."""
        self.source = source
        self.problems = problems
        super().__init__("\n".join(f"{source}：{problem}" for problem in problems))
