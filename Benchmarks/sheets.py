"""A workbook of 2,000 injects read, beside openpyxl in the same run."""

import datetime
import json
import os
import subprocess
import time

import openpyxl

HEAD = "番号,付与日時,件名,ストーリー,事象,インシデント,付与,発信元,付与先,手段,付与内容,期待行動,訓練目標,統制官,状態,依存,備考".split(
    ","
)


def workbook(path, injects):
    """A list of injects as openpyxl writes it: texts of some length in Japanese, numbers, days."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(HEAD)
    for number in range(1, injects + 1):
        when = datetime.datetime(2027, 3, 27, 9) + datetime.timedelta(minutes=number)
        sheet.append(
            [number, when if number % 2 else f"D+{number % 5} H+{number % 24} M+45", f"海賊対処に関する状況 {number}"]
            + [
                f"ストーリー{number % 7}",
                f"事象{number % 31}",
                f"事案{number % 97}",
                "状況付与",
                "海上保安庁",
                "第一護衛隊群当直",
            ]
            + [
                "電話",
                f"第{number}報。アデン湾において不審船を発見した。位置を通報する。" * 3,
                "通報し、所要の行動をとる。",
            ]
            + [f"目標{number % 9}", "統制部", "予定", None, None]
        )
    book.save(path)


def read(path):
    """What openpyxl takes for the values of all cells, at its quickest."""
    book = openpyxl.load_workbook(path, read_only=True, data_only=True)
    count = sum(len(row) for row in book.active.iter_rows(values_only=True))
    book.close()
    return count


def best(body, runs):
    times = []
    for _ in range(runs):
        start = time.perf_counter()
        body()
        times.append(time.perf_counter() - start)
    return min(times) * 1e3


def measure(binary, bench, work, row):
    file = os.path.join(work, "msel.xlsx")
    workbook(file, 2_000)
    command = [binary, "exercise", "msel", file, "--startex", "2027-03-27T08:00:00Z", "--zone", "Asia/Tokyo"]
    printed = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    assert len(printed.splitlines()) == 2_000
    inside = json.loads(subprocess.run([bench, "sheet", file], capture_output=True, text=True, check=True).stdout)
    ours, peer = inside["again_ms"], best(lambda: read(file), 5)
    beside = "%.1f x openpyxl (%.0f ms, read-only)" % (peer / ours, peer)
    is_met = ours <= 150 and peer / ours >= 5
    row("a workbook of 2,000 injects read", ours, "ms", "<= 150 ms, >= 5 x openpyxl", is_met, beside)
    whole = best(lambda: subprocess.run(command, capture_output=True, check=True), 9)
    what = "2,000 injects of a workbook, times found out and lines written, file and process included"
    row(what, whole, "ms", "-", True, "%.1f x openpyxl, which only reads" % (peer / whole))
