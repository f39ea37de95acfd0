package import Agreements
internal import Holdings
internal import Installation
internal import JSON
internal import Labels
package import Release
package import Store

/// Where the versions came from that the node holds, and what works were made of; on one reading of the store.
///
/// What was destroyed is still known to have been here: its source counts, its labels are gone.
package final class HeldProvenance: Provenance {
    /// How many objects are decided about.
    package enum Extent {
        /// A few: each is looked up.
        case some
        /// Very many: what is the exception is read once.
        case all
    }

    private struct Exceptions {
        var shared: Set<String>
        var made: [String: [String]]
    }

    private let connection: Connection
    private let directory: MarkingDirectory
    private let parties: [String: Int]
    private let exceptions: Exceptions?
    /// What was read already: many questions of one reading lead to the same works.
    private var read: [String: [HeldVersion]] = [:]
    /// The most identifiers whose versions are kept.
    private static let mostRead = 4_096

    /// The provenance of what is held.
    /// - Parameters:
    ///   - tables: the agreements of the day, in which the partners are declared.
    ///   - extent: how many objects are decided about.
    ///   - connection: the store.
    /// - Throws: `StoreError`.
    package init(_ tables: AgreementTables, _ extent: Extent, _ connection: Connection) throws(StoreError) {
        self.connection = connection
        directory = MarkingDirectory(connection, source: 1)
        var parties: [String: Int] = [:]
        for partner in try PartnerRows(connection).all() { parties[partner.name] = Node.number(of: partner, tables) }
        self.parties = parties
        switch extent {
        case .some: exceptions = nil
        case .all:
            let shared = Set(try VersionRows(connection).shared())
            exceptions = Exceptions(shared: shared, made: try DerivationRows(connection).all())
        }
    }

    /// A source by its kind and name in the store.
    package func source(kind: String, name: String) -> VersionSource {
        switch kind {
        case "own": .own
        case "partner": .partner(name: name, party: parties[name] ?? -1)
        case "rendition": .rendition
        default: .handedIn(name)
        }
    }

    package func isShared(_ id: String) throws(StoreError) -> Bool {
        if let exceptions { return exceptions.shared.contains(id) }
        return try VersionRows(connection).isShared(id)
    }

    package func isDerived(_ id: String) throws(StoreError) -> Bool { try !sources(of: id).isEmpty }

    package func sources(of work: String) throws(StoreError) -> [String] {
        if let exceptions { return exceptions.made[work] ?? [] }
        return try DerivationRows(connection).sources(of: work)
    }

    package func versions(of id: String) throws(StoreError) -> [HeldVersion] {
        if let known = read[id] { return known }
        let versions = try look(id)
        if read.count >= Self.mostRead { read.removeAll(keepingCapacity: true) }
        read[id] = versions
        return versions
    }

    private func look(_ id: String) throws(StoreError) -> [HeldVersion] {
        try VersionRows(connection).contents(of: id).map { held in
            var version = HeldVersion(
                row: held.row,
                source: source(kind: held.sourceKind, name: held.sourceName),
                digest: held.digest
            )
            if let document = try? JSONDocument(parsing: held.bytes) {
                version.embargo = Embargo(of: document.root)
                version.creator = document.root["created_by_ref"]?.string
                version.labels = MarkingReading(of: document.root, meaning: directory.meaning).labels
            }
            return version
        }
    }
}

extension ReleaseTerms {
    /// The terms of an act, from its record; an act without one named its parties.
    package init(record: [UInt8]) {
        self.init()
        guard let root = try? JSONDocument(parsing: record).root else {
            (isNamed, translation) = (true, .none)
            return
        }
        channel = root["channel"]?.string.flatMap(Channel.init(rawValue:)) ?? .electronic
        isNamed = root["named"]?.bool ?? false
        purpose = root["purpose"]?.string
        givesAbsent = root["absent"]?.bool ?? false
        translation = .none
        if let given = root["translation"], let id = given["id"]?.string, let version = given["version"]?.string,
            let language = given["language"]?.string
        {
            translation = .given(id: id, version: version, language: language)
        }
    }
}
