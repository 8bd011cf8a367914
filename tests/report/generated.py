"""Analyses of every shape, the same ones each time: for the validators of other people and for measuring."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from random import Random

from licet.model.analysis import Analysis, RestrictionCell
from licet.model.bom import Bom, Claim, Component, Detection, Evidence, Fact, Identified, Link, Problem, Release
from licet.model.findings import Finding, OwedDuty, Question, Remedy, Settled, Step, Terms
from licet.model.terms import Document
from licet.model.use import Config, Product, Waiver
from licet.model.vocabulary import Basis, DutyStatus, Grade, How, Kind, Scope, Verdict
from tests.report import factory

DAY = date(2026, 11, 30)
EXPRESSIONS = (
    *("MIT", "Apache-2.0", "GPL-3.0-only", "CC-BY-NC-4.0", "BSD-3-Clause", "CC0-1.0", "AGPL-3.0-or-later"),
    *("MIT OR Apache-2.0", "GPL-2.0-only WITH Classpath-exception-2.0", "(MIT OR Apache-2.0) AND BSD-2-Clause"),
    *("LicenseRef-Acme", "LicenseRef-scancode-llama-3.1-license-2024", "MIT AND LicenseRef-Acme"),
    *("Apache-2.0 WITH LLVM-exception", "LicenseRef-one OR LicenseRef-two", "OpenMDW-1.0"),
)
RAW = (
    "llama3.1",
    "other",
    "Proprietary (c) Acme",
    "see LICENSE",
    "Lizenz für Übung",
    "GPLv2 or <b>later</b>",
    "MIT AND AND",
)
NAMES = (
    *("plain", "two words", "a/b", "Größe", "模型", "=cmd|' /C calc'!A0", "<script>alert(1)</script>", "`rm -rf`|x"),
    *(
        "\x1b[31mred",
        "\u202edesrever",
        '"}]}',
        "@id",
        "_:blank",
        "../../etc/passwd",
        "a--b",
        "-->",
        "[x](javascript:y)",
    ),
)
SCHEMES = (
    "pkg:pypi/",
    "pkg:npm/%40scope/",
    "pkg:huggingface/org/",
    "hf:datasets/org/",
    "api:provider/",
    "",
    "file:",
    "url:https://x.example/",
)
RULES = ("share-alike", "noncommercial-only", "missing-license", "naming", "expired-waiver", "field-of-use")


def analyses(count: int, seed: int = 7) -> Iterator[Analysis]:
    """Yield analyses of 0 to 40 parts, deterministic in their number and the seed."""
    for number in range(count):
        yield analysis(Random(f"{seed}:{number}"), parts=number % 41)  # noqa: S311 - a fixed sequence is wanted


def analysis(random: Random, *, parts: int) -> Analysis:
    """One analysis of so many parts."""
    components = tuple(_component(random, number) for number in range(parts))
    identified = tuple(_identified(random, each) for each in components if random.random() < 0.9)
    links = tuple(_links(random, components))
    findings = tuple(_finding(random, components, links, number) for number in range(random.randint(0, 6)))
    return Analysis(
        version="0.1.0",
        knowledge="2026-11-30",
        config=Config(
            product=Product(
                name=random.choice(NAMES),
                version=random.choice(("", "1.0", "2026.11")),
                license=random.choice(("", *EXPRESSIONS)),
                kind=random.choice((Kind.APPLICATION, Kind.MODEL, Kind.DATASET, Kind.SERVICE, Kind.LIBRARY)),
            ),
            use=factory.USE,
            path=random.choice(("", "licet.toml")),
        ),
        bom=Bom(components=components, links=links, problems=tuple(_problems(random))),
        identified=identified,
        terms=tuple(_terms(each) for each in identified),
        verdict=max((each.verdict for each in findings), key=lambda each: each.rank, default=Verdict.ALLOWED),
        findings=findings,
        duties=tuple(_duty(random, components, number) for number in range(random.randint(0, 8))) if components else (),
        questions=(
            Question(
                id="q", asks=random.choice(NAMES), about="product", decides=("F1",), verdict_if={"yes": Verdict.BLOCKED}
            ),
        ),
        remedies=(
            Remedy(key="r", kind="drop-component", target="product", title=random.choice(NAMES), cost=2, id="R1"),
        ),
        restrictions=tuple(_restrictions(random, components)),
        assessed=random.choice((DAY, DAY, None)),
    )


def large(parts: int = 500) -> Analysis:
    """A system of so many parts, most of them packages, each with a license, a link and duties."""
    return replace(factory.blocked(packages=parts - len(factory.COMPONENTS)), assessed=DAY)


def unlicensed(parts: int = 500) -> Analysis:
    """A system of which nobody knows a license: as many findings, questions and remedies as parts, all alike."""
    base = replace(factory.blocked(packages=parts), assessed=DAY)
    names = [each.id for each in base.bom.components if each.id.startswith("pkg:pypi/part")]
    bare = Finding(key="", rule="missing-license", verdict=Verdict.REVIEW, severity="medium", title="", components=())
    findings = tuple(
        replace(
            bare,
            id=f"F{at}",
            key=f"missing-license:{name}",
            title=f"no license is stated for {name}",
            components=(name,),
            path=(Step(source="product", how=How.LINKS, target=name),),
            because=(
                f"Under what license do you use {name}?",
                "one that covers this use: allowed",
                "none: needs review",
            ),
            questions=(f"license:{name}",),
            remedies=(f"R{at}",),
        )
        for at, name in enumerate(names, start=1)
    )
    questions = tuple(
        Question(
            id=f"license:{name}",
            asks=f"Under what license do you use {name}?",
            about=name,
            decides=(f"F{at}",),
            verdict_if={"one that covers this use": Verdict.ALLOWED, "none": Verdict.REVIEW},
        )
        for at, name in enumerate(names, start=1)
    )
    remedies = tuple(
        Remedy(
            key=f"drop:{name}",
            id=f"R{at}",
            kind="drop-component",
            target=name,
            title=f"leave {name} out",
            cost=4,
            clears=(f"F{at}",),
        )
        for at, name in enumerate(names, start=1)
    )
    answers = {each.id: "one that covers this use" for each in questions}
    return replace(
        base,
        verdict=Verdict.REVIEW,
        findings=findings,
        questions=questions,
        remedies=remedies,
        opened_by=(Settled(answers=answers, verdict=Verdict.ALLOWED),),
        plan=None,
    )


def _component(random: Random, number: int) -> Component:
    kind = random.choice(tuple(Kind))
    scheme = random.choice(SCHEMES)
    name = random.choice(NAMES)
    identity = f"{scheme}part{number}" if random.random() < 0.7 else f"{name}-{number}"
    facts: dict[str, Fact] = {"modified": True} if random.random() < 0.2 else {}
    return Component(
        id=identity,
        kind=kind,
        name=random.choice(("", name, f"part{number}")),
        version=random.choice(("", "1.0.2", "main", "a" * 40)),
        purl=identity if identity.startswith("pkg:") else random.choice(("", "", "pkg:generic/x", "no purl")),
        aliases=(f"alias:{number}",) if random.random() < 0.2 else (),
        scope=random.choice(tuple(Scope)),
        own=random.choice((None, None, True, False)),
        modalities=random.choice((None, (), ("text",), ("image", "text"))),
        claims=(Claim(license=random.choice((*EXPRESSIONS, *RAW)), grade=Grade.METADATA, evidence=_seen(random)),),
        facts=facts,
        evidence=tuple(_seen(random) for _ in range(random.randint(0, 3))),
        unresolved=random.choice(("", "", "", "os.environ['X']")),
        task=random.choice(("", "text-generation")),
        release=_release(Random(f"release:{number}:{identity}")),  # noqa: S311 - as above
    )


def _release(random: Random) -> Release:
    """Everything, nothing, or some of it."""
    told = random.choice((0.0, 0.5, 1.0))
    values = {
        "supplier": random.choice(("Acme GmbH", *NAMES)),
        "originator": random.choice(("Größe & Söhne", *NAMES)),
        "location": random.choice(("https://x.example/a", "git+https://x.org/a.git", "s3://bucket/a")),
        "released": random.choice(("2024-02-29", "2026-12-01")),
        "built": "2023-01-31",
    }
    return Release(**{name: value for name, value in values.items() if random.random() < told})


def _seen(random: Random) -> Evidence:
    path = random.choice(
        ("src/app.py", "models/a b/config.json", "requirements.txt", "ü.md", "x#y?.py", "catalog:x@2026")
    )
    return Evidence(
        path=path,
        line=random.choice((0, 1, 77)),
        sha256=random.choice(("", "ab" * 32)),
        note=random.choice(("", "seen")),
    )


def _identified(random: Random, part: Component) -> Identified:
    said = tuple(dict.fromkeys(random.choice((*EXPRESSIONS, *RAW)) for _ in range(random.randint(0, 2))))
    concluded = random.choice(("", *EXPRESSIONS, *RAW[:3]))
    texts = tuple(
        Detection(license=each, document="license", match="exact", score=1.0, evidence=_seen(random))
        for each in (random.choice(EXPRESSIONS[:7]), "LicenseRef-Acme")
        if random.random() < 0.4
    )
    return Identified(
        component=part,
        declared=said,
        detected=texts,
        concluded=concluded,
        grade=random.choice(tuple(Grade)),
        differs=("The card and the text differ.",) if random.random() < 0.3 else (),
        looked=random.random() < 0.5,
    )


def _terms(found: Identified) -> Terms:
    license_ = replace(
        factory.license_of(found.concluded or "MIT", "A license"),
        documents=(Document(name="license", source="https://x.example/LICENSE", sha256="cd" * 32),),
    )
    return Terms(component=found.component, expression=found.concluded, grade=found.grade, licenses=(license_,))


def _links(random: Random, components: tuple[Component, ...]) -> Iterator[Link]:
    ids = ["product", *(each.id for each in components), "nobody-described"]
    for target in ids[1:]:
        how = random.choice(tuple(How))
        facts: dict[str, Fact] = {"how": random.choice(("static", "dynamic", "import"))} if how is How.LINKS else {}
        yield Link(
            source=random.choice(ids[: ids.index(target)]),
            how=how,
            target=target,
            basis=random.choice(tuple(Basis)),
            facts=facts,
            evidence=(_seen(random),) if random.random() < 0.8 else (),
        )


def _finding(random: Random, components: tuple[Component, ...], links: tuple[Link, ...], number: int) -> Finding:
    about = random.choice(components).id if components else "product"
    steps = tuple(
        Step(source=each.source, how=each.how, target=each.target, evidence=each.evidence) for each in links[:2]
    )
    waiver = Waiver(finding="naming", component=about, reason="accepted-risk", approved_by="legal", expires=DAY)
    waived = random.random() < 0.2
    rule = random.choice(RULES)
    return Finding(
        key=f"{rule}:{about}:{number}",
        rule=rule,
        verdict=random.choice(tuple(Verdict)),
        severity="medium",
        title=random.choice(NAMES),
        components=(about,),
        path=steps if random.random() < 0.7 else (),
        clauses=(factory.clause("MIT", "1", random.choice(NAMES)),) if random.random() < 0.7 else (),
        questions=("q",) if random.random() < 0.5 else (),
        remedies=("R1",),
        because=(random.choice(NAMES),),
        waived_by="accepted-risk: known" if waived else "",
        waiver=waiver if waived else None,
        id=f"F{number + 1}",
    )


def _duty(random: Random, components: tuple[Component, ...], number: int) -> OwedDuty:
    about = random.choice(components).id
    return OwedDuty(
        id=f"D{number + 1}",
        key=f"display:{about}:{number}",
        duty=random.choice(("display", "keep-notices", "naming", "missing-text")),
        status=random.choice(tuple(DutyStatus)),
        component=about,
        trigger="on-distribution",
        clause=factory.clause("MIT", "1", "the above copyright notice") if random.random() < 0.8 else None,
        how_to_meet=random.choice(("", *NAMES)),
    )


def _restrictions(random: Random, components: tuple[Component, ...]) -> Iterator[RestrictionCell]:
    for each in components[:3]:
        yield RestrictionCell(
            tag="military",
            component=each.id,
            license="LicenseRef-Acme",
            strength="prohibited",
            section="1",
            quote=random.choice(NAMES),
            use="not-served",
            verdict=Verdict.ALLOWED,
        )


def _problems(random: Random) -> Iterator[Problem]:
    if random.random() < 0.4:
        yield Problem(
            path=random.choice(("weights/old.bin", "x y.toml", "")),
            reason="unknown format",
            hides=random.random() < 0.5,
        )
