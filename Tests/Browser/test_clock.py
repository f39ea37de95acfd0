"""Moments in the zone of the place, in Zulu or in the reader's own, by a switch that all shown times follow;
days are days, in fields that read what people write."""

import uuid

import pytest
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.ui import Select

from support import GREEN, indicator
from world import made

# 07:11 in Korea, which is the day before in Zulu and in Brussels.
MOMENT = "2024-10-30T22:11:00.000Z"


@pytest.fixture(scope="module")
def launch(world):
    place = {
        "type": "location",
        "spec_version": "2.1",
        "id": f"location--{uuid.uuid4()}",
        "created": "2026-01-01T00:00:00.000Z",
        "modified": "2026-01-01T00:00:00.000Z",
        "name": "Pyongyang area",
        "country": "KP",
        "object_marking_refs": [GREEN],
    }
    event = made(
        "entente-event",
        name="Launch in October",
        kind="troop-movement",
        occurred_from=MOMENT,
        occurred_precision="minute",
        place="Near Pyongyang",
        location_ref=place["id"],
        participant_refs=[f"identity--{uuid.uuid4()}"],
        description="A launch.",
    )
    world.eu.load([place, event], "october.json")
    return event


def shown(browser, moment=MOMENT):
    return browser.text(f".events time[datetime='{moment}']")


WRITTEN = {
    "en": ("31 Oct 2024 07:11 KST · 22:11Z (30 Oct)", "30 Oct 2024 22:11Z", "30 Oct 2024 23:11 CET · 22:11Z"),
    "ja": (
        "2024年10月31日 07:11 KST · 22:11Z (10月30日)",
        "2024年10月30日 22:11Z",
        "2024年10月30日 23:11 CET · 22:11Z",
    ),
    "fr": ("31 oct. 2024 07:11 KST · 22:11Z (30 oct.)", "30 oct. 2024 22:11Z", "30 oct. 2024 23:11 CET · 22:11Z"),
    "de": ("31. Okt. 2024 07:11 KST · 22:11Z (30. Okt.)", "30. Okt. 2024 22:11Z", "30. Okt. 2024 23:11 CET · 22:11Z"),
}


@pytest.mark.parametrize("language", WRITTEN)
def test_a_moment_follows_the_switch_at_once(browser, world, launch, zone, language):
    place, zulu, mine = WRITTEN[language]
    zone("Europe/Brussels")
    browser.open(world.eu, "watch", world.officer, language)
    assert shown(browser) == place
    for mode, text in (("zulu", zulu), ("mine", mine), ("place", place)):
        Select(browser.one("#clock")).select_by_value(mode)
        assert shown(browser) == text
    assert browser.violations() == []
    browser.shot(f"clock-{language}")
    # No AM or PM, and no American order, on any page.
    for page in ("inbox", "queue", "requests", f"object/{world.report['id']}"):
        browser.open(world.eu, page, world.officer, language)
        text = browser.text("main")
        assert " AM" not in text and " PM" not in text and not any(f"{month} 1, 2" in text for month in ("Jan", "Feb"))


def test_the_choice_is_kept_and_elsewhere_the_reader_s_zone_stands(browser, world, launch, zone):
    zone("Asia/Tokyo")
    browser.open(world.eu, "watch", world.officer)
    Select(browser.one("#clock")).select_by_value("zulu")
    browser.driver.refresh()
    browser.settled()
    assert shown(browser) == "30 Oct 2024 22:11Z"
    Select(browser.one("#clock")).select_by_value("place")
    # What has no place is shown as the reader's clock goes.
    browser.open(world.eu, "inbox", world.officer)
    assert " JST · " in browser.text("main tbody time")
    # In a zone without a name its distance stands, and summer time is told apart.
    zone("America/Caracas")
    browser.open(world.eu, "inbox", world.officer)
    assert " UTC−4 · " in browser.text("main tbody time")
    zone("Europe/Brussels")
    browser.open(world.eu, f"object/{world.report['id']}", world.officer)
    assert "1 Jan 2026 01:00 CET · 00:00Z" in browser.text("dl.properties")


