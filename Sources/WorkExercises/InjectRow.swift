internal import Calls
internal import JSON
internal import Work

/// A row of a list of main events and incidents, as it is written or read from a sheet, and what it would do to the
/// list.
///
/// 1. A row is known by its number. One that is there already is changed where it says something else, and never
///    doubled.
/// 2. What was sent is not changed any more, whatever the row says.
/// 3. Where a row's time is written as it was, the time stays: what was put off stays put off.
/// 4. While the exercise runs, nothing is put into the past.
struct InjectRow {
    /// What it would do.
    enum Outcome: Equatable {
        case new
        /// These properties say something else.
        case changed([String])
        case same
        /// It can't be taken; the sentence says why.
        case refused(String)
    }

    let number: String
    let members: [JSONMember]
    let known: Seen<Inject>?
    let outcome: Outcome

    static let states = ["draft", "ready", "on-hold", "cancelled"]
    /// So many rows at a time.
    static let most = 2_000

    /// What is written of a row.
    static func members(_ call: WorkActCall, isChange: Bool) throws(WorkFault) -> [JSONMember] {
        var form = ExerciseForm(call, isChange: isChange)
        try form.needed("number", "name")
        try form.moments("planned_at")
        try form.texts("basis")
        try form.numbers("from_start")
        try form.texts("storyline", "event", "incident", "played_by", "means", "body", "expected", "responsible")
        try form.texts("remarks")
        try form.list("audience", isNeeded: true)
        for cell in try call.texts("audience") where !LifeActs.isCell(cell) {
            throw .invalid("`audience` has `\(cell)`, which is no word of a cell")
        }
        try form.list("objectives", as: "objective_refs")
        try form.list("depends_on")
        if let columns = try call.named("columns") {
            let members = columns.sorted { $0.key < $1.key }.map { JSONMember($0.key, .string($0.value)) }
            form.set("columns", members.isEmpty ? (isChange ? .null : nil) : .object(members))
        }
        try form.choice("state", states)
        if !isChange, try call.optional("state") == nil { form.set("state", .string("draft")) }
        return form.members
    }

    /// What a row would do.
    /// - Parameters:
    ///   - call: the row.
    ///   - known: the own injects by their numbers.
    ///   - file: the exercise.
    /// - Throws: `WorkFault` if something has another form.
    init(_ call: WorkActCall, _ known: [String: Seen<Inject>], _ file: ExerciseFile) throws(WorkFault) {
        number = try call.text("number")
        let before = known[number]
        self.known = before
        var members = try Self.members(call, isChange: before != nil)
        guard let before else {
            outcome = Self.isPast(Self.due(members, file), nil, call.now, file) ? Self.past : .new
            self.members = members
            return
        }
        let values = Dictionary(before.view.words.map { ($0.name, $0.value) }) { first, _ in first }
        let times = ["planned_at", "from_start", "basis"]
        if let basis = before.view.basis, members.contains(where: { $0.name == "basis" && $0.value.string == basis })
        {
            members.removeAll { times.contains($0.name) }
        }
        members = members.filter { member in
            member.value == .null ? values[member.name] != nil : !Self.isSame(values[member.name], member.value)
        }
        var changes = members
        if members.contains(where: { times.contains($0.name) }), before.view.movedBy != 0 {
            changes.append(JSONMember("moved_by", .null))
        }
        self.members = changes
        if members.isEmpty {
            outcome = .same
        } else if before.view.state == "sent" {
            outcome = .refused("it was sent; only a correction can follow")
        } else {
            let merged = values.merging(members.map { ($0.name, $0.value) }) { _, last in last }
            let due = Self.due(merged.map { JSONMember($0.key, $0.value) }, file)
            let isTimed = members.contains { times.contains($0.name) }
            outcome =
                isTimed && Self.isPast(due, merged["state"]?.string, call.now, file)
                ? Self.past : .changed(members.map(\.name).sorted())
        }
    }

    private static let past = Outcome.refused("its time is past, and the exercise has begun")

    private static func isPast(_ due: Int64?, _ state: String?, _ now: Int64, _ file: ExerciseFile) -> Bool {
        guard let due, file.standing.started != nil, state != "on-hold", state != "cancelled" else { return false }
        return due < now
    }

    /// When what is written would be due.
    private static func due(_ members: [JSONMember], _ file: ExerciseFile) -> Int64? {
        func value(_ name: String) -> JSONTree? { members.first { $0.name == name }?.value }
        if case .number(let text) = value("from_start"), let seconds = Double(text) {
            return (file.standing.started ?? file.exercise.view.starts) + Int64(seconds) * 1_000_000
        }
        return value("planned_at")?.string.flatMap(ExerciseTime.moment)
    }

    /// Whether two values say the same: moments and numbers by what they are, however they are written.
    private static func isSame(_ one: JSONTree?, _ other: JSONTree) -> Bool {
        guard let one else { return false }
        switch (one, other) {
        case (.number(let first), .number(let second)): return Double(first) == Double(second)
        case (.string(let first), .string(let second)):
            if first == second { return true }
            guard let one = ExerciseTime.moment(first), let other = ExerciseTime.moment(second) else { return false }
            return one == other
        case (.object(let first), .object(let second)):
            return Dictionary(first.map { ($0.name, $0.value.string ?? "") }) { one, _ in one }
                == Dictionary(second.map { ($0.name, $0.value.string ?? "") }) { one, _ in one }
        default: return one == other
        }
    }
}
