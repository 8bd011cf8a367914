"""Which of the rules found count: overlaps are settled, lists of names are no license, false positives go."""

from dataclasses import replace

import pytest

from licet.identify.align import Block
from licet.identify.approximate import Laid
from licet.identify.exact import find
from licet.identify.index import Index, Name, index_of
from licet.identify.normalize import split
from licet.identify.packing import pack
from licet.identify.refine import Match, changed, exact, settle, without_pointers
from tests.identify.conftest import RULES
from tests.identify.invented import index_of_rules, rule


def block(here: int, there: int, size: int) -> Block:
    return Block(here=here, there=there, size=size)


def match(start: int, end: int, expression: str = "cup", kind: str = "notice", *, shared: int = 0) -> Match:
    """A rule at some words; of one that stands there with changes `shared` words, all of them from the beginning."""
    blocks = (Block(here=start, there=0, size=shared - 1), Block(here=end - 1, there=end - start - 1, size=1))
    return Match(
        rule=1,
        start=start,
        end=end,
        shared=shared or end - start,
        size=end - start,
        expression=expression,
        kind=kind,
        blocks=blocks if shared else (),
    )


def test_what_lies_apart_is_kept_in_the_order_of_the_text() -> None:
    first, second, third = match(0, 10), match(10, 20), match(30, 40, "pot")
    assert settle([third, first, second]) == [first, second, third]
    assert settle([]) == []


@pytest.mark.parametrize("expression", ["cup", "pot"])
def test_what_lies_mostly_within_something_longer_is_left_out(expression: str) -> None:
    long, short = match(0, 100, kind="text"), match(93, 103, expression)
    # seven of ten words
    assert settle([short, long]) == [long]


def test_half_of_another_license_is_kept_and_half_of_the_same_is_not() -> None:
    long = match(0, 100)
    assert settle([long, match(95, 105, "cup")]) == [long]
    assert settle([long, match(95, 105, "pot")]) == [long, match(95, 105, "pot")]
    assert settle([match(0, 100, "cup OR pot"), match(95, 105, "pot")]) == [match(0, 100, "cup OR pot")]
    assert settle([long, match(96, 106, "cup")]) == [long]
    assert settle([long, match(97, 105, "cup")]) == [long, match(97, 105, "cup")]
    assert settle([long, match(97, 107, "cup")]) == [long, match(97, 107, "cup")]


def test_of_equal_matches_the_one_without_changes_is_kept() -> None:
    plain, with_changes = match(0, 30, "cup"), match(0, 31, "pot", shared=30)
    assert settle([with_changes, plain]) == [plain]
    assert settle([plain, with_changes]) == [plain]


def test_only_the_words_that_a_changed_rule_has_count_as_overlap() -> None:
    # of the 40 words 31 are the rule's: those of the tag amid are not
    around, amid = match(0, 40, shared=20), match(25, 35, "pot", "tag")
    assert around.overlap(amid) == 0
    assert settle([around, amid]) == [around, amid]
    assert around.overlap(match(10, 30)) == 9


def test_what_gave_way_to_something_that_gave_way_itself_comes_back() -> None:
    small, middle, large = match(0, 10, "pot"), match(2, 22, "cup"), match(11, 100, "lid")
    # the first gives way to the second, which gives way to the third: it was not explained after all
    assert settle([small, middle]) == [middle]
    assert settle([middle, large]) == [middle, large]
    larger = match(8, 100, "lid")
    assert settle([middle, larger]) == [larger]
    assert settle([match(0, 7, "pot"), match(1, 22, "cup"), match(7, 100, "lid")]) == [
        match(0, 7, "pot"),
        match(7, 100, "lid"),
    ]


def test_a_false_positive_takes_what_it_covers_with_it_and_no_more() -> None:
    false = match(0, 8, "", "false-positive")
    assert settle([false, match(2, 5, "cup", "reference")]) == []
    assert settle([false, match(20, 23, "cup", "reference")]) == [match(20, 23, "cup", "reference")]


def test_a_few_words_within_a_text_say_nothing_more() -> None:
    text = match(0, 100, "cup", "text", shared=50)
    assert settle([text, match(60, 66, "pot", "reference")]) == [text]
    longer = match(60, 67, "pot", "reference")
    assert settle([text, longer]) == [text, longer]


def names(count: int, *, different: int, apart: int = 3, kind: str = "reference", size: int = 2) -> list[Match]:
    """Names of licenses in a row, `apart` words between them."""
    step = size + apart
    return [match(at * step, at * step + size, f"license-{at % different}", kind) for at in range(count)]


@pytest.mark.parametrize(
    ("row", "counts"),
    [
        (names(15, different=5), False),
        (names(14, different=5), True),
        (names(15, different=4), True),
        (names(15, different=5, apart=11), True),
        (names(15, different=15, apart=80), False),
        (names(15, different=14, apart=80), True),
        (names(15, different=15, apart=81), True),
        (names(15, different=5, kind="tag", size=20), False),
        (names(15, different=5, kind="tag", size=21), True),
        (names(15, different=5, kind="notice", size=12), False),
        (names(15, different=5, kind="notice", size=13), True),
    ],
)
def test_names_of_licenses_in_a_row_are_a_list(row: list[Match], counts: object) -> None:
    assert settle(row) == (row if counts else [])


