"""The parts of a license's page: limits, forbidden uses, derivatives, other licenses, readings, texts."""

from collections.abc import Iterable
from typing import Final

from licet.cli.license_show import links
from licet.cli.license_words import kind_of
from licet.licenses import readings
from licet.model.terms import (
    BESIDE,
    Clause,
    Condition,
    Derivation,
    License,
    OtherCondition,
    Position,
    Restriction,
    StatementReading,
    Territory,
    Threshold,
)
from licet.model.vocabulary import Strength, Value
from licet.report.markdown import code, escaped
from licet.report.plain_terms import (
    ACT_NAMES,
    CONDITIONS,
    DUTY_NAMES,
    EFFECTS,
    FIELDS,
    FREED,
    INFERRED,
    MEASURED,
    PARTS,
    PURPOSES,
    QUALIFIERS,
    REGIONS,
    TESTED,
)
from licet.report.words import LINKS, spoken
from licet.rules.facts import METRIC_WORDS

Blocks = list[str]
"""Paragraphs and lists of Markdown, an empty line between them."""

_NAMES: Final = {
    "permits": {str(act): words for act, words in ACT_NAMES.items()},
    "duties": {str(duty): words for duty, words in DUTY_NAMES.items()},
    "restrictions": FIELDS,
    "conditions": CONDITIONS,
}
"""Statements by the tables of a record."""

_COUNTS: Final = {
    Value.YES: "Counts as one by the license's own words",
    Value.CONDITIONAL: "Counts as one in some cases",
    Value.NO: "Does not count as one",
    Value.SILENT: "The license does not say",
    Value.NOT_REVIEWED: "Not read",
}
_DERIVATIVE: Final = (
    "A derivative is a work made out of this one that the license ties to itself, so that duties above go with it."
    " What counts is only what the license says."
)


def listed(items: Iterable[str]) -> str:
    """A list of Markdown."""
    return "\n".join(f"- {item}" for item in items)


def line(lead: str, clause: Clause | None, *rest: str) -> str:
    """One statement: what is said, what is to be added, and its place with the words of the text."""
    added = "; ".join(escaped(text) for text in rest if text)
    place = f" ({_place(clause)})" if clause else ""
    return f"**{escaped(lead[:1].upper() + lead[1:])}**{': ' + added if added else ''}{place}"


def _place(clause: Clause) -> str:
    document = "" if clause.document == "license" else f"{escaped(clause.document)}, "
    named = escaped(clause.section)
    section = f"section {named}" if named[:1].isdigit() else f'part "{named}"'
    return f'{document}{section}: "{escaped(clause.quote)}"'


def bears_on(entries: Iterable[Condition]) -> list[str]:
    """What conditions look at, each once; exemptions aside."""
    kinds = dict.fromkeys(map(kind_of, entries))
    return [CONDITIONS[kind] for kind in kinds if kind != "exempt"]


def restrictions(terms: License) -> Iterable[tuple[str, Blocks]]:
    """The uses that are forbidden, and those that are barred in part."""
    titles = {
        Strength.PROHIBITED: ("You must not use it for", ""),
        Strength.CONDITIONAL: ("Barred only in part", "The quoted words say how far."),
    }
    for strength, (title, lead) in titles.items():
        found = [_restriction(entry) for entry in terms.restrictions if entry.strength is strength]
        yield title, [*filter(None, [lead]), listed(found)] if found else []


def _restriction(entry: Restriction) -> str:
    only = " and ".join(QUALIFIERS[each] for each in entry.qualifiers)
    return line(FIELDS[entry.tag], entry.clause, f"only {only}" if only else "", entry.note)


def conditions(terms: License) -> Blocks:
    """Sizes with their numbers, places, purposes, and who is freed."""
    return [listed(map(_condition, terms.conditions))] if terms.conditions else []


def _condition(entry: Condition) -> str:
    on = ", ".join(_statement("permits", word) or _statement("duties", word) or spoken(word) for word in entry.on)
    bears = f"bears on {on}" if on else ""
    match entry:
        case Threshold():
            start = "From" if entry.inclusive else "Above"
            lead = f"{start} {entry.value:,} {METRIC_WORDS[entry.metric]}, {EFFECTS[entry.effect]}"
            day = f": {entry.measured_at}" if entry.measured_at else ""
            over = f"what counts: {entry.over}" if entry.over else ""
            return line(lead, entry.clause, f"{MEASURED[entry.measured]}{day}", over, bears, entry.note)
        case Territory():
            places = ", ".join(REGIONS.get(code_, code_) for code_ in entry.excluded)
            lead = f"Other terms hold for {places}" if entry.other_terms else f"No rights for {places}"
            tests = " and ".join(TESTED[test] for test in entry.tested_on)
            only = "only for models that take or give more than text" if entry.multimodal_only else ""
            unread = "those terms were not read" if entry.other_terms else ""
            return line(lead, entry.clause, f"what counts is {tests}" if tests else "", only, unread, bears, entry.note)
        case OtherCondition():
            return line(_other(entry), entry.clause, bears, entry.note)


