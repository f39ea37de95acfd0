package import Store

/// Why a flow could not do what was asked; for the operator.
public struct NodeError: Error, Sendable, CustomStringConvertible {
    /// What is wrong, and what would be right.
    public let description: String
    /// What the node's own log calls it: a word of ours, while the description may name what a partner sent.
    package var reason: StaticString = "refused"
    /// Whether the store failed, rather than that what was asked is not to be had.
    package var isStoreFault = false

    /// An error.
    /// - Parameter description: what is wrong.
    public init(_ description: String) { self.description = description }

    /// An error with a word for the node's own log.
    package init(_ description: String, reason: StaticString) {
        (self.description, self.reason) = (description, reason)
    }

    /// What the store could not do; a refusal of our own that came through it stays one.
    package init(_ error: StoreError) { self.init(error.description, because: error) }

    /// What could not be done because of what the store could not do.
    package init(_ description: String, because error: StoreError) {
        self.description = description
        isStoreFault = error.cause != nil || error.code == .busy
        if isStoreFault { reason = "store" }
    }
}
