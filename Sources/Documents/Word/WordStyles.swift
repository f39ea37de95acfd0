/// What styles of paragraphs and letters say of numbers, headings and hiding (ECMA-376-1, 17.7).
struct WordStyles {
    struct Style {
        var basedOn: String?
        var list: String?
        var level: Int?
        var outline: Int?
        var isHidden: Bool?
    }

    private var styles: [String: Style] = [:]
    /// The style of paragraphs that name none.
    private(set) var standard = ""

    /// How many styles may be based on each other.
    private static let longest = 32

    init(_ part: XMLPart?) {
        guard let part else { return }
        for node in part.children(XMLPart.root, named: "w:style") {
            guard let id = part.attribute(node, "w:styleId") else { continue }
            var style = Style(basedOn: part.child(node, "w:basedOn").flatMap { part.attribute($0, "w:val") })
            if let properties = part.child(node, "w:pPr") {
                let numbering = part.child(properties, "w:numPr")
                style.list = numbering.flatMap { part.child($0, "w:numId") }.flatMap { part.attribute($0, "w:val") }
                style.level = numbering.flatMap { part.child($0, "w:ilvl") }.flatMap { part.number($0) }
                style.outline = part.child(properties, "w:outlineLvl").flatMap { part.number($0) }
            }
            if let properties = part.child(node, "w:rPr"), let hidden = part.child(properties, "w:vanish") {
                style.isHidden = part.isOn(hidden)
            }
            styles[id] = style
            if part.attribute(node, "w:type") == "paragraph",
                ["1", "true", "on"].contains(part.attribute(node, "w:default"))
            {
                standard = id
            }
        }
    }

    /// What a style has, or the ones that it is based on.
    func value<Value>(_ id: String, _ of: (Style) -> Value?) -> Value? {
        var (next, steps): (String?, Int) = (id, 0)
        while let id = next, let style = styles[id], steps < Self.longest {
            if let value = of(style) { return value }
            (next, steps) = (style.basedOn, steps + 1)
        }
        return nil
    }
}

extension XMLPart {
    /// `w:val` as a number.
    func number(_ node: Int) -> Int? { attribute(node, "w:val").flatMap { Int($0) } }

    /// Whether a property that is on or off is on: it is where it has no value.
    func isOn(_ node: Int) -> Bool { attribute(node, "w:val").map { !["0", "false", "off"].contains($0) } ?? true }
}
