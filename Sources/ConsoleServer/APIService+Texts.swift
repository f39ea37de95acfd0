internal import Calls
internal import Configuration
internal import Cryptography
internal import Desk
internal import Installation
internal import JSON
internal import Labels
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
            answers: [.json(.record(["effect?": textEffect]))],
            refusals: [404],
            run: APIService.textEffect
        ),
        Endpoint(
            .post,
            "texts/file",
            .reader,
            "A text as a file, to be saved: what is agreed or the table with what each side would have, as a Word"
                + " document, as Akoma Ntoso or as a table; an entry of the log. What is above the level of the"
                + " configuration stays.",
            once: OncePolicy.none,
            body: .json(
                .record([
                    "text": .identifier, "format": .choices(TextFile.Format.allCases.map(\.rawValue)),
                    "agreed?": .flag.noted("what is agreed, and not the table; Akoma Ntoso is always that"),
                    "language?": .text.noted("one of the text's; all of them without it"),
                    "work?": .text.noted("what it is as a work of Akoma Ntoso: `eu/agreement/2027-03-01/cyber`"),
                    "unsent?": .flag.noted("with own words that nobody else has; they are left out without it"),
                ])
            ),
            answers: [
                .json(
                    .record([
                        "file": .text.noted("the content in base 64"), "name": .text, "mime_type": .text,
                        "marking": .text, "sha256": .text.noted("of the content, as the log has it"),
                        "left": .number.noted("own wordings that are left out, since nobody else has them"),
                    ])
                )
            ],
            refusals: [404],
            run: APIService.saveText
        ),
    ]

    /// What of a text is saved as a file.
    private struct SavedText {
        let record: TextRecord
        let marking: TextMarking
        let opened: Set<Node.Opened>
    }

    /// Hands a text as a file to a person; what leaves is in the log before.
    private func saveText(_ call: APICall) throws(APIFault) -> HTTPResponse {
        let person = try call.signedIn()
        let order = try textOrder(call)
        let (id, isUnsent) = (try call.text("text"), try call.flag("unsent") ?? false)
        let saved = try reading { connection throws(StoreError) -> SavedText? in
            try self.saved(id, isUnsent: isUnsent, person, connection)
        }
        guard let saved else { throw .notFound }
        guard saved.marking.mayLeave else {
            throw APIFault(403, "stays", "what is marked so does not leave this node as a file")
        }
        let content: [UInt8]
        do throws(TextFile.Refusal) {
            let file = TextFile(saved.record, order, marking: saved.marking.banner, label: saved.marking.label)
            content = try file.bytes()
        } catch {
            throw .invalid(error.sentence)
        }
        let digest = Encoding.hex(SHA256.digest(of: content))
        var leaving = Leaving(
            kind: .text,
            marking: saved.marking.banner,
            digest: digest,
            objects: saved.record.objects
        )
        leaving.members = [JSONMember("format", .string(order.format.rawValue))]
        try log(leaving, by: person)
        try noteOpening(saved.opened, by: person, .export)
        return Self.json(
            .members([
                "file": .string(Encoding.base64(content)), "name": .string("text.\(order.format.ending)"),
                "mime_type": .string(order.format.mediaType), "marking": .string(saved.marking.banner),
                "sha256": .string(digest), "left": .integer(saved.record.left),
            ])
        )
    }

    private func textOrder(_ call: APICall) throws(APIFault) -> TextFile.Order {
        guard let format = TextFile.Format(rawValue: try call.text("format")) else {
            throw .invalid("`format` is none of `docx`, `akn` and `csv`")
        }
        return TextFile.Order(
            format,
            isAgreed: try call.flag("agreed") ?? false,
            language: try call.optional("language").flatMap { $0.isEmpty ? nil : $0 },
            work: try call.optional("work")
        )
    }

    private func saved(_ id: String, isUnsent: Bool, _ person: SignedIn, _ connection: Connection) throws(StoreError)
        -> SavedText?
    {
        let desk = try PersonDesk(person, node, connection)
        let seen = try desk.seen(try HoldingDesk(desk, holdings, connection), in: nil, connection)
        let record: TextRecord?
        do throws(SeenFault) { record = try TextRecord(id, unsent: isUnsent, seen) } catch { throw error.storeError }
        guard let record else { return nil }
        let limit = desk.exportLimit(node.configuration.exportLevels)
        var marking = TextMarking()
        var opened: Set<Node.Opened> = []
        for object in record.objects {
            guard let (version, document) = try desk.versions(of: object).first else { continue }
            marking.add(desk.banner(document.root), desk.reading(of: MarkingReading.references(of: document.root)))
            marking.mayLeave = marking.mayLeave && desk.lets(document.root, limit)
            opened.insert(Node.Opened(object, source: version.source))
        }
        return SavedText(record: record, marking: marking, opened: opened)
    }

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
