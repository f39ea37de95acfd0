/// The lists of a text of OpenDocument (19.880 and 16.30): each list of the text counts by itself, unless it goes on.
final class OpenLists {
    /// Where a paragraph is in a list.
    struct Place {
        var key: String
        var style: String
        var level: Int
        var takesNumber = false
    }

    /// The list of headings.
    static let outline = "outline"

    private(set) var read = NumberingLists()
    private var styles: [String: [Int: NumberingLists.Level]] = [:]
    /// The list that was begun last in a style, and each list by its name.
    private var last: [String: String] = [:]
    private var named: [String: String] = [:]

    init(_ content: XMLPart, _ common: XMLPart?) {
        for part in [common, content].compactMap(\.self) {
            for group in ["office:styles", "office:automatic-styles"] {
                guard let node = part.child(XMLPart.root, group) else { continue }
                for child in part.children(node) {
                    switch part.name(child) {
                    case "text:list-style":
                        styles[part.attribute(child, "style:name") ?? ""] = Self.levels(part, child)
                    case "text:outline-style":
                        let levels = Self.levels(part, child)
                        read.lists[Self.outline] = NumberingLists.List(counter: Self.outline, levels: levels)
                    default: break
                    }
                }
            }
        }
    }

    private static func levels(_ part: XMLPart, _ node: Int) -> [Int: NumberingLists.Level] {
        var levels: [Int: NumberingLists.Level] = [:]
        for child in part.children(node) {
            guard let number = part.attribute(child, "text:level").flatMap({ Int($0) }), (1...10) ~= number else {
                continue
            }
            var level = NumberingLists.Level()
            level.format = format(part.attribute(child, "style:num-format") ?? "")
            if part.name(child) == "text:list-level-style-bullet" { level.format = .bullet }
            level.start = part.attribute(child, "text:start-value").flatMap { Int($0) } ?? 1
            let shown = min(max(part.attribute(child, "text:display-levels").flatMap { Int($0) } ?? 1, 1), number)
            let steps = ((number - shown + 1)...number).map { "%\($0)" }.joined(separator: ".")
            // A level without a form shows nothing, whatever stands around it.
            level.text =
                level.format == .none
                ? ""
                : (part.attribute(child, "style:num-prefix") ?? "").prefix(DocumentLimits.levelText)
                    + steps + (part.attribute(child, "style:num-suffix") ?? "").prefix(DocumentLimits.levelText)
            levels[number - 1] = level
        }
        return levels
    }

    /// How numbers are written (20.322), with the ways that office programs add for Japanese.
    private static func format(_ text: String) -> NumberFormat {
        switch text.first {
        case nil: .none
        case "1": .decimal
        case "a": .lowerLetter
        case "A": .upperLetter
        case "i": .lowerRoman
        case "I": .upperRoman
        case "１": .decimalFullWidth
        case "一": .japaneseCounting
        case "壱", "壹": .japaneseLegal
        case "ア", "ｱ": .aiueoFullWidth
        case "イ", "ｲ": .irohaFullWidth
        case "①": .decimalEnclosedCircle
        default: .decimal
        }
    }

    /// Begins a list, or goes on with one (`text:continue-numbering`, `text:continue-list`).
    func begin(_ part: XMLPart, _ node: Int, _ style: String) -> Place {
        let key = "list \(read.lists.count)"
        var counter = key
        if let name = part.attribute(node, "text:continue-list"), let list = named[name].flatMap({ read.lists[$0] }) {
            counter = list.counter
        } else if part.attribute(node, "text:continue-numbering") == "true",
            let list = last[style].flatMap({ read.lists[$0] })
        {
            counter = list.counter
        }
        read.lists[key] = NumberingLists.List(counter: counter, levels: styles[style] ?? [:])
        last[style] = key
        if let name = part.attribute(node, "xml:id") { named[name] = key }
        return Place(key: key, style: style, level: 0)
    }

    /// A list that counts on from a number (`text:start-value`).
    func restarted(_ place: Place, at start: Int) -> String {
        guard var list = read.lists[place.key] else { return place.key }
        let key = "list \(read.lists.count)"
        list.starts = [place.level: start]
        read.lists[key] = list
        return key
    }
}
