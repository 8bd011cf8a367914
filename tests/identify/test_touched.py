"""Which statements of a record a changed text bears on; expectations come from reading the texts and the records."""

from dataclasses import replace
from time import perf_counter
from typing import Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from licet.identify.touched import touched
from licet.licenses import load
from licet.model.bom import Edit, Touched
from licet.model.terms import (
    Clause,
    Derivation,
    Document,
    DutyTerm,
    License,
    OtherCondition,
    Permission,
    Restriction,
    Territory,
    Threshold,
)
from licet.model.vocabulary import Act, Category, Duty, Strength, Value
from tests.shared import shared

TEAPOT = """\
Teapot License

1. Grant. Anyone who holds a copy may pour from the teapot at home and at work, lend it to a neighbor for a fortnight.

2. Notices. Whoever lends the teapot keeps this page with it, and tells the neighbor on the same day who glazed the pot,
who painted the lid and the handle, and where both of them can be found if it should ever break.

3. Limits. You agree not to use the teapot:
- to water plants that are rare, protected or poisonous, whether they stand in a garden, in a greenhouse, in a pot upon
  a window sill, on a grave or anywhere else where other people might see them, smell them or touch them;
- to wash the feet of guests, of strangers or of relatives, on holidays, on working days or on any other day that the
  calendar of the parish, of the county or of the state may name, without the consent of all who live in the house;
- as a vase.

4. Law. This license is governed by the laws of Utopia.
"""


def clause(quote: str, document: str = "license", section: str = "1") -> Clause:
    return Clause(license="LicenseRef-Teapot", document=document, section=section, quote=quote)


RECORD = License(
    id="LicenseRef-Teapot",
    name="Teapot License",
    kind="model",
    category=Category.USE_RESTRICTED,
    documents=(Document(name="license"), Document(name="policy")),
    permits={
        Act.USE_COMMERCIALLY: Permission(
            act=Act.USE_COMMERCIALLY, value=Value.YES, clause=clause("pour from the teapot at home and at work")
        ),
        Act.SUBLICENSE: Permission(act=Act.SUBLICENSE, value=Value.SILENT),
    },
    duties={
        Duty.KEEP_NOTICES: DutyTerm(
            duty=Duty.KEEP_NOTICES, value=Value.YES, clause=clause("keeps this page with it", section="2")
        ),
        Duty.GOVERNING_LAW: DutyTerm(
            duty=Duty.GOVERNING_LAW, value=Value.YES, clause=clause("governed by the laws of Utopia", section="4")
        ),
        Duty.FOLLOW_POLICY: DutyTerm(
            duty=Duty.FOLLOW_POLICY, value=Value.YES, clause=clause("the tea policy binds you", "policy", "P")
        ),
    },
    conditions=(
        Threshold(metric="MAU", value=14, effect="terminates", clause=clause("lend it to a neighbor for a fortnight")),
        Territory(excluded=("EU",), tested_on=(), clause=clause("to nobody on the moon", "policy", "P")),
        OtherCondition(kind="exempt", clause=clause("Anyone who holds a copy")),
    ),
    restrictions=(
        Restriction(
            tag="harm", strength=Strength.PROHIBITED, clause=clause("water plants that are rare", section="3.1")
        ),
        Restriction(
            tag="harassment", strength=Strength.PROHIBITED, clause=clause("all who live in the house", section="3.2")
        ),
    ),
    derivatives={"copies": Derivation(how="copies", value=Value.YES, clause=clause("Anyone who holds a copy"))},
    no_further_restrictions=clause("as a vase", section="3.3"),
    complete=True,
)


def changed(text: str, old: str, new: str) -> tuple[str, Edit]:
    """A text with the first `old` replaced, and the edit that tells of it."""
    start = text.index(old)
    kind: Literal["inserted", "deleted", "replaced"] = "replaced" if new.strip() else "deleted"
    edit = Edit(start=start, end=start + len(new), line=text[:start].count("\n") + 1, kind=kind, text=new, missing=1)
    return text[:start] + new + text[start + len(old) :], edit


