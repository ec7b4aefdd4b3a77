"""Write down which words each pattern needs: ``make index``. A test fails when the list is stale."""

from __future__ import annotations

import json
from pathlib import Path

from safeconduct.accused import accused
from safeconduct.prefilter import digest, needed
from safeconduct.screening import Draft, run
from safeconduct.situations import suggest
from safeconduct.suggestions.swearing import rules
from safeconduct.text import patterns
from safeconduct.walks import shipped_screen

INDEX = Path(__file__).parent.parent / "src" / "safeconduct" / "data" / "pattern_words.json"


def words() -> dict[str, list[str] | None]:
    """For the digest of every shipped pattern the words it needs, sorted."""
    for detector in shipped_screen().detectors:  # some make their patterns when they are first used
        drafts = [Draft(fires.text, fires.context) for fires in detector.fires]
        drafts += [Draft(quiet.text, quiet.context) for quiet in detector.quiet]
        for draft in drafts:
            list(run(detector, draft))
    suggest("")
    accused("")
    rules()
    found = {digest(known.source): needed(known.source) for known in patterns()}
    return {key: sorted(found[key] or ()) or None for key in sorted(found)}


if __name__ == "__main__":
    INDEX.write_text(
        json.dumps(words(), ensure_ascii=False, separators=(",", ":")).replace("],", "],\n") + "\n", encoding="utf-8"
    )
