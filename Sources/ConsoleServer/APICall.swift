package import Calls
package import Desk
package import Installation
package import JSON
package import People
package import Transport

/// What a call of the API for people does.
package typealias APIWork = @Sendable (APIService) -> (APICall) throws(APIFault) -> HTTPResponse

/// A call of the API for people, and what does it.
package typealias APIEndpoint = Endpoint<APIWork>

/// A call as it is understood: the path below `/api/v1/`, the query, the body, and who calls.
package struct APICall: Sendable {
    package let method: String
    package let path: [String]
    package let query: [String: String]
    package let body: JSONDocument?
    /// What is called; nil if there is no such call.
    package let endpoint: APIEndpoint?
    /// What fills the places of its path.
    package let places: [String]
    package private(set) var person: SignedIn?
    package let request: HTTPRequest
    /// The `Host` field, which names this node.
    package let host: String

    /// The same call by a person as that person is now.
    package func from(_ person: SignedIn) -> APICall {
        var call = self
        call.person = person
        return call
    }

    /// The answer of an authenticator in the body; nil if there is none.
    package func passkey() throws(APIFault) -> PasskeyAnswer? { try passkey(in: content()) }

    /// The answer of an authenticator in a part of the body; nil if there is none.
    package func passkey(in part: JSONValue) throws(APIFault) -> PasskeyAnswer? {
        guard let value = part["passkey"], value.kind != .null else { return nil }
        guard let answer = PasskeyAnswer(value, host: host, name: APIService.name(of: host)) else {
            throw .invalid("`passkey` is no answer of an authenticator")
        }
        return answer
    }

    /// The person, where somebody has to be signed in.
    package func signedIn() throws(APIFault) -> SignedIn {
        guard let person else { throw .notSignedIn }
        return person
    }

    /// What fills the place of its path; calls with none have an empty one.
    package var target: String { places.first ?? "" }

    /// The body, where one is needed.
    package func content() throws(APIFault) -> JSONValue {
        guard let body, body.root.kind == .object else { throw .invalid("a json object is expected") }
        return body.root
    }

    /// A text of the body.
    package func text(_ name: String) throws(APIFault) -> String {
        guard let text = try optional(name), !text.isEmpty else { throw .invalid("`\(name)` is missing") }
        return text
    }

    /// A text of the body that may be left out.
    package func optional(_ name: String) throws(APIFault) -> String? {
        guard let value = try content()[name], value.kind != .null else { return nil }
        guard let text = value.string else { throw .invalid("`\(name)` is no text") }
        return text
    }

    /// Texts by names of the body; empty if it is left out.
    package func named(_ name: String) throws(APIFault) -> [String: String] {
        guard let value = try content()[name], value.kind != .null else { return [:] }
        var texts: [String: String] = [:]
        for member in value.kind == .object ? Array(value.members) : [] {
            if let name = member.name.string, let text = member.value.string { texts[name] = text }
        }
        guard value.kind == .object, texts.count == value.count, texts.count <= 1_000 else {
            throw .invalid("`\(name)` is no object of texts")
        }
        return texts
    }

    /// A list of texts of the body; empty if it is left out.
    package func texts(_ name: String) throws(APIFault) -> [String] {
        guard let value = try content()[name] else { return [] }
        let texts = value.elements.compactMap(\.string)
        guard value.kind == .array, texts.count == value.count, texts.count <= 1_000 else {
            throw .invalid("`\(name)` is no list of texts")
        }
        return texts
    }

    /// A truth value of the body that may be left out.
    package func flag(_ name: String) throws(APIFault) -> Bool? {
        guard let value = try content()[name] else { return nil }
        guard let flag = value.bool else { throw .invalid("`\(name)` is no truth value") }
        return flag
    }

    /// A number of the query within bounds.
    package func number(_ name: String, _ range: ClosedRange<Int>, default other: Int) throws(APIFault) -> Int {
        guard let text = query[name], !text.isEmpty else { return other }
        guard let number = Int(text), range.contains(number) else {
            throw .invalid("`\(name)` is no number from \(range.lowerBound) to \(range.upperBound)")
        }
        return number
    }

    /// A place of the query; nil if there is none.
    package func place(_ name: String, _ places: SealedPlace) throws(APIFault) -> Int64? {
        guard let text = asked(name) else { return nil }
        guard let place = places.place(text) else { throw .invalid("`\(name)` was not given to you for this list") }
        return place
    }

    /// A text of the query; empty counts as absent.
    package func asked(_ name: String) -> String? { query[name].flatMap { $0.isEmpty ? nil : $0 } }

    /// The language that words are wanted in.
    package var language: String { readersLanguage ?? "en" }

    /// The language that the caller reads; nil if nothing is said of it: names are then those of their authors.
    package var readersLanguage: String? { asked("lang") ?? body?.root["lang"]?.string }

    /// The value of a cookie.
    package static func cookie(_ name: String, _ request: HTTPRequest) -> String? {
        for part in (request.field("cookie") ?? "").split(separator: ";") {
            let pair = part.split(separator: "=", maxSplits: 1).map { $0.trimmingPrefix(" ") }
            if pair.count == 2, pair[0] == name { return String(pair[1]) }
        }
        return nil
    }

    /// Decodes `%41` and, in a query, `+`; nil if it is not well-formed UTF-8.
    package static func decoded(_ text: Substring, isQuery: Bool) -> String? {
        var bytes: [UInt8] = []
        var rest = Array(text.utf8)[...]
        while let byte = rest.popFirst() {
            if byte == UInt8(ascii: "%") {
                guard let high = rest.popFirst().flatMap(hexValue), let low = rest.popFirst().flatMap(hexValue) else {
                    return nil
                }
                bytes.append(high << 4 | low)
            } else {
                bytes.append(isQuery && byte == UInt8(ascii: "+") ? UInt8(ascii: " ") : byte)
            }
        }
        guard !bytes.contains(0) else { return nil }
        return String(validating: bytes, as: UTF8.self)
    }

    private static func hexValue(_ byte: UInt8) -> UInt8? {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0")
        case UInt8(ascii: "a")...UInt8(ascii: "f"): byte - UInt8(ascii: "a") + 10
        case UInt8(ascii: "A")...UInt8(ascii: "F"): byte - UInt8(ascii: "A") + 10
        default: nil
        }
    }
}
