"""Makes the sample reports and the pictures of the documentation anew: `python reports/make_samples.py`.

The stories in `reports/samples/*.txt` go through the real chain; beside each come its reports as HTML, JSON and a picture of the
terminal. `docs/images/` gets the pictures that the README shows; those of the HTML report need selenium, Chromium and
chromedriver, and are left as they are where these are missing.
"""

from __future__ import annotations

import argparse
import base64
import io
import re
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.text import Text

from mtlint import Checker, Config, Document
from mtlint.pipeline import Result
from mtlint.reports import Options, render
from mtlint.reports.terminal import write_to

ROOT = Path(__file__).resolve().parent.parent
SAMPLES = ROOT / "reports" / "samples"
IMAGES = ROOT / "docs" / "images"
WIDTH = 80
#: Parts of the terminal's report that the picture in the README keeps, from the top and from the end.
_HEAD, _TAIL = 4, 2


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--depth", default="standard", choices=("fast", "standard", "deep"))
    config = Config(depth=parser.parse_args().depth)
    with Checker(config) as checker:
        make(checker)
    return 0


def make(checker: Checker) -> None:
    """Check every sample story with `checker` and write all its reports, then the pictures."""
    config = checker.config
    IMAGES.mkdir(parents=True, exist_ok=True)
    results = []
    for path in sorted(SAMPLES.glob("*.txt")):
        result = checker.check(Document(path.read_text(encoding="utf-8"), id=path.relative_to(ROOT).as_posix()))
        results.append(result)
        for format_ in ("html", "json"):
            with path.with_suffix(f".{format_}").open("w", encoding="utf-8", newline="\n") as file:
                render([result], format_, file=file, config=config)
        _terminal(result, config, path.with_suffix(".txt.svg"))
        print(f"{result.document.id}: {result.score.verdict}, {len(result.findings)} findings")
        for note in result.notes:
            print(f"  note: {note}", file=sys.stderr)
    worst = max(results, key=lambda result: len(result.findings))
    _terminal(worst, config, IMAGES / "terminal.svg", short=True)
    _browser(SAMPLES / Path(worst.document.id).with_suffix(".html").name)


def _terminal(result: Result, config: Config, target: Path, *, short: bool = False) -> None:
    written = io.StringIO()
    console = Console(file=written, width=WIDTH, force_terminal=True, color_system="256", record=True)
    write_to(console, [result], Options(config))
    if short:
        parts = written.getvalue().rstrip("\n").split("\n\n")
        middle = parts[_HEAD:-_TAIL]
        grave = next((part for part in middle if "critical" in part), "")
        kept = [*parts[:_HEAD], "⋯", *([grave, "⋯"] if grave else []), *parts[-_TAIL:]]
        console = Console(file=io.StringIO(), width=WIDTH, force_terminal=True, color_system="256", record=True)
        for line in "\n\n".join(kept).splitlines():
            console.print(Text.from_ansi(line), soft_wrap=True)
    svg = console.export_svg(title=f"mtlint check {result.document.id}", unique_id="mtlint")
    # rich would have the reader's browser fetch a font; any fixed-width one will do.
    svg = re.sub(r"@font-face \{.*?\}\s*", "", svg, flags=re.DOTALL)
    svg = re.sub(r"font-family: Fira Code, monospace", "font-family: ui-monospace, Menlo, Consolas, monospace", svg)
    target.write_text("\n".join(line.rstrip() for line in svg.splitlines()) + "\n", encoding="utf-8")


def _browser(page: Path) -> None:
    try:
        from selenium import webdriver
    except ImportError:
        print("no pictures of the HTML report: selenium is not installed", file=sys.stderr)
        return
    programs = shutil.which("chromium") or shutil.which("google-chrome"), shutil.which("chromedriver")
    if not all(programs):
        print("no pictures of the HTML report: Chromium and chromedriver are not installed", file=sys.stderr)
        return
    with _driver(webdriver, *programs) as driver:
        _picture(driver, page, IMAGES / "report.png", 1440, 1000)
        _picture(driver, page, IMAGES / "report-dark.png", 1440, 1000, dark=True, card=True)
        _picture(driver, page, IMAGES / "report-phone.png", 360, 760, card=True)


@contextmanager
def _driver(webdriver: Any, chromium: str | None, chromedriver: str | None) -> Iterator[Any]:
    options = webdriver.ChromeOptions()
    options.binary_location = chromium
    for switch in (
        "--headless=new",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--no-first-run",
        "--hide-scrollbars",
        "--force-prefers-reduced-motion",
    ):
        options.add_argument(switch)
    driver = webdriver.Chrome(options=options, service=webdriver.ChromeService(chromedriver))
    try:
        yield driver
    finally:
        driver.quit()


def _picture(
    driver: Any, page: Path, target: Path, width: int, height: int, *, dark: bool = False, card: bool = False
) -> None:
    driver.execute_cdp_cmd(
        "Emulation.setDeviceMetricsOverride",
        {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": width < 600},
    )
    scheme = {"name": "prefers-color-scheme", "value": "dark" if dark else "light"}
    calm = {"name": "prefers-reduced-motion", "value": "reduce"}
    driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": [scheme, calm]})
    driver.get(page.as_uri())
    if card:
        driver.execute_script(
            "const mark = document.querySelector('mark.sev-critical') || document.querySelector('mark');"
            "mark.scrollIntoView({block: 'center'});"
            "mark.querySelector('a').focus({preventScroll: true});"
        )
    picture = driver.execute_cdp_cmd("Page.captureScreenshot", {"format": "png"})
    target.write_bytes(base64.b64decode(picture["data"]))
    print(target.relative_to(ROOT))


if __name__ == "__main__":
    sys.exit(main())
