"""Small indexes of invented rules, and texts made ready for the stages of the engine."""

import numpy as np
from numpy.typing import NDArray

from licet.identify.index import Index, index_of
from licet.identify.normalize import Words, split
from licet.identify.numbered import Numbered
from licet.identify.packing import Rule, pack
from tests.identify.conftest import RULES

Free = NDArray[np.bool_]

PROSE = """
The harbor lay still that morning, and the two old fishermen who had not spoken for a year sat on the same wall. One of
them mended a net that needed no mending. The other watched the gulls, and wondered who would be the first to say that
the boat between them belonged to both. Nobody came down the road before noon, and by then the tide had turned.
"""


def rule(
    text: str,
    expression: str = "cup",
    kind: str = "notice",
    *,
    coverage: int = 0,
    continuous: bool = False,
    fixed: bool = False,
    phrases: tuple[tuple[int, int], ...] = (),
) -> Rule:
    return Rule(
        keys=tuple(split(text).keys.tolist()),
        expression=expression,
        kind=kind,
        coverage=coverage,
        continuous=continuous,
        fixed=fixed,
        phrases=phrases,
    )


def index_of_rules(*rules: Rule) -> Index:
    return index_of(pack(rules, {}, RULES))


def read(text: str, index: Index) -> Numbered:
    """A text made ready to be recognized."""
    return Numbered(words=split(text), index=index)


def everywhere(words: Words) -> Free:
    return np.ones(len(words), np.bool_)
