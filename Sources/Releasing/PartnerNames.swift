internal import Agreements
public import Configuration
public import Installation
package import Store
internal import Words

/// What people call a partner: its short name, its title, and every name, code and identity of its party in the set
/// in use.
public struct PartnerNames: Sendable {
    private let partners: [(name: String, calls: Set<String>)]

    /// The names of all partners.
    /// - Throws: `StoreError`.
    package init(_ node: Node, _ connection: Connection) throws(StoreError) {
        let set = try node.agreements.set(AgreementRows(connection).current(), connection)
        partners = try PartnerRows(connection).all().map { partner in
            var calls = [partner.name, partner.title] + (partner.identity.map { [$0] } ?? [])
            if let party = partner.identity.flatMap({ set.party($0) }) ?? set.party(partner.name) {
                calls += [party.name] + party.codes + party.identities + party.titles.map(\.text)
            }
            return (partner.name, Set(calls.map(Self.folded)))
        }
    }

    /// The short names of all partners.
    package var all: [String] { partners.map(\.name).sorted() }

    /// Width and case make no difference.
    private static func folded(_ name: String) -> String {
        Folding.composed(name).lowercased().split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }

    /// The short names of the partners that are called so, in any language; the word for a state at the end of a name
    /// in Chinese letters or Hangul may be left out, as people do (`日本` for `日本国`).
    /// - Parameter text: a text that may be a name.
    /// - Returns: the names; none where nobody is called so.
    package func called(_ text: String) -> [String] {
        let key = Self.folded(text)
        guard !key.isEmpty else { return [] }
        let ways = [key, key + "国", key + "국"]
        return partners.filter { partner in ways.contains(where: partner.calls.contains) }.map(\.name)
    }

    /// The short name of the one partner that is called so; a name that no partner has comes back as it is.
    /// - Parameter name: any name of it.
    /// - Returns: the short name.
    /// - Throws: `NodeError` if several are called so.
    public func shortName(of name: String) throws(NodeError) -> String {
        if partners.contains(where: { $0.name == name }) { return name }
        let key = Self.folded(name)
        let found = partners.filter { $0.calls.contains(key) }.map(\.name)
        guard found.count <= 1 else {
            throw NodeError(
                "`\(name)` may be any of \(found.map { "`\($0)`" }.joined(separator: ", ")); write one of them"
            )
        }
        return found.first ?? name
    }
}

extension Node {
    /// What people call each partner.
    /// - Returns: the names.
    /// - Throws: `NodeError`.
    public func partnerNames() throws(NodeError) -> PartnerNames {
        try reading { connection throws(StoreError) in try PartnerNames(self, connection) }
    }

    /// The short name of the partner that somebody calls so; a name that no partner has comes back as it is.
    /// - Parameter name: any name of it.
    /// - Returns: the short name.
    /// - Throws: `NodeError` if several are called so.
    public func partner(called name: String) throws(NodeError) -> String {
        try partnerNames().shortName(of: name)
    }
}
