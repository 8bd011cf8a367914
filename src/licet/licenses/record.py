"""One license record, from its TOML table to a `License`; all faults of a file are told at once.

The contract is docs/licenses.md; its published form is schemas/license.schema.json. The same reading serves the
records that ship with Licet and the agreements that a user writes.
"""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final, Literal, get_args

from licet.errors import KnowledgeError
from licet.licenses.hanging import check_hanging
from licet.licenses.tables import Table, fault_lines, nearest, shown
from licet.model.terms import (
    Clause,
    Condition,
    Derivation,
    Document,
    DutyTerm,
    ImprovedModels,
    License,
    OtherCondition,
    Permission,
    Restriction,
    StatementReading,
    Territory,
    Threshold,
)
from licet.model.vocabulary import TAGS, Act, Category, Duty, How, Reach, Strength, Trigger, Value

_Words = tuple[str, ...]
_Other = Literal["purpose", "actor", "change-date", "exempt", "trade-controls", "parameters-outside-text"]

QUALIFIERS: Final = (
    *("unlicensed", "without-consent", "fully-automated", "legal-effect", "intent-to-harm", "public-context"),
    *("substitute-for-professional", "discriminatory"),
)
"""What a restriction may be limited to (vocabulary section 7)."""

MEDIA: Final = ("advertising", "documentation", "website")
"""Where a notice has to be shown, where it is elsewhere than in the part or the work itself."""

PARAMETERS: Final[Mapping[Duty, Mapping[str, _Words]]] = {
    Duty.KEEP_NOTICES: {"fixed_text": (), "file": ()},
    Duty.GIVE_LICENSE_COPY: {"form": ("text", "uri")},
    Duty.STATE_CHANGES: {"file": (), "date": ()},
    Duty.DISCLOSE_SOURCE: {
        "what": ("library", "file", "work", "service-stack", "derivative-database"),
        "recipients": ("copy-holders", "remote-users"),
        "own_terms": (),
    },
    Duty.SHARE_ALIKE: {
        "scope": tuple(Reach),
        "also": ("as-permissive", "any-free", "listed-elsewhere"),
        "form": ("source",),
    },
    Duty.FLOW_DOWN: {"what": ("use-restrictions", "whole-license"), "form": ("enforceable-clause", "notice")},
    Duty.NAMING: {"prefix": (), "forbids": (), "applies_to": ("trained-models",)},
    Duty.DISPLAY: {"string": (), "place": (), "medium": MEDIA},
    Duty.RETALIATION: {"claims": (), "terminates": ()},
    Duty.REGISTER: {"where": ()},
    Duty.REQUEST_LICENSE: {"above": ()},
    Duty.FOLLOW_POLICY: {"url": (), "version": ("fixed", "latest")},
    Duty.TERMINATION: {"at_will": (), "cure_days": ()},
}
"""The parameters of each duty and their words (vocabulary section 5); no words: free text."""

RESTRICTIONS: Final = (*Duty, *(f"{Duty.DISPLAY}:{medium}" for medium in MEDIA))
"""What a ban on further restrictions can meet: a duty, or a notice in one medium."""

ANY_DUTY: Final[Mapping[str, _Words]] = {"when": (), "not_for": ("hosted",)}
OTHER_CONDITIONS: Final[Mapping[_Other, Mapping[str, _Words]]] = {
    "purpose": {"purpose": ("noncommercial", "research", "nonproduction")},
    "actor": {"actors": ()},
    "change-date": {"years": ()},
    "exempt": {"who": ("recipient-of-integrated-product", "charity, education, government")},
    "trade-controls": {},
    "parameters-outside-text": {},
}
"""Each condition that is no threshold and no territory, with the parameters it needs and their words."""

