"""`licet what-if`: judge the system as it would be after some changes, and show what changes."""

import argparse
from typing import Final

from licet.cli.looking import add_options, looking

_OPTIONS: Final = ("set", "license", "answer", "position", "acquire", "replace", "drop")


def configure(parser: argparse.ArgumentParser) -> None:
    """Fill in the options of the command."""
    parser.add_argument(
        "target", metavar="TARGET", nargs="?", default=".", help="a project's folder, or a licet.toml (default: .)"
    )
    parser.add_argument(
        "--set",
        metavar="KEY=VALUE",
        action="append",
        default=[],
        help="a key of [use]; product.KEY; policy.KEY; link:PART.how, link:FROM>TO.how or a fact of a link; "
        "component:PART.license, another key or a fact of a part; answer:QUESTION; position:POINT (repeatable)",
    )
    parser.add_argument(
        "--answer", metavar="QUESTION=yes|no", action="append", default=[], help="answer a question (repeatable)"
    )
    parser.add_argument(
        "--position", metavar="POINT=POSITION", action="append", default=[], help="take a position (repeatable)"
    )
    parser.add_argument(
        "--license",
        metavar="PART=LICENSE",
        action="append",
        default=[],
        help="take a part, or the product, to be under a license (repeatable)",
    )
    acquired = "take a license of a part that permits this use (repeatable)"
    parser.add_argument("--acquire", metavar="PART", action="append", default=[], help=acquired)
    parser.add_argument(
        "--replace",
        metavar="PART=NEW",
        action="append",
        default=[],
        help="put another part, by its license or its name in the catalog, in the place of a part (repeatable)",
    )
    parser.add_argument("--drop", metavar="PART", action="append", default=[], help="leave a part out (repeatable)")
    parser.add_argument(
        "--remedy",
        metavar="ID",
        action="append",
        default=[],
        help="carry out a remedy of `licet plan`, or `plan` for all of the plan (repeatable)",
    )
    add_options(parser)
    parser.add_argument("-f", "--format", choices=("terminal", "json"), default="terminal", help="what is printed")
    parser.add_argument("-q", "--quiet", action="store_true", help="print the verdict line alone")
    parser.add_argument("--no-color", action="store_true", help="print without color")


def run(arguments: argparse.Namespace) -> int:
    """Print what changes; 0 or 1 as `licet check` of the changed system would end.

    Raises:
        UsageError: nothing is changed, or a change names what is not there.
    """
    from licet import licenses, pipeline  # noqa: PLC0415 - keeps `licet --help` fast
    from licet.errors import UsageError  # noqa: PLC0415 - as above
    from licet.remedy.changes import Scope, changes  # noqa: PLC0415 - as above
    from licet.remedy.edits import in_turn  # noqa: PLC0415 - as above
    from licet.remedy.offered import offered  # noqa: PLC0415 - as above
    from licet.report.compared import compared, render, render_json  # noqa: PLC0415 - as above
    from licet.report.output import put, screen_options  # noqa: PLC0415 - as above
    from licet.report.view import result_of  # noqa: PLC0415 - as above

    wanted = {name: getattr(arguments, name) for name in _OPTIONS}
    if not any(wanted.values()) and not arguments.remedy:
        raise UsageError("what-if needs a change", hint="such as --set delivery=on-premises, or --drop PART")
    with looking(arguments) as how:
        scanned, now = pipeline.scan(arguments.target, looking=how), pipeline.today()
    scope = Scope(
        parts=scanned.bom.components,
        links=scanned.bom.links,
        questions=pipeline.asked(scanned, now=now),
        points={name: tuple(each.name for each in point.positions) for name, point in licenses.readings().items()},
    )
    made = changes(
        scope,
        set_=wanted["set"],
        license_=wanted["license"],
        answer=wanted["answer"],
        position=wanted["position"],
        acquire=wanted["acquire"],
        replace_=wanted["replace"],
        drop=wanted["drop"],
    )
    before = pipeline.assess(scanned, now=now)
    made += offered(before, arguments.remedy) if arguments.remedy else ()
    after = pipeline.assess(scanned, now=now, change=in_turn(change.edit for change in made))
    seen = compared(result_of(before), result_of(after), [change.told for change in made])
    raw = arguments.format == "json"
    options = screen_options(no_color=arguments.no_color, quiet=arguments.quiet)
    put(render_json(seen) if raw else render(seen, options), raw=raw)
    return int(after.gate_fails)
