"""Run the command line with `python -m licet`.

Python then looks for modules in the working folder first, which may be the project that is scanned: a file `yaml.py` in
it would be run. The installed command `licet` does not look there, and neither does this.
"""

import os
import sys

if __name__ == "__main__":
    if not sys.flags.safe_path and sys.path[:1] in ([""], [os.getcwd()]):  # noqa: PTH109 - pathlib would be looked for there
        del sys.path[0]
    from licet.cli import main

    sys.exit(main())
