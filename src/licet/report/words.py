"""Plain words for the vocabulary, and the one function that makes untrusted text fit to show."""

from typing import Final

from licet.report.result import JsonFact

VERDICTS: Final = {
    "allowed": "allowed",
    "allowed-with-duties": "allowed with duties",
    "needs-review": "needs review",
    "blocked": "blocked",
}
"""Every verdict in words, from best to worst."""

RANKS: Final = {verdict: rank for rank, verdict in enumerate(VERDICTS)}

SIGNS: Final = {
    "allowed": "\N{CHECK MARK}",
    "allowed-with-duties": "\N{BULLET}",
    "needs-review": "?",
    "blocked": "\N{MULTIPLICATION X}",
}
"""A sign beside each verdict's color, so that the color is never the only one."""

KINDS: Final = {
    "model": ("model", "models"),
    "adapter": ("adapter", "adapters"),
    "tokenizer": ("tokenizer", "tokenizers"),
    "dataset": ("dataset", "datasets"),
    "library": ("package", "packages"),
    "application": ("application", "applications"),
    "service": ("service", "services"),
    "image": ("image", "images"),
    "prompt": ("prompt", "prompts"),
    "output": ("output", "outputs"),
}

LINKS: Final = {
    "copies": "is a copy of {}",
    "modifies": "is a changed version of {}",
    "fine-tunes": "holds the weights of {}, trained further",
    "prunes": "holds the weights of {}, with parts removed",
    "adapts": "is an adapter trained on {}",
    "quantizes": "holds the weights of {} in another number format",
    "converts": "holds the weights of {} in another file format",
    "merges": "holds the weights of {}, combined with others",
    "distills-weights": "was trained from the weights of {}",
    "distills-outputs": "was trained from the outputs of {}",
    "trains-on": "was trained on {}",
    "evaluates-on": "was tested on {}",
    "extracts-from": "is a subset or a conversion of {}",
    "retrieves-from": "queries {} at run time",
    "embeds": "loads the weights of {} in its own process and runs them",
    "links": "links or imports {}",
    "runs": "starts {} as a separate process",
    "calls": "reaches {} over a network, as a service",
    "bundles": "ships {} side by side",
    "tokenizes-with": "uses {} as its tokenizer",
    "rewarded-by": "was trained with {} as reward or judge",
    "builds-with": "is built, trained or tested with {}",
    "generated-by": "was produced by {}",
}
"""What the downstream end of a link does with the upstream one, `{}` (vocabulary section 2)."""

DUTIES: Final = {
    "keep-notices": "keep the notices",
    "give-license-copy": "give a copy of the license",
    "state-changes": "state the changes",
    "disclose-source": "disclose the source",
    "share-alike": "release under the same license",
    "flow-down": "pass the terms on",
    "naming": "follow the naming rule",
    "display": "display the required words",
    "disclose-ai-output": "say that outputs are machine-generated",
    "patent-grant": "grant a patent license",
    "retaliation": "lose rights on patent litigation",
    "indemnify": "indemnify the licensor",
    "register": "register with the licensor",
    "request-license": "request a license",
    "follow-policy": "follow the use policy",
    "accept-remote-restriction": "accept remote restriction",
    "use-latest-version": "use the latest version",
    "accept-changed-terms": "accept changed terms",
    "content-filter": "run a content filter",
    "share-benefits": "share the benefits",
    "community-consent": "obtain the community's consent",
    "termination": "stop when the license ends",
    "governing-law": "accept the governing law",
    "missing-text": "obtain the license text",
}
"""What a duty asks, for lines that stand for many parts."""

COSTS: Final = {
    1: "a line of text",
    2: "a small change",
    3: "some work",
    4: "a redesign or a purchase",
    5: "a negotiation or a rebuild",
}

_DELIVERY: Final = {"on-premises": "on premises"}
_LETTERS: Final = {each.lower(): each for each in ("AI", "API", "DRM", "HR", "IP", "LLM", "PII", "USD")}
"""Words that are said letter by letter."""


def clean(text: str) -> str:
    r"""Return the text with nothing left in it that could act on a terminal or a page.

    Runs of odd white space become one space; control characters, escape sequences, bidirectional and
    invisible characters, private and lone surrogate code points become visible escapes such as `\x1b`. Markup is
    left as it is, since nothing that is shown is ever parsed as markup, and HTML escapes on output.
    """
    if text.isprintable():
        return text
    return " ".join("".join(map(_visible, text)).split())


def _visible(character: str) -> str:
    if character.isprintable():
        return character
    if character.isspace():
        return " "
    return character.encode("unicode_escape").decode("ascii")


def short(text: str, limit: int) -> str:
    """Return the cleaned text, cut to `limit` characters with an ellipsis."""
    safe = clean(text)
    return safe if len(safe) <= limit else safe[: limit - 1].rstrip() + "\N{HORIZONTAL ELLIPSIS}"


def unlicensed(*, looked: bool, differs: bool) -> str:
    """Say that no license is concluded: something nobody knows was found, or nothing, or nobody has looked."""
    if differs:
        return "no known license"
    return "no license found" if looked else "no license stated (not looked)"


def spoken(word: str) -> str:
    """A word of the vocabulary as one would say it: `HR decisions`."""
    return " ".join(_LETTERS.get(each, each) for each in word.replace("-", " ").replace("_", " ").split(" "))


def delivery(word: str) -> str:
    """A way of delivery as one would say it."""
    return _DELIVERY.get(word) or spoken(word)


def plural(noun: str, number: int) -> str:
    """The noun as it stands beside a number; kinds of components go by their everyday names."""
    ending = f"{noun[:-1]}ies" if noun.endswith("ty") else f"{noun}s"
    one, many = KINDS.get(noun) or (noun, ending)
    return one if number == 1 else many


def count(number: int, noun: str) -> str:
    """`5 models`, `1 package`, `2 due duties`."""
    return f"{number} {plural(noun, number)}"


def some(words: list[str], most: int) -> str:
    """The first `most` words, then how many more there are."""
    left = len(words) - most
    return ", ".join(words[:most]) + (f" + {left} more" if left > 0 else "")


def answer(value: JsonFact | None) -> str:
    """A fact as one would say it; None is unknown."""
    match value:
        case None:
            return "unknown"
        case bool():
            return "yes" if value else "no"
        case list():
            return ", ".join(value) or "none"
        case _:
            return str(value)
