public import STIX

extension PullMachine {
    /// What is to be done.
    public enum Action: Hashable, Sendable {
        /// Read what stands: the place in the feed, and whether there is evidence. Answered by `standing`.
        case look
        /// Ask for a page with this query. Answered by `page`, `forgotten`, `broke`, `tooLarge` or `failed`.
        case fetchPage(String)
        /// Ask for the receipts of what was added between two dates, in microseconds since 1970, under the log as it
        /// was seen last.
        ///
        /// Answered by `receipts`, `doubt`, `broke`, `tooLarge` or `failed`.
        case fetchReceipts(ClosedRange<Int64>)
        /// Keep what is proven, with the place, in one transaction.
        ///
        /// Answered by `kept`; a store that fails ends the pull.
        case keep(Keeping)
        /// Keep the evidence; the exchange stands still.
        case stop(Doubt)
        /// End here, and come again when the schedule or a hint says so.
        case later(PullFault)
        /// All is there.
        case done
    }

    /// What happened.
    public enum Event: Hashable, Sendable {
        /// It is time for a pull: by the schedule, after a hint, or since somebody asks.
        case due
        /// What stands: the place that is durable, and what evidence against the partner says, or nil.
        case standing(cursor: String?, evidence: String?)
        /// A page came.
        case page(Page)
        /// The partner does not know its `next` any more (status 400).
        case forgotten
        /// Receipts came and hold.
        case receipts(Receipts)
        /// Receipts came and do not hold.
        case doubt(Doubt)
        /// What was to be kept is durable.
        case kept
        /// There was a connection, and it broke.
        case broke
        /// The answer was larger than this node takes.
        case tooLarge
        /// Nothing came, or nothing that is of use.
        case failed(PullFault)
    }

    /// What a page gives at one place.
    public struct Given: Hashable, Sendable {
        /// The object.
        public let version: ObjectVersion
        /// The digest of its canonical bytes.
        public let digest: String

        /// An object that can be kept.
        /// - Parameters:
        ///   - version: the object.
        ///   - digest: the digest of its canonical bytes.
        public init(_ version: ObjectVersion, digest: String) { (self.version, self.digest) = (version, digest) }
    }

    /// One object of a page, as the intake judged it.
    public enum Item: Hashable, Sendable {
        /// It can be kept.
        case object(Given)
        /// It cannot, for a reason.
        case refused(String)
    }

    /// What came as a page.
    public struct Page: Hashable, Sendable {
        /// The objects in order.
        public let items: [Item]
        let more: Bool
        let next: String?
        let firstAdded: STIXTimestamp?
        let lastAdded: STIXTimestamp?

        /// A page.
        /// - Parameters:
        ///   - envelope: what came.
        ///   - items: its objects as the intake judged them, in order.
        public init(_ envelope: TAXIIEnvelope, _ items: [Item]) {
            self.init(
                items,
                more: envelope.more,
                next: envelope.next,
                firstAdded: envelope.firstAdded,
                lastAdded: envelope.lastAdded
            )
        }

        /// A page.
        /// - Parameters:
        ///   - items: its objects in order.
        ///   - more: whether the server says that there is more.
        ///   - next: where to go on, or nil.
        ///   - firstAdded: when the first one was added, as the server says.
        ///   - lastAdded: when the last one was.
        public init(
            _ items: [Item],
            more: Bool,
            next: String?,
            firstAdded: STIXTimestamp?,
            lastAdded: STIXTimestamp?
        ) {
            (self.items, self.more, self.next) = (items, more, next)
            (self.firstAdded, self.lastAdded) = (firstAdded, lastAdded)
        }

        /// What can be kept, by place.
        var versions: [Int: Given] {
            var found: [Int: Given] = [:]
            for (place, item) in items.enumerated() {
                if case .object(let given) = item { found[place] = given }
            }
            return found
        }

