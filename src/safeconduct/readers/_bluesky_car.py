"""Bluesky repositories: the blocks of a CAR file, and the tree that says which of them are alive.

The blocks stand in any order and the stream cannot go back, so the file is read twice: first to collect the nodes of the
tree, then to hand out the records that the tree leads to. Nodes and addresses are kept packed, some 60 bytes for each
living record, so that a repository of 1 GB is read in under 300 MB.
"""

from __future__ import annotations

import io
import struct
from collections.abc import Callable, Iterator
from hashlib import sha256
from typing import Any, BinaryIO, Final, NamedTuple, cast

import libipld

from safeconduct.errors import ArchiveError

MAX_BLOCK: Final = 2 * 1024 * 1024  # bytes; the network itself refuses a record of more than 1 MB
MAX_HELD: Final = 512 * 1024 * 1024  # bytes of nodes, and again of addresses
MAX_DEPTH: Final = 128  # levels that a tree over 256-bit digests can have
_MAX_ALIKE: Final = 64 * 1024  # bytes of one bucket; more comes only of one address that is repeated without end
_PIECE: Final = 1 << 20
_MARK: Final = 8  # bytes of a digest that tell blocks apart; a chance match among three million is one in a few million
_LONGEST_VARINT: Final = 10  # bytes
_NODE_STARTS: Final = (b"\xa2ae", b"\xa2al", b"\xa1ae")
_ADDRESSES: Final = (b"\x01\x71\x12\x20", b"\x01\x55\x12\x20")  # of DAG-CBOR and of plain bytes, by SHA-256
_HEAD: Final = 36  # bytes of an address
_MARK_END: Final = 4 + _MARK
_STRUCK_OUT: Final = b"\xff" * _MARK
_SIZES: Final = struct.Struct("<HH")
_ENTRY: Final = struct.Struct("<HH")  # collection, length of the record's key
_MAX_KEY: Final = 1024  # bytes of collection and key together; keys are written as what differs from the one before
_MOST_COLLECTIONS: Final = 10_000

Problem = Callable[[str], None]


class Found(NamedTuple):
    """A living record: the place of its block in the file from 0, its collection and key, and what it holds."""

    number: int
    collection: str
    key: str
    value: dict[str, Any]


class Repository:
    """One repository; ``owner`` is the DID of whoever it belongs to.

    Raises:
        ArchiveError: it is no CAR file, or the block in which it all begins is missing.
    """

    def __init__(self, reopen: Callable[[], BinaryIO], problem: Problem) -> None:
        self._reopen = reopen
        self._problem = problem
        self._living = _Living()
        self.owner = ""
        self._walk()

    @property
    def size(self) -> int:
        """How many records the tree leads to."""
        return self._living.count

    def _walk(self) -> None:
        nodes = _Nodes()
        with self._reopen() as stream:
            sections = _sections(stream, self._problem)
            root = _root(next(sections, b""))
            commit = self._collect(sections, root, nodes)
        if not commit:
            raise ArchiveError(
                "the repository's first block is missing or damaged, so nobody can tell what was deleted. Download it again."
            )
        self.owner = str(commit.get("did", ""))
        first = commit.get("data")
        if isinstance(first, bytes):
            nodes.walk(first, self._living, self._problem)

    def _collect(self, sections: Iterator[bytes], root: bytes, nodes: _Nodes) -> dict[str, Any]:
        commit: dict[str, Any] = {}
        try:
            for section in sections:
                if section[_HEAD : _HEAD + 3] in _NODE_STARTS:
                    nodes.put(section)
                elif section[:_HEAD] == root and _is_whole(section):
                    value = decoded(section[_HEAD:])
                    commit = value if isinstance(value, dict) else {}
                elif not section.startswith(_ADDRESSES):
                    self._problem("a block has an address of a kind that Bluesky does not use")
        except ArchiveError:
            if not commit:
                raise
            # the second reading meets the same fault, after it has handed out what stands before
        return commit

    def records(self) -> Iterator[Found]:
        """The living records in the order of the file. What the tree names and the file lacks is reported at the end."""
        given = 0
        take = self._living.take
        with self._reopen() as stream:
            sections = _sections(stream, _nowhere)  # the first reading has reported it
            next(sections, None)
            for number, section in enumerate(sections):
                for collection, key in take(section[4:_MARK_END]):
                    given += 1
                    value = decoded(section[_HEAD:]) if _is_whole(section) else None
                    if isinstance(value, dict):
                        yield Found(number, collection, key, value)
                    else:
                        self._problem("a record is damaged: its content does not match its check sum")
        for _ in range(self.size - given):
            self._problem("a record that should be there is missing from the file")


def _is_whole(section: bytes) -> bool:
    return section.startswith(_ADDRESSES) and sha256(section[_HEAD:]).digest() == section[4:_HEAD]


