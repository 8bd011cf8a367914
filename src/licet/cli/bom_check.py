"""`licet bom check FILE`: what official schemas miss in a bill of materials."""

import argparse
from pathlib import Path

from licet.conformance import Checked, Fault, check_bom
from licet.conformance.profiles import PROFILES
from licet.report.json_text import json_text
from licet.report.words import clean, count

NAME = "check"
HELP = "references, license expressions and profile counts of a bill of materials (SPDX, CycloneDX)"


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the files, the profiles and the format."""
    parser.add_argument("files", metavar="FILE", nargs="+", help="SPDX 2.3 or 3.0.1, or CycloneDX 1.4 to 1.7, as JSON")
    parser.add_argument(
        "--profile",
        action="append",
        default=[],
        choices=PROFILES,
        help="hold SPDX 3 to a profile it does not declare (repeatable)",
    )
    parser.add_argument("-f", "--format", choices=("text", "json"), default="text", help="text (default) or json")
    parser.add_argument("-q", "--quiet", action="store_true", help="leave advice out")


def run(arguments: argparse.Namespace) -> int:
    """Print one line per fault and a last line per file; 1 where any file has a fault.

    Raises:
        TargetError: a file is no bill of materials that can be read.
    """
    checked = [(name, check_bom(Path(name), tuple(arguments.profile))) for name in arguments.files]
    if arguments.format == "json":
        print(json_text([_row(name, each) for name, each in checked]), end="")
    else:
        for name, each in checked:
            _print(name, each, quiet=arguments.quiet)
    return int(any(each.fails for _, each in checked))


def _print(name: str, checked: Checked, *, quiet: bool) -> None:
    faults = [each for each in checked.faults if each.level == "fault"]
    advice = [each for each in checked.faults if each.level == "advice"]
    for each in [*faults, *([] if quiet else advice)]:
        print(_line(name, each))
    told = f"{count(len(faults), 'fault')}, {len(advice)} of advice" if checked.faults else "no faults"
    print(f"{clean(name)}: {checked.form}, {count(checked.parts, 'part')}: {told}")


def _line(name: str, fault: Fault) -> str:
    return clean(f"{name}: {fault.level}: {fault.place}: {fault.reason}")


def _row(name: str, checked: Checked) -> dict[str, object]:
    told = [{"level": each.level, "place": each.place, "reason": each.reason} for each in checked.faults]
    return {"file": name, "format": checked.form, "parts": checked.parts, "faults": told}
