"""Package indexes: pages in JSON and HTML, metadata files, texts out of wheels by range, versions, withdrawn files."""

from hashlib import sha256
from pathlib import Path

import pytest

from licet.consult.reading import wanted
from licet.model.lookups import Answer as Told
from licet.model.lookups import Failed, Looked, Missing, Registry, Sought
from licet.sources.answers import Answers
from licet.sources.archives import MAX_WHOLE
from licet.sources.package_index import PackageIndexes
from licet.sources.package_pages import chosen, files_of
from licet.sources.pip_settings import Indexes
from tests.sources.standin import Answer, StandIn
from tests.sources.wheels import METADATA, tarred, wheel

RANGES = {"Accept-Ranges": "bytes"}
NAME = "tiny_lib-1.2-py3-none-any.whl"


def sought(version: str = "1.2", name: str = "tiny-lib") -> Sought:
    return Sought(registry=Registry.PYPI, name=name, version=version)


def ask(hub: StandIn, answers: Answers, one: Sought | None = None, *, indexes: tuple[str, ...] = ()) -> Told:
    settings = Indexes(indexes=indexes or (f"{hub.address}/simple",))
    return PackageIndexes(answers=answers, indexes=settings).lookup(one or sought(), wanted)


def looked(told: Told) -> Looked:
    assert isinstance(told, Looked), told
    return told


def contents(told: Looked) -> dict[str, bytes]:
    return {document.path.partition("/")[2]: document.data for document in told.documents}


def listed(hub: StandIn, *rows: dict[str, object], index: str = "simple", name: str = "tiny-lib") -> None:
    files = [{"url": f"../../files/{row['filename']}", "hashes": {}, **row} for row in rows]
    value = {"meta": {"api-version": "1.1"}, "name": name, "files": files}
    hub.put_json(f"/{index}/{name}/", value, **{"Content-Type": "application/vnd.pypi.simple.v1+json"})


def test_the_metadata_file_and_the_texts_of_the_wheel(hub: StandIn, answers: Answers) -> None:
    listed(hub, {"filename": NAME, "core-metadata": {"sha256": sha256(METADATA.encode()).hexdigest()}})
    hub.put(f"/files/{NAME}.metadata", Answer(METADATA.encode()))
    hub.put(f"/files/{NAME}", Answer(wheel(), headers=RANGES))
    told = looked(ask(hub, answers))
    assert contents(told) == {"METADATA": METADATA.encode(), "licenses/LICENSE": b"the words of the license"}
    assert {document.path.partition("/")[0] for document in told.documents} == {"tiny_lib-1.2.dist-info"}
    assert (told.revision, told.complete, told.source) == ("1.2", True, f"{hub.address}/simple")
    assert hub.paths() == ["/simple/tiny-lib/", f"/files/{NAME}.metadata", f"/files/{NAME}"]


def test_a_page_in_html_serves_as_well(hub: StandIn, answers: Answers) -> None:
    digest = sha256(METADATA.encode()).hexdigest()
    page = (
        f'<!DOCTYPE html><html><a href="/files/{NAME}#sha256=0" data-core-metadata="sha256={digest}">{NAME}</a></html>'
    )
    hub.put("/simple/tiny-lib/", Answer(page.encode(), headers={"Content-Type": "text/html"}))
    hub.put(f"/files/{NAME}.metadata", Answer(METADATA.encode()))
    hub.put(f"/files/{NAME}", Answer(wheel()))
    assert set(contents(looked(ask(hub, answers)))) == {"METADATA", "licenses/LICENSE"}


def test_of_a_large_wheel_a_few_blocks_are_fetched(hub: StandIn, answers: Answers) -> None:
    noise = bytes(sha256(str(number).encode()).digest()[0] for number in range(500_000))
    data = wheel({"tiny_lib/weights.bin": noise, "tiny_lib-1.2.dist-info/RECORD": noise[:200_000]})
    assert len(data) > 500_000
    listed(hub, {"filename": NAME})
    hub.put(f"/files/{NAME}", Answer(data, headers=RANGES))
    assert contents(looked(ask(hub, answers)))["licenses/LICENSE"] == b"the words of the license"
    fetched = [request.headers["Range"] for request in hub.asked if request.path == f"/files/{NAME}"]
    assert fetched[0] == "bytes=-65536"
    assert 1 < len(fetched) <= 5


