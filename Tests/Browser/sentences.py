"""The sentences of the node that people meet in the console, read out of the Swift sources.

A key is the English sentence with its parts replaced: `{}` is a part in backticks or a number, `{*}` any other part
that the node puts in. `said` in Console/i18n.js takes an answer of the node apart in the same way.
"""

import re
from pathlib import Path

SOURCES = Path(__file__).resolve().parents[2] / "Sources"

# The rooms that a node is made of: whatever they say may reach people.
ROOMS = [
    *("Configuration", "Ledger", "Holdings", "Installation", "Witnessing", "Releasing"),
    *("Exchange", "People", "Desk", "TAXIIServer", "ConsoleServer", "RegistryServer", "CalendarServer"),
    *("DetectionServer", "MISPServer", "AdvisoryServer", "IndicatorServer", "SourceServer", "Node"),
]

# And these files of other rooms: their errors are handed on to people.
OTHERS = [
    "Advisories/CSAFDocument.swift",
    "Advisories/CSAFDocument+Advisory.swift",
    "Advisories/CVERecord.swift",
    "Advisories/Playbook+Advisory.swift",
    "Agreements/Analysis/Reach.swift",
    "Correlation/WarningList.swift",
    "Database/StoreError.swift",
    "Flows/Playbook.swift",
    "JSON/JSONError.swift",
    "JSON/JSONNumber.swift",
    "JSON/JSONScanner.swift",
    "JSON/JSONScanner+Characters.swift",
    "JSON/JSONScanner+Names.swift",
    "MISP/MISPFault.swift",
    "MerkleLog/Notes/Checkpoint.swift",
    "MerkleLog/Notes/Note.swift",
    "MerkleLog/Notes/NoteKey.swift",
    "MerkleLog/Tree/ProofCheck.swift",
    "STIX/ParagraphBlocks.swift",
    "STIX/Versioning.swift",
    "Outside/OutsideFlow.swift",
    "Outside/SourceFault+Words.swift",
    "Outside/SourceMarking.swift",
    "Webhooks/HookFlow.swift",
    "Store/Rows/MemberRows.swift",
    "Store/Rows/VersionRows.swift",
    "Store/Store.swift",
    "Store/Writer.swift",
    "TAXII/TAXIIEnvelope.swift",
    "Work/AgreedTextActs.swift",
    "Work/AgreedTextActs+Terms.swift",
    "Work/WorkAct.swift",
    "WorkExercises/ExerciseForm.swift",
    "WorkExercises/InjectActs.swift",
    "WorkExercises/InjectRow.swift",
    "WorkExercises/LessonActs.swift",
    "WorkExercises/LifeActs.swift",
    "WorkExercises/SeaActs.swift",
    "WorkTalks/TalksActs.swift",
]

