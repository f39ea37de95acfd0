internal import STIX

/// Moments as objects have them.
enum ExerciseTime {
    /// A moment of RFC 3339, in microseconds since 1970; nil if the text is none.
    static func moment(_ text: String) -> Int64? { STIXTimestamp(text)?.microsecondsSinceEpoch }
}
