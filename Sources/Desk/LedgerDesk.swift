internal import Holdings
package import JSON
internal import STIX
package import Store
internal import Work

/// What entries of the log are about, as far as one person may see it; the log itself holds no name.
///
/// 1. Of an object that the person sees, the version that the entry is about gives the name, else the one that stands
///    for it now.
/// 2. Of anything else there is the type alone, which the identifier says.
package struct LedgerDesk {
    /// What an entry is about.
    package struct Name {
        /// The STIX type.
        package let type: String
        /// What the object is called; nil where the person does not see it.
        package let text: String?
        /// What the API says of where the name is from.
        package let translated: JSONTree?
        /// The marking definitions that hold for the name.
        let markings: [String]
    }

    private let desk: PersonDesk
    private let names: NameDesk

    /// Names for a person.
    /// - Parameters:
    ///   - desk: what the person may see.
    ///   - holdings: the same among the holdings.
    ///   - language: the person's language (RFC 5646); nil for the objects' own.
    ///   - connection: the store.
    package init(_ desk: PersonDesk, _ holdings: HoldingDesk, in language: String?, _ connection: Connection) {
        (self.desk, names) = (desk, NameDesk(desk, holdings, in: language, connection))
    }

    /// What an entry is about.
    /// - Parameter entry: the entry.
    /// - Returns: nil if it is about no object.
    /// - Throws: `StoreError`.
    package func name(of entry: StoredLogEntry) throws(StoreError) -> Name? {
        guard let subject = entry.subject, let id = STIXIdentifier(subject) else { return nil }
        var versions = try desk.renditions(of: subject)
        if versions.isEmpty { versions = try desk.versions(of: subject) }
        guard let object = (versions.first { $0.version.row == entry.object } ?? versions.first)?.object else {
            return Name(type: id.type, text: nil, translated: nil, markings: [])
        }
        let name = try names.name(object.root)
        let hasName = !name.text.isEmpty && name.text != subject
        return Name(
            type: id.type,
            text: hasName ? name.text : nil,
            translated: hasName ? name.translated : nil,
            markings: hasName ? Self.markings(of: object.root) + (name.translation?.markings ?? []) : []
        )
    }

    /// Whether an entry may be told to somebody who audits nothing: what it is about is seen, or nothing of it is held.
    /// - Parameter entry: the entry.
    /// - Returns: whether it may.
    /// - Throws: `StoreError`.
    package func mayTell(_ entry: StoredLogEntry) throws(StoreError) -> Bool {
        let source = (try? JSONDocument(parsing: entry.internalBody))?.root["source"]?.string
        for id in [entry.subject, source].compactMap({ $0 }) where STIXIdentifier(id) != nil {
            guard try desk.mayKnow(of: id) else { return false }
        }
        return true
    }

    /// The marking of names together: that of an object which bears all that theirs bear.
    /// - Parameter names: the names.
    /// - Returns: the banner; empty where nothing is marked.
    package func banner(of names: some Sequence<Name>) -> String {
        let references = Set(names.flatMap(\.markings)).sorted()
        let object = JSONTree.members(["object_marking_refs": .strings(references)]).bytes()
        guard let document = try? JSONDocument(parsing: object) else { return "?" }
        return desk.banner(document.root)
    }

    /// Every marking of an object and of its portions: a name may be any of them.
    static func markings(of object: JSONValue) -> [String] {
        let portions = object["granular_markings"].map { Array($0.elements) } ?? []
        return (object["object_marking_refs"].map { $0.elements.compactMap(\.string) } ?? [])
            + portions.compactMap { $0["marking_ref"]?.string }
    }
}
