internal import Agreements
public import Configuration
public import Installation
internal import Store

/// Finds an article and its parts in what entries say that a decision stands on.
///
/// `article 4` is asked for, and entries stand on `article 4(1)`; one on `article 14 and 15` stands on both.
package struct ArticleFilter {
    private let asked: String

    package init(_ asked: String) { self.asked = Self.tight(Self.plain(asked)) }

    private static func plain(_ text: String) -> String {
        text.lowercased().split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }

    /// `article 4 (1)` is `article 4(1)`.
    private static func tight(_ article: String) -> String { article.replacing(" (", with: "(") }

    /// Whether an article as written is the one that is asked for, or a part of it.
    package func fits(_ article: String) -> Bool {
        Self.each(of: Self.plain(article)).contains { part in
            let part = Self.tight(part)
            guard part.hasPrefix(asked) else { return false }
            guard let next = part.dropFirst(asked.count).first else { return true }
            return !(next.isLetter || next.isNumber)
        }
    }

    /// The articles that one text names: `article 6(e) and (f)` are two, and the whole is one as well.
    private static func each(of text: String) -> [String] {
        var found = [text]
        var head = ""
        for piece in text.replacing(", ", with: " and ").split(separator: " and ").map(String.init) {
            let article: String
            if piece.hasPrefix("(") {
                // A further point of the article before it.
                article = (head.split(separator: "(", maxSplits: 1).first.map(String.init) ?? head) + piece
            } else if piece.first?.isNumber ?? false {
                article = (head.split(separator: " ").first.map { $0 + " " } ?? "") + piece
            } else {
                article = piece
            }
            head = article
            found.append(article)
        }
        return found
    }
}

extension Node {
    /// What may have been meant where an article is asked for that no agreement in use has: articles, the nearest first.
    /// - Parameter question: what is asked of the log.
    /// - Returns: nil if no article is asked for, or one is known; else articles of the agreement, or of all.
    /// - Throws: `NodeError`.
    public func articlesInstead(of question: AuditQuestion) throws(NodeError) -> [String]? {
        guard let asked = question.article else { return nil }
        let set = try reading { connection throws(StoreError) in
            try agreements.set(AgreementRows(connection).current(), connection)
        }
        let candidates = set.agreements.filter { question.agreement == nil || $0.name == question.agreement }
        var known: [String] = []
        var seen: Set<String> = []
        for article in candidates.flatMap(\.rules).map(\.article)
        where !article.isEmpty && seen.insert(article).inserted {
            known.append(article)
        }
        guard !known.contains(where: ArticleFilter(asked).fits) else { return nil }
        let nearest = Suggestion.nearest(to: asked, in: known)
        return ((nearest.map { [$0] } ?? []) + known.filter { $0 != nearest }).prefix(12).map { $0 }
    }
}