        /// What cannot be kept, by place.
        var refused: [Int: String] {
            var found: [Int: String] = [:]
            for (place, item) in items.enumerated() {
                if case .refused(let reason) = item { found[place] = reason }
            }
            return found
        }
    }

    /// Receipts that hold.
    public struct Receipts: Hashable, Sendable {
        /// What they are for: digests of contents by version.
        public let digests: [ObjectVersion: String]
        /// The size of the log that they lead to.
        public let size: Int64
        /// The largest size of the log that was seen by the time that they were checked.
        public let seen: Int64

        /// Receipts.
        /// - Parameters:
        ///   - digests: what they are for.
        ///   - size: the size of the log that they lead to.
        ///   - seen: the largest size that was seen by the time that they were checked.
        public init(_ digests: [ObjectVersion: String], size: Int64, seen: Int64) {
            (self.digests, self.size, self.seen) = (digests, size, seen)
        }
    }

    /// Receipts that do not hold.
    public struct Doubt: Hashable, Sendable {
        /// What kind of fault it is, in a word for programs.
        public let code: String
        /// What does not hold.
        public let message: String
        /// Whether it could be read: what could not proves nothing.
        public let isReadable: Bool
        /// The key of the log that goes on in its place, if the known key says so.
        public let successor: String?
        /// The checkpoint that was seen before, or nil.
        public let seen: [UInt8]?
        /// What came.
        public let received: [UInt8]

        /// What it is if it is no evidence, else nil; for courier files, too.
        public var fault: PullFault? {
            if let successor { return .moved(to: successor) }
            return isReadable ? nil : .unreadable(message)
        }

        /// A doubt.
        /// - Parameters:
        ///   - code: what kind of fault it is.
        ///   - message: what does not hold.
        ///   - isReadable: whether it could be read.
        ///   - successor: the key of the log that goes on in its place, or nil.
        ///   - seen: the checkpoint that was seen before, or nil.
        ///   - received: what came.
        public init(
            code: String,
            message: String,
            isReadable: Bool,
            successor: String?,
            seen: [UInt8]?,
            received: [UInt8]
        ) {
            (self.code, self.message, self.isReadable) = (code, message, isReadable)
            (self.successor, self.seen, self.received) = (successor, seen, received)
        }
    }

    /// What becomes durable in one transaction.
    public struct Keeping: Hashable, Sendable {
        /// The places on the page of the objects to keep, in order.
        public let places: [Int]
        /// The places of those that are refused, each with the reason.
        public let refused: [Int: String]
        /// Where the next pull begins; nil leaves that where it is.
        public let cursor: String?
    }
}

/// Why a pull ends before everything is there, without evidence: it comes again when it is due.
public enum PullFault: Hashable, Sendable {
    /// Evidence stands against the partner; what it says.
    case stands(String)
    /// No connection; what the network said.
    case notReached(String)
    /// The partner is not who it should be, or refused who we are; what the network said.
    case notTrusted(String)
    /// The line broke again and again.
    case breaks
    /// A page with one object is larger than this node takes.
    case tooLarge
    /// The partner has ended the link, with the serial of the last invitation that it had made.
    case ended(serial: Int64)
    /// The partner takes no more requests for so many seconds.
    case limited(seconds: Int)
    /// The partner answered with another status.
    case status(Int)
    /// The partner leads from page to page, and on none of them is anything of a later date.
    case astray
    /// What came is no envelope; where.
    case noEnvelope(String)
    /// The partner does not say when the objects were added, or not in order.
    case noDates
    /// No receipts came; what the network said.
    case noReceipts(String)
    /// The partner answered with a status in place of receipts.
    case receiptsStatus(Int)
    /// The answer with receipts cannot be read; why.
    case unreadable(String)
    /// The log goes on under this key.
    case moved(to: String)
    /// Witnesses are missing under the checkpoint; what the policy says.
    case unwitnessed(String)
    /// The log grows faster than receipts can be fetched.
    case growing
    /// Objects had no receipt, or one for something else: what is wrong, by their places on the page.
    case unproven([Int: String])
}
