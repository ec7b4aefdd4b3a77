"""What of an X archive is left aside, and why: every file of it that holds nothing a policy speaks of."""

from __future__ import annotations

from typing import Final


def files(*names: str) -> tuple[str, ...]:
    """A file and its further parts."""
    return tuple(glob for name in names for glob in (f"{name}.js", f"{name}-part*.js"))


_ADS: Final = "advertising and what advertisers know: nothing a policy speaks of"
_DEVICES: Final = "devices, addresses and logins: nothing a policy speaks of"
_ACCOUNT: Final = "how the account is kept: nothing a policy speaks of"
_AGAIN: Final = "only when and to whom; the words are in another file, which is read"
_SHOP: Final = "selling and payments: nothing a policy speaks of"
_OTHERS: Final = "what other people wrote or made, or what was only looked at"
_VIEWER: Final = "the pages that show the archive; what they show is read from the data itself"
_CONTENTS: Final = "the archive's own list of contents: used to tell whether all of it is here"
_CALLS: Final = "when calls took place; what was said is not in it"

_ASIDE: Final = {
    _ADS: (
        "ad-engagements ad-impressions ad-mobile-conversions-attributed ad-mobile-conversions-unattributed "
        "ad-free-article-visits ad-online-conversions-attributed ad-online-conversions-unattributed "
        "ads-revenue-sharing personalization branch-links"
    ),
    _DEVICES: "ip-audit ni-devices device-token account-creation-ip key-registry sso user-link-clicks",
    _ACCOUNT: (
        "account-suspension account-timezone account-label email-address-change phone-number verified verified-organization "
        "app tweetdeck expanded-profile reply-prompt fleet-mute periscope-account-information periscope-ban-information "
        "periscope-expired-broadcasts periscope-profile-description community-note-batsignal"
    ),
    _AGAIN: (
        "tweet-headers deleted-tweet-headers direct-message-headers direct-message-group-headers direct-messages-headers "
        "direct-messages-group-headers direct-message-mute article-metadata"
    ),
    _SHOP: "catalog-item commerce-catalog product-drop product-set shop-module shopify-account twitter-shop",
    _OTHERS: (
        "lists-member lists-subscribed community-note-rating community-note-tombstone birdwatch-note-rating "
        "birdwatch-note-tombstone smartblock periscope-followers twitter-circle twitter-circle-member"
    ),
    _CALLS: "audio-video-calls-in-dm audio-video-calls-in-dm-recipient-sessions",
}

SKIPS: Final = {
    **{glob: reason for reason, names in _ASIDE.items() for glob in files(*names.split())},
    "manifest.js": _CONTENTS,
    "your archive.html": _VIEWER,
    "index.html": _VIEWER,
    "readme.txt": _VIEWER,
    "assets/**": _VIEWER,
    "data/js/tweet_index.js": _CONTENTS,
    "data/js/payload_details.js": _VIEWER,
    "js/*.js": _VIEWER,
    "lib/**": _VIEWER,
    "css/**": _VIEWER,
    "img/**": _VIEWER,
}
