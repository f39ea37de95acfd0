package import Calls
package import JSON
internal import Release

/// The texts that parties agree on together, for the workspaces whose matters they belong to.
package enum AgreedTexts {
    /// A text as lists have it.
    package static var listed: Shape { AgreedTableAnswer.listed }
    /// A text as a table.
    package static var table: Shape { AgreedTableAnswer.shape }

    /// The parties that can take part: the own one and its partners, as an answer has them.
    package static func parties(_ seen: SeenObjects) throws(SeenFault) -> JSONTree {
        let ids = (seen.parties.own.map { [$0] } ?? []) + seen.parties.others.filter { $0 != seen.parties.own }
        return .array(
            try ids.map { id throws(SeenFault) in
                let name = try seen.title(of: id) ?? seen.parties.name(of: id)
                return .members([
                    "id": .string(id), "name": name.map { .string($0) }, "own": .bool(id == seen.parties.own),
                ])
            }
        )
    }

    /// The parties as `parties` has them.
    package static let party = Shape.record(["id": .identifier, "name?": .text, "own": .flag])

    /// The texts about some objects, by what they are about, the newest first.
    package static func about(_ ids: Set<String>, _ seen: SeenObjects) throws(SeenFault) -> [AboutText] {
        var found: [AboutText] = []
        for id in ids.sorted() {
            for text in try seen.all(AgreedText.self, referringTo: id) where text.view.about == id {
                found.append(AboutText(table: try AgreedTable(text, seen)))
            }
        }
        return found
    }

    /// The rows that are not agreed in the texts about some objects: text, row, how it stands, whose words there are.
    package static func openRows(_ seen: SeenObjects, about ids: Set<String>) throws(SeenFault) -> [JSONTree] {
        var rows: [JSONTree] = []
        for table in try about(ids, seen).map(\.table) {
            for row in table.rows where row.joint.state.digest == nil {
                let leading = row.leading?.wording
                let words = leading?.view.words
                rows.append(
                    .members([
                        "text": .string(table.text.id), "name": .string(table.text.view.name),
                        "kind": .string(table.text.view.kind), "heading": RowWords.tree(words?.heading ?? [:]),
                        "body": RowWords.tree(words?.body ?? [:]),
                        "banner": .string(leading?.banner ?? table.text.banner), "row": .string(row.name),
                        "number": row.number.map { .string($0) }, "state": .string(row.state.rawValue),
                        "acts": .array(
                            row.joint.standing.values.sorted { $0.party < $1.party }.map { act in
                                .members([
                                    "party": .string(act.party), "verb": .string(act.verb.rawValue),
                                    "reservation": act.reservation.map { .string($0.rawValue) },
                                ])
                            }
                        ),
                    ])
                )
            }
        }
        return rows
    }

    /// A row as `openRows` has it.
    package static let openRow = Shape.record([
        "text": .identifier, "name": .text, "kind": .text, "banner": .text, "row": .text, "number?": .text,
        "heading": .map(.text), "body": .map(.text).noted("the own side's words, else those of another"),
        "state": .text,
        "acts": .list(.record(["party": .identifier, "verb": .text, "reservation?": .text])),
    ])

    /// What opens an agenda about something, with its first items as the own side's words.
    package static func agenda(
        _ call: WorkActCall,
        named name: String,
        about id: String,
        parties: [String],
        languages: [String],
        markings: [String],
        items: [(row: String, heading: String)],
        to recipients: [String]
    ) -> [WorkWriting] {
        let text = call.new(
            .text,
            [
                JSONMember("name", .string(name)), JSONMember("kind", .string("agenda")),
                JSONMember("party_refs", .strings(parties)), JSONMember("languages", .strings(languages)),
                JSONMember("about_ref", .string(id)), JSONMember("object_marking_refs", .strings(markings)),
            ],
            to: recipients
        )
        var writings = [text]
        for (place, item) in items.enumerated() {
            let members = [
                JSONMember("name", .string("\(name): \(item.heading)")), JSONMember("text_ref", .string(text.id)),
                JSONMember("row", .string(item.row)), JSONMember("number", .string(String(place + 1))),
                JSONMember("position", .integer(place + 1)), JSONMember("party_ref", .string(parties[0])),
                JSONMember("body", RowWords.tree([languages[0]: item.heading])),
                JSONMember("state", .string("open")), JSONMember("object_marking_refs", .strings(markings)),
            ]
            writings.append(call.new(.wording, members, to: recipients))
        }
        return writings
    }
}

/// A text about something, with what follows from its words and acts.
package struct AboutText {
    let table: AgreedTable

    /// What it is about.
    package var about: String? { table.text.view.about }
    /// What becomes of it.
    package var kind: String { table.text.view.kind }
    /// Its identifier.
    package var id: String { table.text.id }
    /// The text as lists have it.
    package var listed: JSONTree { .object(AgreedTableAnswer.head(table) + table.text.view.members) }

    /// The text as a table.
    package func tree(_ seen: SeenObjects) throws(SeenFault) -> JSONTree { try AgreedTableAnswer.tree(table, seen) }
}
