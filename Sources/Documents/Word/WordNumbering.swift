/// Reads the lists of a document (ECMA-376-1, 17.9).
enum WordNumbering {
    /// The lists, and which level belongs to a style, by the list and the style.
    struct Reading {
        var lists = NumberingLists()
        var levelOfStyle: [String: Int] = [:]

        static func key(_ list: String, _ style: String) -> String { "\(list) \(style)" }
    }

    private struct Definition {
        var levels: [Int: NumberingLists.Level] = [:]
        var styles: [String: Int] = [:]
        /// The style of numbers that it is, and the one that it stands for.
        var styleLink: String?
        var numStyleLink: String?
    }

    static func read(_ part: XMLPart?) -> Reading {
        var reading = Reading()
        guard let part else { return reading }
        var definitions: [String: Definition] = [:]
        for node in part.children(XMLPart.root, named: "w:abstractNum") {
            guard let id = part.attribute(node, "w:abstractNumId") else { continue }
            definitions[id] = definition(part, node)
        }
        var links: [String: String] = [:]
        for (id, definition) in definitions { if let link = definition.styleLink { links[link] = id } }
        for node in part.children(XMLPart.root, named: "w:num") {
            guard let id = part.attribute(node, "w:numId"),
                var counter = part.child(node, "w:abstractNumId").flatMap({ part.attribute($0, "w:val") })
            else { continue }
            if let linked = definitions[counter]?.numStyleLink.flatMap({ links[$0] }) { counter = linked }
            guard let definition = definitions[counter] else { continue }
            var list = NumberingLists.List(counter: counter, levels: definition.levels)
            for override in part.children(node, named: "w:lvlOverride") {
                guard let place = part.attribute(override, "w:ilvl").flatMap({ Int($0) }) else { continue }
                if let level = part.child(override, "w:lvl") { list.levels[place] = self.level(part, level) }
                list.starts[place] = part.child(override, "w:startOverride").flatMap { part.number($0) }
            }
            reading.lists.lists[id] = list
            for (style, level) in definition.styles { reading.levelOfStyle[Reading.key(id, style)] = level }
        }
        return reading
    }

    private static func definition(_ part: XMLPart, _ node: Int) -> Definition {
        var definition = Definition()
        for child in part.children(node) {
            switch part.name(child) {
            case "w:styleLink": definition.styleLink = part.attribute(child, "w:val")
            case "w:numStyleLink": definition.numStyleLink = part.attribute(child, "w:val")
            case "w:lvl":
                guard let place = part.attribute(child, "w:ilvl").flatMap({ Int($0) }), (0...8) ~= place else {
                    break
                }
                definition.levels[place] = level(part, child)
                if let style = part.child(child, "w:pStyle").flatMap({ part.attribute($0, "w:val") }) {
                    definition.styles[style] = place
                }
            default: break
            }
        }
        return definition
    }

    private static func level(_ part: XMLPart, _ node: Int) -> NumberingLists.Level {
        var level = NumberingLists.Level()
        for child in part.children(node) {
            switch part.name(child) {
            case "w:start": level.start = part.number(child) ?? 1
            // A form that is not known counts in decimals.
            case "w:numFmt":
                level.format = part.attribute(child, "w:val").flatMap { NumberFormat(rawValue: $0) } ?? .decimal
            case "w:lvlText":
                level.text = String((part.attribute(child, "w:val") ?? "").prefix(DocumentLimits.levelText))
            case "w:lvlRestart": level.restart = part.number(child)
            case "w:isLgl": level.isLegal = part.isOn(child)
            default: break
            }
        }
        return level
    }
}
