package import Agreements
internal import Configuration
internal import Installation
internal import Labels
internal import Store
package import Work

/// What the agreements of a set say of forces of one state in another one.
///
/// Reciprocal access covers entry and jurisdiction, acquisition and cross-servicing covers supply. An organisation's
/// members are states of their own: what a member has signed is asked for by its name.
package enum StayCover {
    /// What covers a stay.
    /// - Parameters:
    ///   - stay: who is where, and when.
    ///   - set: the agreements.
    ///   - aliases: further names of identities, as links have them.
    /// - Returns: the agreements, each by its name once.
    package static func cover(
        _ stay: ForcesStay,
        _ set: AgreementSet,
        aliases: [String: [String]] = [:]
    ) -> CoveredStay {
        func party(_ names: [String]) -> Party? {
            names.flatMap { [$0] + (aliases[$0] ?? []) }.lazy.compactMap { set.party($0) }.first
        }
        guard let visitor = party(stay.visitor), let host = party(stay.host) else { return .unknown }
        if visitor.name == host.name { return CoveredStay(isKnown: true, isHome: true) }
        let found = set.agreements.compactMap { agreement -> Instrument? in
            guard !agreement.isDraft, binds(agreement, visitor.name, set), binds(agreement, host.name, set) else {
                return nil
            }
            let kind: Instrument.Kind
            switch agreement.kind {
            case .reciprocalAccess: kind = .access
            case .crossServicing: kind = .servicing
            default: return nil
            }
            // An agreement's days are counted where it says so, else where the forces are.
            let zone = agreement.zone ?? host.zone
            let states = states(
                agreement,
                DayOfMoment.day(stay.span.lowerBound, zone: zone)...DayOfMoment.day(stay.span.upperBound, zone: zone)
            )
            guard states.contains(.inForce) || states.contains(.signed) else { return nil }
            return Instrument(
                kind: kind,
                name: agreement.name,
                titles: Dictionary(agreement.titles.map { ($0.language, $0.text) }) { first, _ in first },
                isInForce: states == [.inForce]
            )
        }
        return CoveredStay(isKnown: true, instruments: found.sorted { $0.name < $1.name })
    }

    /// How an agreement stands on days: on the first one, and on each on which that may change.
    private static func states(_ agreement: Agreement, _ days: ClosedRange<Day>) -> Set<Agreement.State> {
        let changes = agreement.periods.flatMap { [$0.from, $0.until.next] }.filter(days.contains)
        return Set(([days.lowerBound] + changes).map { agreement.state(on: $0).state })
    }

    private static func binds(_ agreement: Agreement, _ party: String, _ set: AgreementSet) -> Bool {
        agreement.parties.contains(party)
            || agreement.isWithMembers
                && agreement.parties.contains { set.party($0)?.members.contains(party) ?? false }
    }

    /// What the agreements in use at a node say.
    static func cover(_ stay: ForcesStay, _ node: Node, _ connection: Connection) throws(StoreError) -> CoveredStay {
        let set = try node.agreements.set(AgreementRows(connection).current(), connection)
        var aliases: [String: [String]] = [:]
        if let own = node.configuration.identity { aliases[own] = [node.configuration.name] }
        for partner in try PartnerRows(connection).all() {
            if let identity = partner.identity { aliases[identity, default: []].append(partner.name) }
        }
        return cover(stay, set, aliases: aliases)
    }
}
