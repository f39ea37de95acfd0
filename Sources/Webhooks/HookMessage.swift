internal import Cryptography
internal import JSON
internal import TAXII

/// What a hook tells: the collection, how much was added to it that the key can read, and when that was counted.
///
/// Signed as Standard Webhooks 1.0.0 has it, symmetric: HMAC-SHA-256 over identifier, time of the attempt and body.
package struct HookMessage: Sendable, Equatable {
    /// What secrets begin with.
    package static let secretPrefix = "whsec_"
    /// What happened, in the words of the body.
    package static let type = "collection.grown"

    /// Its identifier, the same however often it is sent.
    package let id: String
    /// The bytes of the body.
    package let body: [UInt8]

    /// A message.
    /// - Parameters:
    ///   - id: its identifier, without a dot.
    ///   - collection: the identifier of the collection.
    ///   - counter: how much was added since the hook was made.
    ///   - grown: when that was counted, in microseconds since 1970.
    package init(id: String, collection: String, counter: Int64, grown: Int64) {
        self.id = id
        body = JSONTree.members([
            "type": .string(Self.type), "timestamp": .string(TAXIIResources.timestamp(grown)),
            "data": .members(["collection": .string(collection), "counter": .integer(Int(counter))]),
        ]).bytes()
    }

    /// The fields that show who sends it.
    /// - Parameters:
    ///   - secret: the key, 32 bytes.
    ///   - seconds: the time of the attempt, in seconds since 1970.
    /// - Returns: names and values.
    package func fields(secret: [UInt8], at seconds: Int64) -> [(name: String, value: String)] {
        let signed = Array("\(id).\(seconds).".utf8) + body
        let code = Encoding.base64(HMACSHA256.code(of: signed, key: secret))
        return [("webhook-id", id), ("webhook-timestamp", String(seconds)), ("webhook-signature", "v1,\(code)")]
    }

    /// The key that a secret stands for.
    /// - Parameter text: the secret as it was printed.
    /// - Returns: the key; nil if it is none.
    package static func key(of text: String) -> [UInt8]? {
        guard text.hasPrefix(secretPrefix) else { return nil }
        let key = Encoding.bytes(base64: String(text.dropFirst(secretPrefix.count)))
        return key.flatMap { $0.count == 32 ? $0 : nil }
    }
}
