internal import Agreements
internal import Calls
internal import Configuration
package import Desk
internal import Installation
internal import JSON
internal import Releasing
internal import Store
package import Transport
internal import Work

/// A set that somebody writes: what is wrong with it, what it would change, and putting it into use.
extension APIService {
    package static let draftsCalls: [APIEndpoint] = [
        Endpoint(
            .post,
            "agreements",
            .roles([.disclosureOfficer]),
            "Puts a set into use. A security officer signs beside the disclosure officer; without `four_eyes` one person with both roles does not need to be signed for.",
            body: .json(
                .record([
                    "files": .list(.agreementFile),
                    "base": .number.noted("the set that the draft was made from; 0 for none"),
                    "second?": .countersignature, "lang?": .text,
                ])
            ),
            answers: [
                .json(
                    .record([
                        "set": .number,
                        "withdrawn": .list(
                            .record([
                                "party": .text, "id": .text, "code": .text, "name": .text, "banner": .text,
                                "translated?": .translated, "claim?": .claim, "languages?": .languages,
                            ])
                        ).noted("what went off the feeds, as far as the person may see it"),
                    ])
                )
            ],
            refusals: [429],
            run: APIService.applyAgreements
        ),
        Endpoint(
            .post,
            "agreements/{question}",
            .roles([.disclosureOfficer, .securityOfficer]),
            "What is wrong with a draft and what opens and closes (`check`); what it would change for holdings that the person may see (`preview`). Nothing is kept.",
            body: .json(
                .record([
                    "files": .list(.agreementFile), "assume?": .texts.noted("drafts that count as in force"),
                    "lang?": .text,
                ])
            ),
            answers: [
                .json(
                    .either([
                        .record([
                            "usable": .flag, "diagnostics": .list(.diagnostic),
                            "difference?": .list(levelChange), "drafts": .texts,
                        ]),
                        heldChange,
                    ])
                )
            ],
            run: APIService.draft
        ),
    ]

    /// How long the holdings are looked through for one question.
    static let patience = Duration.seconds(10)
    static let listedChanges = 500

    private func draft(_ call: APICall) throws(APIFault) -> AgreementDraft {
        guard let list = try call.content()["files"], list.kind == .array else {
            throw .invalid("`files` is missing")
        }
        var files: [(name: String, text: String)] = []
        for file in list.elements {
            guard let name = file["name"]?.string, let text = file["text"]?.string else {
                throw .invalid("a file has a `name` and a `text`")
            }
            files.append((name, text))
        }
        return try AgreementDraft(files)
    }

    private func usable(_ call: APICall) throws(APIFault) -> AgreementReading {
        let reading = try draft(call).reading
        guard reading.isUsable else { throw .invalid("the agreements have errors") }
        return reading
    }

    /// What is asked about a draft; nothing is kept.
    package func draft(_ call: APICall) throws(APIFault) -> HTTPResponse {
        let question = call.target
        let person = try call.signedIn()
        switch question {
        case "check": return try check(call)
        case "preview": return try preview(call, person)
        default: throw .notFound
        }
    }

    /// Diagnostics, and what opens and closes against the set in use.
    private func check(_ call: APICall) throws(APIFault) -> HTTPResponse {
        let reading = try draft(call).reading
        let assumed = try call.texts("assume")
        let now = node.clock()
        let difference = try attempt { () throws(NodeError) -> Difference? in
            guard reading.isUsable else { return nil }
            return try node.reading { connection throws(StoreError) in
                let old = try node.tables(now: now, connection)
                return Difference(old, try node.tables(of: reading.set, assumed: assumed, now: now, connection))
            }
        }
        let drafts = reading.set.agreements.filter(\.isDraft).map(\.name)
        return Self.json(
            .members([
                "usable": .bool(reading.isUsable),
                "diagnostics": .array(reading.diagnostics.prefix(1_000).map(\.json)),
                "difference": difference?.json, "drafts": .strings(drafts),
            ])
        )
    }

    /// What the draft would change for what the person may see; the rest is neither listed nor counted.
    private func preview(_ call: APICall, _ person: SignedIn) throws(APIFault) -> HTTPResponse {
        let reading = try usable(call)
        let assumed = try call.texts("assume")
        let seen = try self.reading { connection throws(StoreError) in
            try HoldingDesk(PersonDesk(person, node, connection), holdings, connection)
        }
        let change = try attempt { () throws(NodeError) in
            try node.preview(
                reading,
                assumed: assumed,
                limit: Self.listedChanges,
                until: .now + Self.patience,
                where: { row, connection throws(StoreError) in try seen.sees(row: row, connection) }
            )
        }
        return Self.json(try described(change, person, call.readersLanguage))
    }

    func described(_ change: AgreementChange, _ person: SignedIn, _ language: String?) throws(APIFault)
        -> JSONTree
    {
        try reading { connection throws(StoreError) in
            let desk = try PersonDesk(person, node, connection)
            let names = NameDesk(desk, try HoldingDesk(desk, holdings, connection), in: language, connection)
            var json = change.json
            json["complete"] = .bool(change.isComplete)
            var items: [JSONTree] = []
            for (item, plain) in zip(change.items, json["items"]?.elements ?? []) {
                guard let (version, object) = try desk.versions(of: item.id).first else { continue }
                var item = plain
                item["type"] = .string(version.type)
                let name = try names.name(object.root)
                item["name"] = .string(name.text)
                item["translated"] = name.translated
                item["languages"] = name.tags
                item["banner"] = .string(desk.banner(object.root))
                items.append(item)
            }
            json["items"] = .array(items)
            return json
        }
    }

    /// Puts a set into use: for a disclosure officer, together with a security officer.
    ///
    /// One act lets much go at once, so `four_eyes` asks for a second person at the same desk, who signs with password and
    /// code; without `four_eyes` one person with both roles may do it alone.
    package func applyAgreements(_ call: APICall) throws(APIFault) -> HTTPResponse {
        let person = try call.signedIn()
        let reading = try usable(call)
        guard let base = try call.content()["base"]?.integer, base >= 0 else {
            throw .invalid("`base` is missing: the set that the draft was made from, 0 for none")
        }
        let second = try second(call, beside: person)
        let done = try attempt { () throws(NodeError) in
            try node.apply(
                reading,
                officer: person.account.title,
                base: Int64(base),
                countersigned: second?.account.title
            )
        }
        let withdrawn = try self.reading { connection throws(StoreError) in
            let desk = try PersonDesk(person, node, connection)
            let seen = try HoldingDesk(desk, holdings, connection)
            let names = NameDesk(desk, seen, in: call.readersLanguage, connection)
            var items: [JSONTree] = []
            for item in done.withdrawn {
                guard let (_, object) = try desk.versions(of: item.id).first else { continue }
                let name = try names.name(object.root)
                items.append(
                    .members([
                        "party": .string(item.party), "id": .string(item.id), "code": .string(item.code),
                        "name": .string(name.text), "banner": .string(desk.banner(object.root)),
                        "translated": name.translated, "claim": name.claim, "languages": name.tags,
                    ])
                )
            }
            return items
        }
        return Self.json(.members(["set": .integer(Int(done.row)), "withdrawn": .array(withdrawn)]))
    }

    /// The security officer who signs beside the person; nil where the person's own roles are enough.
    private func second(_ call: APICall, beside person: SignedIn) throws(APIFault) -> SignedIn? {
        if !node.configuration.asksFourEyes, person.has(.securityOfficer) { return nil }
        return try countersigner(call, beside: person)
    }
}
