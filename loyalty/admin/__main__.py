"""`python -m loyalty.admin`: the pages as a program of their own."""

import sys

from loyalty.admin.launch import main

if __name__ == "__main__":
    sys.exit(main())
