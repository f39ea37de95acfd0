public import STIX

/// A client's way through a collection (TAXII 2.1, 3.5): page by page, as a value without a network.
///
/// It goes on with `next` where the server gives it, else with the date of the last member, and can be taken up
/// again from `cursor` after any page. Members may share a date, and a page may end among them: so while there is more
/// the cursor holds `next` as well.
public struct TAXIIPull: Sendable, Hashable {
    /// Up to where everything is taken: where the next pull starts; nil before the first page.
    ///
    /// A date, or date, `next` and the `added_after` that goes with it (`-` for none) with spaces between them.
    public var cursor: String? {
        guard let last else { return nil }
        guard let next else { return last }
        return "\(last) \(Self.encoded(next)) \(start ?? "-")"
    }
    /// Pages in a row that brought nothing of a later date.
    private(set) var pagesOfOneDate = 0
    private var last: String?
    private var start: String?
    private let limit: Int
    private var next: String?
    private var isDone = false

    /// A pull.
    /// - Parameters:
    ///   - cursor: where the last pull ended, or nil for everything.
    ///   - limit: members a page at most.
    public init(from cursor: String?, limit: Int) {
        self.limit = limit
        let parts = (cursor ?? "").split(separator: " ")
        last = parts.first.map(String.init)
        start = last
        guard parts.count == 3, let following = TAXIIQuery.decoded(parts[1]) else { return }
        next = following
        start = parts[2] == "-" ? nil : String(parts[2])
    }

    /// The query of the next request, or nil at the end.
    public var nextQuery: String? {
        guard !isDone else { return nil }
        var query = "?limit=\(limit)&match%5Bversion%5D=all"
        // `next` goes with the query it was given for; without it the date of the last member leads on.
        if let next {
            if let start { query += "&added_after=\(Self.encoded(start))" }
            query += "&next=\(Self.encoded(next))"
        } else if let start {
            query += "&added_after=\(Self.encoded(start))"
        }
        return query
    }

    /// Takes note of a page.
    /// - Parameters:
    ///   - more: whether the server says that there is more.
    ///   - next: where to go on, or nil.
    ///   - lastAdded: when the last member of the page was added, or nil.
    ///   - count: members on the page.
    public mutating func received(more: Bool, next: String?, lastAdded: STIXTimestamp?, count: Int) {
        var leadsOn = next != nil && next != self.next
        pagesOfOneDate += 1
        // Dates only go on: by one that goes back, what is taken already would be asked for again.
        if let lastAdded, last.flatMap({ STIXTimestamp($0) })?.isEarlier(than: lastAdded) ?? true {
            last = lastAdded.description
            (leadsOn, pagesOfOneDate) = (true, 0)
        }
        self.next = more ? next : nil
        // Without `next` the date is all there is to go on by.
        if self.next == nil { start = last }
        // A server that says `more` without leading on would be asked for ever.
        isDone = !more || count == 0 || !leadsOn
    }

    /// Takes note that the server does not know its `next` any more.
    /// - Returns: false if no `next` was sent, so that there is no other way.
    public mutating func refused() -> Bool {
        guard next != nil else { return false }
        next = nil
        // Others may share the last date: they are asked for again, with those that came.
        let moment = last.flatMap { STIXTimestamp($0) }?.microsecondsSinceEpoch
        start = moment.flatMap { STIXTimestamp(microsecondsSinceEpoch: $0 - 1) }?.description
        return true
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
