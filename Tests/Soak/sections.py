"""Sections of a page that long runs write: each run replaces its own."""

import re
import time


def replace(file, title, command, lines):
    """Puts a section in the place of the one with the same title, or at the end."""
    date = time.strftime("%Y-%m-%d", time.gmtime())
    section = f"## {title}\n\nWritten by `{command}` on {date}.\n\n" + "\n".join(lines).rstrip() + "\n"
    text = file.read_text()
    pattern = re.compile(rf"^## {re.escape(title)}\n.*?(?=^## |\Z)", re.S | re.M)
    if pattern.search(text):
        text = pattern.sub(lambda _: section + "\n", text)
    else:
        text = text.rstrip() + "\n\n" + section
    file.write_text(text.rstrip() + "\n")
