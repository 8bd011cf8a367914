"""The errors that end a run; bad files inside a scan are `Problem` values instead.

LicetError
├── UsageError       the command line or an argument is wrong
├── ConfigError      licet.toml (or an agreement) cannot be used; lists every fault
├── KnowledgeError   a license record or an index that ships with Licet is broken
├── TargetError      the target cannot be read at all
└── NothingToJudgeError  the target was read and holds nothing to judge
"""


class LicetError(Exception):
    """The root of all errors a user can meet; `hint` says what to do next."""

    exit_code = 2

    def __init__(self, message: str, *, hint: str = "") -> None:
        super().__init__(message)
        self.hint = hint


class UsageError(LicetError):
    """The command line or an argument is wrong."""


class ConfigError(LicetError):
    """A file the user wrote for Licet cannot be used; `faults` are lines `file:line: what is wrong`."""

    def __init__(self, faults: tuple[str, ...], *, hint: str = "") -> None:
        super().__init__("\n".join(faults), hint=hint)
        self.faults = faults


class KnowledgeError(LicetError):
    """A record that ships with Licet is broken."""


class TargetError(LicetError):
    """The target cannot be read at all."""


class NothingToJudgeError(LicetError):
    """The target was read and holds nothing to judge."""

    exit_code = 3
