public import JSON
public import STIX

/// What an originator asks of those who hold an item (R11, R14).
public enum RecallAction: String, Sendable, CaseIterable {
    /// It is used and passed on no more, and kept apart.
    case withdraw
    /// It is destroyed.
    case destroy
    /// Another level holds for it from now on; the receiver follows (R11).
    case reclassify
    /// It was wrong; the corrected version takes its place.
    case correct

    /// The answers with which a holder can end it.
    public var answers: [RecallOutcome] {
        switch self {
        case .withdraw: [.withdrawn, .destroyed, .kept, .notHeld]
        case .destroy: [.destroyed, .kept, .notHeld]
        case .reclassify: [.reclassified, .destroyed, .kept, .notHeld]
        case .correct: [.corrected, .destroyed, .kept, .notHeld]
        }
    }
}

/// What a holder says became of a recalled item.
///
/// It is the holder's word, and never shown as enforced.
public enum RecallOutcome: String, Sendable, CaseIterable {
    /// It is kept apart, and used and passed on no more.
    case withdrawn
    /// Its payload is destroyed.
    case destroyed
    /// It bears the new level.
    case reclassified
    /// The corrected version is used.
    case corrected
    /// It is kept; the answer names the article that the holder stands on.
    case kept
    /// It was never held, or not any more when the recall came.
    case notHeld = "not-held"
}

/// Where a duty with a deadline stands: asked, overdue, then confirmed by the other side's answer.
public enum NoticeStanding: String, Sendable {
    /// The other side has not answered, and has time.
    case asked
    /// The other side has not answered, and its time is over.
    case overdue
    /// The other side has answered.
    case confirmed

    /// The standing at a moment.
    /// - Parameters:
    ///   - due: the deadline in microseconds since 1970, or nil for none.
    ///   - isAnswered: whether the answer is there.
    ///   - now: the moment.
    public init(due: Int64?, isAnswered: Bool, now: Int64) {
        self = isAnswered ? .confirmed : due.map { $0 < now } ?? false ? .overdue : .asked
    }
}

/// A recall as decisions want it: versions of an item that may not go (any more) to a party, or to anybody.
public struct RecallBlock: Sendable, Hashable {
    /// The item, by the identifier of the object.
    public var item: String
    /// The newest version that is recalled; nil for every version.
    public var version: STIXTimestamp?
    /// The party that recalls, by its number in the tables.
    public var originator: Int
    /// The only party that it must not go to; nil for everybody.
    public var recipient: Int?
    /// The partner that recalls what it gave: only what came from it is meant; nil for our own recalls.
    public var source: String?
    /// The notice that recalls it.
    public var reference: String

    /// A block.
    /// - Parameters:
    ///   - item: the identifier of the object.
    ///   - version: the newest version that is recalled; nil for every version.
    ///   - originator: the party that recalls.
    ///   - recipient: the only party that it must not go to.
    ///   - source: the partner that recalls what it gave.
    ///   - reference: the notice.
    public init(
        item: String,
        version: STIXTimestamp?,
        originator: Int,
        recipient: Int?,
        source: String? = nil,
        reference: String
    ) {
        (self.item, self.version, self.originator) = (item, version, originator)
        (self.recipient, self.source, self.reference) = (recipient, source, reference)
    }

    /// Whether it holds for a version that would go to a party; a version that cannot be read is blocked.
    /// - Parameters:
    ///   - object: the version of the object.
    ///   - party: the party.
    /// - Returns: true if the version may not go.
    public func holds(for object: JSONValue, to party: Int) -> Bool {
        if let recipient, recipient != party { return false }
        let text = object["modified"]?.string ?? object["created"]?.string
        guard let version, let given = text.flatMap({ STIXTimestamp($0) }) else { return true }
        return !version.isEarlier(than: given)
    }
}
