internal import Cryptography
package import JSON
internal import MerkleLog

/// Something that happened and that nobody shall be able to dispute: what goes into the log.
package struct LedgerEntry: Sendable {
    /// What kinds there are; the words stand in the entries and in `Documentation/protocol.md`.
    package enum Kind: String, Sendable, CaseIterable {
        /// An object was released whole.
        case release
        /// An object was released with portions withheld.
        case rendition
        /// What was released may not go any more, and was taken off the feed.
        case withdrawal
        /// An officer decided that an object does not go.
        case refusal
        /// A first officer said yes where two are needed; nothing went yet.
        case proposal
        /// Somebody wrote objects, or took them in from a file.
        case writing
        /// A page of a feed was given.
        case delivery
        /// Receipts of a partner were verified and taken.
        case receipt
        /// Another set of agreements is in use.
        case agreements
        /// A link to a partner was made, confirmed, or its evidence settled.
        case link
        /// An API key was made or revoked.
        case key
        /// An officer kept or closed a record: a consent, an instruction, an assurance and so on.
        case record
        /// An account was made or changed: roles, second factor, link, disabled.
        case person
        /// Somebody signed in or out, or failed to.
        case session
        /// What was given to a party is recalled from it.
        case recall
        /// The payload of what a party gave was erased here.
        case erasure
        /// Objects were written out.
        case export
        /// Objects that are not valid were let in as they were found.
        case asFound = "as-found"
        /// A server of others was added, removed, marked, cut off, or something was posted there; of hooks likewise.
        case source
        /// Something happened in the registry; what, only the registrar is told.
        case registry
        /// A log was opened, or opened again after a restore.
        case log
    }

    /// What happened.
    package var kind: Kind
    /// The party that it concerns and that gets its opening, or nil for the node's own affairs.
    package var party: String?
    /// The identifier that it is about.
    package var subject: String?
    /// The row of the object that it is about.
    package var object: Int64?
    /// Who did it; never told to the party.
    package var officer: String?
    /// What the party may know.
    package var members: [JSONMember] = []
    /// What only this node and its auditors may know.
    package var internalMembers: [JSONMember] = []

    package init(
        _ kind: Kind,
        party: String? = nil,
        subject: String? = nil,
        object: Int64? = nil,
        officer: String? = nil
    ) {
        (self.kind, self.party, self.subject) = (kind, party, subject)
        (self.object, self.officer) = (object, officer)
    }
}

/// How the log hides what its entries say: each leaf is a commitment with a salt of its own.
package enum Commitment {
    /// The commitment to a text: SHA-256 over a fixed prefix, the salt (32 bytes) and the text.
    package static func of(_ text: [UInt8], salt: [UInt8]) -> [UInt8] {
        SHA256.digest(of: Array("entente-entry-1\n".utf8) + salt + text)
    }

    /// The salt for what only the node knows: the party has the salt of the entry, and could guess with it.
    package static func internalSalt(_ salt: [UInt8], key: [UInt8]) -> [UInt8] {
        HMACSHA256.code(of: Array("entente-internal-1\n".utf8) + salt, key: key)
    }
}
