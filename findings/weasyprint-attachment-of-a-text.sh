#!/bin/bash
# WeasyPrint 57.2 (the one of Debian 12): an attachment that is given as a text cannot be written.
#
# `Attachment`: "An instance is created in the same way as HTML, except that the HTML specific arguments (encoding and media_type) are not
# supported", and HTML takes `string=` as a text. Guess: `write_pdf(attachments=[Attachment(string="a text")])` makes a PDF that holds the text.
# Seen: AttributeError "'str' object has no attribute 'read'"; the same bytes as `file_obj=` are attached.
# Exit 0: seen again. Exit 1: it behaves otherwise now. Exit 2: could not be tried.
set -u
folder=$(mktemp -d) || exit 2
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv" || exit 2
# It has no upper bound for pydyf, of which later versions have another interface.
"$folder/venv/bin/python" -m pip install --quiet --disable-pip-version-check weasyprint==57.2 pydyf==0.5.0 || exit 2
cat > "$folder/try.py" <<'PYTHON'
import io

import weasyprint


def outcome(**source):
    try:
        pdf = weasyprint.HTML(string="<p>a page").write_pdf(attachments=[weasyprint.Attachment(**source)])
        return "made" if b"/EmbeddedFile" in pdf else "made without it"
    except Exception as error:
        return f"{type(error).__name__}: {error}"


print("weasyprint", weasyprint.__version__)
text, file = outcome(string="a text"), outcome(file_obj=io.BytesIO(b"a text"))
print(f"string: {text}", f"file_obj: {file}", sep="\n")
raise SystemExit(0 if text.startswith("AttributeError") and file == "made" else 1)
PYTHON
"$folder/venv/bin/python" "$folder/try.py"
