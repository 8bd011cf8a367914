from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.cells import cell_len

from licet.model.analysis import Analysis
from licet.model.bom import Evidence, Problem
from licet.model.findings import MayMatter, Settled
from licet.model.vocabulary import Verdict
from licet.report.options import NARROWEST, Options
from licet.report.terminal import render
from licet.report.view import result_of
from tests.report import factory

CLEAN = """\
  mini-app 1.0                                               1 model, 2 packages
  ALLOWED   nothing found against it · nothing due                   gate passes
  commercial · hosted API · EU, US
"""
"""Written by hand: the widest that three lines of 80 columns can say."""


def text(analysis: Analysis, **options: int) -> str:
    return render(
        result_of(analysis),
        Options(
            width=options.get("width", 80),
            color=bool(options.get("color")),
            ascii=bool(options.get("ascii")),
            quiet=bool(options.get("quiet")),
        ),
    )


def flat(words: str) -> str:
    return " ".join(words.split())


def test_a_clean_result_takes_three_lines() -> None:
    assert text(factory.clean()) == CLEAN


def test_the_first_lines_give_product_verdict_and_use() -> None:
    lines = text(factory.blocked()).splitlines()
    assert lines[0].split() == ["recommender-api", "2.1"]
    assert "144 packages" in lines[1]
    assert lines[2].startswith("  BLOCKED   1 blocked · 2 need review · 144 duties due · 1 pending")
    assert lines[2].endswith("gate fails")
    assert lines[3].strip() == "commercial · hosted API · EU, US · serves HR decisions"


def test_a_finding_gives_rule_clause_source_path_and_ways_out() -> None:
    lines = text(factory.blocked(), width=110).splitlines()
    at = next(number for number, line in enumerate(lines) if line.startswith("  BLOCKED  F1"))
    assert lines[at].endswith("noncommercial-only")
    assert '"for NonCommercial purposes only"' in lines[at + 1]
    assert "CC-BY-NC-4.0 §2.a.1" in lines[at + 1]
    assert lines[at + 1].endswith("(text, models/ranker-nc/LICENSE:41)")
    assert lines[at + 2].strip().startswith("product ─embeds→ blender ─merges→ ranker-nc")
    assert lines[at + 2].endswith("models/blend.yaml:7")
    assert lines[at + 3].split("  ")[-1] == "R1 replace with ranker-base (Apache-2.0, same task)"
    assert "clear it by" in lines[at + 3]
    assert lines[at + 4].strip() == "R2 acquire a commercial license from the author"


def test_a_review_carries_its_question_and_the_verdict_under_each_answer() -> None:
    words = flat(text(factory.blocked()))
    question = "Does retrieval-engine run in your process, or was it modified? [one-work:retrieval-engine]"
    assert f"decides {question} yes → blocked; no → allowed with duties" in words


def test_contested_readings_are_shown_with_their_verdicts() -> None:
    words = flat(text(factory.blocked()))
    assert "if read as adapted material → blocked; produced work → allowed with duties; neither → allowed" in words
    assert "[training-on-share-alike-data]" in words


def test_each_position_names_who_holds_it() -> None:
    words = flat(text(factory.blocked()))
    held = (
        "held by adapted material: A. Reader, B. Reader + 1 more; produced work: no published holder found; neither: "
    )
    assert held in words


def test_a_reading_that_is_asked_as_a_question_is_not_told_twice() -> None:
    question = replace(factory.QUESTIONS[0], id="reading:training-on-share-alike-data")
    finding = replace(factory.FINDINGS[2], questions=(question.id,))
    words = text(replace(factory.blocked(packages=0), findings=(finding,), questions=(question,)))
    assert "if read as" not in words
    assert "[reading:training-on-share-alike-data]" in flat(words)
    assert flat(words).count("held by adapted material: A. Reader, B. Reader + 1 more") == 1


def test_blocked_comes_before_review_before_duties_before_the_plan() -> None:
    words = text(factory.blocked())
    places = [
        words.index(mark) for mark in ("  BLOCKED  F1", "  REVIEW   F2", "  DUE ", "  PENDING", "  PLAN", "  more ")
    ]
    assert places == sorted(places)


