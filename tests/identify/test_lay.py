"""Which known text a text is laid beside: of several of one license, and of siblings, the one that fits best."""

from dataclasses import replace
from difflib import SequenceMatcher

from licet.identify.align import Block
from licet.identify.compare import Change, Comparison
from licet.identify.index import Index, Name, index_of
from licet.identify.lay import against_known, siblings
from licet.identify.normalize import split
from licet.identify.packing import Rule, pack
from licet.identify.refine import Match
from tests.identify.conftest import RULES, SAUCER, TEAPOT, printed
from tests.identify.invented import PROSE, read

TRAY = (
    SAUCER.replace("Saucer Charter", "Tray Charter")
    .replace("for the length of one song", "until the soup is cold")
    .replace("at supper the host", "at supper the cook")
)
OLD = SAUCER.replace("within the last 30 days", "within the last 90 days").replace("by the eldest guest", "by a guest")
"""Another text of the same license."""


def made() -> Index:
    texts = [("saucer", SAUCER), ("tray", TRAY), ("saucer", OLD), ("teapot", TEAPOT)]
    names = {key: Name(id=f"LicenseRef-{key.title()}", key=key, name=key, category="") for key, _ in texts}
    prints = [(key, printed(names[key].id, text)) for key, text in texts]
    rules = [Rule(keys=one.keys, expression=key, kind="text", known=one) for key, one in prints]
    return index_of(pack(rules, names, RULES))


INDEX = made()
SAUCERS, TRAYS, OLDS, TEAPOTS = range(4)


def matched(text: str, number: int, *, exact: bool = False) -> Match:
    """A text in which a known text was found, with the words that both have or word by word."""
    size = len(split(text))
    known = INDEX.text(number)
    ours, theirs = INDEX.numbers(split(text).keys).tolist(), INDEX.words(known.rule, blanked=False).tolist()
    same = SequenceMatcher(None, ours, theirs, autojunk=False).get_matching_blocks()
    blocks = tuple(Block(here=one.a, there=one.b, size=one.size) for one in same if one.size)
    return Match(
        rule=known.rule,
        start=0,
        end=size,
        shared=size if exact else sum(block.size for block in blocks),
        size=known.size,
        expression=INDEX.expressions[INDEX.rules.expression[known.rule]],
        kind="text",
        blocks=() if exact else blocks,
    )


def laid(text: str, number: int, *, exact: bool = False) -> Comparison:
    found = against_known(read(text, INDEX), matched(text, number, exact=exact))
    assert found is not None
    return found


def test_a_text_that_is_a_known_one_is_laid_beside_it() -> None:
    for number, text in ((SAUCERS, SAUCER), (TRAYS, TRAY), (OLDS, OLD), (TEAPOTS, TEAPOT)):
        one = laid(text, number)
        assert (one.number, one.exact, one.score) == (number, True, 1.0)
        assert (one.start, one.end) == (0, len(split(text)))


def test_of_the_texts_of_one_license_the_one_that_fits_best_is_taken() -> None:
    assert (laid(OLD, SAUCERS).number, laid(SAUCER, OLDS).number) == (OLDS, SAUCERS)
    one = laid(OLD.replace("by nobody\nelse", "by no other"), SAUCERS)
    assert (one.number, one.missing) == (OLDS, 2)


def test_a_sibling_that_fits_far_better_is_taken() -> None:
    one = laid(TRAY, SAUCERS)
    assert (INDEX.text(one.number).license, one.exact) == ("LicenseRef-Tray", True)


def test_a_sibling_is_not_taken_where_the_license_itself_fits_better() -> None:
    changed = SAUCER.replace("stacked", "washed")
    one = laid(changed, SAUCERS)
    assert (one.number, one.missing, one.found) == (SAUCERS, 1, one.required - 1)
    at = split(changed).text[: changed.index("washed")].split()
    assert one.changes == (Change(start=len(at), end=len(at) + 1, missing=1),)


def test_a_sibling_is_not_taken_against_a_rule_that_stands_word_by_word() -> None:
    one = laid(TRAY, SAUCERS, exact=True)
    assert INDEX.text(one.number).license == "LicenseRef-Saucer"


def test_what_is_gone_and_what_was_put_in_is_counted() -> None:
    without = SAUCER.replace("A saucer that was broken is swept up by the person who broke it. ", "")
    assert laid(without, SAUCERS).missing == 14
    added = SAUCER.replace("Disputes are", "Cups are not spoken of. Disputes are")
    (change,) = laid(added, SAUCERS).changes
    assert (change.end - change.start, change.missing) == (5, 0)
    assert laid(added, SAUCERS).score == 1.0


def test_a_license_without_a_known_text_has_no_comparison() -> None:
    strange = replace(matched(PROSE, SAUCERS), rule=INDEX.text(TEAPOTS).rule, expression="spoon", blocks=())
    assert against_known(read(PROSE, INDEX), strange) is None


def test_siblings_are_the_texts_that_share_most_runs() -> None:
    assert set(siblings(split(SAUCER).keys, INDEX)) == {SAUCERS, TRAYS, OLDS}
    assert siblings(split(SAUCER).keys, INDEX)[0] == SAUCERS
    assert siblings(split(TRAY).keys, INDEX)[0] == TRAYS
    assert siblings(split(TEAPOT).keys, INDEX) == [TEAPOTS]
    assert siblings(split(PROSE).keys, INDEX) == []
    assert siblings(split("").keys, INDEX) == []
