"""Instagram's download and Threads inside it: what makes it easy to get wrong, and what is broken in it."""

from __future__ import annotations

import json
import tracemalloc
from pathlib import Path
from typing import Any

import pytest

from readers.instagram_files import (
    ACTIVITY,
    CHAT,
    JUNE,
    PRIVACY,
    PROFILE,
    broken,
    chat,
    fields,
    one,
    opened,
    person,
    profile,
    read,
    spoilt,
)
from safeconduct.archive.reading import Status

# --- letters ---------------------------------------------------------------------------------------------------------


def test_letters_are_mended_in_values_and_in_the_names_of_fields(tmp_path: Path) -> None:
    french = spoilt({"profile_user": [fields(**{"Nom d’utilisateur": "zoé.m", "Nom": "Zoé Müller", "Compte privé": "Vrai"})]})

    texts = {(record.aspect, record.text) for record in read(tmp_path, {PROFILE: french})}

    assert texts == {("username", "zoé.m"), ("name", "Zoé Müller"), ("private_account", "Vrai")}


@pytest.mark.parametrize("text", ["Sŵn da! 🎉", "naïve café – “quoted”", "جميل جدا", "Łódź"])
def test_what_is_right_already_stays_as_it_is(tmp_path: Path, text: str) -> None:
    posts = [{"media": [{"uri": "a.jpg", "creation_timestamp": JUNE, "title": text}]}]

    assert one(read(tmp_path, {ACTIVITY + "media/posts_1.json": posts})).text == text


def test_one_cut_emoji_does_not_spoil_the_rest(tmp_path: Path) -> None:
    text = spoilt("Café ") + "\u00f0\u009f\u0098" + " " + spoilt("déjà vu")
    posts = [{"media": [{"uri": "a.jpg", "creation_timestamp": JUNE, "title": text}]}]

    found = one(read(tmp_path, {ACTIVITY + "media/posts_1.json": posts})).text

    assert found.startswith("Café ")
    assert found.endswith(" déjà vu")


# --- time ------------------------------------------------------------------------------------------------------------


def test_messages_are_in_milliseconds_and_all_else_in_seconds(tmp_path: Path) -> None:
    message = {"sender_name": "Yusuf Ali", "timestamp_ms": JUNE * 1000 + 7, "content": "Hi"}
    like = {"likes_media_likes": [person("👍", "yusuf.ali")]}

    records = read(tmp_path, {CHAT + "json": chat(message), ACTIVITY + "likes/liked_posts.json": like})

    assert one(records, "message").at == one(records, "like").at.replace(microsecond=7000)  # type: ignore[union-attr]


@pytest.mark.parametrize("stamp", [0, -62169958800, "", None, "soon", 10**30, True])
def test_a_time_that_is_none_is_none(tmp_path: Path, stamp: Any) -> None:
    posts = [{"media": [{"uri": "a.jpg", "title": "Hello"}], "creation_timestamp": stamp}]

    assert one(read(tmp_path, {ACTIVITY + "media/posts_1.json": posts})).at is None


# --- captions ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("whole", "each", "expected"),
    [
        ("Above", ["", ""], "Above"),
        ("", ["Below"], "Below"),
        ("Same", ["Same"], "Same"),
        ("Above", ["First", "Second", "First"], "Above\nFirst\nSecond"),
        (None, ["Below"], "Below"),
    ],
)
def test_a_caption_stands_above_or_below_and_counts_once(
    tmp_path: Path, whole: str | None, each: list[str], expected: str
) -> None:
    media = [{"uri": f"{place}.jpg", "creation_timestamp": JUNE, "title": title} for place, title in enumerate(each)]
    posts = [{"media": media, **({} if whole is None else {"title": whole})}]

    record = one(read(tmp_path, {ACTIVITY + "content/posts_1.json": posts}))

    assert (record.text, record.kind, record.author_is_owner) == (expected, "post", True)
    assert len(record.attached) == len(each)


# --- who could see it ----------------------------------------------------------------------------------------------------


def privacy(*changes: tuple[str, int]) -> dict[str, Any]:
    """Changes of the account's privacy."""
    return {"account_history_account_privacy_history": [fields(title, Time=at) for title, at in changes]}


