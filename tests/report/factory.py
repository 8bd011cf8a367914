"""Typed builders of analyses: a realistic blocked system, a clean one, and any with hostile names."""

from dataclasses import replace
from datetime import date

from licet.model.analysis import (
    Analysis,
    CapabilityLimit,
    CapabilityMatrix,
    CapabilityRow,
    CapableOf,
    RestrictionCell,
    RiskCell,
)
from licet.model.bom import (
    Bom,
    Claim,
    Component,
    Detection,
    Evidence,
    Identified,
    Link,
    Problem,
    Release,
)
from licet.model.findings import (
    Finding,
    MayMatter,
    Outbound,
    OutboundPart,
    OwedDuty,
    Plan,
    Question,
    ReadingOutcome,
    Remedy,
    Settled,
    Step,
    Terms,
)
from licet.model.terms import Clause, Document, License
from licet.model.use import Config, Measurement, Product, Use, Waiver
from licet.model.vocabulary import (
    Act,
    Basis,
    Category,
    Delivery,
    Duty,
    DutyStatus,
    Grade,
    How,
    Kind,
    Organization,
    Scope,
    Verdict,
)

NC = "CC-BY-NC-4.0"
AGPL = "AGPL-3.0-only"
LLAMA = "LicenseRef-scancode-llama-3.1-license-2024"
SHARE_ALIKE_DATA = "CC-BY-SA-4.0"
PACKAGES = 143

_HEX = "0123456789abcdef" * 4


def seen(path: str, line: int = 0, note: str = "") -> Evidence:
    """One place."""
    return Evidence(path=path, line=line, sha256=_HEX, note=note)


def clause(license_id: str, section: str, quote: str, document: str = "license") -> Clause:
    """One clause."""
    return Clause(license=license_id, document=document, section=section, quote=quote)


def license_of(identity: str, name: str, category: Category = Category.PERMISSIVE, *, complete: bool = True) -> License:
    """A license with a title and no statements."""
    return License(
        id=identity,
        name=name,
        kind="software",
        category=category,
        documents=(Document(name="license"),),
        permits={},
        duties={},
        complete=complete,
        reviewed="2026-11",
    )


def step(source: str, how: How, target: str, path: str = "", line: int = 0) -> Step:
    """One step, seen at a place where one is given."""
    return Step(source=source, how=how, target=target, evidence=(seen(path, line),) if path else ())


def link_of(each: Step, basis: Basis = Basis.OBSERVED) -> Link:
    """The link that a step goes along."""
    return Link(source=each.source, how=each.how, target=each.target, basis=basis, evidence=each.evidence)


EMBEDS = step("product", How.EMBEDS, "blender", "src/api/model.py", 12)
MERGES_NC = step("blender", How.MERGES, "hf:acme/ranker-nc", "models/blend.yaml", 7)
MERGES_LLAMA = step("blender", How.MERGES, "hf:meta-llama/Llama-3.1-8B", "models/blend.yaml", 5)
LINKS_ENGINE = step("product", How.LINKS, "retrieval-engine", "src/api/search.py", 3)
ADAPTS = step("tone-adapter", How.ADAPTS, "hf:meta-llama/Llama-3.1-8B", "adapters/tone/adapter_config.json", 2)
EMBEDS_ADAPTER = step("product", How.EMBEDS, "tone-adapter", "src/api/model.py", 14)
TRAINS = step("blender", How.TRAINS_ON, "hf:datasets/wiki/qa-sa", "train/config.yaml", 21)
STEPS = (EMBEDS, MERGES_NC, MERGES_LLAMA, LINKS_ENGINE, ADAPTS, EMBEDS_ADAPTER, TRAINS)


def part(identity: str, kind: Kind, name: str = "", scope: Scope = Scope.SHIPPED) -> Component:
    """A component with one place of evidence."""
    return Component(id=identity, kind=kind, name=name, scope=scope, evidence=(seen("models/blend.yaml", 7),))


def package(number: int) -> Component:
    """One of many packages, claimed by its own metadata."""
    place = seen("requirements.lock", number + 1)
    return Component(
        id=f"pkg:pypi/part{number:03}@1.0",
        kind=Kind.LIBRARY,
        name=f"part{number:03}",
        version="1.0",
        purl=f"pkg:pypi/part{number:03}@1.0",
        claims=(Claim(license="mit", grade=Grade.METADATA, evidence=place),),
        evidence=(place,),
    )


