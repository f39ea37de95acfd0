"""What Chromium prints, read back by a program of others: `pdftotext` of poppler-utils."""

import base64
import subprocess

from browser import OUTPUT


def printed(browser, name):
    """The texts of the sheets that the page makes, and keeps the file beside the screenshots."""
    made = browser.driver.execute_cdp_cmd("Page.printToPDF", {"printBackground": False})
    file = OUTPUT / f"{name}.pdf"
    file.write_bytes(base64.b64decode(made["data"]))
    text = subprocess.run(
        ["pdftotext", "-layout", file, "-"], capture_output=True, text=True, check=True, timeout=60
    ).stdout
    return text.split("\f")[:-1]


def lines(sheet):
    return [line.strip() for line in sheet.splitlines() if line.strip()]
