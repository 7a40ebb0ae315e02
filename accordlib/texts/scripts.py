"""Scripts that are written without blanks between words, and which text is Japanese."""

from __future__ import annotations

import re

# Kana, of half the width too, and ideographs with their signs; Thai and Lao, Burmese, Khmer.
JAPANESE = (
    "\u3005-\u3007\u3041-\u30ff\u31f0-\u31ff\u3400-\u9fff\uf900-\ufaff\uff66-\uff9f"
    "\U00020000-\U0003ffff"
)
OTHERS = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff"
UNSPACED = JAPANESE + OTHERS
STRETCH = re.compile(f"[{UNSPACED}]+")
_KANA = re.compile("[\u3041-\u3096\u30a1-\u30fa\uff66-\uff9d]")
IDEOGRAPHS = re.compile(f"[{JAPANESE}]")
_LANGUAGES = {"ja": True, "jpn": True, "japanese": True, "zh": False, "zho": False, "chi": False}
_MOST_LETTERS = 12  # characters of a name in a text of another script


def has_kana(text: str) -> bool:
    """Tell whether there are kana in a text: they are Japanese, ideographs may be Chinese."""
    return _KANA.search(text) is not None


def is_japanese(text: str, language: str, beside: bool) -> bool:
    """Tell whether a text has Japanese words, by its language or by kana, in it or `beside` it."""
    stated = _LANGUAGES.get(re.split("[-_ ]", language.strip().lower())[0])
    by_kana = (beside or has_kana(text)) if stated is None else stated
    return by_kana and IDEOGRAPHS.search(text) is not None


def undivided(text: str, script: str = UNSPACED) -> str:
    """Return the longest stretch that is no name: long, or in a text mostly of its script."""
    longest = max(re.findall(f"[{script}]+", text), key=len, default="")
    return longest if len(longest) > _MOST_LETTERS or is_unspaced(text, script) else ""


def is_unspaced(text: str, script: str = UNSPACED) -> bool:
    """Tell whether most letters of a text are of scripts without blanks between words."""
    found = 0 if text.isascii() else len(re.findall(f"[{script}]", text))
    return found > 0 and 2 * found > sum(map(str.isalnum, text))