def decoded(data: bytes) -> Any:
    """The value of a block, ``None`` if it is not DAG-CBOR. Links come as the bytes of their CID."""
    try:
        return libipld.decode_dag_cbor(data)
    except (ValueError, RecursionError):
        return None


def owner_of(stream: BinaryIO) -> str:
    """The DID in the first block that is a commit, looking no further than the first megabyte; empty if none is there."""
    sections = _sections(io.BytesIO(stream.read(_PIECE)), _nowhere)
    next(sections, None)
    for section in sections:
        value = decoded(section[_HEAD:]) if b"cdid" in section[_HEAD : _HEAD + 8] else None
        if isinstance(value, dict) and {"did", "sig", "data"} <= value.keys():
            return str(value["did"])
    return ""


def _nowhere(what: str) -> None:
    del what


# --- framing -------------------------------------------------------------------------------------------------------


def _sections(stream: BinaryIO, problem: Problem) -> Iterator[bytes]:
    """The pieces of a CAR file, each of which has its length in front: the header, then address and content of each block."""
    held, at, ended = b"", 0, False
    read = cast("io.BufferedReader", stream).read1  # ``read`` would lose what stands before a damage
    while True:
        size, start = _varint(held, at)
        end = start + size
        if 0 < size <= MAX_BLOCK and end <= len(held):
            yield held[start:end]
            at = end
        elif size > MAX_BLOCK:
            problem("a block is too big to be a record")
            held, at = _passed_over(read, held, end), 0
        elif size == 0 or (size < 0 and len(held) - at >= _LONGEST_VARINT):
            problem("what stands after the last block cannot be read")
            return
        elif ended:
            if at < len(held):
                problem("the file ends in the middle of a block: download it again")
            return
        else:
            piece = read(max(_PIECE, end - len(held)))
            held, at, ended = held[at:] + piece, 0, not piece


def _varint(data: bytes, at: int) -> tuple[int, int]:
    """A number of seven bits a byte and the place after it; −1 if the bytes do not hold it whole."""
    value = shift = 0
    for byte in data[at : at + _LONGEST_VARINT]:
        at += 1
        if byte < 0x80:
            return value | byte << shift, at
        value |= (byte & 0x7F) << shift
        shift += 7
    return -1, at


def _passed_over(read: Callable[[int], bytes], held: bytes, end: int) -> bytes:
    """What is held when everything before a place has been read and let go."""
    while end > len(held):
        end -= len(held)
        held = read(min(_PIECE, end))
        if not held:
            return b""
    return held[end:]


def _root(header: bytes) -> bytes:
    """The address of the block in which it all begins.

    Raises:
        ArchiveError: this is no CAR file of version 1.
    """
    value = decoded(header)
    if not isinstance(value, dict) or value.get("version") != 1:
        raise ArchiveError("this is no Bluesky repository (CAR file, version 1). Download it again from Bluesky's settings.")
    roots = value.get("roots")
    first = roots[0] if isinstance(roots, list) and roots else None
    return first if isinstance(first, bytes) else b""


# --- the tree ------------------------------------------------------------------------------------------------------


class _Places:
    """Where the entries of very many blocks stand: 13 bytes each, where a dict takes 200.

    Which bucket an address falls into depends on this process's own hash seed, so that nobody can fill one on purpose.
    """

    _ROW: Final = _MARK + 5

    def __init__(self) -> None:
        self._buckets: dict[int, bytearray] = {}

    def put(self, mark: bytes, place: int) -> bool:
        """Note a place; whether there was room for it."""
        number = hash(mark) & 0xFFFF
        bucket = self._buckets.get(number)
        if bucket is None:
            bucket = self._buckets[number] = bytearray()
        elif len(bucket) > _MAX_ALIKE:
            return False
        bucket += mark + place.to_bytes(5, "little")
        return True

    def first(self, mark: bytes) -> int:
        """A place noted for an address, −1 if there is none."""
        bucket = self._buckets.get(hash(mark) & 0xFFFF, b"")
        at = bucket.find(mark)
        while at % self._ROW and at >= 0:
            at = bucket.find(mark, at + 1)
        return int.from_bytes(bucket[at + _MARK : at + self._ROW], "little") if at >= 0 else -1

    def take(self, mark: bytes) -> list[int]:
        """Every place noted for an address. They are struck out, so that a block that comes again finds none, and quickly."""
        bucket = self._buckets.get(hash(mark) & 0xFFFF)
        if bucket is None or (at := bucket.find(mark)) < 0 or mark == _STRUCK_OUT:
            return []
        found = []
        while at >= 0:
            if at % self._ROW == 0:
                found.append(int.from_bytes(bucket[at + _MARK : at + self._ROW], "little"))
                bucket[at : at + _MARK] = _STRUCK_OUT
            at = bucket.find(mark, at + 1)
        return found


