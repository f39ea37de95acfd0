/// Cuts a file into lines of tokens, and the lines into a tree by their indentation.
///
/// It never stops at a fault: a line that cannot be read is reported and left out, and the next one is tried.
struct AccordLexer {
    private let file: SourceFile
    private(set) var diagnostics: [Diagnostic] = []

    init(_ file: SourceFile) {
        self.file = file
    }

    private struct Raw {
        var indent: Int
        var line: AccordLine
    }

    /// The lines that are not indented, each with what is under it.
    mutating func tree() -> [AccordLine] {
        var raws: [Raw] = []
        var isSeparated = false
        for (index, characters) in file.lines.enumerated() {
            let indent = characters.prefix { $0 == " " || $0 == "\t" }.count
            guard indent < characters.count else {
                isSeparated = true
                continue
            }
            if let tab = characters.prefix(indent).firstIndex(of: "\t") {
                let span = SourceSpan(file: file.name, line: index + 1, column: tab + 1, length: 1)
                report("tab-indent", span, "a tab indents this line", help: "indent with two spaces")
            }
            if let line = read(characters, index: index, indent: indent, isSeparated: isSeparated) {
                raws.append(Raw(indent: indent, line: line))
            }
            isSeparated = false
        }
        var place = 0
        return nest(raws, &place, indent: 0, depth: 0)
    }

    /// The lines from `place` on that are indented by `indent` or less than their parent's children would be.
    private mutating func nest(_ raws: [Raw], _ place: inout Int, indent: Int, depth: Int) -> [AccordLine] {
        var lines: [AccordLine] = []
        while place < raws.count, raws[place].indent >= indent {
            let raw = raws[place]
            if raw.indent > indent {
                if raw.line.tokens.isEmpty {
                    lines.append(raw.line)
                    place += 1
                    continue
                }
                guard let last = lines.indices.last, !lines[last].tokens.isEmpty, lines[last].children.isEmpty,
                    depth < 4
                else {
                    let message = "the indentation of this line fits no line above"
                    report("indent", raw.line.span, message, help: "line it up with the line it belongs beside")
                    lines.append(raw.line)
                    place += 1
                    continue
                }
                lines[last].children = nest(raws, &place, indent: raw.indent, depth: depth + 1)
            } else {
                lines.append(raw.line)
                place += 1
            }
        }
        return lines
    }

    private mutating func report(_ code: String, _ span: SourceSpan, _ message: String, help: String? = nil) {
        diagnostics.append(Diagnostic(code, .error, span, message, help: help))
    }

    private mutating func read(_ line: [Character], index: Int, indent: Int, isSeparated: Bool) -> AccordLine? {
        var tokens: [AccordToken] = []
        var comment: String?
        var place = indent
        func span(_ start: Int, _ end: Int) -> SourceSpan {
            SourceSpan(file: file.name, line: index + 1, column: start + 1, length: end - start)
        }
        while place < line.count {
            let character = line[place]
            let start = place
            switch character {
            case " ", "\t": place += 1
            case "#":
                comment = String(line[start...]).trimmingTrailingSpace
                place = line.count
            case ",", "=":
                place += 1
                tokens.append(
                    AccordToken(
                        kind: character == "," ? .comma : .equals,
                        text: String(character),
                        span: span(start, place)
                    )
                )
            case "\"":
                var text = ""
                place += 1
                var isClosed = false
                while place < line.count {
                    if line[place] == "\\", place + 1 < line.count {
                        text.append(line[place + 1])
                        place += 2
                    } else if line[place] == "\"" {
                        isClosed = true
                        place += 1
                        break
                    } else {
                        text.append(line[place])
                        place += 1
                    }
                }
                if !isClosed {
                    report(
                        "quote-open",
                        span(start, line.count),
                        "this quoted text is not closed",
                        help: "end it with `\"`"
                    )
                }
                tokens.append(AccordToken(kind: .quoted, text: text, span: span(start, place)))
            default:
                while place < line.count, !Self.endsWord(line[place]) {
                    place += 1
                }
                var text = line[start..<place]
                if text == [":"], !tokens.isEmpty, !tokens.contains(where: { $0.kind == .colon }) {
                    // Behind a quoted text the colon stands alone.
                    tokens.append(AccordToken(kind: .colon, text: ":", span: span(start, place)))
                    continue
                }
                let isHeadEnd = text.count > 1 && text.last == ":" && !tokens.contains { $0.kind == .colon }
                if isHeadEnd {
                    text.removeLast()
                }
                let end = start + text.count
                tokens.append(AccordToken(kind: .word, text: String(text), span: span(start, end)))
                if isHeadEnd {
                    tokens.append(AccordToken(kind: .colon, text: ":", span: span(end, end + 1)))
                }
            }
        }
        for token in tokens {
            checkCharacters(token)
        }
        return AccordLine(tokens: tokens, comment: comment, isSeparated: isSeparated, span: span(indent, line.count))
    }

    /// Characters that are not seen, or that turn the direction of reading, have no place in a legal text.
    private mutating func checkCharacters(_ token: AccordToken) {
        for scalar in token.text.unicodeScalars {
            let category = scalar.properties.generalCategory
            if category == .control || category == .format || category == .privateUse || category == .unassigned {
                let name = String(scalar.value, radix: 16, uppercase: true)
                report(
                    "character",
                    token.span,
                    "a character that cannot be seen (U+\(name)) stands in this text",
                    help: "remove it"
                )
            }
        }
    }

    private static func endsWord(_ character: Character) -> Bool {
        character == " " || character == "\t" || character == "," || character == "=" || character == "\""
            || character == "#"
    }
}

extension String {
    /// The text without spaces at its end.
    var trimmingTrailingSpace: String {
        var text = self
        while text.last?.isWhitespace ?? false {
            text.removeLast()
        }
        return text
    }
}
