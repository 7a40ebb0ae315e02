"""Prove that a room holds: simulated students log in, work, hand in, and do what they must not.

    sudo python3 course.py prove_room [--students 30]

It opens a room of its own on this machine, with accounts that it deletes at the end, sends
traffic to 127.0.0.1 only, and ends with a table and the number of expectations that failed.
"""

import argparse
import json
import secrets
import socket
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

import accounts
import limits
import requests
import websocket
from jupyter_client.session import Session

HERE = Path(__file__).resolve().parent
COURSE = HERE.parent
SET, LESSON = "03_words", "notebooks/03_words.ipynb"
WRONG = 'count_security = len(kwic(commitments, "secur*"))'
ERROR = "raised "  # before what a cell raised
MEMORY, LONGEST = 700 * 2**20, 600  # bytes a student; seconds for one request or cell


class Student:
    """One who sits at a browser: a session with the hub and a kernel of one notebook."""

    def __init__(self, room: str, login: str, password: str) -> None:
        self.room, self.login, self.password = room, login, password
        self.web = requests.Session()
        self.base = f"{room}/user/{login}"

    def log_in(self) -> None:
        self.web.get(f"{self.room}/hub/login")
        form = {"username": self.login, "password": self.password}
        self._post(f"{self.room}/hub/login", data=form)
        until = time.monotonic() + LONGEST
        self.web.get(f"{self.room}/hub/spawn")
        while self.web.get(f"{self.base}/api/status").url != f"{self.base}/api/status":
            if time.monotonic() > until:
                raise TimeoutError(f"no server for {self.login}")
            time.sleep(2)
        self.web.get(f"{self.base}/lab").raise_for_status()

    def _post(self, url: str, **content) -> requests.Response:
        tokens = {c.path: c.value for c in self.web.cookies if c.name == "_xsrf"}
        token = tokens[max((p for p in tokens if url[len(self.room) :].startswith(p)), key=len)]
        answer = self.web.post(f"{url}?_xsrf={token}", headers={"X-XSRFToken": token}, **content)
        answer.raise_for_status()
        return answer

    def get(self, path: str) -> dict:
        """Return what the student's own server says."""
        answer = self.web.get(f"{self.base}/{path}", timeout=LONGEST)
        answer.raise_for_status()
        return answer.json()

    def open(self, path: str) -> "Kernel":
        """Open a notebook with a kernel, as JupyterLab does."""
        told = {"path": path, "name": path, "type": "notebook", "kernel": {"name": "python3"}}
        session = self._post(f"{self.base}/api/sessions", json=told).json()
        address = f"ws{self.base[4:]}/api/kernels/{session['kernel']['id']}/channels"
        own = [c for c in self.web.cookies if self.base.endswith(c.path.rstrip("/"))]
        cookie = "; ".join(f"{c.name}={c.value}" for c in own)
        options = {"cookie": cookie, "origin": self.room, "timeout": LONGEST}
        return Kernel(websocket.create_connection(address, **options))


class Kernel:
    def __init__(self, socket: websocket.WebSocket) -> None:
        self.socket, self.session = socket, Session()

    def send(self, code: str) -> str:
        """Send a cell; return the number of the message."""
        content = {"code": code, "silent": False, "stop_on_error": False}
        message = self.session.msg("execute_request", content)
        self.socket.send(json.dumps({**message, "channel": "shell"}, default=str))
        return message["header"]["msg_id"]

    def run(self, code: str) -> str:
        """Run a cell and return its text; ``dead``: the kernel was ended."""
        number, said = self.send(code), []
        while True:
            message = json.loads(self.socket.recv())
            content, kind = message["content"], message["header"]["msg_type"]
            if kind == "status" and content["execution_state"] in {"restarting", "dead"}:
                return "dead"
            if message["parent_header"].get("msg_id") != number:
                continue
            if kind == "stream":
                said.append(content["text"])
            elif kind in {"execute_result", "display_data"}:
                said.append(content["data"].get("text/plain", ""))
            elif kind == "error":
                said.append(f"{ERROR}{content['ename']}: {content['evalue']}")
            elif kind == "status" and content["execution_state"] == "idle":
                return "\n".join(said)


