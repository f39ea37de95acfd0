"""Three linked nodes with people, and one browser for the whole run."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "Interop"))

import pytest  # noqa: E402

from browser import Browser  # noqa: E402
from world import World  # noqa: E402


@pytest.fixture(scope="session")
def world(tmp_path_factory):
    made = World(tmp_path_factory.mktemp("world"))
    yield made
    made.stop()


@pytest.fixture(scope="session")
def chromium():
    made = Browser()
    yield made
    made.quit()


@pytest.fixture
def browser(chromium):
    """The browser as if just opened, at its usual width;
    fails the test if the console of the browser shows an error."""
    chromium.fresh()
    yield chromium
    assert chromium.errors() == []


@pytest.fixture
def zone(browser):
    """Puts the browser into a zone of time; the machine's own stands again afterwards."""

    def choose(name):
        browser.driver.execute_cdp_cmd("Emulation.setTimezoneOverride", {"timezoneId": name})

    yield choose
    choose("")