def inserted(text: str, before: str, new: str) -> tuple[str, Edit]:
    start = text.index(before)
    edit = Edit(start=start, end=start + len(new), line=text[:start].count("\n") + 1, kind="inserted", text=new)
    return text[:start] + new + text[start:], edit


def names(found: tuple[Touched, ...]) -> dict[str, str]:
    return {one.statement: one.how for one in found}


def test_a_text_without_edits_touches_nothing() -> None:
    assert touched(RECORD, "a text that holds no locator at all", ()) == ()


def test_what_stands_in_the_changed_sentence_is_touched_and_what_lost_its_words_is_removed() -> None:
    text, edit = changed(TEAPOT, "fortnight", "day")
    assert names(touched(RECORD, text, [edit])) == {
        "permits.use-commercially": "touched",
        "duties.keep-notices": "touched",  # nine words further: a change so near may bear on it
        "conditions.threshold": "removed",
        "conditions.exempt": "touched",
        "derivatives.copies": "touched",
    }


def test_an_item_of_a_list_does_not_touch_its_far_neighbors() -> None:
    text, edit = inserted(TEAPOT, "without the consent of all", "ever ")
    # the last item follows within 25 words; the first lies further up
    assert names(touched(RECORD, text, [edit])) == {
        "restrictions.harassment": "touched",
        "no_further_restrictions": "touched",
        "duties.governing-law": "touched",
    }


def test_the_sentence_that_leads_a_list_bears_on_every_item() -> None:
    text, edit = changed(TEAPOT, "You agree not to use", "You agree to use")
    found = names(touched(RECORD, text, [edit]))
    assert {found[key] for key in ("restrictions.harm", "restrictions.harassment", "no_further_restrictions")} == {
        "touched"
    }
    assert "duties.governing-law" not in found


def test_a_removed_item_is_told() -> None:
    start = TEAPOT.index("- to wash")
    end = TEAPOT.index("- as a vase")
    text, edit = changed(TEAPOT, TEAPOT[start:end], "")
    assert edit.start == edit.end == start
    found = names(touched(RECORD, text, [edit]))
    assert found["restrictions.harassment"] == "removed"
    assert found["no_further_restrictions"] == "touched"


def test_statements_of_another_document_are_left_out() -> None:
    text, edit = changed(TEAPOT, "fortnight", "day")
    assert "duties.follow-policy" not in names(touched(RECORD, text, [edit]))
    policy = "We ask: the tea policy binds you."
    found = names(touched(RECORD, policy, [Edit(start=0, end=2, line=1, kind="replaced", text="We")], "policy"))
    assert found == {"duties.follow-policy": "touched", "conditions.territory": "removed"}


def test_where_the_document_cannot_be_told_what_is_not_found_is_unread() -> None:
    text, edit = changed(TEAPOT, "fortnight", "day")
    found = names(touched(RECORD, text, [edit], document=""))
    assert found["duties.follow-policy"] == found["conditions.threshold"] == "unread"
    assert found["permits.use-commercially"] == "touched"


def test_a_clause_in_a_document_that_the_record_does_not_list_is_unread() -> None:
    odd = replace(RECORD, documents=(Document(name="license"),))
    text, edit = changed(TEAPOT, "fortnight", "day")
    assert names(touched(odd, text, [edit]))["duties.follow-policy"] == "unread"


def test_a_name_within_a_locator_may_differ_where_nothing_changed() -> None:
    quoted = replace(RECORD.duties[Duty.GOVERNING_LAW], clause=clause("governed by the laws of Oz and no other"))
    record = replace(RECORD, duties={Duty.GOVERNING_LAW: quoted})
    text = TEAPOT.replace("laws of Utopia", "laws of Upper and Lower Utopia and no other")
    _, far = inserted(text, "Teapot License", "The ")
    near_text, near = inserted(text, "Upper", "the ")
    assert "duties.governing-law" not in names(touched(record, "The " + text, [far]))
    assert names(touched(record, near_text, [near]))["duties.governing-law"] == "removed"


