internal import Configuration
internal import Cryptography
package import Desk
package import Installation
package import JSON
internal import Ledger
internal import Release
internal import Store

/// What leaves the node as a file or on paper: each time is an entry of the log.
///
/// The entry has the person, what left, the highest of its markings and the digest of the bytes or of the text; it is
/// durable before the answer is given, so nothing leaves that the log does not know.
package struct Leaving {
    /// What left.
    package enum Kind: String {
        case bundle
        /// The file in an artifact.
        case payload
        case print
        case receipt
        /// A text that sides agree on, as a document or a table.
        case text
        /// A calendar, to a program that fetches it.
        case calendar
        /// The register of commitments, as a report.
        case review
        /// Files for programs that detect, to a consumer that fetches them.
        case detection
        /// A case, as a report for a partner.
        case caseReport = "case-report"
        /// What an exercise came to, as a report for a partner.
        case exerciseReport = "exercise-report"
    }

    /// So many objects are named in one entry; `count` has all.
    static let named = 1_000

    package let kind: Kind
    /// The highest marking, as it is shown.
    package let marking: String
    /// SHA-256 in hexadecimal.
    package let digest: String?
    /// What it is of.
    package let objects: [String]
    /// Whether each object has an entry of its own: a person chose them one by one.
    package var isByObject = false
    /// What else the entry has.
    package var members: [JSONMember] = []

    package init(kind: Kind, marking: String, digest: String?, objects: [String]) {
        (self.kind, self.marking, self.digest, self.objects) = (kind, marking, digest, objects)
    }

    /// The entries.
    func entries(_ person: SignedIn) -> [LedgerEntry] {
        if isByObject, objects.count > 1 { return objects.map { entry(person, [$0], count: objects.count) } }
        return [entry(person, Array(objects.prefix(Self.named)), count: objects.count)]
    }

    private func entry(_ person: SignedIn, _ ids: [String], count: Int) -> LedgerEntry {
        var entry = LedgerEntry(
            .export,
            subject: ids.count == 1 ? ids.first : nil,
            officer: person.account.title
        )
        entry.internalMembers =
            [JSONMember("of", .string(kind.rawValue)), JSONMember("account", .string(person.account.name))] + members
            + [
                JSONMember("marking", .string(marking)), JSONMember("objects", .strings(ids)),
                JSONMember("count", .integer(count)),
            ]
        if let digest { entry.internalMembers.append(JSONMember("sha256", .string(digest))) }
        return entry
    }
}

extension APIService {
    /// Notes in the log that something leaves; durable when it returns.
    package func log(_ leaving: Leaving, by person: SignedIn) throws(APIFault) {
        let entries = leaving.entries(person)
        try attempt { () throws(NodeError) in
            try node.change { [node] connection throws(StoreError) in try node.ledger.append(entries, connection) }
        }
    }
}