_IMPROVED_MODELS: Final[tuple[ImprovedModels, ...]] = get_args(ImprovedModels)
_ON_TRAINING: Final = ("llm-improvement", "competing-model-training")
_ON_SHARING: Final = "no-sharing-of-derivatives"
_LOCATOR_WORDS: Final = 15
_ACTS_AND_DUTIES: Final = (*Act, *Duty)
_MANNERS: Final = tuple(("links", manner) for manner in ("static", "dynamic", "import"))
STATEMENTS: Final[Mapping[str, Collection[str]]] = {
    "permits": tuple(Act),
    "duties": tuple(Duty),
    "restrictions": TAGS,
    "derivatives": tuple(How),
    "conditions": ("threshold", "territory", *OTHER_CONDITIONS),
}
"""What a contested point can hang on."""
_CLAUSE: Final = ("document", "section", "locator", "note")
RECORD_KEYS: Final = (
    *("id", "name", "kind", "category", "aliases", "or_later", "complete", "reviewed", "documents", "licensor"),
    *(
        "sells_exceptions",
        "compatible_with",
        "compatible_if_named",
        "compatible_later",
        "later",
        "combines_with",
        "treats_as_restriction",
        "notes",
        "permits",
        "duties",
        "conditions",
    ),
    *("restrictions", "no_further_restrictions", "derivatives", "derivative_clauses", "readings"),
)
_NEEDED: Final = ("category", "reviewed", "complete", "permits", "duties")


def parse_record(data: Mapping[str, object], *, source: str) -> License:
    """Read the record of a license that ships with Licet (docs/licenses.md).

    Raises:
        KnowledgeError: the record breaks the contract; the message holds one line `source: what` per fault.
    """
    record = Table("", data, [])
    record.needs(*_NEEDED)
    record.only(*RECORD_KEYS)
    found = build_license(record, read_documents(record), Category.UNKNOWN)
    if record.faults:
        message = "\n".join(fault_lines(source, record.faults))
        raise KnowledgeError(message, hint="docs/licenses.md says what a record holds")
    return found


def read_documents(record: Table) -> tuple[Document, ...]:
    """Read the texts that a record which ships with Licet was written from; faults are noted."""
    documents = []
    for entry in record.tables("documents"):
        entry.only("name", "source", "sha256", "excerpt")
        entry.needs("name", "source", "sha256")
        document = Document(
            name=entry.text("name"),
            source=entry.text("source"),
            sha256=entry.text("sha256"),
            excerpt=entry.flag("excerpt"),
        )
        if not re.fullmatch(r"[0-9a-f]{64}", document.sha256):
            entry.fault("sha256", "must be 64 hexadecimal digits")
        documents.append(document)
    return tuple(documents)


def check_head(record: Table, documents: tuple[Document, ...]) -> None:
    """Note what is wrong with the id, the date and the presence of texts."""
    if not documents:
        record.fault("documents", "is missing: name at least one text")
    if not re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9.+-]{0,127}", record.text("id")):
        record.fault("id", "must be an id of letters, digits, dots and hyphens")
    if not re.fullmatch(r"(\d{4}-(0[1-9]|1[0-2]))?", record.text("reviewed")):
        record.fault("reviewed", "must be a year and month such as 2026-01")


def build_license(record: Table, documents: tuple[Document, ...], category: Category) -> License:
    """Read everything but the documents; `category` is the answer where the record gives none; faults are noted."""
    check_head(record, documents)
    reader = StatementReader(record.text("id"), tuple(document.name for document in documents))
    found = License(
        id=reader.license,
        name=record.text("name") or reader.license,
        kind=record.word("kind", ("model", "data", "software", "service")),
        category=record.word("category", tuple(Category), category),
        aliases=record.texts("aliases"),
        documents=documents,
        permits=reader.permits(record.table("permits")),
        duties=reader.duties(record.table("duties")),
        conditions=tuple(reader.condition(entry) for entry in record.tables("conditions")),
        restrictions=tuple(reader.restriction(entry) for entry in record.tables("restrictions")),
        derivatives=reader.derivatives(record.table("derivatives"), record.table("derivative_clauses")),
        complete=record.flag("complete"),
        reviewed=record.text("reviewed"),
        or_later=record.text("or_later"),
        compatible_with=record.texts("compatible_with"),
        compatible_later=record.texts("compatible_later"),
        compatible_if_named=record.texts("compatible_if_named"),
        combines_with=record.texts("combines_with"),
        later=record.texts("later"),
        no_further_restrictions=reader.ban(record),
        treats_as_restriction=record.texts("treats_as_restriction", RESTRICTIONS),
        readings=tuple(_reading(entry) for entry in record.tables("readings")),
        licensor=record.text("licensor"),
        sells_exceptions=record.flag("sells_exceptions"),
        notes=record.texts("notes"),
    )
    check_hanging(
        record,
        found.permits,
        duties=found.duties,
        derivatives=found.derivatives,
        conditions=found.conditions,
        restrictions=found.restrictions,
    )
    return found


