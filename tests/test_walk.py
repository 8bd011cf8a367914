"""The walk: everything once, in order, within bounds, and nothing outside the root."""

import os
import socket
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from licet.model.bom import Problem
from licet.readers.opened import OpenedFile
from licet.walk import MAX_DEPTH, open_file, open_head, walk


def _make(root: Path, *paths: str) -> None:
    for path in paths:
        place = root / path
        place.parent.mkdir(parents=True, exist_ok=True)
        if path.endswith("/"):
            place.mkdir()
        else:
            place.write_text(f"content of {path}")


def _paths(root: Path) -> list[str]:
    return [entry.path for entry in walk(root) if not isinstance(entry, Problem)]


def _problems(root: Path) -> list[Problem]:
    return [entry for entry in walk(root) if isinstance(entry, Problem)]


@contextmanager
def _as_nobody() -> Iterator[None]:
    """Work without the rights of root, for whom every file is readable."""
    if os.geteuid():
        yield
        return
    os.seteuid(65534)
    try:
        yield
    finally:
        os.seteuid(0)


@pytest.fixture
def public() -> Iterator[Path]:
    """Give a folder that a user without rights can enter, unlike tmp_path."""
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)
        yield Path(folder)


def test_files_come_in_the_order_of_their_paths(tmp_path: Path) -> None:
    _make(tmp_path, "b/z", "b/a", "a.txt", "a/x", "a-b", "Z", "b.c")
    assert _paths(tmp_path) == ["Z", "a-b", "a.txt", "a/x", "b.c", "b/a", "b/z"]
    assert _paths(tmp_path) == sorted(_paths(tmp_path))


def test_tool_folders_are_skipped(tmp_path: Path) -> None:
    skipped = (".git", "__pycache__", ".mypy_cache", ".ruff_cache", ".tox", ".nox", "node_modules", ".pytest_cache")
    _make(tmp_path, "LICENSE", *(f"{name}/LICENSE" for name in skipped), *(f"deep/{name}/x" for name in skipped))
    assert _paths(tmp_path) == ["LICENSE"]


def test_ignore_files_are_honored_where_they_stand(tmp_path: Path) -> None:
    _make(tmp_path, "a.log", "keep/a.log", "keep/b.log", "out/x", "sub/private", "sub/deep/private", "sub/secret/x")
    (tmp_path / ".gitignore").write_bytes(b"\xef\xbb\xbf*.log\r\n/out/\r\n")
    (tmp_path / "keep" / ".gitignore").write_text("!b.log\n")
    (tmp_path / "sub" / ".licetignore").write_text("/private\nsecret\n")
    assert _paths(tmp_path) == [".gitignore", "keep/.gitignore", "keep/b.log", "sub/.licetignore", "sub/deep/private"]


def test_what_an_ignored_folder_holds_cannot_come_back(tmp_path: Path) -> None:
    _make(tmp_path, "out/keep/x")
    (tmp_path / ".gitignore").write_text("out/\n!out/keep/\n")
    assert _paths(tmp_path) == [".gitignore"]


def test_an_unusable_ignore_file_is_a_problem_that_hides_nothing(tmp_path: Path) -> None:
    (tmp_path / ".gitignore").write_text("x" * 300_000)
    (tmp_path / ".licetignore").write_bytes(b"a\n\xff\xfe[z-a]\nb\n")
    _make(tmp_path, "a", "b", "c")
    assert _paths(tmp_path) == [".gitignore", ".licetignore", "c"]
    assert [(problem.path, problem.line, problem.hides) for problem in _problems(tmp_path)] == [
        (".gitignore", 0, False),
        (".licetignore", 2, False),
    ]


SITE = ".venv/lib/python3.11/site-packages"