# Files, or folders, of which no sentence reaches the console, with the reason.
LEFT_OUT = {
    "ConsoleServer/APIService+Once.swift": "about `Idempotency-Key`, which the console does not send",
    "ConsoleServer/APIService+OpenID.swift": "for the node's own log; the browser gets a code",
    "ConsoleServer/APIService+Operations.swift": "figures for machines",
    "ConsoleServer/APIService+Calls.swift": "the document of the API",
    "ConsoleServer/SharedShapes.swift": "the document of the API",
    "ConsoleServer/TextShapes.swift": "the document of the API",
    "SourceServer/PlaceShapes.swift": "the document of the API",
    "RegistryServer/RegistryShapes.swift": "the document of the API",
    "CalendarServer/CalendarService.swift": "answers to programs of calendars",
    "CalendarServer/CalendarAddress.swift": "answers to programs of calendars",
    "CalendarServer/CalendarFilter.swift": "answers to programs of calendars",
    "CalendarServer/CalendarShapes.swift": "the document of the API",
    "CalendarServer/DAVAnswer.swift": "answers to programs of calendars",
    "CalendarServer/DAVProperties.swift": "answers to programs of calendars",
    "CalendarServer/DAVReport.swift": "answers to programs of calendars",
    "DetectionServer/DetectionService.swift": "answers to programs that detect",
    "DetectionServer/DetectionShapes.swift": "the document of the API",
    "IndicatorServer/IndicatorCalls.swift": "the document of the API",
    "ConsoleServer/ConsoleAssets.swift": "no sentences",
    "ConsoleServer/NoticeMail.swift": "the head of a mail; what people read of it is in the console's words",
    "ConsoleServer/EventHub.swift": "the stream of events, of which a browser shows no error",
    "Releasing/Agreements/AgreementFolder.swift": "folders of the host, read by verbs",
    "Configuration/": "settings and files of the host, read when the node or a verb starts",
    "Exchange/Notices/RegistryDestructionFlow.swift": "the head of a certificate",
    "Exchange/Courier/": "courier files are written and read by verbs",
    "Exchange/Puller.swift": "for the node's own log",
    "Exchange/ImportBatch.swift": "files of the host, read by a verb",
    "Exchange/ImportFlow.swift": "files of the host, read by a verb",
    "Witnessing/AuditReport.swift": "the head of a file for auditors",
    "Witnessing/LedgerCheck.swift": "what a verb finds in the log",
    "Witnessing/ReceiptFile.swift": "receipts are verified by a verb, and by the browser in words of its own",
    "Witnessing/RecoveryFlow.swift": "a verb",
    "Witnessing/RotationFlow.swift": "a verb",
    "Ledger/StoredTiles.swift": "what a verb finds in the log",
    "Witnessing/WitnessFlow.swift": "what one node tells another",
    "Installation/Node.swift": "when the node starts",
    "Installation/Actor.swift": "who acts with a verb",
    "People/ActorFlow.swift": "who acts with a verb",
    "People/OpenIDProvider.swift": "for the node's own log; the browser gets a code",
    "TAXIIServer/": "answers to machines, which speak TAXII",
    "Desk/AllowedOrders.swift": "who acts with a verb",
    "Desk/OperatorWork.swift": "who acts with a verb",
    "Node/": "when the node starts",
}

# Strings in the other files that no person reads in the console.
UNREAD = {
    # Heads of answers.
    "text/plain; charset=utf-8",
    "text/csv; charset=utf-8",
    'attachment; filename="{*}"',
    'attachment; filename="entry-{*}.tlog-proof"',
    "bearer ",
    "default-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'",
    "camera=(), geolocation=(), microphone=()",
    # In a file, in the language of the text that it has.
    "Article {*}",
    "Artikel {*}",
    "Party {*}",
    # Names: of who acted, of feeds, of clients; a marking as it is written.
    "account ",
    "partner ",
    "partner {*}",
    "recall {*}",
    "{*} for {*}",
    "Released to {*}",
    "From {*}",
    " quick",
    "Releasable To",
    # What the kinds of records are, for the help of a verb.
    "an originator's answer about one item",
    "an officer's authority for a class of objects",
    "a recipient's assurance of protection",
    "a cleared and authorised person",
    "a facility that may hold classified items",
    "where an item or a copy of it is",
    "how an item was carried",
    "a loss or possible loss",
    "a visit with its approval",
    "the meaning of a marking",
    "a change of law that affects protection",
    "an item that is no longer needed",
    "what a recipient's software passes over",
    "an exercise that a recipient's feed is open for",
    # What a certificate of destruction lists.
    "search index",
    "what was set apart",
    "free pages",
    "write-ahead log",
    "exports and copies outside the node",
    "courier files written before",
    "memory of processes until they end",
    "blocks that the disk or its snapshots keep",
    # What SQLite says: for the node's own log.
    "could not {*}: {*} (SQLite {*})",
    # Under what something is set apart: the page has words of its own for it.
    "same id and version, other content",
    # A piece of which a sentence is made up; the whole is in WHOLE.
    "{*}, and {*} more",
    " and ",
    # In whose name a version that may not go any more leaves a feed, and a consent without one: in the log.
    "newer version",
    "without reference",
}

# Sentences that stand in no Swift string as a whole, and words that stand inside of others.
WHOLE = {
    "{*} has no receipt",
    "{*} has no receipt, and {*} more",
    "{*} is not what its receipt is for",
    "{*} is not what its receipt is for, and {*} more",
    # The first finding of the validation: the page says them all by their codes.
    "{}: {*} (STIX {}, {*}){*}",
    "{*} (STIX {}, {*}){*}",
    # Why an officer is asked about a newer version (`ReleasedVersion`).
    "a newer version waits; the older one stays",
    "its author has revoked it; the older version has left the feed",
    "the newer version may not go as the older one did, which has left the feed",
    "withdraw",
    "destroy",
    "reclassify",
    "correct",
    "recall",
    "rendition-changed",
    # What libcurl says when a partner's node cannot be reached.
    "Failed to connect to {*} port {} after {} ms: {*}",
    "Could not resolve host: {*}",
    "SSL: public key does not match pinned public key",
    "{*} timed out after {} milliseconds{*}",
}