def test_metadata_that_is_not_what_its_hash_says_is_not_used(hub: StandIn, answers: Answers) -> None:
    listed(hub, {"filename": NAME, "core-metadata": {"sha256": "0" * 64}})
    hub.put(f"/files/{NAME}.metadata", Answer(b"Metadata-Version: 2.4\nName: evil\nLicense: MIT\n\n"))
    hub.put(f"/files/{NAME}", Answer(wheel()))
    told = looked(ask(hub, answers))
    assert contents(told)["METADATA"] == METADATA.encode()
    assert told.faults == ("METADATA: it is not the file whose hash the index tells",)
    assert not told.complete


def test_a_source_archive_where_there_is_no_wheel(hub: StandIn, answers: Answers) -> None:
    listed(hub, {"filename": "tiny_lib-1.2.tar.gz"})
    members = {
        "tiny_lib-1.2/PKG-INFO": METADATA,
        "tiny_lib-1.2/LICENSE": "words",
        "tiny_lib-1.2/vendored/LICENSE": "of another",
        "tiny_lib-1.2/setup.py": "raise SystemExit('this was executed')",
        "/etc/LICENSE": "absolute",
    }
    links = {"tiny_lib-1.2/COPYING": "/etc/passwd"}
    hub.put("/files/tiny_lib-1.2.tar.gz", Answer(tarred(members, links)))
    assert contents(looked(ask(hub, answers))) == {"METADATA": METADATA.encode(), "LICENSE": b"words"}


@pytest.mark.parametrize("data", [b"", b"no archive", b"PK\x03\x04" + b"\0" * 90, b"\x1f\x8b\x08\x00broken"])
@pytest.mark.parametrize("name", [NAME, "tiny_lib-1.2.tar.gz"])
def test_a_broken_archive_has_failed_unless_its_metadata_stand_beside_it(
    data: bytes, name: str, hub: StandIn, answers: Answers
) -> None:
    listed(hub, {"filename": name, "core-metadata": True})
    hub.put(f"/files/{name}", Answer(data, headers=RANGES))
    hub.put(f"/files/{name}.metadata", Answer(METADATA.encode()), Answer(status=410))
    told = looked(ask(hub, answers))
    assert list(contents(told)) == ["METADATA"]
    assert "license texts are not read" in told.faults[0]
    assert not told.complete
    listed(hub, {"filename": name})
    assert isinstance(ask(hub, Answers(transport=answers.transport)), Failed)


def test_a_bomb_in_a_source_archive_is_not_unpacked(hub: StandIn, answers: Answers) -> None:
    bomb = tarred({"tiny_lib-1.2/zeros": b"\0" * 140_000_000, "tiny_lib-1.2/LICENSE": "words"})
    assert len(bomb) < MAX_WHOLE
    listed(hub, {"filename": "tiny_lib-1.2.tar.gz"})
    hub.put("/files/tiny_lib-1.2.tar.gz", Answer(bomb))
    assert isinstance(ask(hub, answers), Failed)


def test_a_bomb_in_a_wheel_is_passed_over(hub: StandIn, answers: Answers) -> None:
    listed(hub, {"filename": NAME})
    hub.put(f"/files/{NAME}", Answer(wheel({"tiny_lib-1.2.dist-info/licenses/NOTICE": b"\0" * 50_000_000})))
    assert set(contents(looked(ask(hub, answers)))) == {"METADATA", "licenses/LICENSE"}


def test_a_package_that_is_nowhere_is_missing(hub: StandIn, answers: Answers) -> None:
    told = ask(hub, answers)
    assert isinstance(told, Failed)  # the stand-in answers 401 where an index answers 404
    hub.put("/simple/tiny-lib/", Answer(status=404))
    assert ask(hub, answers) == Missing(source=f"{hub.address}/simple", reason="no version 1.2")


