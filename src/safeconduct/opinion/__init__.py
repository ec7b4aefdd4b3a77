"""A second opinion on findings that are not certain, from a language model that the school runs itself. Off by default.

    endpoint   one exchange over HTTP, within limits of time and size, whatever the server does
    rules      what counts as each topic, in a sentence or two
    asking     the question, and what becomes of the answer

An opinion can take an uncertain finding out of the reckoning, in the open, with its reason. It can add nothing, and make
nothing certain; what it says is data, of which one sentence is shown.
"""
