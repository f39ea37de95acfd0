/// A place in a JSON text, as people count it.
public struct JSONPosition: Sendable, Hashable {
    /// The line, from 1.
    public var line: Int
    /// The column in Unicode characters (scalars), from 1.
    public var column: Int

    /// A place in a text.
    /// - Parameters:
    ///   - line: the line, from 1.
    ///   - column: the column in characters, from 1.
    public init(line: Int = 1, column: Int = 1) {
        self.line = line
        self.column = column
    }

    /// The place reached after reading bytes that start here.
    /// - Parameter bytes: the UTF-8 bytes in between.
    /// - Returns: the place after the last of the bytes.
    /// - Complexity: O(*n*) in the number of bytes.
    public func advanced(over bytes: Span<UInt8>) -> JSONPosition {
        var position = self
        for index in bytes.indices {
            let byte = bytes[index]
            if byte == UInt8(ascii: "\n") {
                position.line += 1
                position.column = 1
            } else if byte & 0xC0 != 0x80 {
                position.column += 1
            }
        }
        return position
    }
}
