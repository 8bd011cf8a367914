"""The copyright notices of a text: who holds it, since when, and the words in which a notice bundle repeats it.

There is no library to rely on: ScanCode's reader comes only with the whole of its toolkit, other scanners call that
one, `reuse` reads its own tags alone, and the rest are scripts that nobody keeps; so the grammar of notices is here.
"""

import re
from dataclasses import dataclass
from html import unescape
from typing import Final

LIMIT: Final = 2_000_000
"""Characters of a text that are read; the rest is cut off."""
MOST: Final = 2000
"""Notices that are taken from one text."""
# Other bounds: places that may be a mark, those read closely, characters and lines of one notice, words of one holder,
# characters of a line that may be wrapped within a name, and words that tell whether the next line goes on with it.
_PLACES, _TRIES, _REACH, _LINES, _WORDS, _WRAPPED, _RUN = 50_000, 4000, 600, 30, 150, 50, 12
_ONGOING: Final = 9999  # the end of a span of years that is still open
_EDGE: Final = "\"'`\u201c\u201d\u2018\u2019()[]<>{}.,;:*"
_DRAWN: Final = "#/*;%!|>=~_+<\\\"'{}()"  # frames, comment signs and the code around a notice
_NEEDLES: Final = ("spdx-", "copyright", "(c)", "\u00a9", "copr.", "&copy", "&#")

# The words of notices, lower-case, as alternatives.
_JOINING: Final = "and|and/or|of|or|the|for|by|in|at|de|la|del|der|den|van|von|da|di|do|dos|du|y|e|en|et|und|through"
_PEOPLE: Final = (
    "others|contributors?|authors?|developers?|teams?|project|maintainers|members?|group|all|al|foundation|holders|various"
    "|individuals?|respective|company|companies|community|original|owners|friends|committers|participants|affiliates|its|their"
    "|parties|affiliate.s|angewandten|z|zur|o\\.o|subsidiaries|staff|students|faculty|other|licensors?"
)
_SUFFIX: Final = (
    r"(?:inc|ltd|corp|co|llc|llp|lp|plc|gmbh|ag|kg|mbh|s\.?a\.?s?|sarl|s\.?r\.?l|s\.?p\.?a|[sd]\.[ro]\.o|b\.?v|n\.?v|oy|ab|a\.?s"
    r"|a/s|aps|pty|pte|limited|incorporated|corporation|company|foundation|consortium|e\.?v|k\.?k|l\.l\.c|l\.p)(?![^\W_])"
)
_STOPS: Final = (
    "licensed?|licence|released|this|these|permissions?|redistributions?|distribut(?:ed|able)|published|provided|see|used?"
    "|available|under|created|written|your?|modified|dual-licensed|please|usage|version|subject|unless|everyone|portions"
)
_LABELS: Final = (
    "authors?|e-?mail|mail|contact|web(?: ?site| ?page)?|home ?page|url|version|date|file|phone|source|name"
)
_BEING: Final = frozenset({"is", "are", "was", "were", "remains"})
_VERBS: Final = "is|are|was|were|be|has|have|had|may|must|shall|will|can|under|with|see|on|in|if|as|any|all|which|to"
_MONTHS: Final = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}"

