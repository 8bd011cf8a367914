"""Run the command line with `python -m licet`."""

import sys

from licet.cli import main

if __name__ == "__main__":
    sys.exit(main())
