package import Configuration
internal import Ledger
internal import MerkleLog
internal import TAXII

extension PullFault {
    /// Why a pull ended, for the operator.
    /// - Parameter name: the partner.
    /// - Returns: the reason in words, with a word for the node's own log.
    package func error(of name: String) -> NodeError {
        switch self {
        case .stands(let evidence):
            NodeError(
                "the exchange with `\(name)` stands still: \(evidence); `entente partner evidence \(name)` shows what came",
                reason: "evidence"
            )
        case .notReached(let failure):
            NodeError("the node of `\(name)` cannot be reached: \(failure)", reason: "not-reached")
        case .notTrusted(let failure):
            NodeError(
                "the node of `\(name)` is not who the invitation says, or does not know us: \(failure)",
                reason: "not-trusted"
            )
        case .breaks: NodeError("the connection to the node of `\(name)` breaks again and again", reason: "broken")
        case .tooLarge:
            NodeError(
                "the node of `\(name)` gives a page with one object that is larger than this node takes",
                reason: "too-large"
            )
        case .ended: NodeError("`\(name)` has ended the link; a new invitation begins it anew", reason: "ended")
        case .limited(let seconds):
            NodeError(
                "the node of `\(name)` takes no more requests for \(seconds) s: its limit for this node is reached",
                reason: "limit"
            )
        case .status(let status): NodeError("the node of `\(name)` answered with status \(status)", reason: "status")
        case .astray:
            NodeError(
                "the node of `\(name)` leads from page to page of one date; the next pull goes on from there",
                reason: "astray"
            )
        case .noEnvelope(let fault):
            NodeError("the node of `\(name)` sent what is no envelope: \(fault)", reason: "no-envelope")
        case .noDates: NodeError("the node of `\(name)` does not say when the objects were added")
        case .noReceipts(let failure): NodeError("the node of `\(name)` gave no receipts: \(failure)")
        case .receiptsStatus(let status): NodeError("the node of `\(name)` gave no receipts: status \(status)")
        case .unreadable(let fault): NodeError("the receipts of `\(name)` do not hold: \(fault)", reason: "receipts")
        case .moved(let key):
            NodeError(
                "the log of `\(name)` goes on as `\(Self.name(of: key))` with another key: accept and confirm its new invitation",
                reason: "new-key"
            )
        case .unwitnessed(let fault): NodeError("nothing is taken from `\(name)`: \(fault)")
        case .growing:
            NodeError("the log of `\(name)` grows faster than receipts can be fetched; try again")
        case .unproven(let lacks):
            NodeError("not taken from `\(name)`: \(Self.text(lacks)); the next pull asks again")
        }
    }

    private static func name(of key: String) -> String { (try? NoteKey(key, Ledger.hasher))?.name ?? key }

    /// The first of what is wrong with objects, and how much more there is.
    package static func text(_ lacks: [Int: String]) -> String {
        let first = lacks.min { $0.key < $1.key }?.value ?? ""
        return lacks.count > 1 ? "\(first), and \(lacks.count - 1) more" : first
    }
}
