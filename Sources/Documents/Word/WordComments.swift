/// Reads the comments of a document and their threads (ECMA-376-1, 17.13.4; [MS-DOCX] 2.5.1.33 and 2.8).
enum WordComments {
    static func read(_ word: WordPackage) throws(DocumentFault) -> [DocumentComment] {
        guard let part = try word.part("comments") else { return [] }
        var comments: [DocumentComment] = []
        // The last paragraph of a comment stands for it in the other parts.
        var ids: [String: String] = [:]
        var places: [Int] = []
        for node in part.children(XMLPart.root, named: "w:comment") {
            let paragraphs = part.children(node).filter { part.name($0) == "w:p" }
            let id = part.attribute(node, "w:id") ?? ""
            if let last = paragraphs.last.flatMap({ part.attribute($0, "w14:paraId") }) { ids[last] = id }
            places.append(node)
            comments.append(
                DocumentComment(
                    id: id,
                    parent: nil,
                    isDone: false,
                    side: part.attribute(node, "w:author") ?? "",
                    instant: part.attribute(node, "w16du:dateUtc"),
                    local: WordDate.local(part.attribute(node, "w:date")),
                    text: paragraphs.map { WordText.of(part, $0) }.joined(separator: "\n"),
                    anchor: "",
                    paragraph: 0
                )
            )
        }
        let known = Dictionary(comments.indices.map { (comments[$0].id, $0) }) { first, _ in first }
        if let threads = try word.part("commentsExtended") {
            for node in threads.children(XMLPart.root, named: "w15:commentEx") {
                guard let place = threads.attribute(node, "w15:paraId").flatMap({ ids[$0] }).flatMap({ known[$0] })
                else { continue }
                comments[place].isDone = ["1", "true"].contains(threads.attribute(node, "w15:done"))
                comments[place].parent = threads.attribute(node, "w15:paraIdParent").flatMap { ids[$0] }
            }
        }
        try readInstants(word, ids, known, &comments)
        return comments
    }

    /// Instants stand in a part of their own, under names that yet another part gives.
    private static func readInstants(
        _ word: WordPackage,
        _ ids: [String: String],
        _ known: [String: Int],
        _ comments: inout [DocumentComment]
    ) throws(DocumentFault) {
        guard let names = try word.part("commentsIds"), let times = try word.part("commentsExtensible") else {
            return
        }
        var instants: [String: String] = [:]
        for node in times.children(XMLPart.root, named: "w16cex:commentExtensible") {
            if let name = times.attribute(node, "w16cex:durableId") {
                instants[name] = times.attribute(node, "w16cex:dateUtc")
            }
        }
        for node in names.children(XMLPart.root, named: "w16cid:commentId") {
            guard let place = names.attribute(node, "w16cid:paraId").flatMap({ ids[$0] }).flatMap({ known[$0] }),
                let instant = names.attribute(node, "w16cid:durableId").flatMap({ instants[$0] })
            else { continue }
            comments[place].instant = instant
        }
    }
}

/// Times of changes and comments.
enum WordDate {
    /// `w:date` without the letter that means nothing.
    static func local(_ date: String?) -> String {
        guard let date else { return "" }
        return date.hasSuffix("Z") ? String(date.dropLast()) : date
    }
}

/// The letters of an element, whatever changes they are part of.
enum WordText {
    static func of(_ part: XMLPart, _ node: Int) -> String {
        switch WordTag(rawValue: part.name(node)) {
        case .text, .deletedText, .mathText: part.allText(node)
        case .tab, .placedTab: part.isProperty(node) ? "" : "\t"
        case .lineBreak, .carriageReturn: "\n"
        case .rubyText, .paragraphProperties, .runProperties, .instruction, .deletedInstruction: ""
        default: part.isText(node) ? "" : part.children(node).reduce(into: "") { $0 += of(part, $1) }
        }
    }
}

extension XMLPart {
    /// Whether a tab is a place for one (`w:tabs`), and none.
    func isProperty(_ node: Int) -> Bool { attribute(node, "w:pos") != nil }
}