@dataclass(frozen=True, slots=True)
class StatementReader:
    """Reads the statements of one license or exception, whose clauses lie in `documents`, most in `main`."""

    license: str
    documents: _Words
    main: str = "license"

    def clause(self, entry: Table) -> Clause:
        """The place of a statement, which must be whole."""
        clause = Clause(
            license=self.license,
            document=entry.text("document") or self.main,
            section=entry.text("section"),
            quote=entry.text("locator"),
        )
        if not clause.section or not clause.quote:
            entry.fault("", "needs a section and a locator")
        if len(clause.quote.split()) > _LOCATOR_WORDS:
            entry.fault("locator", f"has more than {_LOCATOR_WORDS} words")
        if clause.document not in self.documents:
            entry.fault("document", f"no document {shown(clause.document)} is listed")
        return clause

    def clause_of(self, entry: Table, value: Value) -> Clause | None:
        """The place behind a value; silence needs none, but half a place is a fault."""
        spoken = value in {Value.YES, Value.NO, Value.CONDITIONAL}
        return self.clause(entry) if spoken or {"section", "locator"} & set(entry.values) else None

    def permits(self, table: Table) -> dict[Act, Permission]:
        """The statements on acts."""
        found = {}
        table.only(*Act)
        for act in (act for act in Act if act in table.values):
            entry = table.table(act)
            entry.only("value", "hangs_on", *_CLAUSE)
            value = entry.word("value", tuple(Value))
            if "hangs_on" in entry.values and value is not Value.CONDITIONAL:
                entry.fault("hangs_on", "is for a conditional act only")
            found[act] = Permission(
                act=act,
                value=value,
                clause=self.clause_of(entry, value),
                hangs_on=entry.texts("hangs_on"),
                note=entry.text("note"),
            )
        return found

    def duties(self, table: Table) -> dict[Duty, DutyTerm]:
        """The statements on duties."""
        found = {}
        table.only(*Duty)
        for duty in (duty for duty in Duty if duty in table.values):
            entry = table.table(duty)
            entry.only("value", "triggers", "parameters", *_CLAUSE)
            value = entry.word("value", tuple(Value))
            known = {**PARAMETERS.get(duty, {}), **ANY_DUTY}
            entry.table("parameters").only(*known)
            found[duty] = DutyTerm(
                duty=duty,
                value=value,
                triggers=_triggers(entry),
                clause=self.clause_of(entry, value),
                parameters=entry.table("parameters").parameters(known),
                note=entry.text("note"),
            )
        return found

    def condition(self, entry: Table) -> Condition:
        """One condition, of whatever kind."""
        if entry.values.get("kind") == "threshold":
            return self.threshold(entry)
        if entry.values.get("kind") == "territory":
            return self.territory(entry)
        kind = entry.word("kind", tuple(OTHER_CONDITIONS))
        known = OTHER_CONDITIONS[kind]
        entry.only("kind", "on", *known, *_CLAUSE)
        entry.needs(*known)
        return OtherCondition(
            kind=kind,
            on=entry.texts("on", _ACTS_AND_DUTIES),
            parameters=entry.parameters(known),
            clause=self.clause(entry),
            note=entry.text("note"),
        )

    def threshold(self, entry: Table) -> Threshold:
        """A size above which the terms change."""
        entry.only("kind", "on", "metric", "value", "measured", "measured_at", "over", "effect", "inclusive", *_CLAUSE)
        value, day = entry.values.get("value"), entry.values.get("measured_at")
        if not isinstance(value, int) or isinstance(value, bool) or value <= 0:
            entry.fault("value", "must be a whole number: persons, or US dollars")
        return Threshold(
            on=entry.texts("on", _ACTS_AND_DUTIES),
            metric=entry.word("metric", ("MAU", "DAU", "annual-revenue", "monthly-revenue")),
            value=value if isinstance(value, int) else 0,
            effect=entry.word("effect", ("need-license", "terminates", "display")),
            measured=entry.word("measured", ("current", "release-date"), "current"),
            measured_at=day.isoformat() if isinstance(day, date) else entry.text("measured_at"),
            over=entry.text("over"),
            inclusive=entry.flag("inclusive"),
            clause=self.clause(entry),
            note=entry.text("note"),
        )

    def territory(self, entry: Table) -> Territory:
        """Regions that get no rights."""
        entry.only("kind", "on", "excluded", "tested_on", "multimodal_only", "other_terms", *_CLAUSE)
        tests: tuple[Literal["licensee-seat", "place-of-use", "end-user", "output-location"], ...]
        tests = ("licensee-seat", "place-of-use", "end-user", "output-location")
        excluded, tested = entry.texts("excluded"), entry.texts("tested_on", tests)
        if not excluded or not all(re.fullmatch(r"[A-Z]{2}|EEA", region) for region in excluded):
            entry.fault("excluded", "must list regions: ISO 3166 codes such as KR, or EU, EEA")
        return Territory(
            on=entry.texts("on", _ACTS_AND_DUTIES),
            excluded=excluded,
            tested_on=tuple(test for test in tests if test in tested),
            multimodal_only=entry.flag("multimodal_only"),
            other_terms=entry.flag("other_terms"),
            clause=self.clause(entry),
            note=entry.text("note"),
        )

    def restriction(self, entry: Table) -> Restriction:
        """A limit on the field of use."""
        entry.only("tag", "strength", "qualifiers", "models", "hosted", *_CLAUSE)
        tag = entry.word("tag", TAGS)
        if "models" in entry.values and tag not in _ON_TRAINING:
            entry.fault("models", f"is said of {' and '.join(_ON_TRAINING)} alone")
        if "hosted" in entry.values and tag != _ON_SHARING:
            entry.fault("hosted", f"is said of {_ON_SHARING} alone")
        return Restriction(
            tag=tag,
            strength=entry.word("strength", tuple(Strength)),
            qualifiers=entry.texts("qualifiers", QUALIFIERS),
            models=entry.word("models", _IMPROVED_MODELS, ""),
            hosted=entry.flag("hosted"),
            clause=self.clause(entry),
            note=entry.text("note"),
        )

    def derivatives(self, answers: Table, clauses: Table) -> dict[str, Derivation]:
        """What the license calls a derivative, with the clauses behind it."""
        clauses.only(*answers.values)
        found = {}
        for how in answers.values:
            plain, _, manner = how.partition(":")
            if plain not in set(How) or (manner and (plain, manner) not in _MANNERS):
                answers.fault("", f"unknown link {shown(how)}{nearest(how, tuple(How))}")
            entry = clauses.table(how)
            entry.only("inferred", *_CLAUSE)
            value = answers.word(how, tuple(Value))
            inferred = entry.word("inferred", ("", "likely-yes", "likely-no", "open"), "")
            found[how] = Derivation(how=how, value=value, clause=self.clause_of(entry, value), inferred=inferred)
        return found

    def ban(self, record: Table) -> Clause | None:
        """The clause that forbids further restrictions."""
        entry = record.table("no_further_restrictions")
        entry.only(*_CLAUSE)
        return self.clause(entry) if "no_further_restrictions" in record.values else None


def _triggers(entry: Table) -> tuple[frozenset[Trigger], ...]:
    value = entry.values.get("triggers", [])
    if not isinstance(value, list):
        entry.fault("triggers", "must be a list")
        return ()
    found = []
    for item in value:
        group = item.get("all") if isinstance(item, dict) and set(item) == {"all"} else [item]
        events: list[object] = group if isinstance(group, list) and group else [group]
        for event in events:
            if event not in tuple(Trigger):
                entry.fault("triggers", f"unknown word {shown(event)}{nearest(event, tuple(Trigger))}")
        found.append(frozenset(trigger for trigger in Trigger if trigger in events))
    return tuple(found)


def _reading(entry: Table) -> StatementReading:
    entry.only("id", "statements")
    entry.needs("id", "statements")
    for statement in entry.texts("statements"):
        table, _, key = statement.partition(".")
        if key not in STATEMENTS.get(table, ()):
            entry.fault("statements", f"unknown statement {shown(statement)}")
    return StatementReading(id=entry.text("id"), statements=entry.texts("statements"))
