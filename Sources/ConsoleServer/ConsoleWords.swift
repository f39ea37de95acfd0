internal import JSON

/// The console's texts in one language, where the node itself writes for people.
package struct ConsoleWords: Sendable {
    private let texts: JSONTree

    /// Words.
    /// - Parameters:
    ///   - language: a tag of a language that the console has.
    ///   - assets: the files of the console; without those of the language there are no words.
    package init?(_ language: String, _ assets: ConsoleAssets) {
        guard let bytes = assets.texts(in: language), let document = try? JSONDocument(parsing: bytes) else {
            return nil
        }
        texts = JSONTree(document.root)
    }

    /// A text.
    /// - Parameters:
    ///   - group: its group.
    ///   - name: its name.
    ///   - values: what stands in its open places.
    /// - Returns: the text; the name where there is none.
    package func callAsFunction(_ group: String, _ name: String, _ values: [String: String] = [:]) -> String {
        var text = texts[group]?[name]?.string ?? name
        for (place, value) in values { text.replace("{\(place)}", with: value) }
        return text
    }
}
