"""spaCy pipelines that are named without a loading call: imported as a package, or in another library's settings.

Source: INPUTS 3 (the spaCy row: `import en_core_web_sm`, `models[].model_name` of presidio).
"""

import ast
import re
from collections.abc import Iterator
from typing import Final

from licet.model.vocabulary import Basis

WORDS: Final = ("_core_", "_dep_", "_ent_")
"""A file in whose text none of these occurs names no pipeline."""

_PACKAGE: Final = re.compile(r"[a-z]{2,3}_(?:core|dep|ent)_[a-z]{2,12}_(?:sm|md|lg|trf)")


def pipeline_packages(tree: ast.Module) -> Iterator[tuple[str, int, Basis]]:
    """Yield the packages with their lines; an import is observed, a value under `model_name` is inferred."""
    for node in ast.walk(tree):
        match node:
            case ast.Import(names=names):
                for alias in names:
                    if _PACKAGE.fullmatch(alias.name):
                        yield alias.name, node.lineno, Basis.OBSERVED
            case ast.Dict(keys=keys, values=values):
                for key, value in zip(keys, values, strict=True):
                    match key, value:
                        case ast.Constant(value="model_name"), ast.Constant(value=str() as name) if _PACKAGE.fullmatch(
                            name
                        ):
                            yield name, value.lineno, Basis.INFERRED
                        case _:
                            continue
            case _:
                continue
