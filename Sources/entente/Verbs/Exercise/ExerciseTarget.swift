import Cryptography
import CursorOnTarget
import JSON
import Symbols

/// `entente exercise cot`: events of Cursor-on-Target, with their marks.
enum ExerciseTarget {
    static let verb = Verb(
        name: "exercise cot",
        summary: "read and write events of TAK with their marks",
        synopsis: "FILE… [--exercise NAME|--simulation NAME] [--label LABEL] [--to xml|protobuf|datagram]",
        description: """
            Files have events of Cursor-on-Target, as XML, as messages of the TAK protocol (version 1), or some of
            each; `-` is standard input. Prints a line for each event: what it is, where and when, its marks, and what
            is to be said of them. With --to, the events are written instead, on standard output: an event whose marks
            would be lost is refused, with their names, and nothing is written of any. --exercise and --simulation mark
            what has no such mark; what is real stays real. A case of --batch has `xml` or `base64`, and may have
            `exercise` or `simulation`, `label`, `to` and `short`; what is written is `xml` or `base64` of the answer,
            and what is in no place of it is `lost`.

            Exit status: 0 done; 1 if an event is refused; 2 if one cannot be read.
            """,
        options: [
            .value("to", "FORM", "`xml`, `protobuf` (a stream of messages) or `datagram` (one message)"),
            .value("exercise", "NAME", "mark what is read as played in this exercise"),
            .value("simulation", "NAME", "mark what is read as made up by this simulation"),
            .value("label", "LABEL", "the label that the mark has, as a banner has it"),
            .flag("short", "messages end at field 15, for receivers that know no more"),
            .flag("batch", "cases on standard input"),
        ],
        examples: [
            "entente exercise cot tracks.xml",
            "entente exercise cot --exercise 'SAKURA 27' --to protobuf tracks.xml > tracks.pb",
        ],
        run: run
    )

    /// What is asked for.
    private struct Wish {
        var form: CoTForm?
        var kind: CoTMarks.Kind?
        var name = ""
        var label: String?

        init(
            to: String?,
            exercise: String?,
            simulation: String?,
            label: String?,
            isShort: Bool
        ) throws(CommandFailure) {
            switch to {
            case nil: form = nil
            case "xml": form = .xml
            case "protobuf": form = .stream(isShort: isShort)
            case "datagram": form = .datagram(isShort: isShort)
            default: throw CommandFailure("`--to` is `xml`, `protobuf` or `datagram`")
            }
            guard exercise == nil || simulation == nil else {
                throw CommandFailure("an event is of an exercise or of a simulation, not of both")
            }
            kind = exercise != nil ? .exercise : simulation != nil ? .simulation : nil
            name = exercise ?? simulation ?? ""
            guard kind == nil || !name.isEmpty else { throw CommandFailure("an exercise has a name") }
            guard label == nil || kind != nil else {
                throw CommandFailure("a label is put on with `--exercise` or `--simulation`")
            }
            self.label = label
        }
    }

    @Sendable
    private static func run(_ arguments: Arguments) throws(CommandFailure) -> ExitStatus {
        if arguments.has("batch") {
            return try ExerciseBatch.answer { value in
                do throws(CommandFailure) {
                    let wish = try Wish(
                        to: value["to"]?.string,
                        exercise: value["exercise"]?.string,
                        simulation: value["simulation"]?.string,
                        label: value["label"]?.string,
                        isShort: value["short"]?.bool ?? false
                    )
                    return answer(value, wish)
                } catch {
                    return (.members(["code": .string("asked"), "error": .string("\(error)")]), .failed)
                }
            }
        }
        let files = arguments.operands
        guard !files.isEmpty else { throw CommandFailure("a file is needed") }
        let wish = try Wish(
            to: arguments.value("to"),
            exercise: arguments.value("exercise"),
            simulation: arguments.value("simulation"),
            label: arguments.value("label"),
            isShort: arguments.has("short")
        )
        var (written, lost): ([UInt8], [(String, [String])]) = ([], [])
        var count = 0
        for file in files {
            let bytes = try Input(path: file).all(limit: CoTLimits.bytes)
            var reader = CoTReader(bytes)
            do throws(CoTFault) {
                while let event = try reader.next() {
                    guard wish.form != nil else {
                        ExerciseBatch.line(members(of: try marked(event, wish)))
                        continue
                    }
                    let (bytes, more) = try out(event, wish)
                    count += 1
                    written += bytes
                    if !more.isEmpty { lost.append((event.uid, more)) }
                }
            } catch {
                let place = "`\(file)`, event \(reader.count + (isRefusal(error) ? 0 : 1))"
                guard isRefusal(error) else { throw CommandFailure("\(place): \(error)") }
                Output.flush()
                Output.error("entente: \(place): \(error)\n")
                return .no
            }
        }
        if case .datagram? = wish.form, count > 1 {
            throw CommandFailure("a datagram has one event, and these are \(count)")
        }
        for (uid, names) in lost { Output.error("entente: \(uid): not written: \(names.joined(separator: ", "))\n") }
        Output.write(written)
        return .yes
    }

