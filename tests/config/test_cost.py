"""Importing the configuration stays cheap: the heavy libraries come late."""

import subprocess
import sys

import pytest


@pytest.mark.parametrize("heavy", ["jsonschema_rs", "packageurl", "difflib", "yaml", "jinja2", "rich"])
def test_importing_config_does_not_load(heavy: str) -> None:
    script = f"import sys, licet.config; sys.exit({heavy!r} in sys.modules)"
    assert subprocess.run([sys.executable, "-c", script], check=False).returncode == 0
