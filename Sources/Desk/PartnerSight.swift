internal import Configuration
internal import Holdings
internal import Installation
internal import JSON
package import Release
package import Store
package import Work

/// What one partner has of what a person may see and let leave: what it gave itself, and what it was given and was not
/// taken back, each as it was given: a version as it is, or the rendition in its place.
///
/// A file for the partner that is made of it says nothing that the partner has not.
package struct PartnerSight {
    private let desk: PersonDesk
    private let partner: StoredPartner
    private let limit: ExportLimit
    private let holdings: HoldingDesk
    private let connection: Connection
    private let known: Set<String>

    /// What a partner has.
    /// - Parameters:
    ///   - partner: the partner.
    ///   - desk: the person's.
    ///   - limit: up to where objects leave.
    ///   - holdings: those of the person.
    ///   - connection: the store.
    package init(
        of partner: StoredPartner,
        _ desk: PersonDesk,
        _ limit: ExportLimit,
        _ holdings: HoldingDesk,
        _ connection: Connection
    ) {
        (self.partner, self.desk, self.limit) = (partner, desk, limit)
        (self.holdings, self.connection) = (holdings, connection)
        // The two parties know each other by their link.
        known = Set([desk.identity, partner.identity].compactMap { $0 })
    }

    /// The objects, for workspaces.
    /// - Parameter parties: the parties around the person.
    /// - Returns: the objects.
    package func objects(_ parties: SeenParties) -> SeenObjects {
        SeenObjects(
            newest: { type, count throws(SeenFault) in
                try Self.attempt { () throws(StoreError) in
                    var (found, entries) = ([SeenObjects.Held](), holdings.newest(HoldingFilter(kinds: [type])))
                    while found.count < count, let entry = try entries.next() {
                        if let one = try held(entry) { found.append(one) }
                    }
                    return found
                }
            },
            one: { id throws(SeenFault) in try Self.attempt { () throws(StoreError) in try held(id) } },
            referring: { id, type, count throws(SeenFault) in
                try Self.attempt { () throws(StoreError) in
                    var found: [SeenObjects.Held] = []
                    for entry in try holdings.referrers(of: id, HoldingFilter(kinds: [type]), limit: count) {
                        if let one = try held(entry) { found.append(one) }
                    }
                    return found
                }
            },
            parties: parties,
            // A partner's patterns are held at the partner's, against what is there.
            met: { _, _, _ in MetPatterns(met: [], wrong: [], count: 0, isComplete: true) }
        )
    }

    private func held(_ entry: HoldingRows.Entry) throws(StoreError) -> SeenObjects.Held? {
        guard let id = try ObjectRows(connection).object(row: entry.row)?.id else { return nil }
        return try held(id)
    }

    /// An object as the partner has it; nil for what it has not, or what may not leave.
    private func held(_ id: String) throws(StoreError) -> SeenObjects.Held? {
        guard let (version, document) = try given(id), desk.lets(document.root, limit),
            !(document.root["revoked"]?.bool ?? false)
        else { return nil }
        return SeenObjects.Held(
            id: id,
            source: version.sourceKind == "rendition" ? "own" : version.source,
            banner: desk.banner(document.root),
            title: PersonDesk.title(document.root),
            object: SeenValue(document.root, sight)
        )
    }

    /// The version that the partner has.
    private func given(_ id: String) throws(StoreError) -> (version: ObjectRows.Summary, object: JSONDocument)? {
        let versions = try desk.versions(of: id)
        // What the own side may not let leave is not told in part of an earlier version either.
        guard let first = versions.first, desk.lets(first.object.root, limit) else { return nil }
        if let own = versions.first(where: {
            $0.version.sourceKind == "partner" && $0.version.sourceName == partner.name
        }) {
            return own
        }
        let sent = try GivenRows(connection).sent(id).filter { $0.party == partner.name }.map(\.version)
        if let last = sent.last, let whole = versions.first(where: { $0.version.version == last }) { return whole }
        guard let rendition = try RenditionRows(connection).one(id, for: partner.name), rendition.revoked == nil
        else {
            return nil
        }
        for one in try desk.renditions(of: rendition.id)
        where try GivenRows(connection).isListed(one.version.row, for: partner.name) {
            return one
        }
        return nil
    }

    /// Identifiers of what the partner has, under the name by which it has it.
    private var sight: Sight {
        Sight { id in
            if known.contains(id) { return true }
            if (try? GivenRows(connection).knows(partner.name, id, byCourier: true)) ?? false { return true }
            return (try? RenditionRows(connection).source(of: id, for: partner.name)) ?? nil != nil
        }
    }

    private static func attempt<Value>(_ body: () throws(StoreError) -> Value) throws(SeenFault) -> Value {
        do throws(StoreError) { return try body() } catch { throw SeenFault(error) }
    }
}
