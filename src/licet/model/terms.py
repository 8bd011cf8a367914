"""What licenses say: statements with their place in the text (vocabulary section 1)."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache, lru_cache
from typing import Final, Literal

from licet.model.vocabulary import Act, Category, Duty, How, Reach, Strength, Trigger, Value


@dataclass(frozen=True, slots=True, kw_only=True)
class Clause:
    """A place in a license: `quote` is at most 15 words and occurs verbatim in the document."""

    license: str
    document: str
    section: str
    quote: str


BESIDE: Final = "license-beside"
"""The word of `Permission.hangs_on` for what another license, which binds beside this one, grants."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Permission:
    """Whether an act is permitted; yes, no and conditional carry a clause.

    `hangs_on` names the statements that say all of a condition, such as `duties.share-alike`: their rules judge it.
    Empty where no statement says it all, so that a conditional act has to be asked about.
    """

    act: Act
    value: Value
    clause: Clause | None = None
    hangs_on: tuple[str, ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class DutyTerm:
    """A duty: any of `triggers` makes it due; each trigger is a set of events that must all happen.

    `parameters` holds the duty's own words: scope, prefix, string, place, what, form, when ...
    """

    duty: Duty
    value: Value
    triggers: tuple[frozenset[Trigger], ...] = ()
    clause: Clause | None = None
    parameters: Mapping[str, str] = field(default_factory=dict)
    note: str = ""

    @property
    def reach(self) -> Reach | None:
        """The scope of a share-alike duty, where the record gives one."""
        return _REACHES.get(self.parameters.get("scope", "")) if self.duty is Duty.SHARE_ALIKE else None


_REACHES: Final[Mapping[str, Reach]] = {str(reach): reach for reach in Reach}


@dataclass(frozen=True, slots=True, kw_only=True)
class Threshold:
    """A size of user above which (`inclusive`: from which) the terms change; users, or US dollars for revenue."""

    metric: Literal["MAU", "DAU", "annual-revenue", "monthly-revenue"]
    value: int
    effect: Literal["need-license", "terminates", "display"]
    measured: Literal["release-date", "current"] = "current"
    measured_at: str = ""
    over: str = ""
    on: tuple[str, ...] = ()
    inclusive: bool = False
    clause: Clause
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Territory:
    """Regions (ISO 3166 codes, EU, EEA) that get no rights; `multimodal_only` limits it to multimodal parts.

    `other_terms` is true where other terms, which were not read, govern there.
    """

    excluded: tuple[str, ...]
    tested_on: tuple[Literal["licensee-seat", "place-of-use", "end-user", "output-location"], ...]
    multimodal_only: bool = False
    other_terms: bool = False
    on: tuple[str, ...] = ()
    clause: Clause
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class OtherCondition:
    """Any further condition: purpose, actor, change-date, exempt, trade-controls, parameters-outside-text.

    `parameters` holds the condition's own words, such as `actors` or `years`.
    """

    kind: Literal["purpose", "actor", "change-date", "exempt", "trade-controls", "parameters-outside-text"]
    on: tuple[str, ...] = ()
    parameters: Mapping[str, str] = field(default_factory=dict)
    clause: Clause
    note: str = ""


Condition = Threshold | Territory | OtherCondition


ImprovedModels = Literal["", "any", "described"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Restriction:
    """A field-of-use tag with its strength; `qualifiers` say when alone it bites (vocabulary section 7).

    `models` tells which models a bar on training is about: those that the tag names (language models, competing
    models), any, or those that the clause describes in words of its own. `hosted` is true where a ban on passing
    changed versions on takes in offering them as a service.
    """

    tag: str
    strength: Strength
    qualifiers: tuple[str, ...] = ()
    models: ImprovedModels = ""
    hosted: bool = False
    clause: Clause
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Derivation:
    """Whether the license calls the downstream end of a link a derivative; `how` is a link, or `links:dynamic`."""

    how: str
    value: Value
    clause: Clause | None = None
    inferred: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """One text that makes up a license; `sha256` is of the bytes that were read.

    `excerpt` is true where only quoted parts were at hand, so that no prohibition in it was read in full.
    """

    name: str
    source: str = ""
    sha256: str = ""
    excerpt: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class StatementReading:
    """A contested point that some statements of a license depend on; `statements` are keys such as `permits.host`."""

    id: str
    statements: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Freedom:
    """Links across which an exception lets the rest of a work go under other terms.

    `links` are words such as `links`, `links:static` or `copies`; `when` names the fact that must hold for it, as a
    question's name; empty: none.
    """

    links: tuple[str, ...]
    when: str = ""
    clause: Clause
    note: str = ""

    def covers(self, how: str) -> bool:
        """Whether a link (`links`, or `links:dynamic`) is one of those."""
        return how in self.links or how.partition(":")[0] in self.links


@dataclass(frozen=True, slots=True, kw_only=True)
class Inclusion:
    """Licenses of parts that an exception lets into the work although they add terms; `when` as in `Freedom`.

    The fact of `when` is one of the part that is brought in.
    """

    licenses: tuple[str, ...]
    when: str = ""
    clause: Clause
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Lifted:
    """Duties of the license that an exception takes away, where the fact of `when` (as in `Freedom`) holds."""

    duties: tuple[Duty, ...]
    when: str = ""
    clause: Clause
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class LicenseException:
    """What a WITH exception changes in the licenses `applies_to`: it adds permissions and takes no right away.

    `permits`, `duties` and `derivatives` stand in place of the license's statements on the same; `category` is that
    of the license with it, None where it stays.
    """

    id: str
    name: str
    applies_to: tuple[str, ...]
    category: Category | None = None
    aliases: tuple[str, ...] = ()
    documents: tuple[Document, ...]
    complete: bool
    reviewed: str = ""
    permits: Mapping[Act, Permission] = field(default_factory=dict)
    duties: Mapping[Duty, DutyTerm] = field(default_factory=dict)
    derivatives: Mapping[str, Derivation] = field(default_factory=dict)
    frees: tuple[Freedom, ...] = ()
    includes: tuple[Inclusion, ...] = ()
    lifts: tuple[Lifted, ...] = ()
    combines_with: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """What is known of a license whose text nobody has read: its category in `said_by`'s word, and who approved it."""

    id: str
    category: Category
    said: str
    said_by: str
    approved_by: str = ""

    @property
    def settles(self) -> bool:
        """Whether the category lets the license be judged: permissive, and approved."""
        return bool(self.approved_by) and self.category in {Category.PERMISSIVE, Category.PUBLIC_DOMAIN}

    def __str__(self) -> str:
        approved = f", approved by {self.approved_by}" if self.approved_by else ""
        return f"{self.said} by {self.said_by}{approved}"


@dataclass(frozen=True, slots=True, kw_only=True)
class License:
    """Everything one license says, all its documents together.

    `complete` is true when every document was read: only then does an absent statement mean silent.
    `compatible_with` names licenses under which derived work may be released as well, `compatible_if_named` those for
    which a part's own notice has to name them, `compatible_later` those that join under the or-later id (where they
    are in `compatible_with` too), `combines_with` those of a
    work that a part may be linked into while each keeps its own license, `later` the versions that may be chosen
    where the or-later id is used. `treats_as_restriction`
    names duties of other licenses which this one's ban on further restrictions meets (`display`, or
    `display:advertising` for one medium alone). `draft` is true for an agreement that nobody has confirmed: what it
    says never counts as settled.
    `frees`, `includes`, `lifts` and `without` are of a license with an exception: what the exception adds, and the
    license as it is without it. `profile` is by what a license is judged whose text was not reviewed.
    """

    id: str
    name: str
    kind: Literal["model", "data", "software", "service"]
    category: Category
    aliases: tuple[str, ...] = ()
    documents: tuple[Document, ...]
    permits: Mapping[Act, Permission]
    duties: Mapping[Duty, DutyTerm]
    conditions: tuple[Condition, ...] = ()
    restrictions: tuple[Restriction, ...] = ()
    derivatives: Mapping[str, Derivation] = field(default_factory=dict)
    complete: bool
    reviewed: str = ""
    or_later: str = ""
    compatible_with: tuple[str, ...] = ()
    compatible_if_named: tuple[str, ...] = ()
    compatible_later: tuple[str, ...] = ()
    combines_with: tuple[str, ...] = ()
    later: tuple[str, ...] = ()
    no_further_restrictions: Clause | None = None
    treats_as_restriction: tuple[str, ...] = ()
    readings: tuple[StatementReading, ...] = ()
    licensor: str = ""
    sells_exceptions: bool = False
    draft: bool = False
    notes: tuple[str, ...] = ()
    frees: tuple[Freedom, ...] = ()
    includes: tuple[Inclusion, ...] = ()
    lifts: tuple[Lifted, ...] = ()
    without: "License | None" = None
    profile: Profile | None = None

    @property
    def plain(self) -> "License":
        """The license without its exception."""
        return self.without or self

    def permission(self, act: Act) -> Permission:
        """The statement on an act; an absent one is silent where all was read, else not reviewed."""
        return self.permits.get(act) or _no_permission(act, self._absent)

    def duty(self, duty: Duty) -> DutyTerm:
        """The statement on a duty; an absent one is silent where all was read, else not reviewed."""
        return self.duties.get(duty) or _no_duty(duty, self._absent)

    def derivation(self, how: str) -> Derivation:
        """Whether a link (`links`, or `links:dynamic`) makes a derivative, by this license's own words."""
        plain = how.partition(":")[0]
        found = self.derivatives.get(how) or self.derivatives.get(plain)
        return found or _no_derivation(how, self._absent)

    @property
    def _absent(self) -> Value:
        return Value.SILENT if self.complete else Value.NOT_REVIEWED


@cache
def _no_permission(act: Act, value: Value) -> Permission:
    return Permission(act=act, value=value)


@cache
def _no_duty(duty: Duty, value: Value) -> DutyTerm:
    return DutyTerm(duty=duty, value=value)


@lru_cache(maxsize=1024)
def _no_derivation(how: str, value: Value) -> Derivation:
    return Derivation(how=how, value=value)


@dataclass(frozen=True, slots=True, kw_only=True)
class Holder:
    """Somebody who published a position: where (`source` is a title, `url` its address or a path in a package).

    `date` is a year, a month or a day (ISO 8601), empty where the source bears none. `quote` is at most 15 words of
    the source; `note` says how far the holder goes along with the position.
    """

    who: str
    source: str
    url: str
    date: str = ""
    quote: str = ""
    note: str = ""


Effect = Literal["carries", "notice", "stops", "binds", "frees", "none yet"]
"""What a position does at a link.

`carries`: the terms go downstream; `notice`: only what is owed on published outputs does; `stops`: they stay behind.
`binds`, `frees`: the statements apply to the use, or do not. `none yet`: Licet judges alike under every position.
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkEffect:
    """What a position does at one kind of link; `says` tells it in a sentence."""

    link: How
    effect: Effect
    says: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Position:
    """One position on a contested point: `holds` says what follows, `held_by` who is known to have published it."""

    name: str
    holds: str
    held_by: tuple[Holder, ...] = ()
    applies: bool | None = None
    links: tuple[LinkEffect, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """A point on which careful readers differ (vocabulary section 11).

    A position's `applies` says whether, under it, the statements that hang on the point bind; None where the
    point is about a link and not about statements. `trigger` is the one event that a point is about: what else makes
    a duty due is not contested; None where the point is about the whole statement. `statements` are the keys of a
    record that the point may bear on (`duties.share-alike`), `concerns` says which records those are.
    """

    id: str
    point: str
    positions: tuple[Position, ...]
    default: str = ""
    trigger: Trigger | None = None
    statements: tuple[str, ...] = ()
    concerns: str = ""
