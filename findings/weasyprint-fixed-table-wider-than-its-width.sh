#!/bin/bash
# WeasyPrint 57.2 (the one of Debian 12): a table of fixed layout whose cells have widths in percent is wider than its own width.
#
# CSS 2.1, 17.5.2.1: the cells of the first row give the widths of the columns, and "the width of the table is then the greater of the value of
# the 'width' property for the table element and the sum of the column widths". Percentages are of the table's width, and browsers take the
# cell's padding from within them: eight cells of 12.5 % make a table of 100 %. Guess: the same on paper.
# Seen: the padding of every cell comes on top of its percentage, and the last column runs off the page without a word; the same widths at
# `col` elements make a table of 100 %. Nothing is logged.
# Exit 0: seen again. Exit 1: it behaves otherwise now. Exit 2: could not be tried.
set -u
folder=$(mktemp -d) || exit 2
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv" || exit 2
# It has no upper bound for pydyf, of which later versions have another interface.
"$folder/venv/bin/python" -m pip install --quiet --disable-pip-version-check weasyprint==57.2 pydyf==0.5.0 || exit 2
cat > "$folder/try.py" <<'PYTHON'
import weasyprint

STYLE = (
    "<style>@page { size: 800px 400px; margin: 40px } body { margin: 0 } th { padding: 0 8px }"
    " table { table-layout: fixed; width: 100%; border-collapse: collapse }</style>"
)
CELLS = "".join(f'<th style="width: 12.5%">{n}</th>' for n in range(8))
COLUMNS = "<colgroup>" + '<col style="width: 12.5%">' * 8 + "</colgroup>"
PLAIN = "".join(f"<th>{n}</th>" for n in range(8))


def right(table):
    """Where the last cell ends, in pixels from the left edge of the page; the margin begins at 760."""
    page = weasyprint.HTML(string=f"{STYLE}<table>{table}</table>").render().pages[0]
    boxes = [box for box in page._page_box.descendants() if type(box).__name__ == "TableCellBox"]
    return round(max(box.position_x + box.margin_width() for box in boxes))


print("weasyprint", weasyprint.__version__)
cells, columns = right(f"<tr>{CELLS}</tr>"), right(f"{COLUMNS}<tr>{PLAIN}</tr>")
print(f"widths at cells: ends at {cells} px", f"widths at columns: ends at {columns} px", "page: 800 px, margin from 760 px", sep="\n")
raise SystemExit(0 if cells > 800 and columns == 760 else 1)
PYTHON
"$folder/venv/bin/python" "$folder/try.py"
