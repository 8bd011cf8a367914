"""`licet explain ID [TARGET]`: the whole argument behind a finding, duty, question, remedy, part or statement."""

import argparse
from importlib import import_module
from pathlib import Path

from licet.cli.looking import add_options, looking
from licet.errors import UsageError
from licet.model.analysis import Analysis
from licet.report.result import Result

HERE = "."


def configure(parser: argparse.ArgumentParser) -> None:
    """Fill in the options of the command."""
    parser.add_argument(
        "id",
        metavar="ID",
        help="F1, D2, R3, a key, the id of a question or a part, or a statement such as gemma:duties.flow-down",
    )
    parser.add_argument(
        "target",
        metavar="TARGET",
        nargs="?",
        help="a project's folder, or a result saved as .json (default: here); it may come first",
    )
    parser.add_argument("-f", "--format", choices=("terminal", "json"), default="terminal", help="format of the output")
    add_options(parser)
    parser.add_argument("--no-color", action="store_true", help="print without color")


def run(arguments: argparse.Namespace) -> int:
    """Print the argument; 0 whatever the verdict is, since nothing is judged for a gate.

    Raises:
        UsageError: nothing in the result has the id; the hint names the nearest ones.
    """
    from licet.report.explain import explain, explain_json  # noqa: PLC0415 - not needed for the help text
    from licet.report.output import screen_options  # noqa: PLC0415 - as above

    identity, target = _told_apart(arguments.id, arguments.target)
    result = _result(arguments, target)
    if arguments.format == "json":
        print(explain_json(result, identity), end="")
    else:
        print(explain(result, identity, screen_options(no_color=arguments.no_color)), end="")
    return 0


def _told_apart(first: str, second: str | None) -> tuple[str, str]:
    """Which of two words is the id and which the target, in whatever order they come."""
    if second is None:
        if Path(first).is_dir():
            hint = f"say what, such as: licet explain F1 {first}; `licet check` shows the ids"
            raise UsageError(f"{first} is a folder, and nothing says what of it to explain", hint=hint)
        return first, HERE
    turned = _is_target(first) and not _is_target(second)
    return (second, first) if turned else (first, second)


def _is_target(word: str) -> bool:
    path = Path(word)
    return path.is_dir() or (path.is_file() and path.suffix.lower() in {".json", ".toml"})


def _result(arguments: argparse.Namespace, target: str) -> Result:
    if target.lower().endswith(".json"):
        from licet.report.saved import load_result  # noqa: PLC0415 - needed for saved results alone

        return load_result(target)
    from licet.report.view import result_of  # noqa: PLC0415 - needed for folders alone

    with looking(arguments) as how:
        analysis: Analysis = import_module("licet.pipeline").analyze_path(target, looking=how)
    return result_of(analysis)
