package import JSON
internal import STIX
package import Store
package import Work

/// What objects are called in a reader's language.
///
/// 1. The name is that of a translation (`language-content`, STIX 2.1, 7.1) where one is held that the reader may see,
///    that is of the version at hand or of every version, and that translates what the object is called by; else it is
///    the object's own.
/// 2. A translation has markings of its own and is judged as any object: one that is hidden gives no name, and shows in
///    nothing else.
/// 3. Of several, what is approved goes before what is checked, a machine's draft comes last; of two alike the newer
///    one counts.
/// 4. A translation itself is called as what it translates, if the reader may see that.
package struct NameDesk {
    /// So many translations of an object are looked at: the newest.
    private static let looked = 20

    let desk: PersonDesk
    private let holdings: HoldingDesk
    private let language: String?
    private let connection: Connection

    /// Names for a reader.
    /// - Parameters:
    ///   - desk: what the reader may see.
    ///   - holdings: the same among the holdings.
    ///   - language: the reader's language (RFC 5646); nil for the objects' own.
    ///   - connection: the store.
    package init(_ desk: PersonDesk, _ holdings: HoldingDesk, in language: String?, _ connection: Connection) {
        (self.desk, self.holdings, self.language, self.connection) = (desk, holdings, language, connection)
    }

    /// What an object is called.
    package struct Name {
        /// The name; empty for the translation of something that the reader may not see.
        package let text: String
        /// The translation that it is from; nil if it is the object's own.
        package let translation: SeenTranslation?
        /// The languages of a translation; nil for anything else.
        package var languages: [String]?
        /// What a claim says in short; nil for anything else.
        package var claim: JSONTree?

        /// What the API says of where the name is from.
        package var translated: JSONTree? { translation?.json }
        /// What the API says of a translation.
        package var tags: JSONTree? { languages.map { .strings($0) } }
    }

    /// What an object is called.
    /// - Parameter object: a version of it that the reader may see.
    /// - Returns: its name.
    /// - Throws: `StoreError`.
    package func name(_ object: JSONValue) throws(StoreError) -> Name {
        guard object["type"]?.isString(HoldingFilter.translation) ?? false else { return try plain(object) }
        let languages = object["contents"]?.members.compactMap(\.name.string) ?? []
        let original = try object["object_ref"]?.string.flatMap { id throws(StoreError) in
            try desk.versions(of: id).first?.object
        }
        let name = try original.map { object throws(StoreError) in try plain(object.root) }
        return Name(text: name?.text ?? "", translation: name?.translation, languages: languages)
    }

    private func plain(_ object: JSONValue) throws(StoreError) -> Name {
        let own = PersonDesk.title(object)
        guard let translation = try translation(of: object), let property = PersonDesk.titleProperty(object),
            let text = object[property].flatMap({ translation.value(property, for: $0) })?.string
        else { return Name(text: own, translation: nil, claim: try claim(object)) }
        return Name(text: PersonDesk.shortened(text), translation: translation, claim: try claim(object))
    }

    /// The texts of an object in the reader's language; nil if they are in it already, or nobody has translated them.
    /// - Parameter object: a version of it.
    /// - Returns: the texts.
    /// - Throws: `StoreError`.
    package func translation(of object: JSONValue) throws(StoreError) -> SeenTranslation? {
        // Without `lang` the texts are English (STIX 2.1, 3.2).
        guard let language, let id = object["id"]?.string, let modified = object["modified"]?.string,
            STIXLanguage.best(for: language, among: [object["lang"]?.string ?? "en"]) == nil
        else { return nil }
        var best: (rank: Int, texts: SeenTranslation)?
        for entry in try holdings.translations(of: id, limit: Self.looked) {
            guard let version = try ObjectRows(connection).object(row: entry.row), version.quarantine == nil,
                let document = try? JSONDocument(parsing: version.bytes), desk.sees(document.root),
                Self.fits(document.root, id, modified), let contents = document.root["contents"],
                let tag = STIXLanguage.best(for: language, among: contents.members.compactMap(\.name.string)),
                let texts = contents[tag], texts.kind == .object
            else { continue }
            let record = TranslationRecord(of: document.root)
            let rank = record?.rank ?? 0
            guard best.map({ $0.rank < rank }) ?? true else { continue }
            let found = SeenTranslation(
                language: tag,
                isMachine: rank < 0,
                original: PersonDesk.title(object),
                contents: texts,
                markings: LedgerDesk.markings(of: document.root)
            )
            best = (rank, found)
        }
        return best?.texts
    }

    /// Whether a translation is of a version of an object, or of all its versions, and was not taken back.
    private static func fits(_ translation: JSONValue, _ id: String, _ modified: String) -> Bool {
        guard translation["object_ref"]?.string == id, translation["revoked"]?.bool != true else { return false }
        guard let version = translation["object_modified"]?.string else { return true }
        guard let one = STIXTimestamp(version), let other = STIXTimestamp(modified) else { return false }
        return one.isSameInstant(as: other)
    }
}