COMPONENTS = (
    replace(part("blender", Kind.MODEL), own=True, facts={"modified": True}),
    replace(
        part("hf:acme/ranker-nc", Kind.MODEL, "ranker-nc"),
        purl="pkg:huggingface/acme/ranker-nc",
        modalities=("text",),
        claims=(Claim(license="apache-2.0", grade=Grade.METADATA, evidence=seen("models/ranker-nc/README.md", 3)),),
    ),
    replace(part("hf:meta-llama/Llama-3.1-8B", Kind.MODEL, "Llama-3.1-8B"), aliases=("ollama:llama3.1:8b",)),
    part("retrieval-engine", Kind.LIBRARY, "retrieval-engine"),
    replace(part("tone-adapter", Kind.ADAPTER), own=True),
    part("hf:datasets/wiki/qa-sa", Kind.DATASET, "qa-sa"),
    replace(part("env:MODEL_NAME", Kind.MODEL), unresolved='os.environ["MODEL_NAME"]', scope=Scope.MENTIONED),
)

NC_IDENTIFIED = Identified(
    component=COMPONENTS[1],
    declared=("Apache-2.0",),
    detected=(
        Detection(
            license=NC, document="license", match="exact", score=1.0, evidence=seen("models/ranker-nc/LICENSE", 41)
        ),
    ),
    concluded=NC,
    grade=Grade.TEXT,
    differs=("The card says Apache-2.0, the text beside it is CC-BY-NC-4.0.",),
)


def _identified(packages: tuple[Component, ...]) -> tuple[Identified, ...]:
    plain = {"hf:meta-llama/Llama-3.1-8B": LLAMA, "retrieval-engine": AGPL, "hf:datasets/wiki/qa-sa": SHARE_ALIKE_DATA}
    known = [
        Identified(component=each, declared=(plain[each.id],), concluded=plain[each.id], grade=Grade.CATALOG)
        for each in COMPONENTS
        if each.id in plain
    ]
    mit = [Identified(component=each, declared=("MIT",), concluded="MIT", grade=Grade.METADATA) for each in packages]
    return (NC_IDENTIFIED, *known, *mit)


def _terms(identified: tuple[Identified, ...]) -> tuple[Terms, ...]:
    titles = {
        NC: ("Creative Commons Attribution-NonCommercial 4.0", Category.NONCOMMERCIAL),
        AGPL: ("GNU Affero General Public License v3.0", Category.NETWORK_COPYLEFT),
        LLAMA: ("Llama 3.1 Community License", Category.USE_RESTRICTED),
        SHARE_ALIKE_DATA: ("Creative Commons Attribution-ShareAlike 4.0", Category.STRONG_COPYLEFT),
        "MIT": ("MIT License", Category.PERMISSIVE),
    }
    return tuple(
        Terms(
            component=each.component,
            expression=each.concluded,
            grade=each.grade,
            licenses=(license_of(each.concluded, *titles[each.concluded]),),
            text_at_hand=each.grade is Grade.TEXT,
        )
        for each in identified
    )


