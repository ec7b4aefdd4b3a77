"""Facebook's newer records: a list of labelled values, the labels in the account's language.

What a value is comes from its label where the label is known, and else from its form: an address, a time, words.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import lru_cache
from typing import Any, Final, NamedTuple

from safeconduct.archive.reader import Record, RecordKind, Seen, Sheet
from safeconduct.readers import _facebook_titles as titles
from safeconduct.readers._facebook_entries import Entry, Pieces, folder, once, time_of, title_of
from safeconduct.readers._meta import listed, words, written

Handler = Callable[[Sheet, Entry], Iterable[Record]]

_LABELS: Final[Mapping[str, str]] = {
    "text": "message|text|post|post text|comment|comment text|content|caption|description|review|title text|nachricht|beitrag"
    "|kommentar|beitragstext|kommentartext|texte|publication|commentaire|contenu|mensaje|texto|publicación|comentario|contenido"
    "|mensagem|publicação|comentário|messaggio|testo|commento|bericht|tekst|opmerking|reactie|wiadomość|treść|komentarz|besked"
    "|opslag|meddelande|inlägg|melding|innlegg|mesaj|postare|comentariu|neges|sylw|sylwad|پیغام|پوسٹ|تبصرہ|رسالة|منشور|تعليق",
    "reaction": "reaction|reaktion|réaction|reacción|reação|reazione|reactie|reakcja|reaktioner|reaksjon|reacție|ymateb",
    "name": "name|profile name|page name|owner|author|target|profile|page|friend|person|actor|from|tagged by|to|nom|nombre|nome"
    "|naam|nazwa|imię i nazwisko|navn|namn|nume|enw|destinataire|cible|autor|auteur|autore|ziel|verfasser|الاسم|نام",
    "group": "group|group name|gruppe|groupe|grupo|gruppo|groep|grupa|grupp|grŵp",
    "place": "place|place name|location|check-in|checkin|city|ort|lieu|lugar|luogo|plaats|miejsce|sted|plats|lle",
    "url": "url|link|permalink|href|lien|enlace|lenke|länk|dolen|uri",
    "time": "time|date|update time|creation time|visit time|created|updated|uhrzeit|datum|heure|date de création|hora|fecha|ora"
    "|data|tijd|czas|tid|tidspunkt|amser",
    "query": "search|query|search query|search term|text searched|suche|suchbegriff|recherche|búsqueda|pesquisa|ricerca"
    "|zoekopdracht|wyszukiwanie|chwiliad",
    "status": "status|state|category|type|kategorie|catégorie|categoría|categoria|categorie|kategoria|app status",
    "tags": "tags|tagged people|people tagged|with|markierungen|personnes identifiées|etiquetas|oznaczone osoby",
    "feeling": "feeling/activity|feeling|activity|gefühl/aktivität|humeur/activité|sentimiento/actividad",
    "media": "media|photo|video|photos|videos|attachments|medien|médias|multimedia",
    "app": "app|app name|application|website|app or website|site|anwendung",
}
_MEANING: Final = {label: meaning for meaning, line in _LABELS.items() for label in line.split("|")}
REACTIONS: Final = {  # Facebook's own words for what the rest of the world calls otherwise
    "sorry": "sad",
    "anger": "angry",
    "j'aime": "like",
    "gefällt mir": "like",
    "me gusta": "like",
    "mi piace": "like",
    "curtir": "like",
    "vind ik leuk": "like",
    "lubię to!": "like",
    "synes godt om": "like",
}


_DEEPEST: Final = 12
_NAME_OF_REACTION: Final = 24  # letters
_MANY: Final = 2_000  # values of one record that are looked at


class Fact(NamedTuple):
    """A labelled value. ``means`` is a key of ``_LABELS`` or empty, ``within`` what the group means in which it stands."""

    means: str
    label: str
    text: str
    href: str = ""
    time: Any = None
    media: tuple[dict[str, Any], ...] = ()
    within: str = ""


@lru_cache(maxsize=4096)
def meaning(label: str) -> str:
    """What a label says about its value; empty if it is not known."""
    return _MEANING.get(" ".join(label.replace("’", "'").casefold().split()).rstrip(":"), "")


def facts(value: Mapping[str, Any]) -> list[Fact]:
    """The labelled values of a record with those in its groups, in their order."""
    found: list[Fact] = []
    for fact in _inside(value.get("label_values"), "", 0):
        found.append(fact)
        if len(found) == _MANY:
            break
    return found


def _inside(entries: Any, within: str, depth: int) -> Iterator[Fact]:
    for entry in listed(entries):
        if not isinstance(entry, dict):
            continue
        label = words(entry.get("label")) or words(entry.get("title"))
        fact = _fact(entry, label, within)
        if fact.text or fact.href or fact.media or fact.time:
            yield fact
        if depth < _DEEPEST:
            for key in ("dict", "vec"):
                inner = meaning(label) or within
                yield from _plain_texts(entry.get(key), label, inner)
                yield from _inside(entry.get(key), inner, depth + 1)


def _plain_texts(values: Any, label: str, within: str) -> Iterator[Fact]:
    return (Fact(meaning(label), label, text, within=within) for value in listed(values) if (text := words(value)))


def _fact(entry: Mapping[str, Any], label: str, within: str) -> Fact:
    media = tuple(part for part in listed(entry.get("media")) if isinstance(part, dict))
    value = entry.get("value")
    text = written(value) if isinstance(value, str) else str(value) if isinstance(value, int | float | bool) else ""
    return Fact(meaning(label), label, text, words(entry.get("href")), entry.get("timestamp_value"), media, within)


def first(found: list[Fact], *means: str) -> str:
    """The first text with one of these meanings; those outside a group before those in one."""
    texts = [fact for fact in found if fact.text and fact.means in means]
    return next((fact.text for fact in texts if not fact.within), texts[0].text if texts else "")


def address(found: list[Fact]) -> str:
    """The address of what the record is about."""
    return next((fact.text for fact in found if is_address(fact.text)), next((fact.href for fact in found if fact.href), ""))


def is_address(text: str) -> bool:
    """Whether a text is a web address and nothing else."""
    return text.startswith(("http://", "https://")) and " " not in text and "\n" not in text


def unnamed(found: list[Fact]) -> list[str]:
    """Texts under labels that are not known, addresses left out."""
    return [fact.text for fact in found if fact.text and not fact.means and not is_address(fact.text)]


def reaction(name: str) -> str:
    """A reaction's name as it is commonly called; ``reaction`` if it has none."""
    plain = name.strip().casefold()
    return REACTIONS.get(plain, plain) or "reaction"


