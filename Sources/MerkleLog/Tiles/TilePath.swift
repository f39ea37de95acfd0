/// The path of a tile below the prefix of a log (C2SP tlog-tiles, "Merkle Tree" and "Log entries").
public struct TilePath: Hashable, Sendable, CustomStringConvertible {
    /// How many hashes or entries a full tile has.
    public static let fullWidth = 256

    /// What a tile holds.
    public enum Content: Hashable, Sendable {
        /// Hashes of a level, from 0 for leaf hashes.
        case hashes(level: Int)
        /// Entries.
        case entries
    }

    /// What it holds.
    public let content: Content
    /// Its number in its level.
    public let number: Int
    /// How many hashes or entries it has: 1 to 256.
    public let width: Int

    /// A path.
    /// - Parameters:
    ///   - content: what the tile holds.
    ///   - number: its number in its level.
    ///   - width: how many hashes or entries it has.
    public init(_ content: Content, _ number: Int, width: Int = Self.fullWidth) {
        (self.content, self.number, self.width) = (content, number, width)
    }

    /// Reads a path such as `tile/0/x001/067.p/112`.
    /// - Parameter text: the path without a leading slash; nil if it is none.
    public init?(_ text: some StringProtocol) {
        var parts = text.utf8.split(separator: 0x2F, omittingEmptySubsequences: false).map {
            String(decoding: $0, as: UTF8.self)
        }
        guard parts.count >= 3, parts[0] == "tile" else { return nil }
        if parts[1] == "entries" {
            content = .entries
        } else if let level = Self.number(parts[1]), level <= 63 {
            content = .hashes(level: level)
        } else {
            return nil
        }
        parts.removeFirst(2)
        var width = Self.fullWidth
        if parts.count >= 2, parts[parts.count - 2].hasSuffix(".p") {
            guard let given = Self.number(parts[parts.count - 1]), (1..<Self.fullWidth).contains(given) else {
                return nil
            }
            width = given
            parts.removeLast()
            parts[parts.count - 1].removeLast(2)
        }
        guard parts.count <= 6 else { return nil }
        var number = 0
        for (place, part) in parts.enumerated() {
            let isLast = place == parts.count - 1
            let digits = isLast ? part[...] : part.dropFirst()
            guard isLast || part.hasPrefix("x"), digits.utf8.count == 3,
                digits.utf8.allSatisfy({ (0x30...0x39).contains($0) }), let group = Int(digits)
            else { return nil }
            number = number * 1_000 + group
        }
        // A number has one spelling: no group of zeros ahead.
        guard parts.count == 1 || parts[0] != "x000" else { return nil }
        (self.number, self.width) = (number, width)
    }

    /// A number in decimal digits without leading zeros.
    private static func number(_ text: String) -> Int? {
        guard let number = Int(text), number >= 0, String(number) == text else { return nil }
        return number
    }

    /// The path, for instance `tile/entries/x001/x234/067`.
    public var description: String {
        var groups: [String] = []
        var rest = number
        repeat {
            let digits = String(rest % 1_000)
            groups.append((groups.isEmpty ? "" : "x") + String(repeating: "0", count: 3 - digits.utf8.count) + digits)
            rest /= 1_000
        } while rest > 0
        let level =
            switch content {
            case .hashes(let level): String(level)
            case .entries: "entries"
            }
        let partial = width == Self.fullWidth ? "" : ".p/\(width)"
        return "tile/\(level)/\(groups.reversed().joined(separator: "/"))\(partial)"
    }

    /// The tiles of one level that a tree of this size has, the last perhaps partial.
    /// - Parameters:
    ///   - content: the level, or entries.
    ///   - size: the size of the tree.
    /// - Returns: the paths in order.
    public static func all(_ content: Content, size: Int) -> some Sequence<TilePath> {
        let level =
            switch content {
            case .hashes(let level): level
            case .entries: 0
            }
        let count = level * 8 < Int.bitWidth - 1 ? size >> (level * 8) : 0
        return (0..<(count + 255) / 256).lazy.map { number in
            TilePath(content, number, width: min(fullWidth, count - number * fullWidth))
        }
    }
}
