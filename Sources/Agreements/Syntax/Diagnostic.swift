public import JSON

/// What is wrong or doubtful in an agreement file, where, and what to write instead.
public struct Diagnostic: Sendable, Hashable {
    /// How much it matters.
    public enum Severity: String, Sendable {
        /// The set cannot be used.
        case error
        /// The set can be used; what is meant may differ from what is written.
        case warning
    }

    /// A stable word for the kind of fault; `Documentation/agreements.md` lists them.
    public var code: String
    /// How much it matters.
    public var severity: Severity
    /// The stretch that is underlined.
    public var span: SourceSpan
    /// What is wrong.
    public var message: String
    /// What to write instead, if there is one answer.
    public var help: String?

    /// A diagnostic.
    /// - Parameters:
    ///   - code: a stable word.
    ///   - severity: how much it matters.
    ///   - span: the stretch that is underlined.
    ///   - message: what is wrong.
    ///   - help: what to write instead.
    public init(_ code: String, _ severity: Severity, _ span: SourceSpan, _ message: String, help: String? = nil) {
        self.code = code
        self.severity = severity
        self.span = span
        self.message = Self.cut(message)
        self.help = help.map(Self.cut)
    }

    /// What a file says may stand in a message, at a length that people read.
    private static func cut(_ text: String) -> String {
        guard text.utf8.count > AccordLimits.message, text.count > AccordLimits.message else { return text }
        return text.prefix(AccordLimits.message) + "…"
    }

    /// The diagnostic for people: headline, place, the line with the stretch underlined, and help.
    /// - Parameter file: the file that it is about; without it the line is not shown.
    /// - Returns: several lines.
    public func rendered(in file: SourceFile?) -> String {
        let number = String(span.line)
        let gutter = String(repeating: " ", count: number.count)
        var text = "\(severity.rawValue)[\(code)]: \(message)\n"
        text += "\(gutter)--> \(span.file):\(span.line):\(span.column)\n"
        if let file, file.lines.indices.contains(span.line - 1) {
            let line = file.lines[span.line - 1]
            let (before, marked, shown) = window(file.text(of: line))
            let indent = before.map { String(repeating: " ", count: DisplayWidth.of($0)) }.joined()
            let width = max(marked.map(DisplayWidth.of).reduce(0, +), 1)
            text += "\(gutter) |\n"
            text += "\(number) | \(String(shown.map { $0 == "\t" ? " " : $0 }))\n"
            text += "\(gutter) | \(indent)\(String(repeating: "^", count: width))\n"
        }
        if let help {
            text += "\(gutter) = help: \(help)\n"
        }
        return text
    }

    /// What stands before the underlined stretch, the stretch, and all that is shown: of a long line only what is near.
    private func window(_ text: String) -> (before: [Character], marked: [Character], shown: [Character]) {
        let most = AccordLimits.shownLine
        // A long line is not read to its end for each of its faults.
        let characters = Array(text.prefix(span.column - 1 + most))
        let start = span.column - 1 > most / 2 && characters.count > most ? span.column - 1 - most / 2 : 0
        let mark = min(max(span.column - 1, start), characters.count)
        let shown = characters[start..<min(characters.count, start + most)]
        return (
            Array(characters[start..<mark]), Array(shown[min(mark, shown.endIndex)...].prefix(span.length)),
            Array(shown)
        )
    }

    /// The diagnostic as JSON.
    public var json: JSONTree {
        .members([
            "code": .string(code), "severity": .string(severity.rawValue), "file": .string(span.file),
            "line": .integer(span.line), "column": .integer(span.column), "length": .integer(span.length),
            "message": .string(message), "help": help.map { .string($0) },
        ])
    }
}

/// How many cells of a terminal a character takes, so that an underline stands under what it means.
enum DisplayWidth {
    /// 2 for the wide scripts of East Asia (Unicode Standard Annex 11, W and F), else 1.
    static func of(_ character: Character) -> Int {
        guard let scalar = character.unicodeScalars.first else { return 0 }
        return wide.contains { $0.contains(scalar.value) } ? 2 : 1
    }

    private static let wide: [ClosedRange<UInt32>] = [
        0x1100...0x115F, 0x2E80...0x303E, 0x3041...0x33FF, 0x3400...0x4DBF, 0x4E00...0x9FFF, 0xA000...0xA4CF,
        0xA960...0xA97F, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE6F, 0xFF00...0xFF60, 0xFFE0...0xFFE6,
        0x20000...0x3FFFD,
    ]
}