@pytest.mark.parametrize(
    ("setting", "changes", "expected"),
    [
        ("False", (), "public"),
        ("True", (), "friends"),
        ("Waar", (), "friends"),
        ("Falsch", (), "public"),
        ("", (), "unknown"),
        ("True", (("Switched to Private", JUNE + 10),), "public"),
        ("True", (("Switched to Private", JUNE - 10),), "friends"),
        ("False", (("Switched to Public", JUNE + 10),), "friends"),
        ("False", (("Switched to Public", JUNE + 20), ("Switched to Private", JUNE + 10)), "public"),
        ("True", (("Overgeschakeld naar openbaar", JUNE - 20), ("Overgeschakeld naar privé", JUNE - 10)), "friends"),
    ],
)
def test_a_post_is_seen_as_the_account_was_then(
    tmp_path: Path, setting: str, changes: tuple[tuple[str, int], ...], expected: str
) -> None:
    files = {
        PROFILE: profile(private=setting),
        PRIVACY: privacy(*changes) if changes else {"account_history_account_privacy_history": []},
        ACTIVITY + "media/posts_1.json": [{"media": [{"uri": "a.jpg", "creation_timestamp": JUNE, "title": "x"}]}],
    }

    assert one(read(tmp_path, files), "post").audience == expected


def test_threads_has_a_setting_of_its_own(tmp_path: Path) -> None:
    files = {
        PROFILE: profile(private="True"),
        ACTIVITY + "threads/personal_information.json": {
            "text_post_app_text_post_app_profile": [fields(Username="ms.yusuf", Private_Account="False")]
        },
        ACTIVITY + "threads/threads_and_replies.json": {
            "text_post_app_text_posts": [{"media": [{"uri": "", "creation_timestamp": JUNE, "title": "Hello"}]}]
        },
    }

    record = one(read(tmp_path, files), "post")

    assert (record.platform, record.audience) == ("threads", "public")


def test_the_audience_of_a_comment_is_known_only_under_ones_own_post(tmp_path: Path) -> None:
    comments = [
        fields(Comment="a", Media_Owner="Ms.Yusuf", Time=JUNE),
        fields(Comment="b", Media_Owner="yusuf.ali", Time=JUNE),
    ]

    records = read(tmp_path, {PROFILE: profile(), ACTIVITY + "comments/post_comments_1.json": comments})

    assert [record.audience for record in records if record.kind == "comment"] == ["public", "unknown"]


# --- layouts ------------------------------------------------------------------------------------------------------------


def test_fields_of_an_unknown_language_are_told_by_their_place(tmp_path: Path) -> None:
    comments = [fields(Sylw="Da iawn", Perchennog="yusuf.ali", Amser=JUNE)]

    record = one(read(tmp_path, {ACTIVITY + "comments/post_comments_1.json": comments}))

    assert (record.text, record.to, record.at is not None) == ("Da iawn", "yusuf.ali", True)


def test_a_comment_that_is_only_a_picture_is_not_its_owners_name(tmp_path: Path) -> None:
    comments = [fields(Comment="", Perchennog="yusuf.ali", Amser=JUNE)]

    record = one(read(tmp_path, {ACTIVITY + "comments/post_comments_1.json": comments}))

    assert (record.text, record.to) == ("", "yusuf.ali")


@pytest.mark.parametrize(
    "value",
    [
        [person("yusuf.ali", href="https://www.instagram.com/yusuf.ali")],
        {"relationships_followers": [person("yusuf.ali")]},
        {"relationships_followers": [person(title="yusuf.ali")]},
        {"relationships_followers": person("yusuf.ali")},
        person("yusuf.ali"),
        [person(href="https://www.instagram.com/_u/yusuf.ali")],
        [{"timestamp": JUNE, "media": [], "label_values": [{"label": "Gebruikersnaam", "value": "yusuf.ali"}], "fbid": "1"}],
    ],
    ids=["list", "named", "title", "bare in a name", "bare", "address", "labels"],
)
def test_a_follower_in_every_form(tmp_path: Path, value: Any) -> None:
    record = one(read(tmp_path, {"connections/followers_and_following/followers_1.json": value}))

    assert (record.kind, record.to, record.aspect, record.author_is_owner) == ("connection", "yusuf.ali", "follower", False)
    assert record.at is not None


