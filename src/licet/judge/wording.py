"""How each duty is met, in plain words."""

from collections.abc import Mapping

from licet.model.terms import DutyTerm
from licet.model.vocabulary import Duty, Reach

_MEET: Mapping[Duty, str] = {
    Duty.KEEP_NOTICES: "keep the copyright and license notices of {part} in every copy{file}",
    Duty.GIVE_LICENSE_COPY: "give recipients the license of {part}{form}",
    Duty.STATE_CHANGES: "say prominently that {part} was changed",
    Duty.DISCLOSE_SOURCE: "offer the source ({what}) of what contains {part}{own_terms}",
    Duty.SHARE_ALIKE: "release what contains {part} under the same license",
    Duty.FLOW_DOWN: "put the use restrictions of {part} into the terms of {product}, as binding on your users",
    Duty.NAMING: 'begin the name of the published model with "{prefix}"',
    Duty.DISPLAY: "show {string} ({place})",
    Duty.DISCLOSE_AI_OUTPUT: "say that outputs are machine-generated",
    Duty.PATENT_GRANT: "know which patent license comes with {part}",
    Duty.RETALIATION: "know that litigation ends the rights in {part}",
    Duty.INDEMNIFY: "know that you answer for claims that arise from your use of {part}",
    Duty.REGISTER: "register with the licensor of {part}",
    Duty.REQUEST_LICENSE: "request a license of {part} from the licensor",
    Duty.FOLLOW_POLICY: "follow the use policy of {part}{url}",
    Duty.ACCEPT_REMOTE_RESTRICTION: "expect that the licensor may restrict the use of {part} from afar",
    Duty.USE_LATEST_VERSION: "make reasonable efforts to use the latest version of {part}",
    Duty.ACCEPT_CHANGED_TERMS: "read the terms of {part} again from time to time: they may change",
    Duty.CONTENT_FILTER: "run a content filter with {part}",
    Duty.SHARE_BENEFITS: "share benefits as the license of {part} says",
    Duty.COMMUNITY_CONSENT: "get the consent of the community behind {part}",
    Duty.TERMINATION: "know when the rights in {part} end",
    Duty.GOVERNING_LAW: "know which law and courts govern {part}",
}

_OWN_TERMS = (
    "; the terms of a program that is linked with it must permit changes for one's own use and reverse engineering to"
    " debug them (§{})"
)
_ITSELF = frozenset({Reach.FILE, Reach.LIBRARY, Reach.VERBATIM})
"""Scopes that do not reach what contains the part."""


def _forbidden(known: Mapping[str, str]) -> str:
    word = known.get("forbids")
    return f'"{word}"' if word else "the names that its license protects"


def how_to_meet(term: DutyTerm, part: str, product: str, *, alone: bool = False) -> str:
    """One line of advice for a duty of one part; `alone` is true where an exception frees what contains it."""
    return advice_on(term, alone=alone).format(part=part, product=product)


def advice_on(term: DutyTerm, *, alone: bool = False) -> str:
    """The same for any part of any product, whose names stand in it as `{part}` and `{product}`."""
    known = {name: value.replace("{", "{{").replace("}", "}}") for name, value in term.parameters.items()}
    if term.duty is Duty.SHARE_ALIKE and (alone or term.reach in _ITSELF):
        return "keep {part} itself, and changes to it, under its own license"
    if term.duty is Duty.NAMING and not known.get("prefix"):
        return f"keep {_forbidden(known)} out of the name of what is made from {{part}}"
    return _MEET[term.duty].format(
        part="{part}",
        product="{product}",
        file=f" ({known['file']})" if known.get("file") else "",
        form=" (its address is enough)" if known.get("form") == "uri" else "",
        what=known.get("what", "work"),
        own_terms=_OWN_TERMS.format(known["own_terms"]) if "own_terms" in known else "",
        prefix=known.get("prefix", ""),
        string=f'"{known["string"]}"' if known.get("string") else "the notice that the license of {part} asks for",
        place=known.get("place", "where users see it"),
        url=f" ({known['url']})" if known.get("url") else "",
    )
