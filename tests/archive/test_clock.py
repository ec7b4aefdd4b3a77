"""Times as exports write them, in UTC; what is no time is none."""

from __future__ import annotations

import math
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from safeconduct.archive import clock

LONDON = ZoneInfo("Europe/London")


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


@pytest.mark.parametrize("value", [1676723591, "1676723591", 1676723591.0, 1676723591000, "1676723591000", 1676723591000000])
def test_numbers_since_1970_in_whatever_unit_makes_sense(value: Any) -> None:
    assert clock.epoch(value) == utc("2023-02-18T12:33:11")


def test_snapchats_microseconds_are_milliseconds() -> None:
    assert clock.epoch(1713576562686, unit="us") == utc("2024-04-20T01:29:22.686")


@pytest.mark.parametrize("unit", ["s", "ms", "us"])
@pytest.mark.parametrize(
    "value",
    [0, -62169958800, -1, True, None, "", "soon", [], {}, math.nan, math.inf, 10**400, "9" * 5000, "NaN", 99999999999999999999],
)
def test_what_is_no_time_is_none(value: Any, unit: str) -> None:
    assert clock.epoch(value, unit=unit) is None


@pytest.mark.parametrize(
    ("written", "at"),
    [
        ("2023-02-18T12:33:11.000Z", "2023-02-18T12:33:11"),
        ("2023-02-18T12:33:11.123456789Z", "2023-02-18T12:33:11.123456"),
        ("2023-02-18T12:33:11+01:00", "2023-02-18T11:33:11"),
        ("2025-05-18 04:35:32 UTC", "2025-05-18T04:35:32"),
        ("2024-01-15 14:30:00 +0100", "2024-01-15T13:30:00"),
        (" 2024-01-15 14:30:00 ", "2024-01-15T14:30:00"),
        ("2024-01-15", "2024-01-15T00:00:00"),
    ],
)
def test_iso_in_its_many_spellings(written: str, at: str) -> None:
    assert clock.iso(written) == utc(at)


def test_iso_without_offset_is_in_the_zone_given() -> None:
    assert clock.iso("2024-07-15 14:30:00", zone=LONDON) == utc("2024-07-15T13:30:00")
    assert clock.iso("2024-07-15T14:30:00Z", zone=LONDON) == utc("2024-07-15T14:30:00")


@pytest.mark.parametrize(
    "bad",
    [
        "",
        "x",
        "2023-02-29",
        "2023-13-01",
        "1833-01-01",
        "1970-01-01T00:00:00Z",
        "2999-01-01",
        "0001-01-01T00:00:00+14:00",
        5,
        None,
    ],
)
def test_no_time_in_iso(bad: Any) -> None:
    assert clock.iso(bad) is None


def test_a_time_is_believed_up_to_two_days_from_now() -> None:
    now = datetime.now(UTC)

    assert clock.iso((now + timedelta(days=1)).isoformat()) is not None
    assert clock.iso((now + timedelta(days=4)).isoformat()) is None


def test_twitters_weekday_is_not_checked() -> None:
    assert clock.twitter("Sat Feb 18 12:33:11 +0000 2023") == utc("2023-02-18T12:33:11")
    assert clock.twitter("Mon Feb 18 12:33:11 +0000 2023") == utc("2023-02-18T12:33:11")
    assert clock.twitter("Tue Feb 29 23:59:60 +0100 2016") == utc("2016-02-29T22:59:59")


@pytest.mark.parametrize(
    "bad", ["", None, "Sat Feb 18 12:33:11 2023", "Sat Xyz 18 12:33:11 +0000 2023", "Sat Feb 30 12:33:11 +0000 2023", 7]
)
def test_no_time_of_twitters(bad: Any) -> None:
    assert clock.twitter(bad) is None


@pytest.mark.parametrize(
    ("written", "at"),
    [
        ("Aug 09, 2026 9:49 am", "2026-08-09T08:49:00"),
        ("Jun 04, 2025 6:46:10 pm", "2025-06-04T17:46:10"),
        ("Sep 22, 2017, 6:33 AM", "2017-09-22T05:33:00"),
        ("Sept 22, 2017, 6:33\u202fPM", "2017-09-22T17:33:00"),
        ("15 Mar 2009", "2009-03-15T00:00:00"),
        ("4 Jun 2025, 18:46:10 BST", "2025-06-04T17:46:10"),
        ("Jun 4, 2025, 6:46:10\u202fPM UTC", "2025-06-04T18:46:10"),
        ("1 Jan 2018, 18:33:10 GMT+01:00", "2018-01-01T17:33:10"),
        ("Jan 5, 2023, 6:33:10 AM EST", "2023-01-05T11:33:10"),
        ("Wednesday, 4 June 2025 at 18:46", "2025-06-04T17:46:00"),
        ("22nd September 2017 12:05am", "2017-09-21T23:05:00"),
        ("12 Aug 2020 12:05 pm", "2020-08-12T11:05:00"),
        ("2024-01-15 14:30:00 UTC", "2024-01-15T14:30:00"),
        ("Tháng 10 01, 2025 10:21:24 ch", "2025-10-01T21:21:24"),
        ("4 de junio de 2025 a las 18:46", "2025-06-04T17:46:00"),
        ("4 jun 2025 6:46 p. m.", "2025-06-04T17:46:00"),
        ("04. Juni 2025 18:46", "2025-06-04T17:46:00"),
        ("4. März 2025, 18:46:10 MEZ", "2025-03-04T17:46:10"),
        ("04.06.2025, 18:46", "2025-06-04T17:46:00"),
        ("mercredi 4 juin 2025 à 18h46", "2025-06-04T17:46:00"),
        ("mar. 4 juil. 2023, 18:46:10 CEST", "2023-07-04T16:46:10"),
        ("4 août 2025 18:46", "2025-08-04T17:46:00"),
        ("4 lug 2025, 18:46:10", "2025-07-04T17:46:10"),
        ("4. jun. 2025 18.46.10", "2025-06-04T17:46:10"),
        ("4 okt. 2025 18:46", "2025-10-04T17:46:00"),
        ("4 de fevereiro de 2025 18:46", "2025-02-04T18:46:00"),
        ("5 października 2025 10:00", "2025-10-05T09:00:00"),
        ("4 Ağu 2025 6:46 ÖS", "2025-08-04T17:46:00"),
        ("4 Chwefror 2025 18:46", "2025-02-04T18:46:00"),
    ],
)
def test_dates_written_out_with_the_months_of_many_languages(written: str, at: str) -> None:
    assert clock.english(written, zone=LONDON) == utc(at)


