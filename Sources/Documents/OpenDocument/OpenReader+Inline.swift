extension OpenReader {
    mutating func inline(_ node: Int) {
        for child in part.children(node) { inline(one: child) }
    }

    mutating func inline(one node: Int) {
        guard !part.isText(node) else { return add(collapsed(part.text(node))) }
        switch part.name(node) {
        case "text:s":
            let count = part.attribute(node, "text:c").flatMap { Int($0) } ?? 1
            add(String(repeating: " ", count: min(max(count, 0), DocumentLimits.spaces)))
            endsInSpace = false
        case "text:tab": add("\t")
        case "text:line-break": add("\n")
        case "text:ruby": read(ruby: node)
        case "text:change-start", "text:change-end", "text:change": read(change: node)
        case "text:note": read(note: node)
        case "office:annotation": read(comment: node)
        case "office:annotation-end":
            if let place = part.attribute(node, "office:name").flatMap({ commentPlaces[$0] }) {
                openComments.remove(place)
            }
        case "draw:text-box", "draw:custom-shape": later.append((node, .box, nil, changes))
        case "text:p", "text:h", "text:tracked-changes", "text:note-citation", "dc:creator", "dc:date", "svg:title":
            break
        default: inline(node)
        }
    }

    /// A text with white space as OpenDocument has it (6.1.2): runs are one space, and none stands at the beginning.
    private mutating func collapsed(_ text: String) -> String {
        var collapsed = String.UnicodeScalarView()
        for letter in text.unicodeScalars {
            let isSpace = letter == " " || letter == "\n" || letter == "\t" || letter == "\r"
            if !isSpace { collapsed.append(letter) } else if !endsInSpace { collapsed.append(" ") }
            endsInSpace = isSpace
        }
        return String(collapsed)
    }

    private mutating func add(_ text: String, reading: String? = nil) {
        guard !text.isEmpty else { return }
        for change in changes.suffix(DocumentLimits.nested) where content.changes[change].kind != .format {
            content.changes[change].text += text
        }
        for comment in openComments {
            let room = DocumentLimits.anchor - content.comments[comment].anchor.count
            content.comments[comment].anchor += text.prefix(room)
            if text.count >= room { openComments.remove(comment) }
        }
        content.events.append(.run(DocumentContent.Run(text: text, changes: changes, reading: reading)))
    }

    private mutating func read(ruby node: Int) {
        guard let base = part.child(node, "text:ruby-base") else { return }
        let first = content.events.count
        inline(base)
        let reading = part.child(node, "text:ruby-text").map { part.allText($0) }
        for place in content.events.indices[first...] {
            guard case .run(var run) = content.events[place] else { continue }
            run.reading = reading
            content.events[place] = .run(run)
            return
        }
    }

    private mutating func read(change node: Int) {
        guard let name = part.attribute(node, "text:change-id"), let region = regions[name] else { return }
        if content.changes[region.change].paragraph == 0 { content.changes[region.change].paragraph = paragraph }
        switch part.name(node) {
        case "text:change-start":
            guard changes.count < DocumentLimits.openChanges else {
                let what = "more than \(DocumentLimits.openChanges) changes are open at one place"
                fault = fault ?? DocumentFault(.tooLarge, part: part.name, what)
                return
            }
            changes.append(region.change)
        case "text:change-end": changes.removeAll { $0 == region.change }
        default:
            guard let deletion = region.deletion else { return }
            // What was deleted was deleted once.
            regions[name]?.deletion = nil
            read(deletion: deletion, region.change)
        }
    }

    private mutating func read(note node: Int) {
        guard let body = part.child(node, "text:note-body") else { return }
        let place: DocumentParagraph.Place =
            part.attribute(node, "text:note-class") == "endnote" ? .endnote : .footnote
        let name = "note \(node)"
        content.events.append(.note(name, changes))
        later.append((body, place, name, changes))
    }

    private mutating func read(comment node: Int) {
        let name = part.attribute(node, "office:name") ?? "\(content.comments.count)"
        let date = part.child(node, "dc:date").map { part.allText($0) } ?? ""
        let paragraphs = part.children(node).filter { part.name($0) == "text:p" || part.name($0) == "text:list" }
        content.comments.append(
            DocumentComment(
                id: name,
                parent: part.attribute(node, "loext:parent-name"),
                isDone: part.attribute(node, "loext:resolved") == "true",
                side: part.child(node, "dc:creator").map { part.allText($0) } ?? "",
                instant: date.hasSuffix("Z") ? date : nil,
                local: WordDate.local(date),
                text: paragraphs.map { part.allText($0) }.joined(separator: "\n"),
                anchor: "",
                paragraph: paragraph
            )
        )
        commentPlaces[name] = content.comments.count - 1
        // Only one with a name of its own has an end.
        if part.attribute(node, "office:name") != nil { openComments.insert(content.comments.count - 1) }
    }
}
