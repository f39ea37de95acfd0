extension WordReader {
    /// Reads a paragraph: what is in it, then its end.
    mutating func read(paragraph node: Int) {
        let properties = part.children(node).first { tag($0) == .paragraphProperties }
        var mark = DocumentContent.Mark(changes: changes, style: styles.standard)
        if let properties { read(properties, &mark) } else { mark.numbering = numbering(nil, mark.style) }
        mark.heading = heading(properties, mark.style)
        inline(node)
        content.events.append(.mark(mark))
        paragraph += 1
    }

    private mutating func read(_ properties: Int, _ mark: inout DocumentContent.Mark) {
        mark.style = part.child(properties, "w:pStyle").flatMap { part.attribute($0, "w:val") } ?? styles.standard
        mark.numbering = numbering(properties, mark.style)
        for child in part.children(properties) {
            switch part.name(child) {
            case "w:rPr": mark.changes += marks(child)
            case "w:sectPr": note(child, of: .sectionChange, as: .format)
            case "w:numPr":
                guard let inserted = part.child(child, "w:ins") else { break }
                let style = numbering(nil, mark.style)
                mark.before = DocumentContent.Mark.Before(change: add(inserted, .number), numbering: style)
            case "w:pPrChange":
                guard let old = part.child(child, "w:pPr") else { break }
                let style = part.child(old, "w:pStyle").flatMap { part.attribute($0, "w:val") } ?? styles.standard
                let before = numbering(old, style)
                let change = add(child, before == mark.numbering ? .format : .number)
                mark.before = DocumentContent.Mark.Before(change: change, numbering: before)
            default: break
            }
        }
    }

    /// The changes of the end of a paragraph.
    private mutating func marks(_ properties: Int) -> [Int] {
        var marks: [Int] = []
        for child in part.children(properties) {
            switch tag(child) {
            case .inserted, .movedHere: marks.append(add(child, .markInserted))
            case .deleted, .movedAway: marks.append(add(child, .markDeleted))
            case .runChange: add(child, .format)
            default: break
            }
        }
        return marks
    }

    /// The list that a paragraph is numbered by: its own, else that of its style (ECMA-376-1, 17.9.18 and 17.9.23).
    private func numbering(_ properties: Int?, _ style: String) -> NumberingLists.Place? {
        let own = properties.flatMap { part.child($0, "w:numPr") }
        let ownList = own.flatMap { part.child($0, "w:numId") }.flatMap { part.attribute($0, "w:val") }
        let ownLevel = own.flatMap { part.child($0, "w:ilvl") }.flatMap { part.number($0) }
        guard let list = ownList ?? styles.value(style, \.list), list != "0" else { return nil }
        let level =
            ownLevel
            ?? (ownList == nil
                ? numbering.levelOfStyle[WordNumbering.Reading.key(list, style)] ?? styles.value(style, \.level)
                : nil)
        return NumberingLists.Place(list: list, level: level ?? 0)
    }

    private func heading(_ properties: Int?, _ style: String) -> Int? {
        let own = properties.flatMap { part.child($0, "w:outlineLvl") }.flatMap { part.number($0) }
        guard let level = own ?? styles.value(style, \.outline), (0...8) ~= level else { return nil }
        return level + 1
    }
}