# --- labelled values ---------------------------------------------------------------------------------------------------


class _Labelled:
    """A record of labelled values: its facts, and what every record of one has."""

    def __init__(self, sheet: Sheet, entry: Entry) -> None:
        self.sheet = sheet
        self.entry = entry
        self.facts = facts(entry.value)
        media = [*listed(entry.value.get("media")), *(part for fact in self.facts for part in fact.media)]
        self.pieces = Pieces({"attachments": [{"data": [{"media": part} for part in media]}]})
        times = [fact.time for fact in self.facts if fact.time is not None]
        self.at = time_of(entry, *times)

    def words(self, means: str = "text") -> tuple[str, bool | None]:
        """What somebody wrote and whether that is the owner: under a label that says so, else the longest text under a
        label that is not known, of which nobody can tell."""
        if text := first(self.facts, means):
            return text, True
        text = max(unnamed(self.facts), key=len, default="")
        return text, None if text else True

    def record(self, kind: RecordKind, **more: Any) -> Record:
        """A record with the id and the address filled in."""
        link = address(self.facts)
        fbid = self.entry.value.get("fbid")
        ident = str(fbid) if isinstance(fbid, str | int) else ""
        return self.sheet.record(kind, self.entry.index, at=self.at, id=ident, link=link, **more)


def _labelled_post(sheet: Sheet, entry: Entry) -> Iterator[Record]:
    it = _Labelled(sheet, entry)
    group = first(it.facts, "group") or _place_of_group(sheet, entry)
    said, own = it.words()
    text = "\n".join(once([text for text in (said, *it.pieces.captions) if text]))
    place = first(it.facts, "place")
    if not (text or it.pieces.media):
        if place:
            yield it.record(RecordKind.MEDIA, own=False, to=place, aspect="tagged")
        return
    yield it.record(
        RecordKind.STORY if folder(sheet) == "stories" else RecordKind.POST,
        text=text,
        own=own,
        to=group or first(it.facts, "name", "tags"),
        audience=Seen.PRIVATE_GROUP if folder(sheet) == "groups" else Seen.UNKNOWN,
        aspect="location" if it.pieces.located or place else "",
        attached=it.pieces.attached,
        edited=sheet.member.matched.rpartition("/")[2].startswith("edits_you_made"),
    )


def _place_of_group(sheet: Sheet, entry: Entry) -> str:
    return titles.group_in(title_of(entry), sheet.known.get("groups", ())) if folder(sheet) == "groups" else ""


