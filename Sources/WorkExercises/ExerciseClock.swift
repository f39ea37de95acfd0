/// The clock of an exercise: it runs from STARTEX, stands while the exercise is paused, and can be set on when it is
/// begun or resumed.
struct ExerciseClock: Equatable {
    /// From a moment on, what it shows and whether it runs; microseconds since 1970.
    private struct Setting: Equatable {
        var from: Int64
        var shows: Int64
        var runs: Bool
    }

    private var settings: [Setting] = []

    /// The clock of an exercise.
    /// - Parameters:
    ///   - calls: what was called, in order, as a standing has it.
    ///   - scenario: what it shows at STARTEX; left out, the moment of STARTEX.
    init(_ calls: [ExerciseStanding.Done], scenario: Int64? = nil) {
        for call in calls {
            let shows = call.exerciseTime ?? self.time(at: call.moment) ?? scenario ?? call.moment
            let runs = call.verb == .started || call.verb == .resumed
            settings.append(Setting(from: call.moment, shows: shows, runs: runs))
        }
    }

    /// What it shows at a moment; nil before STARTEX.
    func time(at moment: Int64) -> Int64? {
        guard let setting = settings.last(where: { $0.from <= moment }) else { return nil }
        return setting.runs ? setting.shows + (moment - setting.from) : setting.shows
    }

    /// Whether it runs at a moment.
    func runs(at moment: Int64) -> Bool { settings.last { $0.from <= moment }?.runs ?? false }

    /// For how long it has run until a moment, in microseconds: pauses do not count.
    func elapsed(at moment: Int64) -> Int64 {
        var sum: Int64 = 0
        for (place, setting) in settings.enumerated() where setting.runs && setting.from < moment {
            let end = place + 1 < settings.count ? min(settings[place + 1].from, moment) : moment
            sum += end - setting.from
        }
        return sum
    }
}
