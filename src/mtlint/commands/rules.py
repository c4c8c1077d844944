"""`mtlint rules`: list, show, test, write and document the rule packs."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click

from mtlint.rules.loading import load_rules
from mtlint.rules.schema import Rule

_PACKS = click.option(
    "--pack",
    "packs",
    multiple=True,
    type=click.Path(path_type=Path),
    help="A pack file or folder beside the shipped ones.",
)


def _chosen(rules: Sequence[Rule], names: Sequence[str]) -> list[Rule]:
    chosen = [
        rule
        for rule in rules
        if not names or any(rule.id == n or rule.id.startswith(n.rstrip("/") + "/") for n in names)
    ]
    if not chosen:
        raise click.UsageError(f"no rule or pack {', '.join(names)}; see: mtlint rules list")
    return chosen


@click.group()
def rules() -> None:
    """List, show, test and write rules."""


@rules.command("list")
@click.argument("names", nargs=-1)
@_PACKS
def list_(names: tuple[str, ...], packs: tuple[Path, ...]) -> None:
    """A line for each rule (of the packs or rules NAMES): id, severity, category, message."""
    for rule in _chosen(load_rules(packs), names):
        off = "" if rule.default else " (off by default)"
        click.echo(f"{rule.id}  {rule.severity}  {rule.category}{off}  {rule.message}")


@rules.command()
@click.argument("name")
@_PACKS
def show(name: str, packs: tuple[Path, ...]) -> None:
    """What a rule finds, why a machine writes it, and its examples."""
    for rule in _chosen(load_rules(packs), [name]):
        click.echo(
            f"{rule.id}\n  {rule.message}\n  {rule.category}, {rule.severity}, confidence {rule.confidence:g}, {rule.kind}"
        )
        if rule.why:
            click.echo(f"  why: {rule.why}" + (f" (from {', '.join(rule.languages)})" if rule.languages else ""))
        for example in rule.wrong:
            fix = f"  ->  {example.fix}" if example.fix is not None else ""
            click.echo(
                f"  wrong: {example.text[: example.start]}[{example.text[example.start : example.end]}]{example.text[example.end :]}{fix}"
            )
        for text in rule.ok:
            click.echo(f"  ok:    {text}")


@rules.command()
@click.argument("names", nargs=-1)
@_PACKS
@click.option("--cross/--no-cross", default=True, help="Also try every rule on the others' innocent examples.")
def test(names: tuple[str, ...], packs: tuple[Path, ...], cross: bool) -> None:
    """Test rules on their own examples. Exit code 1 when one fails."""
    from mtlint.rules.selftest import run

    chosen = _chosen(load_rules(packs), names)
    failures = list(run(chosen, cross=cross))
    for failure in failures:
        click.echo(f"{failure.rule}: {failure.problem}\n    {failure.example}", err=True)
    examples = sum(len(rule.wrong) + len(rule.ok) for rule in chosen)
    click.echo(f"{len(chosen)} rules, {examples} examples, {len(failures)} failures")
    sys.exit(1 if failures else 0)


_HEADS = "verb-object, adjective-noun, noun-noun, verb-preposition, regex"


@rules.command()
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@click.option("--pair", metavar="WRONG=RIGHT", help="A word pair: no pattern to write. Several right ones: A=B|C.")
@click.option("--id", help="The rule's name in its pack.")
@click.option("--kind", help=f"What to look for: {_HEADS}.")
@click.option("--word", "words", multiple=True, help="The words of the kind, in its order (a|b for several; @class).")
@click.option("--regex", help="The expression of a rule of kind regex.")
@click.option("--fix", "fixes", multiple=True, help="The right word, best first.")
@click.option("--wrong", multiple=True, help="A sentence with [[what is wrong => what it should be]].")
@click.option("--ok", multiple=True, help="A good sentence that looks alike.")
@click.option("--message", help="What an editor reads beside it.")
@click.option("--why", help="Why a machine writes this.")
@click.option("--from", "languages", multiple=True, metavar="LANG", help="A language whose engines write this.")
@click.option("--category", default=None, help="style/unidiomatic, accuracy/mistranslation, ...")
@click.option("--severity", type=click.Choice(["neutral", "minor", "major", "critical"]), default=None)
@click.option("--pack", "pack", help="Name of the pack, for a new file (else the file's name).")
def new(file: Path, pair: str | None, pack: str | None, **options: Any) -> None:
    """Add a rule to the pack FILE (made when it is not there): asks at a terminal for what no option says.

    \b
    mtlint rules new house.yaml --pair "stinging ally=prickly ally"
    mtlint rules new house.yaml
    """
    from mtlint.commands.new_rule import add_pair, add_rule

    found = add_pair(file, pair, pack or "", options) if pair else add_rule(file, pack or "", options)
    click.echo(f"{file}: " + ", ".join(rule.id for rule in found))
    from mtlint.rules.selftest import run

    failures = list(run(found))
    for failure in failures:
        click.echo(f"{failure.rule}: {failure.problem}\n    {failure.example}", err=True)
    sys.exit(1 if failures else 0)


@rules.command()
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False), default=Path("docs/rules"))
@_PACKS
@click.option("--check", is_flag=True, help="Write nothing; exit code 1 when a page is not up to date.")
def docs(folder: Path, packs: tuple[Path, ...], check: bool) -> None:
    """Write the rule reference to FOLDER (docs/rules): a Markdown page a pack, a section a rule."""
    from mtlint.rules.reference import pages, write

    made = pages(load_rules(packs))
    changed = write(folder, made, check=check)
    for path in changed:
        click.echo(f"{path}: {'not up to date' if check else 'written'}", err=check)
    if not check:
        click.echo(f"{len(made)} pages, {len(changed)} changed")
    sys.exit(1 if check and changed else 0)


@rules.command()
@click.argument("paths", nargs=-1, required=True)
@_PACKS
@click.option("--rule", "names", multiple=True, help="Only these rules or packs.")
@click.option("--where", multiple=True, metavar="FIELD=VALUE", help="Of JSON lines, only the rows that have this.")
@click.option("--by", metavar="FIELD", help="Of JSON lines, rates side by side for each value of this field.")
@click.option("--depth", type=click.Choice(["fast", "standard"]), default="standard", show_default=True)
@click.option("--most", default=5, show_default=True, help="Contexts to show for each rule.")
@click.option(
    "--sort",
    type=click.Choice(["count", "rate", "ratio", "rule"]),
    default="count",
    show_default=True,
    help="rate: the highest rate of any group first; ratio: the last group's rate over the first's, lowest first.",
)
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
def mine(
    paths: tuple[str, ...],
    packs: tuple[Path, ...],
    names: tuple[str, ...],
    where: tuple[str, ...],
    by: str | None,
    depth: str,
    most: int,
    sort: str,
    form: str,
) -> None:
    """What each rule hits in texts: how often, rate per 1,000 words, contexts.

    PATHS are text files, folders, or JSON lines (.jsonl, .jsonl.gz) with a field "text". A rule that hits often in good
    English is noisy: --by label shows its rate on human and on machine text side by side.
    """
    from mtlint.rules import mining

    chosen = _chosen(load_rules(packs), names)
    conditions = _conditions(where)
    found = mining.mine(mining.documents(paths, conditions, by), chosen, depth=depth, most=most, sort=sort)
    click.echo(mining.as_json(found) if form == "json" else mining.as_text(found, len(chosen)))


def _conditions(where: Sequence[str]) -> dict[str, str]:
    for each in where:
        if "=" not in each:
            raise click.UsageError(f"--where {each}: must be FIELD=VALUE")
    return dict(each.split("=", 1) for each in where)
