internal import JSON

/// What an article says in its own words, in one language or several: for people to read beside a decision.
///
/// No decision reads them, and they are not among what two sides compare: that one side has typed in a translation changes nothing of
/// what was agreed.
public struct ArticleWords: Sendable, Hashable {
    /// The article such as `article 4(1)`.
    public var article: String
    /// The words in languages.
    public var texts: [Title]

    var json: JSONTree { .members(["article": .string(article), "texts": texts.json]) }
}

extension Agreement {
    /// The words of an article, or of the one that it is a part of.
    /// - Parameters:
    ///   - article: the article such as `article 4(1)`.
    ///   - language: the reader's language; other languages stand in for it, English first.
    /// - Returns: the words with the language that they are in; nil where the file has none.
    public func words(of article: String, in language: String) -> Title? {
        let whole = article.prefix { $0 != "(" }.split(separator: " ").joined(separator: " ")
        guard let found = words.first(where: { $0.article == article }) ?? words.first(where: { $0.article == whole })
        else { return nil }
        let tag = language.prefix { $0 != "-" }
        return found.texts.first { $0.language == language }
            ?? found.texts.first { $0.language.prefix { $0 != "-" } == tag }
            ?? found.texts.first { $0.language.prefix { $0 != "-" } == "en" } ?? found.texts.first
    }

    /// Adds words of an article; a language that has some already goes on in a new line.
    mutating func add(_ text: Title, to article: String) {
        guard let place = words.firstIndex(where: { $0.article == article }) else {
            words.append(ArticleWords(article: article, texts: [text]))
            return
        }
        if let same = words[place].texts.firstIndex(where: { $0.language == text.language }) {
            words[place].texts[same].text += "\n" + text.text
        } else {
            words[place].texts.append(text)
        }
    }
}