class Proof:
    def __init__(self) -> None:
        self.failed: list[str] = []

    def expect(self, what: str, holds: bool, seen: object = "") -> None:
        """Print one line; keep it if it does not hold."""
        shown = f": {seen}" if seen or not holds else ""
        print(f"{'ok    ' if holds else 'FAILED'}  {what}{shown}", flush=True)
        if not holds:
            self.failed.append(what)


def lesson(student: Student) -> tuple[float, list[str]]:
    """Run lesson 03 from top to bottom; return seconds and errors."""
    kernel, started = student.open(LESSON), time.monotonic()
    stored = student.get(f"api/contents/{LESSON}")["content"]["cells"]
    said = [kernel.run(cell["source"]) for cell in stored if cell["cell_type"] == "code"]
    errors = [text for text in said if text == "dead" or ERROR in text]
    return time.monotonic() - started, errors


def exercise(student: Student) -> tuple[str, str]:
    """Do one task wrong and then right, and hand the set in; return what the check said."""
    kernel = student.open(f"exercises/{SET}.ipynb")
    text = (COURSE / f"exercises/solutions/{SET}.ipynb").read_text("utf-8")
    cells = {cell["id"]: "".join(cell["source"]) for cell in json.loads(text)["cells"]}
    for name in ("setup", "setup-texts", "open-set"):
        kernel.run(cells[name])
    judge = "print(q.count_security.check().state)"
    refused = kernel.run(f"{WRONG}\n{judge}")
    accepted = kernel.run(f"{cells['count_security-solution']}\n{judge}")
    kernel.run("!hand-in 03")
    return refused, accepted


def what_others_hold(student: Student, other: Student, folder: Path) -> dict[str, str]:
    """Try to read what belongs to another student; return what each attempt said."""
    kernel = student.open("notebooks/00_start_here.ipynb")
    home = Path("~" + other.login).expanduser()
    boxes = folder / "handed-in"
    places = (home, home / "my-course/exercises", boxes / other.login, boxes, folder / "state",
              folder / "passwords.csv")  # fmt: skip
    reading = (
        "from pathlib import Path\np = Path({!r})\n"
        "print(list(p.iterdir()) if p.is_dir() else p.read_bytes())"
    )
    said = {str(place): kernel.run(reading.format(str(place))) for place in places}
    for path in ("api/contents", f"files/exercises/{SET}.ipynb", "api/kernels", "lab"):
        answer = student.web.get(f"{other.base}/{path}", allow_redirects=True)
        is_refused = answer.status_code in {403, 404} or f"/user/{other.login}/" not in answer.url
        seen = f"read: {answer.status_code} {answer.url}"
        said[f"HTTP {path}"] = "refused" if is_refused else seen
    transport = "json.loads(ipykernel.get_connection_info())['transport']"
    said["transport"] = kernel.run(f"import ipykernel, json\nprint({transport})").strip()
    return said


def disturbance(calm: list[Student], looping: Student, filling: Student, proof: Proof) -> None:
    """Let one student loop without end and one fill the memory while others work."""
    kernels = [student.open("notebooks/01_documents.ipynb") for student in calm]

    def seconds(kernel: Kernel) -> float:
        started = time.monotonic()
        assert kernel.run("print(sum(i * i for i in range(1_000_000)))").strip().isdigit()
        return time.monotonic() - started

    before = [seconds(kernel) for kernel in kernels]
    looping.open("notebooks/02_anatomy.ipynb").send("while True: pass")
    fill = "held = []\nwhile True: held.append(bytearray(20_000_000))"
    said = filling.open("notebooks/02_anatomy.ipynb").run(fill)
    after = [seconds(kernel) for kernel in kernels]
    is_told = said == "dead" or "MemoryError" in said
    proof.expect("a kernel that fills the memory is ended, or told", is_told, said)
    proof.expect("its server goes on", filling.get("api/status")["started"] != "")
    seen = f"a cell took {max(before):.2f} s before, {max(after):.2f} s beside them"
    proof.expect("the others go on as before", max(after) < 3 * max(before) + 0.5, seen)