def test_of_an_environment_only_package_metadata_and_licenses_are_read(tmp_path: Path) -> None:
    _make(
        tmp_path,
        ".venv/pyvenv.cfg",
        ".venv/bin/activate",
        ".venv/share/doc/LICENSE",
        f"{SITE}/package/LICENSE",
        f"{SITE}/package/model.py",
        f"{SITE}/package-1.0.dist-info/METADATA",
        f"{SITE}/package-1.0.dist-info/RECORD",
        f"{SITE}/package-1.0.dist-info/LICENSE.txt",
        f"{SITE}/package-1.0.dist-info/NOTICE",
        f"{SITE}/package-1.0.dist-info/COPYING",
        f"{SITE}/package-1.0.dist-info/entry_points.txt",
        f"{SITE}/package-1.0.dist-info/licenses/LICENSE",
        f"{SITE}/package-1.0.dist-info/licenses/vendored/thing.txt",
        f"{SITE}/package-1.0.dist-info/sboms/sbom.json",
    )
    info = f"{SITE}/package-1.0.dist-info"
    expected = [
        f"{info}/COPYING",
        f"{info}/LICENSE.txt",
        f"{info}/METADATA",
        f"{info}/NOTICE",
        f"{info}/licenses/LICENSE",
        f"{info}/licenses/vendored/thing.txt",
    ]
    assert _paths(tmp_path) == expected
    # It makes no difference that git ignores it, nor that it is the root.
    (tmp_path / ".gitignore").write_text(".venv\n")
    (tmp_path / ".venv" / ".gitignore").write_text("*\n")
    assert _paths(tmp_path) == [".gitignore", *expected]
    assert _paths(tmp_path / ".venv") == [path.removeprefix(".venv/") for path in expected]


def test_an_environment_of_conda_is_one_too(tmp_path: Path) -> None:
    _make(tmp_path, "env/conda-meta/history", "env/lib/python3.12/os.py", "env/LICENSE.txt")
    _make(tmp_path, "env/lib/python3.12/site-packages/a-1.dist-info/METADATA")
    assert _paths(tmp_path) == ["env/lib/python3.12/site-packages/a-1.dist-info/METADATA"]


def test_licetignore_alone_shuts_an_environment_out(tmp_path: Path) -> None:
    _make(tmp_path, ".venv/pyvenv.cfg", f"{SITE}/package-1.0.dist-info/METADATA")
    (tmp_path / ".licetignore").write_text(".venv\n")
    assert _paths(tmp_path) == [".licetignore"]


def test_of_an_ignored_folder_of_packages_only_their_metadata_is_read(tmp_path: Path) -> None:
    _make(tmp_path, ".deps/a-1.0.dist-info/METADATA", ".deps/a/model.py", ".deps/LICENSE", "other/model.py")
    (tmp_path / ".gitignore").write_text("/.deps/\n/other/\n")
    assert _paths(tmp_path) == [".deps/a-1.0.dist-info/METADATA", ".gitignore"]


def test_packages_installed_beside_the_projects_files_are_not_the_projects(tmp_path: Path) -> None:
    record = (
        'a/__init__.py,sha256=0,1\na/model.py,,\n../bin/tool,,\na-1.0.dist-info/METADATA,,\nsingle.py,,\n"a,b.py",,\n'
    )
    for folder in ("", ".deps/"):
        _make(
            tmp_path, *(f"{folder}{name}" for name in ("a/model.py", "a/LICENSE", "single.py", "own.py", "ours/x.py"))
        )
        _make(tmp_path, f"{folder}a-1.0.dist-info/METADATA", f"{folder}a-1.0.dist-info/RECORD")
        (tmp_path / folder / "a-1.0.dist-info" / "RECORD").write_text(record)
    expected = ["a-1.0.dist-info/METADATA", "ours/x.py", "own.py"]
    assert _paths(tmp_path) == [*(f".deps/{path}" for path in expected), *expected]


def test_an_environment_made_in_place_hides_nothing_of_the_project(tmp_path: Path) -> None:
    _make(tmp_path, "app/pyvenv.cfg", "app/bin/python", "app/main.py", "app/models/LICENSE", "app/lib64/x.py")
    _make(tmp_path, "app/lib/python3.11/site-packages/a-1.dist-info/METADATA", "app/lib/python3.11/site-packages/a.py")
    assert _paths(tmp_path) == [
        "app/lib/python3.11/site-packages/a-1.dist-info/METADATA",
        "app/main.py",
        "app/models/LICENSE",
    ]


def test_metadata_without_a_record_is_no_installation(tmp_path: Path) -> None:
    _make(tmp_path, "tests/data/b-1.0.dist-info/METADATA", "tests/data/b/model.py")
    assert _paths(tmp_path) == ["tests/data/b-1.0.dist-info/METADATA", "tests/data/b/model.py"]


