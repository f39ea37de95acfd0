import Calls
import Configuration
internal import Desk
internal import Installation
import JSON
internal import Release
internal import Releasing
import Work
import Workspaces

/// `entente talks`: what is done in talks and in texts that sides agree on, for whoever has the node's folder.
enum TalksVerb {
    static let verb = Verb(
        name: "talks",
        summary: "dialogues, rounds, and texts that sides agree on line by line",
        synopsis: "ACT [FIELD=VALUE…] [--body FILE] --officer NAME [--node DIR]",
        description: """
            Acts: open (a dialogue), next, round, brief, record, non-paper, action, close; text (opens a text), propose,
            counter, agree, agree-ad-referendum, reserve, withdraw. Without one, lists the acts with their fields.
            handover prints what a successor has to know of a dialogue, table a text row by row.

            A field is FIELD=TEXT, FIELD.KEY=TEXT for one of several texts by name, FIELD[]=TEXT for one of a list, or
            FIELD:=JSON; --body reads all of them as JSON from a file (`-`: standard input). What is written is the
            party's own. With `send:=true` it is then given to the other parties, as far as the rules allow; an act of
            the party counts from then on.

            Exit status: 0 done, 1 something may not be given, 2 could not be done.
            """,
        options: [
            .value("body", "FILE", "the fields as json"), NoticeAccess.officer, NodeAccess.option, NodeAccess.json,
        ],
        examples: [
            "entente talks propose text=entente-text--… row=art_4 body.en='…' body.ja='…' --officer 'A. Martin'",
            "entente talks agree text=entente-text--… row=art_4 digest=… send:=true --officer 'A. Martin'",
            "entente talks handover series=entente-dialogue--… --node run/eu",
        ],
        run: run
    )

    @Sendable
    private static func run(_ arguments: Arguments) throws(CommandFailure) -> ExitStatus {
        guard let name = arguments.operands.first else { return list() }
        let body = try fields(arguments)
        let node = try NodeAccess.open(arguments)
        defer { node.close() }
        if let question = questions[name] {
            var query: [String: String] = [:]
            for member in body.members ?? [] {
                if case .string(let text) = member.value { query[member.name] = text }
            }
            let answer = try NodeAccess.attempt { () throws(NodeError) in try node.answer(question, query) }
            Output.write(answer.prettyBytes() + Array("\n".utf8))
            return .yes
        }
        guard let (act, given) = act(name, body) else {
            throw CommandFailure("there is no act `\(name)`", help: "`entente talks` lists them")
        }
        guard let officer = arguments.value("officer"), !officer.isEmpty else {
            throw CommandFailure("`--officer NAME` is needed", help: "the log says that root acted for that name")
        }
        let document = try parsed(given.bytes())
        let actor = Actor.host(for: officer)
        let written = try NodeAccess.attempt { () throws(NodeError) in
            try node.act(act, document.root, by: actor)
        }
        for one in written { Output.print("\(one.id) \(one.version)\n") }
        return try give(written, actor, node)
    }

    /// Gives what was written to those who are to have it.
    private static func give(_ written: [OperatorWritten], _ actor: Actor, _ node: Node) throws(CommandFailure)
        -> ExitStatus
    {
        let sent = written.filter { !$0.recipients.isEmpty }
        guard let first = sent.first else { return .yes }
        let parties = try NodeAccess.partners(first.recipients, node)
        var order = ReleaseOrder(parties: parties, ids: sent.map(\.id), named: [], officer: "")
        order.versions = Dictionary(sent.map { ($0.id, $0.version) }) { first, _ in first }
        let results = try NodeAccess.attempt { [order] () throws(NodeError) in
            try node.release(try node.allowed(order, for: actor))
        }
        let refused = results.filter { !$0.decision.outcome.lets }
        for result in refused { Output.error("\(result.id) may not be given to \(result.party)\n") }
        return refused.isEmpty ? .yes : .no
    }

    private static let all = Workspaces.all.filter { ["talks", "texts"].contains($0.name) }

    private static var questions: [String: WorkQuestion] {
        var found: [String: WorkQuestion] = [:]
        for workspace in all {
            for question in workspace.questions where !question.name.isEmpty { found[question.name] = question }
        }
        return found
    }

    /// An act by the name that people use for it, with what the name says already.
    private static func act(_ name: String, _ body: JSONTree) -> (WorkAct, JSONTree)? {
        var body = body
        var (workspace, real) = ("talks", name)
        switch name {
        case "text": (workspace, real) = ("texts", "open")
        case "propose", "counter": (workspace, real) = ("texts", "propose")
        case "agree", "agree-ad-referendum", "reserve", "withdraw":
            (workspace, real) = ("texts", "act")
            body["verb"] = .string(name)
        default: break
        }
        return all.first { $0.name == workspace }?.acts.first { $0.name == real }.map { ($0, body) }
    }

    private static func list() -> ExitStatus {
        for workspace in all {
            for act in workspace.acts {
                let name =
                    workspace.name == "texts" ? ["open": "text", "act": "agree"][act.name] ?? act.name : act.name
                Output.print("\(name)\n    \(act.summary)\n")
            }
        }
        return .yes
    }

    /// The fields that are given as operands and as a file.
    private static func fields(_ arguments: Arguments) throws(CommandFailure) -> JSONTree {
        var body = JSONTree.object([])
        if let file = arguments.value("body") {
            body = JSONTree(try parsed(try read(file)).root)
        }
        for operand in arguments.operands.dropFirst() {
            guard let equals = operand.firstIndex(of: "="), equals != operand.startIndex else {
                throw CommandFailure("`\(operand)` is no FIELD=VALUE")
            }
            var name = String(operand[..<equals])
            let text = String(operand[operand.index(after: equals)...])
            if name.hasSuffix(":") {
                name.removeLast()
                body[name] = JSONTree(try parsed(Array(text.utf8)).root)
            } else if name.hasSuffix("[]") {
                name.removeLast(2)
                body[name] = .array((body[name]?.elements ?? []) + [.string(text)])
            } else if let dot = name.firstIndex(of: ".") {
                let field = String(name[..<dot])
                var texts = body[field] ?? .object([])
                texts[String(name[name.index(after: dot)...])] = .string(text)
                body[field] = texts
            } else {
                body[name] = .string(text)
            }
        }
        return body
    }

    private static func read(_ file: String) throws(CommandFailure) -> [UInt8] {
        do throws(Files.Failure) { return try Files.read(file, limit: 4 << 20, isNamed: true) } catch {
            throw CommandFailure(error.description)
        }
    }

    private static func parsed(_ bytes: [UInt8]) throws(CommandFailure) -> JSONDocument {
        do throws(JSONError) { return try JSONDocument(parsing: bytes) } catch {
            throw CommandFailure("\(error)")
        }
    }
}
