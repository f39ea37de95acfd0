"""The days of five roles on two nodes, from an author's draft to an auditor's printed report, in English and Japanese:
no page shows an identifier, a name that is for machines, or a row called after a language. Then the disclosure
officer's day once more, by the roles and names of the accessibility tree alone."""

import subprocess
import uuid

import pytest
from selenium.webdriver.support.ui import Select

from browser import Keys
from people import person
from reading import MACHINE, foreign, words
from support import GREEN, indicator, wait_for
from test_inbox import choose, rows
from tree import Tree


class Day:
    """Goes from page to page as somebody, and reads each."""

    def __init__(self, browser, language):
        self.browser, self.language, self.words, self.pages = browser, language, words(language), 0

    def open(self, node, page, someone):
        self.browser.open(node, page, someone, self.language)
        self.read(page)

    def follow(self, page):
        """By the menu, as people go."""
        self.browser.click(f"nav a[href='#/{page}']")
        self.browser.wait(lambda: self.browser.driver.current_url.endswith(f"#/{page}"), page)
        self.browser.settled()
        self.read(page)

    def read(self, page):
        self.pages += 1
        assert foreign(self.browser) == [], page

    def menu(self):
        """Every page that the role has."""
        # Read at once: the menu is drawn anew when its counts change.
        script = "return [...document.querySelectorAll('nav a')].map((one) => one.getAttribute('href').split('#/')[1])"
        for page in self.browser.driver.execute_script(script):
            self.follow(page)


TITLES = {"en": "Anchoring above a cable", "ja": "ケーブル上の錨泊"}


@pytest.mark.parametrize("language", TITLES)
def test_the_days_of_five_roles(browser, world, tmp_path, language):
    browser.driver.execute_cdp_cmd("Browser.setDownloadBehavior", {"behavior": "allow", "downloadPath": str(tmp_path)})
    day, title = Day(browser, language), f"{TITLES[language]} {uuid.uuid4().hex[:4]}"
    say = day.words
    author = person(world.eu, f"desk{uuid.uuid4().hex[:6]}", "author", title="D. Esk")
    liaison = person(world.japan, f"liaison{uuid.uuid4().hex[:6]}", "author", title="佐藤")

    # The desk officer writes a paper and hands it in for Japan with a word.
    day.open(world.eu, "inbox", author)
    day.menu()
    day.follow("write")
    browser.type("input[name=name]", title)
    browser.type("textarea[name=description]", "A joint watch is kept.")
    browser.type(".picker input", "Harbour")
    browser.wait(lambda: browser.all(".picker-found button"), "something to choose")
    browser.click(".picker-found button")
    browser.wait(lambda: browser.all(".decision[data-party=japan] .outcome"), "who would get it")
    day.read("write")
    browser.click("#save")
    browser.wait(lambda: browser.text("h1") == title, "the paper's page")
    browser.settled()
    day.read("object")
    browser.click(".submit-paper")
    browser.click("dialog input[value=japan]")
    browser.type("dialog textarea[name=text]", "For the talks.")
    day.read("submit")
    browser.click("dialog button.primary")
    browser.says(say["paper"]["sent"].replace("{name}", title))
    day.follow("papers")
    browser.says(title, ".paper")

    # The disclosure officer decides with everything on one sheet.
    day.open(world.eu, "inbox", world.officer)
    line = next(row for row in rows(browser) if title in row and "Japan" in row).split("\n")[1]
    choose(browser, line)
    browser.wait(lambda: browser.all(".sheet .yes"), "the act")
    day.read("sheet")
    browser.click(".sheet .yes")
    day.read("release")
    browser.click("dialog button.primary")
    browser.says(title, ".done-lines")
    day.read("inbox")
    day.menu()
    wait_for(lambda: title in world.japan.run("export", "--from", "eu").stdout, what="the paper at Japan")

    # In Tokyo it is found by half a word and read.
    day.open(world.japan, "inbox", liaison)
    browser.wait(lambda: title in browser.text("main"), "what came")
    day.menu()
    day.follow("holdings")
    browser.type("input[name=q]", "Anchor" if language == "en" else "錨泊")
    browser.wait(lambda: [row for row in browser.all("tbody tr") if title in row.text], "the row")
    browser.settled()
    day.read("holdings")

    def opens():
        # A list that is drawn anew under the pointer takes no click.
        if "#/object/" not in browser.driver.current_url:
            browser.click("tbody td a")
        return "#/object/" in browser.driver.current_url

    browser.wait(opens, "the paper")
    browser.wait(lambda: browser.all("main article, main section"), "its page")
    browser.settled()
    day.read("object")

    # The security officer and the administrator go through what is theirs.
    day.open(world.eu, "inbox", world.guard)
    day.menu()
    day.open(world.eu, "inbox", world.chief)
    day.menu()

    # The auditor answers what was given to Japan, and takes it along on paper.
    day.open(world.eu, "inbox", world.auditor)
    day.menu()
    day.follow("ledger")
    for name, value in (("kind", "given"), ("party", "japan")):
        browser.wait(lambda name=name: browser.all(f"select[name={name}]"), name)
        Select(browser.one(f"select[name={name}]")).select_by_value(value)
        browser.settled()
    browser.wait(lambda: title in browser.text("main tbody"), "the entry")
    day.read("ledger")
    browser.click("#make-paper")
    (paper,) = browser.wait(lambda: list(tmp_path.glob("*.pdf")), "the report")
    sheets = subprocess.run(["pdftotext", paper, "-"], capture_output=True, text=True, check=True, timeout=60).stdout
    assert "".join(title.split()) in "".join(sheets.split()) and MACHINE.search(sheets) is None
    assert day.pages > 50


def test_the_disclosure_officers_day_by_roles_and_names_alone(browser, world):
    items = [
        indicator(name=f"{name} {uuid.uuid4().hex[:4]}", object_marking_refs=[GREEN])
        for name in ("Lighthouse", "Breakwater")
    ]
    world.eu.load(items, "tree.json")
    first, second = (item["name"] for item in items)
    for item in items:
        answer = world.author.post("submissions", {"item": item["id"], "parties": ["japan"], "text": "For the talks."})
        assert answer.status in (200, 201), answer.text
    browser.open(world.eu, "agreements", world.officer)
    tree = Tree(browser)

    # The day begins with what waits.
    tree.press("link", "Inbox")
    tree.press("button", f"{first} → Japan")
    tree.says("For the talks.")
    tree.press("button", "Release to Japan")
    tree.write("Reason", "agreed")
    tree.press("button", "Release")
    tree.says(f"Released to Japan: {first}")

    # The second may not go yet.
    tree.press("button", f"{second} → Japan")
    tree.press("button", "Don’t release")
    tree.write("Reason", "not before Friday")
    tree.press("button", "Refuse")
    tree.says(f"Not released to Japan: {second}")

    # What was done stands in the own decisions; the first is recalled after all.
    tree.press("link", "My decisions")
    tree.says(first)
    tree.says(second)
    tree.press("link", "Holdings")
    tree.write("Search", first, role="searchbox")
    # The list is drawn anew as one types: what is pressed before is gone.
    tree.says("1 found")
    browser.settled()
    tree.press("link", first)
    tree.press("tab", "Releases and receipts")
    tree.press("button", "Recall it")
    tree.write("Reason", "in error")
    tree.reach("textbox", "Deadline")
    browser.press(Keys.CONTROL + "a")
    tree.write("Deadline", "2099-01-01")
    tree.press("button", "Send the recall")
    tree.says("Recall sent to Japan")
    assert browser.violations() == []