@pytest.mark.parametrize(
    ("file", "root", "aspect", "own"),
    [
        ("following", "relationships_following", "following", True),
        ("close_friends", "relationships_close_friends", "close_friend", True),
        ("blocked_profiles", "relationships_blocked_users", "blocked", True),
        ("pending_follow_requests", "relationships_follow_requests_sent", "request_sent", True),
        ("recent_follow_requests", "relationships_permanent_follow_requests", "request_sent", True),
        ("follow_requests_you've_received", "relationships_follow_requests_received", "request_received", False),
        ("follow_requests_you_ve_received", "relationships_follow_requests_received", "request_received", False),
        ("recently_unfollowed_profiles", "relationships_unfollowed_users", "removed", True),
        ("recently_unfollowed_accounts", "relationships_unfollowed_users", "removed", True),
    ],
)
def test_every_list_of_people(tmp_path: Path, file: str, root: str, aspect: str, own: bool) -> None:
    name = f"connections/followers_and_following/{file}.json"

    record = one(read(tmp_path, {name: {root: [person("yusuf.ali")]}}))

    assert (record.aspect, record.author_is_owner, record.to, record.text) == (aspect, own, "yusuf.ali", "")


def test_a_file_whose_name_is_in_another_language_is_known_by_its_list(tmp_path: Path) -> None:
    name = "connections/followers_and_following/geblokkeerde_accounts.json"

    assert one(read(tmp_path, {name: {"relationships_blocked_users": [person("yusuf.ali")]}})).aspect == "blocked"


def test_the_old_and_the_new_form_may_stand_in_one_archive(tmp_path: Path) -> None:
    owner = {"title": "Eigenaar", "dict": [{"title": "", "dict": [{"label": "Gebruikersnaam", "value": "yusuf.ali"}]}]}
    labels = [
        {"timestamp": JUNE, "label_values": [{"label": "URL", "href": "https://www.instagram.com/p/A/"}, owner], "fbid": "7"}
    ]
    files = {
        ACTIVITY + "likes/liked_posts.json": labels,
        ACTIVITY + "likes/liked_comments.json": {"likes_comment_likes": [person("👍", "anna.b")]},
    }

    comment, post = sorted(read(tmp_path, files), key=lambda record: record.to)

    assert (post.to, post.id, post.link, comment.to) == ("yusuf.ali", "7", "https://www.instagram.com/p/A/", "anna.b")
    assert {post.text, comment.text} == {""}


def test_an_entry_that_stands_alone_is_read(tmp_path: Path) -> None:
    alone = {"timestamp": JUNE, "media": [], "label_values": [{"label": "Comment", "value": "Great"}], "fbid": "9"}

    record = one(read(tmp_path, {ACTIVITY + "comments/post_comments_1.json": alone}))

    assert (record.text, record.id, record.locator.index) == ("Great", "9", 0)


@pytest.mark.parametrize("value", [[], {}, {"likes_media_likes": []}, {"likes_media_likes": None}])
def test_a_list_without_entries_is_rightly_empty(tmp_path: Path, value: Any) -> None:
    reading = opened(tmp_path, {ACTIVITY + "likes/liked_posts.json": value})

    assert list(reading.records()) == []
    assert [file.status for file in reading.files] == [Status.EMPTY]


def test_an_archive_in_a_folder_of_its_own_and_with_other_capitals(tmp_path: Path) -> None:
    name = "instagram-ms.yusuf-2025-08-24-AbCd/Connections/Followers_And_Following/Followers_1.json"

    assert one(read(tmp_path, {name: [person("yusuf.ali")]})).locator.member == name


# --- whose words ----------------------------------------------------------------------------------------------------------


