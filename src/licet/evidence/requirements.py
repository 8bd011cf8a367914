"""The requirements of the standards as data, read from `requirements.toml`."""

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Literal

Status = Literal["evidenced", "partial", "gap", "out-of-scope"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Requirement:
    """What one clause of a standard asks for, and the file of the pack that bears on it.

    `status` is fixed where no run can change it, else empty.
    """

    standard: str
    title: str
    id: str
    asks: str
    artefact: str = ""
    status: Status | Literal[""] = ""
    note: str = ""


@cache
def requirements() -> tuple[Requirement, ...]:
    """Return every requirement, in the order of the file."""
    table = tomllib.loads(files("licet").joinpath("evidence/requirements.toml").read_text("utf-8"))
    titles = table["standards"]
    return tuple(Requirement(title=titles[each["standard"]], **each) for each in table["requirement"])
