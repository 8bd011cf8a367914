"""`cog.yaml`: what a container of Cog is built of: Python packages, and what commands fetch into it.

Source: Cog's reference of `cog.yaml` (`build.python_packages`, `build.run`; `image` names what is made).
"""

from typing import Final

from licet.model.bom import Found, Problem
from licet.readers.deployed import Deployed
from licet.readers.file_names import is_named
from licet.readers.nodes import yaml_document
from licet.readers.opened import OpenedFile

NAME: Final = "cog"
LIMIT: Final = 1024 * 1024


def wants(path: str) -> bool:
    """Tell whether a file is a `cog.yaml`."""
    return is_named(path, "cog.yaml") or is_named(path, "cog.yml")


def read(file: OpenedFile) -> Found:
    """Return the packages that the container installs, and the weights and data that its commands fetch."""
    document = yaml_document(file)
    if isinstance(document, Problem):
        return Found(problems=(document,))
    gathered = Deployed(file)
    build = document.get("build")
    for text, line in build.get("python_packages").texts():
        gathered.words(("pip", "install", text), line)
    for command in build.get("run").items:
        # A command with mounts is a table, of which `command` is the line.
        gathered.command(command.text or command.get("command").text, command.line or command.get("command").line)
    return gathered.found()
