"""The sentences that Facebook and Instagram write into a conversation by themselves, told from what people say.

English in full; of other languages the reactions, which every conversation is full of. A sentence that is not known stays
what it looks like: somebody's words.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Final
from unicodedata import category

_REACTION: Final = (  # how the sentence that stands for a reaction begins and ends
    ("reacted ", " to your message"),
    ("reacted ", " to a message"),
    ("you reacted ", " message"),
    ("a réagi ", " message"),
    ("hat mit ", " reagiert"),
    ("reaccionó con ", " mensaje"),
    ("ha reaccionado con ", " mensaje"),
    ("reagiu com ", " mensagem"),
    ("ha reagito con ", " messaggio"),
    ("heeft ", " gereageerd op je bericht"),
    ("zareagował", " wiadomość"),
    ("reagerede med ", " besked"),
    ("reagerade med ", " meddelande"),
    ("reagerte med ", " meldingen din"),
    ("a reacționat cu ", " mesajul tău"),
    ("đã bày tỏ cảm xúc ", " tin nhắn của bạn"),
)
_LIKED: Final = frozenset({"liked a message", "liked your message", "liked a photo", "liked your photo", "a aimé un message"})
_SENT: Final = frozenset(
    {
        " sent an attachment",
        " sent a photo",
        " sent a video",
        " sent a voice message",
        " sent a voice clip",
        " sent a sticker",
        " sent a gif",
        " sent a gif from tenor",
        " sent a file",
        " sent a link",
        " sent a location",
        " sent a live location",
        " sent a reel",
        " shared a link",
        " shared a post",
        " shared a photo",
        " shared a reel",
        " shared a story",
    }
)
_UNSENT: Final = frozenset({"unsent a message", "this message was unsent", "message unsent"})
_CALL_OF: Final = frozenset(
    {  # after who did it
        " called you",
        " missed your call",
        " missed your video call",
        " missed a call from you",
        " started a video chat",
        " started a call",
        " started a video call",
        " started an audio call",
        " joined the call",
        " joined the video call",
        " joined the video chat",
    }
)
_CALL: Final = frozenset({"the video chat ended", "the video call ended", "the call ended", "the audio call ended"})
_EVENT: Final = (
    (" named the group ", ""),
    (" changed the group photo", ""),
    (" changed the group name ", ""),
    (" changed the theme to ", ""),
    (" changed the chat theme ", ""),
    (" set the nickname for ", ""),
    (" set your nickname to ", ""),
    (" set her own nickname to ", ""),
    (" set his own nickname to ", ""),
    (" set their own nickname to ", ""),
    (" set the emoji to ", ""),
    (" set the quick reaction to ", ""),
    (" added ", " to the group"),
    (" removed ", " from the group"),
    (" left the group", ""),
    (" joined the group", ""),
    (" created the group", ""),
    (" pinned a message", ""),
    (" unpinned a message", ""),
    (" took a screenshot", ""),
    (" turned on ", "disappearing messages"),
    (" turned off ", "disappearing messages"),
)
_GREETINGS: Final = tuple(  # how such a sentence begins, and how it goes on where it does
    (first, tuple(rest))
    for first, *rest in (
        ("you are now connected on messenger",),
        ("you're now connected on messenger",),
        ("you can now message and call each other", " and see info like active status and when you've read messages"),
        ("you can now call each other", " and see information such as active status and when you've read messages"),
        ("say hi to your new facebook friend",),
        ("this poll is no longer available",),
        (
            "messages and calls are secured with end-to-end encryption",
            ". only people in this chat can read, listen to, or share them. learn more",
            ". only people in this chat can read, listen to, or share them",
            ". learn more",
        ),
    )
)
_HI: Final = "say hi to your new facebook friend, "
_NAME: Final = 4  # words of the friend's name
_EMOJI: Final = "So"  # the category of signs that every emoji of a reaction has one of
_QUOTES: Final = frozenset('"“„«')
_LONG: Final = 200  # characters; no sentence of a platform's own is longer
_STARTS: Final = (
    *(first for first, _ in _GREETINGS),
    *_LIKED,
    *_UNSENT,
    *_CALL,
    *dict.fromkeys(first for first, _ in _REACTION),
)


def platform_sentence(text: str, sender: str) -> str:
    """What a sentence that the platform wrote into a chat stands for: ``reaction sent call event unsent``; empty if it is
    somebody's words."""
    if len(text) > _LONG:
        return ""
    plain = text.casefold()
    actors, starts = _starts(sender)
    if not plain.startswith(starts) or "\n" in plain:
        return ""
    actor = next((who for who in actors if plain.startswith(who + " ")), "")
    plain = plain.strip(" .!…\u200e")
    if plain in _LIKED or _is_reaction(plain):
        return "reaction"
    if plain in _CALL:
        return "call"
    if _is_greeting(plain):
        return "event"
    if plain in _UNSENT:
        return "unsent"
    return _of_actor(plain[len(actor) :]) if actor and text.rstrip().endswith(".") else ""


def _is_reaction(plain: str) -> bool:
    """Whether a sentence tells of a reaction: “Reacted badly to your message” does not, for want of a sign."""
    between = (plain[len(first) : -len(last)] for first, last in _REACTION if plain.startswith(first) and plain.endswith(last))
    return any(part.strip()[:1] in _QUOTES or any(category(sign) == _EMOJI for sign in part) for part in between)


def _is_greeting(plain: str) -> bool:
    if plain.startswith(_HI):
        return len(plain.removeprefix(_HI).split()) <= _NAME
    even = plain.replace("’", "'")
    return any(even == first or even in tuple(first + more for more in rest) for first, rest in _GREETINGS)


def new_name(text: str) -> str:
    """What a group is called from now on by “Zoë named the group Staff room.”: words of whoever named it."""
    for mark in (" named the group ", " changed the group name to "):
        before, found, name = text.partition(mark)
        if found and len(before.split()) <= _NAME:
            return name.strip().removesuffix(".").strip('"“”')
    return ""


def _of_actor(rest: str) -> str:
    """What follows “You” or a name in a sentence with a full stop."""
    if rest in _SENT or _sent_some(rest):
        return "sent"
    if rest in _CALL_OF:
        return "call"
    if rest.strip() in _UNSENT:
        return "unsent"
    return "event" if any(rest.startswith(first) and rest.endswith(last) for first, last in _EVENT) else ""


def _sent_some(rest: str) -> bool:
    """`` sent 3 photos``."""
    parts = rest.split()
    return len(parts) == 3 and parts[0] == "sent" and parts[1].isdigit() and parts[2] in {"photos", "videos", "files"}


@lru_cache(maxsize=256)
def _starts(sender: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Who a sentence can be about: “you”, or the sender by full or first name; and how any such sentence begins."""
    name = sender.casefold()
    actors = tuple(filter(None, ("you", name, name.split(" ", 1)[0])))
    return actors, (*(f"{who} " for who in actors), *_STARTS)


def tells_of_sending(text: str, sender: str) -> bool:
    """“Anna hat einen Anhang gesendet.” in whatever language: a short sentence about its own sender beside an attachment."""
    plain = text.casefold()
    return (
        plain.startswith(tuple(f"{who} " for who in _starts(sender)[0][1:]))
        and text.endswith(".")
        and len(plain.split()) <= 8
        and "\n" not in text
    )
