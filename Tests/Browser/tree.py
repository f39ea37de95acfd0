"""The accessibility tree, as a screen reader gets it: a thing has a role and a name, and is reached by nothing else."""

import re

from selenium.common.exceptions import ElementNotInteractableException, StaleElementReferenceException

from browser import Keys


class Tree:
    """Finds and works things by role and name alone (Accessibility domain of the DevTools protocol)."""

    def __init__(self, browser):
        self.browser, self.call = browser, browser.driver.execute_cdp_cmd
        self.call("Accessibility.enable", {})

    def nodes(self):
        """Each thing that is there for a reader: role, name, description, and where the browser has it."""
        found = []
        for node in self.call("Accessibility.getFullAXTree", {})["nodes"]:
            if not node.get("ignored") and "backendDOMNodeId" in node:
                name = node.get("name", {}).get("value", "")
                found.append((node["role"]["value"], re.sub(r"\s+", " ", name).strip(), node["backendDOMNodeId"]))
        return found

    def find(self, role, name):
        """The first thing of a role whose name has a text; waits for it."""

        def look():
            return next((place for is_role, called, place in self.nodes() if is_role == role and name in called), None)

        return self.browser.wait(look, f"a {role} called {name}")

    def names(self, role):
        return [called for is_role, called, _ in self.nodes() if is_role == role]

    def says(self, text):
        """Waits until some text of the page says so."""
        self.browser.wait(lambda: any(text in called for _, called, _ in self.nodes()), f"`{text}`")

    def reach(self, role, name):
        """Puts the focus on a thing, as a reader's jump to it does."""
        self.browser.wait(lambda: self._focused(role, name), f"the focus on the {role} {name}")

    def _focused(self, role, name):
        # A page may draw itself anew between the look and the jump.
        try:
            self.call("DOM.focus", {"backendNodeId": self.find(role, name)})
        except Exception as fault:
            if "Could not find node" in str(fault) or "not focusable" in str(fault):
                return False
            raise
        return True

    def press(self, role, name):
        """Works a button, link or row with the key that does so."""

        def work():
            self.reach(role, name)
            try:
                # To the thing itself: a key into a page that was drawn anew would do nothing.
                thing = self.browser.focused()
                if thing.tag_name == "body":
                    return False
                thing.send_keys(Keys.SPACE if role in ("checkbox", "radio") else Keys.ENTER)
            except (ElementNotInteractableException, StaleElementReferenceException):
                # The menu was drawn anew between the two, and the focus is nowhere.
                return False
            return True

        self.browser.wait(work, f"the {role} {name}")
        self.browser.settled()

    def write(self, name, text, role="textbox"):
        self.reach(role, name)
        self.call("Input.insertText", {"text": text})
