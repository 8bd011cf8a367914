"""Commands that Python programs and notebooks hand to the shell."""

import json

import pytest

from licet.readers import notebook
from licet.readers.python_source import read
from tests.readers.opening import opened

HUB = "pkg:huggingface/"
COMMANDS = {
    "import os\nos.system('wget https://huggingface.co/acme/m/resolve/main/a.th -O ' + out)": {HUB + "acme/m"},
    "import os\nNAME = 'acme/m'\nos.system(f'huggingface-cli download {NAME} --local-dir {out}')": {HUB + "acme/m"},
    "import subprocess\nsubprocess.run(['hf', 'download', 'acme/m', '--local-dir', out])": {HUB + "acme/m"},
    "from subprocess import run\nrun('ollama pull llama3:8b'.split())": {"ollama:llama3:8b"},
    "import subprocess, shlex\nsubprocess.call(shlex.split('ollama pull phi3'))": {"ollama:phi3"},
    "import subprocess as s, sys\ns.check_call([sys.executable, '-m', 'spacy', 'download', 'en_core_web_sm'])": {
        "spacy:en_core_web_sm"
    },
    "import subprocess, sys\nsubprocess.check_call([sys.executable, '-m', 'pip', 'install', 'sentencepiece'])": {
        "pkg:pypi/sentencepiece"
    },
    "import subprocess\nsubprocess.Popen('vllm serve acme/m --port ' + port, shell=True)": {HUB + "acme/m"},
    "import os\nos.system('git clone https://huggingface.co/acme/m')": {HUB + "acme/m"},
    "import os\nos.system('wget ' + address)": set(),
    "import os\nclass A:\n    def system(self, x): pass\nA().system('ollama pull phi3')": set(),
    "import os\nprint('ollama pull phi3')\nos.popen('ls')": set(),
}


@pytest.mark.parametrize("code", COMMANDS)
def test_what_a_command_fetches_is_found(code: str) -> None:
    found = read(opened("app.py", code))
    assert {part.id for part in found.components if part.kind != "library"} | {
        part.id for part in found.components if "pip" in code and part.kind == "library"
    } == COMMANDS[code]


def test_lines_of_a_notebook_for_the_shell_are_commands_and_go_on_after_a_backslash() -> None:
    rows = ["!huggingface-cli download \\\n", "    acme/m\n", "x = 1\n", "!ollama pull phi3 \\"]
    cell = {"cell_type": "code", "source": rows}
    found = notebook.read(opened("a.ipynb", json.dumps({"nbformat": 4, "cells": [cell]})))
    assert [part.id for part in found.components] == [HUB + "acme/m", "ollama:phi3"]
    assert found.problems == ()
