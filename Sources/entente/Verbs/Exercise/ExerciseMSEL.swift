import Configuration
import Exercises
import JSON
import STIX
import Sheets
import Tables

/// `entente exercise msel`: lists of injects (MEL/MIL) as sheets.
enum ExerciseMSEL {
    static let verb = Verb(
        name: "exercise msel",
        summary: "say what a list of injects has and when each is played; hold it against another; write it",
        synopsis: "FILE [OUT] [--startex MOMENT] [--zone ZONE] [--against FILE] [--to xlsx|csv] [--json]",
        description: """
            FILE is a workbook (XLSX) or a file of separated values, by what it is; `-` is standard input. Columns are
            found by their names in English, Japanese, French and German, in the shapes of common tools and templates;
            further columns are kept.

            Without more it prints an inject a line, as JSON: number, `at` (its instant in UTC, or null), `basis` (its
            time as it is written), `timing` (its kind: exact, clock, relative, startex, after, on-demand), what the
            list says of it, the values of further columns (`own`), its row, and what is to be said of its time.

              --dry-run  prints what each column became, a line each, and nothing of the injects
              --against  prints what FILE changes in the list of another file: same, changed, new, missing or refused;
                         an inject that was sent, or is past by --now, is not changed
              --to       writes the list, in the same shape, to OUT or standard output; with --against, the list as it
                         is afterwards; with --postpone, with other times. A text is never a formula

            Times: `2027-03-12T15:30Z`, `121530ZMAR27`, `9:30`, `10h34`, `D+1 09:30`, `D+2 H+3 M+45` (also J and T),
            `STARTEX+2:30`, `STARTEX+PT2H30M`, `+0:30` after the inject that the row depends on, nothing or `on demand`.
            Clock times are on the clock of the row's zone, or of --zone; the others pass, whatever is done to clocks.

            Findings go to standard error, or with --json to standard output, a line each.

            Exit status: 0 done; 1 if a time, a number or a dependency is wrong, or a change was refused; 2 if the file
            is no list of injects.
            """,
        options: [
            .value(
                "startex",
                "MOMENT",
                "when the exercise starts: `2027-03-12T08:00:00Z`, a date-time group, a local time"
            ),
            .value("zone", "ZONE", "the zone of clock times that say none, such as `Asia/Tokyo`"),
            .value("sheet", "NAME", "the sheet of a workbook; else the one that has most of the known columns"),
            .value(
                "map",
                "FIELD=COLUMN",
                "what a column means: by its name or letters; `own=COLUMN` for none; or a FILE of such lines",
                isRepeatable: true
            ),
            .value("dates", "dmy|mdy", "what stands first in days such as 3/4/2027"),
            .flag("dry-run", "print what each column became"),
            .value("against", "FILE", "the list that is held"),
            .value("now", "MOMENT", "--against: injects up to this moment are past"),
            .value("postpone", "LENGTH", "move injects, such as `90 min`, `-PT2H`, `P1D`"),
            .value("storyline", "NAME", "--postpone: those of a storyline alone", isRepeatable: true),
            .value("number", "NUMBER", "--postpone: those of these numbers alone", isRepeatable: true),
            .value("to", "FORM", "write the list: `xlsx` or `csv`"),
            .value("banner", "TEXT", "--to: what says that it is an exercise, on each page, or in the first line"),
            .flag("json", "print findings as json lines, too"),
        ],
        examples: [
            "entente exercise msel msel.xlsx --startex 2027-03-12T08:00:00Z --zone Asia/Tokyo",
            "entente exercise msel msel.csv --dry-run --map 'title=Event Description' --map time=C",
            "entente exercise msel new.xlsx --against held.xlsx --now 2027-03-12T10:00:00Z",
            "entente exercise msel msel.xlsx later.xlsx --to xlsx --postpone '90 min' --storyline Cyber \\",
            "  --startex 2027-03-12T08:00:00Z --zone Asia/Tokyo --banner 'EXERCISE EXERCISE EXERCISE'",
        ],
        run: run
    )

    @Sendable
    private static func run(_ arguments: Arguments) throws(CommandFailure) -> ExitStatus {
        let form = arguments.value("to")
        guard let file = arguments.operands.first, arguments.operands.count <= (form == nil ? 1 : 2) else {
            throw CommandFailure("a file is needed, and with `--to` one to write at most")
        }
        guard form == nil || form == "xlsx" || form == "csv" else {
            throw CommandFailure("`--to` is `xlsx` or `csv`")
        }
        let order = try order(arguments)
        let times = try times(arguments, order)
        let list = try MSELFile(path: file, sheet: arguments.value("sheet"), mapping: try mapping(arguments))
        var findings = MSELFindings(file: file, isJSON: arguments.has("json"))
        if arguments.has("dry-run") {
            for line in list.columnLines { findings.line(line) }
        }
        findings.add(list.table.notes, sheet: list.table.name)
        findings.add(list.sheet.findings)
        let schedule = InjectSchedule(list.sheet.injects, times: times, order: order)
        findings.add(list.sheet.findings(of: schedule))
        var injects = list.sheet.injects
        if let held = arguments.value("against") {
            injects = try merged(injects, into: held, arguments, times, order, &findings)
        }
        if let length = arguments.value("postpone") {
            injects = try postponed(injects, by: length, arguments, times, order)
        }
        if let form {
            let bytes = try written(injects, list.sheet.shape, form, arguments)
            try write(bytes, to: arguments.operands.dropFirst().first)
        } else if !arguments.has("dry-run"), !arguments.has("against") {
            let schedule = InjectSchedule(injects, times: times, order: order)
            for (inject, entry) in zip(injects, schedule.entries) { findings.line(MSELLine.members(inject, entry)) }
        }
        return findings.finish() ? .yes : .no
    }

