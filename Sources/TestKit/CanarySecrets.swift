/// What was planted, and who may have it at most; looks through what somebody got.
public struct CanarySecrets {
    /// From whom something is kept.
    public enum Level: Int, Comparable, Sendable {
        /// TLP:GREEN: everybody on the node; a partner once it was released to it.
        case open
        /// EU-RESTRICTED.
        case restricted
        /// EU-SECRET, which goes to nobody outside.
        case secret
        /// TLP:RED to persons who are none of ours.
        case closed

        /// Compares two levels.
        public static func < (one: Level, other: Level) -> Bool { one.rawValue < other.rawValue }
    }

    /// An object that was written.
    public struct Item {
        /// Its identifier, with what stands before it.
        public let id: String
        /// The level of its newest version.
        public var level: Level
        /// The lowest level that it ever had: who was cleared for that knows the identifier.
        public var lowest: Level
        /// The numbers of the texts in its newest version.
        public var tokens: [Int] = []
        /// The numbers of the texts in all of its versions.
        public var everything: [Int] = []
    }

    /// Somebody, as far as it matters what is kept from them.
    public enum Reader {
        /// A person who is cleared up to a level; nil sees no content at all.
        case person(upTo: Level?)
        /// A partner, by its place.
        case partner(Int)
    }

    /// What came out that may not.
    public struct Leak {
        /// The planted text or identifier.
        public let text: String
        /// Its level.
        public let level: Level
    }

    /// The objects, by their places.
    public private(set) var items: [Item] = []
    private var levels: [Level] = []
    /// The levels of the portions in which they stand: what a partner may have of an object.
    private var portions: [Level] = []
    private var places: [String: Int] = [:]
    private var given: [Set<Int>]
    private var named: [Set<Int>]
    /// How often something planted was found where it may be: without that, a search that finds nothing proves nothing.
    public private(set) var seen = 0

    /// Secrets to be kept from so many partners too.
    public init(partners: Int) {
        given = Array(repeating: [], count: partners)
        named = Array(repeating: [], count: partners)
    }

    /// A new text to be planted.
    /// - Parameters:
    ///   - level: of the whole object, which persons see or do not see.
    ///   - portion: of the portion in which it stands; nil for that of the whole.
    /// - Returns: the text, and its number.
    public mutating func text(_ level: Level, portion: Level? = nil) -> (text: String, number: Int) {
        levels.append(level)
        portions.append(portion ?? level)
        let digits = String(levels.count - 1)
        return ("CANARY" + String(repeating: "0", count: 9 - digits.count) + digits, levels.count - 1)
    }

    /// An object was written for the first time.
    /// - Returns: its place.
    @discardableResult
    public mutating func wrote(_ id: String, _ level: Level, _ tokens: [Int]) -> Int {
        items.append(Item(id: id, level: level, lowest: level, tokens: tokens, everything: tokens))
        places[String(id.suffix(36))] = items.count - 1
        return items.count - 1
    }

    /// A newer version was written: what a partner may not have of it any more, it may not get again.
    public mutating func wrote(again place: Int, _ level: Level, _ tokens: [Int]) {
        items[place].tokens = tokens
        items[place].everything += tokens
        items[place].level = level
        items[place].lowest = min(items[place].lowest, level)
        for partner in given.indices where level > Self.ceiling(of: partner) { takeBack(place, from: partner) }
    }

    /// The newest version was released to a partner.
    public mutating func released(_ place: Int, to partner: Int) {
        let ceiling = Self.ceiling(of: partner)
        given[partner].formUnion(items[place].tokens.filter { portions[$0] <= ceiling })
        // A rendition has an identifier of its own.
        if items[place].level <= ceiling { named[partner].insert(place) }
    }

    /// An object was withdrawn from a partner.
    public mutating func takeBack(_ place: Int, from partner: Int) {
        given[partner].subtract(items[place].everything)
    }

    /// The first partner has an agreement up to EU-RESTRICTED, the others have none.
    static func ceiling(of partner: Int) -> Level { partner == 0 ? .restricted : .open }

    /// Looks for what a reader may not have.
    /// - Parameters:
    ///   - bytes: all that the reader got.
    ///   - reader: who it is; nil for whom nothing is meant, such as a log file.
    ///   - asked: what the reader said itself: an echo tells nothing.
    /// - Returns: the first leak, or nil.
    public mutating func leak(in bytes: [UInt8], to reader: Reader?, asked: String = "") -> Leak? {
        let mark = Array("CANARY".utf8)
        var place = 0
        while place < bytes.count {
            // Both a planted text and an identifier begin with a byte that is seldom.
            if bytes[place] == mark[0], bytes[place...].starts(with: mark) {
                let digits = bytes[(place + 6)...].prefix(9)
                let text = "CANARY" + String(decoding: digits, as: UTF8.self)
                place += 6
                guard let number = Int(String(decoding: digits, as: UTF8.self)), levels.indices.contains(number)
                else {
                    if reader == nil { return Leak(text: text, level: .closed) }
                    continue
                }
                if may(number, reader) {
                    seen += 1
                } else if !asked.contains(text) {
                    return Leak(text: text, level: levels[number])
                }
            } else if bytes[place] == UInt8(ascii: "-"), place + 38 <= bytes.count,
                bytes[place + 1] == UInt8(ascii: "-"),
                bytes[place + 10] == UInt8(ascii: "-")
            {
                let text = String(decoding: bytes[(place + 2)..<(place + 38)], as: UTF8.self)
                place += 2
                guard let item = places[text] else { continue }
                if knows(item, reader) {
                    seen += 1
                } else if !asked.contains(text) {
                    return Leak(text: items[item].id, level: items[item].lowest)
                }
            } else {
                place += 1
            }
        }
        return nil
    }

    private func may(_ number: Int, _ reader: Reader?) -> Bool {
        switch reader {
        case .person(let most): most.map { levels[number] <= $0 } ?? false
        case .partner(let place): given[place].contains(number)
        case nil: false
        }
    }

    private func knows(_ item: Int, _ reader: Reader?) -> Bool {
        switch reader {
        case .person(let most): most.map { items[item].lowest <= $0 } ?? false
        case .partner(let place): named[place].contains(item)
        case nil: false
        }
    }
}
