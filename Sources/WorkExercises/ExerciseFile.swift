internal import Work

/// An exercise with what belongs to it, as far as its reader may see it; each kind of part is read when it is asked
/// for.
struct ExerciseFile {
    let exercise: Seen<Exercise>
    let seen: SeenObjects
    let acts: [Seen<ExerciseDone>]
    let standing: ExerciseStanding
    let clock: ExerciseClock

    /// So many exercises of a list, the newest.
    static let mostExercises = 300
    /// So many things of a kind in one exercise.
    static let most = 2_000
    /// So many injects in one exercise.
    static let mostInjects = 10_000

    /// An exercise; nil for one that nobody opened.
    init?(_ exercise: Seen<Exercise>, _ seen: SeenObjects) throws(SeenFault) {
        let opener = seen.parties.giver(of: exercise.source)
        acts = try seen.newest(ExerciseDone.self, Self.most, referringTo: exercise.id).filter {
            // Nobody opens what another party wrote, and nobody acts for another one.
            $0.view.exercise == exercise.id && seen.parties.giver(of: $0.source) == $0.view.party
                && ($0.view.verb != .opened || $0.view.party == opener)
        }
        standing = ExerciseStanding(
            acts.map {
                ExerciseStanding.Done(
                    party: $0.view.party,
                    verb: $0.view.verb,
                    named: $0.view.named,
                    moment: $0.view.at,
                    exerciseTime: $0.view.exerciseTime,
                    id: $0.id
                )
            },
            directors: exercise.view.directors
        )
        guard standing.opened != nil else { return nil }
        clock = ExerciseClock(standing.calls, scenario: exercise.view.scenarioStarts)
        (self.exercise, self.seen) = (exercise, seen)
    }

    /// An exercise by its identifier; nil if there is none that the reader may see.
    init?(_ id: String, _ seen: SeenObjects) throws(SeenFault) {
        guard id.hasPrefix(Exercise.type + "--"), let exercise = try seen.one(id, as: Exercise.self) else {
            return nil
        }
        try self.init(exercise, seen)
    }

    /// The exercises that a reader may see, the one that begins last first.
    static func all(_ seen: SeenObjects) throws(SeenFault) -> [ExerciseFile] {
        var files: [ExerciseFile] = []
        for exercise in try seen.newest(Exercise.self, mostExercises) {
            if let one = try ExerciseFile(exercise, seen) { files.append(one) }
        }
        return files.sorted {
            ($0.exercise.view.starts, $0.exercise.id) > ($1.exercise.view.starts, $1.exercise.id)
        }
    }

    /// The parts of a kind, the newest first.
    func parts<Part: ExercisePart>(_ part: Part.Type, most: Int = Self.most) throws(SeenFault) -> [Seen<Part>] {
        try seen.newest(part, most, referringTo: exercise.id).filter { $0.view.exercise == exercise.id }
    }

    /// The pieces of a kind, the newest first.
    func pieces<Kind: PieceKind>(_ kind: Kind.Type) throws(SeenFault) -> [Seen<ExercisePiece<Kind>>] {
        try parts(ExercisePiece<Kind>.self)
    }

    /// The pieces of a kind that came from the party that they name: nobody says something for another one.
    func said<Kind: PieceKind>(_ kind: Kind.Type) throws(SeenFault) -> [Seen<ExercisePiece<Kind>>] {
        try pieces(kind).filter { isSaid($0, by: $0.view.party) }
    }

    /// Whether something came from a party's own node.
    func isSaid<View>(_ seen: Seen<View>, by party: String?) -> Bool {
        party != nil && self.seen.parties.giver(of: seen.source) == party
    }

    /// The injects that the reader may see.
    func injects() throws(SeenFault) -> [Seen<Inject>] { try parts(Inject.self, most: Self.mostInjects) }

    /// When an inject is to be sent; nil for one that is sent on demand.
    func due(_ inject: Inject) -> Int64? {
        inject.due(begins: exercise.view.starts, started: standing.started)
    }

    /// The parties that direct it, the one that opened it first.
    var directors: [String] {
        (standing.parties.first.map { [$0] } ?? []) + exercise.view.directors.filter(standing.parties.contains)
    }

    /// What is real and holds, the newest first.
    func noPlay() throws(SeenFault) -> [Seen<ExercisePiece<NoPlayKind>>] {
        try said(NoPlayKind.self).filter { $0.view.ends == nil }
            .sorted { ($0.view.starts ?? 0, $0.id) > ($1.view.starts ?? 0, $1.id) }
    }

    /// How far the observations have come, the newest first.
    func observations() throws(SeenFault) -> [Observed] {
        let steps = Dictionary(grouping: try parts(LessonDone.self).filter { isSaid($0, by: $0.view.party) }) {
            $0.view.observation
        }
        return try said(ObservationKind.self).map { one in
            Observed(one, steps[one.id] ?? [], self)
        }
    }
}

/// An observation with how far it has come.
struct Observed {
    let seen: Seen<ExercisePiece<ObservationKind>>
    let acts: [Seen<LessonDone>]
    let standing: LessonStanding

    init(_ seen: Seen<ExercisePiece<ObservationKind>>, _ acts: [Seen<LessonDone>], _ file: ExerciseFile) {
        (self.seen, self.acts) = (seen, acts)
        standing = LessonStanding(
            acts.map { $0.view.done($0.id) },
            observer: seen.view.party ?? "",
            directors: file.directors,
            parties: file.standing.parties
        )
    }

    /// The act of a step that counts.
    func act(_ verb: LessonStanding.Verb) -> Seen<LessonDone>? {
        standing.step(verb).flatMap { step in acts.first { $0.id == step.id } }
    }

    /// By when the change is to be made, while it is not.
    var due: Int64? { standing.state == .tasked ? act(.tasked)?.view.due : nil }
}
