internal import Calls
internal import Configuration
package import ConsoleServer
package import Desk
package import Installation
internal import JSON
internal import People
package import Store
package import Transport

/// What a registrar does about one entry, and what a person holds.
extension APIService {
    package static let registryActsCalls: [APIEndpoint] = [
        Endpoint(
            .post,
            "registry/{number}",
            .roles([.registrar]),
            "Makes, hands over or transfers copies, keeps a receipt, or asks for a destruction.",
            body: .json(
                .record([
                    "act": .choices(RegistryAct.allCases.map(\.rawValue)),
                    "copy?": .number(from: 0).noted("the number of a copy; 0 is what the node itself keeps"),
                    "kind?": .choices(RegistryDesk.CopyKind.allCases.map(\.rawValue)),
                    "count?": .number(from: 1, to: RegistryLimits.copiesAtOnce),
                    "account?": .text.noted("the account of who gets it"),
                    "person?": .text(upTo: RegistryLimits.line).noted("the name of who gets it and has no account"),
                    "place?": .text(upTo: RegistryLimits.line), "registry?": .text(upTo: RegistryLimits.line),
                    "method?": .text, "covers?": .number(from: 0, to: 10),
                    "courier?": .text(upTo: RegistryLimits.line),
                    "receipt?": .text(upTo: RegistryLimits.line), "reason?": .text(upTo: RegistryLimits.text),
                ])
            ),
            answers: [.nothing("done")],
            refusals: [404, 409],
            run: APIService.actOnEntry
        ),
        Endpoint(
            .get,
            "holders",
            .roles([.registrar]),
            "Who holds copies; with a person, what that person holds and has opened.",
            query: [
                QueryField("account", .text(upTo: RegistryLimits.line)),
                QueryField("person", .text(upTo: RegistryLimits.line).noted("somebody without an account")),
                .language,
                QueryField("limit", .number(from: 1, to: RegistryLimits.longestPage)),
                QueryField("held", .text.noted("where the page of what is held ended, as it was given")),
                QueryField("opened", .text.noted("where the page of what was opened ended, as it was given")),
            ],
            answers: [
                .json(
                    .record([
                        "persons": .list(registryPerson).noted("accounts, and whoever holds a copy without one"),
                        "held?": .list(
                            .record([
                                "entry": registryEntry, "copy": .number, "kind": .text, "place": .text,
                                "since": .time,
                            ])
                        ), "held_next?": .text,
                        "opened?": .list(.record(["entry": registryEntry, "made": .time, "way": .text])),
                        "opened_next?": .text,
                    ])
                )
            ],
            run: APIService.holders
        ),
    ]

    /// What can be done about an entry.
    enum RegistryAct: String, CaseIterable {
        case copy
        case hand
        case transfer
        case receipt
        case destroy
    }

    /// A text of the body within its bound; nil if it is left out or empty.
    package func line(_ name: String, _ call: APICall, most: Int = RegistryLimits.line) throws(APIFault) -> String? {
        guard let given = try call.optional(name) else { return nil }
        let start = given.drop(while: \.isWhitespace)
        guard let end = start.lastIndex(where: { !$0.isWhitespace }) else { return nil }
        let text = String(start[...end])
        guard text.utf8.count <= 4 * most, text.count <= most else { throw .invalid("`\(name)` is too long") }
        guard most > RegistryLimits.line || !text.contains(where: \.isNewline) else {
            throw .invalid("`\(name)` is one line")
        }
        return text
    }

    package func needed(_ name: String, _ call: APICall, most: Int = RegistryLimits.line) throws(APIFault) -> String {
        guard let text = try line(name, call, most: most) else { throw .invalid("`\(name)` is missing") }
        return text
    }

    /// A whole number of the body within bounds.
    package func whole(_ name: String, _ call: APICall, _ range: ClosedRange<Int>, default other: Int? = nil)
        throws(APIFault) -> Int
    {
        guard let value = try call.content()[name], value.kind != .null else {
            guard let other else { throw .invalid("`\(name)` is missing") }
            return other
        }
        guard let number = value.integer, range.contains(number) else {
            throw .invalid("`\(name)` is no number from \(range.lowerBound) to \(range.upperBound)")
        }
        return number
    }

