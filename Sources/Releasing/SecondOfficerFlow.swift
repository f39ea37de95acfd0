internal import Calls
internal import Configuration
internal import Cryptography
internal import Holdings
internal import Installation
internal import JSON
internal import Labels
package import Ledger
internal import Release
package import Store

/// Releases that need two officers: the first one's yes is kept, the second one's lets exactly that version go to that party.
///
/// The yes of the first is for what that officer was shown: the version, the party, the way, and what of it goes. Where any of it is
/// another thing by the time of the second, the second yes is a first one.
package struct SecondOfficers {
    private let connection: Connection
    private let ledger: Ledger
    private let order: ReleaseOrder
    private let party: String
    private let now: Int64

    package init(_ connection: Connection, _ ledger: Ledger, _ order: ReleaseOrder, party: String, now: Int64) {
        (self.connection, self.ledger, self.order) = (connection, ledger, order)
        (self.party, self.now) = (party, now)
    }

    /// What is to be done now, and what waits.
    package struct Sorted {
        package var open: [ReleaseResult] = []
        /// The first yes for what a second one was said to now, by rows.
        package var firsts: [Int64: StoredProposal] = [:]
        /// Who said the first yes to what waits for another officer, by rows.
        package var waiting: [Int64: String] = [:]
    }

    /// The account that acts for the host itself.
    package static let root = "root"
    private static let reason = "another officer has to release it as well"

    /// Sorts results that are to be carried out; keeps and logs a first yes.
    package func sorted(_ results: [ReleaseResult]) throws(StoreError) -> Sorted {
        var sorted = Sorted()
        let rows = ProposalRows(connection)
        for result in results {
            guard result.needsTwo, result.decision.outcome.lets else {
                sorted.open.append(result)
                continue
            }
            // An instruction is one officer's word: it lets nothing go that two have to release.
            guard order.instruction == nil else {
                sorted.waiting[result.row] = ""
                continue
            }
            let account = order.account ?? Self.root
            let terms = terms(of: result)
            if let first = try rows.find(result.row, party: party), first.terms == terms, try isStillOfficer(first) {
                guard first.account != account else {
                    sorted.waiting[result.row] = first.officer
                    continue
                }
                sorted.firsts[result.row] = first
                sorted.open.append(result)
                try rows.remove(result.id, party: party)
                continue
            }
            try keep(
                StoredProposal(
                    object: result.row,
                    party: party,
                    terms: terms,
                    account: account,
                    officer: order.officer,
                    made: now
                ),
                result
            )
            sorted.waiting[result.row] = order.officer
        }
        return sorted
    }

    private func keep(_ proposal: StoredProposal, _ result: ReleaseResult) throws(StoreError) {
        try ProposalRows(connection).put(proposal)
        try QueueRows(connection).add(object: result.row, party: party, reason: Self.reason, now: now)
        var entry = LedgerEntry(.proposal, subject: result.id, object: result.row, officer: order.officer)
        entry.internalMembers = [
            JSONMember("party", .string(party)), JSONMember("version", .string(result.version)),
            JSONMember("account", .string(proposal.account)),
            JSONMember("terms", .encoded(Array(proposal.terms.utf8))),
        ]
        if let absentee = order.absentees[result.id] {
            entry.internalMembers.append(JSONMember("for", .string(absentee)))
        }
        try ledger.append([entry], connection)
    }

    /// Whether who said the first yes could still say it.
    private func isStillOfficer(_ proposal: StoredProposal) throws(StoreError) -> Bool {
        guard proposal.account != Self.root else { return true }
        guard let account = try AccountRows(connection).find(proposal.account), account.disabled == nil else {
            return false
        }
        return account.roles.contains(Role.disclosureOfficer.rawValue)
    }

    /// What an officer says yes to, beside the version and the party.
    private func terms(of result: ReleaseResult) -> String {
        let content = result.rendition.map { Encoding.hex(RenditionContent.digest($0.bytes)) }
        let terms = JSONTree.members([
            "channel": .string(order.channel.rawValue), "named": .bool(order.named.contains(party)),
            "purpose": order.purpose.map { .string($0) }, "outcome": .string(result.decision.outcome.rawValue),
            "content": content.map { .string($0) }, "absent": order.givesAbsent ? .bool(true) : nil,
        ])
        return String(decoding: terms.bytes(), as: UTF8.self)
    }
}

extension Node {
    /// Which of some results need a second officer.
    package func needsTwo(_ survey: ReleaseSurvey, _ order: ReleaseOrder) throws(StoreError) -> (ReleaseResult)
        throws(StoreError)
        -> Bool
    {
        let policy = SecondOfficer.Policy(configuration.twoOfficerLevels, survey.tables)
        let second = SecondOfficer(policy, from: survey.from, to: survey.to, survey.tables)
        // What officers ask each other is no release of the item.
        guard second.asks, order.spokenOf.isEmpty else { return { _ in false } }
        let connection = survey.connection
        let directory = MarkingDirectory(connection, source: 1)
        return { result throws(StoreError) in
            guard result.decision.outcome.lets, result.isNew else { return false }
            guard let bytes = try ObjectRows(connection).object(row: result.row)?.bytes,
                let document = try? JSONDocument(parsing: bytes)
            else { return true }
            let reading = MarkingReading(of: document.root, meaning: directory.meaning)
            return second.isNeeded(for: PreparedMarking(reading, in: survey.tables))
        }
    }
}