def test_only_the_owners_own_words_are_the_owners(tmp_path: Path) -> None:
    messages = [
        {"sender_name": "Mariam Yusuf", "timestamp_ms": JUNE * 1000, "content": "mine"},
        {"sender_name": "Yusuf Ali", "timestamp_ms": JUNE * 1000 - 1, "content": "theirs"},
        {"sender_name": "Mariam Yusuf", "timestamp_ms": JUNE * 1000 - 2, "content": spoilt("Reacted ❤️ to your message ")},
        {"sender_name": "Mariam Yusuf", "timestamp_ms": JUNE * 1000 - 3, "content": "Liked a message"},
    ]

    records = [record for record in read(tmp_path, {PROFILE: profile(), CHAT + "json": chat(*messages)}) if record.to]

    assert [(record.text, record.author_is_owner, record.own_words) for record in records] == [
        ("mine", True, True),
        ("theirs", False, False),
        ("", False, False),
        ("", False, False),
    ]


def test_without_a_profile_the_one_in_every_conversation_is_the_owner(tmp_path: Path) -> None:
    mine = {"sender_name": "Mariam Yusuf", "timestamp_ms": JUNE * 1000, "content": "mine"}
    files = {
        CHAT + "json": chat(mine),
        ACTIVITY + "messages/inbox/annab_3/message_1.json": chat(mine, people=("Anna B", "Mariam Yusuf")),
    }

    assert {record.author_is_owner for record in read(tmp_path, files)} == {True}


def test_without_a_profile_and_with_one_conversation_nobody_knows(tmp_path: Path) -> None:
    mine = {"sender_name": "Mariam Yusuf", "timestamp_ms": JUNE * 1000, "content": "mine"}

    assert one(read(tmp_path, {CHAT + "json": chat(mine)})).author_is_owner is None
    assert one(read(tmp_path, {CHAT + "json": chat(mine)}, "Mariam Yusuf")).author_is_owner is True


def test_the_handle_in_the_name_of_the_folder_does_for_comments(tmp_path: Path) -> None:
    root = "instagram-ms.yusuf-2025-08-24-AbCd/"
    comments = [fields(Comment="a", Media_Owner="ms.yusuf", Time=JUNE)]
    changes = privacy(("Switched to Public", JUNE - 5))

    records = read(tmp_path, {root + ACTIVITY + "comments/post_comments_1.json": comments, root + PRIVACY: changes})

    assert one(records, "comment").audience == "public"


def test_an_answer_to_a_question_in_a_story_is_words_and_a_vote_is_not(tmp_path: Path) -> None:
    files = {
        ACTIVITY + "story_interactions/questions.json": {"story_activities_questions": [person("Never 8C", "edu.fun")]},
        ACTIVITY + "story_interactions/polls.json": {"story_activities_polls": [person("Yes", "edu.fun")]},
    }

    vote, answer = read(tmp_path, files)

    assert (vote.kind, vote.text, vote.aspect, vote.author_is_owner) == ("like", "", "poll", False)
    assert (answer.kind, answer.text, answer.to, answer.audience, answer.own_words) == (
        "comment",
        "Never 8C",
        "edu.fun",
        "direct",
        True,
    )


def test_what_was_thrown_away_is_deleted(tmp_path: Path) -> None:
    media = [
        {"media": [{"uri": "media/posts/1.jpg", "creation_timestamp": JUNE, "title": "x"}]},
        {"media": [{"uri": "media/stories/2.jpg", "creation_timestamp": JUNE}]},
    ]

    records = read(tmp_path, {ACTIVITY + "media/recently_deleted_content.json": {"ig_recently_deleted_media": media}})

    assert [(record.kind, record.deleted) for record in records] == [("post", True), ("story", True)]


def test_where_a_picture_was_taken_shows_without_its_numbers(tmp_path: Path) -> None:
    place = {"photo_metadata": {"exif_data": [{"iso": 100}, {"latitude": 51.5, "longitude": -0.12}]}}
    posts = [{"media": [{"uri": "a.jpg", "creation_timestamp": JUNE, "title": "x", "media_metadata": place}]}]

    assert one(read(tmp_path, {ACTIVITY + "media/posts_1.json": posts})).aspect == "location"


