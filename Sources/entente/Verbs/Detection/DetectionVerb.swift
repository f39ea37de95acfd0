import Configuration
import DetectionFormats
import DetectionServer
import JSON
import STIX

/// `entente detection`: live indicators as programs that detect read them.
enum DetectionVerb {
    static let verb = Verb(
        name: "detection",
        summary: "write indicators as files for programs that detect",
        synopsis: "FORMAT FILE… [--out DIR] [--on DAY] [--unmarked USE] [--json]",
        description: """
            Files are STIX bundles, or an object or a bundle a line; a FILE of `-` is standard input. Formats are
            \(DetectionFormat.allCases.dropLast().map(\.rawValue).joined(separator: ", ")).

            Written is what a format can say exactly, of indicators that are live; each that is left out, and what is
            lost of one, is named on standard error with the reason, or with --json as lines on standard output. Of an
            indicator that bears PAP:RED nothing is written, of one with PAP:AMBER nothing to formats that block.
            Without --out the first file goes to standard output.

            The same indicators give the same bytes, in whatever order they come.

            Exit status: 0 everything is written, 1 something is left out, 2 could not be done.
            """,
        options: [
            .value("out", "DIR", "the folder for the files"),
            .value(
                "on",
                "DAY",
                "live at the begin of this day, such as `2026-11-30`, or at a moment; now without it"
            ),
            .value("unmarked", "USE", "what may be done without a PAP marking: none, passive, active (passive)"),
            .value("serial", "NUMBER", "rpz: the number of the zone's version (1)"),
            .flag("json", "print what is left out as json lines"),
        ],
        examples: [
            "entente detection rpz indicators.json --unmarked active > rpz.zone",
            "entente detection suricata indicators.json --out rules --json",
        ],
        run: run
    )

    @Sendable
    private static func run(_ arguments: Arguments) throws(CommandFailure) -> ExitStatus {
        guard let word = arguments.operands.first, let format = DetectionFormat(rawValue: word), format != .stix,
            arguments.operands.count > 1
        else { throw CommandFailure("a format and a file are needed", help: "`entente help detection`") }
        guard let use = DetectionUse(rawValue: arguments.value("unmarked") ?? "passive") else {
            throw CommandFailure("`--unmarked` is none, passive or active")
        }
        guard let serial = UInt32(arguments.value("serial") ?? "1") else {
            throw CommandFailure("`--serial` is a number from 0 to 4294967295")
        }
        let reader = try DetectionReader(at: moment(arguments), unmarked: use)
        var detections: [Detection] = []
        for file in arguments.operands.dropFirst() {
            try reader.add(file, to: &detections)
        }
        let answer = format.write(detections, LiveDetections.forms, serial: serial)
        if let folder = arguments.value("out") {
            for file in answer.files {
                do throws(Files.Failure) {
                    try Files.write(file.bytes, to: "\(folder)/\(file.name)", mode: 0o644)
                } catch {
                    throw CommandFailure(error.description)
                }
            }
        } else if !arguments.has("json"), let file = answer.files.first {
            Output.write(file.bytes)
        }
        for remark in answer.remarks { tell(remark, detections[remark.detection], arguments.has("json")) }
        return answer.remarks.contains { !$0.reason.isKept } ? .no : .yes
    }

    private static func tell(_ remark: DetectionRemark, _ one: Detection, _ isJSON: Bool) {
        guard isJSON else {
            let value = remark.value.map { " \($0)" } ?? ""
            return Output.error("\(one.id)\(value): \(remark.reason.words)\n")
        }
        let told = JSONTree.members([
            "object": .string(one.id), "value": remark.value.map { .string($0) },
            "reason": .string(remark.reason.rawValue), "kept": .bool(remark.reason.isKept),
        ])
        Output.write(told.bytes() + Array("\n".utf8))
    }

    private static func moment(_ arguments: Arguments) throws(CommandFailure) -> Int64 {
        guard let text = arguments.value("on") else { return SystemClock.now() }
        let whole = text.utf8.count == 10 ? text + "T00:00:00Z" : text
        guard let moment = STIXTimestamp(whole) else {
            throw CommandFailure("`--on` needs a day such as `2026-11-30`, not `\(text)`")
        }
        return moment.microsecondsSinceEpoch
    }
}
