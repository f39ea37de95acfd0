internal import JSON

/// The timestamps of an object that are finer than many readers can take.
///
/// STIX 2.1, 2.16 allows any number of digits behind the point. Readers that keep microseconds refuse more than six: python-stix2 3.0.2
/// does, and with the object the bundle that it stands in. Nothing is cut here: that would be another moment.
enum FineTimestamps {
    /// The most digits behind the point that such readers take.
    static var mostDigits: Int { 6 }

    /// Whether more than six digits stand between a point and a `Z`.
    static func mayHave(_ bytes: [UInt8]) -> Bool {
        var digits = -1
        for byte in bytes {
            switch byte {
            case UInt8(ascii: "."): digits = 0
            case UInt8(ascii: "0")...UInt8(ascii: "9"): if digits >= 0 { digits += 1 }
            case UInt8(ascii: "Z") where digits > mostDigits: return true
            default: digits = -1
            }
        }
        return false
    }

    /// `a[0].b` as STIX 2.1, 7.2.3.1 writes it: `a.[0].b`.
    static func selector(_ path: String) -> String {
        var text = ""
        for character in path {
            if character == "[", !text.isEmpty { text += "." }
            text.append(character)
        }
        return text
    }
}

extension STIXValidator {
    /// The properties that are timestamps by their type and have more digits behind the point than many readers can
    /// take: six.
    /// - Parameter bytes: an object as JSON.
    /// - Returns: selectors, in the order of the text.
    /// - Complexity: O(*n*); an object without such digits is not parsed.
    public func fineTimestamps(in bytes: [UInt8]) -> [String] {
        guard FineTimestamps.mayHave(bytes), let document = try? JSONDocument(parsing: bytes) else { return [] }
        return STIXValidator(types: types).findings(for: document.root)
            .filter { $0.code == .timestampPrecision && $0.severity == .warning }
            .map { FineTimestamps.selector($0.path) }
    }
}