def test_a_profile_keeps_addresses_and_numbers_to_itself(tmp_path: Path) -> None:
    whole = {"profile_user": [fields(Email="m@example.org", Phone_Number="+447700900123", Username="ms.yusuf", Bio="Maths")]}

    assert {record.aspect for record in read(tmp_path, {PROFILE: whole})} == {"username", "bio"}


# --- Threads ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("post", "kind", "to"),
    [
        ({"text_app_post": {"is_reply": True}}, "reply", ""),
        ({"text_app_post": {"is_reply": False}}, "post", ""),
        ({"text_app_post": {"reply_to_author": {"username": "yusuf.ali"}}}, "reply", "yusuf.ali"),
        ({}, "post", ""),
    ],
)
def test_threads_posts_and_replies(tmp_path: Path, post: dict[str, Any], kind: str, to: str) -> None:
    posts = [{"media": [{"uri": "", "creation_timestamp": JUNE, "title": "Words", **post}]}]

    record = one(read(tmp_path, {ACTIVITY + "threads/threads_and_replies.json": {"text_post_app_text_posts": posts}}))

    assert (record.platform, record.kind, record.to, record.text, record.attached) == ("threads", kind, to, "Words", ())


SEEN = {"text_post_app_text_post_app_posts_seen": [fields(Author="yusuf.ali", Time=JUNE)]}
LABELLED = [{"timestamp": JUNE, "label_values": [{"label": "Author", "value": "yusuf.ali"}], "fbid": "3"}]


@pytest.mark.parametrize(
    ("name", "value"),
    [("threads_viewed.json", SEEN), ("bekeken_threads.json", SEEN), ("threads_viewed.json", LABELLED)],
    ids=["named", "another language", "labels"],
)
def test_what_was_seen_on_threads_is_nobodys_words(tmp_path: Path, name: str, value: Any) -> None:
    record = one(read(tmp_path, {ACTIVITY + "threads/" + name: value}))

    assert (record.platform, record.kind, record.author_is_owner, record.to) == ("threads", "media", False, "yusuf.ali")


# --- the assistant ------------------------------------------------------------------------------------------------------


def test_the_assistant_in_the_form_of_other_conversations(tmp_path: Path) -> None:
    said = chat(
        {"sender_name": "Mariam Yusuf", "timestamp_ms": JUNE * 1000, "content": "Plan a lesson"},
        people=("Meta AI", "Mariam Yusuf"),
    )
    files = {PROFILE: profile(), ACTIVITY + "messages/ai_conversations/thread_1/conversation.json": said}

    record = one(read(tmp_path, files), "message")

    assert (record.text, record.to, record.author_is_owner) == ("Plan a lesson", "Meta AI", True)


def test_what_was_asked_is_the_owners_and_what_was_answered_is_not(tmp_path: Path) -> None:
    labels = [{"label": "Prompt", "value": "Insult Ofsted"}, {"label": "Response", "value": "I would rather not."}]
    files = {ACTIVITY + "messages/ai_conversations.json": [{"timestamp": JUNE, "label_values": labels}]}

    assert [(record.text, record.author_is_owner) for record in read(tmp_path, files)] == [
        ("Insult Ofsted", True),
        ("I would rather not.", False),
    ]


# --- settings -------------------------------------------------------------------------------------------------------------


def test_settings_and_connected_applications(tmp_path: Path) -> None:
    apps = [{"timestamp": JUNE, "label_values": [{"label": "Naam", "value": "QuizApp"}, {"label": "Actief", "value": "Ja"}]}]
    files = {
        "preferences/settings/comments_allowed_from.json": {"settings_allow_comments_from": [fields(Opmerkingen="Iedereen")]},
        "apps_and_websites_off_of_instagram/apps_and_websites/apps_and_websites.json": apps,
    }

    app, setting = read(tmp_path, files)

    assert (app.kind, app.aspect, app.text) == ("setting", "connected_app", "QuizApp")
    assert (setting.kind, setting.aspect, setting.text) == ("setting", "who_can_comment", "Iedereen")