def test_of_several_places_one_near_a_change_is_enough() -> None:
    text, edit = inserted(TEAPOT * 2, "governed by the laws of Utopia", "not ")
    assert names(touched(RECORD, text, [edit]))["duties.governing-law"] == "touched"
    late, edit = inserted(TEAPOT + "\nThe end. Governed by the laws of Utopia.", "Governed", "Not ")
    assert names(touched(RECORD, late, [edit]))["duties.governing-law"] == "touched"


def test_each_statement_is_told_once_in_the_order_of_the_record() -> None:
    twice = replace(RECORD, restrictions=RECORD.restrictions * 2)
    text, edit = changed(TEAPOT, "You agree not to use", "You agree to use")
    found = touched(twice, text, [edit, edit])
    assert len(found) == len(set(found))
    assert [one.statement for one in found] == [
        "restrictions.harm",
        "restrictions.harassment",
        "no_further_restrictions",
    ]
    assert found[0].section == "3.1"


def test_a_threshold_with_another_number() -> None:
    text = shared("license-texts", "llama-3.1.txt").read_text("utf-8")
    text, edit = changed(text, "700 million", "7 million")
    found = touched(load("LicenseRef-scancode-llama-3.1-license-2024"), text, [edit])
    # the whole of section 2 is one sentence; nothing else of the record lies near it
    assert names(found) == {
        "permits.use-commercially": "removed",
        "duties.request-license": "touched",
        "conditions.threshold": "removed",
    }


def test_a_field_of_use_that_was_taken_out() -> None:
    text = shared("license-texts", "creativeml-openrail-m.txt").read_text("utf-8")
    text, edit = changed(text, "- To provide medical advice and medical results interpretation;\n", "")
    found = names(touched(load("LicenseRef-scancode-stable-diffusion-2022-08-22"), text, [edit]))
    # the items before and after it: discrimination and the administration of justice, with the items within 25 words
    assert found == {
        "restrictions.medical-advice": "removed",
        "restrictions.medical-results-interpretation": "removed",
        "restrictions.discrimination": "touched",
        "restrictions.law-enforcement-justice": "touched",
        "restrictions.migration-asylum": "touched",
    }


def test_a_ban_without_its_not_bears_on_every_field_of_use() -> None:
    text = shared("license-texts", "creativeml-openrail-m.txt").read_text("utf-8")
    text, edit = changed(text, "You agree not to use the Model or", "You agree to use the Model or")
    record = load("LicenseRef-scancode-stable-diffusion-2022-08-22")
    found = names(touched(record, text, [edit]))
    assert {f"restrictions.{one.tag}" for one in record.restrictions} <= set(found)
    assert found["duties.follow-policy"] == "removed"
    assert "permits.modify" not in found


def test_lists_within_lists_keep_their_leading_sentences() -> None:
    text = """Limits

1. You agree not to:
  a. Break things, such as:
     - cups and whatever else stands upon the table, under it or beside it, be it of clay, of glass or of wood, or of
       any other matter that may break when it falls;
     - pots and whatever else stands upon the stove, within it or beside it, be it of iron or of copper or of any other
       matter that may bend when it falls.
  b. Use the pot as a vase.

2. This license is governed by the laws of Utopia, as long as there is no other place in which it is heard first.
"""
    text, edit = changed(text, "You agree not to", "You agree to")
    found = names(touched(RECORD, text, [edit]))
    assert found["no_further_restrictions"] == "touched"
    assert "duties.governing-law" not in found


