internal import Calls
internal import JSON
internal import STIX
internal import Work

/// What an act is told, as members of what it writes: of a new object what is needed has to be there; of one that is
/// changed what is left out stays as it was, and what is empty is taken away.
struct ExerciseForm {
    let call: WorkActCall
    /// Whether something that is there is changed.
    let isChange: Bool
    private(set) var members: [JSONMember] = []

    init(_ call: WorkActCall, isChange: Bool = false) { (self.call, self.isChange) = (call, isChange) }

    mutating func set(_ name: String, _ value: JSONTree?) {
        if let value { members.append(JSONMember(name, value)) }
    }

    /// A value, or its absence: what is said to be empty is taken away from what is changed.
    private mutating func set(_ name: String, _ value: JSONTree?, as property: String, isNeeded: Bool)
        throws(WorkFault)
    {
        if let value {
            members.append(JSONMember(property, value))
        } else if isNeeded, !isChange || call.has(name) {
            throw .invalid("`\(name)` is missing")
        } else if isChange, call.has(name) {
            members.append(JSONMember(property, .null))
        }
    }

    /// Texts that are needed.
    mutating func needed(_ names: String...) throws(WorkFault) {
        for name in names { try set(name, try call.optional(name).map { .string($0) }, as: name, isNeeded: true) }
    }

    /// Texts that may be left out.
    mutating func texts(_ names: String...) throws(WorkFault) {
        for name in names { try set(name, try call.optional(name).map { .string($0) }, as: name, isNeeded: false) }
    }

    /// An object that is named, by the property that holds it.
    mutating func reference(_ name: String, as property: String, isNeeded: Bool = false) throws(WorkFault) {
        try set(name, try call.optional(name).map { .string($0) }, as: property, isNeeded: isNeeded)
    }

    /// Moments that are needed.
    mutating func moments(needed names: String...) throws(WorkFault) {
        for name in names { try set(name, try call.time(name).map { .string($0) }, as: name, isNeeded: true) }
    }

    /// Moments that may be left out.
    mutating func moments(_ names: String...) throws(WorkFault) {
        for name in names { try set(name, try call.time(name).map { .string($0) }, as: name, isNeeded: false) }
    }

    /// Days that may be left out.
    mutating func days(_ names: String...) throws(WorkFault) {
        for name in names {
            let text = try call.optional(name)
            if let text, CivilDay(text) == nil { throw .invalid("`\(name)` is no day") }
            try set(name, text.map { .string($0) }, as: name, isNeeded: false)
        }
    }

    /// Numbers that may be left out.
    mutating func numbers(_ names: String...) throws(WorkFault) {
        for name in names {
            let number = try call.number(name)
            let text = number.map { $0 == $0.rounded() && abs($0) < 1e15 ? String(Int64($0)) : String($0) }
            try set(name, text.map { .number($0) }, as: name, isNeeded: false)
        }
    }

    /// One of some words.
    mutating func choice(_ name: String, _ words: [String], isNeeded: Bool = false) throws(WorkFault) {
        guard try call.optional(name) != nil else {
            return try set(name, nil, as: name, isNeeded: isNeeded)
        }
        try set(name, .string(try call.choice(name, words)), as: name, isNeeded: isNeeded)
    }

    /// A list of texts or identifiers, by the property that holds it.
    mutating func list(_ name: String, as property: String? = nil, isNeeded: Bool = false) throws(WorkFault) {
        let texts = try call.texts(name)
        guard Set(texts).count == texts.count else { throw .invalid("`\(name)` names something twice") }
        guard texts.allSatisfy({ !$0.isEmpty }) else { throw .invalid("`\(name)` has an empty text") }
        try set(name, texts.isEmpty ? nil : .strings(texts), as: property ?? name, isNeeded: isNeeded)
    }

    /// Records, each by a form of its own.
    mutating func records(
        _ name: String,
        most: Int,
        _ fill: (inout ExerciseForm) throws(WorkFault) -> Void
    ) throws(WorkFault) {
        var records: [JSONTree] = []
        let parts = try call.parts(name, most: most)
        for part in parts {
            var form = ExerciseForm(part)
            try fill(&form)
            records.append(.object(form.members))
        }
        try set(name, records.isEmpty ? nil : .array(records), as: name, isNeeded: false)
    }
}

