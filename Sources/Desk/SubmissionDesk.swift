internal import Calls
package import Installation
package import JSON
package import Store

/// What passes between an author and the disclosure officers: a version handed in for release to some parties, words
/// about it, and what became of it.
///
/// Who may not see the object learns nothing of its submission, nor of what was said about it.
package struct SubmissionDesk {
    /// How one stands.
    package enum State: String, Sendable, CaseIterable {
        /// An officer has to decide for some party.
        case open
        /// It was decided for every party.
        case decided
        case returned
        case withdrawn
    }

    /// What was decided for a party.
    package struct Outcome: Sendable {
        package let party: String
        /// The newest decision since it was handed in, or nil.
        package let act: ReleaseAct?

        /// Why an officer refused.
        package var reason: String? {
            act.flatMap { try? JSONDocument(parsing: $0.grounds) }?.root["reason"]?.string
        }
    }

    /// A submission as a person may see it.
    package struct Seen {
        package let stored: StoredSubmission
        package let version: ObjectRows.Summary
        package let object: JSONDocument
        package let banner: String
        package let outcomes: [Outcome]
        package let remarks: [StoredRemark]
        package let state: State
        /// Whether something happened that its author does not know yet.
        package let isNews: Bool
    }

    /// So many of an author's own are listed.
    private static let most = 500

    private let person: SignedIn
    private let desk: PersonDesk
    /// The accounts for which the person acts today.
    private let represented: [String: StoredAccount]
    private let connection: Connection

    package init(_ person: SignedIn, _ node: Node, _ connection: Connection) throws(StoreError) {
        (self.person, self.connection) = (person, connection)
        desk = try PersonDesk(person, node, connection)
        represented = try DeputyDesk(node, connection).represented(by: person)
    }

    /// Whether what an account handed in is the person's own, or that of somebody whose deputy the person is.
    package func isOwn(_ submission: StoredSubmission) -> Bool {
        submission.account == person.account.name || represented[submission.account] != nil
    }

    /// Why something waits in the queue that an author handed in.
    private func reason(_ author: String) -> String { "`\(author)` hands it in for release" }

    /// Hands a version in for release to some parties; what the author handed in of the object before is taken back.
    /// - Returns: its row, or nil if the person may not see the version, or it is not the party's own.
    package func submit(
        _ id: String,
        _ item: String,
        version: String?,
        to parties: [String],
        remark: String?,
        now: Int64
    ) throws(StoreError) -> Int64? {
        let own = try desk.versions(of: item).first { one in
            one.version.sourceKind == "own" && (version.map { $0 == one.version.version } ?? true)
        }
        guard let held = own?.version else { return nil }
        let rows = SubmissionRows(connection)
        let account = person.account.name
        for before in try rows.open(of: item) where before.account == account {
            try end(before, .withdrawn, now: now)
        }
        let row = try rows.add(
            id: id,
            object: item,
            version: held.version,
            account: account,
            author: person.account.title,
            parties: parties,
            now: now
        )
        try queue(held.row, parties, person.account.title, now: now)
        if let remark { try say(remark, on: row, now: now) }
        return row
    }

    private func queue(_ row: Int64, _ parties: [String], _ author: String, now: Int64) throws(StoreError) {
        for party in parties {
            try QueueRows(connection).add(object: row, party: party, reason: reason(author), now: now)
        }
    }

    /// Ends a submission: what waits in the queue because of it waits no longer, unless somebody else handed it in too.
    package func end(_ submission: StoredSubmission, _ end: StoredSubmission.End, now: Int64) throws(StoreError) {
        for party in submission.parties {
            try QueueRows(connection).remove(submission.object, party: party, because: reason(submission.author))
        }
        try SubmissionRows(connection).end(submission.row, end, now: now)
        for other in try SubmissionRows(connection).open(of: submission.object) {
            guard let row = try ownRow(of: other) else { continue }
            let open = try outcomes(of: other, row).filter { $0.act == nil }.map(\.party)
            try queue(row, open, other.author, now: other.made)
        }
        if submission.account == person.account.name {
            try SubmissionRows(connection).note(submission.row, seen: now)
        }
    }

    /// Adds a word.
    package func say(_ text: String, on row: Int64, now: Int64) throws(StoreError) {
        let remark = StoredRemark(account: person.account.name, name: person.account.title, made: now, text: text)
        try SubmissionRows(connection).add(remark, to: row)
    }

    /// The submission of a name, if the person may see it: its author, or an officer who may see the object.
    package func find(_ id: String) throws(StoreError) -> Seen? {
        guard let stored = try SubmissionRows(connection).find(id) else { return nil }
        return try seen(stored)
    }

    /// What the person handed in, the newest first; then, for officers, what others handed in and waits.
    package func all() throws(StoreError) -> [Seen] {
        let rows = SubmissionRows(connection)
        var stored = try rows.all(of: person.account.name, most: Self.most)
        for account in represented.keys.sorted() { stored += try rows.all(of: account, most: Self.most) }
        if person.has(.disclosureOfficer) {
            stored += try rows.waiting().filter { !isOwn($0) }
        }
        return try stored.map { one throws(StoreError) in try seen(one) }.compactMap(\.self)
    }

    private func seen(_ stored: StoredSubmission) throws(StoreError) -> Seen? {
        guard isOwn(stored) || person.has(.disclosureOfficer),
            let (version, object) = try desk.versions(of: stored.object).first(where: {
                $0.version.version == stored.version && $0.version.sourceKind == "own"
            })
        else { return nil }
        let outcomes = try outcomes(of: stored, version.row)
        let remarks = try SubmissionRows(connection).remarks(on: stored.row)
        let heard =
            outcomes.compactMap { $0.act?.made } + remarks.filter { $0.account != stored.account }.map(\.made)
            + [stored.ended ?? 0]
        return Seen(
            stored: stored,
            version: version,
            object: object,
            banner: desk.banner(object.root),
            outcomes: outcomes,
            remarks: remarks,
            state: Self.state(stored, outcomes),
            isNews: heard.contains { $0 > stored.seen }
        )
    }

    /// What was decided about a submission's version since it was handed in, for each party.
    private func outcomes(of stored: StoredSubmission, _ row: Int64) throws(StoreError) -> [Outcome] {
        let acts = try ReleaseRows(connection).acts(on: row).filter { act in
            act.made >= stored.made && ["release", "rendition", "refuse"].contains(act.outcome)
        }
        return stored.parties.map { party in Outcome(party: party, act: acts.last { $0.party == party }) }
    }

    /// The row of the version that was handed in.
    private func ownRow(of stored: StoredSubmission) throws(StoreError) -> Int64? {
        try ObjectRows(connection).versions(of: stored.object).first {
            $0.sourceKind == "own" && $0.version == stored.version
        }?.row
    }

    private static func state(_ stored: StoredSubmission, _ outcomes: [Outcome]) -> State {
        switch stored.end {
        case .returned: .returned
        case .withdrawn: .withdrawn
        case nil: outcomes.allSatisfy { $0.act != nil } ? .decided : .open
        }
    }
}
