"""READMEs that are no cards: their license sections and nothing else."""

import pytest

from licet.model.bom import Found, LicenseText
from licet.readers import hub_cards
from licet.readers.readmes import read, wants
from tests.readers.opening import opened


def sections(content: str, path: str = "README.md") -> list[LicenseText]:
    reader = hub_cards.read if path.lower().endswith(".md") else read
    found = reader(opened(path, content))
    assert found.components == ()
    assert {text.role for text in found.texts} <= {"readme"}
    return list(found.texts)


def lines(content: str, path: str = "README.md") -> list[tuple[int, str]]:
    return [(one.evidence.line, one.text.strip().rpartition("\n")[2]) for one in sections(content, path)]


def test_which_files_are_read() -> None:
    assert all(map(wants, ("README", "a/readme.rst", "Readme.txt", "org__README.rst")))
    assert not any(map(wants, ("README.md", "READMEXT", "a/README.html", "notes.rst")))


@pytest.mark.parametrize(
    "heading",
    [
        "License", "Licence", "LICENSE", "Licensing", "The license", "License and citation", "7. License",
        "📜 License", "[License](LICENSE)", "License :scroll:", '<a name="license"></a>License', "Copyright & License",
        "Code License", "License of this project", "License {#license}",
    ],
)  # fmt: skip
def test_headings_of_the_own_license(heading: str) -> None:
    assert lines(f"# Demo\n\n## {heading}\n\nMIT\n\n## More\n\nGPL\n") == [(3, "MIT")]


@pytest.mark.parametrize(
    "heading",
    [
        "Third-party licenses", "License detection", "Licenses of dependencies", "Supported licenses", "Usage",
        "License server", "Adding a license", "License: see below for FFmpeg",
    ],
)  # fmt: skip
def test_headings_of_anything_else(heading: str) -> None:
    assert lines(f"# Demo\n\nMIT license\n\n## {heading}\n\nGPL\n") == []


def test_headings_with_a_line_below() -> None:
    assert lines("Demo\n====\n\nLicense\n-------\nMIT\n\nMore\n----\nGPL\n") == [(4, "MIT")]
    assert lines("a | b\n--- | ---\n\ntext\nLicense\n-------\nno title amid a paragraph\n") == []


def test_restructured_text() -> None:
    text = "====\nDemo\n====\n\nLicense\n~~~~~~~\n\nMIT\n\nMore\n~~~~\n\nGPL\n"
    assert lines(text, "README.rst") == [(5, "MIT")]
    below = "Demo\n====\n\nLicense\n-------\n\nWords\n\nCode\n....\n\nMIT\n\nMore\n====\n\nGPL\n"
    assert lines(below, "README.rst") == [(4, "MIT")]


def test_plain_text_and_tags_of_html() -> None:
    assert lines("Demo\n\nLICENSE\n-------\nMIT\n", "README.txt") == [(3, "MIT")]
    assert lines('<h2 align="center">License</h2>\n\nMIT\n\n## More\n') == [(1, "MIT")]


def test_what_stands_in_a_block_of_code_is_no_heading() -> None:
    assert lines("# Demo\n\n```\n## License\nGPL\n```\n\n## License\nMIT\n") == [(8, "MIT")]


def test_a_section_ends_where_other_parts_begin() -> None:
    assert lines("## License\n\nMIT\n\n### Third-party\n\nGPL\n\n### Data\n\nCC0\n") == [(1, "MIT")]
    both = lines("## License\n\nMIT\n\n### Weights\n\nCC0\n")
    assert both == [(1, "CC0")]


def test_what_the_heading_covers() -> None:
    [data] = sections("## License of the data\n\nCC0\n")
    assert (data.covers, data.text.startswith("## License of the data")) == ("data", True)


def test_front_matter_that_is_no_card_does_not_hide_the_section() -> None:
    assert lines("---\ntitle: Page\nlayout: post\n---\n# Demo\n\n## License\n\nMIT\n") == [(7, "MIT")]


def test_a_card_is_read_as_a_card() -> None:
    found = hub_cards.read(opened("README.md", "---\nlicense: mit\n---\n## License\n\nMIT\n"))
    assert (len(found.components), found.texts) == (1, ())


def test_other_pages_are_none() -> None:
    assert hub_cards.read(opened("docs/guide.md", "## License\n\nGPL\n")) == Found()
    assert read(opened("README", b"\x00License\n-------\nMIT\n")) == Found()
