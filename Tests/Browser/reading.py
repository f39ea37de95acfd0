"""What a person reads on a page, and what nobody should have to read there."""

import json
import re
from pathlib import Path

LANGUAGES = Path(__file__).resolve().parents[2] / "Console" / "languages"

#: Identifiers, names of parties and of outcomes that are for machines, paths into an object.
MACHINE = re.compile(
    r"[a-z-]+--[0-9a-f]{8}|\beu\b|\bkorea\b|\bjapan\b|entente/log|rendition-changed|_refs?\b|\.\[\d+\]"
    r"|⟦|undefined|\[object"
)
#: A row that is called after a language.
TAGS = re.compile(r"(?:(?:en|ja|de|fr|ko)(?:, )?)+")

SHOWN = (
    "const copy = document.body.cloneNode(true);"
    "copy.querySelectorAll('code, pre, details:not([open]), option, .receipt-box').forEach((one) => one.remove());"
    "return copy.textContent"
)


def words(language):
    """The texts of a language, so that a test reads what its people read."""
    return json.loads((LANGUAGES / f"{language}.json").read_text())


def shown(browser):
    """What a person reads: without what is for machines, and without the choice of the language."""
    return browser.driver.execute_script(SHOWN)


def foreign(browser):
    """What of a page speaks to machines: the words found, and the rows called after a language."""
    named = browser.driver.execute_script(
        "return [...document.querySelectorAll('main a, main td, main h2, main h3, main li')]"
        ".map((one) => (one.innerText ?? one.textContent).trim())"
    )
    return [found.group() for found in MACHINE.finditer(shown(browser))] + [one for one in named if TAGS.fullmatch(one)]
