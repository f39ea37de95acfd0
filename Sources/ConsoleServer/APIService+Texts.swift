internal import Calls
internal import Configuration
internal import Desk
internal import Installation
internal import JSON
internal import Releasing
internal import Store
internal import Transport
internal import Work

/// What the rows of a text would open or close, for whoever may preview agreements.
extension APIService {
    package static let textCalls: [APIEndpoint] = [
        Endpoint(
            .get,
            "texts/effect",
            .roles([.disclosureOfficer, .securityOfficer]),
            "What would open or close against what is in force today if the articles of a text said what each side"
                + " would have, or what is agreed: reach and difference, and for one alternative what would change for"
                + " holdings that the person may see. Nothing is kept.",
            query: [
                QueryField("text", .identifier, isRequired: true),
                QueryField("row", .text.noted("one row, all others as they stand; without it all rows")),
                QueryField(
                    "held",
                    .choice("base", "ours", "theirs", "agreed").noted("the alternative whose holdings are looked at")
                ), .language,
            ],
            answers: [.json(.record(["effect?": effect.noted("absent where no row is tied to an article")]))],
            refusals: [404],
            run: APIService.textEffect
        )
    ]

    private static let effect = Shape.record([
        "agreement": .text, "here": .flag.noted("whether the agreements in use have a draft of that name"),
        "alternatives": .list(
            .record([
                "alternative": .choice("base", "ours", "theirs", "agreed"), "party?": .identifier,
                "faults": .list(
                    .record([
                        "row": .text, "code": .text, "message": .text, "line": .number, "column": .number,
                    ])
                ), "difference?": .list(levelChange).noted("absent where an article cannot be read"),
                "reach?": .list(
                    .record([
                        "from": .text, "level": .level, "party": .text, "old": .text, "new": .text,
                    ])
                ).noted("who could get what of the parties' otherwise than today"),
                "change?": heldChange,
            ])
        ),
    ])

    private func textEffect(_ call: APICall) throws(APIFault) -> HTTPResponse {
        let person = try call.signedIn()
        guard let id = call.asked("text") else { throw .invalid("`text` is missing") }
        let row = call.asked("row")
        let effect = try reading { connection throws(StoreError) -> TextEffect? in
            let desk = try PersonDesk(person, node, connection)
            let seen = try desk.seen(try HoldingDesk(desk, holdings, connection), in: nil, connection)
            return try TextEffect(of: id, row: row, seen, node, connection)
        }
        guard let effect else { return Self.json(.members([:])) }
        guard let item = effect.item(named: call.asked("held")) else {
            return Self.json(.members(["effect": effect.json(nil)]))
        }
        let seen = try reading { connection throws(StoreError) in
            try HoldingDesk(PersonDesk(person, node, connection), holdings, connection)
        }
        let change = try attempt { () throws(NodeError) in
            try node.preview(
                item.read.set,
                assumed: [item.read.name],
                limit: Self.listedChanges,
                until: .now + Self.patience,
                where: { row, connection throws(StoreError) in try seen.sees(row: row, connection) }
            )
        }
        let told = try described(change, person, call.readersLanguage)
        return Self.json(.members(["effect": effect.json((item.alternative, told))]))
    }
}
