package import JSON
internal import STIX
package import Store

/// Who translated, checked and approved a translation of the party's own.
///
/// The object says when, and not who (`TranslationRecord`): who wrote which version is noted beside it, and stays on the node.
package struct TranslationHistory {
    /// Somebody who wrote a version.
    package struct Writer: Equatable {
        package let account: String
        /// The name for people.
        package let name: String
    }

    /// Who wrote the text that stands now, or changed it; nobody where a machine made it, or nobody is noted.
    package private(set) var translators: [Writer] = []
    package private(set) var checker: Writer?
    package private(set) var approver: Writer?

    /// What some versions tell, the oldest first.
    package init(_ versions: [(row: Int64, object: JSONValue)], _ accounts: AccountRows) throws(StoreError) {
        var before: (text: JSONTree?, record: TranslationRecord)?
        for (row, object) in versions {
            guard let record = TranslationRecord(of: object) else { continue }
            let text = object["contents"].map { JSONTree($0) }
            let writer = try accounts.account(of: row).map { Writer(account: $0.name, name: $0.title) }
            if before == nil || before?.text != text || record.state == .draft {
                (checker, approver) = (nil, nil)
                if record.maker == .machine { translators = [] }
            }
            if before?.text != text || before?.record.maker != record.maker, record.maker == .person, let writer,
                !translators.contains(writer)
            {
                translators.append(writer)
            }
            // Of a version that came with its state nobody here is who checked it.
            if let last = before?.record.state, last != record.state {
                if record.state == .checked { checker = writer }
                if record.state == .approved { approver = writer }
            }
            before = (text, record)
        }
    }
}

/// Translations (`language-content`, STIX 2.1, 7.1) for people: what is said of how they were made, and by whom.
package struct TranslationDesk {
    private let desk: PersonDesk
    private let connection: Connection

    package init(_ desk: PersonDesk, _ connection: Connection) { (self.desk, self.connection) = (desk, connection) }

    /// A translation of an object as the person may see it, or nil.
    package func json(_ id: String, of original: String) throws(StoreError) -> JSONTree? {
        let versions = try desk.versions(of: id)
        guard let (newest, document) = versions.first, document.root["object_ref"]?.isString(original) ?? false,
            let contents = document.root["contents"], contents.kind == .object
        else { return nil }
        var json = JSONTree.members([
            "id": .string(id), "version": .string(newest.version), "source": .string(newest.source),
            "banner": .string(desk.banner(document.root)),
            "of_version": document.root["object_modified"]?.string.map { .string($0) },
            "contents": desk.shown(JSONTree(contents), own: original),
        ])
        guard let record = TranslationRecord(of: document.root) else { return json }
        json["made_by"] = .string(record.maker.rawValue)
        json["translator"] = record.translator.map { .string($0) }
        json["state"] = .string(record.state.rawValue)
        json["checked"] = record.checked.map { .string($0) }
        json["approved"] = record.approved.map { .string($0) }
        guard newest.sourceKind == "own" else { return json }
        let own = versions.filter { $0.version.sourceKind == "own" }.map {
            (row: $0.version.row, object: $0.object.root)
        }
        let history = try TranslationHistory(own.reversed(), AccountRows(connection))
        let names = history.translators.map(\.name)
        json["translated_by"] = names.isEmpty ? nil : .strings(names)
        json["checked_by"] = history.checker.map { .string($0.name) }
        json["approved_by"] = history.approver.map { .string($0.name) }
        return json
    }
}
