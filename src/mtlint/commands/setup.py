"""`mtlint setup`: fetch what the checks need, once, so that later runs need no network."""

from __future__ import annotations

import click

_EPILOG = """\b
Examples:
  mtlint setup
  mtlint setup --deep
  MTLINT_CACHE=/srv/mtlint mtlint setup
  MTLINT_MAVEN_REPOSITORY=https://maven.example.org/central mtlint setup --force
"""


@click.command(epilog=_EPILOG)
@click.option("--force", is_flag=True, help="Fetch anew what is there already.")
@click.option("--quiet", "-q", is_flag=True, help="No progress.")
@click.option("--deep", is_flag=True, help="Also the language model of depth deep (93 MB).")
def setup(force: bool, quiet: bool, deep: bool) -> None:
    """Fetch LanguageTool (some 50 MB) and keep it in the cache folder.

    The first check that needs it does the same; this is for machines that lose their network later. Files come from
    Maven Central, or from a mirror that Maven's or jgo's settings or MTLINT_MAVEN_REPOSITORY name, and each must have
    the checksum that mtlint pins.
    """
    from mtlint.config import LanguageToolSettings
    from mtlint.languagetool import VERSION, java, provisioning

    needed = provisioning.missing() or provisioning.damaged()
    folder = provisioning.ensure(force=force, verify=True, progress=False if quiet else None)
    total = sum(jar.size for jar in provisioning.locked()) / 1e6
    what = "fetched" if needed or force else "is there already"
    click.echo(f"LanguageTool {VERSION} {what}: {len(provisioning.locked())} files, {total:.0f} MB in {folder}")
    binary = java.find(LanguageToolSettings().java)
    click.echo(f"Java {java.release(binary)}: {binary}")
    if deep:
        from mtlint.models import provisioning as models

        fetched = force or bool(models.missing())
        folder = models.ensure(force=force, progress=False if quiet else None)
        click.echo(f"language model {'fetched' if fetched else 'is there already'}: {folder}")
    click.echo("ready; a check needs no network from here on")
