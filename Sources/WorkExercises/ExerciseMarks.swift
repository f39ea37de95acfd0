internal import JSON
internal import Work

/// The marks of an exercise: that what bears one is exercise, and who of an exercise sees it.
///
/// A mark is a marking definition that stands beside a level, never alone. One without cells says that an object belongs
/// to an exercise; one with cells is the wall: only people whom the register of their node puts into one of them see it.
enum ExerciseMarks {
    /// The property extension that carries it.
    static let definition = "extension-definition--5e0c2c0e-6a3f-4b7e-9d4c-8f1b2a7c9e10"
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
    /// - Returns: the mark.
    /// - Throws: `WorkFault` if the store cannot be read.
    static func mark(_ call: WorkActCall, of exercise: String, named name: String, for cells: [String]?)
        throws(WorkFault) -> (id: String, writings: [WorkWriting])
    {
        let cells = cells.map { Set($0).sorted() }
        let known = try WorkFault.reading { () throws(SeenFault) in try call.seen.all(ExerciseMark.self) }
        if let one = known.first(where: { $0.view.exercise == exercise && $0.view.cells == cells }) {
            return (one.id, [])
        }
        let content = JSONTree.members([
            "extension_type": .string("property-extension"), "exercise": .string(exercise), "name": .string(name),
            "cells": cells.map { .strings($0) },
        ])
        let made = call.new(
            "marking-definition",
            [
                JSONMember("name", .string(cells.map { "\(name): \($0.joined(separator: ", "))" } ?? name)),
                JSONMember("extensions", .object([JSONMember(definition, content)])),
                // It has no versions.
                JSONMember("modified", .null),
            ]
        )
        return (made.id, [made])
    }
}

/// A marking definition as a mark of an exercise.
struct ExerciseMark: WorkObject {
    static let type = "marking-definition"

    let exercise: String
    /// In their order; nil where everybody of the exercise sees what bears it.
    let cells: [String]?

    init?(_ object: SeenValue) {
        guard let content = object["extensions"]?[ExerciseMarks.definition], let exercise = content.text("exercise")
        else { return nil }
        self.exercise = exercise
        cells = content["cells"] == nil ? nil : content.texts("cells").sorted()
    }
}
