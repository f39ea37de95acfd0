import Agreements
import JSON
import Labels
import Release

/// `entente decide`: may this go to that party, and why.
enum DecideVerb {
    static let verb = Verb(
        name: "decide",
        summary: "say whether something may go to a party, with the articles",
        synopsis: "ID --to PARTY | ID --person NAME | --label L --from PARTY --to PARTY | --batch",
        description: """
            With --person, whether a person may see it: clearance, nationality, need to know, briefing (R08, R09, R13). A
            NAME is looked up among the open `person` records of the node's register; without an ID the person is json.
            With an ID, about an object of the node. With --label or --tlp, about a marking, without a store. With
            --batch, about one json question a line of standard input, one answer a line.

            A level is written as scheme or party and level: `EU RESTREINT UE/EU RESTRICTED`. Agreements are read from
            --agreements, $ENTENTE_AGREEMENTS, or the node's folder. --assume takes a draft as agreed and in force:
            what would be if.

            Exit status: 0 release or rendition, 1 refer or refuse, 2 could not be done. With --batch: 0 if every line
            could be read.
            """,
        options: [
            .value("agreements", "PATH", "agreement files", isRepeatable: true),
            .value("set", "N", "with an ID: an earlier set of agreements, by its number"),
            .value("assume", "NAME", "take a draft or other agreement as in force", isRepeatable: true),
            .value("label", "LEVEL", "a level", isRepeatable: true), .value("tlp", "LEVEL", "clear, green, amber, …"),
            .value("from", "PARTY", "the party that decides"), .value("to", "PARTY", "the party that would get it"),
            .value("origin", "PARTY", "a party whose information it is", isRepeatable: true),
            .value("channel", "C", "electronic (default) or courier"),
            .value("on", "DATE", "the day (default: today)"),
            .value("releasable-to", "PARTIES", "a list of parties, with commas", isRepeatable: true),
            .value("caveat", "C", "a restrictive marking such as ORCON", isRepeatable: true),
            .value("subject", "S", "what it is about", isRepeatable: true),
            .value("given-for", "P", "a purpose that it is limited to", isRepeatable: true),
            .flag("give-absent", "let identifiers of what is not held here go"),
            .value("version", "TIME", "this version of the one held object, by its `modified`"),
            .value("purpose", "P", "what it is wanted for"), .value("review", "DATE", "the date of review"),
            .value("consent", "PARTY", "an originator that consented in writing", isRepeatable: true),
            .value("assured", "AGREEMENT", "under which the recipient assured protection", isRepeatable: true),
            .value("contractor", "STATE", "the recipient is a contractor: cleared or not-cleared"),
            .value("person", "NAME", "a person of the register, or json: nationality, clearances, …"),
            .flag("named", "the release act names the recipient (tlp:amber)"),
            .flag("undecided", "no officer has decided yet"), .value("lang", "L", "en, ja, fr or de"),
            .flag("batch", "questions on standard input"),
            .flag("brief", "batch: print outcomes and codes only"), NodeAccess.option, NodeAccess.json,
        ],
        examples: [
            "entente decide --agreements Examples/agreements --from EU --to Japan --label 'EU SECRET UE/EU SECRET'",
            "entente decide report--2b0c… --to japan --node run/eu --lang ja",
            "entente decide report--2b0c… --person 'A. Martin' --node run/eu",
        ],
        run: run
    )

    @Sendable
    private static func run(_ arguments: Arguments) throws(CommandFailure) -> ExitStatus {
        if arguments.has("batch") { return try batch(arguments) }
        if !arguments.operands.isEmpty { return try NodeDecision.run(arguments) }
        var json = json(arguments)
        if let person = arguments.value("person") {
            guard person.hasPrefix("{") else {
                throw CommandFailure(
                    "a person of the register is asked about an object of the node",
                    help: "give the object's ID, or the person as json"
                )
            }
            json["person"] = try attempt { () throws(JSONError) in JSONTree(try JSONDocument(person).root) }
        }
        let document = try attempt { [json] () throws(JSONError) in try JSONDocument(parsing: json.bytes()) }
        let reader = try read(document.root)
        let tables = try AgreementAccess.tables(arguments, day: reader.day)
        for name in arguments.values("consent") where tables.party(name) == nil {
            let near = Suggestion.nearest(to: name, in: tables.set.parties.flatMap { [$0.name] + $0.codes })
            throw CommandFailure(
                "there is no party `\(name)` that consents",
                help: near.map { "did you mean `\($0)`?" }
            )
        }
        let question = try self.question(reader, tables)
        let decision = try self.decision(reader, question, tables)
        show(decision, tables, from: question.from, to: question.to, arguments)
        return decision.outcome.lets ? .yes : .no
    }