def test_links_out_of_the_root_are_never_followed(tmp_path: Path) -> None:
    outside, root = tmp_path / "outside", tmp_path / "root"
    _make(outside, "LICENSE", "folder/LICENSE")
    _make(root, "a")
    (root / "LICENSE").symlink_to(outside / "LICENSE")
    (root / "relative").symlink_to("../outside/LICENSE")
    (root / "folder").symlink_to(outside / "folder")
    assert _paths(root) == ["LICENSE", "a", "relative"]
    [problem] = _problems(root)
    assert (problem.path, problem.hides) == ("folder", True)
    for name in ("LICENSE", "relative"):
        refused = open_file(root, name, 100)
        assert isinstance(refused, Problem)
        assert "leaves the project" in refused.reason
        assert str(tmp_path) not in repr(refused)


def test_a_root_that_is_itself_a_link_is_entered(tmp_path: Path) -> None:
    _make(tmp_path, "real/LICENSE")
    (tmp_path / "root").symlink_to("real")
    assert _paths(tmp_path / "root") == ["LICENSE"]
    assert isinstance(open_file(tmp_path / "root", "LICENSE", 100), OpenedFile)


def test_linked_files_inside_the_root_are_read_under_their_own_path(tmp_path: Path) -> None:
    _make(tmp_path, "blobs/abc")
    (tmp_path / "snapshot").mkdir()
    (tmp_path / "snapshot" / "README.md").symlink_to("../blobs/abc")
    assert _paths(tmp_path) == ["blobs/abc", "snapshot/README.md"]
    opened = open_file(tmp_path, "snapshot/README.md", 100)
    assert isinstance(opened, OpenedFile)
    assert (opened.path, opened.data) == ("snapshot/README.md", b"content of blobs/abc")


def test_a_link_into_a_skipped_folder_is_not_followed(tmp_path: Path) -> None:
    _make(tmp_path, ".git/config")
    (tmp_path / "LICENSE").symlink_to(".git/config")
    assert isinstance(open_file(tmp_path, "LICENSE", 100), Problem)


def test_loops_end(tmp_path: Path) -> None:
    _make(tmp_path, "a/b/file")
    (tmp_path / "a" / "b" / "up").symlink_to("../..")
    (tmp_path / "self").symlink_to("self")
    (tmp_path / "one").symlink_to("two")
    (tmp_path / "two").symlink_to("one")
    assert _paths(tmp_path) == ["a/b/file", "one", "self", "two"]
    assert _problems(tmp_path) == []
    for name in ("self", "one"):
        assert isinstance(open_file(tmp_path, name, 100), Problem)


def test_a_link_to_nothing_is_a_problem(tmp_path: Path) -> None:
    (tmp_path / "LICENSE").symlink_to("gone")
    problem = open_file(tmp_path, "LICENSE", 100)
    assert problem == Problem(path="LICENSE", reason="cannot be read: no such file or directory")


def test_special_files_are_named_and_never_opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    os.mkfifo(tmp_path / "LICENSE")
    monkeypatch.chdir(tmp_path)
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind("sock")
        assert [(entry.path, entry.special) for entry in walk(tmp_path) if not isinstance(entry, Problem)] == [
            ("LICENSE", True),
            ("sock", True),
        ]
    for name in ("LICENSE", "sock"):
        assert isinstance(open_file(tmp_path, name, 100), Problem)
    (tmp_path / "link").symlink_to("LICENSE")
    assert isinstance(open_file(tmp_path, "link", 100), Problem)


def test_the_limit_counts_bytes(tmp_path: Path) -> None:
    (tmp_path / "exact").write_bytes(b"x" * 2048)
    (tmp_path / "more").write_bytes(b"x" * 2049)
    assert isinstance(open_file(tmp_path, "exact", 2048), OpenedFile)
    assert open_file(tmp_path, "more", 2048) == Problem(path="more", reason="not read: larger than 2 KiB")


def test_a_sparse_giant_is_not_read(tmp_path: Path) -> None:
    with (tmp_path / "LICENSE").open("wb") as file:
        file.truncate(1024**4)
    assert isinstance(open_file(tmp_path, "LICENSE", 1024), Problem)


