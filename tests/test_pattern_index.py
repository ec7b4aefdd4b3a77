"""The written list of what each pattern needs is fresh, so that a single check need not work it out."""

from __future__ import annotations

import json
import subprocess
import sys

from safeconduct.prefilter import written_words
from tests_support import ROOT

TOOL = ROOT / "tools" / "index_patterns.py"


def test_the_written_list_is_fresh() -> None:
    code = f"import json, runpy; print(json.dumps(runpy.run_path({str(TOOL)!r})['words']()))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert json.loads(done.stdout) == written_words(), "run “make index”"
