"""The JSON document of a result: what `-f json` writes and every other output is drawn from.

`schemas/result.schema.json` publishes the same shapes; `docs/result.md` explains them. Names are those of design
section 4. A verdict, kind, grade or status is written as its vocabulary word.
"""

from typing import Final, TypedDict

from licet.report.places import Clause, Release, Seen, Step
from licet.report.possibilities import CapabilityMatrix, Outbound, OutboundPart

SCHEMA: Final = 1
"""The version of the document; a new key does not raise it, a changed or removed one does."""

NOTICE: Final = "Licet reads licenses and reasons about them; it gives no legal advice."

JsonFact = bool | str | int | list[str]


class Tool(TypedDict):
    """What wrote the document; `knowledge` is the version and date of the license records and the catalog."""

    name: str
    version: str
    knowledge: str


class Product(TypedDict):
    """What is being made; an empty `license` means that none was chosen."""

    name: str
    version: str
    kind: str
    license: str
    modalities: list[str] | None
    release: Release


class Size(TypedDict):
    """Persons or US dollars; `at` is an ISO date, or null where the number answers for every date."""

    value: int
    at: str | None


class Use(TypedDict):
    """The intended use; null is unknown, an empty list a known none."""

    commercial: bool | None
    delivery: list[str] | None
    organization: str | None
    fields: list[str] | None
    territories: list[str] | None
    seat: str | None
    sizes: dict[str, list[Size]]
    trains_models_on_outputs: bool | None
    publishes_outputs: bool | None
    makes_trained_model_available: bool | None
    publishes_research: bool | None
    personal_data: bool | None


class Settings(TypedDict):
    """What the user decided beside the use; `stated` is false where no licet.toml existed."""

    stated: bool
    answers: dict[str, bool]
    positions: dict[str, str]
    deny: list[str]
    review: list[str]
    evidence: str
    costs: dict[str, int]
    waivers: str


class Gate(TypedDict):
    """Whether the verdict is as bad as `fail_on`, or worse; the exit code says the same.

    With a `baseline`, only what it does not hold counts; `known` is how much it holds.
    """

    fails: bool
    fail_on: str
    baseline: bool
    known: int


class Summary(TypedDict):
    """Counts: parts by kind, findings by verdict (waived ones apart), duties by status."""

    parts: dict[str, int]
    mentioned: int
    findings: dict[str, int]
    waived: int
    duties: dict[str, int]
    questions: int
    remedies: int
    problems: int
    scan: dict[str, int]


class ClaimMade(TypedDict):
    """Someone says that a part is under a license."""

    license: str
    grade: str
    name: str
    url: str
    path: str
    line: int


class TextRead(TypedDict):
    """A license recognized in a text.

    `score` is the share of the known text found in place, `coverage` the share of the file's words that it takes up,
    both 0 to 1; `edits` counts the differences from the known words, and `modified` tells whether there are any.
    """

    license: str
    document: str
    kind: str
    match: str
    modified: bool
    score: float
    coverage: float
    edits: int
    inserted: list[str]
    missing: int
    path: str
    line: int
    sha256: str


class Licenses(TypedDict):
    """The three kinds of evidence kept apart; `concluded` is an SPDX expression, empty where there is none.

    `looked` is true where the part's own files were at hand and read.
    """

    declared: list[str]
    detected: list[str]
    concluded: str
    grade: str
    looked: bool
    claims: list[ClaimMade]
    texts: list[TextRead]


class Component(TypedDict):
    """One part of the system; `terms_read` is true where the terms of all its licenses are known."""

    id: str
    label: str
    kind: str
    name: str
    version: str
    purl: str
    aliases: list[str]
    scope: str
    own: bool | None
    release_as: str
    release: Release
    modalities: list[str] | None
    task: str
    unresolved: bool
    expression: str
    facts: dict[str, JsonFact]
    licenses: Licenses
    chosen: str
    terms_read: bool
    unread: list[str]
    text_at_hand: bool
    modified_text: list[str]
    differs: list[str]
    evidence: list[Seen]


Link = TypedDict(
    "Link",
    {"from": str, "how": str, "to": str, "basis": str, "facts": dict[str, JsonFact], "evidence": list[Seen]},
)
"""`from` (downstream) uses `to` (upstream) in the way `how`."""