MONTHS = {
    "cy": "Ionawr Chwefror Mawrth Ebrill Mai Mehefin Gorffennaf Awst Medi Hydref Tachwedd Rhagfyr",
    "da": "januar februar marts april maj juni juli august september oktober november december",
    "de": "Januar Februar März April Mai Juni Juli August September Oktober November Dezember",
    "en": "January February March April May June July August September October November December",
    "es": "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
    "fr": "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
    "it": "gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre",
    "nl": "januari februari maart april mei juni juli augustus september oktober november december",
    "no": "januar februar mars april mai juni juli august september oktober november desember",
    "pl": "stycznia lutego marca kwietnia maja czerwca lipca sierpnia września października listopada grudnia",
    "pt": "janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro",
    "sv": "januari februari mars april maj juni juli augusti september oktober november december",
    "tr": "Ocak Şubat Mart Nisan Mayıs Haziran Temmuz Ağustos Eylül Ekim Kasım Aralık",
}


@pytest.mark.parametrize("language", MONTHS)
def test_every_month_of_every_language_whole_and_cut_short(language: str) -> None:
    for number, name in enumerate(MONTHS[language].split(), 1):
        for shown in (name, f"{name[:4]}.", name[:3] if name[:3].lower() != "jui" else name):
            assert clock.english(f"7 {shown} 2021 12:00") == datetime(2021, number, 7, 12, tzinfo=UTC), shown


@pytest.mark.parametrize(
    "bad", ["", "Feb 29, 2023 1:00 am", "Updated", "May", "32 May 2020", "x" * 1000, "4/5/2020", None, 4, "1 May 1833"]
)
def test_no_date_written_out(bad: Any) -> None:
    assert clock.english(bad) is None


@pytest.mark.parametrize("mark", ["zz", "DU", "π.μ.", "de.", "ص"])
def test_half_a_day_in_an_unknown_language_is_no_time_and_is_noticed(mark: str) -> None:
    assert clock.english(f"Juil 01, 2025 10:21:24 {mark}") is None
    assert clock.half_unknown(f"Juil 01, 2025 10:21:24 {mark}")


@pytest.mark.parametrize(
    "written",
    ["4 Juni 2025 10:46 Uhr", "4 Jun 2025 18:46 zz", "4 Jun 2025 10:46 AEST", "10:46 on 4 Jun 2025", "4 Jun 2025 0:46 zz"],
)
def test_a_word_that_cannot_be_half_a_day_does_no_harm(written: str) -> None:
    assert clock.english(written) is not None
    assert not clock.half_unknown(written)


@pytest.mark.parametrize("written", ["", "10:21 zz", "Feb 30, 2025 10:21 zz", "x" * 200, "See you 2025 at 10:30 there"])
def test_what_is_no_date_is_not_half_of_one(written: str) -> None:
    assert not clock.half_unknown(written)


@given(st.text(alphabet="0123456789.:,/+- apmJunSeptGMTBchh", max_size=40))
def test_no_text_is_an_error(written: str) -> None:
    for reads in (clock.half_unknown, clock.english, clock.iso, clock.twitter, clock.epoch):
        reads(written)


class TestSummerTime:
    def test_a_time_that_came_twice_is_the_first(self) -> None:
        assert clock.english("Oct 27, 2024 1:30 am", zone=LONDON) == utc("2024-10-27T00:30:00")

    def test_a_time_that_never_came_is_moved_on(self) -> None:
        at = clock.english("Mar 31, 2024 1:30 am", zone=LONDON)

        assert clock.local(at, LONDON) == "2024-03-31T02:30"

    def test_bst_is_the_british_one(self) -> None:
        assert clock.english("31 Oct 2024, 12:00:00 BST") == utc("2024-10-31T11:00:00")

    def test_the_clock_on_the_wall(self) -> None:
        assert clock.local(utc("2023-07-18T12:33:11"), LONDON) == "2023-07-18T13:33"
        assert clock.local(None, LONDON) == ""
