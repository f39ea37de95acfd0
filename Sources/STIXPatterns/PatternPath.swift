/// What the reader keeps of an object path.
struct PatternPath {
    /// The path's object type, as a bit.
    let types: UInt64
    /// The path itself.
    private(set) var path: PatternObjectPath
    /// The algorithm that the path ends with, if it leads through `hashes` and ends with a known one.
    private(set) var hashAlgorithm: String?
    private var isInHashes = false

    init(_ type: ArraySlice<UInt8>, types: UInt64) {
        self.types = types
        path = PatternObjectPath(type: String(decoding: type, as: UTF8.self), steps: [])
    }

    /// Adds a property name or key.
    /// - Parameters:
    ///   - component: as it is written.
    ///   - name: without its backslashes; nil if it has none.
    mutating func add(_ component: ArraySlice<UInt8>, named name: String? = nil) {
        hashAlgorithm = isInHashes ? PatternHash.algorithm(component) : nil
        isInHashes = isInHashes || component.elementsEqual("hashes".utf8)
        path.steps.append(.key(name ?? String(decoding: component, as: UTF8.self)))
    }

    /// Adds a list index; nil for each element.
    mutating func add(index: Int?) {
        hashAlgorithm = nil
        path.steps.append(index.map { .index($0) } ?? .each)
    }
}

/// The formats of hashes in patterns.
enum PatternHash {
    /// The algorithm that a key names, in any case and with or without hyphens.
    static func algorithm(_ key: ArraySlice<UInt8>) -> String? {
        guard key.count <= 12 else { return nil }
        let name = String(decoding: key.filter { $0 != UInt8(ascii: "-") }, as: UTF8.self).uppercased()
        return length(of: name) == nil && name != "SSDEEP" ? nil : name
    }

    /// The number of hexadecimal digits.
    private static func length(of algorithm: String) -> Int? {
        switch algorithm {
        case "MD5": 32
        case "SHA1", "RIPEMD160": 40
        case "SHA224", "SHA3224": 56
        case "SHA256", "SHA3256": 64
        case "SHA384", "SHA3384": 96
        case "SHA512", "SHA3512", "WHIRLPOOL": 128
        default: nil
        }
    }

    /// Whether a constant, with its apostrophes, can be such a hash.
    static func isGood(_ constant: ArraySlice<UInt8>, _ algorithm: String) -> Bool {
        guard constant.first == UInt8(ascii: "'"), constant.last == UInt8(ascii: "'"), constant.count > 2 else {
            return false
        }
        let content = constant.dropFirst().dropLast()
        if let length = length(of: algorithm) {
            return content.count == length && content.allSatisfy { PatternLexer.isHexDigit($0) }
        }
        return content.count <= 148
            && content.allSatisfy {
                PatternLexer.isDigit($0) || ($0 | 0x20) &- UInt8(ascii: "a") < 26 || "/+:.".utf8.contains($0)
            }
    }
}
