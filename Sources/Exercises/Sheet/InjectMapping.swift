/// What columns mean where their names do not say it.
public struct InjectMapping: Sendable, Hashable {
    /// A line of a mapping.
    public struct Line: Sendable, Hashable {
        /// The field; nil where the column is one's own.
        public var field: InjectField?
        /// The column: its name as it is written, or its letters.
        public var column: String

        /// A line.
        public init(field: InjectField?, column: String) { (self.field, self.column) = (field, column) }
    }

    /// Why a mapping is none.
    public struct Fault: Error, Sendable, Hashable, CustomStringConvertible {
        /// What is wrong, in words.
        public let description: String
    }

    /// The lines.
    ///
    /// What they do not name is found by the names of columns.
    public var lines: [Line]

    /// A mapping.
    public init(_ lines: [Line] = []) { self.lines = lines }

    /// Adds a line as people write one: `title=Inject Description`, `time=C`, `own=Type`; `-=Type` is the same.
    /// - Throws: `Fault` for what is none.
    public mutating func add(_ text: String) throws(Fault) {
        let parts = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map {
            Words.trimmed(String($0))
        }
        guard parts.count == 2, !parts[1].isEmpty else {
            throw Fault(description: "`\(text)` is no line of a mapping: write `field=column`")
        }
        if parts[0] == "own" || parts[0] == "-" {
            lines.append(Line(field: nil, column: parts[1]))
            return
        }
        guard let field = InjectField(rawValue: parts[0]) else {
            let names = InjectField.allCases.map(\.rawValue).joined(separator: ", ")
            throw Fault(description: "there is no field `\(parts[0])`: the fields are \(names), own")
        }
        guard !lines.contains(where: { $0.field == field }) else {
            throw Fault(description: "the field `\(parts[0])` has two columns")
        }
        lines.append(Line(field: field, column: parts[1]))
    }
}
