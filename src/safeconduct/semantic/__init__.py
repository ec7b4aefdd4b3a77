"""The model of our own that reads a text for what it means: a glance at every text, a close reading of the few that need it.

    glance      sums of word and letter-group weights; some ten microseconds a text; clears what is plainly harmless
    reader      a small transformer, in NumPy; some milliseconds a text; topics with the words that carried them
    model       the two joined, with the bars from which a topic counts
    pieces      texts cut as the reader takes them

The artefact (card, weights, pieces) is taught by ``corpus/train.py`` from the posts in ``corpus/``; none is shipped yet.
"""
