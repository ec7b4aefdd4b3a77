"""The words by which Google's histories say what was done, in the languages that accounts have."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Final

_WATCHED: Final = (
    "watched|viewed|angesehen|bekeken|gekeken|vous avez regardé|a regardé|regardé|has visto|visto|hai guardato|"
    "guardato|obejrzano|obejrzane|obejrzałeś|assistiu|viu|tittade på|du har sett|har set|du så|gwyliwyd|listened to|"
    "gehört|écouté|played"
)
_SEARCHED: Final = (
    "searched for|gesucht nach|gesucht|gezocht naar|vous avez recherché|a recherché|recherche de|recherché|"
    "has buscado|buscaste|ha buscado|hai cercato|cercato|wyszukano|wyszukiwano|pesquisou|sökte efter|"
    "du har sökt efter|søgte efter|du søgte efter|søkte etter|du søkte etter|chwiliwyd am"
)
_LIKE: Final = (
    "liked|positiv bewertet|mag ich|vond leuk|leuk gevonden|vous avez aimé|a aimé|te ha gustado|hai messo mi piace a|"
    "ti è piaciuto|oceniono pozytywnie|polubiono|gostou de|gillade|syntes godt om|likte"
)
_DISLIKE: Final = "disliked|negativ bewertet|niet leuk gevonden|vous n'avez pas aimé|no te ha gustado"
_SAVED: Final = "saved|gespeichert|opgeslagen|vous avez enregistré|has guardado|hai salvato|zapisano|salvou|sparade"
_FOLLOWING: Final = "subscribed to|abonniert|geabonneerd op|vous vous êtes abonné|te has suscrito|iscrizione a|subskrybujesz"
_VISITED: Final = "visited|besucht|bezocht|vous avez consulté|has visitado|hai visitato|odwiedzono|visitou|besökte"
_AT_THE_END: Final = "angesehen|gesucht|bekeken|gezocht|bewertet|gefallen|gespeichert|abonniert|besucht|gehört"
_SEARCH_PRODUCTS: Final = (
    "afbeeldingen zoeken|bildersuche|bildesøk|bildsökning|billedsøgning|búsqueda|búsqueda de imágenes|chwilio|"
    "google search|google suche|image search|pesquisa|pesquisa de imagens|recherche|recherche d'images|ricerca|"
    "ricerca immagini|search|suche|sök|søgning|søk|video search|wyszukiwarka|wyszukiwarka grafiki|zoeken"
)
_ADVERTISED: Final = (
    "google ads|google anzeigen|google-anzeigen|annonces google|anuncios de google|annunci google|google-advert|"
    "google-annons|google-annonc|anúncios do google|reklam google|reklamy google|hysbysebion google"
)

VERBS: Final[Mapping[str, tuple[str, ...]]] = {
    "watched": tuple(_WATCHED.split("|")),
    "searched": tuple(_SEARCHED.split("|")),
    "like": tuple(_LIKE.split("|")),
    "dislike": tuple(_DISLIKE.split("|")),
    "saved": tuple(_SAVED.split("|")),
    "following": tuple(_FOLLOWING.split("|")),
    "visited": tuple(_VISITED.split("|")),
}
SEARCH_PRODUCTS: Final = frozenset(_SEARCH_PRODUCTS.split("|"))
ADVERTISED: Final = tuple(_ADVERTISED.split("|"))


def _by_word(place: int, words: Mapping[str, tuple[str, ...]]) -> dict[str, list[tuple[str, str]]]:
    """The verbs and what they stand for, longest first, by their first or last word."""
    found: dict[str, list[tuple[str, str]]] = {}
    for verb, done in sorted(((verb, done) for done, verbs in words.items() for verb in verbs), key=lambda pair: -len(pair[0])):
        found.setdefault(verb.split()[place], []).append((verb, done))
    return found


_ENDINGS: Final = tuple(_AT_THE_END.split("|"))
_STARTS: Final = _by_word(0, VERBS)
_ENDS: Final = _by_word(-1, {done: tuple(verb for verb in verbs if verb.endswith(_ENDINGS)) for done, verbs in VERBS.items()})


@lru_cache(maxsize=8)
def parsed(sentence: str) -> tuple[str, str]:
    """What was done, and the sentence without the verb that says so."""
    low = sentence.casefold()
    if len(low) != len(sentence):  # a letter that folds to two: places would no longer agree
        low = sentence.lower() if len(sentence.lower()) == len(sentence) else sentence
    for verb, done in _STARTS.get(low.partition(" ")[0].rstrip(":"), ()):
        if low == verb or low.startswith((f"{verb} ", f"{verb}: ")):
            return done, _unquoted(sentence[len(verb) :])
    for verb, done in _ENDS.get(low.rpartition(" ")[2], ()):
        if low.endswith(f" {verb}"):
            return done, _unquoted(sentence[: -len(verb)])
    return "", sentence


def _unquoted(words: str) -> str:
    words = words.strip().removeprefix(":").strip()
    return words[1:-1].strip() if len(words) > 1 and words[0] in '„“"«‘' and words[-1] in '“”"»’' else words
