"""How many faces are to be seen in a picture, if the optional extra ``faces`` is installed (OpenCV's own cascades)."""

from __future__ import annotations

from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any, Final

import numpy as np
from PIL import Image


@cache
def _detector() -> Any:
    """OpenCV's detector of faces seen from the front; ``None`` where the extra is not installed."""
    try:
        cv2 = import_module("cv2")
    except ImportError:
        return None
    return cv2.CascadeClassifier(str(Path(cv2.data.haarcascades) / "haarcascade_frontalface_default.xml"))


def count(image: Image.Image) -> int | None:
    """How many faces are found; ``None`` if nobody looked. It errs both ways, so that people are asked all the same."""
    detector = _detector()
    if detector is None:
        return None
    grey = np.asarray(image.convert("L"))
    return len(detector.detectMultiScale(grey, scaleFactor=1.1, minNeighbors=6, minSize=(24, 24)))


__all__: Final = ("count",)