FINDINGS = (
    Finding(
        id="F1",
        key="noncommercial-only:hf:acme/ranker-nc",
        rule="noncommercial-only",
        verdict=Verdict.BLOCKED,
        severity="high",
        title="ranker-nc may not be used commercially",
        components=("hf:acme/ranker-nc",),
        path=(EMBEDS, MERGES_NC),
        clauses=(clause(NC, "2.a.1", "for NonCommercial purposes only"),),
        act=Act.USE_COMMERCIALLY,
        tags=("noncommercial-only",),
        facts={"commercial": "true", "delivery": "hosted-api"},
        remedies=("R1", "R2"),
        because=(
            "The use is commercial.",
            "The text was read in full and grants NonCommercial use alone.",
            "The merge holds the weights of ranker-nc, so its terms reach the product.",
        ),
    ),
    Finding(
        id="F2",
        key="share-alike:retrieval-engine",
        rule="share-alike",
        verdict=Verdict.REVIEW,
        severity="medium",
        title="is retrieval-engine one work with your API?",
        components=("retrieval-engine",),
        path=(LINKS_ENGINE,),
        clauses=(clause(AGPL, "13", "your modified version must prominently offer all users"),),
        duty=Duty.SHARE_ALIKE,
        facts={"one_work": "unknown"},
        questions=("one-work:retrieval-engine",),
        remedies=("R4",),
    ),
    Finding(
        id="F3",
        key="share-alike:hf:datasets/wiki/qa-sa",
        rule="share-alike",
        verdict=Verdict.REVIEW,
        severity="medium",
        title="are weights trained on qa-sa adapted material?",
        components=("hf:datasets/wiki/qa-sa",),
        path=(EMBEDS, TRAINS),
        clauses=(
            clause(SHARE_ALIKE_DATA, "3.b", "The Adapter's License You apply must be a Creative Commons license"),
        ),
        duty=Duty.SHARE_ALIKE,
        readings=(
            ReadingOutcome(
                id="training-on-share-alike-data",
                position="adapted-material",
                verdict=Verdict.BLOCKED,
                held_by=("A. Reader", "B. Reader", "C. Reader"),
            ),
            ReadingOutcome(id="training-on-share-alike-data", position="produced-work", verdict=Verdict.WITH_DUTIES),
            ReadingOutcome(id="training-on-share-alike-data", position="neither", verdict=Verdict.ALLOWED),
        ),
    ),
    Finding(
        id="F4",
        key="latest-policy:hf:meta-llama/Llama-3.1-8B",
        rule="latest-policy",
        verdict=Verdict.WITH_DUTIES,
        severity="info",
        title="the use policy of Llama-3.1-8B may change; check it again",
        components=("hf:meta-llama/Llama-3.1-8B",),
        clauses=(clause(LLAMA, "1.b.iv", "adhere to the Acceptable Use Policy"),),
    ),
    Finding(
        id="F5",
        key="missing-license:env:MODEL_NAME",
        rule="missing-license",
        verdict=Verdict.REVIEW,
        severity="low",
        title="MODEL_NAME names no model that could be read",
        components=("env:MODEL_NAME",),
        waived_by="accepted-risk: only used in a local experiment",
        waiver=Waiver(
            finding="missing-license",
            component="env:MODEL_NAME",
            reason="accepted-risk",
            statement="only used in a local experiment",
            approved_by="legal department",
            expires=date(2027, 1, 31),
        ),
    ),
)


def _duties(packages: tuple[Component, ...]) -> tuple[OwedDuty, ...]:
    llama = "hf:meta-llama/Llama-3.1-8B"
    single = (
        OwedDuty(
            id="D1",
            key=f"display:{llama}",
            duty="display",
            status=DutyStatus.DUE,
            trigger="on-network-access",
            component=llama,
            path=(EMBEDS, MERGES_LLAMA),
            clause=clause(LLAMA, "1.b.i", "prominently display “Built with Llama”"),
            how_to_meet='display "Built with Llama" on the product page',
        ),
        OwedDuty(
            id="D2",
            key=f"give-license-copy:{llama}",
            duty="give-license-copy",
            status=DutyStatus.PENDING,
            trigger="on-distribution",
            component=llama,
            clause=clause(LLAMA, "1.b.i", "provide a copy of this Agreement"),
            how_to_meet="give a copy of the license with the model",
            questions=("distributes:product",),
        ),
        OwedDuty(
            id="D3",
            key=f"retaliation:{llama}",
            duty="retaliation",
            status=DutyStatus.STANDING,
            trigger="on-litigation",
            component=llama,
            clause=clause(LLAMA, "5.c", "any licenses granted to you under this Agreement shall terminate"),
        ),
    )
    notices = tuple(
        OwedDuty(
            id=f"D{number}",
            key=f"keep-notices:{each.id}",
            duty="keep-notices",
            status=DutyStatus.DUE,
            trigger="on-distribution",
            component=each.id,
            clause=clause("MIT", "para 2", "The above copyright notice and this permission notice shall be included"),
            how_to_meet="keep the copyright notice and the license text with every copy",
        )
        for number, each in enumerate(packages, start=4)
    )
    return (*single, *notices)


QUESTIONS = (
    Question(
        id="one-work:retrieval-engine",
        asks="Does retrieval-engine run in your process, or was it modified?",
        about="retrieval-engine",
        decides=("F2",),
        verdict_if={"yes": Verdict.BLOCKED, "no": Verdict.WITH_DUTIES},
    ),
    Question(
        id="distributes:product",
        asks="Do copies of the model leave your organization?",
        about="product",
        decides=("D2",),
        verdict_if={"yes": Verdict.WITH_DUTIES, "no": Verdict.WITH_DUTIES},
    ),
)