def _other(entry: OtherCondition) -> str:
    known = entry.parameters
    match entry.kind:
        case "purpose":
            return PURPOSES[known["purpose"]]
        case "actor":
            return f"Who you are matters: {known['actors']}"
        case "change-date":
            return f"After {known['years']} years other terms, wider ones, hold"
        case "exempt":
            return f"Freed of this: {FREED[known['who']]}"
        case "trade-controls":
            return "Export and sanctions laws must be kept"
        case "parameters-outside-text":
            return "A part of the terms stands outside the text that was read: look for it where you got your copy"


def _statement(table: str, word: str) -> str:
    """The name of a statement; empty where the table has none of that word."""
    return _NAMES.get(table, {}).get(word, "")


def derivatives(terms: License) -> Blocks:
    """Whether a license calls what is made from it a derivative, by the way it was made."""
    blocks = [_DERIVATIVE]
    for value, title in _COUNTS.items():
        found = [(how, terms.derivation(how)) for how in links(terms) if terms.derivation(how).value is value]
        told = [
            line(_made(terms, how), each.clause, _guess(each)) for how, each in found if each.clause or each.inferred
        ]
        rest = [_made(terms, how) for how, each in found if not (each.clause or each.inferred)]
        if found:
            blocks += [f"{title}:", listed([*told, *(["; ".join(rest)] if rest else [])])]
    return blocks


def _made(terms: License, how: str) -> str:
    """What is made out of a licensed work by a link: `links`, or `links:dynamic`."""
    plain, _, manner = how.partition(":")
    return f"a work that {LINKS[plain].format(PARTS[terms.kind])}{f' ({manner})' if manner else ''}"


def _guess(found: Derivation) -> str:
    return f"a reader's guess, which is no answer: {INFERRED[found.inferred]}" if found.inferred else ""


def others(terms: License) -> Blocks:
    """What is said of other licenses, later versions and further terms."""
    found = []
    if terms.compatible_with:
        found.append(f"What you make from it may go under: {_ids(terms.compatible_with)}")
    if terms.combines_with:
        names = _ids(terms.combines_with)
        found.append(f"It may be linked into works under these, while each part keeps its license: {names}")
    if terms.or_later:
        later = f"; then these may be chosen too: {_ids(terms.later)}" if terms.later else ""
        found.append(f'Where a work says "or any later version", its id is {code(terms.or_later)}{later}')
    if terms.no_further_restrictions:
        found.append(line("you must not add limits of your own when you pass it on", terms.no_further_restrictions))
    if terms.treats_as_restriction:
        kinds = ", ".join(_statement("duties", word) or spoken(word) for word in terms.treats_as_restriction)
        found.append(f"A license that asks for one of these adds such a limit: {kinds}")
    if terms.sells_exceptions:
        found.append("The licensor offers other terms on request")
    return [listed(found) if found else "It names no other license."]


def _ids(ids: Iterable[str]) -> str:
    return ", ".join(map(code, ids))


def readings_of(terms: License) -> Blocks:
    """The contested points with every position, and the statements that hang on them."""
    if not terms.readings:
        return []
    hint = "Licet shows the result under each position; `[positions]` in `licet.toml` may choose one."
    return [hint, *(block for point in terms.readings for block in _reading(point))]


def _reading(point: StatementReading) -> Blocks:
    known = readings().get(point.id)
    hangs = ", ".join(_named(statement) for statement in point.statements)
    asks = escaped(known.point if known else spoken(point.id))
    question = f"**{asks}** ({code(point.id)}) It bears on {hangs}."
    if not known:
        return [question]
    return [question, listed(f"{code(each.name)}: {escaped(each.holds)}{_held(each)}" for each in known.positions)]


def _held(position: Position) -> str:
    names = " and ".join(dict.fromkeys(holder.who for holder in position.held_by))
    return f" Held by {escaped(names)}." if names else ""


def named(statements: Iterable[str]) -> list[str]:
    """The statements on which an act hangs, in words."""
    return [_WHOLE.get(statement) or _limit(statement) for statement in statements]


def _limit(statement: str) -> str:
    return f"{'the limit on ' if statement.startswith('restrictions.') else ''}{_named(statement)}"


_WHOLE: Final = {
    "duties": "what you owe",
    "restrictions": "the uses that are forbidden or limited",
    "conditions.threshold": "the limit of size",
    "conditions.territory": "the limit of place",
    BESIDE: "what the license beside this one allows",
}
"""Statements on which an act hangs that are told by more than a name."""


def _named(statement: str) -> str:
    table, _, word = statement.partition(".")
    made = f"whether a work {LINKS[word].format('it')}" if table == "derivatives" else ""
    return made or _statement(table, word) or spoken(word)


def documents(terms: License) -> Blocks:
    """The texts that were read, with their digests, and what the absence of a statement means."""
    whole = "All texts were read in full: where this page says nothing of a point, the license is silent on it."
    part = "Not all texts were at hand: where this page says nothing of a point, it is not known what they say."
    told = []
    for text in terms.documents:
        digest = f", SHA-256 {code(text.sha256)}" if text.sha256 else ""
        quoted = "; only quoted parts were at hand" if text.excerpt else ""
        told.append(
            f"{escaped(text.name)}: {code(text.source) if text.source else 'source not stated'}{digest}{quoted}"
        )
    return [listed(told), whole if terms.complete else part]
