"""The names that Takeout gives its folders and files, which follow the language of the account."""

from __future__ import annotations

from typing import Final

# English, Dutch, German, French, Spanish, Italian, Polish, Portuguese, Swedish, Danish, Norwegian, Welsh
_WATCHED: Final = (
    "watch-history|kijkgeschiedenis|wiedergabeverlauf|historique des vidéos regardées|watch history|"
    "historial de reproducciones|cronologia visualizzazioni|historia oglądania|histórico de visualizações|"
    "histórico de visualização|histórico-de-visualização|visningshistorik|afspilningshistorik|seerhistorikk|loggikk|"
    "visningslogg|hanes gwylio"
)
_SEARCHED: Final = (
    "search-history|zoekgeschiedenis|suchverlauf|historique des recherches|search history|historial de búsqueda|"
    "historial de búsquedas|cronologia delle ricerche|cronologia ricerche|historia wyszukiwania|"
    "histórico de pesquisa|histórico-de-pesquisa|sökhistorik|søgehistorik|søkehistorikk|søkelogg|hanes chwilio"
)
_ACTIVITY: Final = (
    "myactivity|my activity|monactivité|mon activité|meineaktivitäten|meine aktivitäten|miactividad|mi actividad|"
    "mijnactiviteit|mijn activiteit|lemieattività|le mie attività|mojaaktywność|moja aktywność|minhaatividade|"
    "minha atividade|aminhaatividade|a minha atividade|minaktivitet|min aktivitet|fyngweithgaredd|fy ngweithgaredd"
)
_COMMENTS: Final = (
    "comments|reacties|kommentare|commentaires|comentarios|commenti|komentarze|comentários|kommentarer|sylwadau|"
    "live chats|livechats|live-chats|chats en direct|chats en vivo|chat en directo|chat dal vivo|czaty na żywo|"
    "chats ao vivo|livechattar|livechat|live chat|posts|community posts|beiträge|berichten|publicaciones"
)
_SUBSCRIPTIONS: Final = (
    "subscriptions|abonnementen|abos|abonnements|suscripciones|iscrizioni|subskrypcje|inscrições|subscrições|"
    "prenumerationer|abonnementer|abonnementen|tanysgrifiadau"
)
_PLAYLISTS: Final = (
    "playlists|afspeellijsten|wiedergabelisten|listes de lecture|listas de reproducción|listas|playlist|playlisty|"
    "spellistor|afspilningslister|spillelister|rhestri chwarae|listas de reprodução"
)
_MY_ACTIVITY_FOLDERS: Final = tuple(name for name in _ACTIVITY.split("|") if " " in name)


def _named(names: str, *endings: str) -> tuple[str, ...]:
    """The globs of files that go by some names, without wildcards, so that they cost nothing in archives of others."""
    spelt = {name.replace(" ", sign) for name in names.split("|") for sign in (" ", "-", "_")}
    return tuple(f"{name}.{ending}" for name in sorted(spelt) for ending in endings)


HISTORY_JSON: Final = ("youtube*/**/*.json", *_named(f"{_WATCHED}|{_SEARCHED}|{_ACTIVITY}", "json"))
HISTORY_HTML: Final = ("youtube*/**/*.html", *_named(f"{_WATCHED}|{_SEARCHED}|{_ACTIVITY}", "html"))
COMMENT_TABLES: Final = ("youtube*/**/*.csv", *_named(_COMMENTS, "csv"))
SUBSCRIPTION_TABLES: Final = ("youtube*/**/*.csv", *_named(_SUBSCRIPTIONS, "csv"))
SUBSCRIPTION_LISTS: Final = ("youtube*/**/*.json", *_named(_SUBSCRIPTIONS, "json"))
PLAYLIST_TABLES: Final = ("youtube*/**/*.csv", "playlists.csv", *(f"{name}/*.csv" for name in _PLAYLISTS.split("|")))
VIDEO_TABLES: Final = ("youtube*/**/*.csv", "videos.csv", "video metadata/*.csv")
CHANNEL_TABLES: Final = ("youtube*/**/*.csv", "channel.csv", "channels.csv")
COMMENT_PAGES: Final = (
    *(
        "youtube*/**/*.html",
        "my-comments.html",
        "my-comments/*.html",
        "my-live-chat-messages.html",
        "my-live-chat-messages/*.html",
    ),
)

