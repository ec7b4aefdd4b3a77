"""``python -m safeconduct`` is the same command line as ``safeconduct``."""

from __future__ import annotations

from safeconduct.cli import main

if __name__ == "__main__":
    main()
