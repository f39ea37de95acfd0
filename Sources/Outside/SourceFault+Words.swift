package import Configuration
package import TAXII

extension SourceFault {
    /// What went wrong with a server of others, for the operator.
    /// - Parameter name: the name that it has here.
    /// - Returns: the reason in words, with a word for the node's own log.
    package func error(of name: String) -> NodeError {
        NodeError("the server of `\(name)` \(words)", reason: word)
    }

    private var words: String {
        switch self {
        case .notReached: "cannot be reached"
        case .notTrusted: "does not prove who it is, or does not accept the certificate of this node"
        case .notAdmitted: "does not let this node in"
        case .notThere: "has not what was asked for"
        case .busy: "takes no more requests for now"
        case .status: "answered with a status that no answer has"
        case .redirected: "sends this node to another place, where it does not go"
        case .notTAXII: "does not answer in TAXII 2.1"
        case .unreadable: "sent what cannot be read"
        case .slow: "does not answer in time"
        case .tooMuch: "answers with more than this node takes"
        case .backwards: "goes back in time"
        case .repeats: "gives the same page again"
        case .endless: "says that there is more and gives nothing new"
        case .changing: "gives other contents under identifiers and versions that it gave before"
        }
    }

    /// The same in a word of the node's own.
    private var word: StaticString {
        switch self {
        case .notReached: "not-reached"
        case .notTrusted: "not-trusted"
        case .notAdmitted: "not-admitted"
        case .notThere: "not-there"
        case .busy: "busy"
        case .status: "status"
        case .redirected: "redirected"
        case .notTAXII: "not-taxii"
        case .unreadable: "unreadable"
        case .slow: "slow"
        case .tooMuch: "too-much"
        case .backwards: "backwards"
        case .repeats: "repeats"
        case .endless: "endless"
        case .changing: "changing"
        }
    }
}
