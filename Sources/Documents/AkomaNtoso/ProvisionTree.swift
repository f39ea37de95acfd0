/// A text as its provisions, each inside the one that it belongs to.
struct ProvisionTree {
    struct Node {
        var kind: ProvisionNumber.Kind
        var id: String
        var number: String
        var heading: String?
        /// What stands in front of the provisions inside.
        var intro: [String] = []
        var inside: [Int] = []
    }

    /// What stands in front of the first provision.
    private(set) var preface: [String] = []
    private(set) var nodes: [Node] = []
    /// The provisions that are in no other.
    private(set) var roots: [Int] = []
    private var open: [Int] = []

    /// Builds the provisions of a version of a document; its boxes and the heads and feet of its pages are left out.
    init(_ paragraphs: [DocumentParagraph]) {
        for paragraph in paragraphs where [.body, .footnote, .endnote].contains(paragraph.place) { add(paragraph) }
    }

    private mutating func add(_ paragraph: DocumentParagraph) {
        guard let number = paragraph.number, let id = number.id, let kind = Self.kind(id) else {
            // A number without an identifier is part of the text: nothing is lost.
            let number = paragraph.number.flatMap { $0.isTyped ? nil : "\($0.shown) " } ?? ""
            return add(text: number + paragraph.text)
        }
        let text = Self.behind(number, paragraph.text)
        var node = Node(kind: kind, id: id, number: number.shown)
        if kind.depth <= ProvisionNumber.Kind.article.depth, !text.isEmpty, !Self.isSentence(text) {
            node.heading = text
        } else if !text.isEmpty {
            node.intro = [text]
        }
        close(kind, id)
        nodes.append(node)
        if let outer = open.last {
            nodes[outer].inside.append(nodes.count - 1)
        } else {
            roots.append(nodes.count - 1)
        }
        open.append(nodes.count - 1)
    }

    private mutating func add(text: String) {
        guard !text.isEmpty else { return }
        guard let inner = open.last else {
            preface.append(text)
            return
        }
        nodes[inner].intro.append(text)
    }

    /// Closes what the next provision is not in: by the identifier that it begins with, else by its depth.
    private mutating func close(_ kind: ProvisionNumber.Kind, _ id: String) {
        while let last = open.last {
            let outer = nodes[last]
            let isOuter = outer.kind.depth < kind.depth
            let isNamed = id.hasPrefix("\(outer.id)__")
            let isFree = outer.kind.depth <= ProvisionNumber.Kind.article.depth
            if isNamed || isOuter && isFree && kind.depth <= ProvisionNumber.Kind.article.depth { return }
            open.removeLast()
        }
    }

    private static func kind(_ id: String) -> ProvisionNumber.Kind? {
        let last = id.components(behind: "__")
        return last.split(separator: "_").first.flatMap { ProvisionNumber.Kind(rawValue: String($0)) }
    }

    /// What stands behind a number that was typed, without what sets it apart.
    private static func behind(_ number: ShownNumber, _ text: String) -> String {
        guard number.isTyped else { return text }
        let rest = text.drop { $0.isWhitespace }.dropFirst(number.shown.count)
        return String(rest.drop { $0.isWhitespace || "–—-:：.．".contains($0) })
    }

    /// Whether a text is a sentence, and no heading.
    private static func isSentence(_ text: String) -> Bool { text.last.map { "。.．;；".contains($0) } ?? false }
}

extension String {
    /// What stands behind the last occurrence of a text; all where there is none.
    fileprivate func components(behind text: String) -> Substring {
        var (rest, place) = (self[...], startIndex)
        while place < endIndex {
            if self[place...].hasPrefix(text) { rest = self[index(place, offsetBy: text.count)...] }
            place = index(after: place)
        }
        return rest
    }
}
