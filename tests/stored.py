"""What strict nbval does not compare of a cell: that it was run, the order of outputs, pictures.

nbval 0.11 compares the texts of each MIME type by themselves, so that it sees neither a figure that
vanished beside a printed line nor HTML that moved to another output; it passes over images, and
over cells that were never run.

Pictures are compared by where their ink lies. Each pixel must be as dark and as light as some pixel
within `NEAR` pixels of the same place in the other picture, as far as `SHADE` and a few pixels
allow. The root mean square of all differences (matplotlib.testing.compare) cannot do this: it is 23
to 57 if everything moves by one pixel, and 3 to 10 if one label moves by fifteen.
"""

import base64
import re
from collections.abc import Iterable, Iterator, Mapping
from io import BytesIO
from typing import Any

import numpy as np
from nbval.plugin import coalesce_streams
from PIL import Image
from scipy.ndimage import maximum_filter, minimum_filter

NEAR = 7  # pixels: letters of another font rendering stand within them
SHADE = 80  # of 255: letters are more or less dark
STRAY = 25  # pixels that may lie elsewhere; a label of one letter has more
IN_HTML = re.compile(r"data:image/png;base64,([\w+/=]+)")


def unlike(cell: Mapping[str, Any], outputs: Iterable[Mapping[str, Any]]) -> Iterator[str]:
    """Say how the stored outputs of a cell differ from those of another run."""
    stored, new = (coalesce_streams(list(some)) for some in (cell["outputs"], outputs))
    if cell["execution_count"] is None and "".join(cell["source"]).strip():
        yield "The cell was never run."
    elif (was := list(map(kind, stored))) != (now := list(map(kind, new))):
        yield f"The stored outputs are {was}, those of this run {now}."
    else:
        for one, other in zip(stored, new, strict=True):
            for images in zip(pictures(one), pictures(other), strict=True):
                if (stray := pixels_elsewhere(*images)) > STRAY:
                    yield f"The picture differs from the stored one in {stray} pixels."


def kind(output: Mapping[str, Any]) -> str:
    """Name what an output is: its MIME types, its stream, or that it is an error."""
    return ", ".join(sorted(output.get("data", [output.get("name", output["output_type"])])))


def pictures(output: Mapping[str, Any]) -> list[str]:
    """Return the images of an output in base64: its own, and those in its HTML."""
    data = output.get("data", {})
    return [data.get("image/png", ""), *IN_HTML.findall("".join(data.get("text/html", "")))]


def pixels_elsewhere(stored: str, new: str) -> int:
    """Return how many pixels of two images in base64 have nothing like them in the other."""
    one, other = ("".join(image.split()) for image in (stored, new))
    if one == other:
        return 0
    first, second = (np.asarray(decoded(image)).astype(int) for image in (one, other))
    if first.shape != second.shape:
        return max(first.size, second.size)
    found = np.zeros(first.shape[:2], bool)
    for a, b in ((first, second), (second, first)):
        near = (2 * NEAR + 1, 2 * NEAR + 1, 1)
        lighter, darker = b - maximum_filter(a, near), minimum_filter(a, near) - b
        found |= (np.maximum(lighter, darker) > SHADE).any(axis=2)
    return int(found.sum())


def decoded(image: str) -> Image.Image:
    """Return an image that was written in base64."""
    return Image.open(BytesIO(base64.b64decode(image))).convert("RGB")
