"""Dockerfiles: the images they build on, the models, data and packages they fetch, the models they serve.

Source: the Dockerfile reference (parser directives aside: the escape is the backslash). A stage that the last one does
not come from is only built with; its images are none of the delivered image's.
"""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from licet.model.bom import Found
from licet.model.vocabulary import How
from licet.readers.deployed import Deployed
from licet.readers.images import filled
from licet.readers.inline_programs import found_in
from licet.readers.opened import OpenedFile
from licet.readers.structured import not_text, strings

NAME: Final = "dockerfile"
LIMIT: Final = 2 * 1024 * 1024

MAX_INSTRUCTIONS: Final = 10_000

_INSTRUCTION: Final = re.compile(r"[ \t]*+([A-Za-z]{2,20})[ \t]++(.*)", re.DOTALL)
_HEREDOC: Final = re.compile(r"<<-?[ \t]*[\"']?([A-Za-z_][A-Za-z0-9_]{0,40})[\"']?")
_FROM: Final = re.compile(r"(?:--\S+[ \t]+)*(\S+)(?:[ \t]+[Aa][Ss][ \t]+(\S+))?[ \t]*")
_PAIR: Final = re.compile(r"""([A-Za-z_][A-Za-z0-9_]{0,100})=("(?:[^"\\]|\\.)*+"|'[^']*+'|\S*+)""")
_FLAG: Final = re.compile(r"--from=(\S{1,300})")
_PROGRAM: Final = re.compile(r"[ \t]*python[0-9.]{0,5}(?:[ \t]+-)?[ \t]*")
_OPTIONS: Final = re.compile(r"(?:--[a-z]+(?:=\S*)?[ \t]+)+")
_NAME: Final = re.compile(r"(?:.*[._-])?(?:docker|container)file(?:\..*|-[^.]*)?")
_KNOWN: Final = frozenset(
    {
        *("ADD", "ARG", "CMD", "COPY", "ENTRYPOINT", "ENV", "EXPOSE", "FROM", "HEALTHCHECK", "LABEL", "MAINTAINER"),
        *("ONBUILD", "RUN", "SHELL", "STOPSIGNAL", "USER", "VOLUME", "WORKDIR"),
    }
)


@dataclass(frozen=True, slots=True)
class _Instruction:
    name: str
    value: str
    line: int


@dataclass(slots=True)
class _Stage:
    """One stage: the image or stage it comes from, and the stages and images that it copies from."""

    name: str
    base: str
    line: int
    copied: list[tuple[str, int]]


def wants(path: str) -> bool:
    """Tell whether a file is a Dockerfile, by its name."""
    return bool(_NAME.fullmatch(path.lower().rpartition("/")[2][:200]))


def read(file: OpenedFile) -> Found:
    """Return the images, models, data and packages that a Dockerfile names."""
    try:
        text = file.text()
    except UnicodeDecodeError:
        return Found(problems=(not_text(file),))
    told = list(_instructions(text))
    bad = next((one for one in told if one.name not in _KNOWN), None)
    if bad or not any(one.name == "FROM" for one in told):
        line = bad.line if bad else 0
        reason = "is no Dockerfile: a line is no instruction" if bad else "is no Dockerfile: it has no FROM"
        return file.problem(reason, line=line)
    gathered = Deployed(file)
    stages: list[_Stage] = []
    for one in told:
        _take(gathered, stages, one)
    _images(gathered, stages)
    return found_in(gathered, file)


