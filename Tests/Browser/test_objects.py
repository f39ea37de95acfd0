"""The page of one object: what is offered there, and what its portions bear."""

from people import person
from support import wait_for


def test_a14_a_received_object_is_not_offered_to_its_originator(browser, world):
    tanaka = person(world.japan, "originator", "disclosure-officer", title="田中")
    item = world.harbour["id"]
    wait_for(lambda: tanaka.get(f"objects/{item}").status == 200, what="what the EU gave")
    for language, words in {"en": "It came from European Union", "ja": "European Union から受け取った情報"}.items():
        browser.open(world.japan, f"object/{item}", tanaka, language)
        browser.wait(lambda: browser.all(".decision[data-party=eu]"), "the decisions")
        card = browser.one(".decision[data-party=eu]")
        assert words in card.text and not card.find_elements("css selector", "button, .outcome")
        assert browser.all(".decision[data-party=korea] .outcome")
        # Nobody is named to whom it does not go.
        browser.driver.execute_script("document.querySelector('details.options').open = true")
        assert [box.get_attribute("value") for box in browser.all("details.options input[type=checkbox]")] == ["korea"]
        assert browser.violations() == []
        browser.shot(f"object-received-{language}")