def test_a_changed_biography_keeps_what_it_said_before(tmp_path: Path) -> None:
    told = [
        fields(Changed="Profile Bio Text", Previous_Value="I hate Mondays", New_Value="Maths teacher", Change_Date=JUNE),
        fields(Changed="Email", Previous_Value="a@example.org", New_Value="b@example.org", Change_Date=JUNE),
        fields(Newidiwyd="Bywgraffiad", Previous_Value="", New_Value="My views are my own", Change_Date=JUNE),
    ]
    name = "personal_information/personal_information/profile_changes.json"

    first, second = read(tmp_path, {name: {"profile_profile_change": told}})

    assert (first.aspect, first.text, first.versions, first.edited) == ("bio", "Maths teacher", ("I hate Mondays",), True)
    assert (second.text, second.versions, second.edited) == ("My views are my own", (), False)


def test_choices_of_notifications_are_no_settings_a_policy_speaks_of(tmp_path: Path) -> None:
    chosen = {"settings_notification_preferences": [fields(Channel="push", Type="likes", Value="on")]}
    files = {
        "preferences/settings/notification_preferences.json": chosen,
        ACTIVITY + "likes/liked_posts.json": {"likes_media_likes": [person("👍", "yusuf.ali")]},
    }

    assert one(read(tmp_path, files)).kind == "like"


@pytest.mark.parametrize("value", ["yusuf.ali", "https://www.instagram.com/yusuf.ali"])
def test_a_search_for_a_profile_is_its_handle(tmp_path: Path, value: str) -> None:
    searches = {"searches_user": [person(value, href="https://www.instagram.com/yusuf.ali")]}

    record = one(read(tmp_path, {"logged_information/recent_searches/profile_searches.json": searches}))

    assert (record.kind, record.text, record.author_is_owner) == ("search", "yusuf.ali", True)


# --- what is broken -----------------------------------------------------------------------------------------------------------


def test_one_bad_entry_does_not_stop_the_rest_and_names_nobody(tmp_path: Path) -> None:
    files = {
        ACTIVITY + "media/posts_1.json": [None, "x", {"media": [], "title": ""}, {"title": "Good", "creation_timestamp": JUNE}],
        ACTIVITY + "comments/post_comments_1.json": [{"string_map_data": None}, fields(Comment="Fine", Time=JUNE)],
        "connections/followers_and_following/followers_1.json": [{"string_list_data": []}, person("yusuf.ali")],
        ACTIVITY + "likes/liked_posts.json": {"likes_media_likes": [{}, person("👍", "yusuf.ali")]},
        CHAT + "json": chat(
            {"content": "no sender"}, {"sender_name": "Yusuf Ali", "timestamp_ms": JUNE * 1000, "content": "Hi"}
        ),
    }

    records, problems = broken(tmp_path, files)

    assert sorted(record.kind for record in records) == ["comment", "connection", "like", "message", "post"]
    assert len(problems) >= 5
    assert not any("yusuf" in what.casefold() for what in problems)


@pytest.mark.parametrize(
    "value",
    [{"ig_stories": "none"}, {"ig_stories": {"a": 1}}, [[{"title": "x"}]], "text", 7, {"title": "only"}],
    ids=["string", "object", "lists", "text", "number", "title"],
)
def test_a_file_in_no_form_that_is_known_is_said_not_to_be_understood(tmp_path: Path, value: Any) -> None:
    reading = opened(tmp_path, {ACTIVITY + "media/stories.json": json.dumps(value)})

    assert [record for record in reading.records() if record.text] == []
    assert [file.understood for file in reading.files] == [False]


def test_a_profile_in_an_unknown_language_is_said_not_to_be_understood(tmp_path: Path) -> None:
    reading = opened(tmp_path, {PROFILE: {"profile_user": [fields(Enw="Mariam", Ebost="m@example.org")]}})

    assert list(reading.records()) == []
    assert [file.understood for file in reading.files] == [False]


