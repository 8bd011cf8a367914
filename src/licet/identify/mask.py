"""What may differ between two copies of one license: copyright notices, headings, names of holders, list numbers.

Everything here is a list of what is known to be harmless; words that are not on it count as a change. A notice that
speaks of rights or limits is never harmless, however it begins.
"""

import re
from collections.abc import Collection
from typing import Final

from licet.identify.index import Lexicon
from licet.identify.normalize import Words, tokens

_TAG: Final = re.compile(
    r"SPDX-License-Identifier:[ \t]*(\(*[\w.+:-]{1,100}\)*(?:[ \t]+(?:AND|OR|WITH)[ \t]+\(*[\w.+:-]{1,100}\)*){0,50})"
)
_NOTICE: Final = re.compile(
    r"(?i:SPDX-FileCopyrightText|copyright|copr\.|©)(?=\W*(?:[cC]\b|by\b|[12]\d{3}|[^\Wa-z\d_]))"
    r"|\([cC]\)(?=[\s,]*(?:[12]\d{3}|[A-Z]))|©"
)
_YEAR: Final = re.compile(r"(?:19|20)\d\d")
_SIGN_AND_YEARS: Final = re.compile(r"(?:copyright|\(c\)|©)[\s\d,;\u2010-\u2015-]*\Z", re.IGNORECASE)
_RESERVED: Final = re.compile(r"all\s+rights?\s+reserved", re.IGNORECASE)
_CONTACT: Final = re.compile(
    r"[^\s@]{0,99}@[^\s@]{1,99}|(?:https?://)?(?:[\w-]{1,63}\.){1,9}[a-z]{2,20}(?:/\S{0,300})?", re.IGNORECASE
)
_SENTENCE: Final = re.compile(r"(?<=[a-z)\]]{3})\.\s+")
_NUMBER: Final = re.compile(r"\d{1,2}|[a-z]|[ivx]{2,5}", re.IGNORECASE)
_LINES: Final = 10_000
"""Lines of a passage that are looked at; what follows them is strange."""
_LONG_LINE: Final = 4000
_ENOUGH: Final = 60
"""Strange lines after which nobody asks for more."""
_HEADING: Final = 6
"""Words of its own that a heading above a license may have."""
_HEADINGS: Final = 3
_OWN_SMALL: Final = 2
_OWN_ENDING: Final = 2
"""Words in small letters of such a heading; words of its own, in capitals, of one that ends like a sentence."""
_SMALL_WORD: Final = re.compile(r"\b[a-z]+\b")
_NAMES: Final = 30
"""Words that one copyright notice may have."""


def strange_lines(passage: str, title: Collection[str], lexicon: Lexicon, *, opening: bool = False) -> list[str]:
    """Return the lines of a passage beside or inside a license that may change something.

    Harmless are: tags, headings made of the license's own `title`, copyright notices and lines that continue them,
    addresses. The `opening` of a file may also have short headings with the name of a project.
    """
    strange: list[str] = []
    in_notice = False
    headings = _HEADINGS if opening else 0
    lines = passage.splitlines()
    for line in lines[:_LINES]:
        if len(strange) > _ENOUGH:
            break
        if len(line) > _LONG_LINE:
            strange.append(line[:_LONG_LINE])
            continue
        if not tokens(_TAG.sub(" ", _RESERVED.sub(" ", line))):
            in_notice = in_notice and bool(line.strip())
            continue
        notice = _NOTICE.search(line)
        if notice and _heads(line[: notice.start()], title, lexicon, own=0):
            in_notice = _is_notice(line[notice.start() :], title, lexicon)
            harmless = in_notice
        else:
            harmless = _heads(line, title, lexicon, own=0) or is_contact(line) or (in_notice and _names(line, lexicon))
        if not harmless and headings and not in_notice and _heads(line, title, lexicon, own=_HEADING):
            headings -= 1
            harmless = True
        if not harmless:
            strange.append(line)
    return [*strange, *lines[_LINES : _LINES + 1]]


def begins_notice(passage: str) -> bool:
    """Return whether a passage begins as a copyright notice does."""
    return _NOTICE.match(passage) is not None


def is_idle(passage: str, title: Collection[str], lexicon: Lexicon) -> bool:
    """Return whether a passage beside or inside a license changes nothing."""
    return not strange_lines(passage, title, lexicon)


