"""What the blocks of code of a README name is mentioned, and used by nothing."""

from hypothesis import given
from hypothesis import strategies as st

from licet.model.vocabulary import Scope
from licet.readers.readme_code import read, wants
from tests.readers.assets import asset
from tests.readers.opening import opened

HUB = "pkg:huggingface/"


def test_full_readme() -> None:
    found = read(asset("readme-code", "full", "README.md"))
    assert {part.id: part.evidence[0].line for part in found.components} == {
        HUB + "acme/shown": 7,
        HUB + "acme/fetched": 13,
        "ollama:llama3.2:3b": 15,
        HUB + "acme/base": 25,
        "hf:datasets/acme/data": 25,
    }
    assert {part.scope for part in found.components} == {Scope.MENTIONED}
    assert found.links == ()


def test_a_card_shows_its_own_model_which_is_no_part_of_it() -> None:
    card = "---\nlicense: mit\n---\n```python\nAutoModel.from_pretrained('acme/own')\n```\n"
    assert read(opened("README.md", card)).components == ()


def test_a_block_that_nothing_closes_is_no_code() -> None:
    assert read(opened("README.md", "```\nollama pull llama3.2\n")).components == ()


def test_a_longer_fence_holds_a_shorter_one() -> None:
    text = "````\n```\nollama pull llama3.2\n```\n````\nollama pull phi3\n"
    assert [part.id for part in read(opened("README.md", text)).components] == ["ollama:llama3.2"]


def test_readmes_alone_are_wanted() -> None:
    assert wants("docs/README.md")
    assert not wants("docs/guide.md")


@given(st.lists(st.sampled_from(["```", "~~~", "```python", "x = (", "ollama pull a", "", "$ hf download a/b"])))
def test_any_lines_are_survived_and_nothing_is_used(rows: list[str]) -> None:
    found = read(opened("README.md", "\n".join(rows)))
    assert found.links == ()
    assert all(part.scope is Scope.MENTIONED for part in found.components)
