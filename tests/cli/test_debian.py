"""Missing programs are named with their reason before anything is installed."""

from pathlib import Path

import pytest

from commands import debian
from commands.errors import CommandError

ABSENT = debian.Need(("some-package",), "prints cards", lambda: False)
PRESENT = debian.Need(("other-package",), "is there", lambda: True)


@pytest.fixture
def ran(monkeypatch):
    commands = []
    monkeypatch.setattr(
        debian, "follow", lambda command, *_more, **_options: commands.append(command)
    )
    monkeypatch.setattr(debian.shutil, "which", lambda name: f"/usr/bin/{name}")
    return commands


def test_nothing_is_touched_when_all_is_there(ran, tmp_path: Path, capsys):
    debian.install([PRESENT], tmp_path / "log")
    assert not ran
    assert not capsys.readouterr().out


def test_root_installs_only_what_is_missing_and_says_why(
    ran, tmp_path: Path, monkeypatch, capsys
):
    monkeypatch.setattr(debian.os, "geteuid", lambda: 0)
    debian.install([ABSENT, PRESENT], tmp_path / "log")
    assert ran[0] == ["apt-get", "update"]
    assert ran[1][-1] == "some-package"
    assert "--no-install-recommends" in ran[1]
    assert "some-package (prints cards)" in capsys.readouterr().out


def test_others_get_the_command_to_run(ran, tmp_path: Path, monkeypatch):
    monkeypatch.setattr(debian.os, "geteuid", lambda: 1000)
    with pytest.raises(CommandError) as caught:
        debian.install([ABSENT], tmp_path / "log")
    assert not ran
    wanted = "sudo apt-get install --no-install-recommends some-package"
    assert wanted in caught.value.remedy


def test_a_machine_without_apt_is_told_what_is_missing(ran, tmp_path, monkeypatch):
    monkeypatch.setattr(debian.shutil, "which", lambda _name: None)
    with pytest.raises(CommandError, match="no Debian machine"):
        debian.install([ABSENT], tmp_path / "log")
