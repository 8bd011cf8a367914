"""Licet: what may we do with a composite AI system, what do we owe, and what is the cheapest way out.

>>> from licet import analyze
>>> analysis = analyze("my-project")  # doctest: +SKIP
>>> analysis.verdict  # doctest: +SKIP
<Verdict.REVIEW: 'needs-review'>
"""

TYPE_CHECKING = False  # type checkers read this name; importing typing would slow every start
if TYPE_CHECKING:
    from licet.api import Analysis, analyze
    from licet.model.use import Config

__all__ = ["Analysis", "Config", "analyze"]

_HOMES = {"analyze": "licet.api", "Analysis": "licet.api", "Config": "licet.model.use"}


def __getattr__(name: str) -> object:
    """Import a public name when it is first asked for, so that the command line starts fast."""
    if name not in _HOMES:
        raise AttributeError(f"module 'licet' has no attribute {name!r}")
    from importlib import import_module  # noqa: PLC0415 - only for the public names

    return getattr(import_module(_HOMES[name]), name)
