public import Configuration
public import Cryptography
public import Installation
public import JSON
internal import Ledger
internal import MerkleLog
internal import Store

/// The file that connects two nodes: who the inviter is and where, signed with its key.
///
/// Both officers compare the fingerprint by another way; before that the link carries nothing. The fingerprint and `signature` are over
/// the members that the first release had, so that its nodes can read the file; `seal` is over every member that there is.
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
    /// The verifier key of the inviter's log (C2SP signed-note), which also signs the invitation.
    public var logKey: String
    /// The verifier key with which the inviter cosigns other logs (C2SP tlog-cosignature).
    public var witnessKey: String
    /// Whether receipts may show other partners that the inviter is a witness (`RULES.md`, 22).
    public var isOpenWitness: Bool
    /// The inviter's courier certificate in PEM: courier files are encrypted to it, and signed by its key.
    public var courierCertificate: String
    /// Higher than that of every earlier invitation of the inviter; nil in a file of a release that gave none.
    public var serial: Int64?
    /// What the keys of the inviter's earlier logs say about those that follow them, or nil.
    public var rotations: JSONTree?

    /// Why a file is no invitation.
    public struct Failure: Error, CustomStringConvertible {
        /// What is wrong.
        public let description: String
    }

    private var content: JSONTree {
        .members([
            "entente": .string("invitation-3"),
            "from": .string(from),
            "title": .string(title),
            "identity": identity.map { .string($0) },
            "to": .string(to),
            "address": .string(address),
            "pin": .string(pin),
            "log_key": .string(logKey),
            "witness_key": .string(witnessKey),
            "open_witness": .bool(isOpenWitness),
            "courier_certificate": .string(courierCertificate),
        ])
    }

    /// Whether a name is that of a later log of a party, such as `eu.entente/log/2`.
    private static func isLater(_ name: String, of party: String) -> Bool {
        let prefix = "\(party).entente/log/"
        guard name.hasPrefix(prefix), let number = Int(name.dropFirst(prefix.count)) else { return false }
        return number > 1 && String(number) == name.dropFirst(prefix.count)
    }

    /// The canonical bytes that are signed.
    private static func signed(_ content: JSONTree) -> [UInt8] {
        (try? JSONDocument(parsing: content.bytes()))?.root.canonicalBytes() ?? []
    }

    /// The bytes that the seal is over: the canonical form of all but itself.
    private static func sealed(_ file: JSONTree) -> [UInt8] {
        Array("entente-invitation-seal-1\n".utf8) + signed(file)
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
        if let serial {
            file["serial"] = .integer(Int(serial))
            file["rotations"] = rotations
            file["seal"] = .string(Encoding.base64(key.signature(of: Self.sealed(file))))
        }
        return file.prettyBytes() + [UInt8(ascii: "\n")]
    }

    package init(
        from: String,
        title: String,
        identity: String?,
        to: String,
        address: String,
        pin: String,
        logKey: String,
        witnessKey: String,
        isOpenWitness: Bool,
        courierCertificate: String,
        serial: Int64? = nil
    ) {
        self.from = from
        self.title = title
        self.identity = identity
        self.to = to
        self.address = address
        self.pin = pin
        self.logKey = logKey
        self.witnessKey = witnessKey
        self.isOpenWitness = isOpenWitness
        self.courierCertificate = courierCertificate
        self.serial = serial
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
        guard value["entente"]?.isString("invitation-3") ?? false else {
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
            logKey: try text("log_key"),
            witnessKey: try text("witness_key"),
            isOpenWitness: value["open_witness"]?.bool ?? false,
            courierCertificate: try text("courier_certificate")
        )
        guard NodeConfiguration.isName(from), NodeConfiguration.isName(to) else {
            throw Failure(description: "`from` and `to` must be short names")
        }
        do throws(PartnerAddress.Failure) {
            _ = try PartnerAddress(address)
        } catch {
            throw Failure(description: "`address` names no node: \(error.description)")
        }
        guard NodeCertificate(certificate: courierCertificate, privateKey: "").pin != nil else {
            throw Failure(description: "`courier_certificate` is no certificate in PEM")
        }
        let signature = Encoding.bytes(base64: try text("signature")) ?? []
        let log: NoteKey
        do throws(LogFault) {
            log = try NoteKey(logKey, Ledger.hasher)
            let witness = try NoteKey(witnessKey, Ledger.hasher)
            guard log.algorithm == .ed25519, witness.algorithm == .cosignature else {
                throw LogFault(.malformed, "`log_key` must be of a log, `witness_key` of a witness")
            }
            // A party speaks for its own log only: what is seen of logs is kept by their names.
            let isOwn = log.name == "\(from).entente/log" || Self.isLater(log.name, of: from)
            guard isOwn, witness.name == "\(from).entente/witness" else {
                throw LogFault(.malformed, "`log_key` and `witness_key` must be those of `\(from)`")
            }
        } catch {
            throw Failure(description: error.description)
        }
        guard SigningKey.isValid(signature, of: Self.signed(content), by: log.publicKey) else {
            throw Failure(description: "the signature does not fit the content: the file was changed")
        }
        try checkRest(of: value, by: log)
    }

    /// Checks what the signature of the first release is not over: nothing stands in the file that nobody has signed.
    private mutating func checkRest(of value: JSONValue, by log: NoteKey) throws(Failure) {
        guard case .object(let signed) = content else { return }
        let names = Set(signed.map(\.name))
        let known = value.members.filter { names.contains($0.name.string ?? "") }
        let isAsRead = known.allSatisfy { member in
            content[member.name.string ?? ""]?.bytes() == JSONTree(member.value).bytes()
        }
        guard isAsRead else { throw Failure(description: "the file has members that mean nothing") }
        let rest = value.members.filter { !names.contains($0.name.string ?? "") && !$0.name.isString("signature") }
        guard let first = rest.first(where: { !$0.name.isString("seal") }) ?? rest.first else { return }
        guard let seal = value["seal"]?.string.flatMap({ Encoding.bytes(base64: $0) }) else {
            throw Failure(description: "nothing signs the member `\(first.name.string ?? "")`")
        }
        var file = JSONTree(value)
        file["seal"] = nil
        guard SigningKey.isValid(seal, of: Self.sealed(file), by: log.publicKey) else {
            throw Failure(description: "the seal does not fit the content: the file was changed")
        }
        guard let serial = value["serial"]?.integer, serial > 0 else {
            throw Failure(description: "`serial` is no number")
        }
        self.serial = Int64(serial)
        rotations = value["rotations"].map { JSONTree($0) }
    }
}

extension Node {
    /// The file of an invitation, signed by the key of the log in use.
    /// - Parameter invitation: the invitation.
    /// - Returns: the file.
    /// - Throws: `NodeError`.
    public func file(_ invitation: Invitation) throws(NodeError) -> [UInt8] {
        let head = try reading { connection throws(StoreError) in try LogRows(connection).head() }
        return invitation.file(signedBy: head.map { ledger.keys.key(of: $0.origin) } ?? signingKey)
    }
}
