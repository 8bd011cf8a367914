"""License texts that are installed beside the tests, so that none has to be copied into the repository."""

from importlib.metadata import files

import pytest

from licet.identify.fingerprint import GapRule, OptionalRule, Print, Vocabulary, fingerprint
from licet.identify.index import Index, Name, load
from licet.identify.packing import Rule, pack


def installed(package: str, name: str) -> str:
    """The text of a license file of an installed package."""
    for path in files(package) or ():
        if path.name == name and "dist-info" in str(path):
            return str(path.read_text(encoding="utf-8"))
    pytest.skip(f"{package} is installed without {name}")


@pytest.fixture(scope="session")
def mit() -> str:
    """An MIT license with the copyright line of its holder and no title."""
    return installed("rich", "LICENSE")


@pytest.fixture(scope="session")
def apache() -> str:
    """The Apache License 2.0 without its appendix."""
    return installed("packaging", "LICENSE.APACHE")


@pytest.fixture(scope="session")
def bsd2() -> str:
    """A BSD license with two clauses."""
    return installed("packaging", "LICENSE.BSD")


@pytest.fixture(scope="session")
def bsd3() -> str:
    """A BSD license with three clauses."""
    return installed("jinja2", "LICENSE.txt")


@pytest.fixture(scope="session")
def mpl() -> str:
    """The Mozilla Public License 2.0."""
    return installed("pathspec", "LICENSE")


@pytest.fixture(scope="session")
def python() -> str:
    """The stack of licenses of Python, its history included."""
    return installed("typing_extensions", "LICENSE")


@pytest.fixture(scope="session")
def notice() -> str:
    """A license file that only points to the Apache License 2.0."""
    return installed("sortedcontainers", "LICENSE")


TEAPOT = """\
Teapot License
Version 3

Copyright (c) 2001 The Teapot Club

Anyone who holds a copy of the teapot may pour from it, wash it and lend it to a neighbor for up to 14 days.

1. Whoever lends the teapot keeps this page with it and tells the neighbor who glazed it.

2. Whoever repaints the teapot marks the paint with a date, and leaves the maker's stamp on the bottom untouched.

3. Neither the name of the Teapot Club nor the names of its potters may appear on cups without a written consent.

THE TEAPOT IS PROVIDED BY THE POTTERS AS FIRED AND NOBODY ANSWERS FOR SCALDED TONGUES OR STAINED CLOTHS.

END OF THE PAGE

How to lend a teapot: write your own name upon a slip of paper and put the slip under the lid.
"""

SAUCER = """\
Saucer Charter

A saucer goes with a cup. It may be carried, stacked and set down by the person who drinks from that cup, by nobody
else. A saucer that was broken is swept up by the person who broke it. A saucer that was lost is looked for by all
who sat at the table, for the length of one song. The charter holds at breakfast and at tea; at supper the host says
what holds. Disputes are settled by the eldest guest, who may not have broken a saucer within the last 30 days.
"""

WORDS = {
    "title": ("license", "licensed", "under", "the", "version", "is", "file", "see"),
    "names": ("and", "others", "the", "of", "authors"),
    "terms": ("may", "not", "only", "must", "use", "commercial"),
    "topics": ("military", "research"),
}

RULES = Vocabulary(
    optional=(
        OptionalRule(tail="end of the page"),
        OptionalRule(head="a saucer goes with a cup", licenses=frozenset({"LicenseRef-Other"})),
    ),
    gaps=(
        GapRule(before="neither the name of", after="nor the names of", most=6),
        GapRule(before="the teapot is provided", after="as fired", choices=("", "by its owners")),
    ),
    words=WORDS,
    labels={"LicenseRef-Teapot": ("lender", "day of return")},
    incorporates={},
    declared_as={},
)


def printed(license_id: str, text: str) -> Print:
    """The fingerprint of a text under the rules above."""
    name = license_id.removeprefix("LicenseRef-") + " License 3"
    return fingerprint(
        text, RULES, license_id=license_id, document="license", names=[name], source="here", sha256="", host=""
    )


def packed(texts: list[Print]) -> bytes:
    """An index of known texts alone."""
    names = {one.license: Name(id=one.license, key="", name=one.license, category="") for one in texts}
    rules = [Rule(keys=one.keys, expression=one.license, kind="text", known=one) for one in texts]
    return pack(rules, names, RULES)


@pytest.fixture(scope="session")
def kitchen(tmp_path_factory: pytest.TempPathFactory) -> Index:
    """An index of two invented licenses."""
    path = tmp_path_factory.mktemp("kitchen") / "index.bin"
    texts = [printed("LicenseRef-Saucer", SAUCER), printed("LicenseRef-Teapot", TEAPOT)]
    path.write_bytes(packed(texts))
    return load(path)
