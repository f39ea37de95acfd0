package import Agreements
package import Configuration
internal import Cryptography
internal import Installation
package import JSON
package import Store
internal import Transport

/// An agreement by its name, with the digest of what it says.
package struct AgreementDigest: Equatable, Sendable {
    package let name: String
    /// SHA-256 over the canonical form, in hexadecimal.
    package let sha256: String

    /// The digest of an agreement, which depends on what it says and not on how its file is laid out.
    ///
    /// Words of articles are for readers: a translation that one side has typed in makes no other agreement of it.
    package static func of(_ agreement: Agreement) -> String? {
        var agreement = agreement
        agreement.words = []
        let canonical = (try? JSONDocument(parsing: agreement.json.bytes()))?.root.canonicalBytes()
        return canonical.map { Encoding.hex(SHA256.digest(of: $0)) }
    }
}

/// Comparing with partners what both work by: two nodes that read an agreement differently release differently (`RULES.md`, 28).
extension Node {
    /// The agreements in use here that a partner is a party of, or a member of a party.
    ///
    /// A partner is told of those alone, and of their digests alone. A party's own rules are nobody else's.
    package func sharedAgreements(with partner: StoredPartner, _ connection: Connection) throws(StoreError)
        -> [AgreementDigest]
    {
        let tables = try tables(now: clock(), connection)
        return Self.agreements(of: Self.number(of: partner, tables), tables)
    }

    /// The agreements that a party is bound by.
    private static func agreements(of number: Int, _ tables: AgreementTables) -> [AgreementDigest] {
        guard tables.set.parties.indices.contains(number) else { return [] }
        let party = tables.set.parties[number].name
        return tables.set.agreements.compactMap { agreement in
            guard !agreement.isDraft, ![.internalRules, .additions].contains(agreement.kind) else { return nil }
            let isMember =
                agreement.isWithMembers
                && agreement.parties.contains { tables.set.party($0)?.members.contains(party) ?? false }
            guard agreement.parties.contains(party) || isMember, let digest = AgreementDigest.of(agreement) else {
                return nil
            }
            return AgreementDigest(name: agreement.name, sha256: digest)
        }
    }

    /// What a partner is told (`GET /entente/v1/agreements`).
    package func toldAgreements(to name: String) throws(NodeError) -> JSONTree {
        try reading { connection throws(StoreError) in
            guard let partner = try PartnerRows(connection).find(name) else { return .members([:]) }
            return Self.json(try sharedAgreements(with: partner, connection))
        }
    }

    private static func json(_ agreements: [AgreementDigest]) -> JSONTree {
        .members([
            "agreements": .array(
                agreements.map { .members(["name": .string($0.name), "sha256": .string($0.sha256)]) }
            )
        ])
    }

    /// So many agreements are taken from a partner at most, and names of so many bytes.
    private static let (mostTold, longestName) = (1_000, 200)

    private static func isDigest(_ text: String) -> Bool {
        text.utf8.count == 64 && text.utf8.allSatisfy { "0123456789abcdef".utf8.contains($0) }
    }

    private static func digests(_ bytes: [UInt8]) -> [AgreementDigest]? {
        guard let root = (try? JSONDocument(parsing: bytes))?.root, let list = root["agreements"],
            list.kind == .array,
            list.count <= mostTold
        else { return nil }
        var found: [AgreementDigest] = []
        for element in list.elements {
            guard let name = element["name"]?.string, (1...longestName).contains(name.utf8.count),
                let digest = element["sha256"]?.string, isDigest(digest)
            else { return nil }
            found.append(AgreementDigest(name: name, sha256: digest))
        }
        return found
    }

    /// Asks a partner for its digests, and keeps them if they are others than those kept.
    ///
    /// A node that does not know the call, or cannot be reached, leaves what was told before.
    package func askAgreements(of name: String) throws(NodeError) {
        let partner = try reading { connection throws(StoreError) in try PartnerRows(connection).find(name) }
        guard let partner, partner.confirmed != nil else { return }
        let client = clients.client(for: partner, folder: folder)
        guard let response = try? client.send("GET", partner.address + "/entente/v1/agreements"),
            response.status == 200, let told = Self.digests(response.body.bytes)
        else { return }
        guard try told != reading({ connection throws(StoreError) in try Self.told(by: name, connection) }) else {
            return
        }
        let value = String(decoding: Self.json(told).bytes(), as: UTF8.self)
        try change { connection throws(StoreError) in
            try SettingRows(connection).put(.agreementsTold(partner: name), value)
        }
    }

    /// What a partner told last; nil if it never did.
    package static func told(by name: String, _ connection: Connection) throws(StoreError) -> [AgreementDigest]? {
        try SettingRows(connection).value(.agreementsTold(partner: name)).flatMap { digests(Array($0.utf8)) }
    }

    /// The agreements on both sides, by name: what the partner told, which binds this party, and what binds the two of them;
    /// nil if the partner never told.
    package func comparedAgreements(with partner: StoredPartner, _ connection: Connection) throws(StoreError)
        -> [ComparedAgreement]?
    {
        guard let told = try Self.told(by: partner.name, connection) else { return nil }
        let theirs = Dictionary(told.map { ($0.name, $0.sha256) }) { first, _ in first }
        let tables = try tables(now: clock(), connection)
        let own = Self.agreements(of: ownParty(tables), tables)
        let ours = Dictionary(own.map { ($0.name, $0.sha256) }) { first, _ in first }
        let shared = Set(Self.agreements(of: Self.number(of: partner, tables), tables).map(\.name))
        return shared.intersection(ours.keys).union(theirs.keys).sorted().map { name in
            let comparison: ComparedAgreement.Comparison =
                switch (ours[name], theirs[name]) {
                case (nil, _): .onlyThere
                case (_, nil): .onlyHere
                case (let mine, let other): mine == other ? .same : .differs
                }
            return ComparedAgreement(name: name, ours: ours[name], theirs: theirs[name], comparison: comparison)
        }
    }
}

/// An agreement that binds this party or a partner, as both sides have it.
package struct ComparedAgreement {
    /// How an agreement of both compares.
    package enum Comparison: String {
        case same, differs
        case onlyHere = "only-here"
        case onlyThere = "only-there"
    }

    /// Its name.
    package let name: String
    /// SHA-256 of what it says here and there, in hexadecimal digits; nil where it is not.
    package let ours: String?
    package let theirs: String?
    package let comparison: Comparison
}
