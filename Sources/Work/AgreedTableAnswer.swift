internal import Calls
internal import JSON
internal import Release

/// A table as it is answered.
enum AgreedTableAnswer {
    private static let words: Shape = .map(.text).noted("by language")
    private static let act = Shape.record([
        "id": .identifier, "version": .text, "party": .identifier,
        "verb": .choices(JointAct.Verb.allCases.map(\.rawValue)),
        "reservation?": .choices(JointAct.Reservation.allCases.map(\.rawValue)), "digest": .text, "made": .time,
        "own": .flag, "reason?": .text, "banner": .text,
        "sent": .list(sent).noted("to whom the own side's act was given"),
        "heading?": words, "body?": words,
        "stands": .flag.noted("whether it is its party's last word on the row, and the others have it"),
    ])
    private static let sent = Shape.record(["party": .identifier, "version": .text, "made": .time])
    private static let row = Shape.record([
        "row": .text, "number?": .text, "state": .choices(AgreedTable.State.allCases.map(\.rawValue)),
        "digest?": .text.noted("of what is agreed"),
        "sides": .list(
            .record([
                "id": .identifier, "version": .text, "party": .identifier, "own": .flag, "banner": .text,
                "number?": .text, "heading": words, "body": words, "base": words,
                "state": .choice("open", "bracketed", "alternative"), "note?": .text, "article?": .text,
                "accord?": .text.noted("what the article would say in the agreement language"),
                "digest": .text.noted("what an act about these words is about"),
                "made": .time, "isSent": .flag.noted("whether the others have this version"),
                "sent": .list(sent).noted("which versions the others were given"),
            ])
        ), "acts": .list(act),
        "waits": .flag.noted("whether the own side's last act has not been given to all others"),
    ])
    static let shape = Shape.record([
        "id": .identifier, "banner": .text, "source": .text, "name": .text, "kind": .text, "languages": .texts,
        "description?": .text, "agreement?": .text, "about_ref?": .identifier, "translated?": .translated,
        "parties": .list(.record(["id": .identifier, "name?": .text, "own": .flag])),
        "state": .choices(AgreedTable.State.allCases.map(\.rawValue)).noted("of all rows together"),
        "digest?": .text.noted("what an act about all rows together would be about, once each row is agreed"),
        "counts": .map(.number).noted("rows by their state"), "rows": .list(row), "acts": .list(act),
        "waits": .flag,
    ])

    /// A text as lists have it.
    static let listed = Shape.record([
        "id": .identifier, "banner": .text, "source": .text, "name": .text, "kind": .text, "languages": .texts,
        "description?": .text, "agreement?": .text, "about_ref?": .identifier, "translated?": .translated,
        "state": .choices(AgreedTable.State.allCases.map(\.rawValue)), "counts": .map(.number),
    ])

    static func tree(_ table: AgreedTable, _ seen: SeenObjects) throws(SeenFault) -> JSONTree {
        var members = head(table) + table.text.view.members
        var parties: [JSONTree] = []
        for id in table.text.view.parties {
            let name = try seen.title(of: id) ?? seen.parties.name(of: id)
            parties.append(
                .members([
                    "id": .string(id), "name": name.map { .string($0) }, "own": .bool(id == seen.parties.own),
                ])
            )
        }
        members.append(JSONMember("parties", .array(parties)))
        members.append(JSONMember("rows", .array(table.rows.map { tree($0, table, seen) })))
        members.append(JSONMember("acts", .array(table.whole.acts.map { tree($0, in: table.whole) })))
        members.append(JSONMember("waits", .bool(table.whole.unsent != nil)))
        if let digest = table.wholeDigest { members.append(JSONMember("digest", .string(digest))) }
        return .object(members)
    }

    /// What lists say of a table, too: the text itself, how it stands, how many rows stand how.
    static func head(_ table: AgreedTable) -> [JSONMember] {
        var counts: [String: Int] = [:]
        for row in table.rows { counts[row.state.rawValue, default: 0] += 1 }
        let known = AgreedTable.State.allCases.compactMap { state in
            counts[state.rawValue].map { JSONMember(state.rawValue, .integer($0)) }
        }
        return table.text.members + [
            JSONMember("source", .string(table.text.source)),
            JSONMember("state", .string(table.state.rawValue)),
            JSONMember("counts", .object(known)),
        ]
    }

    private static func tree(_ row: AgreedTable.Row, _ table: AgreedTable, _ seen: SeenObjects) -> JSONTree {
        .members([
            "row": .string(row.name), "number": row.number.map { .string($0) },
            "state": .string(row.state.rawValue), "digest": row.joint.state.digest.map { .string($0) },
            "sides": .array(row.sides.map { tree($0, row, table, seen) }),
            "acts": .array(row.acts.map { tree($0, in: row) }), "waits": .bool(row.unsent != nil),
        ])
    }

    private static func tree(
        _ side: AgreedTable.Side,
        _ row: AgreedTable.Row,
        _ table: AgreedTable,
        _ seen: SeenObjects
    ) -> JSONTree {
        let view = side.wording.view
        return .members([
            "id": .string(side.wording.id), "version": .string(view.version), "party": .string(side.party),
            "own": .bool(side.isOwn), "banner": .string(side.wording.banner),
            "number": view.words.number.map { .string($0) }, "heading": RowWords.tree(view.words.heading),
            "body": RowWords.tree(view.words.body), "base": RowWords.tree(view.base), "state": .string(view.state),
            "note": view.note.map { .string($0) }, "article": view.article.map { .string($0) },
            "accord": view.accord.map { .string($0) },
            "digest": .string(seen.parties.digest(of: view.words.thing(row.name, of: table.text.id))),
            "made": .string(view.version), "isSent": .bool(side.isSent), "sent": sent(side.sent),
        ])
    }

    private static func tree(_ done: AgreedTable.Done, in row: AgreedTable.Row) -> JSONTree {
        let act = done.seen.view.act
        let words = done.seen.view.row == nil ? nil : done.seen.view.words
        return .members([
            "id": .string(done.seen.id), "version": .string(done.seen.view.version), "party": .string(act.party),
            "verb": .string(act.verb.rawValue), "reservation": act.reservation.map { .string($0.rawValue) },
            "digest": .string(act.digest), "made": .string(done.seen.view.version), "own": .bool(done.isOwn),
            "reason": done.seen.view.reason.map { .string($0) }, "banner": .string(done.seen.banner),
            "sent": sent(done.sent), "heading": words.map { RowWords.tree($0.heading) },
            "body": words.map { RowWords.tree($0.body) },
            "stands": .bool(row.joint.standing[act.party]?.id == act.id),
        ])
    }

    private static func sent(_ sent: [SeenParties.Sent]) -> JSONTree {
        .array(
            sent.map {
                .members([
                    "party": .string($0.party), "version": .string($0.version),
                    "made": .string(WorkAct.timestamp($0.moment)),
                ])
            }
        )
    }
}
