"""Terms nobody has read: an unknown license, a draft, a text or policy not at hand, a file that could not be read."""

from collections.abc import Iterator

from licet.model.bom import PRODUCT
from licet.model.findings import Terms
from licet.model.system import System
from licet.model.terms import License, Profile
from licet.model.vocabulary import Duty, Value, Verdict
from licet.rules.case import FINE, Case, Outcome, Rule
from licet.rules.facts import Facts

ID = "not-reviewed"
NAMED = 5
"""How many unreadable files a finding names before it counts the rest."""


def cases(system: System) -> Iterator[Case]:
    """One case per part under an unread license, one per draft or license read in part, one for unreadable files."""
    for name, terms in system.terms.items():
        if terms.component.own or name not in system.exposures:
            continue
        if terms.unread:
            yield _unread(system, name, terms)
        for license_ in terms.licenses:
            if license_.draft:
                yield _draft(system, name, terms, license_)
            elif license_.profile:
                yield _by_category(system, name, license_, license_.profile)
            elif not license_.complete:
                yield _partly(system, name, terms, license_)
    hidden = [problem for problem in system.problems if problem.hides]
    if hidden:
        yield _files(tuple(dict.fromkeys(problem.path for problem in hidden)))


def _unread(system: System, name: str, terms: Terms) -> Case:
    label = terms.component.label
    ids = ", ".join(terms.unread)
    known = "; ".join(f"{profile.id} is {profile}" for profile in terms.profiles)
    meant = f" (if the name stands for {' or '.join(terms.called_like)}, state that id)" if terms.called_like else ""
    categories = f", only a category is: {known}" if known else ""

    def decide(facts: Facts) -> Outcome:
        path = facts.system.exposures[name][0].path
        asks = f"Who licensed {label} ({ids}), and does that contract allow this use{meant}?"
        allowed = facts.of_part(name, "contract-allows", asks)
        why = f"the terms of {ids} are not known to Licet{categories}"
        verdict = Verdict.WITH_DUTIES if allowed and system.config.policy.evidence == "claims" else Verdict.REVIEW
        return Outcome(verdict=verdict, why=why, path=path)

    return Case(key=name, components=(name,), title=f"the terms of {label} ({ids}) were not read", decide=decide)


def _by_category(system: System, name: str, license_: License, profile: Profile) -> Case:
    """A license that is judged by its category alone: what a ban on further restrictions meets is not known of it."""

    def decide(facts: Facts) -> Outcome:
        path = facts.system.exposures[name][0].path
        why = f"the text of {license_.id} was not reviewed; it is judged as {profile.category}: {profile}"
        banned = next(_bans(system), None)
        firm = banned is not None or system.config.policy.evidence != "claims"
        asks = f"Has someone read {license_.id} ({system.label(name)}), and found that it permits this use?"
        if firm and not facts.of_part(name, "terms-reviewed", asks):
            why += f"; whether it adds to what {banned} lets be added is not known" if banned else ""
            return Outcome(verdict=Verdict.REVIEW, why=why, path=path)
        return Outcome(verdict=Verdict.WITH_DUTIES, why=why, path=path)

    told = f"the category of {license_.id} alone ({profile.category}): its text was not reviewed"
    title = f"{system.label(name)} is judged by {told}"
    return Case(key=f"{name}:{license_.id}", components=(name,), title=title, decide=decide)


def _bans(system: System) -> Iterator[str]:
    """The licenses of the release and of parts that forbid further restrictions for a whole work."""
    ways = (own for way in system.outbound for own in way if own is not None)
    inside = {name for name, found in system.exposures.items() if any(one.contact == "inside" for one in found)}
    parts = (license_ for terms, license_ in system.licensed() if terms.component.id in inside)
    for one in (*ways, *parts):
        if one.no_further_restrictions and one.duty(Duty.SHARE_ALIKE).value is Value.YES:
            yield one.id


def _partly(system: System, name: str, terms: Terms, license_: License) -> Case:
    def decide(facts: Facts) -> Outcome:
        path = facts.system.exposures[name][0].path
        asks = f"Has someone read what Licet could not of {license_.name}, and found that it permits this use?"
        read = facts.of_part(name, "documents-read", asks)
        verdict = Verdict.WITH_DUTIES if read else Verdict.REVIEW
        return Outcome(verdict=verdict, why=f"a document of {license_.name} was not at hand", path=path)

    title = f"{license_.name} ({system.label(name)}) was read only in part"
    return Case(key=f"{name}:{license_.id}", components=(name,), title=title, decide=decide, tags=(terms.expression,))


def _draft(system: System, name: str, terms: Terms, license_: License) -> Case:
    label = system.label(name)

    def decide(facts: Facts) -> Outcome:
        path = facts.system.exposures[name][0].path
        why = f"the record of {license_.name} names nobody under reviewed_by, so it is a draft"
        return Outcome(verdict=Verdict.REVIEW, why=why, path=path)

    title = f"nobody has confirmed what the record says of {license_.name} ({label})"
    return Case(key=f"{name}:{license_.id}", components=(name,), title=title, decide=decide, tags=(terms.expression,))


def _files(paths: tuple[str, ...]) -> Case:
    shown = ", ".join(paths[:NAMED]) + (f" and {len(paths) - NAMED} more" if len(paths) > NAMED else "")

    def decide(_: Facts) -> Outcome:
        return Outcome(verdict=Verdict.REVIEW, why=shown) if paths else FINE

    title = f"{len(paths)} file{'s' if len(paths) > 1 else ''} could not be read: {shown}"
    return Case(key="files", components=(PRODUCT,), title=title, decide=decide)


RULE = Rule(id=ID, risk="evidence", cases=cases)
