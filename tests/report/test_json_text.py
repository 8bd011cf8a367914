import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from licet.report.json_text import json_text

VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=30),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=10), inner, max_size=3),
    max_leaves=8,
)


@given(VALUES, st.sampled_from([None, 1, 2]))
def test_the_value_is_the_same_and_every_line_prints(value: object, indent: int | None) -> None:
    text = json_text(value, indent=indent)
    assert json.loads(text) == value
    assert text.endswith("\n")
    assert all(line.isprintable() for line in text.split("\n"))


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("Größe 模型", '"Größe 模型"\n'),
        ("a\x9b31mb", '"a\\u009b31mb"\n'),
        ("\u202eabc", '"\\u202eabc"\n'),
        ("\x1b[2J", '"\\u001b[2J"\n'),
        ("\U000e0041", '"\\udb40\\udc41"\n'),
    ],
)
def test_letters_stay_and_what_acts_is_escaped(value: str, text: str) -> None:
    assert json_text(value) == text