    /// One of some words of the body.
    package func word<Word: RawRepresentable & CaseIterable>(_ name: String, _ call: APICall) throws(APIFault) -> Word
    where Word.RawValue == String {
        guard let word = Word(rawValue: try call.text(name)) else {
            let words = Word.allCases.map(\.rawValue).joined(separator: ", ")
            throw .invalid("`\(name)` is none of \(words)")
        }
        return word
    }

    /// Does something in the registry; what speaks against it is found in the same transaction.
    package func inRegistry(
        _ person: SignedIn,
        _ body: @Sendable @escaping (RegistryDesk, Connection) throws(StoreError) -> APIFault?
    ) throws(APIFault) {
        let fault = try attempt { () throws(NodeError) in
            try node.change { connection throws(StoreError) -> APIFault? in
                try body(RegistryDesk(person, self.node, connection), connection)
            }
        }
        if let fault { throw fault }
    }

    private typealias EntryAct = @Sendable (RegistryDesk, StoredRegistryEntry) throws(StoreError) -> APIFault?

    package func actOnEntry(_ call: APICall) throws(APIFault) -> HTTPResponse {
        let person = try call.signedIn()
        let number = call.target
        let act: RegistryAct = try word("act", call)
        let run: EntryAct =
            switch act {
            case .copy: try copying(call)
            case .hand: try handing(call)
            case .transfer: try transferring(call)
            case .receipt: try receiving(call)
            case .destroy: try destroying(call)
            }
        try inRegistry(person) { desk, _ throws(StoreError) in
            guard let entry = try desk.entry(number) else { return .notFound }
            return try run(desk, entry)
        }
        return Self.nothing
    }

    /// Who gets a copy, as the body names it.
    private func holder(_ call: APICall) throws(APIFault) -> (account: String?, person: String?, place: String) {
        let (account, person) = (try line("account", call), try line("person", call))
        guard account == nil || person == nil else { throw .invalid("`account` and `person` exclude each other") }
        return (account, person, try needed("place", call))
    }

    private static let noAccount = APIFault.invalid("`account` is nobody's")

    private func copying(_ call: APICall) throws(APIFault) -> EntryAct {
        let kind: RegistryDesk.CopyKind = try word("kind", call)
        let count = try whole("count", call, 1...RegistryLimits.copiesAtOnce, default: 1)
        let to = try holder(call)
        return { desk, entry throws(StoreError) in
            guard let holder = try desk.holder(account: to.account, person: to.person, place: to.place) else {
                return Self.noAccount
            }
            return try desk.copy(entry, kind, count: count, for: holder)
        }
    }

    private func copyNumber(_ call: APICall, from least: Int = 1) throws(APIFault) -> Int64 {
        Int64(try whole("copy", call, least...1_000_000))
    }

    private func handing(_ call: APICall) throws(APIFault) -> EntryAct {
        let (copy, to) = (try copyNumber(call), try holder(call))
        return { desk, entry throws(StoreError) in
            guard let holder = try desk.holder(account: to.account, person: to.person, place: to.place) else {
                return Self.noAccount
            }
            return try desk.hand(entry, copy, to: holder)
        }
    }

    private func transferring(_ call: APICall) throws(APIFault) -> EntryAct {
        let (copy, registry) = (try copyNumber(call), try needed("registry", call))
        let method: RegistryDesk.Method = try word("method", call)
        let covers = try whole("covers", call, 0...10)
        guard covers >= RegistryDesk.Method.covers else {
            throw .invalid("`covers`: it goes in two sealed covers at least (R16)")
        }
        let courier = try line("courier", call) ?? ""
        let sent = node.clock()
        let transfer = StoredRegistryTransfer(
            number: copy,
            registry: registry,
            method: method.rawValue,
            covers: Int64(covers),
            courier: courier,
            sent: sent
        )
        return { desk, entry throws(StoreError) in try desk.transfer(entry, transfer) }
    }

