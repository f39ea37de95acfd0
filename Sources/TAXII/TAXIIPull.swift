/// A client's way through a collection (TAXII 2.1, 3.5): page by page, as a value without a network.
///
/// It goes on with `next` where the server gives it, else with the date of the last member, and can be taken up
/// again from `cursor` after any page.
public struct TAXIIPull: Sendable, Equatable {
    /// Everything up to this date is taken: the `added_after` of the next pull; nil before the first page.
    public private(set) var cursor: String?
    private let start: String?
    private let limit: Int
    private var next: String?
    private var isDone = false

    /// A pull.
    /// - Parameters:
    ///   - addedAfter: where the last pull ended, or nil for everything.
    ///   - limit: members a page at most.
    public init(addedAfter: String?, limit: Int) {
        cursor = addedAfter
        start = addedAfter
        self.limit = limit
    }

    /// The query of the next request, or nil at the end.
    public var nextQuery: String? {
        guard !isDone else { return nil }
        var query = "?limit=\(limit)&match%5Bversion%5D=all"
        // `next` goes with the query it was given for; without it the date of the last member leads on.
        if let next {
            if let start { query += "&added_after=\(Self.encoded(start))" }
            query += "&next=\(Self.encoded(next))"
        } else if let cursor {
            query += "&added_after=\(Self.encoded(cursor))"
        }
        return query
    }

    /// Takes note of a page.
    /// - Parameters:
    ///   - more: whether the server says that there is more.
    ///   - next: where to go on, or nil.
    ///   - lastAdded: when the last member of the page was added, or nil.
    ///   - count: members on the page.
    public mutating func received(more: Bool, next: String?, lastAdded: String?, count: Int) {
        let advanced = lastAdded != nil && lastAdded != cursor
        cursor = lastAdded ?? cursor
        self.next = next
        // A server that says `more` without leading on would be asked for ever.
        isDone = !more || count == 0 || (next == nil && !advanced)
    }

    private static func encoded(_ text: String) -> String {
        var result = ""
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"),
                UInt8(ascii: "~"):
                result.unicodeScalars.append(Unicode.Scalar(byte))
            default: result += "%" + (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
            }
        }
        return result
    }
}
