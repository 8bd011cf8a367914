"""Commands that a Python program hands to the shell: the models, data and packages that these fetch or serve.

Source: INPUTS 3 (command lines); `os.system`, `subprocess` and their like are data of `names.toml`. Nothing is run.
"""

import ast
from typing import Final

from licet.model.bom import Found
from licet.readers.deployed import Deployed
from licet.readers.hub_ids import UNKNOWN
from licet.readers.idioms import names as table_names
from licet.readers.opened import OpenedFile
from licet.readers.python_containers import Origin
from licet.readers.python_dotted import Dotted
from licet.readers.python_names import Index, Place
from licet.readers.python_options import keyword, leaf_name
from licet.readers.python_texts import Texts
from licet.readers.python_values import Values

MAX_WORDS: Final = 200
"""Words of one list that are looked at."""

_CALLS: Final = ("system(", "popen(", "subprocess")
_FETCHING: Final = ("curl", "download", "ollama", "wget", "clone", "--model", "vllm", "install")


def runs_commands(text: str) -> bool:
    """Tell whether a program may run a command that is looked for."""
    return any(call in text for call in _CALLS) and any(word in text for word in _FETCHING)


def commands_of(file: OpenedFile, index: Index, values: Values) -> Found:
    """Return what the commands that a program runs fetch, serve and install."""
    gathered = Deployed(file)
    texts, dotted = Texts(values), Dotted(values)
    known = table_names().command_calls
    leaves = {name.rpartition(".")[2] for name in known}
    for call, place in index.calls:
        if leaf_name(call.func) not in leaves:
            continue
        values.turn()
        if known.isdisjoint(dotted.names(call.func, place)):
            continue
        given = keyword(call, "args") or (call.args[0] if call.args else None)
        if given is not None:
            for origin in values.origins(_unsplit(given), place):
                _command(gathered, origin, call, texts)
    return gathered.found()


def _command(gathered: Deployed, origin: Origin, call: ast.Call, texts: Texts) -> None:
    """Read a command given as one text or as a list of words."""
    match origin.node:
        case ast.List(elts=members) | ast.Tuple(elts=members):
            words = [_word(texts, member, origin.place) for member in members[:MAX_WORDS]]
            gathered.words(words, call.lineno)
        case _:
            for text in texts.read([origin]):
                gathered.command(text.text, call.lineno)


def _unsplit(given: ast.expr) -> ast.expr:
    """Return the text of which `"...".split()` and `shlex.split("...")` make words."""
    match given:
        case ast.Call(func=ast.Attribute(value=ast.Name(id="shlex"), attr="split"), args=[text, *_]):
            return text
        case ast.Call(func=ast.Attribute(value=text, attr="split"), args=[]):
            return text
        case _:
            return given


def _word(texts: Texts, node: ast.expr, place: Place) -> str:
    found = texts.of(node, place)
    return found[0].text if len(found) == 1 else UNKNOWN
