"""The case key and its holders: two of them bring it back, one cannot, and a drill proves it without changing anything."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from itertools import combinations
from pathlib import Path
from typing import Any

import pyrage
import pytest
import time_machine
from django.db import Error, connection, transaction
from django.test import TestCase
from pyrage.x25519 import Identity

from safeconduct.errors import SiteError
from safeconduct.web.access import trail
from safeconduct.web.access.models import Event
from safeconduct.web.sealing import keeping, keys, private, recovery, standing, verifying
from safeconduct.web.sealing.keys import NoKey
from safeconduct.web.sealing.models import Sealed
from safeconduct.web.sealing.recovery import Recovery
from safeconduct.web.sealing.sheets import Sheet, pdf, text
from safeconduct.web.sealing.storing import words
from web.sealing.conftest import lay_down
from web.sealing.test_verifying import sealed
from web.unguarded import unguarded

NAMES = ("Helen Marsh", "Daniel Okafor", "Farah Siddiqui")


def give(*names: str) -> list[Sheet]:
    """Name the holders; their sheets."""
    given: list[Sheet] = []
    with TestCase.captureOnCommitCallbacks(execute=True):
        keeping.give(names or NAMES, given.extend)
    return given


def the_file() -> Recovery:
    found = recovery.read()
    assert found is not None
    return found


def last_event() -> Event:
    found = Event.objects.order_by("-number").first()
    assert found is not None
    return found


# --- two holders ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("pair", list(combinations(range(3), 2)))
@pytest.mark.parametrize("turned", [False, True])
def test_any_two_of_three_holders_bring_a_lost_key_back(db: None, key: Path, pair: tuple[int, int], *, turned: bool) -> None:
    row, before, sheets = sealed("told"), key.read_bytes(), give()
    key.unlink()
    one, other = reversed(pair) if turned else pair
    done = keeping.recover(the_file(), sheets[one].key, sheets[other].key)

    assert key.read_bytes() == before
    assert key.stat().st_mode & 0o777 == 0o600
    assert [holder.name for holder in done.holders] == [NAMES[number] for number in pair]
    assert (done.missing, done.noted) == (1, True)
    assert words(Sealed.objects.get(pk=row.pk)) == "told"
    assert last_event().facts["holders"] == [number + 1 for number in pair]


def test_one_holder_alone_opens_nothing_of_the_recovery_file(db: None) -> None:
    sheets, found = give(), the_file()

    for (one, other), block in found.pairs.items():
        for sheet in sheets:
            if sheet.number == other:  # takes the outer coat off, and stands before the other holder's
                inner = pyrage.decrypt(block.encode(), [sheet.key])
                assert b"AGE-SECRET-KEY" not in inner
                with pytest.raises(pyrage.DecryptError):
                    pyrage.decrypt(inner, [sheet.key])
            else:
                with pytest.raises(pyrage.DecryptError):
                    pyrage.decrypt(block.encode(), [sheet.key])
        assert one < other
    assert "AGE-SECRET-KEY" not in recovery.file().read_text("utf-8")


def test_the_same_holder_twice_is_not_two(db: None, key: Path) -> None:
    sheets = give()
    key.unlink()

    with pytest.raises(SiteError, match="same holder"):
        keeping.recover(the_file(), sheets[1].key, sheets[1].key)
    assert not key.exists()


def test_somebody_who_is_no_holder_opens_nothing(db: None, key: Path) -> None:
    sheets = give()
    key.unlink()

    with pytest.raises(SiteError, match="none of the holders"):
        keeping.recover(the_file(), sheets[0].key, Identity.generate())
    assert not key.exists()


def test_sheets_that_were_replaced_open_no_more(db: None) -> None:
    older, newer = give(), give("Helen Marsh", "Siân Pritchard")

    with pytest.raises(SiteError, match="older sheet"):
        keeping.drill(older[0].key, older[1].key)
    keeping.drill(newer[0].key, newer[1].key)


def test_the_program_age_needs_nothing_but_the_lines_of_a_pair(db: None, key: Path) -> None:
    sheets = give()
    lines = recovery.file().read_text("utf-8").splitlines()
    start = lines.index("pair 1 3") + 1
    block = "\n".join(lines[start : lines.index("-----END AGE ENCRYPTED FILE-----", start) + 1]) + "\n"

    assert pyrage.decrypt(pyrage.decrypt(block.encode(), [sheets[2].key]), [sheets[0].key]) == key.read_bytes()


# --- sheets --------------------------------------------------------------------------------------------------


def test_a_sheet_holds_its_holders_key_and_no_other(db: None, key: Path) -> None:
    sheets = give()

    for sheet in sheets:
        shown = text(sheet)
        lines = [line for line in shown.splitlines() if not line.startswith("#")]
        assert lines == [str(sheet.key)]
        assert sheet.name in shown
        assert f"sheet {sheet.number} of 3" in shown
    assert len({str(sheet.key) for sheet in sheets}) == 3
    assert not {str(sheet.key) for sheet in sheets} & {str(each) for each in keys.identities()}


@pytest.mark.parametrize("name", ["Siân Pritchard", "Ὀδυσσεύς", "李 雷"])
def test_a_sheet_is_made_for_any_name(db: None, name: str) -> None:
    assert pdf(Sheet(1, 2, name, Identity.generate())).startswith(b"%PDF-")


def test_sheets_that_cannot_be_handed_out_leave_everything_as_it_was(db: None) -> None:
    give()
    before, entries = recovery.file().read_bytes(), Event.objects.count()

    def full(_: Sequence[Sheet]) -> None:
        raise SiteError("the disk is full")

    with pytest.raises(SiteError, match="full"):
        keeping.give(NAMES, full)
    assert recovery.file().read_bytes() == before
    assert Event.objects.count() == entries


@pytest.mark.parametrize(
    ("names", "says"),
    [
        (["Helen Marsh"], "2 to 12"),
        ([f"Holder {number}" for number in range(13)], "2 to 12"),
        (["Helen Marsh", " helen  MARSH "], "twice"),
        (["Helen Marsh", " \t\n"], "1 to 60"),
        (["Helen Marsh", "x" * 61], "1 to 60"),
    ],
)
def test_holders_that_make_no_sense_are_refused(db: None, names: list[str], says: str) -> None:
    with pytest.raises(SiteError, match=says):
        give(*names)
    assert not recovery.file().exists()


def test_a_name_of_several_lines_stays_one_in_the_file(db: None) -> None:
    give("Helen\nkey age1\u2028Marsh", "Daniel Okafor")

    assert [holder.name for holder in the_file().holders] == ["Helen key age1 Marsh", "Daniel Okafor"]
    assert the_file().publics == keys.publics(keys.identities())


def test_without_a_key_nobody_can_hold_it(db: None, key: Path) -> None:
    key.unlink()

    with pytest.raises(NoKey):
        give()
    assert not recovery.file().exists()


# --- the drill -----------------------------------------------------------------------------------------------


def test_a_drill_leaves_an_entry_and_changes_nothing_else(db: None, key: Path) -> None:
    sealed("first"), sealed("last")
    sheets = give()
    before = {file.name: (file.read_bytes(), file.stat().st_mtime_ns) for file in key.parent.iterdir()}
    rows, entries = list(Sealed.objects.defer(None).values_list()), Event.objects.count()
    done = keeping.drill(sheets[2].key, sheets[0].key)

    assert ([holder.number for holder in done.holders], done.opened) == ([1, 3], 2)
    assert {file.name: (file.read_bytes(), file.stat().st_mtime_ns) for file in key.parent.iterdir()} == before
    assert list(Sealed.objects.defer(None).values_list()) == rows
    assert Event.objects.count() == entries + 1
    event = last_event()
    assert (event.verb, event.actor_id, event.about) == ("sealing.drill", None, "")
    assert event.facts == {"holders": [1, 3], "key": the_file().publics[0], "opened": 2}


def test_a_drill_of_a_site_with_nothing_sealed_opens_a_test(db: None) -> None:
    sheets = give()

    assert keeping.drill(sheets[0].key, sheets[1].key).opened == 0


def test_a_drill_fails_where_the_recovery_file_lacks_the_newest_key(db: None, key: Path) -> None:
    sheets = give()
    keeping.rotate()

    with pytest.raises(SiteError, match="lacks the newest key"):
        keeping.drill(sheets[0].key, sheets[1].key)
    keeping.renew()
    keeping.drill(sheets[0].key, sheets[1].key)


def test_a_drill_fails_where_something_sealed_does_not_open(db: None, key: Path) -> None:
    sealed("sealed with a key that is gone")
    lay_down(key, Identity.generate())
    sheets = give()

    with pytest.raises(SiteError, match="does not open what was sealed"):
        keeping.drill(sheets[0].key, sheets[1].key)
    assert standing.standing().drill is None


def test_a_drill_fails_where_a_sealed_row_was_damaged(db: None) -> None:
    row, sheets = sealed("told"), give()
    with unguarded():
        Sealed.objects.filter(pk=row.pk).update(ciphertext=bytes(row.ciphertext)[:-1])

    with pytest.raises(SiteError, match="does not open"):
        keeping.drill(sheets[0].key, sheets[1].key)


def test_a_drill_without_holders_or_key_says_what_to_do(db: None, key: Path) -> None:
    with pytest.raises(SiteError, match="keys holders NAME"):
        keeping.drill(Identity.generate(), Identity.generate())
    sheets = give()
    key.unlink()
    with pytest.raises(NoKey, match="keys recover"):
        keeping.drill(sheets[0].key, sheets[1].key)


# --- the key itself ------------------------------------------------------------------------------------------


def test_a_key_is_made_for_its_owner_alone_and_once(db: None, key: Path) -> None:
    key.unlink()
    public = keeping.new()

    assert keys.publics(keys.identities()) == (public,)
    assert key.stat().st_mode & 0o777 == 0o600
    assert last_event().facts == {"step": "made", "key": public}
    with pytest.raises(SiteError, match="already"):
        keeping.new()
    assert keeping.ensure() == ""


def test_a_key_that_was_lost_is_not_simply_replaced(db: None, key: Path) -> None:
    sealed("told")
    key.unlink()

    with pytest.raises(SiteError, match="1 in all"):
        keeping.new()
    assert keeping.ensure() == ""
    assert not key.exists()
    keeping.new(although_sealed=True)
    assert key.exists()


def test_a_new_site_gets_its_key_by_itself(db: None, key: Path) -> None:
    key.unlink()

    assert keeping.ensure() == keys.publics(keys.identities())[0]


def test_no_key_is_made_where_a_recovery_file_tells_of_one_and_it_is_said_what_to_do(db: None, key: Path) -> None:
    keeping.give(["Helen", "Daniel", "Farah"], lambda sheets: None)
    assert keeping.missing() == ""
    key.unlink()

    assert keeping.ensure() == ""
    assert not key.exists()
    assert "safeconduct keys recover" in keeping.missing()


def test_a_lost_key_without_recovery_file_is_told_with_the_way_out(db: None, key: Path) -> None:
    sealed("told")
    key.unlink()

    assert keeping.ensure() == ""
    assert "--although-sealed" in keeping.missing()


def test_a_newer_key_seals_and_the_older_ones_open(db: None, key: Path) -> None:
    before, (older,) = sealed("before"), keys.identities()
    public = keeping.rotate()
    after = sealed("after")

    assert keys.publics(keys.identities()) == (public, str(older.to_public()))
    assert (words(before), words(after)) == ("before", "after")
    assert key.stat().st_mode & 0o777 == 0o600
    assert last_event().verb == "concerns.note"


def test_without_a_key_there_is_none_to_put_a_newer_one_on(db: None, key: Path) -> None:
    key.unlink()

    with pytest.raises(NoKey):
        keeping.rotate()
    assert not key.exists()
    assert Event.objects.count() == 0


def test_newer_keys_at_the_same_time_are_all_kept(transactional_db: None) -> None:
    troubles: list[BaseException] = []

    def turn() -> None:
        try:
            for _ in range(5):
                keeping.rotate()
        except BaseException as error:  # noqa: BLE001 it is looked at below
            troubles.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=turn) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert troubles == []
    noted = [event.facts["key"] for event in Event.objects.filter(verb="sealing.key").order_by("number")]
    assert list(keys.publics(keys.identities()))[:15] == noted[::-1]


def test_a_key_that_cannot_be_written_leaves_no_entry(db: None, key: Path, settings: Any) -> None:
    settings.CASE_KEY = str(key.parent / "missing" / "case.key")

    with pytest.raises(SiteError, match="cannot be written"):
        keeping.new()
    assert Event.objects.count() == 0


def test_a_file_that_cannot_be_written_whole_is_not_there_at_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    (tmp_path / "kept").write_bytes(b"before")
    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(OSError, match="No space"):
        private.write(tmp_path / "kept", b"after")

    assert [file.name for file in tmp_path.iterdir() if "case" not in file.name and "trail" not in file.name] == ["kept"]
    assert (tmp_path / "kept").read_bytes() == b"before"


@pytest.mark.parametrize("links", [True, False])
def test_a_file_that_is_made_anew_takes_the_place_of_none(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, links: bool
) -> None:
    def without(*_: object) -> None:
        raise PermissionError(1, "Operation not permitted")

    if not links:  # as on some network drives
        monkeypatch.setattr("os.link", without)
    private.write(tmp_path / "new", b"first", anew=True)
    with pytest.raises(FileExistsError):
        private.write(tmp_path / "new", b"second", anew=True)

    assert (tmp_path / "new").read_bytes() == b"first"
    assert [file.name for file in tmp_path.iterdir() if file.name.startswith(".")] == []


# --- putting it back -----------------------------------------------------------------------------------------


def test_a_key_that_is_there_stays_on_top_and_is_not_added_twice(db: None, key: Path) -> None:
    sheets, (older,) = give(), keys.identities()
    newer = Identity.generate()
    lay_down(key, newer)
    assert keeping.recover(the_file(), sheets[0].key, sheets[1].key).missing == 1
    assert keys.publics(keys.identities()) == keys.publics([newer, older])

    assert keeping.recover(the_file(), sheets[0].key, sheets[1].key).missing == 0
    assert len(keys.identities()) == 2


def test_a_damaged_key_file_is_kept_beside_the_one_that_is_put_back(db: None, key: Path) -> None:
    sheets, before = give(), key.read_bytes()
    key.write_bytes(b"half a key")
    keeping.recover(the_file(), sheets[0].key, sheets[1].key)

    assert key.read_bytes() == before
    assert key.with_name("case.key.damaged").read_bytes() == b"half a key"


def test_the_recovery_file_of_another_site_is_not_taken(db: None, key: Path) -> None:
    lay_down(key, Identity.generate())
    foreign, file = give(), the_file()
    lay_down(key, Identity.generate())
    sealed("told here")
    key.unlink()

    with pytest.raises(SiteError, match="another site"):
        keeping.recover(file, foreign[0].key, foreign[1].key)
    assert not key.exists()


def test_a_database_that_does_not_answer_does_not_keep_the_key_from_its_holders(
    db: None, key: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sheets, before = give(), key.read_bytes()
    key.unlink()

    def down(*_args: object, **_kwargs: object) -> None:
        raise Error("gone")

    monkeypatch.setattr(trail, "append", down)
    done = keeping.recover(the_file(), sheets[0].key, sheets[1].key)

    assert not done.noted
    assert key.read_bytes() == before


# --- how things stand ----------------------------------------------------------------------------------------


def advice() -> str:
    return "\n".join(standing.advice())


def test_a_new_site_is_not_nagged(db: None) -> None:
    assert advice() == ""


def test_a_site_that_has_sealed_something_should_name_holders(db: None) -> None:
    sealed("told")

    assert "keys holders NAME NAME NAME" in advice()


def test_after_a_newer_key_the_recovery_file_is_to_be_renewed(db: None) -> None:
    sheets = give()
    keeping.drill(sheets[0].key, sheets[1].key)
    assert advice() == ""
    keeping.rotate()
    assert "lacks the newest case key" in advice()

    keeping.renew()
    assert advice() == ""
    assert [holder.name for holder in the_file().holders] == list(NAMES)
    keeping.drill(sheets[1].key, sheets[2].key)


def test_a_drill_is_due_after_half_a_year_and_for_new_sheets(db: None) -> None:
    start = datetime(2026, 9, 1, 9, tzinfo=UTC)
    with time_machine.travel(start):
        sheets = give()
        assert "have not tried" in advice()
        keeping.drill(sheets[0].key, sheets[1].key)
    with time_machine.travel(start + timedelta(183)):
        assert advice() == ""
    with time_machine.travel(start + timedelta(184, 60)):
        assert "last tried 184 days ago" in advice()
        assert standing.standing().tried_by == ["Helen Marsh", "Daniel Okafor"]
        give()
        assert "have not tried" in advice()


def test_a_key_that_is_lost_is_told(db: None, key: Path) -> None:
    key.unlink()

    assert "case key is missing" in advice()


def test_renewing_never_throws_a_lost_key_away(db: None, key: Path) -> None:
    sheets, before = give(), recovery.file().read_bytes()
    lay_down(key, Identity.generate())
    with pytest.raises(SiteError, match="lost here"):
        keeping.renew()
    assert recovery.file().read_bytes() == before

    give("Siân Pritchard", "Marcus Bell")
    kept = recovery.file().with_name("case-key.recovery.1")
    assert kept.read_bytes() == before
    older = recovery.read(kept)
    assert older is not None
    assert keeping.recover(older, sheets[0].key, sheets[1].key).missing == 1


def test_renewing_needs_holders(db: None) -> None:
    with pytest.raises(SiteError, match="NAME NAME NAME"):
        keeping.renew()


@pytest.mark.parametrize("how", ["flipped", "gone", "swapped"])
def test_a_recovery_file_that_is_not_as_it_was_made_is_named(db: None, how: str) -> None:
    give()
    where, data = recovery.file(), recovery.file().read_bytes()
    assert list(verifying.faults()) == []
    if how == "gone":
        where.unlink()
    elif how == "flipped":
        where.write_bytes(data[:-60] + bytes([data[-60] ^ 1]) + data[-59:])
    else:
        where.write_bytes(recovery.written(the_file().holders, b"AGE-SECRET-KEY-1", the_file().publics))

    assert [fault.where for fault in verifying.faults()] == [str(where)]
    with pytest.raises(SiteError, match="keys holders NAME NAME NAME"):
        keeping.renew()


@pytest.mark.parametrize("line", range(40))
def test_a_recovery_file_that_lacks_a_line_is_never_misread(db: None, line: int, key: Path) -> None:
    sheets, lines = give(*NAMES[:2]), recovery.file().read_bytes().splitlines(keepends=True)
    del lines[line % len(lines)]
    recovery.file().write_bytes(b"".join(lines))
    before = key.read_bytes()
    key.unlink()
    with suppress(SiteError):
        keeping.recover(the_file(), sheets[0].key, sheets[1].key)

    assert not key.exists() or key.read_bytes() == before


@pytest.mark.parametrize("data", [b"", b"\xff\xfe", b"key\n", b"pair 1 2\n", b"holder 1 age1\n", b"made yesterday\nkey a\n"])
def test_what_is_no_recovery_file_is_called_damaged(db: None, data: bytes) -> None:
    recovery.file().write_bytes(data)

    with pytest.raises(SiteError, match="is damaged"):
        recovery.read()
    assert "is damaged" in advice()
    give()
    assert advice() != ""
    assert recovery.file().with_name("case-key.recovery.1").read_bytes() == data


def test_what_the_trail_keeps_of_keys_names_nobody(db: None) -> None:
    sheets = give()
    keeping.rotate()
    keeping.renew()
    keeping.drill(sheets[0].key, sheets[1].key)
    kept = str(list(Event.objects.values("verb", "about", "facts")))

    assert "AGE-SECRET" not in kept
    assert not any(name.split()[0] in kept for name in NAMES)
    with transaction.atomic():
        assert list(trail.faults()) == []
