public import JSON
public import Labels

/// That a recipient's feed is open for an exercise, as an officer has recorded it: `exercise`, and the `cells` behind
/// whose wall the recipient has people.
public struct ExerciseFeed: Sendable, Hashable {
    /// The identifier of the exercise.
    public let exercise: String
    /// The cells that it is open for; none for what every reader of the exercise may see alone.
    public let cells: Set<String>

    /// Reads a record; nil for one that names no exercise, or has cells in another form.
    /// - Parameter record: an object with `exercise` and, if at all, `cells`.
    public init?(_ record: JSONValue) {
        guard let exercise = record["exercise"]?.string, exercise.hasPrefix("entente-exercise--") else { return nil }
        let list = record["cells"]
        let cells = list?.elements.compactMap(\.string) ?? []
        guard list.map({ $0.kind == .array && $0.count == cells.count }) ?? true else { return nil }
        (self.exercise, self.cells) = (exercise, Set(cells))
    }

    /// The cells that a person is in, by the identifier of the exercise; nil for a list of another form.
    /// - Parameter person: the record of a person, with `exercises`: objects with `exercise` and `cell`.
    /// - Returns: the cells; none where nothing is said.
    public static func seats(_ person: JSONValue) -> [String: Set<String>]? {
        guard let list = person["exercises"] else { return [:] }
        guard list.kind == .array else { return nil }
        var seats: [String: Set<String>] = [:]
        for seat in list.elements {
            guard let exercise = seat["exercise"]?.string, let cell = seat["cell"]?.string else { return nil }
            seats[exercise, default: []].insert(cell)
        }
        return seats
    }
}

/// What is invented for an exercise goes to feeds that are open for that exercise alone, and what lies behind its wall
/// to those that are open for one of the cells that may see it (R22).
///
/// Whether it is open is an act of an officer, for one exercise and one party: nothing of an exercise is ever among
/// what is real by an agreement alone.
extension Judge {
    mutating func judgeExercises() {
        for exercise in question.shared.marking.exercises {
            let open = question.exercises[exercise.exercise]
            let isOpen = open.map { cells in exercise.cells?.contains(where: cells.contains) ?? true } ?? false
            note(
                isOpen ? .exerciseFeedOpen : .exerciseFeedClosed,
                isOpen ? .permits : .refuses,
                party: question.to,
                value: MarkingFloor.text(of: exercise)
            )
        }
    }
}

extension PersonEngine {
    /// Whether a person may know what a mark of an exercise says.
    /// - Parameters:
    ///   - exercise: the mark.
    ///   - seats: the cells that the person is in, by exercise.
    /// - Returns: true for one without cells, and for who is in one of them.
    public static func mayKnow(_ exercise: ExerciseMarking, seats: [String: Set<String>]) -> Bool {
        isIn(exercise, seats) ?? true
    }

    /// Whether a person is in one of the cells that may see something of an exercise.
    /// - Parameters:
    ///   - exercise: the marking.
    ///   - seats: the cells that the person is in, by exercise.
    /// - Returns: nil where the marking limits nobody.
    static func isIn(_ exercise: ExerciseMarking, _ seats: [String: Set<String>]) -> Bool? {
        guard let cells = exercise.cells else { return nil }
        return seats[exercise.exercise].map { own in cells.contains(where: own.contains) } ?? false
    }
}
