"""`python -m loyalty.cli`: the same as the command `loyalty`, for programs that start it themselves."""

import sys

from loyalty.cli import main

if __name__ == "__main__":
    sys.exit(main())
