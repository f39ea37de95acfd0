extension WordReader {
    /// What stands in a line.
    mutating func inline(_ node: Int) {
        for child in part.children(node) { inline(one: child) }
    }

    mutating func inline(one child: Int) {
        switch tag(child) {
        case .run: read(run: child)
        case .inserted, .deleted, .movedHere, .movedAway: within(child) { $0.inline(child) }
        case .controlInserted: add(child, .controlInserted)
        case .controlDeleted: add(child, .controlDeleted)
        case .commentStart: openComment(child)
        case .commentEnd: closeComment(child)
        case .paragraphProperties, .controlProperties, .runProperties: break
        case .simpleField:
            content.fields.append(part.attribute(child, "w:instr") ?? "")
            inline(child)
        case .mathText: add(part.allText(child))
        case .alternatives: chosen(child).map { inline($0) }
        case .box: boxes.append((child, changes))
        default: if !part.isText(child) { inline(child) }
        }
    }

    private mutating func read(run: Int) {
        var isHidden = false
        for child in part.children(run) {
            if tag(child) == .runProperties {
                isHidden = self.isHidden(child)
                note(child, of: .runChange, as: .format)
            } else {
                read(child, isHidden)
            }
        }
    }

    /// A piece of a run.
    private mutating func read(_ node: Int, _ isHidden: Bool) {
        switch tag(node) {
        case .text, .deletedText: add(part.allText(node), isHidden)
        case .tab, .placedTab: add("\t", isHidden)
        case .lineBreak, .carriageReturn: add("\n", isHidden)
        case .hardHyphen: add("\u{2011}", isHidden)
        case .softHyphen: add("\u{AD}", isHidden)
        case .symbol: add(symbol(node), isHidden)
        case .ruby: read(ruby: node, isHidden)
        case .fieldMark: read(fieldMark: node)
        case .instruction, .deletedInstruction: addInstruction(part.allText(node))
        case .footnote: addNote(.footnote, node)
        case .endnote: addNote(.endnote, node)
        case .commentPlace: placeComment(node)
        default: inline(one: node)
        }
    }

    private func isHidden(_ properties: Int) -> Bool {
        if let hidden = part.child(properties, "w:vanish") { return part.isOn(hidden) }
        guard let style = part.child(properties, "w:rStyle").flatMap({ part.attribute($0, "w:val") }) else {
            return false
        }
        return styles.value(style, \.isHidden) ?? false
    }

    /// A letter of a font of symbols: its place in private use, where fonts have them.
    private func symbol(_ node: Int) -> String {
        guard let code = part.attribute(node, "w:char").flatMap({ UInt32($0, radix: 16) }),
            let scalar = UnicodeScalar(code)
        else { return "" }
        return String(Character(scalar))
    }

    /// Adds text to what is read.
    private mutating func add(_ text: String, _ isHidden: Bool = false, reading: String? = nil) {
        guard !text.isEmpty, instructions == 0 else { return }
        for change in changes.suffix(DocumentLimits.nested) { content.changes[change].text += text }
        for comment in openComments {
            let room = DocumentLimits.anchor - content.comments[comment].anchor.count
            content.comments[comment].anchor += text.prefix(room)
            if text.count >= room { openComments.remove(comment) }
        }
        content.events.append(
            .run(DocumentContent.Run(text: text, changes: changes, reading: reading, isHidden: isHidden))
        )
    }

    /// A text with its reading beside it (ECMA-376-1, 17.3.3.25): the base is the text.
    ///
    /// Changes may stand inside the base; the reading is that of the whole.
    private mutating func read(ruby: Int, _ isHidden: Bool) {
        let reading = part.children(ruby).first { tag($0) == .rubyText }.map { text in
            part.children(text).reduce(into: "") { $0 += WordText.of(part, $1) }
        }
        guard let base = part.children(ruby).first(where: { tag($0) == .rubyBase }) else { return }
        let first = content.events.count
        inline(base)
        let runs = content.events.indices[first...].filter {
            if case .run = content.events[$0] { true } else { false }
        }
        // Where the base is in several runs, the first tells how all are read.
        guard let start = runs.first, case .run(var run) = content.events[start] else { return }
        run.reading = reading
        if runs.count > 1, runs.allSatisfy({ self.changes(of: $0) == run.changes }) {
            run.text = runs.map { text(of: $0) }.joined()
            content.events.removeSubrange((start + 1)...)
        }
        content.events[start] = .run(run)
    }

    private func changes(of event: Int) -> [Int] {
        if case .run(let run) = content.events[event] { run.changes } else { [] }
    }

    private func text(of event: Int) -> String {
        if case .run(let run) = content.events[event] { run.text } else { "" }
    }

    private mutating func read(fieldMark node: Int) {
        switch part.attribute(node, "w:fldCharType") {
        case "begin":
            fields.append(.instruction(""))
            instructions += 1
        case "separate":
            guard case .instruction(let text)? = fields.last else { break }
            content.fields.append(text)
            fields[fields.count - 1] = .result
            instructions -= 1
        case "end":
            guard case .instruction(let text)? = fields.popLast() else { break }
            content.fields.append(text)
            instructions -= 1
        default: break
        }
    }

    private mutating func addInstruction(_ text: String) {
        guard case .instruction(let before)? = fields.last else { return }
        fields[fields.count - 1] = .instruction(before + text)
    }

    private mutating func addNote(_ place: DocumentParagraph.Place, _ node: Int) {
        guard let id = part.attribute(node, "w:id") else { return }
        notes.append((place, id))
        content.events.append(.note(Self.noteName(place, id), changes))
    }

    private mutating func openComment(_ node: Int) {
        guard let place = part.attribute(node, "w:id").flatMap({ commentPlaces[$0] }) else { return }
        openComments.insert(place)
        content.comments[place].paragraph = paragraph
    }

    private mutating func closeComment(_ node: Int) {
        guard let place = part.attribute(node, "w:id").flatMap({ commentPlaces[$0] }) else { return }
        openComments.remove(place)
    }

    /// A comment on a place, and no text.
    private mutating func placeComment(_ node: Int) {
        guard let place = part.attribute(node, "w:id").flatMap({ commentPlaces[$0] }),
            content.comments[place].paragraph == 0
        else { return }
        content.comments[place].paragraph = paragraph
    }
}
