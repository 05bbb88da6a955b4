"""Reads the command line and hands over."""

import argparse
import signal
import sys

from . import backup, bench, check, i18n, passthrough, test, up
from .console import say
from .errors import CommandError
from .process import stop_all


def parser() -> argparse.ArgumentParser:
    top = argparse.ArgumentParser(prog="community", description=__doc__)
    commands = top.add_subparsers(dest="command", required=True, metavar="COMMAND")
    for module in (up, test, bench, backup, check, i18n, passthrough):
        module.add_commands(commands)
    return top


def _interrupt(_signal, _frame) -> None:
    raise KeyboardInterrupt


def main(arguments: list[str]) -> int:
    signal.signal(signal.SIGTERM, _interrupt)
    try:
        if arguments[:1] == ["odoo"]:  # argparse would take its options for ours
            return passthrough.run_odoo(arguments[1:])
        chosen = parser().parse_args(arguments)
        return chosen.run(chosen)
    except CommandError as error:
        sys.stdout.flush()
        print(f"\n✗ {error}\n  → {error.remedy}", file=sys.stderr)
        return 1
    except BrokenPipeError:  # somebody reads the head only: ./community … | head
        sys.stderr.close()
        return 1
    except KeyboardInterrupt:
        stop_all()
        say("\nInterrupted. Run the same command again: it goes on from here.")
        return 130
