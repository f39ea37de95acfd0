/// What is known of the own clock.
package struct ClockState: Sendable, Equatable {
    /// Whether the kernel says that it is synchronised; nil where it does not say.
    package var isSynchronised: Bool?
    /// By how many seconds the newest date of the store is ahead of it; 0 if it is not, or by less than a minute.
    package var ahead: Int
    /// The newest date of the store, in microseconds since 1970, if it is ahead.
    package var newest: Int64?

    package init(isSynchronised: Bool? = nil, ahead: Int, newest: Int64? = nil) {
        (self.isSynchronised, self.ahead, self.newest) = (isSynchronised, ahead, newest)
    }
}
