public import Configuration
public import Installation

extension HookFault {
    /// What went wrong with a hook, for the operator.
    package var words: String {
        switch self {
        case .noAddress: "the host of its address cannot be resolved"
        case .notListed: "the host of its address has no address to which it may go"
        case .notReached: "the listener cannot be reached"
        case .notTrusted: "the listener does not prove who it is"
        case .slow: "the listener does not answer in time"
        case .tooMuch: "the listener answers with more than this node takes"
        case .redirected: "the listener sends this node to another place, where it does not go"
        case .status: "the listener answers with a status that is no success"
        case .secret: "its secret cannot be read"
        case .gone: "it has ended: the listener wants nothing more"
        case .tries: "it has ended: none of the attempts was answered with success"
        case .key: "it has ended: the key was revoked, or cannot read the collection"
        case .collection: "it has ended: the collection was taken away"
        }
    }
}

/// What came of a hook that somebody tried.
public struct HookOutcome: Sendable, Equatable {
    /// The count that arrived, or nil.
    public let told: Int64?
    /// Why it did not arrive: a word of the node's own; nil if it did.
    public let problem: String?
    /// The same in words, for the operator.
    public let words: String
}

extension Node {
    /// Sends the count of a hook now, and sets a hook going again that had ended for want of an answer.
    /// - Parameter name: its name.
    /// - Returns: what came of it.
    /// - Throws: `NodeError` if there is no such hook.
    public func tryHook(_ name: String) throws(NodeError) -> HookOutcome {
        switch try tellHook(name, isAsked: true) {
        case .quiet: HookOutcome(told: nil, problem: nil, words: "")
        case .told(let count): HookOutcome(told: count, problem: nil, words: "")
        case .failed(let fault), .ended(let fault):
            HookOutcome(told: nil, problem: fault.rawValue, words: fault.words)
        }
    }
}