def test_the_indexes_are_asked_in_turn(hub: StandIn, answers: Answers) -> None:
    listed(hub, {"filename": "tiny_lib-1.1-py3-none-any.whl"}, index="first")
    listed(hub, {"filename": NAME}, index="second")
    hub.put(f"/files/{NAME}", Answer(wheel()))
    told = looked(ask(hub, answers, indexes=(f"{hub.address}/first", f"{hub.address}/second")))
    assert told.source == f"{hub.address}/second"


@pytest.mark.parametrize(
    ("body", "kind"),
    [(b"{}", "application/json"), (b"[[[", "application/json"), (b"\x00\x01", "text/html"), (b"sorry", "text/html")],
)
def test_what_is_no_page_has_failed(body: bytes, kind: str, hub: StandIn, answers: Answers) -> None:
    hub.put("/simple/tiny-lib/", Answer(body, headers={"Content-Type": kind}))
    told = ask(hub, answers)
    assert isinstance(told, Failed)
    assert "no page" in told.reason


def test_an_index_on_this_machine_is_read_and_not_told_where_it_lies(answers: Answers, tmp_path: Path) -> None:
    (tmp_path / "simple" / "tiny-lib").mkdir(parents=True)
    (tmp_path / "files").mkdir()
    (tmp_path / "files" / NAME).write_bytes(wheel())
    page = f'<html><a href="../../files/{NAME}#sha256=0">{NAME}</a></html>'
    (tmp_path / "simple" / "tiny-lib" / "index.html").write_text(page, "utf-8")
    settings = Indexes(indexes=((tmp_path / "simple").as_uri(),))
    told = looked(PackageIndexes(answers=answers, indexes=settings).lookup(sought(), wanted))
    assert set(contents(told)) == {"METADATA", "licenses/LICENSE"}
    assert str(tmp_path) not in repr(told)
    links = Indexes(indexes=(), links=((tmp_path / "files").as_uri(),))
    assert looked(PackageIndexes(answers=answers, indexes=links).lookup(sought(""), wanted)).revision == "1.2"


def test_a_page_elsewhere_names_no_file_of_this_machine(hub: StandIn, answers: Answers, tmp_path: Path) -> None:
    (tmp_path / NAME).write_bytes(wheel())
    listed(hub, {"filename": NAME, "url": (tmp_path / NAME).as_uri()})
    assert isinstance(ask(hub, answers), Missing)


# -- pages -------------------------------------------------------------------------------------------------------------


def versions(*names: str, yanked: tuple[str, ...] = (), wanted_: str = "") -> list[str]:
    links = "".join(f'<a href="{name}"{" data-yanked" if name in yanked else ""}>{name}</a>' for name in names)
    files = files_of(f"<html>{links}</html>".encode(), "text/html", "https://example.org/simple/x", "x")
    assert files is not None
    return [file.name for file in chosen(files, wanted_)]


def test_the_newest_release_that_stands_is_taken() -> None:
    old, new, early = "x-1.9.tar.gz", "x-1.10.tar.gz", "x-2.0rc1.tar.gz"
    assert versions(old, new, early) == [new]
    assert versions(old, new, early, yanked=(new,)) == [old]
    assert versions(early) == [early]
    assert versions() == []


def test_a_pinned_version_is_taken_though_it_was_withdrawn() -> None:
    assert versions("x-1.0.tar.gz", "x-2.0.tar.gz", yanked=("x-1.0.tar.gz",), wanted_="1") == ["x-1.0.tar.gz"]
    assert versions("x-1.0.tar.gz", wanted_="3") == []
    assert versions("x-1.0.tar.gz", wanted_="no version") == []
    assert versions("x-1.0-py3-none-any.whl", wanted_="1.0+cpu") == ["x-1.0-py3-none-any.whl"]


def test_wheels_come_first_and_those_for_all_platforms_before_others() -> None:
    names = ("x-1-cp311-cp311-win_amd64.whl", "x-1.tar.gz", "x-1-py3-none-any.whl")
    assert versions(*names) == ["x-1-py3-none-any.whl", "x-1-cp311-cp311-win_amd64.whl", "x-1.tar.gz"]


def test_files_of_other_packages_and_of_other_kinds_are_passed_over() -> None:
    assert versions("y-1.tar.gz", "x-1.exe", "x-1.zip", "x.tar.gz", "x-bad-version-py3-none-any.whl") == ["x-1.zip"]
