public import JSON
public import STIX

/// What an officer is told of an object that may go, though it keeps nothing back.
public struct ReleaseWarning: Sendable, Hashable {
    /// What it is about.
    public enum Code: String, Sendable {
        /// A timestamp has more than six digits behind the point: partners on python-stix2 cannot read the object (STIX 2.1, 2.16).
        case timestampPrecision = "timestamp-precision"
    }

    /// What it is about.
    public var code: Code
    /// The selector of the property (STIX 2.1, 7.2.3.1).
    public var property: String

    /// What an officer is told of what would go of an object.
    /// - Parameters:
    ///   - bytes: the object, before anything was withheld.
    ///   - outcome: what is decided about it; of what does not go nothing is told.
    ///   - withheld: the portions that do not go.
    ///   - validator: knows which properties are timestamps.
    /// - Returns: the warnings, in the order of the object's text.
    public static func about(
        _ bytes: [UInt8],
        _ outcome: Decision.Outcome,
        withheld: [WithheldPortion],
        _ validator: STIXValidator
    ) -> [Self] {
        guard outcome != .refuse else { return [] }
        // A rendition has times of its own, in milliseconds (`RULES.md` 1).
        let gone = withheld.map(\.selector) + (outcome == .rendition ? ["created", "modified"] : [])
        return validator.fineTimestamps(in: bytes).filter { selector in
            !gone.contains { selector == $0 || selector.hasPrefix($0 + ".") }
        }.map { Self(.timestampPrecision, at: $0) }
    }

    /// A warning.
    /// - Parameters:
    ///   - code: what it is about.
    ///   - property: the selector of the property.
    public init(_ code: Code, at property: String) { (self.code, self.property) = (code, property) }

    /// The warning for people.
    /// - Parameter language: a language tag; unknown ones are read as English.
    /// - Returns: a sentence without a full stop.
    public func text(in language: String) -> String {
        switch language.split(separator: "-").first.map(String.init) ?? "" {
        case "ja":
            "`\(property)` の小数点以下が 6 桁を超えており、マイクロ秒までを扱うソフトウェア（python-stix2 など）では読み取れない。値は丸められない"
        case "fr":
            "`\(property)` a plus de six décimales : les logiciels qui comptent en microsecondes, comme python-stix2, ne peuvent pas lire l’objet ; la valeur n’est pas arrondie"
        case "de":
            "`\(property)` hat mehr als sechs Nachkommastellen: Programme, die in Mikrosekunden rechnen, etwa python-stix2, können das Objekt nicht lesen; der Wert wird nicht gerundet"
        default:
            "`\(property)` has more than six digits behind the point: software that counts in microseconds, such as python-stix2, cannot read the object; the value is not rounded"
        }
    }

    /// The warning for programs.
    /// - Parameter language: of its text.
    /// - Returns: code, property and text.
    public func json(in language: String) -> JSONTree {
        .members([
            "code": .string(code.rawValue), "property": .string(property), "text": .string(text(in: language)),
        ])
    }
}
