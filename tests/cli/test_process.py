"""Children end when the command is interrupted; locks keep others out."""

import os
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from commands import process
from commands.errors import CommandError


def test_follow_says_what_to_do_and_shows_the_end_of_the_log(tmp_path: Path):
    script = "print('first'); print('it broke'); raise SystemExit(3)"
    with pytest.raises(CommandError) as caught:
        process.follow([sys.executable, "-c", script], tmp_path / "log", "mend it")
    assert "it broke" in str(caught.value)
    assert caught.value.remedy == "mend it"


def test_follow_keeps_the_log(tmp_path: Path):
    log = tmp_path / "log"
    process.follow([sys.executable, "-c", "print('done')"], log, "")
    assert log.read_text() == "done\n"


def test_stop_all_ends_grandchildren_too(tmp_path: Path):
    note = tmp_path / "pid"
    child = process.start(["sh", "-c", f"sleep 60 & echo $! > {note}; wait"])
    while not (note.exists() and note.read_text().strip()):
        time.sleep(0.02)
    process.stop_all()
    assert child.poll() is not None
    grandchild = int(note.read_text())
    deadline = time.monotonic() + 5
    while _lives(grandchild) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not _lives(grandchild)


def _lives(pid: int) -> bool:
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0]
    except FileNotFoundError:
        return False
    return state != "Z"


def test_exclusive_lets_one_through_at_a_time(tmp_path: Path, capsys):
    entered = []

    def second():
        with process.exclusive(tmp_path / "lock", "somebody works"):
            entered.append(time.monotonic())

    with process.exclusive(tmp_path / "lock", "unused"):
        thread = threading.Thread(target=second)
        thread.start()
        time.sleep(0.2)
        left = time.monotonic()
    thread.join()
    assert entered[0] >= left
    assert "waiting: somebody works" in capsys.readouterr().out


def test_those_who_only_read_pass_together(tmp_path: Path):
    lock = tmp_path / "lock"
    with (
        process.exclusive(lock, "", shared=True),
        process.exclusive(lock, "", shared=True),
    ):
        assert lock.exists()


def test_a_pid_file_of_another_program_is_not_ours(tmp_path: Path):
    file = tmp_path / "pid"
    file.write_text(f"{os.getpid()}\n")
    assert process.running_pid(file, "no such marker") is None
    assert process.running_pid(file, "python") == os.getpid()


def test_a_pid_file_of_a_dead_process_is_nobody(tmp_path: Path):
    child = subprocess.Popen(["true"])
    child.wait()
    file = tmp_path / "pid"
    file.write_text(f"{child.pid}\n")
    assert process.running_pid(file, "true") is None


def test_a_taken_port_is_seen():
    import socket

    with socket.socket() as server:
        server.bind(("127.0.0.1", 0))
        server.listen()
        assert not process.port_is_free(server.getsockname()[1])
