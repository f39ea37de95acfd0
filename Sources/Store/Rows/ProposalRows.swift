/// The yes of a first officer, where two are needed.
public struct StoredProposal: Sendable, Equatable {
    /// The row of the version that it is about.
    public let object: Int64
    /// The party that it would go to.
    public let party: String
    /// What was asked beside: channel, naming, purpose; and what would go.
    public let terms: String
    /// The officer's account; `root` for the host's own.
    public let account: String
    /// The officer, as acts name one.
    public let officer: String
    /// When, in microseconds since 1970.
    public let made: Int64

    /// A proposal.
    public init(object: Int64, party: String, terms: String, account: String, officer: String, made: Int64) {
        (self.object, self.party, self.terms) = (object, party, terms)
        (self.account, self.officer, self.made) = (account, officer, made)
    }
}

/// Reading and writing the rows of `proposal`.
public struct ProposalRows {
    private let connection: Connection

    /// The proposals behind a connection.
    /// - Parameter connection: the connection.
    public init(_ connection: Connection) { self.connection = connection }

    private static func proposal(_ row: Row) -> StoredProposal {
        StoredProposal(
            object: row.integer(0),
            party: row.text(1),
            terms: row.text(2),
            account: row.text(3),
            officer: row.text(4),
            made: row.integer(5)
        )
    }

    /// The proposal about a version for a party.
    /// - Parameters:
    ///   - object: the version's row.
    ///   - party: the party.
    /// - Returns: the proposal, or nil.
    /// - Throws: `StoreError`.
    public func find(_ object: Int64, party: String) throws(StoreError) -> StoredProposal? {
        try connection.first(Statements.Proposal.find, [.integer(object), .text(party)], Self.proposal)
    }

    /// Keeps a proposal in place of an earlier one about the same version for the same party.
    /// - Parameter proposal: the proposal.
    /// - Throws: `StoreError`.
    public func put(_ proposal: StoredProposal) throws(StoreError) {
        try connection.run(
            Statements.Proposal.put,
            [
                .integer(proposal.object), .text(proposal.party), .text(proposal.terms), .text(proposal.account),
                .text(proposal.officer), .integer(proposal.made),
            ]
        )
    }

    /// Takes away what was proposed about an object for a party, of whatever version.
    /// - Parameters:
    ///   - id: the object's identifier.
    ///   - party: the party.
    /// - Throws: `StoreError`.
    public func remove(_ id: String, party: String) throws(StoreError) {
        try connection.run(Statements.Proposal.removeObject, [.text(party), .text(id)])
    }
}
