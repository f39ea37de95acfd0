internal import Calls
internal import Configuration
package import ConsoleServer
internal import Cryptography
package import Desk
internal import Exchange
package import Installation
package import JSON
internal import Paper
package import People
internal import Printing
package import Store
package import Transport

/// Destructions of the registry, each with two names, and their certificates.
extension APIService {
    package static let destructionsCalls: [APIEndpoint] = [
        Endpoint(
            .get,
            "destructions",
            .roles([.registrar]),
            "The destructions that wait for a second person.",
            query: [.language],
            answers: [
                .json(.record(["items": .list(.record(["destruction": destruction, "entry": registryEntry]))]))
            ],
            run: APIService.destructions
        ),
        Endpoint(
            .post,
            "destructions/{id}",
            .roles([.registrar]),
            "Confirms a destruction as the second person, or takes it back.",
            body: .json(.record(["act": .choices(DestructionAct.allCases.map(\.rawValue))])),
            answers: [.nothing("done")],
            refusals: [404, 409],
            run: APIService.decideDestruction
        ),
        Endpoint(
            .get,
            "destructions/{id}/certificate",
            .roles([.registrar]),
            "The certificate of a destruction: a signed note, or a sheet of paper with the note inside.",
            query: [QueryField("format", .choice("signed", "pdf")), .language],
            answers: [.file("text/plain"), .file("application/pdf")],
            refusals: [404, 501],
            run: APIService.destructionCertificate
        ),
    ]

    enum DestructionAct: String, CaseIterable {
        case confirm
        case withdraw
    }

    package static func json(
        _ destruction: StoredDestruction,
        number: String,
        _ person: SignedIn,
        _ places: SealedPlace
    ) -> JSONTree {
        .members([
            "id": .string(places.text(destruction.row)), "number": .string(number),
            "copy": .integer(Int(destruction.number)), "method": .string(destruction.method),
            "reason": .string(destruction.reason), "officer": .string(destruction.officer),
            "own": .bool(destruction.account == person.account.name),
            "made": .string(Moment.text(destruction.made)),
            "decided": destruction.decided.map { .string(Moment.text($0)) },
            "second_officer": destruction.secondOfficer.map { .string($0) },
            "outcome": destruction.outcome.map { .string($0.rawValue) },
            "certificate": .bool(destruction.certificate != nil),
        ])
    }

    package func destructions(_ call: APICall) throws(APIFault) -> HTTPResponse {
        let (person, titles) = (try call.signedIn(), try partnerTitles())
        let places = node.places(of: "destructions", for: person)
        let items = try reading { connection throws(StoreError) -> [JSONTree] in
            let names = try registryNames(person, call, titles, connection)
            var items: [JSONTree] = []
            for one in try RegistryDestructionRows(connection).waiting(most: RegistryLimits.listed) {
                guard let entry = try RegistryRows(connection).entry(row: one.entry) else { continue }
                let number = RegistryNumber(entry).text
                items.append(
                    .members([
                        "destruction": Self.json(one, number: number, person, places), "entry": try names.json(entry),
                    ])
                )
            }
            return items
        }
        return Self.json(.members(["items": .array(items)]))
    }

    package func decideDestruction(_ call: APICall) throws(APIFault) -> HTTPResponse {
        let person = try call.signedIn()
        guard let row = node.places(of: "destructions", for: person).place(call.target) else { throw .notFound }
        let act: DestructionAct = try word("act", call)
        try inRegistry(person) { [node] desk, connection throws(StoreError) in
            guard let waiting = try RegistryDestructionRows(connection).find(row),
                let entry = try RegistryRows(connection).entry(row: waiting.entry)
            else { return .notFound }
            if act == .withdraw { return try desk.withdraw(waiting, entry) }
            if let fault = desk.mayDecide(waiting, confirms: true) { return fault }
            try node.destroy(waiting, entry, by: person, now: node.clock(), connection)
            return nil
        }
        // What the node kept is out of its file before anybody is told that it was destroyed.
        if act == .confirm { try attempt { () throws(NodeError) in try node.sweep() } }
        return Self.nothing
    }

    /// The certificate as it was signed, or on paper.
    package func destructionCertificate(_ call: APICall) throws(APIFault) -> HTTPResponse {
        let person = try call.signedIn()
        guard let row = node.places(of: "destructions", for: person).place(call.target) else { throw .notFound }
        let found = try reading { connection throws(StoreError) -> (StoredDestruction, StoredRegistryEntry)? in
            guard let one = try RegistryDestructionRows(connection).find(row),
                let entry = try RegistryRows(connection).entry(row: one.entry)
            else { return nil }
            return (one, entry)
        }
        guard let (destruction, entry) = found, let note = destruction.certificate else { throw .notFound }
        let name = "destruction-\(RegistryNumber(entry).text)-\(destruction.number)"
        guard call.asked("format") == "pdf" else {
            return Self.file(note, "text/plain; charset=utf-8", name + ".txt")
        }
        guard let words = ConsoleWords(call.language, assets) else {
            let title = "the files of the console are not there, and with them the words of a report"
            throw APIFault(501, "no-words", title)
        }
        let paper = try paper(destruction, entry, note, person, call, words)
        let pdf = try pdf(of: paper, note: note, named: name + ".txt", as: .archive)
        return Self.file(pdf, "application/pdf", name + ".pdf")
    }

    /// The certificate as people read it.
    private func paper(
        _ destruction: StoredDestruction,
        _ entry: StoredRegistryEntry,
        _ note: [UInt8],
        _ person: SignedIn,
        _ call: APICall,
        _ words: ConsoleWords
    ) throws(APIFault) -> PaperReport {
        let titles = try ownTitles()
        let node = (titles[call.language] ?? titles["en"])?.string ?? self.node.configuration.title
        let made = Moment.text(self.node.clock())
        let copy =
            destruction.number == 0
            ? words("registry", "original") : words("registry", "copy-number", ["number": String(destruction.number)])
        let facts = [
            ("number", "\(entry.year)/\(entry.running)"), ("level", entry.level), ("copy", copy),
            ("method", words("registry-destroying", destruction.method)), ("reason", destruction.reason),
            ("first", "\(destruction.officer), \(Self.utc(Moment.text(destruction.made)))"),
            (
                "second",
                "\(destruction.secondOfficer ?? ""), \(Self.utc(Moment.text(destruction.decided ?? destruction.made)))"
            ), ("digest", Encoding.hex(SHA256.digest(of: note))),
        ]
        return PaperReport(
            title: words("registry", "certificate-of", ["node": node]),
            language: call.language,
            marking: words("marking", "none"),
            maker: person.account.title,
            made: made,
            foot: words("print", "by", ["name": person.account.title, "node": node, "when": Self.utc(made)]),
            facts: facts.map { (words("registry", $0.0), $0.1) },
            columns: [],
            rows: [],
            words: PaperReport.Words(page: words("print", "page"), nothing: words("registry", "no-title"))
        )
    }
}
