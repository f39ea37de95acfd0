public import JSON

/// What a marking definition says of an exercise: that what bears it is invented for one, and who of those that take
/// part may see it before it is played (`Schemas/entente-exercise-marking.json`).
///
/// It is no level. It comes beside one, and whoever knows no such marking knows none that would let the object go.
public struct ExerciseMarking: Sendable, Hashable {
    /// The identifier of the extension definition; its content has `exercise`, `name` and, for a wall, `cells`.
    public static let definition = "extension-definition--5e0c2c0e-6a3f-4b7e-9d4c-8f1b2a7c9e10"

    /// The word that everything of an exercise begins with.
    public static let word = "EXERCISE"

    /// The identifier of the exercise.
    public let exercise: String
    /// What the exercise is called, for people: it begins with `word`.
    public let name: String
    /// The cells of the exercise whose members may see it, in order; nil where every reader may whom its other markings
    /// let.
    ///
    /// `white`, `trusted` and `observer` are those of every exercise, others are the names of its audiences.
    public let cells: [String]?

    /// A marking of an exercise.
    /// - Parameters:
    ///   - exercise: the identifier of the exercise.
    ///   - name: what it is called; `word` is put before a name that has it not.
    ///   - cells: whose members may see it; nil for every reader.
    public init(exercise: String, name: String, cells: [String]? = nil) {
        self.exercise = exercise
        self.name = Self.named(name)
        self.cells = cells.map { Set($0).sorted() }
    }

    /// What a marking definition says; nil for one that says nothing of an exercise, or that says it in another form:
    /// it might keep more than is understood.
    /// - Parameter definition: the marking definition.
    public init?(definition: JSONValue) {
        guard let extensions = definition["extensions"], extensions.count == 1,
            let content = extensions[Self.definition],
            definition["definition_type"] == nil, definition["definition"] == nil,
            content.members.allSatisfy({ Self.members.contains($0.name.string ?? "") }),
            let exercise = content["exercise"]?.string, exercise.hasPrefix("entente-exercise--"),
            let name = content["name"]?.string, !name.isEmpty
        else { return nil }
        guard let cells = content["cells"] else {
            self.init(exercise: exercise, name: name)
            return
        }
        let texts = cells.elements.compactMap(\.string)
        guard cells.kind == .array, texts.count == cells.count, texts.allSatisfy({ !$0.isEmpty }) else { return nil }
        self.init(exercise: exercise, name: name, cells: texts)
    }

    /// The extension of a marking definition that says it.
    public var extensions: JSONTree {
        .object([
            JSONMember(
                Self.definition,
                .members([
                    "extension_type": .string("property-extension"), "exercise": .string(exercise),
                    "name": .string(name), "cells": cells.map(JSONTree.strings),
                ])
            )
        ])
    }

    /// Whether a marking keeps what bears it from nobody from whom this one would: then it does not stand in for this
    /// one.
    /// - Parameter other: the marking of what is made of it.
    /// - Returns: true if the other one is of the same exercise and its cells are some of these.
    public func isKept(by other: ExerciseMarking) -> Bool {
        guard exercise == other.exercise else { return false }
        guard let cells else { return true }
        return other.cells.map { $0.allSatisfy(cells.contains) } ?? false
    }

    /// A name that begins with the word of exercises.
    /// - Parameter name: a name.
    /// - Returns: the name, with the word before it unless it begins so.
    public static func named(_ name: String) -> String {
        name == word || name.hasPrefix(word + " ") ? name : "\(word) \(name)"
    }

    private static let members: Set<String> = ["extension_type", "exercise", "name", "cells"]
}