def test_what_nobody_stated_and_a_license_limits_is_told_with_its_section_and_the_rest_is_counted() -> None:
    words = " ".join(text(factory.blocked()).split())
    assert (
        "CAN DO what Llama-3.1-8B can do, not stated: Llama 3.1 Community License prohibits military §2.a; "
        "limits medical advice §2.c + 1 more where not all terms were read"
    ) in words


def test_a_field_that_is_stated_is_a_finding_and_no_surprise() -> None:
    words = " ".join(text(factory.blocked()).split())
    told = words[words.index("CAN DO") :]
    assert "HR decisions" not in told[: told.index("ASK")]


def test_what_repeats_is_one_line() -> None:
    words = text(factory.blocked())
    assert "keep the notices of 143 packages" in words
    assert words.count("notices") == 1
    assert len(words.splitlines()) < 64
    assert "1 term for litigation or a breach" in words


def test_one_due_duty_says_how_to_meet_it() -> None:
    assert 'display "Built with Llama" on the product page' in flat(text(factory.blocked()))


def test_the_plan_names_what_was_not_told_before() -> None:
    words = flat(text(factory.blocked()))
    assert "PLAN R1 + R4 → ALLOWED WITH DUTIES cheapest of 7, proven; cost 7" in words


def test_without_a_plan_a_failing_gate_says_so() -> None:
    words = flat(text(factory.unstated()))
    assert "PLAN no set of remedies is proven to clear the gate; 1 open question must be answered first" in words
    assert "licet ask" in words


def test_files_not_read_are_five_and_a_count() -> None:
    base = factory.clean()
    problems = tuple(Problem(path=f"weights/{number}.bin", reason="unknown format") for number in range(7))
    words = text(replace(base, bom=replace(base.bom, problems=problems)))
    assert words.count("unknown format") == 5
    assert "+ 2 more files" in words


def test_without_a_licet_toml_it_says_what_to_run() -> None:
    assert "licet init" in text(factory.unstated())
    assert "licet init" not in text(factory.blocked())


def test_a_waived_finding_is_told_apart_and_not_counted() -> None:
    words = text(factory.blocked())
    assert "  WAIVED   F5" in words
    assert "REVIEW   F5" not in words


def test_many_findings_of_one_kind_are_one_block() -> None:
    many = tuple(replace(factory.FINDINGS[1], id=f"F{number}", key=f"k{number}") for number in range(1, 31))
    words = text(replace(factory.blocked(packages=0), findings=many))
    assert words.count("  REVIEW ") == 1
    assert "+ 26 more" in words


def test_many_findings_of_many_kinds_end_in_titles_and_a_count() -> None:
    many = tuple(
        replace(factory.FINDINGS[0], id=f"F{number}", rule=f"rule-{number}", key=f"k{number}")
        for number in range(1, 31)
    )
    words = text(replace(factory.blocked(packages=0), findings=many))
    assert words.count("clear it by") == 8
    assert words.count("  BLOCKED  F") == 20
    assert "+ 10 more findings" in words


def test_quiet_is_the_verdict_line_alone() -> None:
    lines = text(factory.blocked(), quiet=1).splitlines()
    assert len(lines) == 1
    assert lines[0].startswith("  BLOCKED ")
    assert text(factory.clean(), quiet=1) == CLEAN.splitlines(keepends=True)[1]


def test_color_is_never_the_only_sign() -> None:
    colored = text(factory.blocked(), color=1)
    assert "\x1b[" in colored
    bare = "".join(part.partition("m")[2] if number else part for number, part in enumerate(colored.split("\x1b[")))
    assert bare == text(factory.blocked())


@pytest.mark.parametrize("build", [factory.blocked, factory.clean, factory.unstated, factory.crowded])
@pytest.mark.parametrize("width", [80, 60, NARROWEST])
@pytest.mark.parametrize("ascii_only", [0, 1])
def test_no_line_is_longer_than_the_width(build: object, width: int, ascii_only: int) -> None:
    assert callable(build)
    words = text(build(), width=width, ascii=ascii_only)
    assert max(cell_len(line) for line in words.splitlines()) <= width
    assert not any(line != line.rstrip() for line in words.splitlines())
    assert words.isascii() or not ascii_only


