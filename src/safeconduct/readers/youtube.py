"""YouTube, out of Google Takeout: comments, live chats, videos, what was watched and searched for; and Google's own search.

Takeout names its folders, files and columns in the language of the account, so a file is known by where it lies or by what
stands in it, never by an English name alone. The rest of Takeout is no social platform and is left aside, product by product.
"""

from __future__ import annotations

from typing import Final

from safeconduct.archive.reader import FileKind, Reader
from safeconduct.readers import _youtube_history as history
from safeconduct.readers import _youtube_lists as lists
from safeconduct.readers import _youtube_places as places
from safeconduct.readers import _youtube_tables as tables

READER: Final = Reader(
    id="youtube",
    title="YouTube and Google Takeout",
    files=(
        FileKind(places.COMMENT_TABLES, tables.comments, tables.is_comments),
        FileKind(places.SUBSCRIPTION_TABLES, lists.subscriptions, lists.is_subscriptions),
        FileKind(places.PLAYLIST_TABLES, lists.playlists, lists.is_playlists),
        FileKind(places.VIDEO_TABLES, tables.videos, tables.is_videos),
        FileKind(places.CHANNEL_TABLES, tables.channel, tables.is_channel_table),
        FileKind(places.HISTORY_JSON, history.json_history, history.is_history),
        FileKind(places.SUBSCRIPTION_LISTS, lists.subscription_list, lists.is_subscription_list),
        FileKind(places.HISTORY_HTML, history.html_history, history.is_history_page),
        FileKind(places.COMMENT_PAGES, tables.comment_page, tables.is_comment_page),
        FileKind(("profile/*.json", "profile.json"), tables.account, tables.is_account),
    ),
    signs=places.SIGNS,
    skips=places.skips(),
    begin=tables.owners,
)
