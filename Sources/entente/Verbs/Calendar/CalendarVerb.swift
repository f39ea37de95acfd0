import Calendars
import JSON
import STIX

/// `entente calendar`: what calendars of others mean.
enum CalendarVerb {
    static let verb = Verb(
        name: "calendar",
        summary: "say when the events of calendar files take place",
        synopsis: "apply|check|expand|flatten FILE… [--from DAY] [--until DAY] [--zone ZONE]… [--json]",
        description: """
            Files are iCalendar (RFC 5545), each read by itself: a zone that one describes changes nothing in another.
            A FILE of `-` is standard input.

              apply    takes the messages of the files in their order (RFC 5546) and prints what they leave of each
                       meeting, and what was not taken; with --json, a meeting or a message a line
              check    prints what is to be said of each object; with --json, one finding a line
              expand   prints when everything takes place, the earliest first, in UTC; with --json, one instance a line
              flatten  prints a calendar with one event for each instance, in UTC, for programs that repeat series on
                       the clock of their own place; the local times of each --zone stand in its description

            A zone is the one that the file describes; else the one of that name in the tz database; else what Windows
            calls so, by ICU's table; else the time stays a local one: no instant is invented. A start that the clock
            skips is read by the time before the change and keeps its length; of a start that it shows twice the first
            counts. Lengths in hours are exact, lengths in days are those of the calendar.

            Of two forms of a meeting the higher SEQUENCE counts, then the later DTSTAMP, in whatever order they come.
            Answers count from who was invited, a counter-proposal changes nothing, and what was called off stays.

            Exit status: 0 done; 1 (check, apply) if something is to be said; 2 if a file is no calendar.
            """,
        options: [
            .value("from", "DAY", "nothing that is over before this day (UTC) or moment; the default is 1970"),
            .value("until", "DAY", "nothing that begins on this day, at this moment or later; the default is 2100"),
            .value(
                "zone",
                "ZONE",
                "expand: where times without a zone are read; flatten: a place whose times are told",
                isRepeatable: true
            ),
            .flag("json", "print the answer as json lines"),
        ],
        examples: [
            "entente calendar expand talks.ics --from 2027-03-01 --until 2027-05-01",
            "entente calendar flatten talks.ics --zone Asia/Tokyo --zone Europe/Brussels",
            "entente calendar check --json talks.ics",
            "entente calendar apply invitation.ics answer.ics cancellation.ics",
        ],
        run: run
    )

    private static let actions = ["apply", "check", "expand", "flatten"]

    @Sendable
    private static func run(_ arguments: Arguments) throws(CommandFailure) -> ExitStatus {
        guard let action = arguments.operands.first, actions.contains(action), arguments.operands.count > 1 else {
            throw CommandFailure(
                "an action and a file are needed",
                help: "the actions are " + actions.map { "`\($0)`" }.joined(separator: ", ")
            )
        }
        if action == "apply" {
            let messages = try arguments.operands.dropFirst().map { path throws(CommandFailure) in
                (path: path, bytes: try Input(path: path).all())
            }
            return try CalendarApply.run(messages, isJSON: arguments.has("json"))
        }
        let files = try arguments.operands.dropFirst().map { path throws(CommandFailure) in
            (path: path, file: try read(path))
        }
        switch action {
        case "check": return try check(files, arguments)
        case "expand":
            let zones = arguments.values("zone")
            guard zones.count < 2 else { throw CommandFailure("`calendar expand` takes one `--zone`") }
            expand(try occurrences(files, arguments, zone: zones.first), arguments)
        default: try flatten(try occurrences(files, arguments, zone: nil), arguments)
        }
        return .yes
    }

    private static func read(_ path: String) throws(CommandFailure) -> CalendarFile {
        let bytes = try Input(path: path).all()
        return try of(path) { () throws(CalendarFault) in try CalendarFile(bytes) }
    }

