internal import Calls
internal import Configuration
package import Installation
internal import JSON
internal import Labels
package import Ledger
package import Store

/// Who does whose work today, and who may be asked to.
///
/// 1. A deputy has each role of the absent person that has a queue: author, disclosure officer.
/// 2. A deputy sees the other's work as far as the own clearance goes, and acts in the own name, for the other.
/// 3. Nobody is a deputy's deputy: an absence is asked for by its own days alone.
package struct DeputyDesk {
    /// The roles that have a queue.
    package static let roles: Set<String> = [Role.author.rawValue, Role.disclosureOfficer.rawValue]
    /// So many days an absence may last or lie ahead.
    package static let most = 366

    private let accounts: [StoredAccount]
    private let absences: [Absence]
    /// Today (UTC).
    package let today: String

    package init(_ node: Node, _ connection: Connection) throws(StoreError) {
        (accounts, absences) = (try AccountRows(connection).all(), try AbsenceRows(connection).all())
        today = String(Moment.text(node.clock()).prefix(10))
    }

    /// The roles of an account that have a queue.
    private static func work(_ account: StoredAccount) -> Set<String> { roles.intersection(account.roles) }

    /// The accounts for which a person acts today, by name.
    /// - Parameter person: the person.
    /// - Returns: the accounts.
    package func represented(by person: SignedIn) -> [String: StoredAccount] {
        let own = Self.work(person.account)
        var found: [String: StoredAccount] = [:]
        for absence in absences where absence.deputy == person.account.name && absence.covers(today) {
            // Roles may have changed since the deputy was named.
            guard let account = accounts.first(where: { $0.name == absence.account }),
                Self.work(account).isSubset(of: own)
            else { continue }
            found[account.name] = account
        }
        return found
    }

    /// The absence of an account that is not over.
    package func absence(of account: String) -> Absence? {
        absences.first { $0.account == account && $0.until >= today }
    }

    /// The account with a name, if it has a queue.
    package func worker(_ name: String) -> StoredAccount? {
        accounts.first { $0.name == name && !Self.work($0).isEmpty }
    }

    /// Those with a queue.
    package var workers: [StoredAccount] { accounts.filter { $0.disabled == nil && !Self.work($0).isEmpty } }

    /// Who may be the deputy of an account.
    package func deputies(of account: StoredAccount) -> [StoredAccount] {
        let work = Self.work(account)
        return workers.filter { $0.name != account.name && work.isSubset(of: $0.roles) }
    }

    /// What the title of an account is.
    package func title(_ name: String) -> String { accounts.first { $0.name == name }?.title ?? name }

    /// For whom a person decides about an object: for who took on what was handed in of it and is away.
    /// - Parameters:
    ///   - id: the object's identifier.
    ///   - person: the person.
    ///   - connection: the session that reads.
    /// - Returns: the account; nil where the person decides for nobody else.
    /// - Throws: `StoreError`.
    package func absentee(for id: String, _ person: SignedIn, _ connection: Connection) throws(StoreError)
        -> StoredAccount?
    {
        let represented = represented(by: person)
        guard !represented.isEmpty else { return nil }
        return try SubmissionRows(connection).open(of: id).lazy
            .compactMap { submission in submission.assigned.flatMap { represented[$0] } }.first
    }

    /// The entry of the log for an absence that begins or ends.
    package static func entry(_ absence: Absence, _ step: String, by maker: SignedIn) -> LedgerEntry {
        var entry = LedgerEntry(.person, officer: maker.account.title)
        entry.internalMembers = [
            JSONMember("account", .string(absence.account)), JSONMember("step", .string(step)),
            JSONMember("deputy", .string(absence.deputy)), JSONMember("from", .string(absence.since)),
            JSONMember("until", .string(absence.until)), JSONMember("maker", .string(maker.account.name)),
        ]
        return entry
    }
}
