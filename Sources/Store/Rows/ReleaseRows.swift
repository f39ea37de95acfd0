/// A decision that was made and recorded about one object and one party.
public struct ReleaseAct: Sendable, Equatable {
    /// The object's row.
    public var object: Int64
    /// The party.
    public var party: String
    /// Who made it (R02: a release always has a named decision maker).
    public var officer: String
    /// When, in microseconds since 1970.
    public var made: Int64
    /// `release`, `rendition`, `refer`, `refuse` or `withdraw`.
    public var outcome: String
    /// The grounds as JSON.
    public var grounds: [UInt8]
    /// The agreements that it was made under, by their row, or nil for none.
    public var agreements: Int64?
    /// What was asked, as JSON, so that the decision can be made again.
    public var question: [UInt8]

    /// A decision.
    public init(
        object: Int64,
        party: String,
        officer: String,
        made: Int64,
        outcome: String,
        grounds: [UInt8],
        agreements: Int64? = nil,
        question: [UInt8] = []
    ) {
        self.agreements = agreements
        self.question = question
        self.object = object
        self.party = party
        self.officer = officer
        self.made = made
        self.outcome = outcome
        self.grounds = grounds
    }
}

/// Reading and writing the rows of `release_act`.
public struct ReleaseRows {
    private let connection: Connection

    /// The decisions behind a connection.
    /// - Parameter connection: the connection.
    public init(_ connection: Connection) { self.connection = connection }

    /// Records a decision.
    /// - Parameter act: the decision.
    /// - Throws: `StoreError`.
    public func add(_ act: ReleaseAct) throws(StoreError) {
        try connection.run(
            Statements.ReleaseAct.add,
            [
                .integer(act.object), .text(act.party), .text(act.officer), .integer(act.made), .text(act.outcome),
                .blob(act.grounds), .optional(act.agreements), .blob(act.question),
            ]
        )
    }

    /// What was asked in the act that gave a version to a party last.
    /// - Parameters:
    ///   - object: the version's row.
    ///   - party: the party.
    /// - Returns: the question as JSON; nil if it was never given.
    /// - Throws: `StoreError`.
    public func question(on object: Int64, to party: String) throws(StoreError) -> [UInt8]? {
        try connection.first(Statements.ReleaseAct.question, [.integer(object), .text(party)]) { $0.blob(0) }
    }

    /// What was asked in the acts that gave a party an object, whole or as a rendition.
    /// - Parameters:
    ///   - id: the identifier of the object, or of the rendition that the party got.
    ///   - party: the party.
    /// - Returns: the questions as JSON, each once; nil for acts that kept none.
    /// - Throws: `StoreError`.
    public func questions(about id: String, to party: String) throws(StoreError) -> [[UInt8]?] {
        try connection.all(
            Statements.ReleaseAct.questions,
            [.text(party), .text(id)]
        ) { $0.isNull(0) ? nil : $0.blob(0) }
    }

    /// The version of an object that a party was given last, whole or as a rendition.
    /// - Parameters:
    ///   - id: the object's identifier.
    ///   - party: the party.
    /// - Returns: the version's row, or nil.
    /// - Throws: `StoreError`.
    public func lastGiven(of id: String, to party: String) throws(StoreError) -> Int64? {
        try connection.first(Statements.ReleaseAct.lastGiven, [.text(id), .text(party)]) { $0.integer(0) }
    }

    /// The decisions about an object, oldest first.
    /// - Parameter object: the object's row.
    /// - Returns: the decisions.
    /// - Throws: `StoreError`.
    public func acts(on object: Int64) throws(StoreError) -> [ReleaseAct] {
        try connection.all(Statements.ReleaseAct.ofVersion, [.integer(object)]) {
            ReleaseAct(
                object: $0.integer(0),
                party: $0.text(1),
                officer: $0.text(2),
                made: $0.integer(3),
                outcome: $0.text(4),
                grounds: $0.blob(5),
                agreements: $0.isNull(6) ? nil : $0.integer(6),
                question: $0.blob(7)
            )
        }
    }
}