    /// A fault of a calendar, with the name of its file.
    private static func of<Value>(_ path: String, _ body: () throws(CalendarFault) -> Value) throws(CommandFailure)
        -> Value
    {
        do throws(CalendarFault) {
            return try body()
        } catch {
            throw CommandFailure("`\(path)`: \(error)")
        }
    }

    private static func occurrences(
        _ files: [(path: String, file: CalendarFile)],
        _ arguments: Arguments,
        zone: String?
    ) throws(CommandFailure) -> [Occurrence] {
        let from = try moment(arguments.value("from") ?? "1970-01-01")
        let until = try moment(arguments.value("until") ?? "2100-01-01")
        guard from < until else { throw CommandFailure("`--from` is not before `--until`") }
        let found = try files.map { path, file throws(CommandFailure) in
            let all = try of(path) { () throws(CalendarFault) in
                try file.occurrences(from: from, until: until, zone: zone)
            }
            guard let found = all else {
                throw CommandFailure("`\(zone ?? "")` is no zone", help: "write for example `Europe/Brussels`")
            }
            return found
        }
        return found.count == 1 ? found[0] : found.flatMap(\.self).sorted { ($0.start, $0.uid) < ($1.start, $1.uid) }
    }

    /// Seconds of UTC since 1970.
    private static func moment(_ text: String) throws(CommandFailure) -> Int64 {
        let whole = text.contains("T") ? text : "\(text)T00:00:00Z"
        guard let timestamp = STIXTimestamp(whole) else {
            throw CommandFailure(
                "`\(text)` is no day",
                help: "write for example `2027-03-28` or `2027-03-28T09:00:00Z`"
            )
        }
        return timestamp.microsecondsSinceEpoch / 1_000_000
    }

    private static func check(
        _ files: [(path: String, file: CalendarFile)],
        _ arguments: Arguments
    ) throws(CommandFailure) -> ExitStatus {
        var count = 0
        for (path, file) in files {
            for one in try of(path, { () throws(CalendarFault) in try file.findings() }) {
                count += 1
                if arguments.has("json") {
                    line([
                        "file": .string(path), "uid": one.uid.isEmpty ? nil : .string(one.uid),
                        "object": one.place.map { .integer($0) }, "note": .string(one.note.code.rawValue),
                        "about": one.note.about.isEmpty ? nil : .string(one.note.about),
                    ])
                } else {
                    let object = one.place.map { "object \($0), \(one.uid)" } ?? "file"
                    Output.print("\(path): \(object): \(text(one.note))\n")
                }
            }
        }
        return count == 0 ? .yes : .no
    }

    private static func text(_ note: CalendarNote) -> String {
        note.about.isEmpty ? note.code.rawValue : "\(note.code.rawValue) (\(note.about))"
    }

    private static func expand(_ found: [Occurrence], _ arguments: Arguments) {
        for one in found {
            if arguments.has("json") {
                line([
                    "uid": .string(one.uid), "instance": .string(one.instance.text), "start": .string(one.start.text),
                    "end": .string(one.end.text), "zone": one.zone.map { .string($0) },
                    "notes": .strings(one.notes.map(\.code.rawValue)),
                ])
            } else {
                let notes = one.notes.isEmpty ? "" : "  [\(one.notes.map(text).joined(separator: "; "))]"
                Output.print("\(one.start.text)  \(one.end.text)  \(one.zone ?? "-")  \(one.summary)\(notes)\n")
            }
        }
    }

    private static func flatten(_ found: [Occurrence], _ arguments: Arguments) throws(CommandFailure) {
        guard let feed = FlatFeed(zones: arguments.values("zone")) else {
            throw CommandFailure("a `--zone` is none", help: "write for example `Europe/Brussels`")
        }
        Output.write(feed.bytes(of: found))
    }

    private static func line(_ members: KeyValuePairs<String, JSONTree?>) {
        Output.write(JSONTree.members(members).bytes() + [UInt8(ascii: "\n")])
    }
}
