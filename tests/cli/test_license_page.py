"""`licet license show ID -f markdown`: one license in plain words, each line with its section."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from markdown_it import MarkdownIt  # comes with rich

from licet.cli import main
from licet.cli.license_page import page
from licet.licenses import ids, load, parse_record
from licet.model.terms import Clause, License
from licet.report.markdown import escaped
from licet.report.result import NOTICE
from licet.report.words import clean

PLACE = {"section": "2", "locator": "you may do so"}
QUOTE = '(section 2: "you may do so")'


def toy(**changes: Any) -> License:
    """A small license, with the keys of `changes` in place of its own."""
    record = {
        "id": "Toy-1.0",
        "name": "Toy License",
        "kind": "model",
        "category": "use-restricted",
        "complete": True,
        "reviewed": "2026-11",
        "documents": [{"name": "license", "source": "toys@1:LICENSE", "sha256": "0" * 64}],
        "permits": {},
        "duties": {},
    }
    return parse_record({**record, **changes}, source="toy.toml")


def section(text: str, title: str) -> str:
    """The part of a page under a heading, up to the next of the same rank."""
    found = re.search(rf"^## {re.escape(title)}\n\n(.*?)(?=\n\n## |\n\n---)", text, re.MULTILINE | re.DOTALL)
    return found[1] if found else ""


def test_acts_stand_under_what_the_license_says_of_them() -> None:
    permits = {
        "modify": {"value": "yes", **PLACE},
        "host": {"value": "no", **PLACE, "note": "by nobody"},
        "redistribute": {"value": "conditional", **PLACE},
        "use-outputs": {"value": "conditional", "hangs_on": ["duties", "restrictions.military"], **PLACE},
        "sublicense": {"value": "silent"},
    }
    duties = {"keep-notices": {"value": "yes", "triggers": ["on-distribution"], **PLACE}}
    restrictions = [{"tag": "military", "strength": "prohibited", **PLACE}]
    text = page(toy(permits=permits, duties=duties, restrictions=restrictions))
    assert section(text, "You may") == f"- **Change the model** {QUOTE}"
    assert section(text, "You may not") == (
        f"- **Let others use the model over a network, as on a website**: by nobody {QUOTE}"
    )
    depends = section(text, "It depends")
    assert f"- **Hand out copies of the model, changed or not**: Licet asks you whether it is so {QUOTE}" in depends
    assert "(its outputs)**: hangs on what you owe and the limit on the military or warfare" in depends
    silent = section(text, "The license does not say")
    assert "silence gives none" in silent
    assert "**Use the model to earn money, or in a business**" in silent
    assert "(sublicense)" in silent
    assert section(text, "Not read") == ""


def test_what_was_not_read_is_not_called_silent() -> None:
    duties = {"naming": {"value": "silent", "note": "no name is asked for"}}
    text = page(toy(complete=False, duties=duties))
    assert "**not read in full**" in text
    assert "more may be asked or forbidden than this page says" in text
    assert section(text, "The license does not say") == ""
    assert "**Change the model**" in section(text, "Not read")
    silent, unread = section(text, "What was read").split("A text was not at hand")
    assert "names of models" not in unread
    assert "**Names of models**: no name is asked for" in silent
    assert "keeping notices" in unread
    assert section(text, "You owe") == ""


def test_where_all_was_read_an_absent_duty_is_silence() -> None:
    text = page(toy())
    assert section(text, "You owe") == "Nothing."
    assert "It asks for nothing in return." in text
    assert "not at hand" not in text
    assert "keeping notices" in section(text, "What was read")


def test_duties_stand_under_the_events_that_make_them_due() -> None:
    duties = {
        "keep-notices": {"value": "yes", "triggers": ["on-distribution"], **PLACE, "parameters": {"file": "NOTICE"}},
        "disclose-source": {
            "value": "yes",
            "triggers": ["on-distribution", {"all": ["on-network-access", "on-modification"]}],
            **PLACE,
            "parameters": {"what": "work", "recipients": "remote-users"},
        },
        "naming": {
            "value": "conditional",
            "triggers": ["on-making-a-trained-model-available"],
            **PLACE,
            "parameters": {"prefix": "Toy"},
        },
        "register": {"value": "yes", **PLACE},
        "governing-law": {"value": "yes", **PLACE},
        "indemnify": {"value": "no", **PLACE},
    }
    text = page(toy(duties=duties))
    owed = section(text, "You owe")
    assert re.findall(r"^### .*", owed, re.MULTILINE) == [
        "### When you hand out copies",
        "### When you hand out copies, or both let others use it over a network and change it",
        "### When you use it in any way",
        "### When you hand on or offer a model that was trained with it",
    ]
    assert f"- **Keep the copyright and license notices of the model in every copy (NOTICE)** {QUOTE}" in owed
    assert "it is owed to those who use it over a network" in owed
    assert f'- **Begin the name of the published model with "Toy"**: only in some cases {QUOTE}' in owed
    assert "Know which law and courts govern the model" in section(text, "Know before you start")
    assert "governing" not in owed
    assert section(text, "Not asked for, or left out") == f"- **Paying for claims against the licensor** {QUOTE}"


def test_forbidden_uses_are_told_with_what_they_are_limited_to() -> None:
    restrictions = [
        {"tag": "weapons", "strength": "prohibited", **PLACE},
        {"tag": "hr-decisions", "strength": "prohibited", "qualifiers": ["fully-automated", "legal-effect"], **PLACE},
        {"tag": "drm", "strength": "conditional", **PLACE},
    ]
    text = page(toy(restrictions=restrictions))
    assert section(text, "You must not use it for").splitlines() == [
        f"- **Weapons** {QUOTE}",
        "- **Decisions on hiring, work or pay**: only without a person who decides and with legal effects for people "
        + QUOTE,
    ]
    assert "**Locking copies technically" in section(text, "Barred only in part")
    assert "It forbids or limits 3 uses by name." in text


def test_limits_give_their_numbers_and_the_day_of_counting() -> None:
    conditions = [
        {
            "kind": "threshold",
            "metric": "MAU",
            "value": 700000000,
            "measured": "release-date",
            "measured_at": "2024-07-23",
            "over": "all products",
            "effect": "need-license",
            "on": ["modify"],
            **PLACE,
        },
        {
            "kind": "threshold",
            "metric": "annual-revenue",
            "value": 1000000,
            "effect": "terminates",
            "inclusive": True,
            **PLACE,
        },
        {
            "kind": "territory",
            "excluded": ["EU", "KR"],
            "tested_on": ["licensee-seat"],
            "multimodal_only": True,
            **PLACE,
        },
        {"kind": "territory", "excluded": ["CH", "JP"], "tested_on": [], "other_terms": True, **PLACE},
        {"kind": "purpose", "purpose": "research", **PLACE},
        {"kind": "actor", "actors": "competitor", **PLACE},
        {"kind": "change-date", "years": 4, **PLACE},
        {"kind": "exempt", "who": "charity, education, government", "on": ["register"], **PLACE},
        {"kind": "trade-controls", **PLACE},
        {"kind": "parameters-outside-text", **PLACE},
    ]
    text = page(toy(conditions=conditions, permits={"modify": {"value": "yes", **PLACE}}))
    limits = section(text, "Limits").splitlines()
    assert limits[0] == (
        "- **Above 700,000,000 monthly active users, you need a further license from the licensor**: counted once, for"
        " the day on which the work was released: 2024-07-23; what counts: all products; bears on changes " + QUOTE
    )
    assert limits[1].startswith(
        "- **From 1,000,000 US dollars of yearly revenue, your license ends**: counted as it is now"
    )
    assert limits[2].startswith(
        "- **No rights for the European Union, South Korea**: what counts is where you are based;"
    )
    assert limits[3].startswith("- **Other terms hold for Switzerland, JP**: those terms were not read")
    assert [line.partition("**")[2].partition("**")[0] for line in limits[4:]] == [
        "Only for research",
        "Who you are matters: competitor",
        "After 4 years other terms, wider ones, hold",
        "Freed of this: charities, schools and universities, and public bodies",
        "Export and sanctions laws must be kept",
        "A part of the terms stands outside the text that was read: look for it where you got your copy",
    ]
    assert "bears on registration" in limits[7]
    assert "**Change the model**: see Limits for how large you are" in section(text, "You may")


def test_derivatives_tell_answers_from_guesses() -> None:
    text = page(
        toy(
            derivatives={"fine-tunes": "yes", "merges": "silent", "links:dynamic": "no"},
            derivative_clauses={"fine-tunes": PLACE, "merges": {"inferred": "likely-no"}, "links:dynamic": PLACE},
        )
    )
    told = section(text, "What counts as a derivative")
    assert f"- **A work that holds the weights of the model, trained further** {QUOTE}" in told
    assert "a reader's guess, which is no answer: probably no" in told
    assert f"- **A work that links or imports the model (dynamic)** {QUOTE}" in told


def test_other_licenses_and_added_limits_are_named() -> None:
    text = page(
        toy(
            compatible_with=["Other-1.0"],
            combines_with=["Third-2.0"],
            or_later="Toy-1.0-or-later",
            later=["Toy-2.0-or-later"],
            no_further_restrictions=PLACE,
            treats_as_restriction=["naming"],
            sells_exceptions=True,
        )
    )
    told = section(text, "Works together with")
    for wanted in ("`Other-1.0`", "`Third-2.0`", "`Toy-1.0-or-later`", "`Toy-2.0-or-later`", QUOTE, "names of models"):
        assert wanted in told
    assert "offers other terms on request" in told
    assert section(page(toy()), "Works together with") == "It names no other license."


def test_contested_points_are_told_with_every_position() -> None:
    text = page(toy(readings=[{"id": "flux-outputs", "statements": ["permits.use-outputs", "derivatives.merges"]}]))
    told = section(text, "Where experts disagree")
    assert "- `free`: " in told
    assert "- `noncommercial`: " in told
    assert "It bears on use of outputs, whether a work holds the weights of it, combined with others." in told
    assert "Experts read it in different ways on 1 point." in text


def test_a_contested_point_that_is_not_described_is_named() -> None:
    text = page(toy(readings=[{"id": "own-point", "statements": ["duties.naming"]}]))
    assert section(text, "Where experts disagree").endswith("**own point** (`own-point`) It bears on names of models.")


def test_a_text_in_excerpts_is_called_so() -> None:
    documents = [{"name": "policy", "source": "toys", "sha256": "a" * 64, "excerpt": True}]
    assert f"- policy: `toys`, SHA-256 `{'a' * 64}`; only quoted parts were at hand" in page(toy(documents=documents))


def test_a_page_shows_hostile_words_and_obeys_none() -> None:
    evil = "<img src=x onerror=alert(1)> [x](javascript:y) **z** | `w`\n# head"
    clause = {"section": "# 1", "locator": "</p><script>"}
    text = page(toy(name=evil, notes=[evil], permits={"modify": {"value": "yes", **clause, "note": evil}}))
    parsed = MarkdownIt("commonmark").parse(text)
    inside = [piece for block in parsed for piece in block.children or ()]
    assert not {"html_block", "html_inline", "image"} & {piece.type for piece in (*parsed, *inside)}
    assert [piece for piece in inside if piece.type == "link_open"] == []
    assert sum(piece.content.count(clean(evil)) for piece in parsed if piece.type == "inline") == 0
    assert "".join(piece.content for piece in inside).count(clean(evil)) == 3


def clauses(terms: License) -> Iterator[Clause]:
    statements = (*terms.permits.values(), *terms.duties.values(), *terms.conditions, *terms.restrictions)
    found = [statement.clause for statement in (*statements, *terms.derivatives.values())]
    yield from (clause for clause in (*found, terms.no_further_restrictions) if clause)


@pytest.mark.parametrize("license_id", ids())
def test_every_clause_of_a_record_stands_on_its_page(license_id: str) -> None:
    terms = load(license_id)
    text = page(terms)
    assert NOTICE in text
    for clause in clauses(terms):
        number, name = f"section {escaped(clause.section)}", f'part "{escaped(clause.section)}"'
        section_ = number if clause.section[0].isdigit() else name
        assert f'{section_}: "{escaped(clause.quote)}")' in text
    for entry in (*terms.permits.values(), *terms.duties.values(), *terms.conditions, *terms.restrictions):
        assert escaped(entry.note) in text
    for document in terms.documents:
        assert document.sha256 in text


def test_a_part_without_a_number_and_another_document_are_named() -> None:
    documents = [{"name": name, "source": "toys", "sha256": "0" * 64} for name in ("license", "policy")]
    clause = {"document": "policy", "section": "Prohibited Uses", "locator": "no harm"}
    text = page(toy(documents=documents, restrictions=[{"tag": "harm", "strength": "prohibited", **clause}]))
    assert '- **Harming people** (policy, part "Prohibited Uses": "no harm")' in text


def test_the_command_prints_the_page(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["license", "show", "agpl-3.0", "-f", "markdown"]) == 0
    printed = capsys.readouterr().out
    assert printed == page(load("AGPL-3.0-only"))
    owed = section(printed, "You owe")
    assert "both let others use it over a network and change it" in owed
    assert '(section 13: "an opportunity to receive the Corresponding Source of your version")' in owed


def test_an_or_later_id_has_a_page_of_its_own(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["license", "show", "gpl-2.0-or-later", "-f", "markdown"]) == 0
    assert "`GPL-2.0-or-later`, a license for software" in capsys.readouterr().out