def _instructions(text: str) -> Iterator[_Instruction]:
    """Yield the instructions with continued lines joined and the bodies of here-documents in them."""
    lines = text.split("\n")
    at = count = 0
    while at < len(lines) and count < MAX_INSTRUCTIONS:
        start = at + 1
        parts: list[str] = []
        while at < len(lines):
            line = lines[at]
            at += 1
            comment = line.lstrip().startswith("#")
            if comment or not line.strip():
                if not parts:
                    break
                parts.append("\\\n")
                continue
            continued = line.rstrip().endswith("\\")
            parts.append(f"{line.rstrip()}\n" if continued else line)
            if not continued:
                break
        whole = "".join(parts)
        if not whole.strip():
            continue
        count += 1
        found = _INSTRUCTION.fullmatch(whole)
        heredoc = _HEREDOC.search(whole) if found and found[1].upper() in {"RUN", "COPY", "ADD"} else None
        if heredoc:
            body: list[str] = []
            while at < len(lines) and lines[at].strip() != heredoc[1]:
                body.append(lines[at])
                at += 1
            at += 1
            whole = "\n".join((whole.replace(heredoc[0], "", 1), *body))
            found = _INSTRUCTION.fullmatch(whole) or found
        yield _Instruction(found[1].upper(), found[2].strip(" \t"), start) if found else _Instruction("", "", start)


def _take(gathered: Deployed, stages: list[_Stage], one: _Instruction) -> None:
    match one.name:
        case "FROM":
            found = _FROM.fullmatch(one.value)
            base = filled(found[1], gathered.values) if found else one.value
            name = (found[2] or "") if found else ""
            stages.append(_Stage(name.lower(), base, one.line, []))
        case "ARG" | "ENV":
            _variables(gathered, one)
        case "COPY" | "ADD":
            source = _FLAG.search(one.value)
            if source and stages:
                stages[-1].copied.append((filled(source[1], gathered.values), one.line))
            if one.name == "ADD":
                gathered.words(("curl", *one.value.split()), one.line)
        case "RUN":
            mounted = _FLAG.search(one.value)
            if mounted and stages:
                stages[-1].copied.append((mounted[1].partition(",")[0], one.line))
            _command(gathered, _OPTIONS.sub("", one.value, count=1), one.line)
        case "CMD" | "ENTRYPOINT":
            _command(gathered, one.value, one.line)
        case _:
            return


def _variables(gathered: Deployed, one: _Instruction) -> None:
    pairs = _PAIR.findall(one.value)
    if not pairs and one.name == "ENV":
        key, _, value = one.value.partition(" ")
        pairs = [(key, value)]
    for key, raw in pairs:
        value = filled(raw.strip("\"'"), gathered.values)
        gathered.values[key] = value
        gathered.setting(key, value, one.line)


def _command(gathered: Deployed, text: str, line: int) -> None:
    """Read a command in its form for a shell, as a JSON list of words, or as a program in a here-document."""
    head, _, body = text.partition("\n")
    if body and _PROGRAM.fullmatch(head):
        gathered.programs.append((body, line + 1))
        return
    if text.startswith("["):
        try:
            words = strings(json.loads(text))
        except (ValueError, RecursionError):
            words = ()
        if words:
            gathered.words(words, line)
            return
    gathered.command(text, line)


def _images(gathered: Deployed, stages: list[_Stage]) -> None:
    """Add the images: those that the last stage comes from are delivered with it, the others only build it."""
    by_name: dict[str, int] = {}
    for at, stage in enumerate(stages):
        by_name[str(at)] = at
        if stage.name:
            by_name[stage.name] = at
    delivered = _delivered(stages, by_name)
    for at, stage in enumerate(stages):
        how = How.BUNDLES if at in delivered else How.BUILDS_WITH
        earlier = by_name.get(stage.base.lower())
        if earlier is None or earlier >= at:
            gathered.image(stage.base, stage.line, how, note="base image")
        for source, line in stage.copied:
            if source.lower() not in by_name:
                gathered.image(source, line, how, note="files are copied from it")


def _delivered(stages: list[_Stage], by_name: Mapping[str, int]) -> set[int]:
    """Return the stages whose files are in the last one: what it comes from, and what is copied into those."""
    seen: set[int] = set()
    waiting = [len(stages) - 1]
    while waiting:
        at = waiting.pop()
        if at in seen:
            continue
        seen.add(at)
        base = by_name.get(stages[at].base.lower())
        if base is not None and base < at:
            waiting.append(base)
        # What is copied out of a stage is what it made; its own base stays behind, and is only built with.
    return seen
