"""`licet bom`: bills of materials, our own and those of others. One file per job."""

import argparse
from types import ModuleType

from licet.cli import bom_check

JOBS: tuple[ModuleType, ...] = (bom_check,)
"""The jobs in the order of the help text: a module with `NAME`, `HELP`, `configure(parser)`, `run(arguments)` each."""


def configure(parser: argparse.ArgumentParser) -> None:
    """Add every job with its options."""
    jobs = parser.add_subparsers(dest="job", metavar="|".join(job.NAME for job in JOBS), required=True)
    for job in JOBS:
        description = job.HELP[0].upper() + job.HELP[1:] + "."
        job.configure(jobs.add_parser(job.NAME, help=job.HELP, description=description))


def run(arguments: argparse.Namespace) -> int:
    """Do the chosen job (raises as the job does)."""
    chosen = next(job for job in JOBS if arguments.job == job.NAME)
    return int(chosen.run(arguments))