def test_a_file_that_ends_in_the_middle_gives_what_is_there(tmp_path: Path) -> None:
    whole = json.dumps({"likes_media_likes": [person("👍", f"someone.{count}") for count in range(5)]})

    records, problems = broken(tmp_path, {ACTIVITY + "likes/liked_posts.json": whole[: len(whole) * 3 // 4]})

    assert len(records) >= 3
    assert problems


def test_a_number_of_thousands_of_digits_harms_nothing(tmp_path: Path) -> None:
    digits = "9" * 6000
    whole = f'[{{"fbid": {digits}, "timestamp": {digits}, "string_list_data": [{{"value": "yusuf.ali"}}]}}]'

    record = one(read(tmp_path, {"connections/followers_and_following/followers_1.json": whole}))

    assert (record.to, record.at) == ("yusuf.ali", None)


def test_groups_inside_groups_without_end_are_left(tmp_path: Path) -> None:
    inner: dict[str, Any] = {"label": "Username", "value": "too.deep"}
    for _ in range(200):
        inner = {"title": "", "dict": [inner]}
    entry = {"timestamp": JUNE, "label_values": [{"label": "Username", "value": "yusuf.ali"}, inner]}

    assert one(read(tmp_path, {ACTIVITY + "likes/liked_posts.json": [entry]})).to == "yusuf.ali"


def test_advertisements_and_logins_are_left_aside_with_a_reason(tmp_path: Path) -> None:
    files = {
        "ads_information/ads_and_topics/ads_viewed.json": {"impressions_history_ads_seen": []},
        "security_and_login_information/login_and_profile_creation/login_activity.json": {"account_history_login_history": []},
        "personal_information/device_information/devices.json": {"devices_devices": []},
        "connections/followers_and_following/removed_suggestions.json": {"relationships_dismissed_suggested_users": []},
        ACTIVITY + "messages/secret_conversations.json": {"ig_secret_conversations": {}},
        ACTIVITY + "monetization/eligibility.json": {"monetization_eligibility": []},
        ACTIVITY + "likes/liked_posts.json": {"likes_media_likes": [person("👍", "yusuf.ali")]},
    }

    reading = opened(tmp_path, files)
    list(reading.records())

    assert [file.status for file in reading.files].count(Status.SKIPPED) == 6
    assert all(file.why for file in reading.files if file.status is Status.SKIPPED)
    assert reading.understood


def test_a_long_file_is_never_in_memory_as_a_whole(tmp_path: Path) -> None:
    link = "https://www.instagram.com/p/" + "A" * 200
    likes = json.dumps([person("👍", f"someone.{count}", link, JUNE + count) for count in range(20_000)])
    reading = opened(tmp_path, {ACTIVITY + "likes/liked_posts.json": likes})
    size = len(likes)
    del likes

    tracemalloc.start()
    count = sum(1 for _ in reading.records())
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    assert count == 20_000
    assert peak < size


# --- names of files in the account's language ----------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["persoonlijke_gegevens/persoonlijke_gegevens.json", "persoonlijke_gegevens.json"])
def test_the_profile_is_known_by_its_list_whatever_the_file_is_called(tmp_path: Path, name: str) -> None:
    said = [{"sender_name": who, "timestamp_ms": JUNE * 1000, "content": who} for who in ("Mariam Yusuf", "Yusuf Ali")]
    dutch = {"profile_user": [fields(Gebruikersnaam="ms.yusuf", Naam="Mariam Yusuf")]}

    records = read(tmp_path, {f"personal_information/{name}": dutch, CHAT + "json": chat(*said)})

    assert [(record.text, record.author_is_owner) for record in records if record.kind == "message"] == [
        ("Mariam Yusuf", True),
        ("Yusuf Ali", False),
    ]


def test_several_comments_under_one_name_are_all_there(tmp_path: Path) -> None:
    several = {"title": "yusuf.ali", "string_list_data": [{"value": f"x{n}", "timestamp": JUNE + n} for n in range(3)]}
    listed = {"comments_media_comments": [several, person("alone", "anna.b", at=JUNE + 9)]}

    records = read(tmp_path, {"comments/post_comments.json": listed})

    assert [
        (record.text, record.to, record.at and int(record.at.timestamp()) - JUNE, record.locator.index) for record in records
    ] == [
        ("x0", "yusuf.ali", 0, 0),
        ("x1", "yusuf.ali", 1, 0),
        ("x2", "yusuf.ali", 2, 0),
        ("alone", "anna.b", 9, 1),
    ]
