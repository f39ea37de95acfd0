/// A number in front of a provision, with what it counts.
public struct ProvisionNumber: Sendable, Hashable {
    /// What a number counts, by the names of Akoma Ntoso's elements; the raw values begin its identifiers (Naming
    /// Convention 1.0, 5.4).
    public enum Kind: String, Sendable, CaseIterable {
        /// 附属書, Annex.
        case annex = "att"
        /// 編, Part.
        case part
        /// 章, Chapter.
        case chapter = "chp"
        /// 節, Section.
        case section = "sec"
        /// 款, Subsection.
        case subsection = "subsec"
        /// 条, Article.
        case article = "art"
        /// 項, Paragraph.
        case paragraph = "para"
        /// 号, a point.
        case point
        /// What a point has.
        case item = "indent"
        /// The name of the element.
        var element: String {
            switch self {
            case .part: "part"
            case .chapter: "chapter"
            case .section: "section"
            case .subsection: "subsection"
            case .article: "article"
            case .paragraph: "paragraph"
            case .point: "point"
            case .item: "indent"
            case .annex: "hcontainer"
            }
        }

        /// How deep it stands: what stands deeper is inside.
        var depth: Int { Self.allCases.firstIndex(of: self) ?? 0 }
    }

    /// What it counts.
    public let kind: Kind
    /// Its value; of 第四条の二 that of the article.
    public let value: Int
    /// The end of an identifier: `4`, `4-2`, `4bis`, `a`.
    public let step: String
    /// As it is written.
    public let shown: String

    /// `art_4`: the same for 第四条, 第4条, 第４条 and Article 4.
    public var id: String { "\(kind.rawValue)_\(step)" }

    init(_ kind: Kind, _ value: Int, step: String, shown: String) {
        (self.kind, self.value, self.step, self.shown) = (kind, value, step, shown)
    }

    /// Reads the number that a text begins with; nil where it begins with none that names what it counts.
    /// - Parameter text: a heading or a paragraph, such as `第四条の二　定義` or `Article 4 – Definitions`.
    public init?(_ text: String) {
        let rest = text.drop { $0.isWhitespace }
        guard let found = Self.ordinal(rest) ?? Self.named(rest) else { return nil }
        self = found
    }

    /// 第四条の二.
    private static func ordinal(_ text: Substring) -> ProvisionNumber? {
        guard text.first == "第" else { return nil }
        var rest = text.dropFirst()
        guard let number = digits(&rest), let value = NumberValue(number), let counter = rest.first,
            let kind = counters[counter]
        else { return nil }
        rest = rest.dropFirst()
        var step = value.step
        while rest.first == "の" {
            var branch = rest.dropFirst()
            guard let number = digits(&branch), let value = NumberValue(number) else { break }
            step += "-\(value.step)"
            rest = branch
        }
        return ProvisionNumber(kind, value.value, step: step, shown: String(text[..<rest.startIndex]))
    }

    private static func digits(_ text: inout Substring) -> Substring? {
        let digits = text.prefix {
            // A letter of ASCII is looked up in no table.
            $0.isASCII ? NumberValue.isDigit($0) : Self.wide.contains($0) || Self.kanji.contains($0)
        }
        text = text[digits.endIndex...]
        return digits.isEmpty ? nil : digits
    }

    /// Article 4bis.
    private static func named(_ text: Substring) -> ProvisionNumber? {
        let word = text.prefix { $0.isLetter && $0.isASCII }
        guard let kind = words[word.lowercased()] else { return nil }
        var rest = text[word.endIndex...]
        if rest.first == "." { rest = rest.dropFirst() }
        let spaces = rest.prefix { $0.isWhitespace && !$0.isNewline }
        rest = rest[spaces.endIndex...]
        guard !spaces.isEmpty else { return nil }
        let number = rest.prefix { $0.isASCII && ($0.isNumber || $0.isLetter) }
        let end = number.endIndex
        let shown = String(text[..<end])
        // 4bis, 4a.
        let digits = number.prefix { $0.isNumber }
        if let value = NumberValue(digits) {
            let branch = number[digits.endIndex...].lowercased()
            guard branch.count <= 8 else { return nil }
            return ProvisionNumber(kind, value.value, step: value.step + branch, shown: shown)
        }
        guard let value = NumberValue(number, prefersRoman: true), !value.isLetter || number.count == 1 else {
            return nil
        }
        return ProvisionNumber(kind, value.value, step: value.step, shown: shown)
    }

    private static let wide = Set("０１２３４５６７８９")
    private static let kanji = Set("〇零一二三四五六七八九十百千万壱弐参拾")
    private static let counters: [Character: Kind] = [
        "編": .part, "章": .chapter, "節": .section, "款": .subsection, "条": .article, "條": .article,
        "項": .paragraph, "号": .point,
    ]
    private static let words: [String: Kind] = [
        "part": .part, "partie": .part, "teil": .part, "chapter": .chapter, "chapitre": .chapter, "kapitel": .chapter,
        "section": .section, "abschnitt": .section, "article": .article, "artikel": .article, "art": .article,
        "paragraph": .paragraph, "paragraphe": .paragraph, "absatz": .paragraph, "point": .point, "annex": .annex,
        "annexe": .annex, "anhang": .annex,
    ]
}