# Sentences with words inside that are for the operator alone: translations leave them out.
SHORTER = {
    "{}: {*} (STIX {}, {*}){*}",
    "{*} (STIX {}, {*}){*}",
    "Failed to connect to {*} port {} after {} ms: {*}",
    "{*} timed out after {} milliseconds{*}",
}

SQL = re.compile(
    r"\b(SELECT|UPDATE [a-z]+ SET|INSERT (INTO|OR)|DELETE FROM|PRAGMA|SAVEPOINT|ROLLBACK TO|RELEASE job)\b"
)


def literals(text):
    """Each string of a Swift source, as its place, its end and its parts: texts,
    and what is put in between as `None`."""
    place = 0
    while place < len(text):
        if text.startswith("//", place):
            place = text.find("\n", place) % (len(text) + 1)
        elif text.startswith("/*", place):
            place = text.index("*/", place) + 2
        elif match := re.compile(r'#+"').match(text, place):
            place = text.index('"' + match[0][:-1], match.end()) + len(match[0])
        elif text[place] == '"':
            end, parts = literal(text, place)
            yield place, end, parts
            place = end
        else:
            place += 1


def literal(text, start):
    quote = '"""' if text.startswith('"""', start) else '"'
    place, parts = start + len(quote), [""]
    while not text.startswith(quote, place):
        if text.startswith("\\(", place):
            place, depth = place + 2, 1
            while depth:
                if text[place] == '"':
                    place, _ = literal(text, place)
                    continue
                depth += {"(": 1, ")": -1}.get(text[place], 0)
                place += 1
            parts += [None, ""]
        elif text[place] == "\\":
            parts[-1] += {"n": "\n", "t": "\t", "\n": ""}.get(text[place + 1], text[place + 1])
            place += 2
        else:
            parts[-1] += text[place]
            place += 1
    return place + len(quote), parts


# The declarations of calls: they are what the document of the API says.
CALLS = re.compile(
    r"static let \w+: \[APIEndpoint\] = \[\n.*?\n    \]\n|= WorkAct\(\n.*?\n    \) \{ call|words: Shape = .*?\n"
    r"|: KeyValuePairs<String, Shape> = \[\n.*?\n    \]\n|= Shape\.record\(\[\n.*?\n    \]\)\n",
    re.S,
)

NUMBER = r"(?<![\w.-])\d+(?:\.\d+)*(?![\w-])"


def numbered(words):
    """A key with its parts numbered, as texts name them."""
    count = iter(range(1, 100))
    return re.sub(r"\{\*?\}", lambda _: f"{{{next(count)}}}", words)


def key(parts):
    """The key of a sentence: what is named and what is counted are `{}`, all else that is put in is `{*}`."""
    whole = "".join("\0" if part is None else part for part in parts)
    whole = re.sub("`[^`]*`|" + NUMBER, "{}", whole)
    return whole.replace("\0", "{*}")


def sentences():
    """Each key with the files in which it stands."""
    found = {words: set() for words in WHOLE}
    files = [
        path
        for room in ROOMS
        for path in sorted((SOURCES / room).rglob("*.swift"))
        if not any(str(path.relative_to(SOURCES)).startswith(one) for one in LEFT_OUT)
    ]
    for path in files + [SOURCES / name for name in OTHERS]:
        text, before, parts = CALLS.sub("", path.read_text()), None, []
        for start, end, these in [*literals(text), (len(text), None, [])]:
            # Strings that are joined by `+` are one sentence.
            if before is not None and re.fullmatch(r"\s*\+\s*", text[before:start]):
                parts[-1] += these[0]
                parts += these[1:]
            else:
                words = key(parts)
                if re.search(r"[a-z] |[ }][a-z]", words) and not SQL.search(words) and words not in UNREAD:
                    found.setdefault(words, set()).add(str(path.relative_to(SOURCES)))
                parts = these
            before = end
    return found
