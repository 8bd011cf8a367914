import pytest

from licet.model.bom import Found
from licet.readers.front_matter import MAX_BLOCK, FrontMatter, block, read_front_matter
from tests.readers.opening import opened


def matter(text: str | bytes) -> FrontMatter | Found | None:
    file = opened("README.md", text)
    found = block(file)
    return read_front_matter(file, found) if found else None


def values(text: str | bytes) -> dict[str, object]:
    read = matter(text)
    assert isinstance(read, FrontMatter)
    return read.values


@pytest.mark.parametrize(
    "text",
    [
        "---\na: b\n---\n# x",
        "\n \n---\na: b\n---",
        "---\r\na: b\r\n---\r\n",
        "---\ra: b\r---\r",
        "---\n\na: b\n\n---  \t\n",
        "\ufeff---\na: b\n---\n",
    ],
)
def test_block_stands_at_the_start(text: str) -> None:
    assert values(text) == {"a": "b"}


def test_block_may_be_utf_16() -> None:
    assert values("---\na: ü\n---\nx".encode("utf-16")) == {"a": "ü"}


def test_what_follows_the_block_need_not_be_text() -> None:
    assert values(b"---\na: b\n---\n\xff\xfe\x00") == {"a": "b"}


@pytest.mark.parametrize(
    "text", ["", "# x\n---\na: b\n---\n", "---\na: b\n", "--- a\nb: c\n---\n", "----\na: b\n---\n"]
)
def test_file_without_a_block_has_none(text: str) -> None:
    assert matter(text) is None


def test_second_block_is_not_read() -> None:
    assert values("---\na: b\n---\n---\nc: d\n---\n") == {"a": "b"}


def test_plain_scalars_stay_as_written() -> None:
    text = "---\na: 2.0\nb: 2024-13-45\nc: no\nd: ~\ne: ''\nf: |\n  two\n  lines\n---\n"
    assert values(text) == {"a": "2.0", "b": "2024-13-45", "c": "no", "d": None, "e": "", "f": "two\nlines"}


def test_lines_are_those_of_the_file() -> None:
    read = matter("\n---\n# comment\na: b\nc:\n- d\n- e\nf: [g, h]\n---\n")
    assert isinstance(read, FrontMatter)
    assert read.lines == {"a": 4, "c": 5, "f": 8}
    assert read.item_lines == {"c": (6, 7), "f": (8, 8)}
    assert (read.line("c"), read.line("c", 1), read.line("c", 9), read.line("zz")) == (5, 7, 5, 0)


def test_repeated_key_is_told_and_its_last_value_counts() -> None:
    read = matter("---\na: b\nx: y\na: c\n---\n")
    assert isinstance(read, FrontMatter)
    assert read.repeated == (("a", 4),)
    assert read.values["a"] == "c"


def test_aliases_and_merges_are_followed() -> None:
    assert values("---\na: &x [1]\nb: *x\nc: &m {d: e}\nf:\n  <<: *m\n  g: h\n---\n") == {
        "a": ["1"],
        "b": ["1"],
        "c": {"d": "e"},
        "f": {"d": "e", "g": "h"},
    }


BOMB = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n" + "".join(
    f"a{n + 1}: &a{n + 1} [{', '.join([f'*a{n}'] * 10)}]\n" for n in range(9)
)


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("a: b\n\tc: d", 3, "not valid YAML"),
        ("a: [b", 3, "not valid YAML"),
        ("just prose", 2, "no mapping"),
        ("- a\n- b", 4, "a list"),
        ("a: *b", 2, "alias"),
        ("a: &a [*a]", 2, "alias"),
        ("a: &a\n  b: *a", 3, "alias"),
        (BOMB, 6, "aliases written out"),
        ("a: " + "[" * 5_000, 2, "deeper"),
        ("a: " + "{a: " * 5_000, 2, "deeper"),
        ("a: b\n...\nc: d", 3, ""),
        ("a: \x01", 2, ""),
        ("x" * (MAX_BLOCK + 1), 1, "longer"),
    ],
)
def test_bad_block_is_one_problem(text: str, line: int, words: str) -> None:
    found = matter(f"---\n{text}\n---\n")
    assert isinstance(found, Found)
    (problem,) = found.problems
    assert words in problem.reason
    assert problem.path == "README.md"
    assert abs(problem.line - line) <= 1


def test_hostile_blocks_end_in_values_or_one_problem() -> None:
    for text in ("? " * 60_000, "a: &b\n" * 20_000, "- " * 60_000, "[" * 100_000, "a: b\n" * 40_000, "!" * 200_000):
        found = matter(f"---\n{text}\n---\n")
        assert not isinstance(found, Found) or len(found.problems) == 1
