"""Every parser of outside input at 1, 10, 100 and 1,000 times 4 KiB: what is linear has the same rate at each."""

import json
import os
import subprocess

SMALL, LARGE = str(40 << 10), str(4 << 20)


def rates(binary, work, *words):
    """Bytes a second of a core, of each parser and shape of input at each size."""
    folder = os.path.join(work, "parsers")
    os.makedirs(folder, exist_ok=True)
    found = {}
    with subprocess.Popen([binary, folder, *words], stdout=subprocess.PIPE, text=True) as process:
        for line in process.stdout:
            found |= json.loads(line)
    if process.returncode:
        raise RuntimeError("ParserBench ended with %d after %d shapes of input" % (process.returncode, len(found)))
    return found


def measure(binary, work, row):
    found = rates(binary, work)
    ratios = sorted((rate[LARGE] / rate[SMALL], name) for name, rate in found.items())
    short = ["%s %.2f x" % (name, ratio) for ratio, name in ratios if ratio < 0.5]
    worst, name = ratios[0]
    row(
        "every parser of outside input: bytes/s a core at 4 MiB beside 40 KiB, the worst",
        worst,
        "x",
        ">= 0.5 x",
        worst >= 0.5,
        "%d shapes of input; %s"
        % (len(found), "; ".join(short) if short else "%s: %.0f MB/s" % (name, found[name][LARGE] / 1e6)),
    )
    line = (4 << 20) / max(found["accord, one line"][LARGE], 1)
    row("an agreement file of 4 MiB in one line, refused", line * 1e3, "ms", "<= 200 ms", line <= 0.2)
    slowest, name = max(
        ((4 << 20) / max(rate[LARGE], 1), name) for name, rate in found.items() if name.startswith("accord")
    )
    row("an agreement file of 4 MiB, read, checked and told, the slowest shape", slowest * 1e3, "ms", "-", True, name)