# Every file of every archive is held against the first two; the others are asked for by name.
SIGNS: Final = (
    *(
        "takeout/**/*",
        "youtube * youtube music/**/*",
        "archive_browser.html",
        "youtube/history/*.json",
        "youtube/history/*.html",
    ),
    *("subscriptions/subscriptions.csv", "comments/comments.csv", "live chats/live chats.csv", "my-comments/my-comments.html"),
    *_named(f"{_WATCHED}|{_SEARCHED}", "json", "html"),
    *(f"youtube/{name}.{ending}" for name in _ACTIVITY.split("|") for ending in ("json", "html")),
)

_NOT_SOCIAL: Final = "a part of Google that is not a social platform: not read"
_VIEWER: Final = "the pages that show what is in the download"
_LISTS: Final = "playlists hold other people's videos"
_KEPT: Final = "how the channel and its videos are kept: nothing a policy speaks of"
_VISITED: Final = "what was done in other parts of Google, which are not social platforms: not read"

_PRODUCTS: Final = (
    "mail drive keep maps chrome tasks fit photos contacts calendar bookmarks reminders saved news blogger classroom "
    "crisis-user android-device play-store home pay payments wallet finance books podcasts shopping assistant arts "
    "lens translate travel nest voice one help groups discover feedback ads stadia sites forms docs fotos "
    "takeout-settings recorder store gemini fitbit kalender kontakte notizen"
)
_LONG_PRODUCTS: Final = (
    "access log activity|android device configuration service|arts & culture|assistant notes and lists|calendar|"
    "chrome|cloud search|crisis user reports|data shared for research|discover|google account|google ads|"
    "google business profile|google cloud platform|google developers|google feedback|google finance|google fit|"
    "google help communities|google home|google lens|google meet|google my business|google pay|google photos|"
    "google fotos|google play books|google play console|google play games services|google play movies _ tv|"
    "google play music|google play store|google play|google podcasts|google shopping|google store|"
    "google translator toolkit|google wallet|google workspace marketplace|google translate|home app|location history|"
    "location history (timeline)|timeline|maps (your places)|mail|gmail|my maps|nest|news|personal safety|profile|"
    "purchases & reservations|purchases _ reservations|question hub|reminders|saved|search contributions|"
    "search notifications|shopping lists|street view|tasks|voice|registro de actividad de acceso|"
    "protokoll zugriffsaktivitäten|google-konto|compte google|cuenta de google|google-account|standortverlauf|"
    "locatiegeschiedenis|cronologia delle posizioni|historial de ubicaciones|historique des positions|kalender|"
    "agenda|calendario|calendrier|kontakte|contacten|contactos|contatti|google mijn bedrijf|google foto's|"
    "google photos|zugriffsprotokollaktivitäten|activité du journal d'accès|drive|keep|maps|contacts|blogger|"
    "classroom|books|podcasts|fit|groups|lens|gemini|android device|pay|play"
)
_KEPT_FOLDERS: Final = (
    "video metadata|videos|channels|channel memberships|channel pages|shopping|music library and uploads|"
    "music (library and uploads)|youtube music library|video-metadaten|kanäle|métadonnées des vidéos|chaînes|"
    "memberships"
)


def skips() -> dict[str, str]:
    """What is left aside, and why: whole folders of other products, and what of YouTube has no words."""
    products = {name.replace("-", " ") for name in _PRODUCTS.split()} | set(_LONG_PRODUCTS.split("|"))
    return {
        "archive_browser.html": _VIEWER,
        "archiv_*.html": _VIEWER,
        "*_archive*.html": _VIEWER,
        "*.mbox": _NOT_SOCIAL,
        "*.ics": _NOT_SOCIAL,
        "*.kml": _NOT_SOCIAL,
        **{f"takeout/{name}/**/*": _NOT_SOCIAL for name in sorted(products)},
        **{f"{folder}/**/*": _VISITED for folder in _MY_ACTIVITY_FOLDERS},
        **{f"{name}/*.csv": _LISTS for name in _PLAYLISTS.split("|")},
        **{f"{name}/*.json": _LISTS for name in _PLAYLISTS.split("|")},
        "youtube*/playlists/**/*": _LISTS,
        **{f"youtube*/{name}/**/*": _KEPT for name in _KEPT_FOLDERS.split("|")},
    }
