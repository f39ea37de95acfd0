import Documents
import JSON

extension DocumentVerb {
    @Sendable
    static func text(_ files: [String], _ arguments: Arguments) throws(CommandFailure) -> ExitStatus {
        let names = arguments.values("view").isEmpty ? ["accepted"] : arguments.values("view")
        let views = try names.map { name throws(CommandFailure) in (name: name, view: try view(name)) }
        for file in files {
            let document = try document(file)
            for (name, view) in views {
                // Where there are several, each says which it is.
                let told = views.count > 1 ? name : nil
                if let told, !arguments.has("json") { Output.print("== \(told)\n") }
                for paragraph in document.paragraphs(view) {
                    if arguments.has("json") {
                        line(members(of: paragraph, view, told))
                    } else {
                        let number = paragraph.number.map { $0.isTyped ? "" : "\($0.shown) " } ?? ""
                        Output.print("\(number)\(paragraph.text)\n")
                    }
                }
            }
        }
        return .yes
    }

    private static func members(of paragraph: DocumentParagraph, _ view: DocumentView, _ told: String?)
        -> KeyValuePairs<String, JSONTree?>
    {
        [
            "view": told.map { .string($0) },
            "paragraph": .integer(paragraph.index), "place": .string(paragraph.place.rawValue),
            "number": paragraph.number.map { .string($0.shown) } ?? .null,
            "id": paragraph.number?.id.map { .string($0) } ?? .null, "text": .string(paragraph.text),
            "heading": paragraph.heading.map { .integer($0) },
            "cell": paragraph.cell.map {
                .members(["table": .integer($0.table), "row": .integer($0.row), "column": .integer($0.column)])
            },
            "readings": paragraph.readings.isEmpty
                ? nil
                : .array(
                    paragraph.readings.map {
                        .members(["base": .string($0.base), "reading": .string($0.reading)])
                    }
                ),
            "pieces": view == .shown ? .array(paragraph.pieces.map(piece)) : nil,
        ]
    }

    private static func piece(_ piece: DocumentParagraph.Piece) -> JSONTree {
        .members([
            "kind": .string(piece.kind?.rawValue ?? "keep"), "side": piece.side.map { .string($0) },
            "text": .string(piece.text),
        ])
    }

    @Sendable
    static func changes(_ files: [String], _ arguments: Arguments) throws(CommandFailure) -> ExitStatus {
        for file in files {
            for change in try document(file).changes {
                if arguments.has("json") {
                    line([
                        "kind": .string(change.kind.rawValue), "side": .string(change.side),
                        "at": change.instant.map { .string($0) } ?? .null, "local": .string(change.local),
                        "paragraph": .integer(change.paragraph), "text": .string(change.text),
                    ])
                } else {
                    let time = change.instant ?? (change.local.isEmpty ? "-" : "\(change.local) (local)")
                    Output.print(
                        "\(change.paragraph)  \(change.kind.rawValue)  \(change.side)  \(time)  \(change.text)\n"
                    )
                }
            }
        }
        return .yes
    }

    @Sendable
    static func comments(_ files: [String], _ arguments: Arguments) throws(CommandFailure) -> ExitStatus {
        for file in files {
            for comment in try document(file).comments {
                if arguments.has("json") {
                    line([
                        "id": .string(comment.id), "parent": comment.parent.map { .string($0) } ?? .null,
                        "done": .bool(comment.isDone), "side": .string(comment.side),
                        "at": comment.instant.map { .string($0) } ?? .null, "local": .string(comment.local),
                        "paragraph": .integer(comment.paragraph), "text": .string(comment.text),
                        "anchor": .string(comment.anchor),
                    ])
                } else {
                    let state = (comment.parent.map { "answers \($0)" } ?? "-") + (comment.isDone ? ", done" : "")
                    Output.print(
                        "\(comment.id)  \(state)  \(comment.side)  [\(comment.anchor)]  \(comment.text)\n"
                    )
                }
            }
        }
        return .yes
    }

    @Sendable
    static func numbers(_ files: [String], _ arguments: Arguments) throws(CommandFailure) -> ExitStatus {
        let view = try view(arguments)
        for file in files {
            for paragraph in try document(file).paragraphs(view) {
                guard let number = paragraph.number else { continue }
                if arguments.has("json") {
                    line([
                        "paragraph": .integer(paragraph.index), "shown": .string(number.shown),
                        "value": .integer(number.value), "id": number.id.map { .string($0) } ?? .null,
                    ])
                } else {
                    Output.print("\(paragraph.index)  \(number.shown)  \(number.value)  \(number.id ?? "-")\n")
                }
            }
        }
        return .yes
    }
}