_YEAR: Final = r"(?:1[89]|20)\d\d"
_BLANK_YEAR: Final = (
    r"(?:(?:19|20)?(?:xx|yy){1,2}|(?:19|20)\d?[x_?]{1,2}|(?-i:YEARS?|Year)(?:\(s\))?|4-digit.year)(?!\w)"
    r"|[\[<{($%]{1,3}[^\[\]<>{}()$%@]{0,40}(?:year|yy|date)[^\[\]<>{}()$%@]{0,20}(?:\(s\))?[\]>})$%]{1,3}"
)
_SPAN: Final = (
    rf"({_YEAR})s?(?:\s?(?:[-\u2010-\u2015/]{{1,2}}|to\b|through\b|until\b)\s?(?:({_YEAR}|\d{{1,2}}(?!\w))"
    r"|(present|now|today))|,?\s?(and later|onwards?)|[-+\u2013](?!\w))?|(?:(?<=\d,)|(?<=\d,\s))(\d\d)(?!\w)"
)
_MARKS: Final = (
    r"SPDX-(?:File|Snippet)CopyrightText|\(c\)(?:opyright)?|\u00a9|\ufffd|\\\(co|copyright(?:ed|s)?(?![^\W\d])|copr\."
)
_SPANS: Final = re.compile(f"(?i){_SPAN}")
_ODD: Final = r"(?:[\u0080-\u017f\u20ac-\u2122]{1,3}|c)"  # a sign in a wrong encoding, or without its brackets
_DATES: Final = (
    rf"(?:(?:{_ODD}|\d{{3}}|{_MONTHS}\.?,?|\d{{1,2}},?)\s(?=.{{0,12}}{_YEAR})){{0,3}}"
    rf"(?:(?:[\s,;.&(\[<]|and\s|from\s|since\s){{0,4}}(?:{_SPAN}|{_BLANK_YEAR})(?![^\W_])[\])>]?){{1,80}}"
)
_YEARS: Final = re.compile(rf"(?i)(?:{_DATES}|\d{{3}}\s(?=[^\W\d]))?")
# Years that follow a holder; those with a mark of their own are its years only where no name follows them.
_LATER: Final = re.compile(
    rf"(?i)(?:[\s,]{{0,3}}(?:copyright\s)?(?:\(c\)|\u00a9)\s?{_DATES}"
    rf"(?=[\s,.;]{{0,3}}(?:\n|\Z|all rights)|[.;])|{_DATES})?"
)
_MARK: Final = re.compile(rf"(?i)({_MARKS})([\s:,.*#/%|!\"'=\\{{}}\u00c2-]{{0,60}})")
_PROSE: Final = re.compile(r"(?:[cC]opyright|COPYRIGHT|\(c\)) (?!by|of|the|from|yy|xx|c |[a-z]{1,9}[A-Z])[a-z]")
_DATED: Final = re.compile(rf"(?i)(?:by\s|from\s|{_ODD}\s)?[(\[<{{]?(?:{_YEAR}|{_BLANK_YEAR})")
_FORMER: Final = re.compile(rf"{_YEAR}(?:[-, \u2010-\u2015]{{1,3}}{_YEAR}){{0,9}},? ?\Z")
_SOME_YEAR: Final = re.compile(rf"(?i)\b{_YEAR}\b")
_BY: Final = re.compile(r"(?i)(?:by|of):?\s{1,60}")
_BY_NAME: Final = re.compile(r"[bB]y\s{1,9}[^\W\d_a-z]")
_SIGNS: Final = re.compile(
    r"(?i)(?:[\s,:.]{0,3}(?:\(c\)|\u00a9|[-\u2013](?=\s)|&|(?:by|of|and)\b)){0,3}[\s,:;.)\]]{0,3}"
)
_PORTIONS: Final = re.compile(r"(?i)\b(?:portions|parts)\s{1,9}\Z")
_BEFORE: Final = re.compile(r"(?i)([^\W\d_]{1,30})[\s*#/\"']{1,20}\Z")
_NOUN: Final = re.compile(r"(?i)(?:the\s{1,9})?[(\"'\u201c]{0,2}([^\W\d_]{1,60})")
_PREFIX: Final = re.compile(r"(?i)[ \t]*(?:(?:dnl|rem)(?=\s)|[#/*;%!|>'\"-]|<!--|\.\\\")*[ \t]*")
_CONTACT: Final = re.compile(r"(?i)[^\s@]@[^\s@]|\S @ \S|://|\bwww\.|\S at .{1,60} dot ")
_PIECE: Final = re.compile(
    r"(?i)\s*(\([^()]{0,250}\)[.,;]?|<[^<>]{0,120}>[.,;]?|\[[^\[\]]{0,80}\]|\{{1,2}[^{}]{0,80}\}{1,2}|[$%]\w{1,30}[$%]|\S+)"
)
_STOP: Final = re.compile(
    rf"(?i)\s*(?:[-\u2010-\u2015]{{1,2}}(?=\s)|[(\"']?(?:{_YEAR}\b|{_MARKS})|all\s+rights?\b|rights\s+reserved"
    rf"|(?:{_STOPS})(?!\w)|(?:{_LABELS}):)"
)
_HANDLE_WORD: Final = rf"(?!(?:{_VERBS}|{_STOPS})\b)[^\W\d][\w.+-]{{0,40}}"
_HANDLE: Final = re.compile(
    rf"(?i)\s*({_HANDLE_WORD}(?: {_HANDLE_WORD}){{0,2}})"
    rf"(?=[,.;]|\n|\Z| (?:[(<\[]|(?:{_PEOPLE}|and)\b|(?-i:[A-Z])|\S{{1,99}}@|all rights))"
)
_TAIL: Final = re.compile(
    rf"(?i)(?:[\s,.;]{{0,4}}(?:[-\u2010-\u2015]{{1,2}}\s)?(?:(?:{_LABELS}):\s)?(?:<[^<>\s]{{0,99}}(?:@|://)[^<>]{{0,200}}>"
    r"|\([^()]{0,99}(?:@|www\.|://)[^()]{0,99}\)|[^\s@<>()]{1,99}@[^\s@<>()]{1,99}|(?:https?://|www\.)\S{1,300}"
    r"|(?:all )?rights?\sreserved\b\.?|alle rechte vorbehalten\.?)){0,9}"
)
_ENTITY: Final = re.compile(r"(?i)&(?:copy\b|#?[0-9a-z]{2,8};)|\$[<>]\$")
_LINK: Final = re.compile(r"\[([^\[\]\n]{0,200})\]\(([^()\s]{0,300})\)")
_TAG: Final = re.compile(
    r"(?i)</?(?:(a|abbr|b|code|em|font|i|s|small|span|strong|sub|sup|tt|u)|blockquote|body|br|center|d[dlt]|div|footer"
    r"|h[1-6]|head|hr|html|li|ol|p|para|pre|section|table|t[dhr]|title|ul)(?:\s[^<>]{0,500})?/?>"
)
_IS_JOINING: Final = re.compile(rf"{_JOINING}|&|its|their|other|respective")
_IS_SMALL: Final = re.compile(rf"{_JOINING}|{_PEOPLE}|[&+/]?")
_IS_SUFFIX: Final = re.compile(f"(?i){_SUFFIX}")
_DOTTED: Final = re.compile(
    r"(?i)\b(?:inc|ltd|corp|co|[js]r|inst|univ|bros|pt[ye]|intl|al|labs?|dept|[^\W\d_]|\S\.\S{1,9})\.\Z"
)
_IS_SHORT: Final = re.compile(
    rf"(?i)(?:.*-)?(?:[dmjs]r|mr?s|prof|st|univ|dept|labs?|intl?|inst|bros|assoc|al|ing|sp|.*\..*|[^\W\d_]|{_SUFFIX})"
)
# Words that make of "copyright" before or after them a matter of law or of paper, where no sign and no year does.
_IS_PAPER: Final = re.compile(
    "(?i)notices?|holders?|owners?|owned|laws?|licen[sc]es?|acts?|status|disclaimers?|interests?|grants?|statements?|or|as"
    "|protect(?:ion|ed)|information|infringements?|permissions?|claims?|terms?|treat(?:y|ies)|rights?|office|materials?|and"
    "|restrictions?|issues|in|of|to|on|for|is|are|policy|lines?|headers?|dates?|pages?|ownership|violations?|agreements?"
    "|content|symbol|text|files?|exceptions?|years?|management|details|legends?|patents?|trademarks?|transfer|convention"
)
_IS_LAW: Final = re.compile(
    "(?i)the|any|all|under|of|no|such|your|our|other|an?|this|that|above|said|its|their|own|to|in|for|each|or|with|without"
)
_IS_BLANK: Final = re.compile(
    r"(?i)(?:no|none|owners?|holders?|name|author|organi[sz]ation|company|full ?name|(?:.*\s)?name"
    r"|(?:name of|the name of|your|insert|years?|notices?|symbol|laws?|statements?)\b.*)?"
)
_AGAIN: Final = re.compile(rf"(?i)(?:[\s,;&]|and\s){{1,4}}(?={_YEAR}\b)")
_TWICE: Final = re.compile(r"(?i)\bcopyright:*\s(?=copyright)")
_REST: Final = re.compile(r"[^\n]{0,600}")
_BINARY: Final = re.compile(r"[\x00-\x08\x0e-\x1f]")
_CODE: Final = re.compile(r"\\[n0rt\"]|\"\)?[,;]")
_LISTED: Final = re.compile(r"(?i),|\S\s?(?:and\b|&|,)")
_DOMAIN: Final = re.compile(r"(?i)[\w-]{1,60}(?:\.[\w-]{1,60}){0,4}\.[a-z]{2,10}")
_MAY_FOLLOW: Final = re.compile(rf"(?i)\s*(?:(?:and|or|{_PEOPLE})\b|[&(<]|{_SUFFIX}|\S{{1,99}}@)")
_NAMELESS: Final = re.compile(rf"(?i)(?:[\W\d_]|(?:by|of|the|from|since|present|now|{_MONTHS})\b)*")
_OPEN_END: Final = re.compile(rf"(?i)(?:[,&\u2010-\u2015-]|\b(?:{_JOINING}|all|rights?))\s*\Z")
_STARTS: Final = re.compile(rf"(?i)[\d ,\u2010-\u2015-]{{0,60}}(?:{_MARKS})")
_CARRIES: Final = re.compile(
    rf"(?i)(?:and|others|et|all rights?|rights|reserved)\b|&|{_SUFFIX}|[(]?{_YEAR}(?!\w|-\d\d-)"
)
_CLOSED: Final = re.compile(r"(?i)(?:reserved\.?|[@:/]\S{1,99}|[;:])\Z")


