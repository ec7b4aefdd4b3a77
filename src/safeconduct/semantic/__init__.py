"""The model of our own that reads a text for what it means: a glance at every text, a close reading of the few that need it.

    glance      sums of word and letter-group weights; some ten microseconds a text; clears what is plainly harmless
    reader      a small transformer, in NumPy; some milliseconds a text; topics with the words that carried them
    model       the two joined, with the bars from which a topic counts
    stretches   long texts in parts
    pieces      texts cut as the reader takes them

The artefact (card, weights, pieces, words) lies in ``safeconduct.data/model`` and is taught by ``corpus/train.py`` from the
posts in ``corpus/``.
"""

from __future__ import annotations

import os

# NumPy's matrix product would use every core and wait for the slowest by spinning: beside anything else that runs, seven
# times slower (measured). Whoever wants several cores runs several processes (``audit --jobs``, web workers).
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
