/// A text of the agreement language with its name, cut into lines.
public struct SourceFile: Sendable {
    /// The name that diagnostics show, such as a path.
    public let name: String
    /// The text in UTF-8.
    let bytes: [UInt8]
    /// Where the lines stand, without their ends.
    let lines: [Range<Int>]

    /// A file.
    /// - Parameters:
    ///   - name: the name that diagnostics show.
    ///   - text: the content; `\n` and `\r\n` end a line.
    public init(name: String, text: String) {
        self.name = name
        let bytes = Array(text.utf8)
        var lines: [Range<Int>] = []
        var start = 0
        for place in bytes.indices where bytes[place] == UInt8(ascii: "\n") {
            let hasReturn = place > start && bytes[place - 1] == UInt8(ascii: "\r")
            lines.append(start..<(hasReturn ? place - 1 : place))
            start = place + 1
        }
        lines.append(start..<bytes.count)
        (self.bytes, self.lines) = (bytes, lines)
    }

    /// How many lines it has; one for a file without a line feed.
    public var lineCount: Int { lines.count }

    /// The text with a line feed at the end of each line.
    public var text: String { lines.map { text(of: $0) }.joined(separator: "\n") }

    /// A stretch of the file as text.
    func text(of range: Range<Int>) -> String { String(decoding: bytes[range], as: UTF8.self) }
}

/// Which character of a line a byte belongs to: a column counts what a reader sees.
struct LineColumns {
    private let start: Int
    /// The number of the character for each byte, and their number at the end; nil if each byte is a character.
    private let characters: [Int32]?

    init(_ file: SourceFile, _ line: Range<Int>) {
        start = line.lowerBound
        guard file.bytes[line].contains(where: { $0 >= 0x80 || $0 == 0x0D }) else {
            characters = nil
            return
        }
        var numbers: [Int32] = []
        numbers.reserveCapacity(line.count + 1)
        var number: Int32 = 0
        for character in file.text(of: line) {
            numbers.append(contentsOf: repeatElement(number, count: character.utf8.count))
            number += 1
        }
        characters = numbers + [number]
    }

    /// The number of the character that a byte belongs to, from 0.
    func column(of byte: Int) -> Int {
        guard let characters else { return byte - start }
        return Int(characters[min(byte - start, characters.count - 1)])
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