def _labelled_reaction_or_comment(sheet: Sheet, entry: Entry) -> Iterator[Record]:
    it = _Labelled(sheet, entry)
    name = first(it.facts, "reaction")
    text = first(it.facts, "text")
    if text and not name:
        group = first(it.facts, "group")
        audience = Seen.PRIVATE_GROUP if group else Seen.UNKNOWN
        to = group or first(it.facts, "name")
        yield it.record(RecordKind.COMMENT, text=text, own=True, to=to, audience=audience, attached=it.pieces.attached)
        return
    spare = [text for text in unnamed(it.facts) if len(text) <= _NAME_OF_REACTION]
    aspect = reaction(name or (spare[0] if spare else ""))
    yield it.record(RecordKind.LIKE, own=False, to=first(it.facts, "name", "group"), aspect=aspect)


def _labelled_search(sheet: Sheet, entry: Entry) -> Iterator[Record]:
    it = _Labelled(sheet, entry)
    if text := first(it.facts, "query", "text") or it.words()[0]:
        yield it.record(RecordKind.SEARCH, text=text.strip("\"“”'"), own=True)


def _labelled_tag(sheet: Sheet, entry: Entry) -> Iterator[Record]:
    """A picture that somebody else tagged the owner in."""
    it = _Labelled(sheet, entry)
    author = first(it.facts, "name") or next(iter(unnamed(it.facts)), "")
    yield it.record(RecordKind.MEDIA, own=False, author=author, aspect="tagged", attached=it.pieces.attached)


def _labelled_person(sheet: Sheet, entry: Entry) -> Iterator[Record]:
    it = _Labelled(sheet, entry)
    name = first(it.facts, "name", "group") or next(iter(unnamed(it.facts)), "")
    if not name:
        sheet.problem("an entry has no name")
        return
    page = folder(sheet) == "pages"
    if page:
        yield it.record(RecordKind.LIKE, own=False, to=name, aspect="like")
    else:
        aspect, own = by_file_name(sheet)
        yield it.record(RecordKind.CONNECTION, own=own, to=name, aspect=aspect)


def by_file_name(sheet: Sheet) -> tuple[str, bool | None]:
    """The only thing that tells sent requests from received ones where a list has no key."""
    name = sheet.member.matched.rpartition("/")[2]
    signs = (
        ("sent", ("request_sent", True)),
        ("received", ("request_received", False)),
        ("reject", ("request_declined", False)),
        ("declined", ("request_declined", False)),
        ("removed", ("removed", True)),
        ("deleted", ("removed", True)),
        ("block", ("blocked", True)),
        ("followed_you", ("follower", False)),
        ("following_you", ("follower", False)),
        ("followers", ("follower", False)),
        ("follow", ("following", True)),
        ("group", ("following", True)),
    )
    return next((found for sign, found in signs if sign in name), ("friend", None))


def labelled_setting(sheet: Sheet, entry: Entry) -> Iterator[Record]:
    """A setting, or an app that is let in."""
    it = _Labelled(sheet, entry)
    if first(it.facts, "app"):
        name = first(it.facts, "app")
        yield it.record(RecordKind.SETTING, text=name, own=True, aspect="connected_app")
        return
    for fact in it.facts:
        if fact.text and fact.label and fact.means not in {"time", "url"}:
            yield sheet.record(
                RecordKind.SETTING, entry.index, at=it.at, text=fact.text, own=True, aspect=setting_name(fact.label)
            )


def setting_name(label: str) -> str:
    """A setting's name: the common one where the label is known, else the label."""
    plain = " ".join(label.casefold().replace("’", "'").split()).rstrip("?:")
    return _SETTINGS.get(plain, label.rstrip(":"))


_SETTINGS: Final = {
    "who can see your future posts": "who_can_see_posts",
    "who can see your posts": "who_can_see_posts",
    "who can see your friends list": "who_can_see_friends",
    "who can send you friend requests": "who_can_send_friend_requests",
    "who can post on your profile": "who_can_post_on_profile",
    "who can post on your timeline": "who_can_post_on_profile",
    "who can comment on your public posts": "who_can_comment",
    "who can comment": "who_can_comment",
    "who can message you": "who_can_message",
    "who can follow me": "who_can_follow",
    "who can follow you": "who_can_follow",
    "profile locked": "private_account",
    "private account": "private_account",
}
LABELLED: Final[dict[str, Handler]] = {
    "posts": _labelled_post,
    "album": _labelled_post,
    "groups": _labelled_post,
    "stories": _labelled_post,
    "comments_and_reactions": _labelled_reaction_or_comment,
    "search": _labelled_search,
    "friends": _labelled_person,
    "pages": _labelled_person,
    "tagged": _labelled_tag,
    "saved": _labelled_reaction_or_comment,
}
