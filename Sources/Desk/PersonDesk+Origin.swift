internal import Agreements
internal import Holdings
package import Labels
internal import Release
internal import Store

extension PersonDesk {
    /// The agreement on which what a partner gave rests today; nil for what is not classified, or what none lets
    /// through.
    /// - Parameters:
    ///   - reading: what its markings mean.
    ///   - item: its identifier.
    ///   - partner: the number of the partner's party.
    /// - Returns: the name of the agreement.
    package func agreement(_ reading: MarkingReading, item: String, from partner: Int) -> String? {
        guard partner >= 0, from >= 0 else { return nil }
        let marking = PreparedMarking(reading, in: tables)
        let question = ReleaseQuestion(marking: marking, item: item, from: partner, to: from)
        let number = ReleaseEngine.decide(question, tables).agreement
        return number.map { tables.set.agreements[$0].name }
    }

    /// The number of a partner's party; -1 if the agreements have none.
    package func party(identity: String?, name: String) -> Int {
        identity.flatMap { tables.party($0) } ?? tables.party(name) ?? -1
    }
}
