internal import Configuration
internal import Cryptography
internal import JSON
package import Store
package import TAXII
package import Transport

/// Finds out who sends a request: by pinned certificate, API key (Bearer or Basic), or a seed's users.
package struct Authenticator: Sendable {
    /// The users of a throw-away node by name; nil for a real node.
    package let seedUsers: [String: [UInt8]]?
    /// Microseconds since 1970.
    package let clock: @Sendable () -> Int64

    package init(seedUsers: [String: [UInt8]]?, clock: @escaping @Sendable () -> Int64) {
        (self.seedUsers, self.clock) = (seedUsers, clock)
    }

    /// The caller, or nil if it did not prove who it is.
    package func caller(of request: HTTPRequest, _ connection: Connection) throws(StoreError) -> Caller? {
        if let seedUsers { return seedCaller(request, seedUsers) }
        if let certificate = request.peerCertificate, let partner = try partner(certificate, connection) {
            return partner
        }
        guard let (name, secret) = Self.credentials(request.field("authorization")) else { return nil }
        let digest = SHA256.digest(of: Array(secret.utf8))
        guard let key = try KeyRows(connection).find(digest), name == nil || name == key.name else { return nil }
        let scopes = key.scopes.split(separator: " ").map(String.init)
        return Caller(key: key.name, scopes: scopes, root: key.root)
    }

    /// A partner by the pin of its certificate; an unconfirmed link carries nothing, an expired certificate neither.
    private func partner(_ certificate: [UInt8], _ connection: Connection) throws(StoreError) -> Caller? {
        guard NodeCertificate.isValid(der: certificate, at: Int(clock() / 1_000_000)),
            let pin = NodeCertificate.pin(ofDER: certificate),
            let name = try PartnerRows(connection).confirmed(pin: pin)
        else { return nil }
        return Caller(name: "partner:\(name)", kind: .partner(name), roots: [name])
    }

    /// What somebody is told who is no caller; a partner is told that its link was ended.
    package func refusal(of request: HTTPRequest, _ connection: Connection) throws(StoreError) -> TAXIIError {
        guard seedUsers == nil, let certificate = request.peerCertificate,
            NodeCertificate.isValid(der: certificate, at: Int(clock() / 1_000_000)),
            let pin = NodeCertificate.pin(ofDER: certificate),
            let end = try PartnerRows(connection).ended(pin: pin)?.end
        else { return .unauthenticated }
        return .ended(end)
    }

    private func seedCaller(_ request: HTTPRequest, _ users: [String: [UInt8]]) -> Caller? {
        if users.isEmpty { return Caller(name: "anybody", kind: .seed, roots: nil) }
        guard let (name, secret) = Self.credentials(request.field("authorization")), let name,
            let expected = users[name], Encoding.isEqual(SHA256.digest(of: Array(secret.utf8)), expected)
        else { return nil }
        return Caller(name: "user:\(name)", kind: .seed, roots: nil)
    }

    /// Name and secret of an Authorization field: Basic (RFC 7617) or Bearer (RFC 6750), which has no name.
    package static func credentials(_ field: String?) -> (name: String?, secret: String)? {
        guard let field, let space = field.firstIndex(of: " ") else { return nil }
        let rest = String(field[field.index(after: space)...].drop { $0 == " " })
        switch field[..<space].lowercased() {
        case "bearer": return rest.isEmpty ? nil : (nil, rest)
        case "basic":
            guard let bytes = Encoding.bytes(base64: rest), let text = String(validating: bytes, as: UTF8.self),
                let colon = text.firstIndex(of: ":")
            else { return nil }
            return (String(text[..<colon]), String(text[text.index(after: colon)...]))
        default: return nil
        }
    }
}

extension TAXIIError {
    /// The caller's link was ended: it is told so, and nothing else.
    package static func ended(_ end: LinkEnd) -> TAXIIError {
        var error = TAXIIError(
            403,
            "link-ended",
            "the link was ended",
            "the link was ended on \(Moment.text(end.made)); a new invitation each way begins it anew"
        )
        error.details = .members(["serial": .integer(Int(end.serial))])
        return error
    }
}
