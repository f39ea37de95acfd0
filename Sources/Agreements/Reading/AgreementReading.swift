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

    /// Reads files and puts them together; the faults of all files are found in one run.
    /// - Parameters:
    ///   - files: the files.
    ///   - rules: what is asked of files from outside; nil for a set that was read under them before.
    ///   - include: the file that an `include "PATH"` of a file means, or nil if there is none.
    /// - Complexity: linear in the bytes of the files, and within `AccordLimits` in the size of the set.
    public init(
        _ files: [SourceFile],
        rules: ReadingRules? = nil,
        include: (_ path: String, _ includer: String) -> SourceFile? = { _, _ in nil }
    ) {
        var builder = SetBuilder()
        var known: [String: SourceFile] = [:]
        var queue = files
        var place = 0
        while place < queue.count, !builder.findings.isFull {
            let file = queue[place]
            place += 1
            guard known[file.name] == nil else { continue }
            known[file.name] = file
            let reader = AccordReader(file, rules: rules)
            builder.findings.add(reader.findings)
            builder.add(reader.declarations)
            if let second = reader.declarations.agreements.dropFirst().first {
                let help = "give each agreement a file of its own, so that its history is its own"
                let message = "this is the second agreement of this file"
                builder.findings.add(Diagnostic("agreement-second", .warning, second.span, message, help: help))
            }
            for token in reader.declarations.includes where !builder.findings.isFull {
                if let included = include(token.text, file.name) {
                    queue.append(included)
                } else {
                    let message = "there is no file `\(token.text)` in the folder of the set"
                    builder.findings.add(Diagnostic("include", .error, token.span, message))
                }
            }
        }
        // In a set that is too large nothing is looked up: that alone would take long.
        let fault = rules == nil ? nil : SetSize.fault(of: builder.set)
        if fault == nil { builder.resolve() }
        set = builder.set
        self.files = known
        var findings = builder.findings
        if let fault {
            findings.add(fault)
        } else {
            findings.add(SetChecks.findings(of: set, most: rules == nil ? .max : AccordLimits.checkSteps))
        }
        let order = Dictionary(uniqueKeysWithValues: known.keys.sorted().enumerated().map { ($1, $0) })
        let sorted = findings.list.sorted {
            (order[$0.span.file] ?? 0, $0.span.line, $0.span.column, $0.code)
                < (order[$1.span.file] ?? 0, $1.span.line, $1.span.column, $1.code)
        }
        diagnostics = sorted + (findings.isCut ? sorted.last.map { [Self.cut(at: $0.span)] } ?? [] : [])
    }

    private static func cut(at span: SourceSpan) -> Diagnostic {
        let message = "there is more to say than \(AccordLimits.findings) faults or doubts; the rest is left out"
        return Diagnostic("findings-cut", .warning, span, message, help: "mend these and check again")
    }

    /// All diagnostics for people.
    /// - Returns: text; empty if there are none.
    public func report() -> String {
        diagnostics.map { $0.rendered(in: files[$0.span.file]) }.joined(separator: "\n")
    }
}
