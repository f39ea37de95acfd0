/// Reads a text of OpenDocument as what happens in it (OpenDocument 1.3, part 3, chapters 4 to 6).
///
/// What was deleted stands apart from the text (5.5): it is read where its place is.
struct OpenReader {
    let lists: OpenLists
    var content = DocumentContent()
    /// The part that is read.
    var part: XMLPart
    /// The changed regions, by their names.
    var regions: [String: Region] = [:]
    /// The changes that are open, in the order in which they began.
    var changes: [Int] = []
    /// The paragraph that is read, from 1.
    var paragraph = 1
    /// Whether a space would be one too many: at the beginning of a paragraph, and behind another.
    var endsInSpace = true
    /// Boxes and notes that come behind the text.
    var later: [(node: Int, place: DocumentParagraph.Place, note: String?, changes: [Int])] = []
    var openComments: Set<Int> = []
    var commentPlaces: [String: Int] = [:]
    /// The list that paragraphs are in; nil where they are in none.
    var list: OpenLists.Place?
    /// What is too much of the document.
    var fault: DocumentFault?

    struct Region {
        var change: Int
        /// What was deleted; nil for what was put in.
        var deletion: Int?
    }

    /// Whether a package is one of OpenDocument.
    static func isOpen(_ package: DocumentPackage) -> Bool {
        package.has("content.xml") && !package.has("[Content_Types].xml")
    }

    /// Reads a document.
    /// - Throws: `DocumentFault`.
    static func read(_ package: DocumentPackage) throws(DocumentFault) -> DocumentContent {
        if let manifest = try package.part("META-INF/manifest.xml"),
            manifest.names.contains("manifest:encryption-data")
        {
            throw DocumentFault(.encrypted, part: "META-INF/manifest.xml", "the document is encrypted")
        }
        guard let part = try package.part("content.xml") else {
            throw DocumentFault(.missing, part: "content.xml", "it is not there")
        }
        guard part.name(XMLPart.root) == "office:document-content",
            let body = part.child(XMLPart.root, "office:body").flatMap({ part.child($0, "office:text") })
        else { throw DocumentFault(.unknownKind, part: "content.xml", "it is no text of OpenDocument") }
        let styles = try package.part("styles.xml")
        var reader = OpenReader(part, OpenLists(part, styles))
        reader.readRegions(body)
        reader.blocks(body)
        reader.readLater()
        if let styles { reader.readPages(styles) }
        if let fault = reader.fault { throw fault }
        reader.content.lists = reader.lists.read
        return reader.content
    }

    private init(_ part: XMLPart, _ lists: OpenLists) { (self.part, self.lists) = (part, lists) }

    /// Heads and feet of pages.
    private mutating func readPages(_ styles: XMLPart) {
        part = styles
        (changes, openComments, regions) = ([], [], [:])
        guard let master = part.child(XMLPart.root, "office:master-styles") else { return }
        for page in part.children(master, named: "style:master-page") {
            for (name, place) in [("style:header", DocumentParagraph.Place.header), ("style:footer", .footer)] {
                for node in part.children(page, named: name) {
                    content.events.append(.place(place, note: nil))
                    blocks(node)
                }
            }
        }
        readLater()
    }

    private mutating func readRegions(_ body: Int) {
        guard let tracked = part.child(body, "text:tracked-changes") else { return }
        for region in part.children(tracked, named: "text:changed-region") {
            guard let name = part.attribute(region, "xml:id") ?? part.attribute(region, "text:id"),
                let node = part.children(region).first(where: { !part.isText($0) })
            else { continue }
            let kind: DocumentChange.Kind =
                switch part.name(node) {
                case "text:insertion": .inserted
                case "text:deletion": .deleted
                default: .format
                }
            let info = part.child(node, "office:change-info")
            let date = info.flatMap { part.child($0, "dc:date") }.map { part.allText($0) } ?? ""
            content.changes.append(
                DocumentChange(
                    kind: kind,
                    side: info.flatMap { part.child($0, "dc:creator") }.map { part.allText($0) } ?? "",
                    instant: date.hasSuffix("Z") ? date : nil,
                    local: WordDate.local(date),
                    paragraph: 0,
                    text: ""
                )
            )
            let change = content.changes.count - 1
            regions[name] = Region(change: change, deletion: kind == .deleted ? node : nil)
        }
    }

