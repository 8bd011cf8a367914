"""Text of others in Markdown: whatever it holds, it is shown and does nothing."""

from hypothesis import example, given
from hypothesis import strategies as st
from markdown_it import MarkdownIt  # comes with rich
from markdown_it.token import Token

from licet.report.markdown import code, escaped, opening
from licet.report.words import clean

MARKUP = st.text(st.sampled_from("ab1. `*_[]()<>#+-=!|~&$\\\"':/\n\t\x1b\u202e"), max_size=40)
PARSER = MarkdownIt("commonmark").enable(["table", "strikethrough"])


def inline(markdown: str) -> list[Token]:
    """The pieces of the one paragraph that the text must be."""
    blocks = PARSER.parse(markdown)
    assert [block.type for block in blocks] == ["paragraph_open", "inline", "paragraph_close"]
    return blocks[1].children or []


def test_markup_is_shown_as_it_was_written() -> None:
    assert escaped("a *b* [c](d) <e> f_g | h & i $1 `j`") == (r"a \*b\* \[c\](d) \<e\> f\_g \| h \& i \$1 \`j\`")


def test_a_line_does_not_begin_a_list_or_a_heading() -> None:
    assert opening("1. first") == r"1\. first"
    assert opening("- first") == r"\- first"
    assert opening("# first") == r"\# first"
    assert opening("2.2 licenses copyright") == r"2\.2 licenses copyright"


def test_a_web_address_stays_whole() -> None:
    assert escaped("see https://example.org/a_b*c.") == "see <https://example.org/a_b*c>."


def test_control_characters_become_visible() -> None:
    assert escaped("a\x1bb\u202ec") == r"a\\x1bb\\u202ec"


@given(MARKUP | st.text(max_size=40))
@example("<script>alert(1)</script>")
@example("![x](javascript:alert(1))")
@example("a\n\n# b")
def test_any_text_is_shown_as_itself(text: str) -> None:
    shown = inline("x" + escaped(text) + "x")
    assert {token.type for token in shown} <= {"text", "text_special", "link_open", "link_close"}
    assert "".join(token.content for token in shown) == f"x{clean(text).strip()}x"


@given(MARKUP.filter(lambda text: bool(clean(text).strip())))
def test_any_text_can_begin_a_paragraph(text: str) -> None:
    assert "".join(token.content for token in inline(opening(text))) == clean(text).strip()


@given(MARKUP)
@example("a``b`c")
def test_any_text_fits_a_code_span(text: str) -> None:
    shown = inline(f"x{code(text)}x")
    assert [token.type for token in shown] == ["text", "code_inline", "text"]
    assert shown[1].content.strip() == clean(text).strip()