class _Living:
    """The records that the tree leads to: by the address of the block, collection and key."""

    def __init__(self) -> None:
        self.count = 0
        self._entries = bytearray()
        self._places = _Places()
        self._collections: dict[bytes, int] = {}
        self._names: list[str] = []

    def put(self, path: bytes, mark: bytes) -> bool:
        """Note a record; whether there was room for it."""
        collection, _, key = path.partition(b"/")
        number = self._collections.get(collection, -1)
        if number < 0:
            if len(self._names) > _MOST_COLLECTIONS:
                return False
            number = self._collections[collection] = len(self._names)
            self._names.append(collection.decode("utf-8", "replace"))
        if not self._places.put(mark, len(self._entries)):
            return False
        self._entries += _ENTRY.pack(number, len(key)) + key
        self.count += 1
        if len(self._entries) > MAX_HELD:
            raise ArchiveError("the repository has more records than can be held in memory. Nothing of it was read.")
        return True

    def take(self, mark: bytes) -> list[tuple[str, str]]:
        """The collections and keys under which a block's record is kept, each handed out once only."""
        places = self._places.take(mark)
        return [self._entry(place) for place in places] if places else []

    def _entry(self, place: int) -> tuple[str, str]:
        number, size = _ENTRY.unpack_from(self._entries, place)
        start = place + _ENTRY.size
        return self._names[number], self._entries[start : start + size].decode("utf-8", "replace")


_NEW, _SEEN, _DAMAGED = 0, 1, 2


class _Nodes:
    """The nodes of the tree, packed one behind another."""

    def __init__(self) -> None:
        self._packed = bytearray()
        self._places = _Places()

    def put(self, section: bytes) -> None:
        """Keep a node; what merely looks like one is passed over."""
        packed = _packed(decoded(section[_HEAD:]))
        if packed is None:
            return
        if self._places.put(section[4:_MARK_END], len(self._packed)):
            self._packed += bytes([_NEW if _is_whole(section) else _DAMAGED]) + packed
        if len(self._packed) > MAX_HELD:
            raise ArchiveError("the repository's tree is bigger than can be held in memory. Nothing of it was read.")

    def walk(self, root: bytes, living: _Living, problem: Problem) -> None:
        """Find every record. Each node is gone through once, whatever leads to it and however often."""
        waiting = [(place, 0) for place in self._new([root[4:_MARK_END]], problem)]
        while waiting:
            place, depth = waiting.pop()
            if depth > MAX_DEPTH:
                problem("the repository's tree is deeper than one can be: what lies below cannot be known")
                continue
            waiting += [(below, depth + 1) for below in self._new(self._node(place, living, problem), problem)]

    def _new(self, marks: list[bytes], problem: Problem) -> Iterator[int]:
        """Where the nodes of some addresses stand, but for those that were met before."""
        for mark in marks:
            place = self._places.first(mark)
            state = self._packed[place] if place >= 0 else _DAMAGED
            if state == _DAMAGED:
                problem("a part of the repository's tree is missing or damaged: the records it leads to cannot be known")
            elif state == _NEW:
                self._packed[place] = _SEEN
                yield place + 1

    def _node(self, place: int, living: _Living, problem: Problem) -> list[bytes]:
        """Put a node's records among the living; the addresses of the nodes below."""
        packed, children, path = self._packed, [], b""
        count = int.from_bytes(packed[place : place + 4], "little")
        child, place = _child(packed, place + 4)
        children.append(child)
        for _ in range(count):
            shared, size = _SIZES.unpack_from(packed, place)
            place += _SIZES.size
            path = path[:shared] + packed[place : place + size]
            place += size
            if not living.put(bytes(path), bytes(packed[place : place + _MARK])):
                problem("a record is listed too often")
            child, place = _child(packed, place + _MARK)
            children.append(child)
        return [child for child in children if child]


def _child(packed: bytearray, place: int) -> tuple[bytes, int]:
    if not packed[place]:
        return b"", place + 1
    return bytes(packed[place + 1 : place + 1 + _MARK]), place + 1 + _MARK


def _packed(node: Any) -> bytes | None:
    """A node as number of entries, address below on the left, and for each entry how much of the key before it keeps,
    the rest of the key, the record's address and the address below on its right."""
    entries = node.get("e") if isinstance(node, dict) else None
    if not isinstance(entries, list):
        return None
    try:
        parts = [len(entries).to_bytes(4, "little"), _address(node.get("l"))]
        for entry in entries:
            key = entry["k"]
            if entry["p"] + len(key) > _MAX_KEY:
                return None
            parts += (_SIZES.pack(entry["p"], len(key)), key, entry["v"][4 : 4 + _MARK].ljust(_MARK), _address(entry.get("t")))
        return b"".join(parts)
    except (KeyError, TypeError, AttributeError, ValueError, OverflowError, struct.error):
        return None


def _address(link: Any) -> bytes:
    return b"\1" + link[4 : 4 + _MARK].ljust(_MARK) if isinstance(link, bytes) else b"\0"
