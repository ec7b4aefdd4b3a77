"""What to do instead of posting a draft as it stands: words of help, and its text with what can be taken out taken out.

    advice      what to do about a finding, in a sentence one can act on at once
    edits       places of the text and what to put there: merged, tidied, applied
    swearing    a mild wording for a swear word, or the word left out
    people      “a pupil”, “a colleague”, “a parent” for a name
    details     numbers, addresses, codes and handles left out
    workplace   “my school”, “my agency” for the name of one
    harm        a child may be at risk: whom to tell comes before any wording
    languages   a text that is read only in part
    proposing   all of these together; only what stands the check when it is put to it again

Nothing is invented, and nothing is stored. Contempt, an allegation, a message to a pupil are not cured by taking a word
out: for those there is advice and no text.
"""
