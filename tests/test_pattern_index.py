"""The written list of what each pattern needs is fresh, so that a single check need not work it out."""

from __future__ import annotations

import importlib.util

from safeconduct.prefilter import written_words
from tests_support import ROOT


def test_the_written_list_is_fresh() -> None:
    spec = importlib.util.spec_from_file_location("index_patterns", ROOT / "tools" / "index_patterns.py")
    assert spec is not None
    assert spec.loader is not None
    tool = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(tool)

    missing = {key: words for key, words in tool.words().items() if written_words().get(key, ...) != words}

    assert missing == {}, "run “make index”"
