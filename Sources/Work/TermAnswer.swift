internal import Calls
internal import JSON

/// The terms of the parties as they are answered, and where words are otherwise.
enum TermAnswer {
    static let listed = Shape.record([
        "id": .identifier, "version": .text, "banner": .text, "party": .identifier, "own": .flag, "name": .text,
        "terms": .map(.text).noted("by language"),
        "state": .choice("proposed", "agreed").noted("what its party says"),
        "source?": .text, "description?": .text, "translated?": .translated,
        "agreed": .texts.noted("the parties with which it is agreed: each has the same terms of its own, and agrees"),
        "isSent": .flag.noted("whether others were given this version"),
    ])

    static let warnings = Shape.record([
        "row": .text, "party": .identifier.noted("whose words they are"), "language": .text, "term": .text,
        "other": .text.noted("the language whose words do not have the agreed pair"), "pair": .text,
    ])

    static func tree(_ terms: AgreedTerms) -> JSONTree {
        .array(
            terms.items.map { item in
                .object(
                    item.seen.members + [
                        JSONMember("version", .string(item.seen.view.version)),
                        JSONMember("party", .string(item.seen.view.party)), JSONMember("own", .bool(item.isOwn)),
                        JSONMember("agreed", .strings(item.agreedWith)), JSONMember("isSent", .bool(item.isSent)),
                    ] + item.seen.view.members
                )
            }
        )
    }

    /// Where the words of each side in the rows of a text are otherwise than the terms that its parties agreed on.
    static func warnings(_ table: AgreedTable, _ seen: SeenObjects) throws(SeenFault) -> JSONTree {
        let terms = try AgreedTerms(seen).agreed(among: table.text.view.parties, own: seen.parties.own)
        guard !terms.isEmpty else { return .array([]) }
        var found: [JSONTree] = []
        var left = mostBytes
        for row in table.rows {
            for side in row.sides {
                let body = side.wording.view.words.body
                left -= body.values.reduce(0) { $0 + $1.utf8.count } * terms.count
                guard left > 0 else { return .array(found) }
                for one in TermWarning.found(terms, in: body) where found.count < most {
                    found.append(
                        .members([
                            "row": .string(row.name), "party": .string(side.party),
                            "language": .string(one.language), "term": .string(one.term),
                            "other": .string(one.other), "pair": .string(one.pair),
                        ])
                    )
                }
            }
        }
        return .array(found)
    }

    /// So many warnings of one text, and so many bytes of words times terms that are looked through.
    private static let (most, mostBytes) = (500, 20_000_000)
}
