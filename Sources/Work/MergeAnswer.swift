internal import Calls
internal import JSON
internal import Release

/// Where both sides changed a row's words, and what they would be together: a proposal that nobody has made yet.
///
/// Nothing is taken by it: what is merged is words that a side may write as its own and release, and where both changed
/// the same phrase there are none.
enum MergeAnswer {
    private static let piece = Shape.record([
        "kind": .choice("keep", "ours", "theirs", "conflict"), "base": .text, "ours": .text, "theirs": .text,
    ])
    static let shape = Shape.record([
        "complete": .flag.noted("whether there was room for each row"),
        "rows": .list(
            .record([
                "row": .text, "party": .identifier.noted("whose words are merged with the own ones"),
                "whole": .flag.noted("whether there is no conflict in any language"),
                "languages": .list(
                    .record([
                        "language": .text, "pieces": .list(piece),
                        "merged?": .text.noted("absent where both changed the same phrase"),
                    ])
                ),
            ])
        ),
    ])

    /// So many bytes are compared for one answer.
    private static let most = 1 << 20

    static func tree(_ table: AgreedTable, _ seen: SeenObjects) -> JSONTree {
        var (rows, bytes): ([JSONTree], Int) = ([], 0)
        for row in table.rows where row.joint.state.digest == nil {
            guard let ours = row.sides.first(where: \.isOwn)?.wording.view else { continue }
            for side in row.sides where !side.isOwn {
                let theirs = side.wording.view
                guard let base = base(ours, theirs) else { continue }
                bytes += [base, ours.words.body, theirs.words.body].flatMap(\.values).map(\.utf8.count).reduce(0, +)
                guard bytes <= most else {
                    return .members(["complete": .bool(false), "rows": .array(rows)])
                }
                if let found = merged(row.name, side.party, base, ours, theirs, table.text.view.languages, seen) {
                    rows.append(found)
                }
            }
        }
        return .members(["complete": .bool(true), "rows": .array(rows)])
    }

    /// What both depart from; nil where one of them was written over the other's words, or no one base is known.
    private static func base(_ ours: Wording, _ theirs: Wording) -> [String: String]? {
        guard ours.words.body != theirs.words.body, ours.base != theirs.words.body, theirs.base != ours.words.body
        else { return nil }
        if ours.base.isEmpty || ours.base == theirs.base { return theirs.base.isEmpty ? nil : theirs.base }
        return theirs.base.isEmpty ? ours.base : nil
    }

    private static func merged(
        _ row: String,
        _ party: String,
        _ base: [String: String],
        _ ours: Wording,
        _ theirs: Wording,
        _ languages: [String],
        _ seen: SeenObjects
    ) -> JSONTree? {
        var (found, isWhole): ([JSONTree], Bool) = ([], true)
        var changed: (ours: Bool, theirs: Bool) = (false, false)
        for language in languages {
            guard let one = ours.words.body[language], let other = theirs.words.body[language] else { continue }
            let asked = MergeAsked(base: base[language] ?? "", ours: one, theirs: other, language: language)
            guard let pieces = seen.engines.merge(asked) else { return nil }
            for piece in pieces where piece.ours != piece.theirs {
                changed.ours = changed.ours || piece.kind != "theirs"
                changed.theirs = changed.theirs || piece.kind != "ours"
            }
            let isClear = !pieces.contains { $0.kind == "conflict" }
            isWhole = isWhole && isClear
            found.append(
                .members([
                    "language": .string(language), "pieces": .array(pieces.map(tree)),
                    "merged": isClear ? .string(pieces.map(merged).joined()) : nil,
                ])
            )
        }
        // Where one side alone changed something there is nothing to put together.
        guard changed.ours, changed.theirs else { return nil }
        return .members([
            "row": .string(row), "party": .string(party), "whole": .bool(isWhole), "languages": .array(found),
        ])
    }

    private static func merged(_ piece: MergedPiece) -> String {
        switch piece.kind {
        case "ours": piece.ours
        case "theirs": piece.theirs
        default: piece.base
        }
    }

    private static func tree(_ piece: MergedPiece) -> JSONTree {
        .members([
            "kind": .string(piece.kind), "base": .string(piece.base), "ours": .string(piece.ours),
            "theirs": .string(piece.theirs),
        ])
    }
}
