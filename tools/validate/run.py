"""Hold what Licet writes against the validators of other people: `make validate`.

Each has an environment of its own under build/validate, with pinned versions. What cannot be had (no network, no node)
is told and fails nothing; a single error of a validator that ran does.
"""

import argparse
import hashlib
import json
import os
import shutil
import subprocess
import sys
import time
import tomllib
import urllib.request
import venv
from collections.abc import Iterator
from pathlib import Path
from typing import Final, TypedDict, cast

HERE: Final = Path(__file__).resolve().parent
ROOT: Final = HERE.parents[1]
BUILD: Final = ROOT / "build" / "validate"
SHARED: Final = ROOT.parent / "shared" / "official"
_MOST: Final = 5


class Row(TypedDict):
    """What one validator said."""

    validator: str
    documents: int
    errors: list[str]
    seconds: float


def official() -> Path | None:
    """The folder of the official schemas: at hand, or fetched; None where neither can be."""
    folder = BUILD / "official"
    for entry in tomllib.loads((HERE / "official.toml").read_text("utf-8"))["file"]:
        target = folder / entry["name"]
        content = _content(SHARED / entry["name"], target, entry["url"])
        if content is None or hashlib.sha256(content).hexdigest() != entry["sha256"]:
            print(f"  not to be had: {entry['name']}" if content is None else f"  another file: {entry['name']}")
            return None
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)
    return folder


def _content(shared: Path, built: Path, url: str) -> bytes | None:
    for path in (shared, built):
        if path.is_file():
            return path.read_bytes()
    try:
        with urllib.request.urlopen(url, timeout=30) as answer:  # noqa: S310 - an address of official.toml
            return cast("bytes", answer.read())
    except OSError:
        return None


def python_rows(documents: Path, schemas: Path, shapes: int) -> Iterator[Row]:
    """The validators that are Python."""
    home = BUILD / "python"
    python = home / "bin" / "python"
    wanted = (HERE / "requirements.txt").read_text("utf-8")
    done = home / "requirements.txt"
    if not done.is_file() or done.read_text("utf-8") != wanted:
        venv.create(home, with_pip=True, clear=True)
        pip = [str(python), "-m", "pip", "install", "-q", "--no-deps", "-r", str(HERE / "requirements.txt")]
        if subprocess.run(pip, check=False).returncode:
            print("  not to be had: the Python validators")
            return
        done.write_text(wanted, "utf-8")
    yield from _lines([str(python), str(HERE / "checks.py"), str(documents), str(schemas), str(shapes)], ROOT)


def node_rows(documents: Path, schemas: Path) -> Iterator[Row]:
    """The validators that are JavaScript, and the SARIF Multitool that comes as one of their packages."""
    home = BUILD / "node"
    npm, node = shutil.which("npm"), shutil.which("node")
    if not (npm and node):
        print("  not to be had: node")
        return
    home.mkdir(parents=True, exist_ok=True)
    for name in ("package.json", "package-lock.json"):
        shutil.copy(HERE / name, home / name)
    if subprocess.run(
        [npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--silent"], cwd=home, check=False
    ).returncode:
        print("  not to be had: the JavaScript validators")
        return
    yield from _lines([node, str(HERE / "checks.mjs"), str(documents), str(schemas)], home)
    tool = home / "node_modules" / "@microsoft" / "sarif-multitool-linux" / "Sarif.Multitool"
    if tool.is_file():
        tool.chmod(0o755)
        yield _multitool(tool, documents)
    else:
        print("  not to be had: sarif-multitool for this system")


def _multitool(tool: Path, documents: Path) -> Row:
    """Its own rules and those of GitHub; it returns 0 whatever it finds, so the log is read."""
    start = time.monotonic()
    paths = sorted(documents.glob("*.sarif"))
    log = BUILD / "multitool.log"
    log.unlink(missing_ok=True)
    command = [str(tool), "validate", str(documents / "*.sarif"), "--rule-kind", "Sarif;Ghas", "-o", str(log)]
    done = subprocess.run([*command, "--log", "ForceOverwrite"], capture_output=True, text=True, check=False)
    if not log.is_file():
        return Row(validator="sarif-multitool", documents=len(paths), errors=[done.stdout[-300:]], seconds=0)
    run = json.loads(log.read_text("utf-8-sig"))["runs"][0]
    errors = [
        f"{each['ruleId']}: {json.dumps(each.get('message', {}))[:200]}"
        for each in run.get("results", ())
        if each.get("level", "warning") == "error"
    ]
    return Row(validator="sarif-multitool (Sarif, Ghas)", documents=len(paths), errors=errors, seconds=_since(start))


def own_row(documents: Path) -> Row:
    """What `licet bom check` says of the same documents."""
    start = time.monotonic()
    paths = sorted(documents.glob("*.json"))
    command = [sys.executable, "-m", "licet", "bom", "check", "-f", "json", *map(str, paths)]
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "src")}
    done = subprocess.run(command, capture_output=True, text=True, check=False, env=environment)
    rows = json.loads(done.stdout)
    errors = [
        f"{Path(row['file']).name}: {each['place']}: {each['reason']}"
        for row in rows
        for each in row["faults"]
        if each["level"] == "fault"
    ]
    return Row(validator="licet bom check", documents=len(paths), errors=errors, seconds=_since(start))


def _lines(command: list[str], folder: Path) -> Iterator[Row]:
    with subprocess.Popen(command, cwd=folder, stdout=subprocess.PIPE, text=True) as process:
        for line in process.stdout or ():
            if line.startswith("{"):
                yield cast("Row", json.loads(line))
    if process.returncode:
        yield Row(validator=" ".join(command[:2]), documents=0, errors=[f"ended with {process.returncode}"], seconds=0)


def _since(start: float) -> float:
    return round(time.monotonic() - start, 1)


def main() -> int:
    """Write the documents, run what can be had, print a row for each; 1 where any found an error."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=200, help="generated analyses beside the examples (default 200)")
    parser.add_argument("--shapes", type=int, default=10, help="generated documents held to SHACL (default 10)")
    arguments = parser.parse_args()
    documents = BUILD / "documents"
    shutil.rmtree(documents, ignore_errors=True)
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(ROOT / "src"), str(ROOT)])}
    write = [sys.executable, str(HERE / "documents.py"), str(documents), str(arguments.count)]
    subprocess.run(write, check=True, env=environment)
    schemas = official()
    rows: list[Row] = [own_row(documents)]
    _print(rows[0])
    if schemas:
        for row in _each(documents, schemas, arguments.shapes):
            _print(row)
            rows.append(row)
    return int(any(row["errors"] for row in rows))


def _each(documents: Path, schemas: Path, shapes: int) -> Iterator[Row]:
    yield from node_rows(documents, schemas)
    yield from python_rows(documents, schemas, shapes)


def _print(row: Row) -> None:
    print(
        f"{row['validator']:<34}{row['documents']:>5} documents{len(row['errors']):>5} errors{row['seconds']:>9} s",
        flush=True,
    )
    for error in row["errors"][:_MOST]:
        print(f"    {error}")


if __name__ == "__main__":
    sys.exit(main())
