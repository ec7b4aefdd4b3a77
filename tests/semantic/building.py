"""A model small enough to be made in a moment, with weights drawn by lot: what it finds means nothing, how it works does."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import numpy.typing as npt

WIDTH, LAYERS, ROWS = 64, 4, 512
TOPICS = ("grooming", "confidential", "derogatory", "work-talk")
HEADS = (*TOPICS, "concern")
PIECES = [
    "[PAD]",
    "[UNK]",
    "[CLS]",
    "[SEP]",
    *"abcdefghijklmnopqrstuvwxyz'.,!",
    *(f"##{c}" for c in "abcdefghijklmnopqrstuvwxyz"),
    "class",
]
ORDINARY = ("my", "class", "today", "the", "a", "is", "to", "and", "i")
Arrays = dict[str, npt.NDArray[np.generic]]


def reader_arrays(prefix: str, heads: int, pieces: int, seed: int = 7) -> Arrays:
    """The arrays of a reader."""
    rng = np.random.default_rng(seed)
    arrays: Arrays = {f"{prefix}.layers": np.array(LAYERS), f"{prefix}.mix": rng.normal(size=heads).astype(np.float32)}

    def matrix(name: str, rows: int, columns: int) -> None:
        values = rng.normal(size=(rows, columns)) * 0.3
        unit = np.abs(values).max(axis=1) / 127
        arrays[f"{prefix}.{name}"] = np.round(values / unit[:, None]).astype(np.int8)
        arrays[f"{prefix}.{name}.scale"] = unit.astype(np.float32)
        arrays[f"{prefix}.{name}.bias"] = (rng.normal(size=rows) * 0.1).astype(np.float32)

    matrix("words", pieces, WIDTH)
    for name, rows in (("places", 200), ("segments", 2)):
        arrays[f"{prefix}.{name}"] = (rng.normal(size=(rows, WIDTH)) * 0.1).astype(np.float16)
    matrix("token", heads, WIDTH)
    matrix("pooled", heads, 2 * WIDTH)
    matrix("early", heads, 3 * WIDTH)
    for number in range(LAYERS):
        for name, rows, columns in (("qkv", 3, 1), ("out", 1, 1), ("up", 4, 1), ("down", 1, 4)):
            matrix(f"{number}.{name}", rows * WIDTH, columns * WIDTH)
    for norm in ("norm", *(f"{number}.norm{which}" for number in range(LAYERS) for which in (1, 2))):
        arrays[f"{prefix}.{norm}.weight"] = (1 + rng.normal(size=WIDTH) * 0.1).astype(np.float32)
        arrays[f"{prefix}.{norm}.bias"] = (rng.normal(size=WIDTH) * 0.1).astype(np.float32)
    return arrays


def glance_arrays(heads: int) -> Arrays:
    """The arrays of a glance."""
    rng = np.random.default_rng(3)
    tables = {
        "glance.table": rng.integers(-127, 127, (ROWS, heads + 1), dtype=np.int8),
        "glance.pairs": rng.integers(-127, 127, (ROWS, heads + 1), dtype=np.int8),
    }
    for table in tables.values():
        table[:, -1] = np.abs(table[:, -1])  # squares
    units = rng.uniform(0.01, 0.05, (2, heads + 1)).astype(np.float32)
    return {**tables, "glance.unit": units, "glance.bias": rng.normal(size=heads).astype(np.float32)}


def write_model(
    folder: Path,
    *,
    clears: float = -1000.0,
    hurried: float = -1000.0,
    early: float = -1000.0,
    counts: float = 0.0,
    beside: float | None = None,
    refuted: float = -1000.0,
) -> Path:
    """A whole model in a folder."""
    arrays = {**reader_arrays("reader", len(HEADS), len(PIECES)), **glance_arrays(len(HEADS))}
    stored, at = {}, 0
    with (folder / "weights.bin").open("wb") as out:
        for name, array in arrays.items():
            stored[name] = (at, array.dtype.str, array.shape)
            at += out.write(array.tobytes())
            at += out.write(b"\0" * (-at % 64))
    bar = {"counts": counts, "certain": 3.0, "doubtful": -3.0, "refuted": refuted, "slope": 1.0, "shift": 0.0}
    card = {
        "format": 6,
        "version": "test",
        "clears": clears,
        "hurried": hurried,
        "early": early,
        "share": 0.5,
        "lift": 1.0,
        "beside": counts if beside is None else beside,
        "bars": dict.fromkeys(TOPICS, bar),
        "heads": HEADS,
        "public": {},
        "figures": {},
        "arrays": stored,
    }
    (folder / "card.json").write_text(json.dumps(card), "utf-8")
    (folder / "pieces.txt").write_text("\n".join(PIECES), "utf-8")
    (folder / "ordinary.txt").write_text("\n".join(ORDINARY), "utf-8")
    return folder
