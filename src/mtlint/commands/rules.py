"""`mtlint rules`: list, show and test the rule packs."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

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
    """List, show and test the rules."""


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


@rules.command()
@click.argument("paths", nargs=-1, required=True)
@_PACKS
@click.option("--rule", "names", multiple=True, help="Only these rules or packs.")
@click.option("--where", multiple=True, metavar="FIELD=VALUE", help="Of JSON lines, only the rows that have this.")
@click.option("--depth", type=click.Choice(["fast", "standard"]), default="standard", show_default=True)
@click.option("--most", default=5, show_default=True, help="Contexts to show for each rule.")
def mine(
    paths: tuple[str, ...],
    packs: tuple[Path, ...],
    names: tuple[str, ...],
    where: tuple[str, ...],
    depth: str,
    most: int,
) -> None:
    """What each rule hits in texts: how often, rate per 1,000 words, contexts.

    PATHS are text files, folders, or JSON lines (.jsonl, .jsonl.gz) with a field "text".
    """
    from mtlint.readers.jsonl import corpus
    from mtlint.rules.mining import mine as run

    chosen = _chosen(load_rules(packs), names)
    conditions = dict(each.split("=", 1) for each in where)
    hits, words = run(corpus(paths, conditions), chosen, depth=depth, most=most)
    for rule, found in hits.items():
        click.echo(f"{rule}  {found.count}  {1000 * found.count / max(words, 1):.3f} per 1,000 words")
        for id, before, marked, after, fix in found.contexts:
            line = f"{before}[{marked}]{after}".replace("\n", " / ")
            click.echo(f"    {id}: …{line}…" + (f"  ->  {fix}" if fix else ""))
    total = sum(found.count for found in hits.values())
    click.echo(
        f"{len(hits)} of {len(chosen)} rules hit {total} times in {words} words: {1000 * total / max(words, 1):.2f} per 1,000"
    )
