public import JSON

/// One article of a draft, written by itself: what its rules would say.
public struct DraftedArticle: Sendable, Hashable {
    /// The article as rules have it, such as `article 4(2)`.
    public let name: String
    /// Its rules in the agreement language.
    public let text: String

    /// The most bytes of a name, and of the rules of one article.
    public static let (mostName, mostText) = (60, 20_000)

    /// An article; nil where the number is none, or there is too much.
    /// - Parameters:
    ///   - number: how people write it: `4`, `4(2)`, `article 4`, `annex A`.
    ///   - text: its rules in the agreement language, one a line.
    public init?(_ number: String, _ text: String) {
        guard let name = Self.name(of: number), text.utf8.count <= Self.mostText else { return nil }
        (self.name, self.text) = (name, text)
    }

    /// An article as rules have it, by what people write; nil for what could be anything but the number of an article.
    public static func name(of number: String) -> String? {
        guard number.utf8.count <= mostName,
            number.unicodeScalars.allSatisfy({
                $0.properties.isAlphabetic || $0.properties.numericType != nil
                    || " ().-".unicodeScalars.contains($0)
            })
        else { return nil }
        let words = number.split(separator: " ").map(String.init)
        guard let first = words.first else { return nil }
        let isNamed = AccordGrammar.articleWords.contains(first.lowercased())
        guard !isNamed || words.count > 1 || first.lowercased() == "preamble" else { return nil }
        return (isNamed ? [first.lowercased()] + words.dropFirst() : ["article"] + words).joined(separator: " ")
    }

    /// Said of what is no article, or has more in it than the rules of one.
    public static let fault = Diagnostic(
        "article-alone",
        .error,
        SourceSpan(file: "", line: 1, column: 1, length: 1),
        "this is no article, or more than the rules of one",
        help: "write the number alone, and under it the rules that stand under that article"
    )

    /// Whether an article of an agreement is this one, or a part of it: `article 4(2)` of `article 4`.
    public func covers(_ article: String) -> Bool { article == name || article.hasPrefix(name + "(") }
}

/// Articles that were written one by one, read beside a set: nothing that stands in one can be more than its rules.
public struct DraftedReading: Sendable {
    /// The rules of each article, in the order in which they were given; nil where there is a fault in it.
    public let rules: [[Rule]?]
    /// What is wrong in each, with lines and columns of its own text.
    public let faults: [[Diagnostic]]

    /// Reads articles.
    /// - Parameters:
    ///   - articles: the articles.
    ///   - parties: the parties that the draft is between, as the set calls them.
    ///   - files: the files of the set, for parties and levels.
    ///   - rules: what is asked of texts from outside.
    ///   - include: the file that an `include` of the set means.
    /// - Complexity: that of reading the set once.
    public init(
        _ articles: [DraftedArticle],
        between parties: [String],
        beside files: [SourceFile],
        rules: ReadingRules,
        include: (_ path: String, _ includer: String) -> SourceFile?
    ) {
        let laid = articles.enumerated().map { place, article in Self.lay(article, Self.file(place), parties) }
        let reading = AgreementReading(files + laid.map(\.file), rules: rules, include: include)
        var (found, faults): ([[Rule]?], [[Diagnostic]]) = ([], [])
        for (place, article) in articles.enumerated() {
            let file = Self.file(place)
            let here = reading.diagnostics.filter { $0.span.file == file && $0.severity == .error }
            let declared = reading.set.agreements.filter { $0.span.file == file }
            // Whatever its lines were read as: one agreement with rules of this one article, and nothing else.
            let isAlone =
                declared.count == 1 && declared[0].name == file
                && declared[0].rules.allSatisfy { $0.article == article.name }
                && !reading.set.parties.contains { $0.span.file == file }
                && !reading.set.schemes.contains { $0.span.file == file }
            found.append(isAlone && here.isEmpty ? declared[0].rules : nil)
            let said = here.map { Self.moved($0, by: laid[place].strip) }
            faults.append(isAlone || !said.isEmpty ? said : [DraftedArticle.fault])
        }
        (self.rules, self.faults) = (found, faults)
    }

    /// A name that no file of a set has.
    private static func file(_ place: Int) -> String { "//\(place)" }
    private static let head = 4
    private static let indent = 4

    /// An article as a file; every line of it stands under the article, however it was indented.
    private static func lay(_ article: DraftedArticle, _ name: String, _ parties: [String])
        -> (file: SourceFile, strip: Int)
    {
        let lines = article.text.split(omittingEmptySubsequences: false) { $0 == "\n" || $0 == "\r\n" }
        let written = lines.filter { line in !line.allSatisfy { $0 == " " } }
        let strip = written.map { line in line.prefix { $0 == " " }.count }.min() ?? 0
        let space = String(repeating: " ", count: indent)
        let body = lines.map { $0.count > strip ? space + $0.dropFirst(strip) : "" }
        let between = parties.map(quoted).joined(separator: ", ")
        let text =
            (["agreement \(quoted(name))", "  between \(between)", "  draft, agreed by nobody"]
            + ["  \(article.name):"] + body).joined(separator: "\n")
        return (SourceFile(name: name, text: text), strip)
    }

    private static func quoted(_ text: String) -> String {
        let escaped = text.map { $0 == "\"" || $0 == "\\" ? "\\\($0)" : String($0) }.joined()
        return "\"\(escaped)\""
    }

    private static func moved(_ diagnostic: Diagnostic, by strip: Int) -> Diagnostic {
        var moved = diagnostic
        moved.span.file = ""
        moved.span.line = max(1, diagnostic.span.line - head)
        moved.span.column = max(1, diagnostic.span.column - indent + strip)
        return moved
    }
}

extension AgreementSet {
    /// The same set with a draft in which some articles say otherwise; where it has none of that name, with a new one.
    /// - Parameters:
    ///   - name: the draft.
    ///   - parties: the parties of a new one, as the set calls them.
    ///   - articles: what articles say.
    /// - Returns: the set.
    public func drafting(
        _ name: String,
        between parties: [String],
        _ articles: [(article: DraftedArticle, rules: [Rule])]
    ) -> AgreementSet {
        var set = self
        let place = set.agreements.firstIndex { $0.name == name } ?? set.agreements.count
        if place == set.agreements.count {
            var fresh = Agreement(name: name, span: SourceSpan(file: "", line: 1, column: 1, length: 1))
            fresh.parties = parties
            fresh.isDraft = true
            set.agreements.append(fresh)
        }
        // What is written first answers first: what takes the place of an article stands in its place.
        var rules: [Rule] = []
        var written: Set<String> = []
        for rule in set.agreements[place].rules {
            guard let other = articles.first(where: { $0.article.covers(rule.article) }) else {
                rules.append(rule)
                continue
            }
            if written.insert(other.article.name).inserted { rules += other.rules }
        }
        for other in articles where written.insert(other.article.name).inserted { rules += other.rules }
        set.agreements[place].rules = rules
        return set
    }
}

extension Agreement {
    /// The articles with what they say for machines, in the order in which they first stand.
    public var articles: [(name: String, rules: JSONTree)] {
        var (order, rules): ([String], [String: [JSONTree]]) = ([], [:])
        for rule in self.rules {
            if rules[rule.article] == nil { order.append(rule.article) }
            rules[rule.article, default: []].append(rule.json)
        }
        return order.map { ($0, .array(rules[$0] ?? [])) }
    }
}
