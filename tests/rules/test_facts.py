"""Facts: stated, answered, assumed or unknown; an unknown fact is a question and never a value."""

from collections.abc import Callable
from datetime import date

import pytest

from licet.model.system import System
from licet.model.terms import Territory, Threshold
from licet.model.use import Measurement, Use
from licet.model.vocabulary import Kind
from licet.rules.facts import Ask, Facts, Later, Unknown
from tests.rules.build import LLAMA, answered, known, link, made, part, system, taking, use

BARE = [link("product", "embeds", "part")]


def put(given: Use, **more: bool) -> System:
    """A product with one part; keywords are facts of the part."""
    return system([part("part", license="MIT", facts=more)], BARE, use=given)


def asked(call: Callable[[], object]) -> str:
    """The id of the question that a call raises."""
    with pytest.raises(Unknown) as raised:
        call()
    return raised.value.ask.id


# -- yes and no ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("ask", "yes", "no", "question"),
    [
        (Facts.commercial, use(commercial=True), use(commercial=False), "commercial"),
        (Facts.publishes_research, use(publishes_research=True), use(publishes_research=False), "publishes-research"),
        (Facts.publishes_outputs, use(publishes_outputs=True), use(publishes_outputs=False), "publishes-outputs"),
        (Facts.personal_data, use(personal_data=True), use(personal_data=False), "personal-data"),
    ],
)
def test_a_use_is_stated_or_asked(ask: Callable[[Facts], bool], yes: Use, no: Use, question: str) -> None:
    assert ask(Facts(put(yes))) is True
    assert ask(Facts(put(no))) is False
    assert asked(lambda: ask(Facts(put(use())))) == question


def test_a_stated_fact_says_so() -> None:
    facts = Facts(put(use(commercial=True)))
    facts.commercial()
    assert facts.used == {"commercial": "yes (stated)"}


def test_an_answer_counts_like_a_stated_fact_and_names_its_file() -> None:
    facts = Facts(answered(put(use()), "commercial", yes=False))
    assert facts.commercial() is False
    assert facts.used == {"commercial": "no ([answers] of licet.toml)"}


def test_a_stated_fact_beats_an_answer() -> None:
    assert Facts(answered(put(use(commercial=True)), "commercial", yes=False)).commercial() is True


def test_an_assumption_answers_without_a_trace_and_leaves_the_first_facts_alone() -> None:
    facts = Facts(put(use()))
    ask = Ask("commercial", "?", "product")
    assert facts.assume(ask, "yes").commercial() is True
    assert facts.assume(ask, "no").commercial() is False
    assert facts.assume(ask, "yes").used == {}
    assert asked(facts.commercial) == "commercial"


def test_assumptions_add_up() -> None:
    facts = Facts(put(use())).assume(Ask("commercial", "?", "product"), "yes")
    both = facts.assume(Ask("personal-data", "?", "product"), "no")
    assert (both.commercial(), both.personal_data()) == (True, False)


def test_an_unknown_company_is_asked() -> None:
    assert Facts(put(use(organization="company"))).is_company()
    assert not Facts(put(use(organization="academic"))).is_company()
    assert asked(Facts(put(use())).is_company) == "organization:company"


# -- positions ----------------------------------------------------------------------------------------------------


def test_a_contested_point_is_open_until_a_position_is_chosen() -> None:
    judged = put(use())
    with pytest.raises(Unknown) as raised:
        Facts(judged).position("merge-improves-llm", "part")
    ask = raised.value.ask
    assert (ask.id, ask.reading, ask.about) == ("reading:merge-improves-llm", "merge-improves-llm", "part")
    assert ask.answers == ("derivative-exception", "breach")
    chosen = Facts(taking(judged, "merge-improves-llm", "breach"))
    assert chosen.position("merge-improves-llm") == "breach"
    assert chosen.used == {"reading:merge-improves-llm": "breach ([positions] of licet.toml)"}


def test_yes_and_no_answer_no_contested_point() -> None:
    """`[answers]` holds yes and no; only `[positions]` can choose a reading."""
    judged = answered(put(use()), "reading:merge-improves-llm", yes=True)
    assert asked(lambda: Facts(judged).position("merge-improves-llm")) == "reading:merge-improves-llm"


# -- delivery -----------------------------------------------------------------------------------------------------

SHIPPING = ["on-premises", "on-device", "distributed-binary", "distributed-source", "distributed-weights"]