@contextmanager
def opened_room(students: int, folder: Path):
    """Open a room for simulated students; close it and delete their accounts at the end."""
    tag = secrets.token_hex(2)
    logins = [f"accord-{tag}-{number:02}" for number in range(1, students + 1)]
    roster = folder / "roster.csv"
    roster.write_text("id,name\n" + "".join(f"{login},Student {login[-2:]}\n" for login in logins))
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    options = {"roster": roster, "folder": folder / "class", "port": port}
    options["memory"] = f"{MEMORY >> 20}M"
    command = [sys.executable, HERE / "room.py", *(f"--{k}={v}" for k, v in options.items())]
    with (folder / "log.txt").open("w") as log:
        hub = subprocess.Popen(command, stdout=log, stderr=log)
        try:
            room = f"http://127.0.0.1:{port}"
            until = time.monotonic() + 120
            while not _answers(room):
                if hub.poll() is not None or time.monotonic() > until:
                    raise SystemExit((folder / "log.txt").read_text())
                time.sleep(0.5)
            _, *lines = (folder / "class/passwords.csv").read_text("utf-8-sig").splitlines()
            yield [Student(room, *line.split(",")[::2]) for line in lines]
        finally:
            hub.terminate()
            try:
                hub.wait(LONGEST)
            finally:
                accounts.remove_students(logins)


def _answers(room: str) -> bool:
    try:
        return requests.get(f"{room}/hub/api/", timeout=5).ok
    except requests.RequestException:
        return False


def seen_by_lecturers(boxes: Path) -> set[str]:
    """Return of whom an account in the group of lecturers can read a set."""
    find = ["find", str(boxes), "-path", "*/03/*.ipynb", "-readable"]
    lecturer = {"user": "nobody", "group": accounts.LECTURERS, "extra_groups": []}
    found = subprocess.run(find, capture_output=True, text=True, **lecturer)
    return {Path(line).parent.parent.name for line in found.stdout.splitlines()}


def prove(count: int, folder: Path, proof: Proof) -> None:
    """Let the class work, and print what is expected of the room beside what was seen."""
    groups = limits.tree()
    with opened_room(count, folder) as students, ThreadPoolExecutor(count) as pool:
        started = time.monotonic()
        list(pool.map(Student.log_in, students))
        seen = f"{time.monotonic() - started:.0f} s"
        proof.expect(f"{count} students log in at once", True, seen)
        homes = {oct(Path("~" + s.login).expanduser().stat().st_mode & 0o777) for s in students}
        proof.expect("homes are their owners' only", homes == {"0o700"}, homes)
        ran = list(pool.map(lesson, students))
        errors = [text for _, found in ran for text in found]
        slowest = f"the slowest in {max(seconds for seconds, _ in ran):.0f} s"
        proof.expect("each runs lesson 03", not errors, errors[:1] or slowest)
        done = list(pool.map(exercise, students))
        refused, accepted = ({said[i].strip() for said in done} for i in range(2))
        proof.expect("a wrong answer is not accepted", refused == {"not yet"}, refused)
        proof.expect("a right answer is", accepted == {"correct"}, accepted)
        boxes = seen_by_lecturers(folder / "class/handed-in")
        proof.expect("lecturers read every set", boxes == {s.login for s in students}, len(boxes))
        for what, said in what_others_hold(students[0], students[1], folder / "class").items():
            if what == "transport":
                proof.expect("what a kernel says goes through files", said == "ipc", said)
            else:
                is_refused = "PermissionError" in said or said == "refused"
                shown = what.replace(str(folder), "")
                proof.expect(f"refused: {shown}", is_refused, "" if is_refused else said)
        used = sorted(groups.group(student.login).memory() / 2**20 for student in students)
        seen = f"median {used[len(used) // 2]:.0f} MB, most {used[-1]:.0f} MB"
        proof.expect("memory a student, two kernels", used[-1] <= MEMORY / 2**20, seen)
        disturbance(students[2:6], students[0], students[1], proof)
    left = accounts.members(accounts.STUDENTS) & {s.login for s in students}
    proof.expect("the accounts are deleted, no process is left", not left, left or "")


def main(arguments: list[str]) -> int:
    told = argparse.ArgumentParser(prog="python3 course.py prove_room", description=__doc__)
    told.add_argument("--students", type=int, default=30)
    count = max(told.parse_args(arguments).students, 6)
    proof = Proof()
    with tempfile.TemporaryDirectory(prefix="accord-room-") as folder:
        Path(folder).chmod(0o711)
        prove(count, Path(folder), proof)
    print(f"{len(proof.failed)} expectations failed")
    return 1 if proof.failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