    /// The options as a question.
    private static func json(_ arguments: Arguments) -> JSONTree {
        func list(_ option: String) -> JSONTree? {
            arguments.has(option) ? .strings(arguments.values(option)) : nil
        }
        let audiences = arguments.values("releasable-to").map { text in
            JSONTree.strings(text.split(separator: ",").map { String($0).trimmed })
        }
        let to = arguments.value("to") ?? ""
        let consents = arguments.values("consent").map { party -> JSONTree in
            .members(["by": .string(party), "to": .string(to), "reference": .string("--consent")])
        }
        return .members([
            "item": .string("item"), "from": arguments.value("from").map { .string($0) },
            "to": arguments.value("to").map { .string($0) }, "on": arguments.value("on").map { .string($0) },
            "channel": arguments.value("channel").map { .string($0) }, "labels": list("label"),
            "tlp": arguments.value("tlp").map { .string($0) }, "origins": list("origin"),
            "audiences": audiences.isEmpty ? nil : .array(audiences), "caveats": list("caveat"),
            "subjects": list("subject"), "given_for": list("given-for"),
            "purpose": arguments.value("purpose").map { .string($0) },
            "review": arguments.value("review").map { .string($0) },
            "consents": consents.isEmpty ? nil : .array(consents), "assurances": list("assured"),
            "contractor": arguments.value("contractor").map { .string($0) },
            "named": arguments.has("named") ? .bool(true) : nil,
            "maker": arguments.has("undecided") ? .string("nobody") : nil,
        ])
    }

    private static func attempt<Value>(_ body: () throws(JSONError) -> Value) throws(CommandFailure) -> Value {
        do throws(JSONError) {
            return try body()
        } catch {
            throw CommandFailure("\(error)")
        }
    }

    private static func read(_ json: JSONValue) throws(CommandFailure) -> QuestionReader {
        do throws(QuestionReader.Fault) {
            return try QuestionReader(json)
        } catch {
            throw CommandFailure(error.description)
        }
    }

    private static func question(_ reader: QuestionReader, _ tables: AgreementTables) throws(CommandFailure)
        -> ReleaseQuestion
    {
        do throws(QuestionReader.Fault) {
            return try reader.question(tables)
        } catch {
            throw CommandFailure(error.description)
        }
    }

    private static func decision(
        _ reader: QuestionReader,
        _ question: ReleaseQuestion,
        _ tables: AgreementTables
    ) throws(CommandFailure) -> Decision {
        do throws(QuestionReader.Fault) {
            return try reader.decision(question, tables)
        } catch {
            throw CommandFailure(error.description)
        }
    }

    private static func batch(_ arguments: Arguments) throws(CommandFailure) -> ExitStatus {
        let set = try AgreementAccess.set(arguments)
        let today = try AgreementAccess.day(arguments)
        var byDay: [Day: AgreementTables] = [:]
        let current = AgreementTables(set, day: today)
        var lines = InputLines(try Input(path: "-"))
        var status = ExitStatus.yes
        while let line = try lines.next() {
            var answer: JSONTree
            var id: JSONTree?
            do {
                let document = try JSONDocument(parsing: line)
                id = document.root["id"].map { JSONTree($0) }
                let reader = try QuestionReader(document.root)
                let tables: AgreementTables
                if let day = reader.day {
                    tables = byDay[day] ?? AgreementTables(set, on: day)
                    byDay[day] = tables
                } else {
                    tables = current
                }
                let question = try reader.question(tables)
                let decision = try reader.decision(question, tables)
                if arguments.has("brief") {
                    answer = .members([
                        "outcome": .string(decision.outcome.rawValue),
                        "codes": .strings(decision.grounds.map(\.code.rawValue)),
                    ])
                } else {
                    answer =
                        Explanation(
                            decision,
                            tables,
                            from: question.from,
                            to: question.to,
                            language: arguments.value("lang") ?? "en"
                        ).json
                }
            } catch {
                answer = .members(["error": .string("\(error)")])
                status = .failed
            }
            // An answer that is an error says whose question it is, too.
            if let id { answer["id"] = id }
            NodeAccess.print(answer)
        }
        return status
    }

    /// Prints a decision.
    static func show(
        _ decision: Decision,
        _ tables: AgreementTables,
        from: Int,
        to: Int,
        _ arguments: Arguments
    ) {
        let language = arguments.value("lang") ?? "en"
        let explanation = Explanation(decision, tables, from: from, to: to, language: language)
        if arguments.has("json") {
            var json = explanation.json(withWords: true)
            json["on"] = .string(tables.day.description)
            NodeAccess.print(json)
            return
        }
        Output.print("\(decision.outcome.rawValue)\n")
        for ground in decision.grounds {
            Output.print(explanation.line(of: ground) + "\n")
        }
        for level in explanation.equivalents { Output.print("  = \(level.description)\n") }
        for remedy in explanation.remedies { Output.print("  > \(remedy)\n") }
    }
}

extension String {
    /// Without spaces at both ends.
    var trimmed: String {
        var text = Substring(self)
        while text.first?.isWhitespace ?? false { text.removeFirst() }
        while text.last?.isWhitespace ?? false { text.removeLast() }
        return String(text)
    }
}
