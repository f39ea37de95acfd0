/// Content negotiation of TAXII (TAXII 2.1, 1.6.8 and 3.1; RFC 7231, 5.3.2).
public enum TAXIIMediaType {
    /// The media type of every TAXII resource.
    public static let taxii = "application/taxii+json;version=2.1"
    /// The media type of the objects in collections.
    public static let stix = "application/stix+json;version=2.1"

    /// The media type of STIX 2.0 objects, which only throw-away nodes hold.
    public static let stix20 = "application/stix+json;version=2.0"

    /// Whether a TAXII 2.1 response is acceptable.
    ///
    /// `application/taxii+json` with version 2.1 or none, and ranges that cover it, are; a quality of 0 is a no.
    /// - Parameters:
    ///   - accept: the Accept field, or nil if there is none (then everything is acceptable).
    ///   - alsoSTIX: whether `application/stix+json;version=2.1` names this endpoint too (manifest, 5.3).
    /// - Returns: true if a TAXII response may be sent.
    public static func isAcceptable(_ accept: String?, alsoSTIX: Bool = false) -> Bool {
        // What nearly every client sends needs no parsing.
        guard let accept, accept != taxii else { return true }
        if accept.allSatisfy(\.isWhitespace) { return true }
        // The most specific range that names the type decides (RFC 7231, 5.3.2).
        let named = elements(of: accept, separator: ",").compactMap { MediaRange($0) }.compactMap { range in
            specificity(of: range, alsoSTIX: alsoSTIX).map { ($0, range.quality) }
        }
        guard let most = named.map(\.0).max() else { return false }
        return named.contains { $0.0 == most && $0.1 > 0 }
    }

    /// How closely a range names the TAXII 2.1 type; nil if it does not.
    private static func specificity(of range: MediaRange, alsoSTIX: Bool) -> Int? {
        switch range.type {
        case "*/*": 0
        case "application/*": 1
        case "application/taxii+json" where range.version ?? "2.1" == "2.1": range.version == nil ? 2 : 3
        case "application/stix+json" where alsoSTIX && range.version ?? "2.1" == "2.1": range.version == nil ? 2 : 3
        default: nil
        }
    }

    /// Whether a request body is declared as a TAXII 2.1 envelope.
    /// - Parameter contentType: the Content-Type field, or nil if there is none.
    /// - Returns: true if it is.
    public static func isEnvelope(_ contentType: String?) -> Bool {
        guard let contentType, let range = MediaRange(contentType) else { return false }
        return range.type == "application/taxii+json" && range.version ?? "2.1" == "2.1"
    }

    /// Whether a request body is declared as a STIX 2.1 bundle, which some clients post in place of an envelope.
    /// - Parameter contentType: the Content-Type field, or nil if there is none.
    /// - Returns: true if it is.
    public static func isBundle(_ contentType: String?) -> Bool {
        guard let contentType, let range = MediaRange(contentType) else { return false }
        return range.type == "application/stix+json" && range.version ?? "2.1" == "2.1"
    }

    /// Cuts a field at a separator that does not stand in quotes.
    fileprivate static func elements(of text: String, separator: Character) -> [String] {
        var result = [""]
        var isQuoted = false
        for character in text {
            if character == "\"" { isQuoted.toggle() }
            if character == separator, !isQuoted {
                result.append("")
            } else {
                result[result.count - 1].append(character)
            }
        }
        return result
    }
}

/// A media type with the parameters that matter here.
private struct MediaRange {
    let type: String
    var version: String?
    var quality = 1.0

    init?(_ text: String) {
        let parts = TAXIIMediaType.elements(of: text, separator: ";").map { part in
            String(part.drop(while: \.isWhitespace).reversed().drop(while: \.isWhitespace).reversed())
        }
        guard let first = parts.first, first.contains("/") else { return nil }
        type = first.lowercased()
        for part in parts.dropFirst() {
            let pair = part.split(separator: "=", maxSplits: 1).map(String.init)
            guard pair.count == 2 else { continue }
            let value = pair[1].filter { $0 != "\"" }
            switch pair[0].lowercased() {
            case "version": version = value
            case "q": quality = Double(value) ?? 0
            default: break
            }
        }
    }
}
