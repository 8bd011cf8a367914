"""The index as it is written: the same rules give the same bytes, numbers go in and never text."""

import numpy as np
import pytest

from licet.identify.hashing import LONGEST, SAMPLE, runs
from licet.identify.index import BLANK, CONTINUOUS, FIXED, KINDS, STANDARD, TERM, TOPIC, UNKNOWN, Index, Name, index_of
from licet.identify.normalize import keys_of, split
from licet.identify.packing import Rule, pack
from tests.identify.conftest import RULES, SAUCER, TEAPOT, packed, printed
from tests.identify.invented import index_of_rules, rule


def test_the_index_holds_numbers_for_the_words_and_blanks_for_the_gaps(kitchen: Index) -> None:
    (one,) = (known for known in kitchen.known() if known.license == "LicenseRef-Teapot")
    words, text = split(TEAPOT), kitchen.words(one.rule)
    assert len(text) == len(words) == one.size
    blank = np.flatnonzero(text == BLANK)
    spelled = split(TEAPOT)
    assert " ".join(spelled.passage(int(at), int(at) + 1) for at in blank) == "the Teapot Club BY THE POTTERS"
    rest = text != BLANK
    assert (kitchen.numbers(words.keys)[rest] == text[rest]).all()
    assert (kitchen.words(one.rule, blanked=False) == kitchen.numbers(words.keys)).all()


def test_no_word_of_a_text_is_in_the_index() -> None:
    data = packed([printed("LicenseRef-Teapot", TEAPOT)])
    assert b"scalded" not in data.lower()
    assert int(keys_of(["scalded"])[0]).to_bytes(8, "little") in data


def test_the_same_texts_give_the_same_bytes() -> None:
    prints = [printed("LicenseRef-Saucer", SAUCER), printed("LicenseRef-Teapot", TEAPOT)]
    assert packed(prints) == packed(prints)


def test_too_many_words_are_refused() -> None:
    many = printed("LicenseRef-Many", " ".join(f"w{number}" for number in range(BLANK + 100)))
    with pytest.raises(ValueError, match="16 bits"):
        packed([many])


def test_too_many_rules_are_refused() -> None:
    with pytest.raises(ValueError, match="16 bits"):
        pack([rule("one cup")] * BLANK, {}, RULES)


def test_every_word_has_a_number_and_others_are_unknown(kitchen: Index) -> None:
    keys = split(f"{TEAPOT} {SAUCER}").keys
    numbers = kitchen.numbers(keys)
    assert (kitchen.vocabulary[numbers] == keys).all()
    assert kitchen.numbers(split("hovercraft full of eels").keys).tolist()[0] == UNKNOWN
    assert len(kitchen.vocabulary) == len(set(keys.tolist()))


def test_words_that_speak_of_terms_and_topics_are_marked() -> None:
    index = index_of_rules(rule("a cup may be used for military tea"))
    flags = dict(zip(index.vocabulary.tolist(), index.flags.tolist(), strict=True))
    may, military, cup = (flags[key] for key in keys_of(["may", "military", "cup"]).tolist())
    assert (may, military, cup) == (TERM, TOPIC, 0)


def test_properties_of_a_rule_come_back() -> None:
    first = Rule(
        keys=tuple(split("the cup is lent under the cup license").keys.tolist()),
        expression="cup OR spoon",
        kind="reference",
        relevance=70,
        coverage=80,
        continuous=True,
        fixed=True,
        phrases=((1, 2), (6, 8)),
    )
    index = index_of_rules(first, rule("a spoon is lent with it", "spoon"))
    rules = index.rules
    assert [index.expressions[number] for number in rules.expression] == ["cup OR spoon", "spoon"]
    assert [KINDS[number] for number in rules.kind] == ["reference", "notice"]
    assert rules.size.tolist() == [8, 6]
    assert rules.start.tolist() == [0, 8]
    assert (rules.relevance.tolist(), rules.coverage.tolist()) == ([70, 100], [80, 0])
    assert rules.flags.tolist() == [CONTINUOUS | FIXED, 0]
    assert rules.phrase.tolist() == [0, 2, 2]
    assert index.phrases.tolist() == [1, 2, 6, 8]
    assert index.known() == ()


def test_a_known_text_is_the_standard_and_so_is_what_is_like_it() -> None:
    known = printed("LicenseRef-Saucer", SAUCER)
    names = {"saucer": Name(id="LicenseRef-Saucer", key="saucer", name="Saucer", category="")}
    copy = split(SAUCER.replace("song", "tune")).keys
    rules = [
        Rule(keys=known.keys, expression="saucer", kind="text", known=known),
        Rule(keys=tuple(copy.tolist()), expression="saucer", kind="text", like=0),
        rule(SAUCER.replace("song", "poem"), "saucer", "text"),
    ]
    index = index_of(pack(rules, names, RULES))
    assert index.rules.flags.tolist() == [STANDARD, STANDARD, 0]
    assert index.rules.like.tolist() == [0, 0, -1]
    assert index.rules.known.tolist() == [0, -1, -1]
    assert index.texts_of == {"LicenseRef-Saucer": (0,)}
    assert index.names["saucer"].id == "LicenseRef-Saucer"


def test_each_rule_is_anchored_at_the_run_that_fewest_rules_have() -> None:
    index = index_of_rules(
        rule("pour the tea into the small cup"), rule("pour the tea into the tall glass"), rule("lid")
    )
    places = dict(zip(index.anchors.rules.tolist(), index.anchors.places.tolist(), strict=True))
    # "pour the tea into" and "the tea into the" stand in both
    assert places == {0: 2, 1: 2, 2: 0}
    for number, place in places.items():
        own = index.vocabulary[index.words(number)]
        size = min(LONGEST, len(own))
        assert int(runs(own, size)[place]) in index.anchors.keys.tolist()


def test_samples_tell_where_they_stand(kitchen: Index) -> None:
    for one in kitchen.known():
        keys = runs(kitchen.vocabulary[kitchen.words(one.rule, blanked=False)], SAMPLE)
        at, first, last = kitchen.samples.find(keys)
        own = {
            (int(here), int(kitchen.samples.places[posting]))
            for here, begin, end in zip(at, first, last, strict=True)
            for posting in range(begin, end)
            if kitchen.samples.rules[posting] == one.rule
        }
        assert len(own) == kitchen.rules.samples[one.rule] > 0
        assert all(keys[here] == keys[there] for here, there in own)
    nothing, _, _ = kitchen.samples.find(runs(split("hovercraft full of eels and more eels").keys, SAMPLE))
    assert len(nothing) == 0


def test_a_rule_that_is_never_compared_has_no_samples() -> None:
    text = "each of the twelve cups is put back upon its own saucer before noon"
    index = index_of_rules(rule(text), rule(f"{text} today", fixed=True))
    assert index.rules.samples[0] == len(split(text)) - SAMPLE + 1
    assert index.rules.samples[1] == 0
    assert set(index.samples.rules.tolist()) == {0}
