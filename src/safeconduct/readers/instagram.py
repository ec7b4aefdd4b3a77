"""Instagram's download, with Threads inside: JSON and web pages, in the layouts of 2021, 2023 and 2025.

What a file holds is told by the name of its list (``ig_stories``, ``relationships_following``), which never changes with the
language; where a file has no such name, by the file's own name and folder. Times of the web pages are eight hours behind
UTC all year. Posts are public or for followers as the account was at the time, comments under other people's posts unknown.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import Final

from safeconduct.archive.reader import FileKind, Reader, Record, Sheet
from safeconduct.readers import _instagram_kinds as kinds
from safeconduct.readers._instagram_chats import assistant, chat_page
from safeconduct.readers._instagram_entries import Entry, entries
from safeconduct.readers._instagram_kinds import Handler, connection
from safeconduct.readers._instagram_owner import begin, first_list
from safeconduct.readers._instagram_pages import page_entries
from safeconduct.readers._meta import message_records

_PEOPLE: Final = {  # the end of a list's name → what its people are
    "following": "following",
    "followers": "follower",
    "following_hashtags": "following",
    "blocked_users": "blocked",
    "close_friends": "close_friend",
    "follow_requests_sent": "request_sent",
    "permanent_follow_requests": "request_sent",
    "follow_requests_received": "request_received",
    "unfollowed_users": "removed",
    "restricted_users": "restricted",
    "hide_stories_from": "hidden_from",
    "muted_users": "muted",
}
_FAMILIES: Final = ("relationships_", "text_post_app_text_post_app_", "text_post_app_text_app_", "text_post_app_")
_LISTS: Final[dict[str, Handler]] = {  # the names of lists
    "ig_stories": kinds.stories,
    "ig_recently_deleted_media": kinds.deleted,
    "ig_profile_picture": kinds.profile_pictures,
    "text_post_app_text_posts": kinds.threads_posts,
    "text_post_app_media_likes": kinds.likes,
    "text_post_app_text_post_app_posts_seen": kinds.viewed,
    "text_post_app_text_post_app_saved_posts": kinds.saved,
    "text_post_app_text_post_app_profile": kinds.profile,
    "text_post_app_text_app_apps_and_websites": kinds.apps,
    "saved_saved_media": kinds.saved,
    "story_activities_questions": kinds.answers,
    "profile_user": kinds.profile,
    "profile_profile_change": kinds.changes,
    "account_history_account_privacy_history": kinds.privacy,
    "impressions_history_posts_seen": kinds.viewed,
    "impressions_history_videos_watched": kinds.viewed,
    "contacts_contact_info": kinds.contacts,
}
_BEGINNINGS: Final[tuple[tuple[str, Handler], ...]] = (  # how the names of other lists begin
    ("comments_", kinds.comments),
    ("likes_", kinds.likes),
    ("story_activities_", kinds.interactions),
    ("searches_", kinds.searches),
    ("settings_allow_", kinds.settings),
    ("settings_private", kinds.settings),
    ("apps_and_websites_", kinds.apps),
)
_POSTED: Final = ("_media", "_posts", "_reels", "_videos")  # how the names of other lists of posts end
_NOT_READ: Final = ("apps_and_websites_off_meta",)
_FACEBOOKS: Final = ("_v2", "_v3")


@lru_cache(maxsize=1024)
def _of_list(name: str) -> Handler | None:
    """What the entries of a list of that name are."""
    if name in _LISTS:
        return _LISTS[name]
    family = next((family for family in _FAMILIES if name.startswith(family)), "")
    if family and (aspect := _PEOPLE.get(name.removeprefix(family))):
        return connection(aspect)
    if family and "repost" in name:
        return kinds.reposts
    if name.startswith("ig_") and name.endswith(_POSTED):
        return kinds.posts
    if name.startswith(_NOT_READ) or name.endswith(_FACEBOOKS):
        return None
    return next((handler for beginning, handler in _BEGINNINGS if name.startswith(beginning)), None)


def _reading(handler: Handler | None, found: Callable[[Sheet], Iterator[Entry]]) -> Callable[[Sheet], Iterator[Record]]:
    def parse(sheet: Sheet) -> Iterator[Record]:
        if "/threads/" in f"/{sheet.member.matched}":
            sheet.platform = kinds.THREADS
        for entry in found(sheet):
            if entry.root.startswith("text_post_app_"):
                sheet.platform = kinds.THREADS
            handle = _of_list(entry.root) or handler
            if handle is None:
                sheet.problem("a list of a name that is not known")
            else:
                yield from handle(sheet, entry)

    return parse


def _assistant(sheet: Sheet) -> Iterator[Record]:
    """A conversation with the assistant: in the form of any other, or as labelled values."""
    head = sheet.member.head()
    if b'"messages"' in head or b'"sender_name"' in head:
        return message_records(sheet)
    return _reading(assistant, entries)(sheet)


_IN_PEOPLE: Final = ("followers_and_following/", "threads/")
_NAMED: Final[tuple[tuple[Handler, tuple[str, ...]], ...]] = (  # what a file holds → its names, without the ending
    (
        kinds.posts,
        ("content/posts*", "media/posts*", "content/reels*", "media/reels*", "content/igtv_videos*", "media/igtv_videos*"),
    ),
    (kinds.posts, ("content/archived_posts*", "media/archived_posts*", "content/other_content*", "media/other_content*")),
    (kinds.posts, ("content/live_videos*", "media/live_videos*")),
    (kinds.stories, ("content/stories*", "media/stories*", "content/archived_stories*", "media/archived_stories*")),
    (kinds.deleted, ("content/recently_deleted_content*", "media/recently_deleted_content*")),
    (kinds.profile_pictures, ("content/profile_photos*", "media/profile_photos*")),
    (kinds.reposts, ("content/reposts*", "media/reposts*", "reposts/*reposts*", "threads/*repost*")),
    (kinds.comments, ("comments/post_comments*", "comments/reels_comments*", "comments/story_comments*", "comments/hype*")),
    (kinds.comments, ("your_instagram_activity/comments/*",)),
    (kinds.likes, ("likes/liked_posts*", "likes/liked_comments*", "threads/liked_threads*", "story_interactions/story_likes*")),
    (kinds.likes, ("your_instagram_activity/likes/*",)),
    (kinds.interactions, ("story_interactions/*", "story_sticker_interactions/*")),
    (kinds.answers, ("story_interactions/questions*", "story_sticker_interactions/questions*")),
    (kinds.saved, ("saved/saved_posts*", "threads/saved_threads*")),
    (kinds.viewed, ("threads/threads_viewed*", "ads_and_topics/posts_viewed*", "ads_and_topics/videos_watched*")),
    (kinds.viewed, ("ads_and_content/posts_viewed*", "ads_and_content/videos_watched*")),
    (kinds.threads_posts, ("threads/threads_and_replies*",)),
    *(
        (connection(aspect), tuple(place + name for place in _IN_PEOPLE for name in names))
        for aspect, names in {
            "follower": ("followers*",),
            "following": ("following*", "hashtags_you're_following*"),
            "close_friend": ("close_friends*",),
            "blocked": ("blocked_profiles*", "blocked_accounts*"),
            "restricted": ("restricted_profiles*", "restricted_accounts*"),
            "hidden_from": ("hide_story_from*",),
            "request_sent": ("pending_follow_requests*", "recent_follow_requests*"),
            "request_received": ("follow_requests_you*received*",),
            "removed": ("recently_unfollowed_profiles*", "recently_unfollowed_accounts*"),
        }.items()
    ),
    (kinds.contacts, ("contacts/synced_contacts*", "contacts/contacts*", "contacts/uploaded_contacts*")),
    (kinds.profile, ("account_information/personal_information", "personal_information/personal_information")),
    (kinds.profile, ("threads/personal_information",)),
    (kinds.changes, ("account_information/profile_changes*", "personal_information/profile_changes*")),
    (kinds.privacy, ("account_privacy_changes", "profile_privacy_changes")),
    (kinds.settings, ("*allowed_from", "*allowed_from_*", "settings/private_account*")),
    (kinds.apps, ("apps_and_websites/apps_and_websites*", "apps_and_websites/*active*", "apps_and_websites/*apps*")),
    (kinds.apps, ("threads/apps_and_websites*",)),
    (kinds.searches, ("recent_searches/*", "recent_search/*")),
)
_TALKS: Final = ("messages/*/*/message_*", "messages/message_*")
_ASSISTANT: Final = (
    "messages/ai_conversations",
    "messages/ai_conversations/*",
    "messages/ai_conversations/*/*",
    "ai_conversations/**/*",
)


def _has_known_list(head: bytes) -> bool:
    """Whether a file begins with a list of a name that is known: for files whose own names are in another language."""
    name = first_list(head)
    return bool(name) and _of_list(name) is not None


def _named(names: tuple[str, ...], ending: str) -> tuple[str, ...]:
    return tuple(name + ending for name in names)


_FILES: Final = (
    FileKind(_named(_TALKS, ".json"), message_records),
    FileKind(_named(_TALKS, ".html"), chat_page),
    FileKind(_named(_ASSISTANT, ".json"), _assistant),
    FileKind(_named(_ASSISTANT, ".html"), _reading(assistant, page_entries)),
    *(FileKind(_named(names, ".json"), _reading(handler, entries)) for handler, names in _NAMED),
    *(FileKind(_named(names, ".html"), _reading(handler, page_entries)) for handler, names in _NAMED),
    FileKind(("*.json",), _reading(None, entries), _has_known_list),
)

_ADS: Final = "what advertisers know and which advertisements were shown: nothing a policy speaks of"
_DEVICES: Final = "the devices, cameras and browsers in use: nothing a policy speaks of"
_LOGINS: Final = "when and from where somebody signed in: nothing a policy speaks of"
_GUESSED: Final = "what Instagram guesses about its user: nothing that anybody said"
_TRADE: Final = "shopping, payments and earnings: nothing a policy speaks of"
_LOOKED: Final = "what was opened in Instagram's browser: nothing that anybody said"
_CHOICES: Final = "how Instagram looks and notifies: nothing a policy speaks of"
_INDEX: Final = "a list of the download's other files"
_NO_DATA: Final = "a note that there is nothing of this kind"
_KEPT: Final = "names of collections, music and places that were kept: seen by nobody else"
_COUNTS: Final = "counts and dates of using Instagram: nothing that anybody said"
_SUGGESTED: Final = "accounts that Instagram suggested or showed first: nothing a policy speaks of"

_SKIPS: Final = {
    "ads_information/**/*": _ADS,
    "ads_and_businesses/*": _ADS,
    "instagram_ads_and_businesses/*": _ADS,
    "ads_and_topics/*": _ADS,
    "ads_and_content/*": _ADS,
    "apps_and_websites/your_activity_off*": _ADS,
    "apps_and_websites/your_activity_off*/*": _ADS,
    "apps_and_websites_off_of_instagram/**/*": _ADS,
    "device_information/*": _DEVICES,
    "devices/*": _DEVICES,
    "autofill_information/*": _DEVICES,
    "login_and_account_creation/*": _LOGINS,
    "login_and_profile_creation/*": _LOGINS,
    "security_and_login_information/**/*": _LOGINS,
    "information_about_you/*": _GUESSED,
    "your_topics/*": _GUESSED,
    "your_reels_sentiments/*": _GUESSED,
    "your_reels_topics/*": _GUESSED,
    "shopping/*": _TRADE,
    "monetization/*": _TRADE,
    "subscriptions/*": _TRADE,
    "gifts/*": _TRADE,
    "fundraisers/*": _TRADE,
    "creator_marketplace/*": _TRADE,
    "avatars_store/*": _TRADE,
    "avatar_marketplace/*": _TRADE,
    "guides/*": _COUNTS,
    "events/*": _COUNTS,
    "link_history/*": _LOOKED,
    "past_instagram_insights/*": _COUNTS,
    "other_activity/*": _COUNTS,
    "your_instagram_activity/ai/*interests*": _GUESSED,
    "reports/*": _COUNTS,
    "logged_information/policy_updates_and_permissions/*": _COUNTS,
    "policy_updates_and_permissions/*": _COUNTS,
    "preferences/**/*": _CHOICES,
    "settings/*": _CHOICES,
    "comments_settings/*": _CHOICES,
    "saved/*": _KEPT,
    "personal_information/*instagram_profile_information*": _COUNTS,
    "personal_information/*professional_information*": _COUNTS,
    "personal_information/*note*interactions*": _COUNTS,
    "personal_information/*friend_map*": _COUNTS,
    "personal_information/*account_supervision*": _COUNTS,
    "account_information/*account_information*": _COUNTS,
    "account_information/*professional_information*": _COUNTS,
    "profile/profile_status_changes*": _COUNTS,
    "followers_and_following/removed_suggestions*": _SUGGESTED,
    "followers_and_following/favorited_profiles*": _SUGGESTED,
    "followers_and_following/accounts_you*favorited*": _SUGGESTED,
    "connections/contacts/contact_syncing*": _COUNTS,
    "threads/*interest_feeds*": _SUGGESTED,
    "threads/*without_notifications*": _CHOICES,
    "threads/*notification*": _CHOICES,
    "threads/*topics*": _GUESSED,
    "messages/secret_conversations*": _DEVICES,
    "messages/your_chat_information*": _COUNTS,
    "messages/chats*": _INDEX,
    "start_here.html": _INDEX,
    "index.html": _INDEX,
    "files/*": _INDEX,
    "no-data.txt": _NO_DATA,
    "**/no-data.txt": _NO_DATA,
}

READER: Final = Reader(
    id="instagram",
    title="Instagram",
    files=_FILES,
    signs=(
        "your_instagram_activity/*/*.json",
        "your_instagram_activity/*/*.html",
        "your_instagram_activity/messages/*/*/*.json",
        "your_instagram_activity/messages/*/*/*.html",
        "connections/followers_and_following/*.json",
        "connections/followers_and_following/*.html",
        "followers_and_following/*.json",
        "followers_and_following/*.html",
        "account_information/personal_information.json",
        "account_information/personal_information.html",
        "personal_information/personal_information.json",
        "personal_information/personal_information.html",
        "personal_information/personal_information/personal_information.json",
        "personal_information/personal_information/personal_information.html",
        "content/posts_*.json",
        "content/posts_*.html",
        "content/stories.json",
        "likes/liked_posts.json",
        "likes/liked_posts.html",
        "comments/post_comments*.json",
        "comments/post_comments*.html",
        "threads/threads_and_replies.json",
        "threads/threads_and_replies.html",
        "login_and_account_creation/*.json",
        "login_and_account_creation/*.html",
        "apps_and_websites_off_of_instagram/*/*.json",
        "apps_and_websites_off_of_instagram/*/*.html",
        "instagram-*/messages/*/*/message_*.json",
        "instagram-*/messages/*/*/message_*.html",
    ),
    skips=_SKIPS,
    begin=begin,
)
