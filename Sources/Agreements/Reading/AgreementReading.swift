/// A set that was read from files, with everything that is wrong or doubtful in them.
public struct AgreementReading: Sendable {
    /// The set; with errors in it, what could be read of it.
    public let set: AgreementSet
    /// What was found, in the order of files and lines.
    public let diagnostics: [Diagnostic]
    /// The files, by name, for showing a diagnostic with its line.
    public let files: [String: SourceFile]

    /// Whether the set can be used.
    public var isUsable: Bool { !diagnostics.contains { $0.severity == .error } }

    /// Reads files and puts them together; all faults of all files are found in one run.
    /// - Parameters:
    ///   - files: the files.
    ///   - zones: the time zones that there are; nil takes any name.
    ///   - include: the file that an `include "PATH"` of a file means, or nil if there is none.
    public init(
        _ files: [SourceFile],
        zones: TimeZoneNames? = nil,
        include: (_ path: String, _ includer: String) -> SourceFile? = { _, _ in nil }
    ) {
        var builder = SetBuilder()
        var known: [String: SourceFile] = [:]
        var queue = files
        var place = 0
        while place < queue.count {
            let file = queue[place]
            place += 1
            guard known[file.name] == nil else { continue }
            known[file.name] = file
            let reader = AccordReader(file, zones: zones)
            builder.diagnostics += reader.diagnostics
            builder.add(reader.declarations)
            if reader.declarations.agreements.count > 1, let second = reader.declarations.agreements.dropFirst().first
            {
                builder.diagnostics.append(
                    Diagnostic(
                        "agreement-second",
                        .warning,
                        second.span,
                        "this is the second agreement of this file",
                        help: "give each agreement a file of its own, so that its history is its own"
                    )
                )
            }
            for token in reader.declarations.includes {
                if let included = include(token.text, file.name) {
                    queue.append(included)
                } else {
                    builder.diagnostics.append(
                        Diagnostic(
                            "include",
                            .error,
                            token.span,
                            "there is no file `\(token.text)` in the folder of the set"
                        )
                    )
                }
            }
        }
        builder.resolve()
        set = builder.set
        self.files = known
        let found = builder.diagnostics + SetChecks.findings(of: builder.set)
        let order = Dictionary(uniqueKeysWithValues: known.keys.sorted().enumerated().map { ($1, $0) })
        diagnostics = found.sorted {
            (order[$0.span.file] ?? 0, $0.span.line, $0.span.column, $0.code)
                < (order[$1.span.file] ?? 0, $1.span.line, $1.span.column, $1.code)
        }
    }

    /// All diagnostics for people.
    /// - Returns: text; empty if there are none.
    public func report() -> String {
        diagnostics.map { $0.rendered(in: files[$0.span.file]) }.joined(separator: "\n")
    }
}