    /// Whether an event was read, and is not to be written.
    private static func isRefusal(_ fault: CoTFault) -> Bool {
        [.contradiction, .marked, .markLost, .notExpressible].contains(fault.code)
    }

    private static func marked(_ event: CoTEvent, _ wish: Wish) throws(CoTFault) -> CoTEvent {
        guard let kind = wish.kind else { return event }
        // What is real in an exercise keeps its mark, and goes through as it is.
        guard event.marks.kind != .real else { return event }
        var event = event
        try event.mark(kind, wish.name, label: wish.label)
        return event
    }

    private static func out(_ event: CoTEvent, _ wish: Wish) throws(CoTFault) -> (bytes: [UInt8], lost: [String]) {
        guard let form = wish.form else { return ([], []) }
        return try marked(event, wish).written(as: form)
    }

    private static func answer(_ value: JSONValue, _ wish: Wish) -> (JSONTree, ExitStatus) {
        let bytes =
            value["xml"]?.string.map { Array($0.utf8) }
            ?? value["base64"]?.string.flatMap { Encoding.bytes(base64: $0) }
        guard let bytes, bytes.count <= CoTLimits.bytes else {
            return (.members(["code": .string("asked"), "error": .string("`xml` or `base64` is needed")]), .failed)
        }
        do throws(CoTFault) {
            let events = try CoTReader.events(bytes)
            var (trees, written, lost): ([JSONTree], [UInt8], [String]) = ([], [], [])
            for event in events {
                trees.append(members(of: try marked(event, wish)))
                let (more, names) = try out(event, wish)
                written += more
                lost += names
            }
            let isXML = wish.form == .xml
            return (
                .members([
                    "events": .array(trees),
                    "xml": isXML ? .string(String(decoding: written, as: UTF8.self)) : nil,
                    "base64": wish.form != nil && !isXML ? .string(Encoding.base64(written)) : nil,
                    "lost": wish.form == nil ? nil : .strings(lost),
                ]), .yes
            )
        } catch {
            return (
                .members([
                    "code": .string(error.code.rawValue), "about": error.about.isEmpty ? nil : .string(error.about),
                    "error": .string("\(error)"),
                ]), isRefusal(error) ? .no : .failed
            )
        }
    }

    private static func members(of event: CoTEvent) -> JSONTree {
        func text(_ text: String?) -> JSONTree? { text.map { .string($0) } }
        func number(_ number: Double?) -> JSONTree { number.map { .number(CoTText.number($0)) } ?? .null }
        func time(_ time: Int64?) -> JSONTree { time.map { .string(CoTText.time($0)) } ?? .null }
        let (marks, point) = (event.marks, event.point)
        let findings = event.findings.map { finding -> JSONTree in
            .members(["code": .string(finding.code.rawValue), "about": .string(finding.about)])
        }
        return .members([
            "uid": .string(event.uid), "type": .string(event.type), "time": time(event.time),
            "start": time(event.start), "stale": time(event.stale), "how": text(event.how),
            "point": .members([
                "lat": number(point.latitude), "lon": number(point.longitude), "hae": number(point.height),
                "ce": number(point.circularError), "le": number(point.linearError),
            ]),
            "marks": .members([
                "kind": text(marks.kind?.rawValue) ?? .null, "exercise": text(marks.exercise),
                "label": text(marks.label), "access": text(marks.access), "opex": text(marks.opex),
                "caveat": text(marks.caveat), "releasable_to": text(marks.releasableTo),
                "callsign": text(marks.callsign),
            ]),
            "symbol": text(event.symbol.map { $0.digits ?? $0.code }), "detail": .strings(event.detail.map(\.name)),
            "findings": .array(findings),
        ])
    }
}
