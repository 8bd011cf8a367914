"""`licet license`: what Licet knows of licenses. One file per job, each with its own options."""

import argparse
from types import ModuleType

from licet.cli import license_compare, license_identify, license_list, license_review, license_show
from licet.cli.license_show import answer

__all__ = ["JOBS", "answer", "configure", "run"]

JOBS: tuple[ModuleType, ...] = (
    license_list,
    license_show,
    license_compare,
    license_identify,
    license_review,
)
"""The jobs in the order of the help text: a module with `NAME`, `HELP`, `configure(parser)`, `run(arguments)` each."""


def configure(parser: argparse.ArgumentParser) -> None:
    """Add every job with its options."""
    jobs = parser.add_subparsers(dest="job", metavar="|".join(job.NAME for job in JOBS), required=True)
    for job in JOBS:
        description = job.HELP[0].upper() + job.HELP[1:] + "."
        job.configure(jobs.add_parser(job.NAME, help=job.HELP, description=description))


def run(arguments: argparse.Namespace) -> int:
    """Do the chosen job.

    Raises:
        UsageError: an argument of the job is wrong.
    """
    chosen = next(job for job in JOBS if arguments.job == job.NAME)
    return int(chosen.run(arguments))