REMEDIES = (
    Remedy(
        id="R1",
        key="replace-component:ranker-nc",
        kind="replace-component",
        target="hf:acme/ranker-nc",
        title="replace with ranker-base (Apache-2.0, same task)",
        cost=3,
        clears=("F1",),
        verdict_after=Verdict.REVIEW,
    ),
    Remedy(
        id="R2",
        key="acquire-license:ranker-nc",
        kind="acquire-license",
        target="hf:acme/ranker-nc",
        title="acquire a commercial license from the author",
        cost=5,
        assumes=("commercial use and hosting are granted",),
        clears=("F1",),
        verdict_after=Verdict.REVIEW,
    ),
    Remedy(
        id="R3",
        key="answer-question:one-work",
        kind="answer-question",
        target="one-work:retrieval-engine",
        title="answer whether retrieval-engine is one work with the product",
        cost=1,
        clears=("F2",),
        open_step=True,
    ),
    Remedy(
        id="R4",
        key="isolate-as-service:retrieval-engine",
        kind="isolate-as-service",
        target="retrieval-engine",
        title="run retrieval-engine as a service",
        cost=4,
        assumes=("it is called over a network, unmodified",),
        clears=("F2",),
        verdict_after=Verdict.BLOCKED,
    ),
)


def _can(ability: str, does: str, why: str) -> CapableOf:
    base = "hf:meta-llama/Llama-3.1-8B"
    return CapableOf(component=base, ability=ability, does=does, basis="task", said="text-generation", why=why)


def _barred(tag: str, section: str, quote: str, strength: str, *qualifiers: str) -> CapabilityLimit:
    return CapabilityLimit(
        tag=tag,
        component="hf:meta-llama/Llama-3.1-8B",
        clause=clause(LLAMA, section, quote, "policy"),
        strength=strength,
        qualifiers=qualifiers,
        binds=("hf:meta-llama/Llama-3.1-8B",),
        path=(EMBEDS, MERGES_LLAMA),
    )


CAPABILITIES = CapabilityMatrix(
    rows=(
        CapabilityRow(
            tag="hr-decisions",
            use="served",
            limit="conditional",
            abilities=(_can("answers-questions", "answers questions", "it can be asked to rate applicants"),),
            limits=(_barred("automated-decisions", "2", "unlicensed practice of any profession", "conditional"),),
        ),
        CapabilityRow(
            tag="medical-advice",
            use="not-served",
            limit="conditional",
            abilities=(_can("answers-questions", "answers questions", "it answers questions on symptoms"),),
            limits=(_barred("medical-advice", "2.c", "unauthorized practice", "prohibited", "unlicensed"),),
        ),
        CapabilityRow(
            tag="military",
            use="not-served",
            limit="prohibited",
            abilities=(_can("answers-questions", "answers questions", "it can be asked to plan operations"),),
            limits=(_barred("military", "2.a", "Military, warfare, nuclear industries or applications", "prohibited"),),
        ),
        CapabilityRow(
            tag="gambling",
            use="not-served",
            limit="unknown",
            abilities=(_can("acts", "acts", "it can play for money"),),
        ),
    ),
    untold=("tone-adapter",),
    unread=("retrieval-engine",),
)

OUTBOUND_PART = OutboundPart(
    component="blender",
    wanted="MIT",
    delivery=Delivery.DISTRIBUTED_WEIGHTS,
    licenses=(
        Outbound(
            license="MIT",
            possible="no",
            because=("blender contains ranker-nc and cannot be released under MIT alone",),
            clauses=(clause(NC, "2.a.5", "additional or different terms or conditions"),),
        ),
        Outbound(license=NC, possible="yes"),
    ),
)

USE = Use(
    commercial=True,
    delivery=(Delivery.HOSTED_API,),
    organization=Organization.COMPANY,
    fields=("hr-decisions",),
    territories=("EU", "US"),
    sizes={"monthly_active_users": (Measurement(value=9000, at=date(2024, 7, 23)), Measurement(value=20000))},
    trains_models_on_outputs=False,
)


