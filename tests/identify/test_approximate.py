"""Rules that stand in a text with changes: the one that explains a stretch best, if enough of it is there."""

import pytest

from licet.identify.approximate import Laid, find
from licet.identify.index import Index
from licet.identify.normalize import split
from tests.identify.conftest import SAUCER, TEAPOT
from tests.identify.invented import PROSE, everywhere, index_of_rules, read, rule

SENTENCE = "The charter holds at breakfast and at tea; at supper the host says\nwhat holds."
NOTICE = (
    "This cup is lent under the terms of the cup license, and whoever drinks from it keeps its handle clean, "
    "puts it back upon its own saucer, and tells the owner of every crack that was found in it."
)


def found(text: str, index: Index) -> list[Laid]:
    ready = read(text, index)
    return find(ready, everywhere(ready.words), everywhere(ready.words))


def names(laid: list[Laid], index: Index) -> list[str]:
    return [index.expressions[index.rules.expression[one.rule]] for one in laid]


def test_a_whole_text_is_one_block(kitchen: Index) -> None:
    (one,) = found(PROSE + SAUCER + PROSE, kitchen)
    ahead, size = len(split(PROSE)), len(split(SAUCER))
    assert (one.start, one.end, one.shared, one.size) == (ahead, ahead + size, size, size)
    assert len(one.blocks) == 1
    assert one.net == size


def test_a_changed_word_is_left_out_of_the_blocks(kitchen: Index) -> None:
    (one,) = found(SAUCER.replace("song", "poem"), kitchen)
    words = split(SAUCER)
    at = words.text[: words.text.index("song")].split()
    size = len(words)
    assert names([one], kitchen) == ["LicenseRef-Saucer"]
    assert (one.shared, one.size, one.start, one.end) == (size - 1, size, 0, size)
    assert [(block.here, block.there) for block in one.blocks] == [(0, 0), (len(at) + 1, len(at) + 1)]


def test_a_dropped_sentence_is_a_gap_in_the_rule_alone(kitchen: Index) -> None:
    assert SENTENCE in SAUCER
    (one,) = found(SAUCER.replace(SENTENCE, ""), kitchen)
    gone = len(split(SENTENCE))
    size = len(split(SAUCER))
    assert (one.shared, one.end) == (size - gone, size - gone)
    (before, after) = one.blocks
    assert after.here == before.here + before.size
    assert after.there == before.there + before.size + gone
    # three times the shared words, less the words on either side
    assert one.net == 3 * (size - gone) - size - (size - gone)


def test_an_added_sentence_is_a_gap_in_the_text_alone(kitchen: Index) -> None:
    added = "Broken cups are not spoken of."
    (one,) = found(SAUCER.replace("Disputes are", f"{added} Disputes are"), kitchen)
    assert one.shared == one.size
    assert one.end == one.size + len(split(added))


def test_two_texts_are_both_found_in_their_order(kitchen: Index) -> None:
    text = PROSE + TEAPOT.replace("14 days", "15 days") + PROSE + SAUCER.replace("song", "poem")
    assert names(found(text, kitchen), kitchen) == ["LicenseRef-Teapot", "LicenseRef-Saucer"]


def test_prose_and_a_few_words_are_no_license(kitchen: Index) -> None:
    assert found(PROSE, kitchen) == []
    assert found("", kitchen) == []
    assert found(" ".join(SAUCER.split()[:20]), kitchen) == []


def test_of_two_rules_the_one_that_explains_more_is_taken() -> None:
    longer = f"{NOTICE} The cup license may be had from the kitchen of the inn on the hill."
    index = index_of_rules(rule(NOTICE, "short"), rule(longer, "long"))
    assert names(found(NOTICE.replace("clean", "dry"), index), index) == ["short"]
    assert names(found(longer.replace("clean", "dry"), index), index) == ["long"]


CHANGED = NOTICE.replace("clean", "dry")
SIZE = len(split(NOTICE))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (CHANGED, True),
        (CHANGED.replace("owner", "host"), True),
        (" ".join(CHANGED.split()[: SIZE * 7 // 10]), True),
        (" ".join(CHANGED.split()[: SIZE * 4 // 10]), False),
    ],
)
def test_half_of_a_notice_must_be_there(text: str, expected: object) -> None:
    assert bool(found(text, index_of_rules(rule(NOTICE)))) is expected


def test_a_rule_may_ask_for_more_of_its_words() -> None:
    most = " ".join(CHANGED.split()[: SIZE * 7 // 10])
    assert found(most, index_of_rules(rule(NOTICE, coverage=50)))
    assert not found(most, index_of_rules(rule(NOTICE, coverage=90)))


def test_a_rule_that_counts_word_by_word_only_is_not_found_with_a_change() -> None:
    assert not found(CHANGED, index_of_rules(rule(NOTICE, continuous=True)))
    assert not found(CHANGED, index_of_rules(rule(NOTICE, fixed=True)))


def test_the_words_that_a_rule_requires_must_all_be_there() -> None:
    words = NOTICE.replace(",", "").replace(".", "").split()
    clean, license_at = words.index("clean"), words.index("license")
    assert not found(CHANGED, index_of_rules(rule(NOTICE, phrases=((clean - 1, clean + 1),))))
    assert found(CHANGED, index_of_rules(rule(NOTICE, phrases=((license_at - 1, license_at + 1),))))


def test_where_everything_was_found_already_nothing_is_looked_for(kitchen: Index) -> None:
    ready = read(SAUCER.replace("song", "poem"), kitchen)
    plain = everywhere(ready.words)
    assert find(ready, plain, plain) != []
    plain[:] = False
    assert find(ready, plain, plain) == []


def test_a_small_license_beside_one_that_very_many_rules_are_like_is_found_in_what_is_left() -> None:
    # more rules than are looked at, all of them larger, and all of them fit the first part of the text
    many = [rule(f"{TEAPOT} {word}", expression="LicenseRef-Teapot") for word in range(450)]
    index = index_of_rules(*many, rule(NOTICE))
    laid = found(f"{TEAPOT}{PROSE}{NOTICE.replace('owner', 'lender')}{PROSE}", index)
    assert names(laid, index) == ["LicenseRef-Teapot", "cup"]
    assert len(split(TEAPOT + PROSE)) <= laid[1].start < laid[1].end <= len(split(TEAPOT + PROSE + NOTICE))


def test_what_is_found_word_by_word_is_not_read_again() -> None:
    many = [rule(f"{TEAPOT} {word}", expression="LicenseRef-Teapot") for word in range(450)]
    index = index_of_rules(*many, rule(NOTICE))
    ready = read(f"{TEAPOT}{PROSE}{NOTICE.replace('owner', 'lender')}{PROSE}", index)
    ahead = len(split(TEAPOT + PROSE))
    open_ = everywhere(ready.words)
    open_[ahead : ahead + len(split(NOTICE))] = False
    laid = find(ready, everywhere(ready.words), open_)
    assert names(laid, index) == ["LicenseRef-Teapot"]
