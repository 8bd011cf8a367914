"""What was asked once: the same answer, the same questions and the same traces as running it again."""

from collections.abc import Callable

import pytest

from licet.judge.watch import Watched
from licet.model.system import System
from licet.rules.facts import Ask, Facts, Kept, Later, Unknown
from licet.rules.remembered import remembered
from tests.rules.build import link, part, system, use

COLD = Ask("cold", "Is it cold?", "product")
WET = Ask("wet", "Is it wet?", "product")


class Bench:
    """A function of facts that counts how often it is run: it asks for wetness where it is cold alone."""

    def __init__(self) -> None:
        self.runs = 0

        @remembered
        def weather(facts: Facts, place: str) -> str:
            self.runs += 1
            facts.commercial()
            if not facts.yes(COLD):
                return f"fair in {place}"
            return f"snow in {place}" if facts.yes(WET) else f"frost in {place}"

        self.weather: Callable[[Facts, str], str] = weather


def put() -> System:
    return system([part("p", license="MIT")], [link("product", "embeds", "p")], use=use(commercial=True))


def test_a_path_that_is_known_is_not_run_again_and_leaves_the_same_traces() -> None:
    bench, kept, judged = Bench(), Kept(), put()
    place = "town"
    said = {"cold": "yes", "wet": "no"}
    first, second = Facts(judged, dict(said), kept=kept), Facts(judged, dict(said), kept=kept)
    assert bench.weather(first, place) == bench.weather(second, place) == "frost in town"
    assert bench.runs == 1
    assert first.used == second.used == {"commercial": "yes (stated)"}
    assert list(first.asked.items()) == list(second.asked.items()) == [("cold", COLD), ("wet", WET)]


def test_each_answer_is_a_path_of_its_own() -> None:
    bench, kept, judged = Bench(), Kept(), put()
    place = "town"
    answers = [{"cold": "no"}, {"cold": "yes", "wet": "yes"}, {"cold": "yes", "wet": "no"}]
    twice = [bench.weather(Facts(judged, dict(said), kept=kept), place) for said in answers * 2]
    assert twice == ["fair in town", "snow in town", "frost in town"] * 2
    assert bench.runs == 3


def test_arguments_are_told_apart() -> None:
    bench, kept, judged = Bench(), Kept(), put()
    places = ["here", "there"]
    assert [bench.weather(Facts(judged, {"cold": "no"}, kept=kept), each) for each in places] == [
        "fair in here",
        "fair in there",
    ]


def test_an_open_fact_is_asked_at_every_time_and_what_was_left_before_it_stays() -> None:
    bench, kept, judged = Bench(), Kept(), put()
    place = "town"
    bench.weather(Facts(judged, {"cold": "no"}, kept=kept), place)
    for assumed, asked in [({}, COLD), ({"cold": "yes"}, WET)] * 2:
        facts = Facts(judged, dict(assumed), kept=kept)
        with pytest.raises(Unknown) as raised:
            bench.weather(facts, place)
        assert (raised.value.ask, facts.used) == (asked, {"commercial": "yes (stated)"})


def test_who_guesses_is_given_first_answers_by_what_is_known_as_by_what_is_run() -> None:
    bench, kept, judged = Bench(), Kept(), put()
    place = "town"
    for _ in range(2):
        facts = Facts(judged, kept=kept).guessing({})
        assert bench.weather(facts, place) == "snow in town"
        assert facts.assumed == {"cold": "yes", "wet": "yes"}
    assert bench.runs == 1


def test_nothing_is_guessed_while_open_facts_are_passed_over() -> None:
    facts = Facts(put()).guessing({})
    later = Later(facts)
    with later:
        facts.yes(COLD)
    assert (later.first and later.first.ask, facts.assumed, facts.guesses) == (COLD, {}, True)


def test_what_was_read_is_noted_again() -> None:
    watched = Watched(put())
    facts = Facts(watched.as_system, {"cold": "no"}, kept=Kept(seen=watched.seen))
    bench = Bench()
    place = "town"
    noted = []
    for _ in range(2):
        watched.seen.clear()
        watched.seen.add(("label", "p"))
        bench.weather(facts, place)
        noted.append(set(watched.seen))
    assert bench.runs == 1
    assert noted[0] == noted[1]
    assert {("label", "p"), ("use", "commercial")} <= noted[0]
