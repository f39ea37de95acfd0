/// Cuts a file into lines of tokens, and the lines into a tree by their indentation.
///
/// It never stops at a fault: a line that cannot be read is reported and left out, and the next one is tried.
struct AccordLexer {
    private let file: SourceFile
    private let isBounded: Bool
    private(set) var findings = Findings()

    /// - Parameters:
    ///   - file: the file.
    ///   - isBounded: whether lines have a limit, as in a text from outside.
    init(_ file: SourceFile, isBounded: Bool) {
        (self.file, self.isBounded) = (file, isBounded)
    }

    private struct Raw {
        var indent: Int
        var line: AccordLine
    }

    /// The lines that are not indented, each with what is under it.
    mutating func tree() -> [AccordLine] {
        var raws: [Raw] = []
        var isSeparated = false
        for (index, line) in file.lines.enumerated() {
            guard !findings.isFull else { break }
            let start = file.bytes[line].firstIndex { $0 != Self.space && $0 != Self.tab } ?? line.upperBound
            guard start < line.upperBound else {
                isSeparated = true
                continue
            }
            if isBounded, line.count > AccordLimits.lineBytes {
                let span = SourceSpan(file: file.name, line: index + 1, column: 1, length: 1)
                let message = "this line has \(line.count) bytes, and \(AccordLimits.lineBytes) are the most"
                report("line-long", span, message, help: "write what it says on several lines")
                continue
            }
            if let tab = file.bytes[line.lowerBound..<start].firstIndex(of: Self.tab) {
                let span = SourceSpan(file: file.name, line: index + 1, column: tab - line.lowerBound + 1, length: 1)
                report("tab-indent", span, "a tab indents this line", help: "indent with two spaces")
            }
            let read = read(line, index: index, start: start, isSeparated: isSeparated)
            raws.append(Raw(indent: start - line.lowerBound, line: read))
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
        findings.add(Diagnostic(code, .error, span, message, help: help))
    }

    /// The tokens of one line, read byte by byte: all that divides is ASCII.
    private mutating func read(_ line: Range<Int>, index: Int, start: Int, isSeparated: Bool) -> AccordLine {
        let columns = LineColumns(file, line)
        let number = index + 1
        let name = file.name
        func span(_ start: Int, _ end: Int) -> SourceSpan {
            let column = columns.column(of: start)
            return SourceSpan(file: name, line: number, column: column + 1, length: columns.column(of: end) - column)
        }
        var tokens: [AccordToken] = []
        var comment: String?
        var hasColon = false
        var place = start
        while place < line.upperBound {
            let start = place
            switch file.bytes[place] {
            case Self.space, Self.tab: place += 1
            case UInt8(ascii: "#"):
                comment = file.text(of: start..<line.upperBound).trimmingTrailingSpace
                checkSeen(comment ?? "", span(start, line.upperBound))
                place = line.upperBound
            case UInt8(ascii: ","), UInt8(ascii: "="):
                place += 1
                let isComma = file.bytes[start] == UInt8(ascii: ",")
                let kind = isComma ? AccordToken.Kind.comma : .equals
                tokens.append(AccordToken(kind: kind, text: isComma ? "," : "=", span: span(start, place)))
            case UInt8(ascii: "\""):
                let (text, end, isClosed) = quoted(from: start, to: line.upperBound)
                place = end
                if !isClosed {
                    let span = span(start, line.upperBound)
                    report("quote-open", span, "this quoted text is not closed", help: "end it with `\"`")
                }
                tokens.append(AccordToken(kind: .quoted, text: text, span: span(start, place)))
            default:
                while place < line.upperBound, !Self.endsWord(file.bytes[place]) { place += 1 }
                let isEnd = !hasColon && file.bytes[place - 1] == Self.colon
                // Behind a quoted text the colon stands alone.
                let end = isEnd && (place - start > 1 || !tokens.isEmpty) ? place - 1 : place
                if end > start {
                    tokens.append(AccordToken(kind: .word, text: file.text(of: start..<end), span: span(start, end)))
                }
                if end < place {
                    hasColon = true
                    tokens.append(AccordToken(kind: .colon, text: ":", span: span(end, place)))
                }
            }
        }
        for token in tokens where token.kind == .word || token.kind == .quoted { checkSeen(token.text, token.span) }
        let span = span(start, line.upperBound)
        return AccordLine(tokens: tokens, comment: comment, isSeparated: isSeparated, span: span)
    }

    /// The text between quotes from the first of them on, where it ends, and whether a second one ends it.
    private func quoted(from start: Int, to limit: Int) -> (text: String, end: Int, isClosed: Bool) {
        var bytes: [UInt8] = []
        var place = start + 1
        while place < limit {
            if file.bytes[place] == UInt8(ascii: "\\"), place + 1 < limit {
                bytes.append(file.bytes[place + 1])
                place += 2
            } else if file.bytes[place] == UInt8(ascii: "\"") {
                return (String(decoding: bytes, as: UTF8.self), place + 1, true)
            } else {
                bytes.append(file.bytes[place])
                place += 1
            }
        }
        return (String(decoding: bytes, as: UTF8.self), place, false)
    }

    /// Characters that are not seen, or that turn the direction of reading, have no place in a legal text.
    private mutating func checkSeen(_ text: String, _ span: SourceSpan) {
        guard text.utf8.contains(where: { $0 >= 0x7F || $0 < 0x20 }), let scalar = Lettering.unseen(in: text) else {
            return
        }
        let name = String(scalar.value, radix: 16, uppercase: true)
        report(
            "character",
            span,
            "a character that cannot be seen (U+\(name)) stands in this text",
            help: "remove it"
        )
    }

    private static let space = UInt8(ascii: " ")
    private static let tab = UInt8(ascii: "\t")
    private static let colon = UInt8(ascii: ":")

    private static func endsWord(_ byte: UInt8) -> Bool {
        byte == space || byte == tab || byte == UInt8(ascii: ",") || byte == UInt8(ascii: "=")
            || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "#")
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