class Waived(TypedDict):
    """The waiver that covers a finding; `expires` is the last day on which it counts, or null."""

    reason: str
    statement: str
    approved_by: str
    expires: str | None


class ReadingTaken(TypedDict):
    """The verdict under one position on a contested point; `held_by` names who published the position."""

    id: str
    position: str
    verdict: str
    held_by: list[str]


class Finding(TypedDict):
    """One conclusion with its reasons; `path` lists ids from the product to the part, `tag` is the first of `tags`."""

    id: str
    key: str
    rule: str
    act: str
    tag: str
    tags: list[str]
    duty: str
    verdict: str
    severity: str
    title: str
    components: list[str]
    path: list[str]
    steps: list[Step]
    clauses: list[Clause]
    facts: dict[str, str]
    readings: list[ReadingTaken]
    questions: list[str]
    settled_by: "list[Settled]"
    may_matter: list[str]
    remedies: list[str]
    because: list[str]
    waived_by: str
    waiver: Waived | None
    known: bool


class Duty(TypedDict):
    """A duty as it stands for this use; `trigger` is what makes it due."""

    id: str
    key: str
    duty: str
    status: str
    trigger: str
    component: str
    path: list[str]
    steps: list[Step]
    clause: Clause | None
    how_to_meet: str
    questions: list[str]
    known: bool
    may_matter: list[str]


class Question(TypedDict):
    """A question whose answer can change a verdict; `verdict_if` maps each answer to the verdict then.

    `moves` where it can change the verdict of the whole; None where that is not known.
    """

    id: str
    asks: str
    about: str
    decides: list[str]
    verdict_if: dict[str, str]
    moves: bool | None


class Settled(TypedDict):
    """Answers, by question, that settle a verdict, whatever the other open facts are."""

    answers: dict[str, str]
    verdict: str


class MayMatter(TypedDict):
    """An open fact of a decision that has too many to try all together."""

    id: str
    asks: str
    about: str
    bears_on: list[str]


class Remedy(TypedDict):
    """A change that was judged again; `open_step` where the outcome depends on what is learned."""

    id: str
    key: str
    kind: str
    target: str
    title: str
    cost: int
    assumes: list[str]
    clears: list[str]
    verdict_after: str | None
    open_step: bool
    weight: int
    together: list[str]


class Plan(TypedDict):
    """The cheapest set of remedies that clears the gate; `considered` sets were judged, none costs below `bound`."""

    remedies: list[str]
    cost: int
    optimal: bool
    verdict_after: str
    considered: int
    bound: int
    unproven: str


class Risk(TypedDict):
    """The worst verdict for one part and one kind of risk."""

    component: str
    kind: str
    verdict: str
    findings: list[str]


class Restricted(TypedDict):
    """One restriction of a license against the intended use: `use` is served, not-served or unknown."""

    tag: str
    component: str
    license: str
    strength: str
    section: str
    quote: str
    use: str
    verdict: str


class LicenseSource(TypedDict):
    """Where one document of a license was read, and the hash of what was read; empty where nobody recorded it."""

    name: str
    source: str
    sha256: str


class KnownLicense(TypedDict):
    """A license that binds some part; `complete` where every document of it was read."""

    id: str
    name: str
    kind: str
    category: str
    complete: bool
    reviewed: str
    documents: list[str]
    sources: list[LicenseSource]


class Unread(TypedDict):
    """A file, or a part of one, that could not be read; `hides` where it may hide a part or a license."""

    path: str
    line: int
    reason: str
    hint: str
    hides: bool


class Result(TypedDict):
    """The whole document, in this order of keys; `date` is the day for which it was judged, empty where not told."""

    schema: int
    tool: Tool
    notice: str
    date: str
    product: Product
    use: Use
    settings: Settings
    verdict: str
    gate: Gate
    summary: Summary
    components: list[Component]
    links: list[Link]
    licenses: list[KnownLicense]
    findings: list[Finding]
    duties: list[Duty]
    questions: list[Question]
    opened_by: list[Settled]
    may_matter: list[MayMatter]
    remedies: list[Remedy]
    plan: Plan | None
    outbound: list[Outbound]
    outbound_parts: list[OutboundPart]
    risk_matrix: list[Risk]
    restriction_matrix: list[Restricted]
    capability_matrix: CapabilityMatrix
    problems: list[Unread]