def test_the_words_that_made_it_noncommercial_are_gone() -> None:
    text = shared("license-texts", "tongyi-qianwen-research.txt").read_text("utf-8")
    text, edit = changed(text, "NON-COMMERCIAL ", "")
    found = names(touched(load("LicenseRef-licet-tongyi-qianwen-research"), text, [edit]))
    assert {key for key, how in found.items() if how == "removed"} == {
        *("permits.use-commercially", "permits.modify", "permits.host", "restrictions.noncommercial-only"),
    }
    # the rest of 2.a, 2.b behind it, and the first words of 3
    assert {key for key, how in found.items() if how == "touched"} == {
        *("permits.sublicense", "permits.redistribute", "duties.patent-grant", "duties.request-license"),
        "derivatives.fine-tunes",
    }


def test_an_inserted_noncommercial_clause_touches_the_grant() -> None:
    text = shared("license-texts", "llama-3.1.txt").read_text("utf-8")
    grant = "make modifications to the Llama Materials"
    text, edit = changed(text, grant, f"{grant} for non-commercial use only")
    edit = replace(edit, start=edit.start + len(grant), kind="inserted", missing=0)
    found = names(touched(load("LicenseRef-scancode-llama-3.1-license-2024"), text, [edit]))
    assert found["permits.modify"] == "touched"
    assert "removed" not in found.values()
    assert "conditions.threshold" not in found


def test_a_large_text_is_read_in_bounded_time() -> None:
    text = (TEAPOT * 3000)[:2_100_000]
    edits = [Edit(start=at, end=at + 5, line=1, kind="inserted", text="x") for at in range(0, len(text), 700)]
    before = perf_counter()
    found = touched(RECORD, text, edits)
    assert perf_counter() - before < 20
    assert "duties.governing-law" in names(found)


def test_what_lies_behind_the_limit_is_unread() -> None:
    text = "tea " * 600_000 + TEAPOT
    found = names(touched(RECORD, text, [Edit(start=0, end=3, line=1, kind="inserted", text="tea")]))
    assert found["duties.governing-law"] == "unread"


def test_a_locator_that_fills_the_text_counts_as_touched() -> None:
    record = replace(RECORD, restrictions=(), conditions=(), duties={}, permits={}, derivatives={})
    text = "as a vase. " * 5000
    edit = Edit(start=len(text) - 4, end=len(text), line=1, kind="inserted", text="x")
    assert names(touched(record, text, [edit])) == {"no_further_restrictions": "touched"}


def test_an_empty_text_lost_everything() -> None:
    found = names(touched(RECORD, "", [Edit(start=0, end=0, line=1, kind="deleted", missing=99)]))
    assert found["permits.use-commercially"] == "removed"
    assert "permits.sublicense" not in found


def test_a_locator_without_words_says_nothing() -> None:
    record = replace(RECORD, no_further_restrictions=clause("..."))
    text, edit = changed(TEAPOT, "fortnight", "day")
    assert "no_further_restrictions" not in names(touched(record, text, [edit]))


@given(
    st.text(alphabet=st.sampled_from("ab c.:;\n-1(i)\u00e9\u2022")),
    st.lists(st.tuples(st.integers(-5, 60), st.integers(-5, 60)), max_size=6),
    st.sampled_from(["license", "policy", ""]),
)
def test_no_text_and_no_edit_is_too_strange(text: str, places: list[tuple[int, int]], document: str) -> None:
    edits = [Edit(start=start, end=end, line=1, kind="replaced", text="x") for start, end in places]
    found = touched(RECORD, TEAPOT[:400] + text, edits, document)
    assert all(one.how in {"touched", "removed", "unread"} for one in found)


@pytest.mark.parametrize("name", ["MIT", "Apache-2.0", "GPL-3.0-only"])
def test_records_of_code_licenses_can_be_asked(name: str) -> None:
    found = touched(
        load(name), "nothing of it is here", [Edit(start=0, end=7, line=1, kind="inserted", text="nothing")]
    )
    assert found
    assert {one.how for one in found} == {"removed"}
