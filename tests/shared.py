"""Where the reference material lies: beside the repository, never in it."""

from pathlib import Path

import pytest

REPOSITORY = Path(__file__).resolve().parents[1]
SHARED = REPOSITORY.parent / "shared"


def shared(*parts: str) -> Path:
    """A path in ../shared; the test is skipped with a message where it is absent."""
    path = SHARED.joinpath(*parts)
    if not path.exists():
        pytest.skip(f"../shared/{'/'.join(parts)} is not at hand")
    return path
