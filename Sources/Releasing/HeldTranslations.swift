internal import JSON
package import Release
internal import STIX
package import Store

/// The translations that are held, by what they translate; of each its newest version from each source.
package struct HeldTranslations {
    private let connection: Connection
    private let language: String?
    /// The translations that are held.
    /// - Parameters:
    ///   - language: the language that is wanted in the object itself; nil for none.
    ///   - connection: the store.
    package init(_ language: String?, _ connection: Connection) {
        (self.language, self.connection) = (language, connection)
    }

    /// The row of the translation that an act gives with a version, and the language that was asked for.
    /// - Parameters:
    ///   - id: the object.
    ///   - version: its version.
    ///   - terms: which one the act gives.
    /// - Returns: a row, or nil.
    /// - Throws: `StoreError`.
    package func row(of id: String, _ version: String, _ terms: TranslationTerms) throws(StoreError) -> (
        row: Int64, language: String
    )? {
        switch terms {
        case .none: return nil
        case .given(let content, let modified, let language):
            return try known(id).first { $0.choice.id == content && $0.choice.modified == modified }.map {
                ($0.row, language)
            }
        case .newest:
            guard let language else { return nil }
            let found = try known(id)
            let choices = found.enumerated().map { ($0.element.choice, $0.offset) }
            return TranslationChoice.newest(choices, for: version, language).map { (found[$0].row, language) }
        }
    }

    /// What is held of an object; what partners got from here as renditions is none of them.
    private func known(_ original: String) throws(StoreError) -> [(choice: TranslationChoice, row: Int64)] {
        var found: [(choice: TranslationChoice, row: Int64)] = []
        var seen: Set<String> = []
        for version in try TranslationRows(connection).versions(of: original) {
            guard seen.insert("\(version.source) \(version.id)").inserted,
                let document = try? JSONDocument(parsing: version.bytes),
                let choice = TranslationChoice(document.root), choice.object == original
            else { continue }
            found.append((choice, version.row))
        }
        return found
    }
}
