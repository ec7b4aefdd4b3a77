"""Writing the taught net down as the artefact that ``safeconduct.semantic`` loads."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import numpy.typing as npt

from training import quick
from training.net import Net

Arrays = dict[str, npt.NDArray[np.generic]]


def _whole(rows: npt.NDArray[np.float32]) -> tuple[npt.NDArray[np.int8], npt.NDArray[np.float32]]:
    """Rows as whole numbers of eight bits, with what 1 stands for in each."""
    unit = np.abs(rows).max(axis=1) / 127 + 1e-12
    return np.round(rows / unit[:, None]).astype(np.int8), unit.astype(np.float32)


def reader(net: Net, places: int = 200) -> Arrays:
    """The reader: matrices in whole numbers, the rest as it is."""
    state = {name: value.detach().numpy().astype(np.float32) for name, value in net.state_dict().items()}
    arrays: Arrays = {"reader.layers": np.array(len(net.encoder.layers))}
    _put(arrays, "words", state["encoder.words.weight"])
    arrays["reader.places"] = state["encoder.places.weight"][:places].astype(np.float16)
    arrays["reader.segments"] = state["encoder.segments.weight"].astype(np.float16)
    arrays["reader.mix"] = state["mix"]
    for name in ("token", "pooled", "early"):
        _put(arrays, name, state[f"{name}.weight"])
        arrays[f"reader.{name}.bias"] = state[f"{name}.bias"]
    for end in ("weight", "bias"):
        arrays[f"reader.norm.{end}"] = state[f"encoder.norm.{end}"]
    for number in range(len(net.encoder.layers)):
        _layer(arrays, state, number)
    return arrays


def _put(arrays: Arrays, name: str, rows: npt.NDArray[np.float32]) -> None:
    arrays[f"reader.{name}"], arrays[f"reader.{name}.scale"] = _whole(rows)


def _layer(arrays: Arrays, state: dict[str, npt.NDArray[np.float32]], number: int) -> None:
    for name in ("qkv", "out", "up", "down"):
        _put(arrays, f"{number}.{name}", state[f"encoder.layers.{number}.{name}.weight"])
        arrays[f"reader.{number}.{name}.bias"] = state[f"encoder.layers.{number}.{name}.bias"]
    for name in ("norm1", "norm2"):
        for end in ("weight", "bias"):
            arrays[f"reader.{number}.{name}.{end}"] = state[f"encoder.layers.{number}.{name}.{end}"]


def glance(net: quick.Net) -> Arrays:
    """The glance: weights times rarity, and the squares of the rarities, in whole numbers with a unit a table and column."""
    columns = np.concatenate([net.weights * net.rarity[:, None], (net.rarity**2)[:, None]], axis=1)
    arrays: Arrays = {"glance.bias": net.bias.astype(np.float32)}
    units = []
    for name, rows in (("table", columns[: quick.ROWS[0]]), ("pairs", columns[quick.ROWS[0] :])):
        unit = np.maximum(np.quantile(np.abs(rows), 0.9998, axis=0), 1e-6) / 127
        unit[-1] = rows[:, -1].max() / 127
        arrays[f"glance.{name}"] = np.clip(np.round(rows / unit), -127, 127).astype(np.int8)
        units.append(unit)
    arrays["glance.unit"] = np.array(units, np.float32)
    return arrays


def write(file: Path, arrays: Arrays) -> dict[str, tuple[int, str, tuple[int, ...]]]:
    """All arrays one after the other, each at a multiple of 64 bytes; where each stands, its kind and its shape."""
    stored = {}
    with file.open("wb") as out:
        for name, array in arrays.items():
            out.write(b"\0" * (-out.tell() % 64))
            stored[name] = (out.tell(), array.dtype.str, array.shape)
            out.write(np.ascontiguousarray(array).tobytes())
    return stored