@dataclass(frozen=True, slots=True, kw_only=True)
class Copyright:
    """One notice: who holds the copyright and in which years ("2001-2004, 2007", empty where none are given).

    `statement` is the notice in its own words, on one line, without comment signs and markup; `line` counts from 1.
    Holders named together stay together; where years and holders alternate, each pair is a notice with its own mark.
    """

    holder: str
    years: str
    statement: str
    line: int


def copyrights(text: str) -> tuple[Copyright, ...]:
    """Return the copyright notices of a text, each once, in order of appearance.

    Text about copyright and the blanks of templates ("[yyyy] [name of copyright owner]") are no notices.
    """
    text = text[:LIMIT]
    places = _places(text)
    if places and any(sign in text for sign in ("&", "<", "\r", "](")):
        text = _plain(text)
        places = _places(text)
    found: dict[tuple[str, str, str], Copyright] = {}
    done = counted = tries = 0
    line = 1
    for at in places:
        if at < done or (opening := _opening(text, at)) is None:
            continue
        tries += 1
        if tries > _TRIES or len(found) >= MOST:
            break
        line, counted = line + text.count("\n", counted, at), at
        notices, done = _notices(text, *opening, line)
        for notice in notices:
            found.setdefault((notice.holder, notice.years, notice.statement), notice)
    return tuple(found.values())[:MOST]


