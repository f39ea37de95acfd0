internal import STIX

/// A count of sightings of one party, as the source of a sighting keeps it: `entente:count=20/40;first_seen=…`.
///
/// The second number is the count of all parties together, where nobody knows how many were whose: shares are even.
struct SightingAggregate {
    let count: Int
    let all: Int
    let first: String?
    let last: String?

    init(count: Int, of all: Int, first: String?, last: String?) {
        (self.count, self.all, self.first, self.last) = (count, all, first, last)
    }

    /// Reads a source; nil if it is none of these.
    init?(_ source: String) {
        guard source.hasPrefix(Self.start) else { return nil }
        let parts = source.dropFirst(Self.start.count).split(separator: ";")
        let numbers = (parts.first ?? "").split(separator: "/").compactMap { Int($0) }
        guard numbers.count == 2, numbers[0] >= 1, numbers[0] <= numbers[1] else { return nil }
        func moment(_ name: String) -> String? {
            let text = parts.first { $0.hasPrefix("\(name)=") }.map { String($0.dropFirst(name.count + 1)) }
            return text.flatMap { STIXTimestamp($0)?.description }
        }
        (count, all, first, last) = (numbers[0], numbers[1], moment("first_seen"), moment("last_seen"))
    }

    /// The source.
    var source: String {
        var text = "\(Self.start)\(count)/\(all)"
        if let first { text += ";first_seen=\(first)" }
        if let last { text += ";last_seen=\(last)" }
        return text
    }

    private static let start = "entente:count="
}
