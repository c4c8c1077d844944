"""`mtlint server`: start, stop or ask the LanguageTool server that all checks of a user share."""

from __future__ import annotations

from pathlib import Path

import click


@click.group()
def server() -> None:
    """Start, stop or ask the LanguageTool server.

    No check needs this: the first one starts the server, later ones share it, and it ends by itself when nobody has
    asked for some minutes (setting languagetool.idle_minutes).
    """


@server.command()
def start() -> None:
    """Start the server, unless it runs, and say where it listens.

    Settings come from the nearest mtlint.toml, or [tool.mtlint] in pyproject.toml, at or above the current folder.
    """
    from mtlint.config import load
    from mtlint.languagetool import server as running

    settings = load(Path.cwd()).languagetool
    if settings.url:
        raise click.UsageError(f"languagetool.url is set: checks ask {settings.url}")
    state = running.ensure(settings)
    if not running.healthy(state):
        state = running.ensure(settings, bad=state)
    click.echo(f"LanguageTool {state.version} listens at {state.url} (process {state.pid})")


@server.command()
def stop() -> None:
    """End the server, if it runs."""
    from mtlint.languagetool import server as running

    click.echo("the server has ended" if running.stop() else "no server was running")


@server.command()
@click.pass_context
def status(ctx: click.Context) -> None:
    """Say whether the server runs. Exit code 1 when it does not, or hangs."""
    from mtlint.languagetool import server as running

    text, well = describe(running.read())
    click.echo(text)
    ctx.exit(0 if well else 1)


def describe(state: object) -> tuple[str, bool]:
    """A line on the server's state, and whether it answers."""
    import psutil

    from mtlint.languagetool import server as running

    if not isinstance(state, running.State) or not running.alive(state):
        return "no server is running; the next check starts one", False
    if not running.healthy(state):
        return f"the server (process {state.pid}) does not answer; the next check replaces it", False
    try:
        memory = f", {psutil.Process(state.pid).memory_info().rss / 1e6:.0f} MB"
    except psutil.Error:
        memory = ""
    return f"LanguageTool {state.version} listens at {state.url} (process {state.pid}{memory})", True
