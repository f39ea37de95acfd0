/// A text of the agreement language with its name, cut into lines.
public struct SourceFile: Sendable {
    /// The name that diagnostics show, such as a path.
    public let name: String
    /// The lines without their line feeds, as characters, so that a column counts what a reader sees.
    public let lines: [[Character]]

    /// A file.
    /// - Parameters:
    ///   - name: the name that diagnostics show.
    ///   - text: the content; `\n` and `\r\n` end a line.
    public init(name: String, text: String) {
        self.name = name
        var lines: [[Character]] = [[]]
        for character in text {
            if character == "\n" || character == "\r\n" {
                lines.append([])
            } else {
                lines[lines.count - 1].append(character)
            }
        }
        self.lines = lines
    }
}

/// A stretch of one line of a file.
public struct SourceSpan: Sendable, Hashable {
    /// The name of the file.
    public var file: String
    /// The line, from 1.
    public var line: Int
    /// The first character, from 1.
    public var column: Int
    /// The number of characters; at least 1.
    public var length: Int

    /// A stretch of a line.
    /// - Parameters:
    ///   - file: the name of the file.
    ///   - line: the line, from 1.
    ///   - column: the first character, from 1.
    ///   - length: the number of characters.
    public init(file: String, line: Int, column: Int, length: Int) {
        self.file = file
        self.line = line
        self.column = column
        self.length = max(length, 1)
    }

    /// From the start of this span to the end of another one on the same line; this span if it is on another line.
    func joined(with other: SourceSpan) -> SourceSpan {
        guard other.line == line, other.column >= column else { return self }
        return SourceSpan(file: file, line: line, column: column, length: other.column + other.length - column)
    }
}
