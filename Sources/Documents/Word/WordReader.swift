/// Reads a Word document as what happens in it, from its beginning to its end (ECMA-376-1, 17.3 to 17.13).
struct WordReader {
    let word: WordPackage
    let styles: WordStyles
    let numbering: WordNumbering.Reading
    var content = DocumentContent()
    /// The part that is read, and what its names mean.
    var part: XMLPart
    private var tags: [WordTag]
    /// The changes that are open, the outermost first.
    var changes: [Int] = []
    /// Whether an instruction, or what it gave, is read of each open field.
    var fields: [FieldState] = []
    /// How many open fields are still being asked.
    var instructions = 0
    /// Comments that are about what comes now, with their places in the list.
    var openComments: Set<Int> = []
    var commentPlaces: [String: Int] = [:]
    /// The paragraph that is read, from 1.
    var paragraph = 1
    /// Boxes that come behind the text, with the changes around them.
    var boxes: [(node: Int, changes: [Int])] = []
    /// The notes that something refers to, in order.
    var notes: [(place: DocumentParagraph.Place, id: String)] = []

    enum FieldState {
        case instruction(String)
        case result
    }

    /// Reads a document.
    /// - Throws: `DocumentFault`.
    static func read(_ package: DocumentPackage) throws(DocumentFault) -> DocumentContent {
        let word = try WordPackage(package)
        guard let main = try package.part(word.main) else {
            throw DocumentFault(.missing, part: word.main, "it is not there")
        }
        guard main.name(XMLPart.root) == "w:document", let body = main.child(XMLPart.root, "w:body") else {
            throw DocumentFault(.unknownKind, part: word.main, "it is no document of WordprocessingML")
        }
        var reader = WordReader(
            word,
            main,
            WordStyles(try word.part("styles")),
            WordNumbering.read(try word.part("numbering"))
        )
        reader.content.lists = reader.numbering.lists
        reader.content.comments = try WordComments.read(word)
        for (place, comment) in reader.content.comments.enumerated() { reader.commentPlaces[comment.id] = place }
        reader.blocks(body)
        reader.readBoxes()
        try reader.readNotes("footnotes", "w:footnote", .footnote)
        try reader.readNotes("endnotes", "w:endnote", .endnote)
        for (type, place) in [("header", DocumentParagraph.Place.header), ("footer", .footer)] {
            for name in word.names(type) {
                guard let part = try package.part(name) else { continue }
                reader.turn(to: part)
                reader.content.events.append(.place(place, note: nil))
                reader.blocks(XMLPart.root)
                reader.readBoxes()
            }
        }
        return reader.content
    }

    private init(_ word: WordPackage, _ part: XMLPart, _ styles: WordStyles, _ numbering: WordNumbering.Reading) {
        (self.word, self.part, self.styles, self.numbering) = (word, part, styles, numbering)
        tags = Self.tags(part)
    }

    private static func tags(_ part: XMLPart) -> [WordTag] { part.names.map { WordTag(rawValue: $0) ?? .other } }

    func tag(_ node: Int) -> WordTag {
        let name = part.nodes[node].name
        return name < 0 ? .other : tags[Int(name)]
    }

    private mutating func turn(to part: XMLPart) {
        self.part = part
        tags = Self.tags(part)
        (changes, fields, openComments, instructions) = ([], [], [], 0)
    }

    private mutating func readBoxes() {
        // Boxes in boxes come behind them.
        var next = 0
        while next < boxes.count {
            content.events.append(.place(.box, note: nil))
            changes = boxes[next].changes
            blocks(boxes[next].node)
            next += 1
        }
        (boxes, changes) = ([], [])
    }

    private mutating func readNotes(_ type: String, _ element: String, _ place: DocumentParagraph.Place)
        throws(DocumentFault)
    {
        let wanted = notes.filter { $0.place == place }
        guard !wanted.isEmpty, let part = try word.part(type) else { return }
        turn(to: part)
        var nodes: [String: Int] = [:]
        for node in part.children(XMLPart.root, named: element) {
            if let id = part.attribute(node, "w:id") { nodes[id] = node }
        }
        var read: Set<String> = []
        for note in wanted {
            guard read.insert(note.id).inserted, let node = nodes[note.id] else { continue }
            content.events.append(.place(place, note: Self.noteName(place, note.id)))
            blocks(node)
            readBoxes()
        }
    }

