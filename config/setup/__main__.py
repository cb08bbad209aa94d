"""`python3 -m config.setup [run|test|assets|locks|clean]`: what `make` does before the real work."""

import sys

# Whoever has an older Python must read a sentence, not a traceback.
if sys.version_info < (3, 11):  # noqa: UP036
    sys.exit("FGC needs Python 3.11 or newer; with one elsewhere: make setup PYTHON=/path/to/python3.11")

from config.setup.order import main

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