/// What acts of an exercise have in common.
extension ExerciseFile {
    /// The exercise that an act is about.
    static func named(_ call: WorkActCall, _ id: String? = nil) throws(WorkFault) -> ExerciseFile {
        let wanted: String
        if let id { wanted = id } else { wanted = try call.text("exercise") }
        let file = try WorkFault.reading { () throws(SeenFault) in try ExerciseFile(wanted, call.seen) }
        guard let file else { throw .notFound }
        return file
    }

    /// An exercise in which the own party takes part.
    static func joined(_ call: WorkActCall, _ id: String? = nil) throws(WorkFault) -> ExerciseFile {
        let file = try named(call, id)
        switch file.part {
        case .joined: return file
        case .invited: throw .conflict("the own party has not joined this exercise")
        case .withdrew: throw .conflict("the own party has withdrawn from this exercise")
        case .closed: throw .conflict("the own party has closed this exercise")
        case nil: throw .invalid("the own party is not asked to join this exercise")
        }
    }

    /// How the own party stands to it; nil if it is not asked.
    var part: ExerciseStanding.Part? { seen.parties.own.flatMap { standing.parts[$0] } }

    /// The own party, by which all that it does is marked as its own.
    func own() throws(WorkFault) -> String {
        guard let own = seen.parties.own else { throw .invalid("the node has no identity of its party") }
        return own
    }

    /// The other parties that are asked or take part and that a link leads to: who has none gets what is for it by
    /// hand.
    var others: [String] {
        standing.parties.filter {
            $0 != seen.parties.own && standing.parts[$0] != .withdrew && seen.parties.name(of: $0) != nil
        }
    }

    /// Those of some parties that a link leads to.
    func reached(_ parties: some Sequence<String>) -> [String] {
        let wanted = Set(parties)
        return others.filter(wanted.contains)
    }

    /// To whom something goes if it is asked that it goes.
    func recipients(_ call: WorkActCall) throws(WorkFault) -> [String] {
        try call.isTrue("send") ? others : []
    }

    /// The markings of something new: those that are named, else those of the exercise.
    func markings(_ call: WorkActCall) throws(WorkFault) -> [String] {
        call.has("markings") ? try call.texts("markings") : exercise.view.markings
    }

    /// The markings of something behind the wall: the levels without marks of exercises, and the mark for some cells.
    /// - Returns: the markings, and the mark where it has to be written first.
    func markings(_ call: WorkActCall, for cells: [String]) throws(WorkFault) -> (all: JSONTree, new: [WorkWriting]) {
        let levels = try ExerciseMarks.levels(of: markings(call), call.seen)
        guard !levels.isEmpty else { throw .invalid("`markings` names no level: the mark of an exercise is none") }
        let mark = try ExerciseMarks.mark(call, of: exercise.id, named: exercise.title, for: cells)
        return (.strings(levels + [mark.id]), mark.writings)
    }

    /// What everything that belongs to the exercise begins with.
    func begin(_ form: inout ExerciseForm, markings: JSONTree? = nil) throws(WorkFault) {
        guard !form.isChange else {
            if form.call.has("markings") {
                form.set("object_marking_refs", .strings(try form.call.texts("markings")))
            }
            return
        }
        form.set("exercise_ref", .string(exercise.id))
        if let markings {
            form.set("object_marking_refs", markings)
        } else {
            form.set("object_marking_refs", .strings(try self.markings(form.call)))
        }
    }

    /// An own object of a kind that is to be changed; nil where nothing is named by `id`.
    func changed<Part: ExercisePart>(_ call: WorkActCall, _ part: Part.Type) throws(WorkFault) -> Seen<Part>? {
        guard let id = try call.optional("id") else { return nil }
        let found = try call.object(id, as: part)
        guard found.view.exercise == exercise.id else { throw .notFound }
        guard found.source == "own" else { throw .invalid("only the party that wrote it changes it") }
        return found
    }
}