def blocked(packages: int = PACKAGES) -> Analysis:
    """The system of the sketch: a merge with a noncommercial model, a network copyleft engine, a naming license."""
    libraries = tuple(package(number) for number in range(packages))
    identified = _identified(libraries)
    links = tuple(link_of(each) for each in STEPS) + tuple(
        link_of(step("product", How.LINKS, each.id, "requirements.lock", number + 1))
        for number, each in enumerate(libraries)
    )
    duties = _duties(libraries)
    return Analysis(
        version="0.1.0",
        knowledge="2026-11-30",
        config=Config(
            product=Product(name="recommender-api", version="2.1", license="LicenseRef-Proprietary"),
            use=USE,
            path="licet.toml",
        ),
        bom=Bom(
            components=(*COMPONENTS, *libraries),
            links=links,
            problems=(Problem(path="weights/old.bin", reason="unknown format", hint="convert it to safetensors"),),
        ),
        identified=identified,
        terms=_terms(identified),
        verdict=Verdict.BLOCKED,
        findings=FINDINGS,
        duties=duties,
        questions=QUESTIONS,
        remedies=REMEDIES,
        plan=Plan(remedies=("R1", "R4"), cost=7, optimal=True, verdict_after=Verdict.WITH_DUTIES, considered=7),
        outbound=(
            Outbound(license="LicenseRef-Proprietary", possible="no", because=("F1 stands in the way",)),
            Outbound(license=AGPL, possible="unknown", because=("it hangs on one-work:retrieval-engine",)),
        ),
        risks=_risks(duties),
        outbound_parts=(OUTBOUND_PART,),
        restrictions=_restrictions(),
        capabilities=CAPABILITIES,
        counts={"files": 312},
        assessed=date(2026, 11, 30),
    )


def _hostile_outbound(name: str) -> OutboundPart:
    outbound = Outbound(license=name, possible="no", because=(name,), clauses=(clause(name, name, name),))
    return replace(OUTBOUND_PART, component=name, wanted=name, licenses=(outbound,))


def _hostile_capabilities(name: str) -> CapabilityMatrix:
    row = CAPABILITIES.rows[0]
    limit = replace(row.limits[0], component=name, clause=clause(name, name, name, name), qualifiers=(name,))
    able = replace(row.abilities[0], component=name, does=name, said=name, why=name)
    hostile = replace(row, tag=name, abilities=(able,), limits=(limit,), questions=(name,))
    return CapabilityMatrix(rows=(hostile, replace(hostile, limits=())), untold=(name,), unread=(name,))


def _risks(duties: tuple[OwedDuty, ...]) -> tuple[RiskCell, ...]:
    named = (
        ("hf:acme/ranker-nc", "prohibition", Verdict.BLOCKED, ("F1",)),
        ("retrieval-engine", "copyleft", Verdict.REVIEW, ("F2",)),
        ("hf:datasets/wiki/qa-sa", "copyleft", Verdict.REVIEW, ("F3",)),
        ("hf:meta-llama/Llama-3.1-8B", "use-restriction", Verdict.WITH_DUTIES, ("F4",)),
    )
    owed = [
        (duty.component, "duty", Verdict.WITH_DUTIES, (duty.id,)) for duty in duties if duty.status is DutyStatus.DUE
    ]
    return tuple(
        RiskCell(component=component, kind=kind, verdict=verdict, findings=findings)
        for component, kind, verdict, findings in (*named, *owed)
    )


def _restrictions() -> tuple[RestrictionCell, ...]:
    rows = (
        ("automated-decisions", "conditional", "policy 2", "unlicensed practice of any profession", "served"),
        ("military", "prohibited", "policy 2.a", "Military, warfare, nuclear industries or applications", "not-served"),
        ("spam", "prohibited", "policy 3.e", "Generating, promoting, or further distributing spam", "unknown"),
    )
    verdicts = {"served": Verdict.REVIEW, "not-served": Verdict.ALLOWED, "unknown": Verdict.REVIEW}
    return tuple(
        RestrictionCell(
            tag=tag,
            component="hf:meta-llama/Llama-3.1-8B",
            license=LLAMA,
            strength=strength,
            section=section,
            quote=quote,
            use=use,
            verdict=verdicts[use],
        )
        for tag, strength, section, quote, use in rows
    )


def clean() -> Analysis:
    """A small system with nothing against it and nothing owed."""
    components = (part("pkg:huggingface/acme/tiny", Kind.MODEL, "tiny"), package(1), package(2))
    link = link_of(step("product", How.EMBEDS, "pkg:huggingface/acme/tiny", "app.py", 4))
    return Analysis(
        version="0.1.0",
        knowledge="2026-11-30",
        config=Config(product=Product(name="mini-app", version="1.0"), use=replace(USE, fields=()), path="licet.toml"),
        bom=Bom(components=components, links=(link,)),
        identified=(),
        terms=(),
        verdict=Verdict.ALLOWED,
    )


