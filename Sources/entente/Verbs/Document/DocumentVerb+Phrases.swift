import Documents
import JSON

extension DocumentVerb {
    @Sendable
    static func compare(_ files: [String], _ arguments: Arguments) throws(CommandFailure) -> ExitStatus {
        let (earlier, later) = (try content(of: files[0], arguments), try content(of: files[1], arguments))
        let pieces = try of(files[0]) { () throws(DocumentFault) in
            try PhraseCompare.pieces(from: earlier, to: later, language: arguments.value("language") ?? "")
        }
        for piece in pieces {
            if arguments.has("json") {
                line(["kind": .string(piece.kind.rawValue), "text": .string(piece.text)])
            } else {
                Output.print(shown(piece))
            }
        }
        if !arguments.has("json") { endLine(pieces.last?.text) }
        return .yes
    }

    private static func shown(_ piece: PhraseCompare.Piece) -> String {
        switch piece.kind {
        case .keep: piece.text
        case .deleted: "[-\(piece.text)-]"
        case .inserted: "{+\(piece.text)+}"
        }
    }

    @Sendable
    static func merge(_ files: [String], _ arguments: Arguments) throws(CommandFailure) -> ExitStatus {
        let texts = try files.map { file throws(CommandFailure) in try content(of: file, arguments) }
        let pieces = try of(files[0]) { () throws(DocumentFault) in
            try PhraseMerge.pieces(
                base: texts[0],
                ours: texts[1],
                theirs: texts[2],
                language: arguments.value("language") ?? ""
            )
        }
        for piece in pieces {
            if arguments.has("json") {
                line([
                    "kind": .string(piece.kind.rawValue), "base": .string(piece.base), "ours": .string(piece.ours),
                    "theirs": .string(piece.theirs),
                ])
            } else {
                Output.print(piece.merged ?? "[\(piece.base)|\(piece.ours)|\(piece.theirs)]")
            }
        }
        if !arguments.has("json") { endLine(pieces.last.map { $0.merged ?? "" }) }
        return pieces.contains { $0.kind == .conflict } ? .no : .yes
    }

    /// The text of a file: of a document the version that is asked for.
    static func content(of path: String, _ arguments: Arguments) throws(CommandFailure) -> String {
        let bytes = try Input(path: path).all(limit: DocumentLimits.bytes)
        if DocumentText.isDocument(bytes) {
            let view = try view(arguments)
            return try of(path) { () throws(DocumentFault) in try DocumentText(bytes).text(view) }
        }
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw CommandFailure("`\(path)` is no document and no text in UTF-8")
        }
        return text
    }

    /// Ends the last line of a text where it does not end itself.
    private static func endLine(_ last: String?) { if last?.hasSuffix("\n") != true { Output.print("\n") } }
}