def _plain(text: str) -> str:
    """Return a text without HTML and with one kind of line end; its lines stay where they are."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    text = _ENTITY.sub(lambda found: unescape(found.group().strip("$")).replace("\n", " ").replace("\r", " "), text)
    return _TAG.sub(lambda tag: " " * (not tag[1]) + "\n" * tag.group().count("\n"), _LINK.sub(r"\1 <\2>", text))


def _places(text: str) -> list[int]:
    # The dotted capital I is the one letter whose lower case is longer; places must stay the same.
    lowered = text.replace("\u0130", "I").lower()
    places: list[int] = []
    for needle in _NEEDLES:
        at = -1
        while len(places) < _PLACES and (at := lowered.find(needle, at + 1)) >= 0:
            places.append(at)
    return sorted(places)


def _opening(text: str, at: int) -> tuple[int, int, str] | None:
    """Return where the marks of a notice begin and end, or nothing where a place speaks of copyright or is a list item.

    What follows must make up for it where they lack a word ("bare"), or a sign, a year and a verb ("weak").
    """
    if (at and (text[at - 1].isalnum() or text[at - 1] in "_-")) or _PROSE.match(text, at):
        return None
    marks: list[str] = []
    here, gap = at, ""
    while len(marks) < 5 and (mark := _MARK.match(text, here)) is not None:  # noqa: PLR2004 - no notice has more
        marks.append(mark[1].lower())
        here, gap = mark.end(), mark[2]
    words = [mark for mark in marks if "cop" in mark and "spdx" not in mark]
    if not marks or gap.count("\n") > 1:
        return None
    if not words and marks[0] == "(c)":
        former = _FORMER.search(text, max(0, at - 60), at)
        stated = bool(former or _PORTIONS.search(text, max(0, at - 40), at) or _BY_NAME.match(text, here))
        if not stated and not _SOME_YEAR.search(text, here, here + 100):
            return None
        return former.start() if former else at, here, "" if stated else "bare"
    if len(words) < len(marks) or _DATED.match(text, here):
        return at, here, ""
    by = _BY.match(text, here)
    noun = _NOUN.match(text, by.end() if by else here)
    if noun is None or noun[1][0].islower() or _IS_PAPER.fullmatch(noun[1]) or (words[0][-1] in "sd" and not by):
        return None
    if "," in gap or (":" in gap and noun[1].isupper()) or (not {"=", ":"} & set(gap) and {'"', "'"} & set(gap)):
        return None
    before = _BEFORE.search(text, max(0, at - 40), at)
    stated = by is not None or (before is not None and before[1].lower() in _BEING)
    inside = before is not None and "\n" not in before.group() and text[at].islower()
    if (before and _IS_LAW.fullmatch(before[1])) or (inside and not stated):
        return None
    return at, here, "" if stated else "weak"


def _notices(text: str, start: int, body: int, lacks: str, line: int) -> tuple[list[Copyright], int]:
    """Return the notices behind one opening, and where they end."""
    flat, ends = _flat(text, body)
    portions = _PORTIONS.search(text, max(0, start - 40), start)
    marks = _TWICE.sub("", _shown((portions.group() if portions else "") + text[start:body]))
    found: list[Copyright] = []
    at = done = 0
    while at < len(flat):
        begin = at
        at, dates = _match(_YEARS, flat, at)
        at, _ = _match(_SIGNS, flat, at)
        name, at, torn = _holder(flat, at, sure=bool(dates) or not lacks)
        if not dates:
            at, dates = _match(_LATER, flat, at)
            dates = dates or (marks if not found and _SOME_YEAR.match(marks) else "")
        if not name or (not dates and (lacks == "bare" or (lacks == "weak" and torn))):
            break
        at, _ = _match(_TAIL, flat, at)
        statement = f"{marks} {_shown(flat[begin:at])}".rstrip(" ,;:-\"'")
        number = line + text.count("\n", start, body) + flat.count("\n", 0, begin) if found else line
        found.append(Copyright(holder=name, years=_normal(dates), statement=statement, line=number))
        done = at
        if not dates or not (following := _AGAIN.match(flat, at)):
            break
        at = following.end()
    return found, ends[len(flat[:done].split()) - 1] if done else body


def _match(pattern: re.Pattern[str], text: str, at: int) -> tuple[int, str]:
    found = pattern.match(text, at)
    return (found.end(), found.group()) if found else (at, "")


def _flat(text: str, start: int) -> tuple[str, list[int]]:
    """Return a line and those that go on with it, without comment signs, and where each of their words ends."""
    begin = text.rfind("\n", max(0, start - _REACH), start) + 1
    end = _match(_REST, text, start)[0]
    flat, ends = _line(text, start, end)
    for _ in range(_LINES):
        if end >= len(text) or text[end] != "\n" or _CODE.search(text, begin, end):
            break
        wrapped = end - begin >= _WRAPPED
        begin, end = end + 1, _match(_REST, text, end + 1)[0]
        coming, more = _line(text, _match(_PREFIX, text[begin:end], 0)[0] + begin, end)
        if not coming or _STARTS.match(coming) or not _goes_on(flat, coming, wrapped=wrapped):
            break
        flat, ends = f"{flat}\n{coming}", ends + more
    return flat, ends


def _line(text: str, start: int, end: int) -> tuple[str, list[int]]:
    words, ends = [], []
    for found in re.finditer(r"\S+", text[start:end]):
        word = _CODE.split(found.group(), 1)[0].removesuffix("*/").removesuffix("-->").strip("*|`_\\")
        if word.strip(_DRAWN):
            words.append(word)
            ends.append(start + found.end())
        if len(word) < len(found.group()) and _CODE.search(found.group()):
            break
    return " ".join(words), ends


def _goes_on(flat: str, coming: str, *, wrapped: bool) -> bool:
    """Return whether a line seems to go on with the notice above it; the reading of the notice has the last word."""
    last = flat.rsplit("\n", 1)[-1]
    words = coming.split()
    if _NAMELESS.fullmatch(flat) or _OPEN_END.search(last[-40:]) or _CARRIES.match(coming) or _CONTACT.search(words[0]):
        return True
    if not wrapped or _CLOSED.search(last[-100:]) or _ends(last.rsplit(" ", 1)[-1]):
        return False
    for word in words[:_RUN]:
        bare = word.strip(_EDGE)
        if word != words[0] and _MARK.match(word):
            return True
        if _STOP.match(word) or not (bare[:1].isupper() or _IS_SMALL.fullmatch(bare)):
            return word.startswith("(") or _CONTACT.search(word) is not None
        if word.endswith((".", ",", ";")):
            return True
    return len(words) <= _RUN


def _ends(word: str, following: str = "") -> bool:
    """Return whether a word ends a sentence, as far as the word and what follows it tell."""
    if following and word[-1] == "." and _IS_SUFFIX.fullmatch(word[:-1]):
        return _MAY_FOLLOW.match(following) is None
    bare = word[-40:].strip("\"'()\u201c\u201d")
    return bare.endswith((";", ":")) or (bare.endswith(".") and _IS_SHORT.fullmatch(bare.rstrip(".")) is None)


def _holder(flat: str, at: int, *, sure: bool) -> tuple[str, int, bool]:
    """Return the holder that begins at a place, where it ends, and whether it breaks off as prose does."""
    words: list[str] = []
    kept, end, contact, torn = 0, at, "", False
    while len(words) < _WORDS and not _STOP.match(flat, at) and (found := _PIECE.match(flat, at)):
        word = found[1]
        at = found.end()
        if _CONTACT.search(word):
            contact, end = contact or word, at
            if not _LISTED.match(flat, at - 1):
                break
            words[-1:] = [part.rstrip(",") + "," * word.endswith(",") for part in words[-1:]]
        elif word[0] in "([<{$%" and word.rstrip(".,;")[-1] in ")]>}$%" and len(word) > 1:
            if not words:
                return "", at, False
            words += [word] if word[0] == "(" and not word[1].islower() else []
            kept, end = len(words), at
        else:
            lone = sure and word.islower() and all(_IS_SMALL.fullmatch(part.lower()) for part in words)
            if lone and (handle := _HANDLE.match(flat, found.start())):
                word, at = handle[1], handle.end()
            elif not _is_name(word, first=not words, sure=sure):
                torn = word[0].islower()
                break
            words.append(word)
            if not _IS_JOINING.fullmatch(word):
                kept, end = len(words), at
            if _ends(word, flat[at : at + 120]):
                break
    name = " ".join(" ".join(words[:kept]).split()).strip(" ,;:\"'`\u201c\u201d*") or contact.strip(_EDGE)
    name = name.rstrip(") ") if "(" not in name else name
    name = name if _DOTTED.search(name) else name.rstrip(". ")
    held = any(map(str.isalpha, name)) and not (_IS_BLANK.fullmatch(name) or _BINARY.search(name))
    return name if held else "", end, torn


def _is_name(word: str, *, first: bool, sure: bool) -> bool:
    """Return whether a word may be one of a holder's name."""
    bare = word.strip(_EDGE)
    if _IS_SUFFIX.fullmatch(bare) and not first and bare != "as":
        return True
    if _IS_SMALL.fullmatch(bare):
        return not first or bare == "the" or (sure and bare not in {"in", "at", "for", "or"})
    if bare.isdigit():
        return first
    return bare[0].isalnum() and (not bare[0].islower() or not bare.islower() or _DOMAIN.fullmatch(bare) is not None)


def _shown(text: str) -> str:
    """Return words on one line without comment signs and code around them."""
    return " ".join(word for word in text.split() if word.strip(_DRAWN))


def _normal(dates: str) -> str:
    """Return years in order, those that follow each other as one span."""
    years: list[tuple[int, int]] = []
    for first, last, now, later, short in _SPANS.findall(dates):
        if first or years:
            start = int(first or str(years[-1][0])[:2] + short)
            years.append((start, max(start, _ONGOING if now or later else int(str(start)[: 4 - len(last)] + last))))
    spans: list[tuple[int, int]] = []
    for first, end in sorted(years):
        if spans and first <= spans[-1][1] + 1:
            spans[-1] = (spans[-1][0], max(spans[-1][1], end))
        else:
            spans.append((first, end))
    shown = [str(first) if first == end else f"{first}-{end}" for first, end in spans]
    return ", ".join(shown).replace(f"-{_ONGOING}", "-present")
