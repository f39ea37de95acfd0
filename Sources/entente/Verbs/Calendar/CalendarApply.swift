import Calendars
import JSON

/// `entente calendar apply`: meetings as the messages about them leave them.
enum CalendarApply {
    /// - Returns: whether each message was taken.
    static func run(_ files: [(path: String, bytes: [UInt8])], isJSON: Bool) throws(CommandFailure) -> ExitStatus {
        var state = SchedulingState()
        var notes: [(path: String, note: SchedulingNote)] = []
        for (path, bytes) in files {
            do throws(CalendarFault) {
                notes += try state.apply(bytes).map { (path, $0) }
            } catch {
                throw CommandFailure("`\(path)`: \(error)")
            }
        }
        let said = notes.filter { !$0.note.outcome.isPlain }
        for meeting in state.meetings.values.sorted(by: { $0.uid < $1.uid }) {
            if isJSON { line(json(meeting)) } else { Output.print(text(meeting)) }
        }
        for (path, note) in said {
            if isJSON {
                line(
                    .members([
                        "file": .string(path), "uid": .string(note.uid),
                        "instance": note.instance.map { .string($0.text) }, "method": .string(note.method),
                        "outcome": .string(note.outcome.rawValue),
                    ])
                )
            } else {
                let about = note.instance.map { "\(note.uid), \($0.text)" } ?? note.uid
                Output.print("\(path): \(note.method) \(about): \(note.outcome.rawValue)\n")
            }
        }
        return said.isEmpty ? .yes : .no
    }

    private static func line(_ tree: JSONTree) { Output.write(tree.bytes() + [UInt8(ascii: "\n")]) }

    private static func json(_ meeting: Meeting) -> JSONTree {
        let whole = meeting.whole
        return .members([
            "uid": .string(meeting.uid), "organizer": meeting.organizer.map { .string($0) },
            "whole": whole.map { json($0, isCancelled: meeting.isCancelled(nil)) },
            "instances": .array(
                instances(of: meeting).map { instance, form in
                    .object(
                        [JSONMember("instance", .string(instance.text))]
                            + members(form, isCancelled: meeting.isCancelled(instance))
                    )
                }
            ),
            "answers": .array(
                answers(of: meeting).map { key, answer in
                    .members([
                        "address": .string(key.address), "instance": key.instance.map { .string($0.text) },
                        "answer": .string(answer.word), "old": .bool(meeting.isOld(key)),
                    ])
                }
            ),
            "proposals": .array(
                meeting.proposals.map { one in
                    .members([
                        "address": one.address.map { .string($0) }, "instance": one.instance.map { .string($0.text) },
                        "start": one.start.map { .string($0.text) }, "end": one.end.map { .string($0.text) },
                        "declined": .bool(one.isDeclined),
                    ])
                }
            ),
        ])
    }

    private static func json(_ form: Meeting.Form, isCancelled: Bool) -> JSONTree {
        .object(members(form, isCancelled: isCancelled))
    }

    private static func members(_ form: Meeting.Form, isCancelled: Bool) -> [JSONMember] {
        [
            JSONMember("state", .string(isCancelled ? "cancelled" : "called")),
            JSONMember("sequence", .integer(form.sequence)), JSONMember("summary", .string(form.summary)),
        ] + (form.start.map { [JSONMember("start", .string($0.text))] } ?? [])
            + (form.end.map { [JSONMember("end", .string($0.text))] } ?? [])
            + [JSONMember("invited", .strings(form.invited))]
    }

    private static func instances(of meeting: Meeting) -> [(CalendarMoment, Meeting.Form)] {
        meeting.instances.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
    }

    private static func answers(of meeting: Meeting) -> [(Meeting.AnswerKey, Meeting.Answer)] {
        meeting.answers.sorted { one, other in
            (one.key.address, one.key.instance?.text ?? "") < (other.key.address, other.key.instance?.text ?? "")
        }.map { ($0.key, $0.value) }
    }

    private static func text(_ meeting: Meeting) -> String {
        var lines: [String] = []
        func told(_ form: Meeting.Form, _ instance: CalendarMoment?) -> String {
            let state = meeting.isCancelled(instance) ? "cancelled" : "called"
            return "\(form.start?.text ?? "-")  \(form.end?.text ?? "-")  \(state)  \(form.sequence)  \(form.summary)"
        }
        lines.append(meeting.whole.map { "\(meeting.uid)  \(told($0, nil))" } ?? meeting.uid)
        for (instance, form) in instances(of: meeting) { lines.append("  \(instance.text): \(told(form, instance))") }
        for (key, answer) in answers(of: meeting) {
            let about = key.instance.map { ", \($0.text)" } ?? ""
            lines.append("  \(key.address)\(about): \(answer.word)\(meeting.isOld(key) ? ", to an older form" : "")")
        }
        for one in meeting.proposals {
            let times = "\(one.start?.text ?? "-")  \(one.end?.text ?? "-")"
            lines.append("  proposed: \(times)\(one.isDeclined ? ", declined" : "")")
        }
        return lines.joined(separator: "\n") + "\n"
    }
}
