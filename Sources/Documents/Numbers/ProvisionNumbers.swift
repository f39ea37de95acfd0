/// Identifiers of the provisions of one document, from the values of their numbers.
///
/// 1. 第四条, 第4条, 第４条 and Article 4 are `art_4`, whatever counts them: a list, or somebody who typed it.
/// 2. What stands inside begins with the identifier of the article: `art_4__para_2__point_a`. An article begins with
///    nothing, or with its annex: it keeps its identifier when a chapter is put around it.
/// 3. イ, ア and (a) count in letters, 一, 1 and (i) in numbers, so that languages agree.
/// 4. Where an identifier is there already, the later provision has none: one that could mean two provisions is no
///    identifier.
struct ProvisionNumbers {
    /// The provisions that the next one may be in, the outermost first.
    private var open: [(kind: ProvisionNumber.Kind, depth: Int, id: String)] = []
    private var known: Set<String> = []

    /// The number of a paragraph that a list counts.
    mutating func identified(_ number: NumberingCounters.Counted, level: Int) -> ShownNumber {
        let named = ProvisionNumber(number.shown)
        let step = named?.step ?? number.value.step
        let depth = named.map { $0.kind.depth } ?? Self.plainDepth + level
        let kind = named?.kind ?? plainKind(number, depth)
        return ShownNumber(
            shown: number.shown,
            value: number.value.value,
            id: id(kind, step, depth),
            isTyped: false
        )
    }

    /// The number that a paragraph begins with, typed.
    mutating func typed(_ text: String) -> ShownNumber? {
        if let number = ProvisionNumber(text) {
            // 第四条に基づき is a sentence about an article, and no heading of one.
            guard Self.endsNumber(text, number) else { return nil }
            let id = id(number.kind, number.step, number.kind.depth)
            return ShownNumber(shown: number.shown, value: number.value, id: id, isTyped: true)
        }
        guard open.contains(where: { $0.depth == ProvisionNumber.Kind.article.depth }),
            let (shown, value) = Self.plain(text)
        else { return nil }
        let kind: ProvisionNumber.Kind =
            value.isLetter || shown.first.map { $0 == "(" || Self.isKanji($0) } == true
            ? .point : .paragraph
        return ShownNumber(
            shown: shown,
            value: value.value,
            id: id(kind, value.step, kind.depth),
            isTyped: true
        )
    }

    private static let plainDepth = ProvisionNumber.Kind.paragraph.depth

    /// What a number counts that does not say so: paragraphs, points in them, items in those; letters count points.
    private func plainKind(_ number: NumberingCounters.Counted, _ depth: Int) -> ProvisionNumber.Kind {
        switch open.last(where: { $0.depth < depth })?.kind {
        case .paragraph: .point
        case .point, .item: .item
        default: number.value.isLetter ? .point : .paragraph
        }
    }

    private mutating func id(_ kind: ProvisionNumber.Kind, _ step: String, _ depth: Int) -> String? {
        while let last = open.last, last.depth >= depth { open.removeLast() }
        let own = "\(kind.rawValue)_\(step)"
        let article = ProvisionNumber.Kind.article.depth
        let around = open.last {
            kind.depth <= article ? $0.kind == .annex : $0.depth >= article || $0.kind == .annex
        }
        let id = (around.map { "\($0.id)__" } ?? "") + own
        open.append((kind, depth, id))
        return known.insert(id).inserted ? id : nil
    }

    /// Whether a number is followed by what stands behind the number of a heading.
    private static func endsNumber(_ text: String, _ number: ProvisionNumber) -> Bool {
        let rest = text.drop { $0.isWhitespace }.dropFirst(number.shown.count)
        guard let next = rest.first else { return true }
        return next.isWhitespace || "（(:：.．–—-【".contains(next)
    }

    /// `1.`, `(a)`, `２　`, `一　`.
    private static func plain(_ text: String) -> (String, NumberValue)? {
        let text = text.drop { $0 == " " || $0 == "\t" || $0 == "\u{3000}" }
        if text.first == "(" || text.first == "（" {
            let inner = text.dropFirst().prefix { $0 != ")" && $0 != "）" }
            guard inner.count <= 8, let value = NumberValue(inner), inner.endIndex < text.endIndex else { return nil }
            return (String(text[...inner.endIndex]), value)
        }
        let number = text.prefix { $0.isNumber || $0.isLetter && isKanji($0) }
        guard number.count <= 4, let value = NumberValue(number), let next = text[number.endIndex...].first else {
            return nil
        }
        if next == "\u{3000}" { return (String(number), value) }
        guard next == "." || next == ")", number.first?.isASCII == true,
            text[number.endIndex...].dropFirst().first?.isWhitespace ?? true
        else { return nil }
        return (String(text[...number.endIndex]), value)
    }

    private static func isKanji(_ letter: Character) -> Bool { "一二三四五六七八九十百".contains(letter) }
}
