"""A room for a class: what of it needs neither root nor a hub (`course.py prove_room` tries it)."""

import csv
import json
import os
import re
import runpy
import stat
import sys
from argparse import ArgumentTypeError
from types import SimpleNamespace

import pytest
from library import ROOT

from accordlib import AccordError

pytest.importorskip("pwd", reason="a room needs Linux")
DEPLOY = ROOT / "deploy"
sys.path.insert(0, str(DEPLOY))
import accounts  # noqa: E402
import hand_in  # noqa: E402
import limits  # noqa: E402
import room  # noqa: E402

LIMITS = limits.Limits(memory=2**30, processors=0.5, processes=90)


def files(folder, **content):
    """Write files of a control group, dots in their names as underscores twice."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in content.items():
        (folder / name.replace("__", ".")).write_text(text)
    return folder


@pytest.fixture
def first_version(tmp_path):
    own = "/a/b"
    for name in limits.CONTROLLERS:
        files(tmp_path / name / "a/b", cgroup__procs="")
    return "".join(f"{n}:{name}:{own}\n" for n, name in enumerate((*limits.CONTROLLERS, "")))


@pytest.mark.parametrize("unified", ["", "unified"])
def test_groups_of_the_second_version_hand_their_controllers_down(tmp_path, unified):
    own = files(
        tmp_path / unified / "service",
        cgroup__controllers="cpuset cpu memory pids",
        cgroup__procs="",
        cgroup__subtree_control="",
    )
    tree = limits.tree("0::/service\n", tmp_path)
    assert tree == limits.Group("2", (own,))
    assert (own / "cgroup.subtree_control").read_text() == "+memory +cpu +pids"
    group = tree.group("kato-a")
    files(own / "accord-kato-a", memory__max="max", cpu__max="max 100000", pids__max="max")
    group.limit(LIMITS)
    written = {p.name: p.read_text() for p in (own / "accord-kato-a").iterdir()}
    assert written == {"memory.max": "1073741824", "cpu.max": "50000 100000", "pids.max": "90"}


def test_groups_of_the_first_version_are_one_for_each_controller(tmp_path, first_version):
    tree = limits.tree(first_version, tmp_path)
    assert tree == limits.Group("1", tuple(tmp_path / n / "a/b" for n in limits.CONTROLLERS))
    memory, processor, processes = tree.group("kato-a").folders
    files(memory, memory__limit_in_bytes="-1", memory__max_usage_in_bytes="123")
    files(processor, cpu__cfs_quota_us="-1", cpu__cfs_period_us="1")
    files(processes, pids__max="max")
    group = tree.group("kato-a")
    group.limit(LIMITS)
    assert (memory / "memory.limit_in_bytes").read_text() == "1073741824"
    assert (processor / "cpu.cfs_quota_us").read_text() == "50000"
    assert (processes / "pids.max").read_text() == "90"
    assert group.memory() == 123
    files(memory, cgroup__procs="12\n13\n")
    files(processes, cgroup__procs="13\n14\n")
    assert group.processes() == {12, 13, 14}


@pytest.mark.parametrize("said", ["", "0::/\n", "1:name=systemd:/\n0::/a\n", "4:memory:/gone\n"])
def test_a_machine_without_limits_is_refused(tmp_path, said):
    files(tmp_path / "a", cgroup__controllers="hugetlb", cgroup__procs="")
    with pytest.raises(AccordError, match="one student could stop the work of all"):
        limits.tree(said, tmp_path)


def test_the_end_of_a_group_ends_all_that_was_started_in_it(tmp_path, monkeypatch):
    folder = files(tmp_path / "accord-kato-a", cgroup__procs="41\n42\n")
    left, killed = [41, 42], []

    def kill(process, signal):
        killed.append(process)
        left.remove(process)
        (folder / "cgroup.procs").write_text("".join(f"{p}\n" for p in left))

    monkeypatch.setattr("limits.os.kill", kill)
    limits.Group("2", (folder,)).end()
    assert sorted(killed) == [41, 42]


def test_systemd_is_asked_for_a_group_once(monkeypatch):
    started = []

    def become(program, command):
        started.append(command)
        raise OSError("stops here")

    monkeypatch.setattr("os.geteuid", lambda: 0)
    monkeypatch.setattr("os.execvp", become)
    monkeypatch.setattr(room, "SYSTEMD", ROOT)
    monkeypatch.setattr("limits.os.getxattr", lambda *_: b"0", raising=False)
    monkeypatch.setattr(room, "open_room", lambda told: [])
    assert room.main(["--roster", "class.csv"]) == 2
    [command] = started
    assert command[0] == "systemd-run"
    assert command[-2:] == ["--roster", "class.csv"]
    assert "--property=Delegate=yes" in command
    monkeypatch.setattr(limits, "is_ours", lambda: True)
    monkeypatch.setattr(room, "open_room", lambda told: (_ for _ in ()).throw(AccordError("x")))
    assert room.main(["--roster", "class.csv"]) == 2
    assert len(started) == 1


@pytest.mark.parametrize(("given", "login"), [("Kato-A", "kato-a"), (" s2041 ", "s2041")])
def test_an_id_becomes_a_login(given, login):
    assert accounts.login_of(given) == login


@pytest.mark.parametrize(
    "given", ["", "x", "2041", "加藤", "a b", "a/../b", "-rf", "a" * 33, "a:b"]
)
def test_an_id_that_is_no_login_is_refused(given):
    with pytest.raises(AccordError, match="Change it in the roster; nothing was made"):
        accounts.login_of(given)


def test_passwords_are_one_each():
    made = {accounts.new_password() for _ in range(200)}
    assert len(made) == 200
    assert all(re.fullmatch(r"([a-z]{4}-){3}[a-z]{4}", password) for password in made)


@pytest.mark.parametrize(
    ("logins", "said"),
    [(["kato-a", "kato-a"], "kato-a more than once"), (["root", "kato-a"], "has root already")],
)
def test_a_name_of_somebody_else_or_twice_is_refused(logins, said):
    with pytest.raises(AccordError, match=said):
        accounts.expect_free(logins)


def test_passwords_stand_in_a_file_for_root_alone_and_nobody_leads_it_elsewhere(tmp_path):
    path = tmp_path / "passwords.csv"
    for login in ("kato-a", "smith-b"):
        accounts._write_down(path, login, "Katō, Aiko", "a-b")
    with path.open(encoding="utf-8-sig", newline="") as file:
        assert [row["login"] for row in csv.DictReader(file)] == ["kato-a", "smith-b"]
    assert path.read_bytes().count(b"\xef\xbb\xbf") == 1
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    (link := tmp_path / "link.csv").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(OSError, match="symbolic links"):
        accounts._write_down(link, "kato-a", "", "")


def test_lecturers_see_whose_boxes_there_are_and_students_only_their_own(tmp_path, monkeypatch):
    group = SimpleNamespace(gr_gid=os.getgid())
    monkeypatch.setattr(accounts.grp, "getgrnam", {accounts.LECTURERS: group}.__getitem__)
    person = SimpleNamespace(pw_uid=os.getuid())
    monkeypatch.setattr(accounts.pwd, "getpwnam", lambda login: person)
    accounts.make_boxes(tmp_path / "in", ["kato-a"])
    found = [tmp_path / "in", tmp_path / "in/kato-a"]
    assert [stat.S_IMODE(path.stat().st_mode) for path in found] == [0o751, 0o2750]
    assert {path.stat().st_gid for path in found} == {group.gr_gid}


@pytest.fixture
def desk(tmp_path):
    (exercises := tmp_path / "exercises").mkdir()
    for name in ("03_words", "03b_comparing"):
        (exercises / f"{name}.ipynb").write_text(f'{{"of": "{name}"}}')
    (box := tmp_path / "box").mkdir()
    box.chmod(0o2750)
    before = os.umask(0o077)  # that of a student's kernel
    yield exercises, box
    os.umask(before)


@pytest.mark.parametrize(("name", "folder"), [("03", "03"), ("03_words", "03"), ("03b", "03b")])
def test_what_is_handed_in_stands_in_the_box(desk, name, folder):
    exercises, box = desk
    copy = hand_in.hand_in(name, exercises, box)
    assert copy.parent == box / folder
    assert json.loads(copy.read_text())["of"].partition("_")[0] == folder
    assert stat.S_IMODE(copy.stat().st_mode) == 0o640
    assert stat.S_IMODE(copy.parent.stat().st_mode) == 0o2750
    assert [p.name for p in copy.parent.iterdir()] == [copy.name]


def test_of_a_set_and_its_copy_the_student_says_which(desk):
    exercises, box = desk
    (exercises / "03_words-Copy1.ipynb").write_text("[]")
    with pytest.raises(hand_in.HandInError, match="hand-in '03_words' or hand-in '03_words-Copy1'"):
        hand_in.hand_in("03", exercises, box)
    copy = hand_in.hand_in("03_words-Copy1.ipynb", exercises, box)
    assert (copy.parent, copy.read_text()) == (box / "03", "[]")


def test_what_cannot_be_handed_in_is_refused(desk, monkeypatch, capsys):
    exercises, box = desk
    with pytest.raises(hand_in.HandInError, match="there are 03, 03b"):
        hand_in.hand_in("../03", exercises, box)
    with pytest.raises(hand_in.HandInError, match="tell your lecturer"):
        hand_in.hand_in("03", exercises, box / "none")
    monkeypatch.setattr(hand_in, "LARGEST", 5)
    with pytest.raises(hand_in.HandInError, match="Clear its outputs"):
        hand_in.hand_in("03", exercises, box)
    assert hand_in.main([]) == 2
    assert "hand-in 03" in capsys.readouterr().err
    assert list(box.iterdir()) == []


@pytest.mark.parametrize(("text", "number"), [("512M", 2**29), ("1.5g", 3 * 2**29)])
def test_sizes_are_read(text, number):
    assert room.size(text) == number


@pytest.mark.parametrize("text", ["", "1", "1T", "much", "M"])
def test_what_is_no_size_is_refused(text):
    with pytest.raises(ArgumentTypeError, match="768M"):
        room.size(text)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ((), ""),
        (("--address", "10.0.0.2"), "as plain text"),
        (("--address", "10.0.0.2", "--certificate", "none.pem", "--key", "none.key"), "no file"),
        (("--idle", "0"), "above 0"),
        (("--processors", "-1"), "above 0"),
    ],
)
def test_a_room_that_would_show_passwords_is_refused(monkeypatch, arguments, said):
    monkeypatch.setattr("os.geteuid", lambda: 0)
    told = room.parser().parse_args(["--roster", "class.csv", *arguments])
    if not said:
        assert room.expect_safe(told) is None
        monkeypatch.setattr("os.geteuid", lambda: 1000)
        said = "with sudo"
    with pytest.raises(AccordError, match=said):
        room.expect_safe(told)


def test_a_class_has_settings_of_its_own_and_nothing_is_written_beside_the_course(
    tmp_path, monkeypatch
):
    monkeypatch.setenv("ACCORD_READER", str(tmp_path))
    monkeypatch.setenv("IPYTHONDIR", "elsewhere")
    parts = ("JupyterApp", "ServerApp", "FileCheckpoints", "LabApp", "KernelManager")
    config = SimpleNamespace(**{part: SimpleNamespace() for part in parts})
    path = ROOT / ".jupyter" / "jupyter_server_config.py"
    runpy.run_path(str(path), {"get_config": lambda: config})
    assert config.ServerApp.root_dir == str(tmp_path / "my-course")
    assert config.KernelManager.transport == "ipc"
    assert os.environ["IPYTHONDIR"] == str(tmp_path / ".jupyter" / "ipython")
    kept = {
        p.relative_to(tmp_path / ".jupyter").parts[0] for p in tmp_path.rglob("*.*") if p.is_file()
    }
    assert kept == {"ipython", "lab", "labconfig"}


def test_the_proxy_is_pinned_with_all_that_it_needs():
    wanted = json.loads((DEPLOY / "proxy/package.json").read_text("utf-8"))["dependencies"]
    packages = json.loads((DEPLOY / "proxy/package-lock.json").read_text("utf-8"))["packages"]
    assert {f"node_modules/{n}": v for n, v in wanted.items()}.items() <= {
        name: package.get("version") for name, package in packages.items()
    }.items()
    assert all(p.get("integrity") and "resolved" not in p for n, p in packages.items() if n)


def test_the_container_installs_what_the_environment_says_and_nothing_else():
    lines = (DEPLOY / "Dockerfile").read_text("utf-8").splitlines()
    told = [line.split() for line in lines if line and line[0] != "#"]
    [install] = [words[1:] for words in told if words[0] == "RUN"]
    stated = install[: install.index("&&")]
    assert stated[:2] == ["micromamba", "install"]
    assert stated[stated.index("--file") + 1] == "environment.yml"
    assert [w for w in stated[2:] if w[0] != "-"] == ["base", "environment.yml"]
    [command] = [json.loads(" ".join(words[1:])) for words in told if words[0] == "CMD"]
    assert (ROOT / command[command.index("--config") + 1]).is_file()


@pytest.mark.parametrize(("login", "entered"), [("kato-a", ["limit", "enter"]), ("prof", [])])
def test_students_are_held_to_limits_and_lecturers_are_not(login, entered, monkeypatch):
    class Local:
        user, mem_limit, cpu_limit = SimpleNamespace(name=login), 2**30, 1.0

        def make_preexec_fn(self, name):
            return lambda: done.append(name)

    done = []
    spawner = SimpleNamespace(LocalProcessSpawner=Local)  # JupyterHub is not of the tests
    monkeypatch.setitem(sys.modules, "jupyterhub", SimpleNamespace(spawner=spawner))
    monkeypatch.setitem(sys.modules, "jupyterhub.spawner", spawner)
    group = SimpleNamespace(
        limit=lambda limits: done.append("limit"), enter=lambda: done.append("enter")
    )
    monkeypatch.setattr(limits, "tree", lambda: SimpleNamespace(group=lambda name: group))
    monkeypatch.setattr(accounts, "members", {accounts.STUDENTS: {"kato-a"}}.get)
    monkeypatch.setattr(os, "umask", lambda mask: done.append(mask))
    made = runpy.run_path(str(ROOT / "deploy/spawning.py"))["LimitedSpawner"]()
    made.make_preexec_fn(login)()
    assert done == [*entered, 0o077, login]
