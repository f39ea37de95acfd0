package import JSON

/// The party for which a reader works and its partners, as far as what they agree on together depends on it.
public struct SeenParties {
    /// A version that was given to a partner whole and has not been taken back.
    public struct Sent: Equatable, Sendable {
        /// The identity of the partner's party.
        public let party: String
        /// The version.
        public let version: String
        /// When, in microseconds since 1970.
        public let moment: Int64

        /// A version that was given.
        package init(party: String, version: String, moment: Int64) {
            (self.party, self.version, self.moment) = (party, version, moment)
        }
    }

    /// The identity of the reader's own party; nil if the node has none.
    public let own: String?
    /// The identities of partners by what `Seen.source` says of what came from them.
    private let partners: [String: String]
    private let names: [String: String]
    private let given: (String) throws(SeenFault) -> [Sent]
    private let hash: ([UInt8]) -> String

    /// The parties around a reader.
    /// - Parameters:
    ///   - own: the identity of the reader's own party.
    ///   - partners: identities of partners by the sources of what came from them.
    ///   - names: what people call the partners, by their identities.
    ///   - hash: SHA-256 in lower-case hexadecimal digits.
    ///   - given: which versions of an own object partners were given.
    package init(
        own: String? = nil,
        partners: [String: String] = [:],
        names: [String: String] = [:],
        hash: @escaping ([UInt8]) -> String = { _ in "" },
        given: @escaping (String) throws(SeenFault) -> [Sent] = { _ in [] }
    ) {
        (self.own, self.partners, self.names, self.hash, self.given) = (own, partners, names, hash, given)
    }

    /// The party from which an object came itself: the own one, or a partner; nil for what somebody else brought.
    public func giver(of source: String) -> String? { source == "own" ? own : partners[source] }

    /// The identities of all partners, in a fixed order.
    package var others: [String] { names.keys.sorted() }

    /// What people call a partner's party.
    public func name(of identity: String) -> String? { names[identity] }

    /// The versions of an own object that partners were given whole and that were not taken back, the oldest first.
    public func sent(_ id: String) throws(SeenFault) -> [Sent] { try given(id) }

    /// The digest of a thing that parties agree on: SHA-256 over its form of RFC 8785.
    /// - Parameter thing: the thing, of texts and lists and objects of them, its members in order.
    /// - Returns: lower-case hexadecimal digits.
    package func digest(of thing: JSONTree) -> String { hash(thing.bytes()) }
}
