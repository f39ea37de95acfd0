internal import Calls
import Configuration
internal import Exchange
import Installation
import JSON
import Releasing
import Store

/// `entente register`: what duties need to be on record.
enum RegisterVerb {
    static let verb = Verb(
        name: "register",
        summary: "keep consents, instructions, assurances, cleared persons, holders, visits, losses",
        synopsis: "add KIND NAME=VALUE… --officer O | list [KIND] | close NUMBER --officer O | check | kinds",
        description: """
            A value that begins with `[` or `{`, and `true` and `false`, are json; all others are texts.

            \(RecordKind.all.map { "  \($0.name): \($0.summary) (\($0.rule)); needs \($0.required.joined(separator: ", "))" }.joined(separator: "\n"))

            A level, a party or a need of a person that stands nowhere is refused, with what may have been meant: a need is a
            subject of an agreement or of a label that is held, one that another person has, or an item that is held. `--new`
            takes a new one.

            Closing a consent withdraws what it let go from the feeds. `check` names what the duties still ask for.

            Exit status: 0 done (check: nothing is open), 1 check: something is open, 2 could not be done.
            """,
        options: [
            NoticeAccess.officer, NoticeAccess.account,
            .flag("closed", "list: closed ones as well"),
            .flag("new", "add person: a need that stands nowhere yet is meant"),
            NodeAccess.option,
            NodeAccess.json,
        ],
        examples: [
            "entente register add consent by=Korea to=Japan item=report--… reference='Note 14/26' --officer 'A. Martin'",
            "entente register add instruction name=SI-7 to=japan tlp=green until=2027-01-01 --officer 'A. Martin'",
        ],
        run: run
    )

    @Sendable
    private static func run(_ arguments: Arguments) throws(CommandFailure) -> ExitStatus {
        guard let action = arguments.operands.first else {
            throw CommandFailure("an action is needed", help: "the actions are add, list, close, check, kinds")
        }
        let words = Array(arguments.operands.dropFirst())
        if action == "kinds" {
            for kind in RecordKind.all { Output.print("\(kind.name)  \(kind.summary) (\(kind.rule))\n") }
            return .yes
        }
        let node = try NodeAccess.open(arguments)
        defer { node.close() }
        switch action {
        case "add": return try add(words, node, arguments)
        case "list": return try list(words, node, arguments)
        case "close": return try close(words, node, arguments)
        case "check":
            let open = try NodeAccess.attempt { () throws(NodeError) in try node.openDuties() }
            for duty in open {
                if arguments.has("json") {
                    NodeAccess.print(duty.json)
                } else {
                    Output.print("\(duty.rule) \(duty.code): \(duty.text)\n")
                }
            }
            return open.isEmpty ? .yes : .no
        default:
            throw CommandFailure("unknown action `\(action)`", help: "the actions are add, list, close, check, kinds")
        }
    }

    private static func add(_ words: [String], _ node: Node, _ arguments: Arguments) throws(CommandFailure)
        -> ExitStatus
    {
        guard let name = words.first, let kind = RecordKind.all.first(where: { $0.name == name }) else {
            let kinds = RecordKind.all.map(\.name).joined(separator: ", ")
            throw CommandFailure("unknown kind `\(words.first ?? "")`", help: "the kinds are \(kinds)")
        }
        var members: [JSONMember] = []
        for word in words.dropFirst() {
            let parts = word.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
            guard parts.count == 2 else { throw CommandFailure("`\(word)` is not NAME=VALUE") }
            let isJSON = parts[1].hasPrefix("[") || parts[1].hasPrefix("{") || ["true", "false"].contains(parts[1])
            if isJSON {
                guard let document = try? JSONDocument(parts[1]) else { throw CommandFailure("`\(word)` is no json") }
                members.append(JSONMember(parts[0], JSONTree(document.root)))
            } else {
                members.append(JSONMember(parts[0], .string(parts[1])))
            }
        }
        let role: Role = ["consent", "instruction"].contains(name) ? .disclosureOfficer : .securityOfficer
        let officer = try NoticeAccess.actor(arguments, node, role).officer
        let needs = RecordedNeeds(isNew: arguments.has("new"))
        let row = try NodeAccess.attempt { () throws(NodeError) in
            try node.record(kind, members, officer: officer, needs: needs)
        }
        if arguments.has("json") {
            NodeAccess.print(.members(["number": .integer(Int(row))]))
        } else {
            Output.print("\(row)\n")
        }
        return .yes
    }

    private static func list(_ words: [String], _ node: Node, _ arguments: Arguments) throws(CommandFailure)
        -> ExitStatus
    {
        let records = try NodeAccess.stored { () throws(StoreError) in
            try node.store.read { connection throws(StoreError) in
                try RecordRows(connection).all(words.first, closed: arguments.has("closed"))
            }
        }
        for record in records {
            if arguments.has("json") {
                NodeAccess.print(
                    .members([
                        "number": .integer(Int(record.row)), "kind": .string(record.kind),
                        "record": .encoded(record.body),
                        "recorded": NodeAccess.time(record.recorded).map { .string($0) },
                        "officer": .string(record.officer),
                        "closed": NodeAccess.time(record.closed).map { .string($0) },
                    ])
                )
            } else {
                let body = String(decoding: record.body, as: UTF8.self)
                Output.print("\(record.row) \(record.kind) \(body)\(record.closed == nil ? "" : " closed")\n")
            }
        }
        return .yes
    }

    private static func close(_ words: [String], _ node: Node, _ arguments: Arguments) throws(CommandFailure)
        -> ExitStatus
    {
        guard let row = words.first.flatMap({ Int64($0) }), words.count == 1 else {
            throw CommandFailure("exactly one number is needed")
        }
        let officer = try NoticeAccess.actor(arguments, node, .securityOfficer, .disclosureOfficer).officer
        let gone = try NodeAccess.attempt { () throws(NodeError) in try node.closeRecord(row, officer: officer) }
        for withdrawal in gone {
            if arguments.has("json") {
                NodeAccess.print(
                    .members([
                        "withdrawn": .string(withdrawal.id), "party": .string(withdrawal.party),
                        "code": .string(withdrawal.code),
                    ])
                )
            } else {
                Output.print("withdrawn from \(withdrawal.party): \(withdrawal.id) (\(withdrawal.code))\n")
            }
        }
        return .yes
    }
}
