"""`licet --version`: the program's version and the state of its knowledge."""

import argparse
from importlib.metadata import version


def run(_arguments: argparse.Namespace) -> int:
    """Print the version and what is known of licenses and of models."""
    from licet import catalog  # noqa: PLC0415 - keeps `licet --help` fast
    from licet.licenses import knowledge_version  # noqa: PLC0415 - as above

    print(f"licet {version('licet')} (knowledge {knowledge_version()}; catalog: {catalog.version()})")
    return 0