@pytest.mark.parametrize("channel", SHIPPING)
def test_these_deliveries_hand_out_copies(channel: str) -> None:
    facts = Facts(put(use(delivery=[channel])))
    assert facts.ships()
    assert facts.ships(Kind.MODEL)
    assert facts.ships(Kind.DATASET)
    assert not facts.hosts()


@pytest.mark.parametrize("channel", ["hosted-api", "hosted-app"])
def test_these_deliveries_are_hosted(channel: str) -> None:
    facts = Facts(put(use(delivery=[channel])))
    assert facts.hosts()
    assert not facts.ships()


@pytest.mark.parametrize("delivery", [["internal"], ["outputs-only"], []])
def test_these_deliveries_do_neither(delivery: list[str]) -> None:
    facts = Facts(put(use(delivery=delivery)))
    assert not facts.ships()
    assert not facts.hosts()
    assert facts.used["delivery"] == (", ".join(delivery) or "none")


def test_a_data_release_hands_out_data_alone() -> None:
    facts = Facts(put(use(delivery=["dataset-release"])))
    assert facts.ships(Kind.DATASET)
    assert facts.ships(Kind.OUTPUT)
    assert not facts.ships(Kind.MODEL)
    assert not facts.ships(Kind.LIBRARY)


def test_several_channels_add_up() -> None:
    facts = Facts(put(use(delivery=["internal", "hosted-api", "on-device"])))
    assert facts.ships()
    assert facts.hosts()


def test_unknown_delivery_is_two_questions() -> None:
    facts = Facts(put(use()))
    assert asked(facts.ships) == "delivery:distributed"
    assert asked(facts.hosts) == "delivery:hosted"


def test_outputs_only_publishes_outputs() -> None:
    assert Facts(put(use(delivery=["outputs-only"]))).publishes_outputs()
    assert Facts(put(use(delivery=["outputs-only"], publishes_outputs=False))).publishes_outputs()


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        (use(delivery=["internal"]), False),
        (use(delivery=["internal", "outputs-only"]), False),
        (use(delivery=[]), False),
        (use(delivery=["distributed-weights"]), True),
        (use(delivery=["hosted-api"]), True),
        (use(delivery=["internal"], makes_trained_model_available=True), True),
        (use(delivery=["distributed-weights"], makes_trained_model_available=False), False),
        (use(makes_trained_model_available=True), True),
    ],
)
def test_when_a_trained_model_is_made_available(given: Use, expected: bool) -> None:  # noqa: FBT001 - a column
    assert Facts(put(given)).makes_model_available() is expected


def test_whether_a_trained_model_is_made_available_is_asked() -> None:
    assert asked(Facts(put(use())).makes_model_available) == "delivery:distributed"


def test_fields_are_a_complete_list() -> None:
    facts = Facts(put(use(fields=["military"])))
    assert facts.serves("military")
    assert not facts.serves("spam")
    assert not Facts(put(use(fields=[]))).serves("military")


# -- sizes --------------------------------------------------------------------------------------------------------


def llama_threshold() -> Threshold:
    """Section 2 of Llama 3.1: 700 million monthly users on the release date."""
    record = known(LLAMA)
    assert record is not None
    return next(condition for condition in record.conditions if isinstance(condition, Threshold))


@pytest.mark.parametrize(
    ("sizes", "expected"),
    [
        (700_000_000, False),
        (700_000_001, True),
        ((Measurement(value=700_000_001, at=date(2024, 7, 23)),), True),
        ((Measurement(value=1, at=date(2020, 1, 1)), Measurement(value=700_000_001, at=date(2024, 7, 23))), True),
    ],
)
def test_a_size_answers_where_it_was_measured(sizes: int | tuple[Measurement, ...], expected: bool) -> None:  # noqa: FBT001 - a column
    record = known(LLAMA)
    assert record is not None
    facts = Facts(put(use(sizes={"monthly_active_users": sizes})))
    assert facts.above(llama_threshold(), record) is expected
    assert facts.used["monthly_active_users"].endswith("(stated)")


@pytest.mark.parametrize(
    "sizes",
    [
        {},
        {"daily_active_users": 1},
        {"monthly_active_users": (Measurement(value=1, at=date(2024, 7, 22)),)},
    ],
)
def test_a_size_of_another_day_or_kind_is_asked(sizes: dict[str, int | tuple[Measurement, ...]]) -> None:
    record = known(LLAMA)
    assert record is not None
    facts = Facts(put(use(sizes=sizes)))
    assert asked(lambda: facts.above(llama_threshold(), record)) == f"above:MAU:700000000@{LLAMA}"


