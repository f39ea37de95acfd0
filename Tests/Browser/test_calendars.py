"""Calendar feeds on one's own page, and what leaves in them on the page of the node."""

import base64
import http.client

from selenium.webdriver.support.ui import Select


def fetched(node, name, token, path="/calendars/en/feed.ics"):
    connection = http.client.HTTPConnection("127.0.0.1", node.console, timeout=60)
    secret = base64.b64encode(f"{name}:{token}".encode()).decode()
    connection.request("GET", path, headers={"Authorization": f"Basic {secret}"})
    answer = connection.getresponse()
    answer.read()
    connection.close()
    return answer.status


def test_a_feed_is_made_shown_once_and_revoked(browser, world):
    browser.open(world.eu, "account", world.officer)
    assert "There is no calendar feed yet." in browser.text("main")
    assert "an entry is called a meeting or a due date" in browser.text("main")
    browser.type("form:has(#make-feed) input[name=name]", "Field telephone")
    browser.click("#make-feed")
    browser.wait(lambda: browser.all(".one-time"), "the token")
    token = browser.text(".one-time")
    card = browser.text(".link-card")
    assert "/calendars/en/feed.ics" in card and "/calendars/en/series.ics" in card and token.startswith("entente_")
    browser.wait(lambda: browser.all("button[aria-label='Revoke: Field telephone']"), "the feed in the list")
    assert browser.violations() == []
    browser.shot("calendar-feed")
    assert fetched(world.eu, world.officer.name, token) == 200
    browser.open(world.eu, "account", world.officer)
    assert token not in browser.driver.page_source
    row = browser.text("tr:has(button[aria-label='Revoke: Field telephone'])")
    assert "never" not in row
    browser.click("button[aria-label='Revoke: Field telephone']")
    browser.says("The feed opens nothing any more.")
    browser.wait(lambda: not browser.all("button[aria-label='Revoke: Field telephone']"), "an end of the feed")
    assert fetched(world.eu, world.officer.name, token) == 401
    assert browser.errors() == []


def test_an_administrator_says_what_leaves_in_calendars(browser, world):
    browser.open(world.eu, "node", world.chief)
    assert "Entries leave up to: TLP:AMBER. What is above is left out." in browser.text("main")
    browser.type("#calendar-rules input[name=levels]", ", EU NOWHERE")
    browser.click("#set-calendar-rules")
    browser.says("one of the levels is no level of the agreements in use", "main")
    browser.one("#calendar-rules input[name=levels]").clear()
    browser.type("#calendar-rules input[name=levels]", "TLP:GREEN")
    Select(browser.one("#calendar-rules select[name=above]")).select_by_value("busy")
    browser.click("#calendar-rules input[name=titles]")
    browser.click("#set-calendar-rules")
    browser.says("Entries leave up to: TLP:GREEN. What is above and our own is shown as busy.", "main")
    assert "Titles, series and places are included." in browser.text("main")
    assert browser.violations() == []
    browser.shot("calendar-rules")
    assert len(browser.errors()) == 1


def test_an_administrator_loads_a_table_of_working_days(browser, world, tmp_path):
    browser.open(world.eu, "node", world.chief)
    assert "Japan, offices of the State" in browser.text("main") and "EU institutions" not in browser.text("main")
    file = tmp_path / "days.json"
    file.write_text(
        '{"seat": "EU", "source": "Decision of the heads of administration", "years": {"2027": ["2027-01-04"]}}'
    )
    browser.one("#working-days input[type=file]").send_keys(str(file))
    browser.click("#load-days")
    browser.wait(lambda: "EU institutions" in browser.text("main"), "the table")
    assert browser.violations() == []
    browser.shot("working-days")
    assert browser.errors() == []
