/// What is to be said of a list of injects, with its place.
public struct ExerciseFinding: Sendable, Hashable {
    /// What is said; the raw values are what programs read.
    public enum Code: String, Sendable, CaseIterable {
        /// The time is none of the forms that are read.
        case timeNotUnderstood = "time-not-understood"
        /// The day can be two: `3/4/2027`.
        case dayAmbiguous = "day-ambiguous"
        /// The clock never shows the time.
        case gap
        /// The clock shows the time twice.
        case fold
        /// Times can only be said once it is known when the exercise starts.
        case needsStart = "needs-startex"
        /// Times can only be said once it is known whose clock is meant.
        case needsZone = "needs-zone"
        /// There is no zone of the name.
        case zoneUnknown = "zone-unknown"
        /// A clock time without a day is before STARTEX.
        case beforeStart = "before-start"
        /// It waits for an inject that has no time.
        case waits
        /// It comes after an inject that there is not.
        case dependencyUnknown = "dependency-unknown"
        /// It is before an inject that it comes after.
        case beforeDependency = "before-dependency"
        /// Injects wait for each other.
        case cycle
        /// Two injects have the same number; the first counts.
        case numberTwice = "number-twice"
        /// An inject has no number: it cannot be found again.
        case numberMissing = "number-missing"
        /// The list has no column of numbers: they are made from the order.
        case numbersMade = "numbers-made"
        /// The state is in words that are not known.
        case stateUnknown = "state-unknown"
        /// A row is no inject; it is kept at its place.
        case notAnInject = "no-inject"
        /// A value that could not be computed.
        case cellError = "cell-error"
    }

    /// What is said.
    public let code: Code
    /// The cell, such as `C7`; empty for the list as a whole.
    public let cell: String
    /// The number of the inject; empty for none.
    public let number: String
    /// What it is about, as it is written.
    public let about: String

    /// A finding.
    public init(_ code: Code, cell: String = "", number: String = "", about: String = "") {
        (self.code, self.cell, self.number, self.about) = (code, cell, number, about)
    }

    /// Whether it is only told, and nothing is wrong.
    public var isNote: Bool {
        switch code {
        case .needsStart, .needsZone, .beforeStart, .numbersMade, .notAnInject, .stateUnknown: true
        default: false
        }
    }
}
