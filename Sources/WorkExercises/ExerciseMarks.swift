internal import JSON
internal import Labels
internal import Work

/// The marks of an exercise that acts put on what they write.
///
/// A mark is a marking definition that stands beside a level, never alone. One without cells says that an object
/// belongs to an exercise; one with cells is the wall: only people whom the register of their node puts into one of
/// them see it.
enum ExerciseMarks {
    /// Those who run the exercise, and those whom they trust: who sees what is planned to be played in.
    static let planners = ["trusted", "white"]
    /// Who sees what an audience got, beside the audience.
    static let watchers = ["observer", "trusted", "white"]

    /// The identifier of the mark, and what has to be written for it: nothing where there is one already.
    ///
    /// The identifier follows from what the mark says, so that it is found again: definitions are in no list.
    /// - Parameters:
    ///   - call: the act.
    ///   - exercise: the identifier of the exercise.
    ///   - name: what the exercise is called.
    ///   - cells: the cells that see it; nil for all who take part.
    /// - Returns: the mark.
    /// - Throws: `WorkFault` if the store cannot be read.
    static func mark(_ call: WorkActCall, of exercise: String, named name: String, for cells: [String]?)
        throws(WorkFault) -> (id: String, writings: [WorkWriting])
    {
        let marking = ExerciseMarking(exercise: exercise, name: name, cells: cells)
        let own = call.seen.parties.own ?? ""
        let said = [own, exercise] + (marking.cells.map { ["cells"] + $0 } ?? [])
        let digits = Array(call.seen.parties.digest(of: .strings(said)) + String(repeating: "0", count: 32))
        func part(_ range: Range<Int>) -> String { String(digits[range]) }
        // A name-based identifier (RFC 9562, 5.5), by SHA-256.
        let id =
            "marking-definition--\(part(0..<8))-\(part(8..<12))-5\(part(13..<16))-8\(part(17..<20))-\(part(20..<32))"
        guard try !isMark(id, call.seen) else { return (id, []) }
        let members = [
            JSONMember("name", .string(MarkingFloor.text(of: marking))), JSONMember("extensions", marking.extensions),
        ]
        return (id, [.new(id, members)])
    }

    /// Markings without the marks of exercises among them.
    static func levels(of markings: [String], _ seen: SeenObjects) throws(WorkFault) -> [String] {
        var levels: [String] = []
        for id in markings where try !isMark(id, seen) { levels.append(id) }
        return levels
    }

    /// Whether a marking is a mark of an exercise, and no level.
    private static func isMark(_ id: String, _ seen: SeenObjects) throws(WorkFault) -> Bool {
        try WorkFault.reading { () throws(SeenFault) in try seen.one(id, as: ExerciseMark.self) } != nil
    }
}

/// A marking definition as a mark of an exercise.
struct ExerciseMark: WorkObject {
    static let type = "marking-definition"

    init?(_ object: SeenValue) {
        guard object["extensions"]?[ExerciseMarking.definition] != nil else { return nil }
    }
}
