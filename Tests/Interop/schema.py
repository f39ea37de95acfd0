"""The steps of the schema as released, read from the source: tests make stores of earlier releases with them."""

import re

from support import REPOSITORY

FOLDER = REPOSITORY / "Sources" / "Store" / "Schema"


def schema_steps():
    """Every step in order: its name and its statements."""
    source = "".join(path.read_text() for path in sorted(FOLDER.glob("SchemaSteps*.swift")))
    names = re.search(r"static let all: \[StaticString\] = \[(.*?)\]", source, re.S).group(1)
    texts = dict(re.findall(r'static let (\w+): StaticString = """\n(.*?)\n        """', source, re.S))
    return {name: texts.pop(name) for name in re.findall(r"\w+", names)}