# -- places -------------------------------------------------------------------------------------------------------


def territory(*tested_on: str) -> Territory:
    """A condition that leaves the Union out."""
    condition = {"kind": "territory", "excluded": ["EU"], "tested_on": list(tested_on), "on": ["host"]}
    found = made(conditions=[condition]).conditions[0]
    assert isinstance(found, Territory)
    return found


def test_the_seat_alone_decides_where_the_seat_is_tested() -> None:
    seat = territory("licensee-seat")
    assert Facts(put(use(seat="IE", territories=["US"]))).inside_territory(seat)
    assert not Facts(put(use(seat="US", territories=["EU"]))).inside_territory(seat)
    assert asked(lambda: Facts(put(use(territories=["EU"]))).inside_territory(seat)) == "seat:EU"


def test_places_of_use_decide_where_they_are_tested() -> None:
    place = territory("place-of-use", "output-location")
    assert Facts(put(use(seat="US", territories=["FR"]))).inside_territory(place)
    assert not Facts(put(use(seat="US", territories=["US"]))).inside_territory(place)
    assert asked(lambda: Facts(put(use(seat="US"))).inside_territory(place)) == "territory:EU"


def test_both_tests_are_alternatives() -> None:
    both = territory("licensee-seat", "end-user")
    assert Facts(put(use(seat="DE"))).inside_territory(both)
    assert Facts(put(use(seat="US", territories=["worldwide"]))).inside_territory(both)
    assert not Facts(put(use(seat="US", territories=["US"]))).inside_territory(both)


# -- parts and links ----------------------------------------------------------------------------------------------


def test_a_fact_of_a_part_is_stated_or_asked_by_name() -> None:
    facts = Facts(put(use(), users_reach_functionality=True))
    assert facts.of_part("part", "users-reach-functionality", "?")
    assert facts.used == {"users-reach-functionality of part": "yes (stated)"}
    assert asked(lambda: Facts(put(use())).of_part("part", "users-reach-functionality", "?")) == (
        "users-reach-functionality:part"
    )


@pytest.mark.parametrize(
    ("how", "stated", "expected"),
    [
        ("embeds", True, True),
        ("embeds", False, False),
        ("fine-tunes", None, True),
        ("quantizes", False, True),
        ("extracts-from", None, True),
    ],
)
def test_a_change_is_stated_or_made_by_a_link(how: str, stated: bool | None, expected: bool) -> None:  # noqa: FBT001 - columns
    facts = {} if stated is None else {"modified": stated}
    judged = system([part("part", license="MIT", facts=facts)], [link("product", how, "part")])
    assert Facts(judged).modified(judged.exposures["part"][0]) is expected


def test_a_change_further_down_the_way_is_a_change() -> None:
    parts = [part("middle", license="MIT"), part("part", license="MIT")]
    judged = system(parts, [link("product", "fine-tunes", "middle"), link("middle", "copies", "part")])
    assert Facts(judged).modified(judged.exposures["part"][0])


def test_whether_a_part_was_changed_is_asked() -> None:
    judged = put(use())
    assert asked(lambda: Facts(judged).modified(judged.exposures["part"][0])) == "modified:part"


def test_one_work_is_stated_on_the_link_or_asked_of_the_architecture() -> None:
    for stated in (True, False):
        judged = system([part("part")], [link("product", "calls", "part", one_work=stated)])
        assert Facts(judged).one_work(judged.links[0]) is stated
    judged = system([part("part")], [link("product", "calls", "part")])
    assert asked(lambda: Facts(judged).one_work(judged.links[0])) == "one-work:part"
    assert Facts(answered(judged, "one-work:part", yes=False)).one_work(judged.links[0]) is False


def test_what_is_open_is_passed_over_and_asked_later() -> None:
    later = Later(Facts(put(use())))
    looked_at = []
    for name in ("first", "second"):
        with later:
            looked_at.append(name)
            Facts(put(use())).yes(Ask(name, "?", "product"))
    with later:
        looked_at.append("known")
    assert looked_at == ["first", "second", "known"]
    assert asked(later.ask) == "first"


def test_nothing_is_asked_where_nothing_was_open_and_other_errors_are_raised() -> None:
    later = Later(Facts(put(use())))
    with later:
        pass
    later.ask()
    with pytest.raises(KeyError), later:
        raise KeyError
