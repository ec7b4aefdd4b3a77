"""Snapchat: the files of its download that hold nothing a policy speaks of, and why."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

_NOTHING: Final = "nothing a policy speaks of"
_SKIPPED: Final[Mapping[str, str]] = {
    "ranking": f"figures on the use of the application: {_NOTHING}",
    "support_note": f"letters to Snapchat's support: {_NOTHING}",
    "support_history": f"letters to Snapchat's support: {_NOTHING}",
    "talk_history": "how long calls were: no words, no names",
    "terms_history": f"agreement to terms: {_NOTHING}",
    "location_history": "where the telephone was: not social media",
    "snap_map_places": "where the telephone was: not social media",
    "snap_map_places_history": "where the telephone was: not social media",
    "bitmoji": f"the drawn figure: {_NOTHING}",
    "bitmoji_kit": f"the drawn figure: {_NOTHING}",
    "cameos_metadata": f"settings of pictures: {_NOTHING}",
    "community_lenses": f"settings of pictures: {_NOTHING}",
    "my_lenses": f"settings of pictures: {_NOTHING}",
    "lenses": f"settings of pictures: {_NOTHING}",
    "my_sounds": f"sounds used in films: {_NOTHING}",
    "scans": f"codes that were scanned: {_NOTHING}",
    "email_campaign_history": f"advertising sent by Snapchat: {_NOTHING}",
    "feature_emails": f"advertising sent by Snapchat: {_NOTHING}",
    "in_app_surveys": f"answers to Snapchat's surveys: {_NOTHING}",
    "in_app_reports": f"reports made to Snapchat: {_NOTHING}",
    "purchase_history": f"purchases: {_NOTHING}",
    "shop_history": f"purchases: {_NOTHING}",
    "shopping_favorites": f"purchases: {_NOTHING}",
    "payments": f"purchases: {_NOTHING}",
    "payouts": f"payments received: {_NOTHING}",
    "snap_tokens": f"purchases: {_NOTHING}",
    "gifts": f"purchases: {_NOTHING}",
    "snapchat_plus": f"purchases: {_NOTHING}",
    "snap_games_and_minis": f"games: {_NOTHING}",
    "games": f"games: {_NOTHING}",
    "minis": f"games: {_NOTHING}",
    "snap_ads": f"advertising: {_NOTHING}",
    "ads": f"advertising: {_NOTHING}",
    "ad_history": f"advertising: {_NOTHING}",
    "snap_pro": f"figures on a business account: {_NOTHING}",
    "device_history": f"devices: {_NOTHING}",
    "login_history": f"sign-ins: {_NOTHING}",
    "family_center": "settings of a family's accounts: not the owner's words",
    "content_interactions": "what was looked at: no words of the owner",
    "data_export": f"about the download itself: {_NOTHING}",
}


def skips() -> dict[str, str]:
    """Each file, as JSON and as a web page, with its reason."""
    found = {"index.html": "the cover page of the download", "html/faq.html": "explanations by Snapchat"}
    for stem, why in _SKIPPED.items():
        found[f"json/{stem}.json"] = found[f"html/{stem}.html"] = why
    return found
