"""Bluesky repositories built by hand for tests: DAG-CBOR, CIDs, the Merkle search tree and the CAR file around them."""

from __future__ import annotations

import json
import random
import struct
from collections.abc import Iterable, Mapping
from hashlib import sha256
from typing import Any, NamedTuple

OWNER = "did:plc:amaraokoye234567abcdefgh"


class Link(NamedTuple):
    """A CID."""

    cid: bytes


class Block(NamedTuple):
    cid: bytes
    data: bytes


def head(major: int, number: int) -> bytes:
    if number < 24:
        return bytes([major << 5 | number])
    for code, size, letter in ((24, 1, "B"), (25, 2, "H"), (26, 4, "I")):
        if number < 256**size:
            return bytes([major << 5 | code]) + struct.pack(f">{letter}", number)
    return bytes([major << 5 | 27]) + struct.pack(">Q", number)


def cbor(value: Any) -> bytes:
    if value is None or isinstance(value, bool):
        return {None: b"\xf6", True: b"\xf5", False: b"\xf4"}[value]
    if isinstance(value, Link):
        return b"\xd8\x2a" + cbor(b"\0" + value.cid)
    if isinstance(value, int):
        return head(0, value) if value >= 0 else head(1, -1 - value)
    if isinstance(value, bytes):
        return head(2, len(value)) + value
    if isinstance(value, str):
        return head(3, len(value.encode())) + value.encode()
    if isinstance(value, list):
        return head(4, len(value)) + b"".join(map(cbor, value))
    keys = sorted(value, key=lambda key: (len(key.encode()), key.encode()))
    return head(5, len(keys)) + b"".join(cbor(key) + cbor(value[key]) for key in keys)


def block(value: Any) -> Block:
    data = cbor(value)
    return Block(b"\x01\x71\x12\x20" + sha256(data).digest(), data)


def varint(number: int) -> bytes:
    found = bytearray()
    while number > 0x7F:
        found.append(number & 0x7F | 0x80)
        number >>= 7
    return bytes([*found, number])


def framed(data: bytes) -> bytes:
    return varint(len(data)) + data


def car(root: bytes, blocks: Iterable[Block], version: int = 1) -> bytes:
    start = framed(cbor({"roots": [Link(root)], "version": version}))
    return start + b"".join(framed(each.cid + each.data) for each in blocks)


def layer(key: bytes) -> int:
    zeros = 0
    for byte in sha256(key).digest():
        zeros += (8 - byte.bit_length()) // 2
        if byte:
            break
    return zeros


def tree(entries: list[tuple[bytes, bytes]], level: int, blocks: list[Block]) -> Link | None:
    """The nodes over sorted pairs of key and CID, put among the blocks; the link to the topmost."""
    if not entries:
        return None
    if level < 0:
        raise AssertionError("an entry lies below the lowest layer")
    groups: list[list[tuple[bytes, bytes]]] = [[]]
    here = []
    for key, cid in entries:
        if layer(key) >= level:
            here.append((key, cid))
            groups.append([])
        else:
            groups[-1].append((key, cid))
    below = [tree(group, level - 1, blocks) for group in groups]
    node: dict[str, Any] = {"l": below[0], "e": []}
    before = b""
    for (key, cid), right in zip(here, below[1:], strict=True):
        shared = 0
        while shared < min(len(key), len(before)) and key[shared] == before[shared]:
            shared += 1
        node["e"].append({"p": shared, "k": key[shared:], "v": Link(cid), "t": right})
        before = key
    made = block(node)
    blocks.append(made)
    return Link(made.cid)


class Built(NamedTuple):
    """A repository in pieces, to be put together whole or with something wrong."""

    commit: Block
    nodes: list[Block]
    records: dict[str, Block]

    def car(self, *, without: Iterable[bytes] = (), extra: Iterable[Block] = ()) -> bytes:
        gone = set(without)
        blocks = [self.commit, *self.nodes, *self.records.values(), *extra]
        return car(self.commit.cid, [each for each in blocks if each.cid not in gone])

    def shuffled(self, seed: int) -> bytes:
        blocks = [self.commit, *self.nodes, *self.records.values()]
        random.Random(seed).shuffle(blocks)
        return car(self.commit.cid, blocks)

    def number_of(self, path: str) -> int:
        """The place of a record's block in ``car()``."""
        return 1 + len(self.nodes) + list(self.records).index(path)


def repository(records: Mapping[str, Any], *, version: int = 3, did: str = OWNER) -> Built:
    """A repository of records by path (``app.bsky.feed.post/3k…``)."""
    made = {path: block(value) for path, value in records.items()}
    entries = sorted((path.encode(), each.cid) for path, each in made.items())
    nodes: list[Block] = []
    top = tree(entries, max((layer(key) for key, _ in entries), default=0), nodes)
    if top is None:
        empty = block({"l": None, "e": []})
        nodes.append(empty)
        top = Link(empty.cid)
    fields: dict[str, Any] = {"did": did, "version": version, "prev": None, "data": top, "sig": b"\1" * 64}
    if version == 3:
        fields["rev"] = "3ktestrev2222"
    return Built(block(fields), nodes, made)


def sample_files() -> list[dict[str, bytes]]:
    """Small downloads as others are in ``tests/samples``: both versions of repositories, with and without a chat."""
    pupil = "did:plc:jaydenwilliams2345678abcd"
    theirs = {"uri": f"at://{pupil}/app.bsky.feed.post/3kother22222a", "cid": "bafyreihd"}
    at = "2024-03-01T08:15:00.000Z"
    records: dict[str, Any] = {
        f"app.bsky.feed.post/3k{number:011d}": {"text": f"post {number} 😩", "createdAt": at} for number in range(30)
    }
    records["app.bsky.feed.post/3kb"] = {"text": "Well done!", "createdAt": at, "reply": {"root": theirs, "parent": theirs}}
    records["app.bsky.feed.like/3kc"] = {"subject": theirs, "createdAt": at}
    records["app.bsky.feed.repost/3kd"] = {"subject": theirs, "createdAt": at}
    records["app.bsky.graph.follow/3ke"] = {"subject": pupil, "createdAt": at}
    records["app.bsky.actor.profile/self"] = {"displayName": "Amara Okoye", "description": "Teacher"}
    said = {"$type": "chat.bsky.convo.defs#messageView", "id": "m1", "convoId": "c1", "text": "hi", "sentAt": at}
    lines = [{"id": "c1", "members": [{"did": OWNER}, {"did": pupil}]}, {**said, "sender": {"did": pupil}}]
    chat = "".join(json.dumps(line) + "\n" for line in lines).encode()
    newer = repository(records)
    return [{"repo.car": newer.car(), "chat.jsonl": chat}, {"repo.car": repository(records, version=2).shuffled(2)}]
