/// The value of `next`: where in a list to go on, bound to the list and the filters it was given for.
///
/// It is stateless and repeatable. It is not secret: rights are checked again with each request. `added_after` is no part of what it is
/// bound to: real clients keep an old `next` beside a newer `added_after`, and get what lies behind both. A value that belongs to
/// another list or other filters says nothing here and is passed over, since a client that is refused would never get on.
public enum TAXIICursor {
    /// Makes a value.
    /// - Parameters:
    ///   - place: the place of the last member that was given.
    ///   - list: what names the list.
    ///   - filter: the filters.
    /// - Returns: the value.
    public static func make(place: Int64, list: String, filter: TAXIIFilter) -> String {
        let bound = String(binding(list, filter, isDated: false), radix: 16)
        // Of one length, so that it tells nothing.
        return String(place, radix: 16) + "-" + String(repeating: "0", count: 16 - bound.count) + bound
    }

    /// What tells pages of a list apart, limit and place aside.
    /// - Parameters:
    ///   - list: what names the list.
    ///   - filter: the filters, `added_after` among them.
    /// - Returns: a text that is the same for the same pages.
    public static func key(list: String, filter: TAXIIFilter) -> String {
        String(binding(list, filter, isDated: true), radix: 16)
    }

    /// Reads a value.
    /// - Parameters:
    ///   - text: the value as sent.
    ///   - list: what names the list.
    ///   - filter: the filters of the request.
    /// - Returns: the place of the last member that was given; nil if the value was given for another list or other filters, or is empty.
    /// - Throws: `TAXIIError` with status 400 if it is no value of this server.
    public static func place(_ text: String, list: String, filter: TAXIIFilter) throws(TAXIIError) -> Int64? {
        guard !text.isEmpty else { return nil }
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        guard parts.count == 2, let place = Int64(parts[0], radix: 16), place >= 0,
            let bound = UInt64(parts[1], radix: 16)
        else { throw .parameter("next", "is no value that this server has given") }
        // Values of earlier releases were bound to `added_after`, too.
        let isOurs = [false, true].contains { bound == binding(list, filter, isDated: $0) }
        return isOurs ? place : nil
    }

    /// FNV-1a over the list and the filters; stable across processes, unlike `Hasher`.
    private static func binding(_ list: String, _ filter: TAXIIFilter, isDated: Bool) -> UInt64 {
        let versions = filter.versions.map { versions in
            versions.map { version in
                switch version {
                case .last: "last"
                case .first: "first"
                case .all: "all"
                // Values of before named microseconds, and stay as they are.
                case .exactly(let time, let text) where text.utf8.count > 27: String(time) + text
                case .exactly(let time, _): String(time)
                }
            }.joined(separator: ",")
        }
        let date = isDated ? filter.addedAfter.map(String.init) : "any"
        let parts = [
            list, date, filter.ids?.joined(separator: ","),
            filter.types?.joined(separator: ","), versions, filter.specifications?.joined(separator: ","),
        ]
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        for part in parts {
            for byte in (part ?? "\u{1}").utf8 { hash = (hash ^ UInt64(byte)) &* 0x0100_0000_01B3 }
            hash = (hash ^ 0xFF) &* 0x0100_0000_01B3
        }
        return hash
    }
}
