"""Shell scripts and Makefiles: the models, data, images and packages that their commands fetch, serve and train with.

Source: INPUTS 3 (command lines). Nothing is run; a script is cut into words, and variables of its own are filled in.
"""

from typing import Final

from licet.model.bom import Found
from licet.readers.deployed import Deployed
from licet.readers.file_names import is_named
from licet.readers.inline_programs import found_in
from licet.readers.opened import OpenedFile

NAME: Final = "shell-scripts"
LIMIT: Final = 1024 * 1024
HEAD: Final = True
"""However long a script is, its beginning is read."""

_ENDINGS: Final = (".sh", ".bash", ".zsh", ".mk", ".ps1", ".bat", ".slurm", ".sbatch")
_MARKS: Final = (
    *(b"download", b"ollama", b"--model", b"--base_model", b"huggingface.co/", b"docker run", b"docker pull"),
    *(b"podman run", b"vllm", b"pip install", b"pip3 install", b"from_pretrained", b"yolo ", b"lm_eval", b"lm-eval"),
)


def wants(path: str) -> bool:
    """Tell whether a file is a script or a Makefile."""
    return path.lower().endswith(_ENDINGS) or is_named(path, "makefile")


def read(file: OpenedFile) -> Found:
    """Return what the commands fetch, serve and train with."""
    if not any(mark in file.data for mark in _MARKS):
        return Found()
    gathered = Deployed(file)
    text = file.data.decode("utf-8", "replace").replace("\r\n", "\n").replace("\x00", "\ufffd")
    gathered.command(text, 1)
    return found_in(gathered, file)