    private static func order(_ arguments: Arguments) throws(CommandFailure) -> DateOrder? {
        guard let text = arguments.value("dates") else { return nil }
        guard let order = DateOrder(rawValue: text) else { throw CommandFailure("`--dates` is `dmy` or `mdy`") }
        return order
    }

    private static func times(_ arguments: Arguments, _ order: DateOrder?) throws(CommandFailure) -> ExerciseTimes {
        let zone = arguments.value("zone")
        if let zone, ClockZones().local(at: 0, in: zone) == nil {
            throw CommandFailure("`\(zone)` is no zone", help: "write for example `Europe/Brussels`")
        }
        var times = ExerciseTimes(start: nil, zone: zone, zones: ClockZones())
        times.start = try moment(arguments, "startex", times, order)
        return times
    }

    /// A moment of an option, in seconds of UTC since 1970.
    private static func moment(_ arguments: Arguments, _ name: String, _ times: ExerciseTimes, _ order: DateOrder?)
        throws(CommandFailure) -> Int64?
    {
        guard let text = arguments.value(name) else { return nil }
        if let timestamp = STIXTimestamp(text) { return timestamp.microsecondsSinceEpoch / 1_000_000 }
        guard let basis = try? BasisReader.basis(text, order: order), let instant = times.instant(of: basis).instant
        else {
            throw CommandFailure(
                "`--\(name) \(text)` is no moment",
                help: "write for example `2027-03-12T08:00:00Z`, or with `--zone` a local time: `2027-03-12 17:00`"
            )
        }
        return instant
    }

    private static func mapping(_ arguments: Arguments) throws(CommandFailure) -> InjectMapping {
        var mapping = InjectMapping()
        for word in arguments.values("map") {
            var lines = [word]
            if !word.contains("=") {
                let bytes = try Input(path: word).all(limit: 1 << 20)
                guard let text = String(validating: bytes, as: UTF8.self) else {
                    throw CommandFailure("`\(word)` is no text in UTF-8")
                }
                lines = text.split(whereSeparator: \.isNewline).map(String.init).filter {
                    !$0.hasPrefix("#") && !$0.allSatisfy(\.isWhitespace)
                }
            }
            for line in lines {
                do throws(InjectMapping.Fault) { try mapping.add(line) } catch {
                    throw CommandFailure("`--map`: \(error)")
                }
            }
        }
        return mapping
    }

    private static func merged(
        _ injects: [Inject],
        into path: String,
        _ arguments: Arguments,
        _ times: ExerciseTimes,
        _ order: DateOrder?,
        _ findings: inout MSELFindings
    ) throws(CommandFailure) -> [Inject] {
        // The list that is held may have the names of its columns by itself.
        let held = try MSELFile(path: path, sheet: nil, mapping: InjectMapping()).sheet.injects
        let schedule = InjectSchedule(held, times: times, order: order)
        let now = try moment(arguments, "now", times, order)
        let merge = InjectMerge(held: held, incoming: injects, closed: InjectMerge.closed(held, schedule, now: now))
        for entry in merge.entries { findings.add(entry) }
        return merge.injects
    }

    private static func postponed(
        _ injects: [Inject],
        by length: String,
        _ arguments: Arguments,
        _ times: ExerciseTimes,
        _ order: DateOrder?
    ) throws(CommandFailure) -> [Inject] {
        guard let move = Postponement(length) else {
            throw CommandFailure("`--postpone \(length)` is no length", help: "write for example `90 min` or `P1D`")
        }
        let (storylines, numbers) = (Set(arguments.values("storyline")), Set(arguments.values("number")))
        let isAll = storylines.isEmpty && numbers.isEmpty
        return move.applied(
            to: injects,
            where: { isAll || storylines.contains($0[.storyline]) || numbers.contains($0.number) },
            times: times,
            order: order
        )
    }

    private static func written(_ injects: [Inject], _ shape: InjectShape, _ form: String, _ arguments: Arguments)
        throws(CommandFailure) -> [UInt8]
    {
        var shape = shape
        let banner = arguments.value("banner")
        if form == "csv" {
            if let banner { shape.put(banner) }
            return SeparatedWriter.bytes(shape.table(injects))
        }
        do throws(TableFault) {
            let style = SheetStyle(banner: banner, title: shape.name, head: shape.head)
            return try SheetWriter.workbook([shape.table(injects)], style: style)
        } catch {
            throw CommandFailure("the list cannot be written: \(error)")
        }
    }

    private static func write(_ bytes: [UInt8], to path: String?) throws(CommandFailure) {
        guard let path, path != "-" else {
            Output.write(bytes)
            return
        }
        do {
            try Files.write(bytes, to: path)
        } catch {
            throw CommandFailure("cannot write `\(path)`: \(error)")
        }
    }
}