    static func noteName(_ place: DocumentParagraph.Place, _ id: String) -> String { "\(place.rawValue) \(id)" }

    // MARK: - Blocks

    /// Paragraphs and tables, and what is around them.
    mutating func blocks(_ node: Int) {
        for child in part.children(node) {
            switch tag(child) {
            case .paragraph: read(paragraph: child)
            case .table: read(table: child)
            case .controlProperties, .paragraphProperties, .runProperties: break
            case .section: note(child, of: .sectionChange, as: .format)
            case .alternatives: chosen(child).map { blocks($0) }
            case .inserted, .deleted, .movedHere, .movedAway: within(child) { $0.blocks(child) }
            case .commentStart, .commentEnd, .controlInserted, .controlDeleted: inline(one: child)
            case .text, .run: break
            default: if !part.isText(child) { blocks(child) }
            }
        }
    }

    private mutating func read(table: Int) {
        content.events.append(.tableStart)
        rows(table)
        content.events.append(.tableEnd)
    }

    private mutating func rows(_ node: Int) {
        for child in part.children(node) {
            switch tag(child) {
            case .row: read(row: child)
            case .tableChange, .gridChange: add(child, .format)
            case .paragraph, .controlProperties: break
            default: if !part.isText(child) { rows(child) }
            }
        }
    }

    private mutating func read(row: Int) {
        var marks: [Int] = []
        if let properties = part.children(row).first(where: { tag($0) == .rowProperties }) {
            for child in part.children(properties) {
                switch part.name(child) {
                case "w:ins": marks.append(add(child, .rowInserted))
                case "w:del": marks.append(add(child, .rowDeleted))
                case "w:trPrChange": add(child, .format)
                default: break
                }
            }
        }
        content.events.append(.rowStart(changes + marks))
        cells(row)
        content.events.append(.rowEnd)
    }

    private mutating func cells(_ node: Int) {
        for child in part.children(node) {
            switch tag(child) {
            case .cell: read(cell: child)
            case .rowExceptionChange: add(child, .format)
            case .rowProperties, .controlProperties, .paragraph: break
            default: if !part.isText(child) { cells(child) }
            }
        }
    }

    private mutating func read(cell: Int) {
        var marks: [Int] = []
        if let properties = part.children(cell).first(where: { tag($0) == .cellProperties }) {
            for child in part.children(properties) {
                switch part.name(child) {
                case "w:cellIns": marks.append(add(child, .cellInserted))
                case "w:cellDel": marks.append(add(child, .cellDeleted))
                case "w:cellMerge": add(child, .cellMerged)
                case "w:tcPrChange": add(child, .format)
                default: break
                }
            }
        }
        content.events.append(.cellStart(marks))
        blocks(cell)
        content.events.append(.cellEnd)
    }

    /// What is read of several forms of one thing: the first that somebody may choose, else the last resort
    /// (ECMA-376-3, 7.5).
    func chosen(_ node: Int) -> Int? {
        part.child(node, "mc:Choice") ?? part.child(node, "mc:Fallback")
    }

    // MARK: - Changes

    /// Reads what is inside a change.
    mutating func within(_ node: Int, _ body: (inout WordReader) -> Void) {
        let kind: DocumentChange.Kind =
            switch tag(node) {
            case .inserted: .inserted
            case .deleted: .deleted
            case .movedHere: .movedHere
            default: .movedAway
            }
        changes.append(add(node, kind))
        body(&self)
        changes.removeLast()
    }

    /// Adds a change to the list.
    @discardableResult
    mutating func add(_ node: Int, _ kind: DocumentChange.Kind) -> Int {
        content.changes.append(
            DocumentChange(
                kind: kind,
                side: part.attribute(node, "w:author") ?? "",
                instant: part.attribute(node, "w16du:dateUtc"),
                local: WordDate.local(part.attribute(node, "w:date")),
                paragraph: paragraph,
                text: ""
            )
        )
        return content.changes.count - 1
    }

    /// Adds the changes of one kind that stand in an element.
    mutating func note(_ node: Int, of wanted: WordTag, as kind: DocumentChange.Kind) {
        for child in part.children(node) where tag(child) == wanted { add(child, kind) }
    }
}