HOSTILE = st.one_of(
    st.text(min_size=1, max_size=80),
    st.sampled_from(
        ["[red]x[/red]", "\x1b]0;title\x07", "a\nb\r\nc", "\u202eabc", "漢字" * 40, "W" * 300, "[/]", "{}"]
    ),
)


@settings(max_examples=80, deadline=None)
@given(HOSTILE, st.sampled_from([80, 60, NARROWEST]), st.booleans())
def test_no_name_breaks_the_width_or_reaches_the_terminal(name: str, width: int, ascii_only: bool) -> None:  # noqa: FBT001 - drawn by hypothesis
    words = text(factory.named(name), width=width, ascii=int(ascii_only))
    assert all(line.isprintable() for line in words.split("\n"))
    assert max(cell_len(line) for line in words.splitlines()) <= width
    assert words.isascii() or not ascii_only


def test_markup_in_a_name_stays_text() -> None:
    assert "[red]evil[/red]" in text(factory.named("[red]evil[/red]"))


# -- open facts together -----------------------------------------------------------------------------------------------


def test_the_fewest_answers_that_open_the_gate_are_told_with_the_verdict_then() -> None:
    first = Settled(answers={"one-work:engine": "no", "commercial": "no"}, verdict=Verdict.WITH_DUTIES)
    other = Settled(answers={"one-work:engine": "no", "hosted": "no"}, verdict=Verdict.WITH_DUTIES)
    told = flat(text(replace(factory.blocked(), opened_by=(first, other)), width=110))
    assert "ANSWERS one-work:engine = no, commercial = no → ALLOWED WITH DUTIES" in told
    assert "2 answers, the fewest that open the gate; others as few do as well" in told
    assert "ANSWERS" not in text(factory.blocked())


def test_open_facts_that_were_too_many_to_try_are_never_left_out() -> None:
    facts = tuple(MayMatter(id=f"f{n}", asks=f"Is it so ({n})?", about="product", bears_on=("F1",)) for n in range(9))
    told = flat(text(replace(factory.blocked(), may_matter=facts), width=110))
    assert "MAY MATTER Is it so (0)? [f0]" in told
    assert "+ 4 more open facts" in told


# -- what to run next --------------------------------------------------------------------------------------------------


def unlicensed(*names: str) -> Analysis:
    """A system in which nothing is known of the licenses of some parts."""
    base = factory.blocked(packages=0)
    first = replace(factory.FINDINGS[0], rule="missing-license", verdict=Verdict.REVIEW)
    return replace(base, findings=tuple(replace(first, id=f"F{n}", components=(name,)) for n, name in enumerate(names)))


def test_what_could_not_be_reached_says_what_to_run_next() -> None:
    told = flat(text(unlicensed("pkg:pypi/a", "hf:datasets/o/d", "file:x"), width=110))
    assert "licet check --online looks up the license of 2 parts" in told
    assert "--online" not in text(unlicensed("file:x"))
    assert "--online" not in text(factory.blocked())


def test_where_something_was_looked_up_the_network_is_not_offered_again() -> None:
    analysis = unlicensed("pkg:pypi/a")
    part = replace(analysis.bom.components[0], evidence=(Evidence(path="hf:acme/x@0123456789ab/README.md"),))
    looked = replace(analysis, bom=replace(analysis.bom, components=(part, *analysis.bom.components[1:])))
    assert "--online" not in text(looked)


def test_a_long_plan_is_cut_and_says_where_it_stands_whole() -> None:
    base = factory.blocked()
    steps = tuple(replace(factory.REMEDIES[0], id=f"R{number}", key=f"r{number}") for number in range(50, 60))
    assert base.plan is not None
    plan = replace(base.plan, remedies=tuple(each.id for each in steps))
    told = flat(text(replace(base, remedies=steps, plan=plan), width=110))
    assert "+ 4 more (licet plan) →" in told
    assert "R55" in told
    assert "R56" not in told
