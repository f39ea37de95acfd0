/// What parties were given, over all of their lists: reading rows of `member`, `collection` and `release_act` together.
public struct GivenRows {
    private let connection: Connection

    /// The lists behind a connection.
    /// - Parameter connection: the connection.
    public init(_ connection: Connection) { self.connection = connection }

    /// The parties in whose lists a version stands, one for each list.
    /// - Parameter row: the version's row.
    /// - Returns: the parties.
    /// - Throws: `StoreError`.
    public func parties(with row: Int64) throws(StoreError) -> [String] {
        try connection.all(Statements.Given.parties, [.integer(row)]) { $0.text(0) }
    }

    /// Whether a version stands in the feed of a party, or in the list that goes to it by courier.
    /// - Parameters:
    ///   - row: the version's row.
    ///   - party: the party.
    /// - Returns: true if it does.
    /// - Throws: `StoreError`.
    public func isListed(_ row: Int64, for party: String) throws(StoreError) -> Bool {
        try connection.first(Statements.Given.isVersionListed, [.integer(row), .text(party)]) { $0.integer(0) } != nil
    }

    /// To whom versions of an object were given whole and are given still, the oldest first.
    /// - Parameter id: the STIX identifier.
    /// - Returns: the partner's short name, the version and when it was given first, in microseconds since 1970.
    /// - Throws: `StoreError`.
    public func sent(_ id: String) throws(StoreError) -> [(party: String, version: String, made: Int64)] {
        try connection.all(Statements.Given.sent, [.text(id)]) { ($0.text(0), $0.text(1), $0.integer(2)) }
    }

    /// Whether any version of an object stands in a list of any party.
    /// - Parameter id: the STIX identifier.
    /// - Returns: true if one does.
    /// - Throws: `StoreError`.
    public func isListed(_ id: String) throws(StoreError) -> Bool {
        try connection.first(Statements.Given.isObjectListed, [.text(id)]) { $0.integer(0) } != nil
    }

    /// Whether any version of an object stands in one of two lists.
    /// - Parameters:
    ///   - id: the STIX identifier.
    ///   - first: a collection's row, or nil.
    ///   - second: another, or nil.
    /// - Returns: true if one does.
    /// - Throws: `StoreError`.
    public func isListed(_ id: String, in first: Int64?, or second: Int64?) throws(StoreError) -> Bool {
        try connection.first(
            Statements.Given.isListedInEither,
            [.text(id), .optional(first), .optional(second)]
        ) { $0.integer(0) } != nil
    }

    /// Whether a party has a version: it stands in one of two lists, or came from the party itself.
    /// - Parameters:
    ///   - party: the party.
    ///   - row: the version's row.
    ///   - first: a collection's row, or nil.
    ///   - second: another, or nil.
    /// - Returns: true if it has.
    /// - Throws: `StoreError`.
    public func hasParty(_ party: String, _ row: Int64, in first: Int64?, or second: Int64?) throws(StoreError)
        -> Bool
    {
        try connection.first(
            Statements.Given.hasVersion,
            [.integer(row), .optional(first), .text(party), .optional(second)]
        ) { $0.integer(0) } != nil
    }

    /// Whether a party knows an object: a version stands whole in its feed, or came from it.
    /// - Parameters:
    ///   - party: the party.
    ///   - id: the STIX identifier.
    ///   - byCourier: whether what goes to it by courier counts too.
    /// - Returns: true if it knows it.
    /// - Throws: `StoreError`.
    public func knows(_ party: String, _ id: String, byCourier: Bool) throws(StoreError) -> Bool {
        try connection.first(
            Statements.Given.knows,
            [.text(id), .text(party), .bool(byCourier)]
        ) { $0.integer(0) } != nil
    }

    /// Whether a party has an object as it is: a version stands whole in one of its lists, waits there, or came from
    /// it.
    /// - Parameters:
    ///   - id: the STIX identifier.
    ///   - party: the party.
    ///   - list: the row of a list that counts besides the feed and what waits.
    /// - Returns: whether it has; nil if no version was ever here.
    /// - Throws: `StoreError`.
    public func isWhole(_ id: String, with party: String, or list: Int64) throws(StoreError) -> Bool? {
        try connection.first(
            Statements.Given.isWhole,
            [.text(id), .text(party), .integer(list)]
        ) { $0.integer(0) == 1 }
    }

    /// Whether anything from a source can stand in a list: it is the party's own or a partner's, and some list is not
    /// empty.
    /// - Parameter source: the source's row.
    /// - Returns: true if it can.
    /// - Throws: `StoreError`.
    public func isGivenOn(_ source: Int64) throws(StoreError) -> Bool {
        try connection.first(Statements.Given.isGivenOn, [.integer(source)]) { $0.integer(0) } != nil
    }

    /// How many versions wait for witnesses.
    /// - Returns: the number, over all parties.
    /// - Throws: `StoreError`.
    public func waiting() throws(StoreError) -> Int {
        let count = try connection.first(Statements.Given.countWaiting) { $0.integer(0) }
        return Int(count ?? 0)
    }

    /// An act by which a party was given a version of an object, whole or as a rendition.
    public struct Giving: Sendable {
        /// The party.
        public let party: String
        /// Whether it was given whole.
        public let isWhole: Bool
        /// The version that was given, or of which the rendition was made.
        public let version: String
        /// The identifier of what the party got in its place, or nil.
        public let rendition: String?
        /// The newest version of that.
        public let renditionVersion: String?
        /// Whether it waits for witnesses, so that the party has nothing of it yet.
        public let isWaiting: Bool
    }

    /// The acts by which parties were given an object.
    /// - Parameter id: the STIX identifier.
    /// - Returns: the acts, by party and form, older versions first.
    /// - Throws: `StoreError`.
    public func givings(of id: String) throws(StoreError) -> [Giving] {
        try connection.all(Statements.Given.givings, [.text(id)]) {
            Giving(
                party: $0.text(0),
                isWhole: $0.text(1) == "release",
                version: $0.text(2),
                rendition: $0.optionalText(3),
                renditionVersion: $0.optionalText(4),
                isWaiting: $0.integer(5) != 0
            )
        }
    }
}
