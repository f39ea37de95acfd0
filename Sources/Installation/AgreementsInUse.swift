package import Agreements
internal import JSON
internal import Labels
package import Store
internal import Synchronization

/// The agreements that a node works by, read from its store when another set was applied.
package final class AgreementsInUse: Sendable {
    private struct Cached {
        var row: Int64
        var set: AgreementSet
    }

    private let cached = Mutex<Cached?>(nil)

    /// The set of a row, with the parties of the links that it does not declare.
    package func set(_ row: Int64?, _ connection: Connection) throws(StoreError) -> AgreementSet {
        guard let row else { return .empty }
        if let known = cached.withLock({ $0 }), known.row == row { return known.set }
        guard let bytes = try AgreementRows(connection).files(of: row) else {
            throw StoreError(.other, "there is no agreement set \(row)")
        }
        // No agreements at all would be laxer where additions restrict.
        guard let set = AgreementFiles.reading(bytes)?.set else {
            throw StoreError(.corrupt, "the agreement set \(row) cannot be read")
        }
        cached.withLock { $0 = Cached(row: row, set: set) }
        return set
    }
}

/// The files of a set as one JSON text: how the store keeps them.
package enum AgreementFiles {
    /// Names with texts.
    package static func bytes(_ reading: AgreementReading) -> [UInt8] {
        let members = reading.files.values.sorted { $0.name < $1.name }.map { file in
            JSONMember(file.name, .string(file.text))
        }
        return JSONTree.object(members).bytes()
    }

    /// The set that was kept; nil if the bytes are damaged.
    package static func reading(_ bytes: [UInt8]) -> AgreementReading? {
        guard let files = sources(bytes) else { return nil }
        let byName = Dictionary(files.map { ($0.name, $0) }) { first, _ in first }
        return AgreementReading(files) { path, includer in
            // Everything that was taken in is among the files, under its path beside the includer.
            let folder = includer.split(separator: "/", omittingEmptySubsequences: false).dropLast()
            let name = (folder + path.split(separator: "/")).joined(separator: "/")
            return byName[name] ?? byName[path]
        }
    }

    /// The files that were kept, those that others took in among them; nil if the bytes are damaged.
    package static func sources(_ bytes: [UInt8]) -> [SourceFile]? {
        guard let document = try? JSONDocument(parsing: bytes) else { return nil }
        return document.root.members.map { member in
            SourceFile(name: member.name.string ?? "", text: member.value.string ?? "")
        }
    }
}

extension AgreementSet {
    /// The same set with a party for whom a node is linked with but that no file declares: it can get what needs no
    /// agreement, and nothing else.
    package func including(_ links: [(name: String, title: String, identity: String?)]) -> AgreementSet {
        var set = self
        for link in links where set.party(link.identity ?? link.name) == nil && set.party(link.name) == nil {
            let span = SourceSpan(file: "links", line: 1, column: 1, length: 1)
            var party = Party(name: link.name, kind: .state, span: span)
            party.titles = [Title(language: "en", text: link.title)]
            party.identities = link.identity.map { [$0] } ?? []
            set.add(party)
        }
        return set
    }
}