    private func receiving(_ call: APICall) throws(APIFault) -> EntryAct {
        let (copy, receipt) = (try copyNumber(call), try needed("receipt", call))
        return { desk, entry throws(StoreError) in try desk.receive(entry, copy, receipt: receipt) }
    }

    private func destroying(_ call: APICall) throws(APIFault) -> EntryAct {
        let copy = try copyNumber(call, from: 0)
        let method: RegistryDesk.Destroying = try word("method", call)
        let reason = try needed("reason", call, most: RegistryLimits.text)
        return { desk, entry throws(StoreError) in try desk.propose(entry, copy, by: method, reason: reason) }
    }

    /// What a person holds, and has opened.
    package func holders(_ call: APICall) throws(APIFault) -> HTTPResponse {
        let person = try call.signedIn()
        let limit = try call.number("limit", 1...RegistryLimits.longestPage, default: RegistryLimits.page)
        let (heldPlaces, openedPlaces) = (
            node.places(of: "held", for: person), node.places(of: "opened", for: person)
        )
        let (after, before) = (
            try call.place("held", heldPlaces) ?? 0, try call.place("opened", openedPlaces) ?? .max
        )
        let (account, name, titles) = (call.asked("account"), call.asked("person"), try partnerTitles())
        guard account == nil || name == nil else { throw .invalid("`account` and `person` exclude each other") }
        let answer = try reading { connection throws(StoreError) -> JSONTree in
            let accounts = try AccountRows(connection).all()
            let others = try RegistryCopyRows(connection).holders().filter {
                $0.account.isEmpty && !$0.person.isEmpty
            }
            let persons =
                accounts.map { ($0.name, $0.title) } + others.map { ("", $0.person) }
            var answer = JSONTree.members([
                "persons": .array(
                    persons.map { .members(["account": .string($0.0), "title": .string($0.1)]) }
                )
            ])
            guard account != nil || name != nil else { return answer }
            let names = try registryNames(person, call, titles, connection)
            let (rows, copies) = (RegistryRows(connection), RegistryCopyRows(connection))
            let title = account.flatMap { account in accounts.first { $0.name == account }?.title } ?? name ?? ""
            let held = try copies.held(account: account ?? "", person: title, after: after, limit: limit + 1)
            let items = try Self.held(held.prefix(limit), names, rows)
            answer["held"] = .array(items)
            if held.count > limit { answer["held_next"] = .string(heldPlaces.text(held[limit - 1].row)) }
            guard let account else { return answer }
            let opened = try rows.openings(by: account, before: before, limit: limit + 1)
            let openings = try Self.opened(opened.prefix(limit), names, rows)
            answer["opened"] = .array(openings)
            if opened.count > limit { answer["opened_next"] = .string(openedPlaces.text(opened[limit - 1].row)) }
            return answer
        }
        return Self.json(answer)
    }

    private static func held(
        _ copies: ArraySlice<StoredRegistryCopy>,
        _ names: RegistryNames,
        _ rows: RegistryRows
    ) throws(StoreError) -> [JSONTree] {
        var items: [JSONTree] = []
        for copy in copies {
            guard let entry = try rows.entry(row: copy.entry) else { continue }
            items.append(
                .members([
                    "entry": try names.json(entry), "copy": .integer(Int(copy.number)), "kind": .string(copy.kind),
                    "place": .string(copy.place), "since": .string(Moment.text(copy.since)),
                ])
            )
        }
        return items
    }

    private static func opened(
        _ acts: ArraySlice<StoredRegistryAct>,
        _ names: RegistryNames,
        _ rows: RegistryRows
    ) throws(StoreError) -> [JSONTree] {
        var items: [JSONTree] = []
        for act in acts {
            guard let row = act.entry, let entry = try rows.entry(row: row) else { continue }
            items.append(
                .members([
                    "entry": try names.json(entry), "made": .string(Moment.text(act.made)), "way": .string(act.way),
                ])
            )
        }
        return items
    }
}
