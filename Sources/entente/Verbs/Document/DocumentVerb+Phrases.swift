import Documents
import JSON

extension DocumentVerb {
    static func compare(_ files: [String], _ arguments: Arguments) throws(CommandFailure) -> ExitStatus {
        let (earlier, later) = (try text(files[0]), try text(files[1]))
        let pieces = try said { () throws(DocumentFault) in
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

    static func merge(_ files: [String], _ arguments: Arguments) throws(CommandFailure) -> ExitStatus {
        let texts = try files.map { file throws(CommandFailure) in try text(file) }
        let pieces = try said { () throws(DocumentFault) in
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

    /// The text of a file.
    private static func text(_ path: String) throws(CommandFailure) -> String {
        let bytes = try Input(path: path).all(limit: DocumentLimits.bytes)
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw CommandFailure("`\(path)` is no text in UTF-8")
        }
        return text
    }

    private static func said<Value>(_ body: () throws(DocumentFault) -> Value) throws(CommandFailure) -> Value {
        do throws(DocumentFault) {
            return try body()
        } catch {
            throw CommandFailure(error.description)
        }
    }

    static func line(_ members: KeyValuePairs<String, JSONTree?>) {
        Output.write(JSONTree.members(members).bytes() + [UInt8(ascii: "\n")])
    }

    /// Ends the last line of a text where it does not end itself.
    private static func endLine(_ last: String?) { if last?.hasSuffix("\n") != true { Output.print("\n") } }
}
