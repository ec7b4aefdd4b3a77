"""A roster as it arrives: a zip file, or a folder of CSV files. Nothing is unpacked to disk, and no name is used as a path.

The limits are far above any trust's roster and far below what would hurt. The zip reader is that of archives: its own, since
the standard library's takes a header's word for how much memory to allocate.
"""

from __future__ import annotations

import csv
import hashlib
import io
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Final, NamedTuple

from safeconduct.archive.limits import MB, Budget, LimitError, Limits
from safeconduct.archive.names import is_clutter, matched, shown
from safeconduct.archive.sources import CutOffError, Home
from safeconduct.archive.tables import header
from safeconduct.archive.zips import NoListError, Zip, ZipEntry, listed
from safeconduct.errors import ArchiveError, InputError
from safeconduct.web.people.staff_list.reading import plain
from safeconduct.web.rostering.roster import Fault, Place

LARGEST: Final = 20 * MB
MOST_ROWS: Final = 400_000
LIMITS: Final = Limits(
    members=200, member_bytes=100 * MB, total_bytes=200 * MB, ratio=250, ratio_from=8 * MB, depth=0, directory_bytes=MB
)
_AGAIN: Final = "Nothing was changed. Export it again from your school system."
_LONGEST_CELL: Final = 10_000


class Line(NamedTuple):
    """A row: where it stands, and its cells by the names of their columns, however those are capitalised."""

    at: Place
    columns: Mapping[str, int]
    cells: Sequence[str]

    def get(self, *names: str) -> str:
        """The first of some columns that is there and not empty; names without capitals."""
        for name in names:
            column = self.columns.get(name)
            if column is not None and (cell := plain(self.cells[column])):
                return cell
        return ""


class Table(NamedTuple):
    """One CSV file: its columns, its rows, and the rows that cannot be cut into its columns."""

    name: str
    columns: Mapping[str, int]
    lines: Sequence[Line]
    faults: Sequence[Fault]


Tables = Mapping[str, Table]


def unzipped(data: bytes) -> dict[str, bytes]:
    """The CSV files in a zip file by their names in small letters, without their folders.

    Raises:
        InputError: it is no zip file, is damaged, has a password, unpacks to too much, or names a file outside itself.
    """
    if not data.startswith(b"PK"):
        raise InputError("This is no zip file. Choose the zip file that your school system made, as it is.")
    home = Home(Budget(LIMITS))
    try:
        return _contents(listed(Zip(_Bytes(data), "the zip file", home)))
    except LimitError as error:
        raise InputError("This zip file unpacks to far more than a roster can be, and was not read. Do not open it.") from error
    except (NoListError, CutOffError) as error:
        raise InputError(f"The zip file is cut off or damaged, and was not read. {_AGAIN}") from error
    except ArchiveError as error:
        raise InputError(f"The zip file is damaged or has a password, and was not read. {_AGAIN}") from error
    finally:
        home.close()


class _Bytes:
    """Bytes in memory as the zip reader asks for them."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self.size = len(data)

    def read_at(self, offset: int, size: int) -> bytes:
        return self._data[offset : offset + size]


def _contents(entries: Sequence[ZipEntry]) -> dict[str, bytes]:
    found: dict[str, bytes] = {}
    for entry in entries:
        if _leads_out(entry.name):
            raise InputError(f"The zip file holds “{shown(entry.name)}”, a name that leads out of it. It was not read.")
        name = matched(entry.name)
        last = name.rpartition("/")[2]
        if is_clutter(name) or not last.endswith(".csv"):
            continue
        if last in found:
            raise InputError(f"The zip file holds “{shown(last)}” twice, in two folders. {_AGAIN}")
        with entry.open() as stream:
            found[last] = stream.read()
    return found


def _leads_out(name: str) -> bool:
    parts = name.replace("\\", "/").split("/")
    return ".." in parts or name.startswith(("/", "\\")) or parts[0][1:2] == ":"


def in_folder(folder: Path) -> dict[str, bytes]:
    """The CSV files that lie in a folder itself, by their names in small letters; links are passed over.

    Raises:
        InputError: they cannot be read, or are more than a roster can be.
    """
    found: dict[str, bytes] = {}
    try:
        for file in sorted(folder.iterdir()):
            if file.suffix.lower() == ".csv" and file.is_file() and not file.is_symlink():
                _weigh(found, file)
                found[file.name.lower()] = file.read_bytes()
    except OSError as error:
        raise InputError(f"{folder} cannot be read: {error.strerror}. Look who owns it.") from error
    return found


def _weigh(found: Mapping[str, bytes], file: Path) -> None:
    if len(found) >= LIMITS.members or sum(map(len, found.values())) + file.stat().st_size > LIMITS.total_bytes:
        raise InputError("The files in this folder are far more than a roster can be, and were not read.")


def tables(files: Mapping[str, bytes]) -> dict[str, Table]:
    """The files as tables, by their names without “.csv”.

    Raises:
        InputError: there is none, or one is no table.
    """
    if not files:
        raise InputError("There is no CSV file in it. Choose the zip file that your school system made, as it is.")
    return {name.removesuffix(".csv"): _table(name, data) for name, data in files.items()}


def _table(name: str, data: bytes) -> Table:
    rows = _rows(name, _text(name, data))
    columns: dict[str, int] = {}
    for at, heading in enumerate(next(rows, (0, ()))[1]):
        columns.setdefault(header(heading), at)
    lines, faults = list[Line](), list[Fault]()
    for number, cells in rows:
        if len(cells) > len(columns) and any(cells[len(columns) :]):
            faults.append(Fault(name, number, "", "has more cells than there are headings", "Look for a comma without quotes."))
        elif any(map(str.strip, cells)):
            lines.append(Line(Place(name, number), columns, [*cells, *[""] * (len(columns) - len(cells))]))
        if len(lines) > MOST_ROWS:
            raise InputError(
                f"{name} has more than {MOST_ROWS:,} rows, and was not read. Export one trust or school at a time."
            )
    return Table(name, columns, lines, faults)


def _text(name: str, data: bytes) -> str:
    encodings = ["utf-16"] if data.startswith((b"\xff\xfe", b"\xfe\xff")) else ["utf-8-sig", "cp1252"]
    for encoding in encodings:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    raise InputError(f"{name} is no text. {_AGAIN}")


def _rows(name: str, text: str) -> Iterator[tuple[int, Sequence[str]]]:
    """Each row with the line at which it begins."""
    rows = csv.reader(io.StringIO(text, newline=""))
    begins = 1
    try:
        for row in rows:
            if any(len(cell) > _LONGEST_CELL for cell in row):
                raise csv.Error
            yield begins, row
            begins = rows.line_num + 1
    except csv.Error as error:
        raise InputError(
            f"{name}, line {begins}, cannot be read: look there for a quotation mark that never closes. {_AGAIN}"
        ) from error


def digest(files: Mapping[str, bytes]) -> str:
    """By what the same roster is known again, in whatever zip file it comes."""
    made = hashlib.sha256()
    for name, data in sorted(files.items()):
        made.update(f"{len(name)}:{name}:{len(data)}:".encode())
        made.update(data)
    return made.hexdigest()


__all__: Final = ("LARGEST", "LIMITS", "MOST_ROWS", "Line", "Table", "Tables", "digest", "in_folder", "tables", "unzipped")