def test_names_that_are_no_utf_8_are_one_problem_each(tmp_path: Path) -> None:
    os.close(os.open(os.fsencode(tmp_path) + b"/LICEN\xffSE", os.O_CREAT))
    os.mkdir(os.fsencode(tmp_path) + b"/fold\xe9r")  # noqa: PTH102 - pathlib knows no such name
    _make(tmp_path, "Lizenz-für-alle", "名前")
    assert _paths(tmp_path) == ["Lizenz-für-alle", "名前"]
    problems = _problems(tmp_path)
    assert [problem.hides for problem in problems] == [True, True]
    assert repr(problems).encode()
    assert [problem.path for problem in problems] == ["LICEN\\udcffSE", "fold\\udce9r"]


def test_unreadable_places_are_one_problem_each(public: Path) -> None:
    _make(public, "LICENSE", "closed/LICENSE", "open/LICENSE")
    (public / "LICENSE").chmod(0)
    (public / "closed").chmod(0)
    with _as_nobody():
        assert _paths(public) == ["LICENSE", "open/LICENSE"]
        assert _problems(public) == [Problem(path="closed", reason="cannot be listed: permission denied")]
        refused = open_file(public, "LICENSE", 100)
        assert refused == Problem(path="LICENSE", reason="cannot be read: permission denied")
    (public / "closed").chmod(0o755)


def test_depth_is_bounded(tmp_path: Path) -> None:
    deep = "/".join(["d"] * MAX_DEPTH)
    _make(tmp_path, f"{deep}/last", f"{deep}/d/hidden")
    assert _paths(tmp_path) == [f"{deep}/last"]
    assert [problem.path for problem in _problems(tmp_path)] == [f"{deep}/d"]


def test_the_number_of_files_is_bounded_and_the_bound_said_once(tmp_path: Path) -> None:
    _make(tmp_path, *(f"{folder}/{number}" for folder in "abc" for number in range(10)))
    entries = list(walk(tmp_path, max_entries=15))
    assert [entry.path for entry in entries if not isinstance(entry, Problem)] == [
        f"a/{number}" for number in range(10)
    ]
    [problem] = [entry for entry in entries if isinstance(entry, Problem)]
    assert (problem.path, problem.hides) == ("b", True)
    assert "more than 15" in problem.reason


@given(
    names=st.lists(st.text(st.characters(codec="utf-8", exclude_characters="/\0"), min_size=1, max_size=20), max_size=8)
)
@settings(deadline=None, max_examples=50)
def test_any_name_is_walked_and_opened(names: list[str], tmp_path_factory: pytest.TempPathFactory) -> None:
    root = tmp_path_factory.mktemp("any")
    usable = {name for name in names if name not in {".", "..", ".gitignore", ".licetignore", "pyvenv.cfg"}}
    for name in usable:
        (root / name).write_bytes(b"x")
    assert set(_paths(root)) == usable
    assert all(isinstance(open_file(root, name, 1), OpenedFile) for name in usable)


# -- heads ------------------------------------------------------------------------------------------------------------


def test_of_a_head_no_more_is_read_than_asked_for(tmp_path: Path) -> None:
    with (tmp_path / "a.c").open("wb") as file:
        file.write(b"// head")
        file.truncate(2**31)
    opened = open_head(tmp_path, "a.c", 7)
    assert isinstance(opened, OpenedFile)
    assert (opened.path, opened.data, opened.sha256) == ("a.c", b"// head", "")


def test_the_head_of_what_is_no_file_of_the_project_is_not_read(tmp_path: Path) -> None:
    root = tmp_path / "root"
    root.mkdir()
    (tmp_path / "secret.c").write_text("// secret")
    (root / "out.c").symlink_to("../secret.c")
    (root / "gone.c").symlink_to("nothing.c")
    os.mkfifo(root / "pipe.c")
    for name in ("out.c", "gone.c", "pipe.c", "none.c"):
        assert isinstance(open_head(root, name, 100), Problem), name


def test_a_head_that_the_system_refuses_is_a_problem(public: Path) -> None:
    (public / "a.c").write_text("// head")
    (public / "a.c").chmod(0)
    with _as_nobody():
        assert open_head(public, "a.c", 100) == Problem(path="a.c", reason="cannot be read: permission denied")