def is_parameters(passage: str, labels: Collection[str]) -> bool:
    """Return whether a passage begins with one of the labels of a license's parameters (`labels` in its own words)."""
    words = tokens(passage[:200])
    return any(words[: len(label)] == label for label in map(tokens, labels))


def speaks_of_terms(words: Collection[str], lexicon: Lexicon) -> bool:
    """Return whether words speak of rights, limits or purposes."""
    return any(word in lexicon.terms or word in lexicon.topics for word in words)


def is_name(words: Collection[str], lexicon: Lexicon) -> bool:
    """Return whether words may be the name of a holder: none of them speaks of rights or limits."""
    return not any(word in lexicon.terms for word in words)


def is_contact(line: str) -> bool:
    """Return whether a passage holds nothing but addresses."""
    if "." not in line and "@" not in line:
        return not tokens(line)
    return not tokens(_CONTACT.sub(" ", line))


def is_list_number(words: Words, at: int) -> bool:
    """Return whether a word is the number of a list item: what stands before it, on its line or above, is complete."""
    start, end = words.starts[at], words.ends[at]
    text = words.text
    if not _NUMBER.fullmatch(text[start:end]) or text[end : end + 2].lstrip("\\")[:1] not in {".", ")"}:
        return False
    line = text.rfind("\n", 0, start) + 1
    on_line = any(character.isalnum() for character in text[line:start])
    above = text[line:start] if on_line else text[text.rfind("\n", 0, max(0, line - 1)) + 1 : line]
    above = above.rstrip(" \t\n\"'*_>#/([\u201d")
    if on_line:
        return above[-1] in ".;:" and text[end : end + 3].lstrip("\\")[1:2].isspace()
    if not any(character.isalnum() for character in above) or above[-1] in ".;:,":
        return True
    return tokens(above)[-1:] in (["and"], ["or"]) or above.isupper()


def is_notice_year(words: Words, at: int) -> bool:
    """Return whether a word is a year right behind a copyright sign, or behind such a year."""
    start = words.starts[at]
    year = _YEAR.fullmatch(words.text[start : words.ends[at]])
    return year is not None and _SIGN_AND_YEARS.search(words.text[max(0, start - 200) : start]) is not None


def _heads(line: str, title: Collection[str], lexicon: Lexicon, *, own: int) -> bool:
    strange = [word for word in tokens(line) if word not in lexicon.title]
    foreign = [word for word in strange if word not in title]
    return not foreign or (len(foreign) <= own and _is_name(line, foreign) and not speaks_of_terms(strange, lexicon))


def _is_name(line: str, words: Collection[str]) -> bool:
    """Return whether words of a heading look like a name: a sentence has words in small letters, and it ends."""
    ends = line.rstrip(" \t*_#/\"')").endswith((".", ";", ","))
    small = sum(word in words for word in _SMALL_WORD.findall(line))
    return small == 0 and len(words) <= _OWN_ENDING if ends else small <= _OWN_SMALL


def _is_notice(text: str, title: Collection[str], lexicon: Lexicon) -> bool:
    """Return whether a text that begins with a copyright sign only says who holds it and since when."""
    sentences = _SENTENCE.split(_RESERVED.sub(" ", text))
    words = [word for word in tokens(sentences[0]) if word not in lexicon.title]
    if len(words) > _NAMES or not is_name(words, lexicon):
        return False
    return all(
        is_contact(sentence) or _heads(sentence, title, lexicon, own=0) or _names(sentence, lexicon)
        for sentence in sentences[1:]
    )


def _names(line: str, lexicon: Lexicon) -> bool:
    """Return whether a line holds nothing but names, years and addresses."""
    rest = _CONTACT.sub(" ", _RESERVED.sub(" ", line))
    words = rest.split()
    plain = [word for part in words for word in tokens(part)]
    if len(plain) > _NAMES or speaks_of_terms(plain, lexicon):
        return False
    return all(
        part.strip("()<>[],.;:&\"'*-#/ ")[:1].upper() == part.strip("()<>[],.;:&\"'*-#/ ")[:1]
        or all(word in lexicon.names or not word.isalpha() for word in tokens(part))
        for part in words
    )
