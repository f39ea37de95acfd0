public import Cryptography
internal import JSON

/// The file that connects two nodes: who the inviter is and where, signed with its key.
///
/// Both officers compare the fingerprint by another way; before that the link carries nothing.
public struct Invitation: Sendable, Equatable {
    /// The inviter's short name.
    public var from: String
    /// The inviter's name for people.
    public var title: String
    /// The STIX identifier of the inviter's identity, or nil.
    public var identity: String?
    /// The short name under which the inviter knows the invited party.
    public var to: String
    /// The base URL of the inviter's node.
    public var address: String
    /// The pin of the inviter's TLS certificate.
    public var pin: String
    /// The inviter's public signing key in base 64.
    public var logKey: String

    /// Why a file is no invitation.
    public struct Failure: Error, CustomStringConvertible {
        /// What is wrong.
        public let description: String
    }

    private var content: JSONTree {
        .members([
            "entente": .string("invitation-1"),
            "from": .string(from),
            "title": .string(title),
            "identity": identity.map { .string($0) },
            "to": .string(to),
            "address": .string(address),
            "pin": .string(pin),
            "log_key": .string(logKey),
        ])
    }

    /// The canonical bytes that are signed.
    private static func signed(_ content: JSONTree) -> [UInt8] {
        (try? JSONDocument(parsing: content.bytes()))?.root.canonicalBytes() ?? []
    }

    /// What people compare: SHA-256 over the signed content, in groups of four digits.
    public var fingerprint: String {
        let hex = Array(Encoding.hex(SHA256.digest(of: Self.signed(content))).prefix(32))
        return stride(from: 0, to: hex.count, by: 4).map { String(hex[$0..<min($0 + 4, hex.count)]) }
            .joined(separator: " ")
    }

    /// The file.
    /// - Parameter key: the inviter's signing key.
    /// - Returns: JSON.
    public func file(signedBy key: SigningKey) -> [UInt8] {
        var file = content
        file["signature"] = .string(Encoding.base64(key.signature(of: Self.signed(content))))
        return file.prettyBytes() + [UInt8(ascii: "\n")]
    }

    init(from: String, title: String, identity: String?, to: String, address: String, pin: String, logKey: String) {
        self.from = from
        self.title = title
        self.identity = identity
        self.to = to
        self.address = address
        self.pin = pin
        self.logKey = logKey
    }

    /// Reads an invitation and checks its signature.
    /// - Parameter file: the file.
    /// - Throws: `Failure` that says what is wrong.
    public init(file: [UInt8]) throws(Failure) {
        let value: JSONValue
        do throws(JSONError) {
            value = try JSONDocument(parsing: file).root
        } catch {
            throw Failure(description: error.description)
        }
        guard value["entente"]?.isString("invitation-1") ?? false else {
            throw Failure(description: "the file is no invitation of this release")
        }
        func text(_ name: String) throws(Failure) -> String {
            guard let text = value[name]?.string, !text.isEmpty else {
                throw Failure(description: "`\(name)` is missing")
            }
            return text
        }
        self.init(
            from: try text("from"),
            title: try text("title"),
            identity: value["identity"]?.string,
            to: try text("to"),
            address: try text("address"),
            pin: try text("pin"),
            logKey: try text("log_key")
        )
        guard NodeConfiguration.isName(from), NodeConfiguration.isName(to) else {
            throw Failure(description: "`from` and `to` must be short names")
        }
        guard address.hasPrefix("https://") else { throw Failure(description: "`address` must start with https://") }
        let signature = Encoding.bytes(base64: try text("signature")) ?? []
        let key = Encoding.bytes(base64: logKey) ?? []
        guard SigningKey.isValid(signature, of: Self.signed(content), by: key) else {
            throw Failure(description: "the signature does not fit the content: the file was changed")
        }
    }
}
