"""The HTML report in a real browser."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from made_results import clean, hostile, overlapping, rendered, result

webdriver = pytest.importorskip("selenium.webdriver", reason="selenium is not installed")

from selenium.webdriver.common.action_chains import ActionChains  # noqa: E402
from selenium.webdriver.common.by import By  # noqa: E402
from selenium.webdriver.common.keys import Keys  # noqa: E402
from selenium.webdriver.support.wait import WebDriverWait  # noqa: E402

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def chromium() -> Iterator[Any]:
    binary = shutil.which("chromium") or shutil.which("google-chrome")
    service = shutil.which("chromedriver")
    if not binary or not service:
        pytest.skip("needs Chromium and chromedriver, which are not on the PATH")
    options = webdriver.ChromeOptions()
    options.binary_location = binary
    for switch in (
        "--headless=new",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--no-first-run",
    ):
        options.add_argument(switch)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
    driver = webdriver.Chrome(options=options, service=webdriver.ChromeService(service))
    yield driver
    driver.quit()


class Browser:
    """A page in the browser, and what a reader does with it."""

    def __init__(self, driver: Any) -> None:
        self.driver = driver

    def all(self, selector: str) -> list[Any]:
        return list(self.driver.find_elements(By.CSS_SELECTOR, selector))

    def one(self, selector: str) -> Any:
        return self.driver.find_element(By.CSS_SELECTOR, selector)

    def run(self, script: str, *values: Any) -> Any:
        return self.driver.execute_script(script, *values)

    def press(self, *keys: str) -> None:
        ActionChains(self.driver).send_keys(*keys).perform()

    def hover(self, element: Any) -> None:
        self.run("arguments[0].scrollIntoView({block: 'center', behavior: 'instant'})", element)
        ActionChains(self.driver).move_to_element(element).perform()

    def until(self, condition: Callable[[], object]) -> None:
        WebDriverWait(self.driver, 5, poll_frequency=0.05).until(lambda _: condition())

    @property
    def card(self) -> str:
        """The text of the card, or nothing when it is closed."""
        return str(self.one("#card .card-body").text) if self.one("#card").is_displayed() else ""

    @property
    def focused(self) -> str:
        """What the focused link marks."""
        return str(self.run("return document.activeElement.closest('mark')?.dataset.marks || ''"))

    def emulate(self, width: int, height: int, scheme: str = "light", media: str = "") -> None:
        metrics = {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": width < 600}
        self.driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", metrics)
        features = [
            {"name": "prefers-color-scheme", "value": scheme},
            {"name": "prefers-reduced-motion", "value": "reduce"},
        ]
        self.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": media, "features": features})


@pytest.fixture
def opened(chromium: Any, tmp_path: Path) -> Iterator[Callable[..., Browser]]:
    """Opens a report; the page must leave nothing in the console, errors and refusals by its policy included."""
    browser = Browser(chromium)

    def open_(*results: Any, width: int = 1440, height: int = 1000, scheme: str = "light") -> Browser:
        path = tmp_path / "report.html"
        path.write_text(rendered(*results, format="html"), encoding="utf-8")
        browser.emulate(width, height, scheme)
        chromium.get(path.as_uri())
        chromium.execute_script("localStorage.clear()")
        return browser

    yield open_
    assert chromium.get_log("browser") == []


def test_marks_are_present_and_differ_without_colour(opened: Callable[..., Browser]) -> None:
    browser = opened(result())
    marks = browser.all(".story mark")
    assert [mark.text for mark in marks[:2]] == ["$ 2 million", "stinging ally"]
    assert len(marks) == 5
    looks = {
        next(name for name in mark.get_attribute("class").split() if name.startswith("sev-")): (
            mark.value_of_css_property("border-bottom-style")
        )
        for mark in marks
    }
    assert looks == {"sev-minor": "dotted", "sev-critical": "double", "sev-major": "solid"}


def test_hover_opens_a_card_that_stays_while_the_pointer_is_on_it(opened: Callable[..., Browser]) -> None:
    browser = opened(result())
    assert browser.card == ""
    browser.hover(browser.one("mark.sev-critical"))
    browser.until(lambda: browser.card)
    for told in ("An ally is prickly", "prickly ally", "difficult ally", "critical", "collocations/stinging-ally"):
        assert told in browser.card
    ActionChains(browser.driver).move_to_element(browser.one("#card .message")).pause(0.5).perform()
    assert "An ally is prickly" in browser.card
    ActionChains(browser.driver).move_to_element(browser.one("h1")).perform()
    browser.until(lambda: not browser.card)


def test_tab_reaches_marks_and_escape_closes_the_card(opened: Callable[..., Browser]) -> None:
    browser = opened(result())
    browser.run("document.querySelector('#all').hidden = true; document.querySelector('.kinds summary').focus()")
    browser.press(Keys.TAB)
    assert browser.focused == "1"
    assert "No space stands" in browser.card
    browser.press(Keys.TAB)
    assert browser.focused == "2"
    assert "An ally is prickly" in browser.card
    browser.press(Keys.ESCAPE)
    assert browser.card == ""
    assert browser.focused == "2"


def test_j_and_k_go_from_mark_to_mark(opened: Callable[..., Browser]) -> None:
    browser = opened(result(), clean(), overlapping())
    visited = []
    for _ in range(5):
        browser.press("j")
        visited.append(browser.focused)
        assert browser.card
    assert visited == ["1", "2", "3", "4", "5"]
    browser.press("k")
    assert browser.focused == "4"
    browser.press("jj")
    assert browser.run("return document.activeElement.closest('article').id") == "d3"
    # Round the corner, in both directions.
    browser.press("k" * 6)
    assert browser.run("return document.activeElement.closest('article').id") == "d3"
    assert browser.focused == "5"


def test_overlapping_marks_share_a_card(opened: Callable[..., Browser]) -> None:
    browser = opened(overlapping())
    (both,) = browser.all("mark[data-marks='2 1']")
    browser.hover(both)
    browser.until(lambda: browser.card)
    assert browser.card.index("Outer right.") < browser.card.index("Outer left.")


def test_the_list_jumps_to_the_mark(opened: Callable[..., Browser]) -> None:
    browser = opened(result(), width=1000, height=600)
    for number in ("5", "2"):
        browser.run("arguments[0].click()", browser.one(f".entry[data-n='{number}'] .jump"))
        assert browser.focused == number
        assert browser.run(
            "const box = document.activeElement.getBoundingClientRect(); return box.top > 0 && box.bottom < innerHeight"
        )
        assert browser.one(f".entry[data-n='{number}']").get_attribute("aria-current") == "true"


def test_the_filter_hides_marks_and_says_how_many_are_left(opened: Callable[..., Browser]) -> None:
    browser = opened(result(), overlapping())
    status = browser.one("#shown")
    assert status.text == "10 findings"
    browser.run("arguments[0].click()", browser.one("input[value='minor']"))
    assert status.text == "5 of 10 findings"
    assert status.get_attribute("aria-live") == "polite"
    assert len(browser.all("#d1 mark:not(.off)")) == 2
    assert sum(entry.is_displayed() for entry in browser.all("#d1 .entry")) == 2
    off = browser.one("#d1 mark.off")
    assert off.value_of_css_property("border-bottom-style") == "none"
    browser.press("j")
    assert browser.focused == "2"
    browser.run("arguments[0].click()", browser.one("input[value='wrong word']"))
    assert status.text == "4 of 10 findings"
    assert browser.one("#kinds-shown").text == "4 of 5"
    browser.one("#all").click()
    assert status.text == "10 findings"
    assert browser.all("mark.off") == []


def test_a_filter_that_hides_all_says_so(opened: Callable[..., Browser]) -> None:
    browser = opened(result())
    for box in browser.all("input[name='severity']"):
        browser.run("arguments[0].click()", box)
    assert browser.one(".none").is_displayed()
    browser.press("j")
    assert browser.focused == ""


def test_what_a_story_says_is_text(opened: Callable[..., Browser]) -> None:
    browser = opened(hostile(), clean())
    assert browser.driver.title == "2 texts – mtlint"
    assert "<script>document.title = 'taken'</script>" in browser.one(".story").text
    for _ in range(6):
        browser.press("j")
    assert browser.driver.title == "2 texts – mtlint"
    assert browser.all("#documents img, #card b, #documents script") == []
    assert "<b>bold</b>" in browser.one(".list").text


@pytest.mark.parametrize("width", [320, 360, 768, 1440])
def test_nothing_scrolls_sideways(opened: Callable[..., Browser], width: int) -> None:
    long = "Word " + "unbroken" * 60 + " https://example.org/" + "path/" * 60
    browser = opened(result(), hostile(), result(long, [], id="folder/" * 30 + "story.txt"), width=width, height=800)
    assert browser.run("return document.documentElement.scrollWidth") <= width
    browser.run("document.querySelector('.kinds').open = true")
    browser.press("j")
    assert browser.run("return document.documentElement.scrollWidth") <= width


def test_a_tap_opens_a_sheet_that_does_not_cover_the_mark(opened: Callable[..., Browser]) -> None:
    browser = opened(result(), width=360, height=640)
    last = browser.all("mark a")[1]
    browser.run("arguments[0].scrollIntoView({block: 'end', behavior: 'instant'})", last)
    last.click()
    assert "An ally is prickly" in browser.card
    browser.until(
        lambda: browser.run(
            "return document.querySelector('mark.active').getBoundingClientRect().bottom"
            " <= document.querySelector('#card').getBoundingClientRect().top"
        )
    )
    browser.one("#card .close").click()
    assert browser.card == ""


def test_light_and_dark(opened: Callable[..., Browser]) -> None:
    browser = opened(result(), scheme="dark")

    def ground() -> str:
        return str(browser.one("body").value_of_css_property("background-color"))

    dark = ground()
    button = browser.one("#theme")
    assert button.text == "Light"
    button.click()
    light = ground()
    assert light != dark
    browser.driver.refresh()
    assert ground() == light
    browser.run("localStorage.clear()")
    browser.driver.refresh()
    assert ground() == dark


def test_print_has_the_list_and_no_controls(opened: Callable[..., Browser]) -> None:
    browser = opened(result(), scheme="dark")
    browser.emulate(794, 1123, "dark", media="print")
    assert browser.one("body").value_of_css_property("background-color") == "rgba(255, 255, 255, 1)"
    for hidden in ("#filters", "#theme", ".keys"):
        assert not browser.one(hidden).is_displayed()
    assert all(entry.is_displayed() for entry in browser.all(".entry"))
    assert [number.text for number in browser.all(".story sup")] == ["1", "2", "3", "4", "5"]
    below = "return document.querySelector(arguments[0]).getBoundingClientRect().top"
    assert browser.run(below, ".list") > browser.run(below, ".story")


def test_without_scripts_links_lead_to_the_list_and_back(opened: Callable[..., Browser]) -> None:
    browser = opened(result())
    browser.driver.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": True})
    try:
        browser.driver.refresh()
        assert not browser.one("#filters").is_displayed()
        browser.all("mark a")[1].click()
        assert browser.driver.current_url.endswith("#d1-n2")
    finally:
        browser.driver.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": False})


def test_focusable_things_have_names(opened: Callable[..., Browser]) -> None:
    browser = opened(result(), clean())
    nodes = browser.driver.execute_cdp_cmd("Accessibility.getFullAXTree", {})["nodes"]
    nameless = []
    for node in nodes:
        focusable = any(p["name"] == "focusable" and p["value"]["value"] for p in node.get("properties", []))
        role = node.get("role", {}).get("value")
        if focusable and not node.get("name", {}).get("value") and role not in ("RootWebArea", "main"):
            nameless.append(role)
    assert nameless == []
    described = [
        node["description"]["value"]
        for node in nodes
        if node.get("role", {}).get("value") == "link" and node.get("description", {}).get("value")
    ]
    assert "An ally is prickly, not stinging: the source's word means both." in described