def test_a_list_does_not_take_what_stands_before_and_behind_it() -> None:
    row = names(15, different=15)
    text, behind = match(200, 400, "cup", "text"), match(500, 503, "pot", "reference")
    assert settle([*row, text, behind]) == [text, behind]


def test_identifier_tags_are_no_list() -> None:
    row = [
        Match(rule=-1, start=at * 5, end=at * 5 + 4, shared=4, size=4, expression=f"license-{at}", kind="tag")
        for at in range(20)
    ]
    assert settle(row) == row


def test_a_file_of_names_alone_is_an_index_however_far_they_lie_apart() -> None:
    row = names(30, different=30, apart=500)
    assert settle(row) == []
    assert settle([*row, match(20_000, 20_100, "cup", "text")]) == [match(20_000, 20_100, "cup", "text")]
    # two texts among thirty names: the names are no index
    texts = [match(20_000, 20_100, "cup", "text"), match(30_000, 30_100, "pot", "text")]
    assert settle([*row, *texts]) == [*row, *texts]
    assert settle(names(29, different=29, apart=500)) == names(29, different=29, apart=500)


def test_matches_tell_what_their_rules_are() -> None:
    index = index_of_rules(rule("lent under the cup license", "cup OR pot"), rule("the lid", "lid", "false-positive"))
    found = exact(find(split("It is lent under the cup license. The lid!").keys, index), index)
    assert [(one.rule, one.start, one.end, one.size, one.expression, one.kind) for one in found] == [
        (0, 2, 7, 5, "cup OR pot", "notice"),
        (1, 7, 9, 2, "lid", "false-positive"),
    ]
    assert all(one.exact and one.shared == one.size for one in found)
    block = Block(here=3, there=0, size=4)
    (one,) = changed([Laid(rule=0, size=5, blocks=(block,), shared=4)], index)
    assert (one.rule, one.start, one.end, one.shared, one.size, one.expression) == (0, 3, 7, 4, 5, "cup OR pot")
    assert not one.exact


def test_notices_that_stand_there_word_by_word_are_not_one_longer_notice_with_changes() -> None:
    first, second = match(0, 150, "cup"), match(150, 300, "pot", "text")
    longer = match(0, 300, "cup AND pot AND lid", shared=298)
    assert settle([first, second, longer]) == [first, second]
    # one that names no other license than they do may be made of them
    same = match(0, 300, "pot", shared=298)
    assert settle([first, second, same]) == [same]
    assert settle([replace(first, standard=True), replace(second, standard=True), same]) == [
        replace(first, standard=True),
        replace(second, standard=True),
    ]
    # scraps of it do not take its place
    scraps = [match(start, start + 50, "cup") for start in range(0, 300, 50)]
    assert settle([*scraps, longer]) == [longer]


def versions() -> Index:
    """An index with a license in two versions, of which the first is told apart from its use under later ones."""
    ids = {"cup-1": "Cup-1.0-only", "cup-1-plus": "Cup-1.0-or-later", "pot-1": "Pot-1.0"}
    names = {key: Name(id=license_id, key=key, name=key, category="") for key, license_id in ids.items()}
    return index_of(pack([rule("lent under the cup license", "cup-1")], names, RULES))


def test_where_to_find_the_text_of_a_version_is_no_license_beside_that_version_or_later() -> None:
    index = versions()
    notice, pointer = match(0, 40, "cup-1-plus"), match(60, 75, "cup-1", "reference")
    assert without_pointers([notice, pointer], index) == [notice]
    assert without_pointers([pointer], index) == [pointer]
    # a pointer far from the notice, a notice of its own and another license all say something
    for other in (match(121, 130, "cup-1", "reference"), match(60, 75, "cup-1"), match(60, 75, "pot-1", "reference")):
        assert without_pointers([notice, other], index) == [notice, other]
    either = match(0, 40, "cup-1-plus OR pot-1")
    assert without_pointers([either, pointer], index) == [either]


def test_a_known_text_is_part_of_a_longer_one_that_has_it_though_words_were_put_into_that() -> None:
    part = replace(match(300, 440, "lid", "text"), standard=True)
    # nearly all of the rule is there, with 100 words of others amid it
    around = replace(match(0, 500, kind="text"), size=400, shared=400, blocks=(block(0, 0, 200), block(300, 200, 200)))
    assert settle([part, around]) == [around]
    # of a rule of which a tenth is gone, or that lies scattered among other words, nobody can say that
    torn = replace(around, size=450)
    scattered = replace(around, end=900, blocks=(block(0, 0, 10), block(300, 10, 380), block(890, 390, 10)))
    assert settle([part, torn]) == [torn, part]
    assert settle([part, scattered]) == [scattered, part]
