"""The figures of reviews rest on a fixed split, on near-copies left out, and on plain counts."""

from benchmarks.review.__main__ import Case, Score, apart, guessed, statements
from licet.licenses import load


def case(name: str, *, gold: str = "", draft: str = "", text: str = "") -> Case:
    words = text.split()
    runs = frozenset(tuple(words[at : at + 4]) for at in range(len(words) - 3))
    return Case(
        id=name, half="tuning", runs=runs, gold=frozenset(gold.split()), draft=frozenset(draft.split()), unread=0
    )


def test_precision_recall_and_f1_are_those_of_the_counts() -> None:
    score = Score()
    score.add(case("a", gold="duties.display duties.naming", draft="duties.display duties.register"), "family")
    score.add(case("b", gold="duties.display", draft="duties.display"), "family")
    assert score.row("duties") == (3, 2 / 3, 2 / 3, 2 / 3)
    assert score.row("permits") == (0, 0.0, 0.0, 0.0)


def test_near_copies_are_left_out() -> None:
    text = " ".join(f"word{number}" for number in range(100))
    other = " ".join(f"other{number}" for number in range(100))
    found = apart([case("copy", text=text + " more words here today"), case("new", text=other)], [case("a", text=text)])
    assert [one.id for one in found] == ["new"]


def test_a_guess_is_what_most_known_records_say() -> None:
    known = [case("a", gold="x y"), case("b", gold="x"), case("c", gold="z")]
    assert [one.draft for one in guessed([case("d")], known)] == [frozenset({"x"})]


def test_a_record_says_what_it_permits_withholds_and_demands() -> None:
    found = statements(load("CC-BY-NC-4.0"))
    assert {"permits.use-commercially=no", "duties.keep-notices", "restrictions.noncommercial-only"} <= found
    assert not any(one.endswith("=conditional") for one in found)
