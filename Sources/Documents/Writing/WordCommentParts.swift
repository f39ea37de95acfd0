/// Writes the comments of a document, their threads and their instants.
struct WordCommentParts {
    private let comments: [DocumentDraft.Comment]
    private let places: [String: Int]

    init(_ comments: [DocumentDraft.Comment]) {
        self.comments = comments
        places = Dictionary(comments.enumerated().map { ($1.id, $0) }) { first, _ in first }
    }

    /// The parts, by what they are to the document.
    /// - Throws: `DocumentFault` for a character that XML has not.
    func parts() throws(DocumentFault) -> [(name: String, text: String)] {
        var (texts, threads, names, instants) = ("", "", "", "")
        for (place, comment) in comments.enumerated() {
            let paragraph = Self.identifier(place)
            let author = try XMLText.escaped(comment.side)
            // Each line is a paragraph; the last one has the name.
            let lines = comment.text.split(separator: "\n", omittingEmptySubsequences: false)
            texts += "<w:comment w:id=\"\(place)\" w:author=\"\(author)\" w:date=\"\(comment.instant)\">"
            for (number, line) in lines.enumerated() {
                let name = number == lines.count - 1 ? " w14:paraId=\"\(paragraph)\"" : ""
                let letters = try XMLText.escaped(String(line))
                texts += "<w:p\(name)><w:r><w:t xml:space=\"preserve\">\(letters)</w:t></w:r></w:p>"
            }
            texts += "</w:comment>"
            let parent =
                comment.parent.flatMap { places[$0] }.map { " w15:paraIdParent=\"\(Self.identifier($0))\"" } ?? ""
            threads += "<w15:commentEx w15:paraId=\"\(paragraph)\"\(parent) w15:done=\"\(comment.isDone ? 1 : 0)\"/>"
            names += "<w16cid:commentId w16cid:paraId=\"\(paragraph)\" w16cid:durableId=\"\(paragraph)\"/>"
            instants += """
                <w16cex:commentExtensible w16cex:durableId="\(paragraph)" w16cex:dateUtc="\(comment.instant)"/>
                """
        }
        let spaces = WordParts.spaces
        return [
            ("comments", "<w:comments \(spaces)>\(texts)</w:comments>"),
            ("commentsExtended", "<w15:commentsEx \(spaces)>\(threads)</w15:commentsEx>"),
            ("commentsIds", "<w16cid:commentsIds \(spaces)>\(names)</w16cid:commentsIds>"),
            ("commentsExtensible", "<w16cex:commentsExtensible \(spaces)>\(instants)</w16cex:commentsExtensible>"),
        ]
    }

    /// Eight hexadecimal digits, below 0x80000000.
    private static func identifier(_ place: Int) -> String {
        let digits = String(place + 1, radix: 16, uppercase: true)
        return String(repeating: "0", count: max(0, 8 - digits.count)) + digits
    }
}
