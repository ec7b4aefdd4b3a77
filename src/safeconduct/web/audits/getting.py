"""How to get one's own download from each platform, in steps. Menus change; what is searched for in them changes less."""

from __future__ import annotations

from typing import Final, NamedTuple


class Way(NamedTuple):
    """A platform, the steps, how long it takes, and what is good to know."""

    platform: str
    steps: tuple[str, ...]
    takes: str
    note: str = ""


_META: Final = (
    "In the app open the menu, Settings, then Accounts Centre.",
    "Choose “Your information and permissions”, then the export or download of your information.",
    "Ask for everything, for all time, in the form JSON, to your device.",
    "Wait for the e-mail, then download every part of it.",
)

WAYS: Final = (
    Way("Facebook", _META, "Some hours to a few days"),
    Way("Instagram, with Threads", _META, "Some hours to a few days"),
    Way(
        "X (Twitter)",
        (
            "Open Settings, then “Your account”.",
            "Choose the download of an archive of your data, and prove who you are.",
            "Wait for the message, then download the .zip.",
        ),
        "A day or two",
    ),
    Way(
        "WhatsApp",
        (
            "Open a chat, then its name or its menu, then “Export chat”.",
            "Choose “Without media”, and save the file.",
            "Do so for each group that matters: colleagues, parents, clubs.",
        ),
        "At once",
        "The file does not say which of the people you are: enter your name as it stands in the chat.",
    ),
    Way(
        "TikTok",
        (
            "Open Settings and privacy, then Account.",
            "Choose the download of your data, everything, as JSON.",
            "Come back for it.",
        ),
        "A few days",
        "It is there for four days only.",
    ),
    Way(
        "Snapchat",
        (
            "Open Settings, then “My Data”.",
            "Choose what to include, with JSON files, and send the request.",
            "Wait for the e-mail.",
        ),
        "Up to a day",
    ),
    Way(
        "LinkedIn",
        (
            "Open Settings, then “Data privacy”.",
            "Choose to get a copy of your data, the larger archive.",
            "Wait for the e-mail.",
        ),
        "About a day",
    ),
    Way(
        "YouTube and Google",
        (
            "Open Google Takeout in a browser.",
            "Take everything off the list but YouTube, and choose JSON for the history.",
            "Wait for the e-mail, then download every part.",
        ),
        "Minutes to hours",
    ),
    Way(
        "Reddit",
        ("Open Reddit’s page for data requests in a browser.", "Ask for all time.", "Wait for the message with the link."),
        "Up to 30 days",
    ),
    Way(
        "Bluesky",
        ("Open Settings, then Account.", "Choose to export your data, and download the repository (.car)."),
        "At once",
    ),
    Way(
        "Mastodon",
        ("Open Preferences, then “Import and export”.", "Ask for your archive, and wait for the e-mail."),
        "Minutes to hours",
    ),
    Way(
        "Telegram",
        (
            "Open Telegram Desktop on a computer, then Settings, Advanced.",
            "Choose to export data, without media, as JSON.",
            "Pack the folder as a .zip, or choose the file result.json.",
        ),
        "At once, or after a day’s wait",
    ),
    Way(
        "Discord",
        ("Open Settings, then “Data & Privacy”.", "Ask for all of your data.", "Wait for the e-mail."),
        "Up to 30 days",
    ),
)

__all__: Final = ("WAYS", "Way")
