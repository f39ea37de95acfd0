internal import Labels

/// Parties, schemes and agreements that were put together from files, with every name looked up.
public struct AgreementSet: Sendable {
    /// The parties, in the order of the files.
    public internal(set) var parties: [Party]
    /// The schemes, in the order of the files.
    public internal(set) var schemes: [Scheme]
    /// The agreements, in the order of the files.
    public internal(set) var agreements: [Agreement]

    /// The set without anything: nothing classified may go anywhere.
    public static let empty = AgreementSet(parties: [], schemes: [], agreements: [])

    /// The party with this name or code, or nil.
    /// - Parameter name: a name or code; case does not matter for codes.
    /// - Returns: the party.
    public func party(_ name: String) -> Party? {
        parties.first { $0.name == name }
            ?? parties.first { party in
                party.name.lowercased() == name.lowercased()
                    || party.codes.contains { $0.lowercased() == name.lowercased() }
                    || party.identities.contains(name)
            }
    }

    /// The agreement with this name, or nil.
    /// - Parameter name: its name.
    /// - Returns: the agreement.
    public func agreement(_ name: String) -> Agreement? { agreements.first { $0.name == name } }

    /// The same set in which drafts count as agreed and in force on every day: for the question "what if".
    /// - Parameter names: the names of drafts.
    /// - Returns: the set, and the names that no draft has.
    public func assuming(_ names: [String]) -> (set: AgreementSet, unknown: [String]) {
        var set = self
        var unknown: [String] = []
        for name in names {
            guard let place = set.agreements.firstIndex(where: { $0.name == name }) else {
                unknown.append(name)
                continue
            }
            set.agreements[place].isDraft = false
            set.agreements[place].periods = [
                Agreement.Period(
                    state: .inForce,
                    from: .first,
                    until: .last,
                    written: "assumed",
                    span: set.agreements[place].span
                )
            ]
        }
        return (set, unknown)
    }
}

extension AgreementSet {
    /// Adds a party that no file declares.
    /// - Parameter party: the party.
    public mutating func add(_ party: Party) { parties.append(party) }
}
