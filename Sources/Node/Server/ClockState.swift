/// What is known of the own clock.
struct ClockState: Sendable, Equatable {
    /// Whether the kernel says that it is synchronised; nil where it does not say.
    var isSynchronised: Bool?
    /// By how many seconds the newest date of the store is ahead of it; 0 if it is not, or by less than a minute.
    var ahead: Int
    /// The newest date of the store, in microseconds since 1970, if it is ahead.
    var newest: Int64?
}
