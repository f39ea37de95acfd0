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
    /// - Parameters:
    ///   - call: the act.
    ///   - exercise: the identifier of the exercise.
    ///   - name: what the exercise is called.
    ///   - cells: the cells that see it; nil for all who take part.
    ///   - levels: the levels beside which it stands: whom they let may know that there is such a mark.
    /// - Returns: the mark.
    /// - Throws: `WorkFault` if the store cannot be read.
    static func mark(
        _ call: WorkActCall,
        of exercise: String,
        named name: String,
        for cells: [String]?,
        beside levels: [String]
    ) throws(WorkFault) -> (id: String, writings: [WorkWriting]) {
        let marking = ExerciseMarking(exercise: exercise, name: name, cells: cells)
        let known = try known(call).first { one in
            one.view.marking.exercise == marking.exercise && one.view.marking.cells == marking.cells
        }
        if let known { return (known.id, []) }
        let made = call.new(
            "marking-definition",
            [
                JSONMember("name", .string(MarkingFloor.text(of: marking))),
                JSONMember("extensions", marking.extensions),
                JSONMember("object_marking_refs", .strings(levels)),
            ]
        )
        return (made.id, [made])
    }

    /// The marks of exercises that the person may see.
    static func known(_ call: WorkActCall) throws(WorkFault) -> [Seen<ExerciseMark>] {
        try WorkFault.reading { () throws(SeenFault) in try call.seen.all(ExerciseMark.self) }
    }
}

/// A marking definition as a mark of an exercise.
struct ExerciseMark: WorkObject {
    static let type = "marking-definition"

    let marking: ExerciseMarking

    init?(_ object: SeenValue) {
        guard object["extensions"]?[ExerciseMarking.definition] != nil, let definition = object.shown(),
            let marking = ExerciseMarking(definition: definition.root)
        else { return nil }
        self.marking = marking
    }
}
