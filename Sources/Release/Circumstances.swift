public import Agreements

/// What the decisions of one reading depend on beside the object: agreements of the day, the two parties, consents,
/// recalls and assurances; read once.
public struct Circumstances: Sendable {
    /// The agreements of the day.
    public let tables: AgreementTables
    /// The party that decides, by number; -1 if it is not declared.
    public let from: Int
    /// The party that would get it, by number; -1 if it is not declared.
    public let to: Int
    let consents: [String: [Consent]]
    let recalls: [String: [RecallBlock]]
    let assurances: [Int]
    /// The exercises that the recipient's feed is open for, by their identifiers, each with the cells that it is open
    /// for.
    let exercises: [String: Set<String>]
    /// What is known of the software by which the recipient reads.
    public let reader: RecipientReader

    /// Circumstances.
    /// - Parameters:
    ///   - tables: the agreements of the day.
    ///   - from: the party that decides.
    ///   - to: the party that would get it.
    ///   - consents: all consents that are known; each question gets those of its item.
    ///   - recalls: all recalls that stand.
    ///   - assurances: the agreements, by number, under which the recipient has assured protection (R10).
    ///   - exercises: the exercises that the recipient's feed is open for, by their identifiers, each with its cells.
    ///   - reader: what is known of the software by which the recipient reads.
    public init(
        _ tables: AgreementTables,
        from: Int,
        to: Int,
        consents: [Consent] = [],
        recalls: [RecallBlock] = [],
        assurances: [Int] = [],
        exercises: [String: Set<String>] = [:],
        reader: RecipientReader = RecipientReader()
    ) {
        (self.tables, self.from, self.to, self.assurances) = (tables, from, to, assurances)
        (self.reader, self.exercises) = (reader, exercises)
        self.consents = Dictionary(grouping: consents, by: \.item)
        self.recalls = Dictionary(grouping: recalls, by: \.item)
    }

    /// Whether a consent or a recall is about an item: then it is decided about for itself.
    /// - Parameter id: the identifier of the item.
    /// - Returns: whether one is.
    public func concerns(_ id: String) -> Bool { consents[id] != nil || recalls[id] != nil }
}

/// What an act asks beside the object: the way, the purpose, who decides, and whether the recipient is named.
public struct ReleaseTerms: Sendable, Hashable {
    /// How it would go.
    public var channel = Channel.electronic
    /// Whether the officer names the recipient in the release act (TLP:AMBER).
    public var isNamed = false
    /// What the recipient wants it for.
    public var purpose: String?
    /// Whether identifiers of what is not held may go with what names them.
    public var givesAbsent = false
    /// Which translation it gives, where one is wanted in the object itself.
    public var translation = TranslationTerms.newest
    /// Who makes the release.
    public var maker = ReleaseQuestion.Maker.officer
    /// What the recipient is.
    public var recipient = ReleaseQuestion.Recipient.authority

    /// An officer's act on the network, for no stated purpose, that names nobody.
    public init() {}

    /// The terms of a question.
    /// - Parameter question: the question.
    public init(_ question: ReleaseQuestion) {
        (channel, isNamed, purpose) = (question.channel, question.isNamed, question.purpose)
        (maker, recipient, givesAbsent) = (question.maker, question.recipient, question.givesAbsent)
    }
}
