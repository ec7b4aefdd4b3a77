"""Public labelled sets whose licences let the result be shipped: hate and offence as others have labelled them.

They lie in a folder given by the user, a folder each; none is in the project. Where they can be had, and their licences:

davidson                t-davidson/hate-speech-and-offensive-language, MIT
edos                    rewire-online/edos, CC0 1.0 (the split ``train``)
hatemoji                HannahKirk/Hatemoji, HatemojiBuild, CC BY 4.0 (train)
convabuse               amandacurry/convabuse, CC BY 4.0 (train)
surge                   surge-ai/toxicity, MIT
measuring_hate_sample   paul-rottger/efficient-low-resource-hate-detection, ken20_en, CC BY 4.0 (train)
toxic_spans             ipavlopoulos/toxic_spans, CC0 1.0 (train, trial)

HateCheck and TweetEval are compared with only: nothing here reads them.
"""

from __future__ import annotations

import csv
import random
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final, NamedTuple

from training.data import CONCERN, HATE, HEADS, OFFENCE, Post

_NONE: Final = float("nan")
# What strangers write at large is hardly ever of these: it shows what everyday words have nothing to do with a school.
_OF_SCHOOLS: Final = (
    "grooming", "security", "private-contact", "pupil-contact", "pupil-image", "confidential", "disrepute", "copyright",
    "colleague-privacy", "work-talk", "school-identity", "own-details",
)  # fmt: skip


class _Said(NamedTuple):
    text: str
    hate: float
    offence: float


def posts(folder: Path, most: int, seed: int = 1, begin: int = 0) -> list[Post]:
    """At most so many texts of each set, from one on, as posts of which only hate and offence are known, and that they are not
    about a school."""
    return [
        _post(name, number, said)
        for name, said_of in _SETS.items()
        for number, said in enumerate(_some(folder / name, said_of, begin, most, seed))
    ]


def _some(folder: Path, said_of: Callable[[Path], Iterator[_Said]], begin: int, most: int, seed: int) -> list[_Said]:
    found = [said for said in said_of(folder) if said.text.strip()]
    random.Random(seed).shuffle(found)
    return found[begin : begin + most]


def _post(name: str, number: int, said: _Said) -> Post:
    fine = said.hate == 0 and said.offence == 0
    known = {HATE: said.hate, OFFENCE: said.offence, **dict.fromkeys(_OF_SCHOOLS, 0.0)} | ({CONCERN: 0.0} if fine else {})
    labels = tuple(known.get(head, _NONE) for head in HEADS)
    return Post(
        f"{name}-{number}",
        said.text.replace("[USER]", "@user").replace("[URL]", "url"),
        ("personal", "public", "comment"),
        labels,
    )


def _rows(file: Path) -> Iterator[dict[str, str]]:
    with file.open(encoding="utf-8", errors="replace", newline="") as lines:
        yield from csv.DictReader(lines)


def _davidson(folder: Path) -> Iterator[_Said]:
    for row in _rows(folder / "labeled_data.csv"):
        yield _Said(row["tweet"], float(row["class"] == "0"), float(row["class"] != "2"))


def _edos(folder: Path) -> Iterator[_Said]:
    seen = set[str]()
    for row in _rows(folder / "edos_labelled_aggregated.csv"):
        if row["split"] == "train" and row["rewire_id"] not in seen:
            seen.add(row["rewire_id"])
            sexist = row["label_sexist"] == "sexist"
            yield _Said(row["text"], float(sexist), 1.0 if sexist else _NONE)


def _hatemoji(folder: Path) -> Iterator[_Said]:
    for row in _rows(folder / "train.csv"):
        hate = float(row["label_gold"])
        yield _Said(row["text"], hate, hate or _NONE)


def _convabuse(folder: Path) -> Iterator[_Said]:
    for row in _rows(folder / "ConvAbuseEMNLPtrain.csv"):
        votes = [int(key.rpartition(".")[2]) for key, value in row.items() if "is_abuse" in key and value == "1"]
        mean = sum(votes) / len(votes) if votes else 0.0
        if abs(mean) >= 0.5:
            yield _Said(row["user"], 0.0 if mean > 0 else _NONE, float(mean < 0))


def _surge(folder: Path) -> Iterator[_Said]:
    for row in _rows(folder / "toxicity_en.csv"):
        toxic = row["is_toxic"] == "Toxic"
        yield _Said(row["text"], _NONE if toxic else 0.0, float(toxic))


def _measuring(folder: Path) -> Iterator[_Said]:
    for row in _rows(folder / "train_20692.csv"):
        hate = float(row["label"])
        yield _Said(row["text"], hate, hate or _NONE)


def _spans(folder: Path) -> Iterator[_Said]:
    for name in ("tsd_train.csv", "tsd_trial.csv"):
        for row in _rows(folder / name):
            yield _Said(row["text"], _NONE, 1.0 if row["spans"] != "[]" else _NONE)


_SETS: Final[dict[str, Callable[[Path], Iterator[_Said]]]] = {
    "davidson": _davidson,
    "edos": _edos,
    "hatemoji": _hatemoji,
    "convabuse": _convabuse,
    "surge": _surge,
    "measuring_hate_sample": _measuring,
    "toxic_spans": _spans,
}
