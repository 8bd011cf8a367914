"""A stand-in server and the answers of one run, for every source."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from licet.sources.answers import Answers
from licet.sources.transport import Transport
from tests.sources.standin import StandIn, serving


@pytest.fixture
def hub() -> Iterator[StandIn]:
    with serving() as stand_in:
        yield stand_in


@pytest.fixture
def answers(tmp_path: Path) -> Answers:
    return Answers(transport=Transport(pause=0.0), folder=tmp_path / "cache")
