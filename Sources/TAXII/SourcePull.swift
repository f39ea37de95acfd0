public import STIX

/// The way through a collection of somebody else's server, as a value without a network: what an ordinary pull takes on
/// trust is checked here, as there are neither receipts nor an agreement.
///
/// 1. Dates only go on (TAXII 2.1, 3.5): within a page, from page to page, and behind what was asked for. Servers cut
///    the date that they are asked for to seconds; so much it may be earlier.
/// 2. No page comes twice. `next` may be the same text each time: some servers keep the place themselves.
/// 3. `more` comes with something, and so many pages in a row bring something new.
/// 4. So many objects are taken in one fetch.
public struct SourcePull: Sendable, Hashable {
    /// How much is taken from a server that nobody answers for.
    public struct Limits: Sendable, Hashable {
        /// Objects of one fetch.
        public var objects: Int
        /// Pages in a row that bring nothing new.
        public var idlePages: Int
        /// Objects of one page that are asked for.
        public var page: Int

        /// Limits.
        /// - Parameters:
        ///   - objects: objects of one fetch.
        ///   - idlePages: pages in a row that bring nothing new.
        ///   - page: objects of one page that are asked for.
        public init(objects: Int, idlePages: Int, page: Int) {
            (self.objects, self.idlePages, self.page) = (objects, idlePages, page)
        }
    }

    /// A page, as far as the way depends on it.
    public struct Page: Sendable, Hashable {
        /// A digest of its objects.
        public var digest: [UInt8]
        /// How many objects it has.
        public var count: Int
        /// Whether the server says that there is more.
        public var more: Bool
        /// Where to go on, or nil.
        public var next: String?
        /// When its first object was added there, if the server says so.
        public var first: STIXTimestamp?
        /// When its last object was added there, if the server says so.
        public var last: STIXTimestamp?

        /// A page.
        /// - Parameters:
        ///   - envelope: what came.
        ///   - digest: a digest of its objects.
        public init(_ envelope: TAXIIEnvelope, digest: [UInt8]) {
            (self.digest, count, more, next) = (digest, envelope.elements.count, envelope.more, envelope.next)
            (first, last) = (envelope.firstAdded, envelope.lastAdded)
        }

        /// A page by its parts.
        public init(
            digest: [UInt8],
            count: Int,
            more: Bool = false,
            next: String? = nil,
            first: STIXTimestamp? = nil,
            last: STIXTimestamp? = nil
        ) {
            (self.digest, self.count, self.more, self.next) = (digest, count, more, next)
            (self.first, self.last) = (first, last)
        }
    }

    /// Servers cut dates to whole seconds.
    private static let tolerance: Int64 = 1_000_000

    private let limits: Limits
    private var pull: TAXIIPull
    /// Before what no object may have been added, in microseconds since 1970.
    private var floor: Int64?
    private var seen: Set<[UInt8]> = []
    private var idle = 0
    private var objects = 0

    /// A fetch.
    /// - Parameters:
    ///   - cursor: where the last one ended, or nil for everything.
    ///   - limits: how much is taken.
    public init(from cursor: String?, limits: Limits) {
        self.limits = limits
        pull = TAXIIPull(from: cursor, limit: limits.page)
        let date = cursor?.split(separator: " ").first.flatMap { STIXTimestamp(String($0)) }
        floor = date?.microsecondsSinceEpoch
    }

    /// Where the next fetch goes on.
    public var cursor: String? { pull.cursor }

    /// The query of the next request, or nil at the end.
    public var nextQuery: String? { pull.nextQuery }

    /// Takes a page that has come, before anything of it is kept.
    /// - Parameter page: the page.
    /// - Throws: what is wrong with it; nothing of it is kept then, and the place stays before it.
    public mutating func take(_ page: Page) throws(SourceFault) {
        try checkDates(page)
        if page.count > 0 {
            guard seen.insert(page.digest).inserted else { throw .repeats }
        } else if page.more {
            throw .endless
        }
        objects += page.count
        guard objects <= limits.objects else { throw .tooMuch }
        pull.received(more: page.more, next: page.next, lastAdded: page.last, count: page.count)
        // Without a way on, `more` would be asked for again for ever.
        if page.more, pull.nextQuery == nil { throw .endless }
    }

    /// Takes note of how much of the last page was new here.
    /// - Parameter new: how many of its objects.
    /// - Throws: `endless` after so many pages without any.
    public mutating func kept(new: Int) throws(SourceFault) {
        idle = new > 0 ? 0 : idle + 1
        if pull.nextQuery != nil, idle >= limits.idlePages { throw .endless }
    }

    /// Takes note that the server does not know its `next` any more.
    /// - Returns: false if none was sent, so that there is no other way.
    public mutating func refused() -> Bool { pull.refused() }

    private mutating func checkDates(_ page: Page) throws(SourceFault) {
        let (first, last) = (page.first?.microsecondsSinceEpoch, page.last?.microsecondsSinceEpoch)
        if let first, let last, last < first { throw .backwards }
        for date in [first, last] {
            if let date, let floor, date < floor - Self.tolerance { throw .backwards }
        }
        if let last { floor = max(floor ?? last, last) }
    }
}
