"""Chromium, driven as a person would; axe-core judges accessibility."""

import importlib.util
import re
import shutil
import time
from pathlib import Path

from selenium import webdriver
from selenium.common.exceptions import (
    ElementClickInterceptedException,
    NoSuchElementException,
    StaleElementReferenceException,
)
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys

from world import console

OUTPUT = Path(__file__).resolve().parent / "output"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
# A browser writes down each answer that is no success, and asks for an icon of its own where a file is no page.
# A draft that its author could not read afterwards is refused whenever it is due to be kept.
EXPECTED = re.compile(
    r"/api/v1/session - Failed to load resource: the server responded with a status of 401"
    r"|/api/v1/drafts/[0-9a-f-]+ - Failed to load resource: the server responded with a status of 422"
    r"|/favicon\.ico - Failed to load resource"
)

# Puts a text into a field as if it were typed: the field's selector, the text.
PUT = (
    "const field = document.querySelector(arguments[0]); field.value = arguments[1];"
    "field.dispatchEvent(new Event('input', { bubbles: true }))"
)


def axe():
    """The text of axe-core, from the package that carries it."""
    folder = Path(importlib.util.find_spec("axe_playwright_python").origin).parent
    return (folder / "axe.min.js").read_text()


class Browser:
    def __init__(self):
        options = webdriver.ChromeOptions()
        options.binary_location = shutil.which("chromium")
        for flag in (
            "--headless=new",
            "--no-sandbox",
            "--disable-gpu",
            "--disable-dev-shm-usage",
            "--hide-scrollbars",
            "--window-size=1440,1000",
        ):
            options.add_argument(flag)
        options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
        self.driver = webdriver.Chrome(options=options, service=Service(shutil.which("chromedriver")))
        self.axe = axe()
        OUTPUT.mkdir(exist_ok=True)

    def quit(self):
        self.driver.quit()

    def fresh(self):
        self.width(1440)
        self.driver.get("about:blank")
        self.driver.get_log("browser")

    def width(self, pixels, height=1000):
        metrics = {"width": pixels, "height": height, "deviceScaleFactor": 1, "mobile": False}
        self.driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", metrics)

    def scheme(self, name):
        self.driver.execute_cdp_cmd(
            "Emulation.setEmulatedMedia", {"features": [{"name": "prefers-color-scheme", "value": name}]}
        )

    def errors(self):
        found = [entry["message"] for entry in self.driver.get_log("browser") if entry["level"] == "SEVERE"]
        return [message for message in found if not EXPECTED.search(message)]

    # Going

    def open(self, node, page, someone=None, language="en"):
        """Opens a page as somebody, or as a guest, in a language."""
        base = console(node)
        self.driver.get(f"{base}/icon.svg")
        self.driver.delete_all_cookies()
        if someone:
            self.driver.add_cookie(
                {
                    "name": "entente_session",
                    "value": someone.cookie,
                    "path": "/",
                    "httpOnly": True,
                    "sameSite": "Strict",
                }
            )
        self.driver.execute_script(
            "localStorage.clear(); localStorage.setItem('entente-language', arguments[0])", language
        )
        self.driver.get(f"{base}/#/{page}")
        self.settled()

    def settled(self):
        """Waits until the page has what it shows."""
        self.wait(
            lambda: self.driver.execute_script(
                "return document.querySelector('main h1') !== null"
                " && document.querySelector('[aria-busy=true], [data-asking]') === null"
                " && document.querySelector('.page')?.childElementCount > 0"
            ),
            "a page",
        )

    def listens(self):
        """Waits until the page is told of changes from now on; what came before is on it."""
        self.wait(
            lambda: self.driver.execute_script("return document.documentElement.dataset.live === 'on'"),
            "the stream of events",
        )

    def wait(self, condition, what="it", seconds=40):
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            try:
                value = condition()
                if value:
                    return value
            except (NoSuchElementException, StaleElementReferenceException):
                pass
            time.sleep(0.03)
        raise AssertionError(f"{what} did not come; the page shows: {self.text()[:1500]}")

    # Reading and doing

    # A page may draw itself anew between two of these steps: what was found is looked for again then,
    # however slow the machine is.

    def text(self, selector="body"):
        for _ in range(20):
            try:
                return self.one(selector).text
            except StaleElementReferenceException:
                time.sleep(0.03)
        return self.one(selector).text

    def one(self, selector):
        return self.driver.find_element(By.CSS_SELECTOR, selector)

    def all(self, selector):
        return self.driver.find_elements(By.CSS_SELECTOR, selector)

    def says(self, text, selector="body"):
        return self.wait(lambda: text in self.text(selector), f"`{text}`")

    def click(self, wanted):
        """Clicks what a selector leads to, or a function finds: anew where the page is drawn meanwhile."""

        def click():
            found = wanted() if callable(wanted) else self.one(wanted)
            if not found:
                return False
            self.driver.execute_script("arguments[0].scrollIntoView({block: 'center'})", found)
            try:
                found.click()
            except ElementClickInterceptedException:
                # What came onto the page meanwhile has moved it under a bar.
                return False
            return True

        self.wait(click, wanted)

    def row(self, *texts):
        """The first row of a table with these texts."""
        return self.wait(
            lambda: next((row for row in self.all("tbody tr") if all(one in row.text for one in texts)), None), texts
        )

    def tab(self, name):
        """Opens a tab of the page."""
        self.click(f"[role=tab][data-tab={name}]")

    def countersign(self, name, password):
        """A security officer signs beside the person, in the dialog that asks for it."""
        dialog = "dialog:has(input[name=password])"
        self.type(f"{dialog} input[name=name]", name)
        self.type(f"{dialog} input[name=password]", password)
        self.click(f"{dialog} .primary")

    def type(self, selector, text):
        def enter():
            field = self.one(selector)
            field.clear()
            field.send_keys(text)
            return True

        self.wait(enter, selector)

    def put(self, selector, text):
        """Puts a text in at once, where typing it would take long."""
        self.driver.execute_script(PUT, selector, text)

    def press(self, *keys):
        """By the keyboard itself: to what has the focus then, also where a page is being drawn anew.

        A modifier in front of a key is held down with it.
        """
        for key in keys:
            chain = ActionChains(self.driver)
            if len(key) > 1 and key[0] in (Keys.CONTROL, Keys.SHIFT, Keys.ALT):
                chain.key_down(key[0]).send_keys(key[1:]).key_up(key[0])
            else:
                chain.send_keys(key)
            chain.perform()

    def tab_to(self, selector, most=120):
        """By the tabulator alone to something."""
        for _ in range(most):
            if self.driver.execute_script("return document.activeElement.matches(arguments[0])", selector):
                return
            self.press(Keys.TAB)
        raise AssertionError(f"the tabulator does not come to {selector}")

    def focused(self):
        return self.driver.switch_to.active_element

    def violations(self):
        """What axe-core finds, one line each, once nothing is faint since it is being asked about. Colours, which take
        most of its time, are the same in each language: they are looked at in English."""
        self.wait(
            lambda: (
                not self.all("[aria-busy=true], [data-asking]")
                and self.driver.execute_script("return document.getAnimations().length === 0")
            ),
            "the end of asking",
        )
        if not self.driver.execute_script("return 'axe' in window"):
            self.driver.execute_script(self.axe)
        found = self.driver.execute_async_script(
            "const [only, done] = arguments;"
            "const rules = {'color-contrast': {enabled: document.documentElement.lang === 'en'}};"
            "axe.run(document, {runOnly: only, resultTypes: ['violations'], preload: false, rules})"
            ".then((result) => done(result.violations))",
            RULES,
        )
        return [
            f"{one['id']}: {node['target']} {node.get('failureSummary', '')[:300]}"
            for one in found
            for node in one["nodes"]
        ]

    def overflow(self):
        return self.driver.execute_script("return document.documentElement.scrollWidth - innerWidth")

    def checked(self, name):
        """What is drawn is complete, accessible and usable on a narrow screen, and names nothing by an identifier."""
        text = self.text()
        assert "⟦" not in text and "undefined" not in text and "[object" not in text
        assert "--" not in self.text("main"), self.text("main")
        found = self.violations()
        assert found == [], found
        assert self.overlapping() == []
        self.shot(name)
        self.width(320, 800)
        assert self.overflow() <= 0 and self.violations() == []
        self.shot(f"{name}-narrow")
        self.width(1440)

    def overlapping(self):
        """The heads of columns that run into the next one: words are longer in some languages."""
        return self.driver.execute_script(
            "return [...document.querySelectorAll('th')]"
            ".filter((th) => th.offsetParent && th.scrollWidth > th.clientWidth + 1).map((th) => th.textContent)"
        )

    def shot(self, name):
        self.driver.save_screenshot(str(OUTPUT / f"{name}.png"))


__all__ = ["Browser", "Keys"]
