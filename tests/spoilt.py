"""Files that are spoilt at random: bytes or, in archives, the XML within them."""

import io
import re
import zipfile

PIECES = (
    b"<",
    b"</w:p>",
    b"{",
    b"}",
    b"\\par ",
    b"0",
    b"-1",
    b"99999999999",
    b"\xff",
    b"&x;",
    b'"',
)


def spoilt(content, random):
    """Return a file with some places changed; of an archive, mostly places in its parts."""
    if content.startswith(b"PK") and random.random() < 0.8:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            files = {name: packed.read(name) for name in packed.namelist()}
        name = random.choice([x for x in files if x.endswith(".xml")])
        files[name] = _spoilt(files[name], random)
        made = io.BytesIO()
        with zipfile.ZipFile(made, "w") as packed:
            for name, part in files.items():
                packed.writestr(name, part)
        return made.getvalue()
    return _spoilt(content, random)


def _spoilt(content, random):
    for _ in range(random.choice((1, 1, 2, 5))):
        content = random.choice((_values, _values, _tags, _cut, _double, _insert, _flip))(
            content, random
        )
    return content


def _place(content, random, longest=200):
    at = random.randrange(len(content) + 1)
    return at, at + random.randrange(longest)


def _flip(content, random):
    at, _ = _place(content, random)
    return content[:at] + bytes([random.randrange(256)]) + content[at + 1 :]


def _cut(content, random):
    at, end = _place(content, random, random.choice((3, 200, 20_000)))
    return content[:at] + content[end:]


def _double(content, random):
    at, end = _place(content, random)
    return content[:end] + content[at:end] * random.choice((1, 1, 30)) + content[end:]


def _insert(content, random):
    at, _ = _place(content, random)
    return content[:at] + random.choice(PIECES) + content[at:]


def _values(content, random):
    """Give an attribute or a number another value."""
    found = list(re.finditer(rb'"[^"<>]{0,40}"|\d+', content))
    if not found:
        return content
    one, value = random.choice(found), random.choice((b"", b"0", b"-1", b"99999", b"x", b"4"))
    said = b'"' + value + b'"' if one[0].startswith(b'"') else value
    return content[: one.start()] + said + content[one.end() :]


def _tags(content, random):
    """Put a node into another place: it is cut out, or stands twice."""
    found = list(re.finditer(rb"<[\w:]+(?:\s[^<>]*)?/>|\\[a-z]+-?\d* ?", content))
    if not found:
        return content
    one, other = random.choice(found), random.choice(found)
    return content[: other.start()] + one[0] + content[other.start() :]
