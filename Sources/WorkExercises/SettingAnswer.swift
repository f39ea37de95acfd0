internal import Calls
internal import JSON
internal import STIX
internal import Work

/// One exercise as it is answered: who, where, to which end, and how it is planned.
enum SettingAnswer {
    static let shape = ExerciseAnswer.head.adding([
        "directors": .texts.noted("the parties that begin, pause and end it"),
        "objectives": .list(ExerciseAnswer.shape(.exerciseObjective)),
        "cells": .list(ExerciseAnswer.shape(.exerciseCell)),
        "units": .list(ExerciseAnswer.shape(.exerciseUnit, ["party_name?": .text])),
        "acts": .list(ExerciseAnswer.shape(.exerciseAct, ["party_name?": .text])).noted("what parties did, in order"),
        "notes": .list(ExerciseAnswer.shape(.exerciseNote)).noted("for the own party's eyes alone"),
    ])

    static func tree(_ file: ExerciseFile, _ call: WorkCall) throws(SeenFault) -> JSONTree {
        var answer = try ExerciseAnswer.head(file, call)
        answer["directors"] = .strings(file.directors)
        answer["objectives"] = .array(try objectives(file).map(ExerciseAnswer.tree))
        answer["cells"] = .array(
            try file.pieces(CellKind.self).sorted { ($0.view.cell ?? "", $0.id) < ($1.view.cell ?? "", $1.id) }
                .map(ExerciseAnswer.tree)
        )
        answer["units"] = .array(
            try file.said(UnitKind.self).sorted { ($0.title, $0.id) < ($1.title, $1.id) }.map {
                one throws(SeenFault) in
                try ExerciseAnswer.named(one, file.seen)
            }
        )
        answer["acts"] = .array(
            try file.acts.sorted { ($0.view.at, $0.id) < ($1.view.at, $1.id) }.map { one throws(SeenFault) in
                var tree = ExerciseAnswer.tree(one)
                tree["party_ref"] = .string(one.view.party)
                tree["party_name"] = try ExerciseAnswer.name(one.view.party, file.seen)
                return tree
            }
        )
        answer["notes"] = .array(
            try file.pieces(OwnNoteKind.self).sorted { $0.view.moment > $1.view.moment }.map(ExerciseAnswer.tree)
        )
        return answer
    }

    /// The objectives by their numbers.
    static func objectives(_ file: ExerciseFile) throws(SeenFault) -> [Seen<ExercisePiece<ObjectiveKind>>] {
        try file.pieces(ObjectiveKind.self).sorted { ($0.view.created, $0.id) < ($1.view.created, $1.id) }
    }
}
