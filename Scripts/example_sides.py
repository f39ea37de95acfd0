"""What the examples of `make run` share: a party's node, worked at the command line as its desk works it."""

import json
import subprocess
import sys

TITLES = {"eu": "European Union", "japan": "Japan", "korea": "Republic of Korea"}
# EXERCISE, which every invented object of the example has, and levels of the TLP.
EXERCISE = "marking-definition--4082ab6a-fa50-415b-9255-04ba1070b41a"
GREEN = "marking-definition--bab4a63c-aed9-4cf5-a766-dfca5abac2bb"
AMBER = "marking-definition--55d920b0-5e8b-4f79-9ee9-91f868d9b421"


class Side:
    """One party's node, worked by one of its desks."""

    def __init__(self, folder, name, identity, desk):
        self.folder, self.name, self.identity = folder / name, name, identity
        self.officer = f"{desk} ({TITLES[name]})"

    def run(self, *arguments, given=None, passed=(0,)):
        done = subprocess.run(
            ["entente", *arguments, "--node", str(self.folder)],
            input=given,
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode not in passed:
            sys.exit(f"{' '.join(arguments)}: {done.stdout}{done.stderr}")
        return done.stdout

    def act(self, verb, act, /, **body):
        """The identifiers of what an act wrote."""
        # 1: a party may not have it from this node, such as an act on what a third party opened.
        written = self.run(verb, act, "--body", "-", "--officer", self.officer, given=json.dumps(body), passed=(0, 1))
        return [line.split()[0] for line in written.splitlines()]

    def give(self, other, *ids):
        self.run("release", *ids, "--to", other.name, "--officer", self.officer)
        other.fetch(self)

    def fetch(self, other):
        self.run("pull", other.name)