def unstated() -> Analysis:
    """The same system without a licet.toml: nothing is known of its use."""
    question = Question(
        id="use:commercial",
        asks="Is the use commercial?",
        about="product",
        decides=("F1",),
        verdict_if={"yes": Verdict.BLOCKED, "no": Verdict.ALLOWED},
    )
    finding = replace(FINDINGS[0], verdict=Verdict.REVIEW, questions=(question.id,), remedies=())
    return replace(
        blocked(packages=3),
        config=Config(product=Product(name="recommender-api")),
        verdict=Verdict.REVIEW,
        findings=(finding,),
        duties=(),
        questions=(question,),
        remedies=(),
        plan=None,
    )


def named(name: str) -> Analysis:
    """The blocked system in which one part, its paths and everything said of it bear an arbitrary name."""
    base = blocked(packages=2)
    first = FINDINGS[0]
    renamed = replace(COMPONENTS[1], id=name, name=name, version=name, task=name, aliases=(name,), facts={name: name})
    renamed = replace(renamed, release=Release(supplier=name, originator=name))
    last = replace(MERGES_NC, target=name, evidence=(seen(name, 7),))
    finding = replace(
        first,
        title=name,
        components=(name,),
        path=(EMBEDS, last),
        clauses=(clause(NC, name, name, name), clause(name, "1", name)),
        facts={name: name},
        because=(name,),
        readings=(ReadingOutcome(id=name, position=name, verdict=Verdict.REVIEW),),
        questions=("q",),
    )
    question = Question(id="q", asks=name, about=name, decides=("F1",), verdict_if={name: Verdict.BLOCKED})
    remedy = replace(REMEDIES[0], title=name, target=name, assumes=(name,))
    duty = replace(base.duties[0], component=name, how_to_meet=name)
    return replace(
        base,
        config=replace(base.config, product=Product(name=name, version=name, license=name)),
        bom=Bom(
            components=(renamed, COMPONENTS[0]),
            links=(link_of(EMBEDS), link_of(last)),
            problems=(Problem(path=name, reason=name, hint=name),),
        ),
        identified=(replace(NC_IDENTIFIED, component=renamed, declared=(name,), concluded=name, differs=(name,)),),
        findings=(finding, replace(first, id="F2", waived_by=name)),
        duties=(duty,),
        questions=(question,),
        opened_by=(Settled(answers={"q": name, name: name}, verdict=Verdict.WITH_DUTIES),),
        may_matter=(MayMatter(id=name, asks=name, about=name, bears_on=(name,)),),
        remedies=(remedy, *REMEDIES[1:]),
        outbound=(Outbound(license=name, possible="unknown", because=(name,)),),
        risks=(RiskCell(component=name, kind="prohibition", verdict=Verdict.BLOCKED, findings=("F1",)),),
        outbound_parts=(_hostile_outbound(name),),
        restrictions=(replace(base.restrictions[0], component=name, license=name, quote=name, section=name),),
        capabilities=_hostile_capabilities(name),
    )


def crowded(models: int = 12, *, findings: bool = True) -> Analysis:
    """Many models on few bases and data sets, with links over several layers and a cycle."""
    names = [f"model-{number:02}" for number in range(models)]
    bases = [f"base-{number}" for number in range(max(models // 3, 1))]
    data = [f"data-{number}" for number in range(max(models // 4, 1))]
    steps: list[Step] = []
    for number, name in enumerate(names):
        base = bases[number % len(bases)]
        steps.append(step("product", (How.EMBEDS, How.CALLS, How.BUNDLES)[number % 3], name))
        steps.append(step(name, (How.FINE_TUNES, How.QUANTIZES, How.ADAPTS)[number % 3], base))
    for number, base in enumerate(bases):
        steps.append(step(base, How.TRAINS_ON, data[number % len(data)]))
        steps.append(step("product", How.TOKENIZES_WITH, base))
    steps.append(step(data[0], How.GENERATED_BY, names[0]))
    path = (steps[0], steps[1])
    finding = replace(FINDINGS[0], components=(bases[0],), path=path)
    return replace(
        blocked(packages=0),
        bom=Bom(
            components=(
                *(part(name, Kind.MODEL) for name in (*names, *bases)),
                *(part(name, Kind.DATASET) for name in data),
            ),
            links=tuple(map(link_of, steps)),
        ),
        identified=(),
        terms=(),
        findings=(finding,) if findings else (),
        duties=(),
    )