    private mutating func readLater() {
        var next = 0
        while next < later.count {
            let one = later[next]
            content.events.append(.place(one.place, note: one.note))
            changes = one.changes
            list = nil
            blocks(one.node)
            next += 1
        }
        (later, changes) = ([], [])
    }

    // MARK: - Blocks

    mutating func blocks(_ node: Int) {
        for child in part.children(node) {
            switch part.name(child) {
            case "text:p": read(paragraph: child, heading: nil)
            case "text:h":
                read(paragraph: child, heading: part.attribute(child, "text:outline-level").flatMap { Int($0) } ?? 1)
            case "text:list": read(list: child)
            case "table:table": read(table: child)
            case "text:tracked-changes", "office:change-info", "office:forms": break
            case "text:change-start", "text:change-end", "text:change", "draw:frame", "draw:custom-shape":
                inline(one: child)
            default: if !part.isText(child) { blocks(child) }
            }
        }
    }

    private mutating func read(paragraph node: Int, heading: Int?) {
        endsInSpace = true
        let first = list?.takesNumber ?? true
        list?.takesNumber = false
        inline(node)
        var mark = DocumentContent.Mark(changes: changes, style: part.attribute(node, "text:style-name") ?? "")
        mark.heading = heading
        if let list { mark.numbering = first ? NumberingLists.Place(list: list.key, level: list.level) : nil }
        if let heading, mark.numbering == nil, part.attribute(node, "text:is-list-header") != "true" {
            mark.numbering = NumberingLists.Place(list: OpenLists.outline, level: heading - 1)
        }
        for change in changes.suffix(DocumentLimits.nested) where content.changes[change].kind != .format {
            content.changes[change].text += "\n"
        }
        content.events.append(.mark(mark))
        paragraph += 1
    }

    private mutating func read(list node: Int) {
        let outer = list
        let level = outer.map { $0.level + 1 } ?? 0
        let style = part.attribute(node, "text:style-name") ?? outer?.style ?? ""
        var place = outer ?? lists.begin(part, node, style)
        (place.level, place.style) = (level, style)
        if outer != nil, style != outer?.style { place.key = lists.begin(part, node, style).key }
        for item in part.children(node) {
            let isItem = part.name(item) == "text:list-item"
            guard isItem || part.name(item) == "text:list-header" else { continue }
            var own = place
            own.takesNumber = isItem
            if let start = part.attribute(item, "text:start-value").flatMap({ Int($0) }) {
                place.key = lists.restarted(place, at: start)
                own.key = place.key
            }
            list = own
            blocks(item)
        }
        list = outer
    }

    private mutating func read(table: Int) {
        let outer = list
        list = nil
        content.events.append(.tableStart)
        rows(table)
        content.events.append(.tableEnd)
        list = outer
    }

    private mutating func rows(_ node: Int) {
        for child in part.children(node) {
            switch part.name(child) {
            case "table:table-row":
                content.events.append(.rowStart(changes))
                for cell in part.children(child)
                where part.name(cell) == "table:table-cell" || part.name(cell) == "table:covered-table-cell" {
                    content.events.append(.cellStart([]))
                    blocks(cell)
                    content.events.append(.cellEnd)
                }
                content.events.append(.rowEnd)
            default: if !part.isText(child) { rows(child) }
            }
        }
    }

    /// Reads what was deleted, where its place is: its last paragraph ends where the one does that it stands in.
    mutating func read(deletion node: Int, _ change: Int) {
        let (outer, hadSpace) = (list, endsInSpace)
        list = nil
        changes.append(change)
        blocks(node)
        changes.removeLast()
        if case .mark? = content.events.last {
            content.events.removeLast()
            paragraph -= 1
            if content.changes[change].text.hasSuffix("\n") { content.changes[change].text.removeLast() }
        }
        (list, endsInSpace) = (outer, hadSpace)
    }
}