DAYS = {
    "2098-12-11": "2098-12-11",
    "2098/12/11": "2098-12-11",
    "11.12.2098": "2098-12-11",
    "11 Dec 2098": "2098-12-11",
    "11 December 2098": "2098-12-11",
    "Dec 11, 2098": "2098-12-11",
    "11. Dez. 2098": "2098-12-11",
    "1er août 2098": "2098-08-01",
    "11 déc. 2098": "2098-12-11",
    "３ März 2098": "2098-03-03",
    "2098年12月11日": "2098-12-11",
    "２０９８年１２月１１日": "2098-12-11",
    "12/11/2098": None,
    "11 ju 2098": None,
    "31.02.2098": None,
    "tomorrow": None,
}


def test_days_are_read_as_people_write_them(browser, world):
    browser.open(world.eu, "inbox", world.officer)
    found = browser.driver.execute_async_script(
        "const [texts, done] = arguments;"
        "import('/day-field.js').then((module) => done(texts.map(module.dayIn)), (error) => done(String(error)))",
        list(DAYS),
    )
    assert dict(zip(DAYS, found, strict=True)) == DAYS
    moments = {"2026-11-24T08:30": "2026-11-24T08:30", "24.11.2026 8:05": "2026-11-24T08:05", "24.11.2026": None}
    found = browser.driver.execute_async_script(
        "const [texts, done] = arguments; import('/day-field.js').then((module) => done(texts.map(module.momentIn)))",
        list(moments),
    )
    assert dict(zip(moments, found, strict=True)) == moments


@pytest.mark.parametrize(
    ("language", "typed", "understood"),
    [
        ("en", "11 Dec 2098", "Thursday 11 December 2098"),
        ("ja", "2098年12月11日", "2098年12月11日木曜日"),
        ("fr", "11 déc. 2098", "jeudi 11 décembre 2098"),
        ("de", "11.12.2098", "Donnerstag, 11. Dezember 2098"),
    ],
)
def test_a_field_says_how_it_understood_and_has_a_calendar_for_the_keyboard(
    browser, world, language, typed, understood
):
    item = indicator(name=f"Field {uuid.uuid4().hex[:6]}", object_marking_refs=[GREEN])
    world.eu.load([item], f"{item['id']}.json")
    world.eu.run("release", item["id"], "--to", "japan", "--officer", "O")
    browser.open(world.eu, f"object/{item['id']}?tab=releases", world.officer, language)
    browser.click("button.recall")
    due = "dialog input[name=due]"
    browser.type(due, "12/11/2098")
    browser.wait(lambda: browser.text("dialog .understood"), "what was not understood")
    assert not browser.driver.execute_script(f"return document.querySelector('{due}').checkValidity()")
    assert browser.violations() == []
    browser.type(due, typed)
    browser.wait(lambda: browser.text("dialog .understood").replace("Thursday, ", "Thursday ") == understood, "the day")
    # The calendar: from that day a week on, a month on, to the end of the week, and Enter takes it.
    browser.click("dialog .calendar-open")
    assert browser.focused().get_attribute("data-day") == "2098-12-11"
    assert browser.violations() == []
    browser.shot(f"calendar-{language}")
    browser.press(Keys.ARROW_DOWN, Keys.PAGE_DOWN, Keys.END)
    assert browser.focused().get_attribute("data-day") == "2099-01-18"
    browser.press(Keys.ENTER)
    browser.wait(lambda: not browser.all(".calendar"), "the end of the calendar")
    assert browser.focused().get_attribute("name") == "due"
    # Escape closes the calendar, and not the dialog.
    browser.click("dialog .calendar-open")
    browser.press(Keys.ESCAPE)
    browser.wait(lambda: not browser.all(".calendar"), "the end of the calendar")
    assert browser.all("dialog")
    browser.click("dialog .primary")
    browser.wait(lambda: not browser.all("dialog"), "the end of the dialog")
    assert [one["due"] for one in world.officer.get("recalls").json()["items"] if one["item"] == item["id"]] == [
        "2099-01-18T23:59:59Z"
    ]
