"""The command line: wires the commands together and turns every failure into one line and an exit code.

Exit codes: 0 clean, 1 over the thresholds, 2 could not do the work, 130 interrupted, 141 the reader of the output went
away. Nothing heavy is imported here: a command's module is imported when it is used.
"""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Sequence
from importlib import import_module
from typing import Any, NoReturn

import click

from mtlint import __version__
from mtlint.errors import MtlintError

#: Name of a command: where it is, and what the list of commands says of it.
_COMMANDS = {
    "check": ("mtlint.commands.check:check", "Find machine-translation artefacts in texts."),
    "rules": ("mtlint.commands.rules:rules", "List, explain and test the rules."),
    "setup": ("mtlint.commands.setup:setup", "Fetch what the checks need, once."),
    "doctor": ("mtlint.commands.doctor:doctor", "Say what is there and what is missing."),
    "server": ("mtlint.commands.server:server", "Start, stop or ask the LanguageTool server."),
}

INTERRUPTED = 130
OUTPUT_GONE = 141
#: What the system says when a write finds no room.
_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)

_EPILOG = """\b
Examples:
  mtlint check story.txt
  mtlint check --format html --output report.html story.html
  curl -s https://example.org/story.html | mtlint check -
  mtlint rules show calques
"""


class _InterruptedError(Exception):
    """Ctrl-C; click would turn KeyboardInterrupt into an empty line."""


class _OutputGoneError(Exception):
    """Nobody reads the output any more; click would exit with 1, which here means "over the thresholds"."""


class _Commands(click.Group):
    """A group whose commands are imported on use."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in _COMMANDS:
            return None
        module, _, name = _COMMANDS[cmd_name][0].partition(":")
        command: click.Command = getattr(import_module(module), name)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl([(name, text) for name, (_, text) in _COMMANDS.items()])

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except KeyboardInterrupt:
            raise _InterruptedError from None
        except BrokenPipeError:
            raise _OutputGoneError from None


@click.group(
    cls=_Commands,
    epilog=_EPILOG,
    no_args_is_help=False,
    invoke_without_command=True,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.version_option(__version__, "-V", "--version", prog_name="mtlint")
@click.pass_context
def cli(ctx: click.Context) -> None:
    """Find what a translation engine broke in English news text.

    `mtlint COMMAND --help` explains a command.
    """
    if ctx.invoked_subcommand is None:
        click.echo(ctx.get_help())


def main(arguments: Sequence[str] | None = None) -> NoReturn:
    """Run the command line and exit; the entry point of `mtlint`."""
    code = run(arguments)
    try:
        sys.stdout.flush()
    except BrokenPipeError:
        code = _output_gone()
    except OSError as error:
        _say(f"error: the output cannot be written: {error.strerror or error}")
        code = 2
    sys.stderr.flush()
    if code == INTERRUPTED:
        # A detector's thread may still wait for an answer; a normal exit would wait for it too.
        os._exit(code)
    sys.exit(code)


def run(arguments: Sequence[str] | None = None) -> int:
    """Run the command line; the exit code. Prints one line on stderr for whatever went wrong."""
    try:
        # Reports hold characters that a terminal's old encoding may lack; better a mark than no report.
        for stream in (sys.stdout, sys.stderr):
            stream.reconfigure(errors="replace")  # type: ignore[union-attr]
        code = cli.main(args=None if arguments is None else list(arguments), prog_name="mtlint", standalone_mode=False)
        return code if isinstance(code, int) else 0
    except click.exceptions.Exit as error:
        return error.exit_code
    except click.ClickException as error:
        command = error.ctx.command_path if isinstance(error, click.UsageError) and error.ctx else "mtlint"
        _say(f"error: {error.format_message()} (see {command} --help)")
        return 2
    except MtlintError as error:
        _say(f"error: {error}")
        return 2
    except (_InterruptedError, KeyboardInterrupt, click.Abort):
        _say("interrupted")
        return INTERRUPTED
    except (_OutputGoneError, BrokenPipeError):
        return _output_gone()
    except Exception as error:
        if isinstance(error, OSError) and error.errno in _FULL:
            _say(f"error: the output cannot be written: {error.strerror}")
            return 2
        if os.environ.get("MTLINT_DEBUG"):
            raise
        _say(f"internal error: {type(error).__name__}: {error} (set MTLINT_DEBUG=1 for the traceback)")
        return 2


def _say(message: str) -> None:
    line = " ".join(message.split())
    click.echo("mtlint: " + "".join(c if c.isprintable() else "\ufffd" for c in line), err=True)


def _output_gone() -> int:
    # Python flushes stdout again when it ends, and would complain.
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return OUTPUT_GONE


if __name__ == "__main__":
    main()
