import Configuration
import Installation
import JSON
import Labels
import MerkleLog
import STIX
import Witnessing

/// `entente audit`: what was given to whom, when, on what ground, by whom, each with its proof.
enum AuditVerb {
    static let verb = Verb(
        name: "audit",
        summary: "list what the node's log holds, each entry with its proof",
        synopsis: """
            [--kind K] [--party P] [--object ID] [--officer O] [--agreement A [--article N]]
                   [--from T] [--until T] [--report FILE | --json] [--node DIR]
            """,
        description: """
            Lists the entries of the node's own log, oldest first: releases, renditions, withdrawals, refusals,
            deliveries, receipts taken, and what was changed in agreements, records, links and keys. --from and --until
            are days in UTC, or timestamps. With --json each line has what the party knows of the entry, what only this
            node knows (`inside`), and the receipt. With --report a signed report is written: a signed note (C2SP
            signed-note) that `entente note verify` checks with the key of the log.

            Exit status: 0 there are entries, 1 there are none, 2 could not be done.
            """,
        options: [
            NodeAccess.option, .value("kind", "K", "what happened, such as release; given for release and rendition"),
            .value("party", "P", "the partner that it concerns, by any name of its party"),
            .value("object", "ID", "the object"),
            .value("officer", "O", "who did it"), .value("agreement", "A", "an agreement that it stands on"),
            .value("article", "N", "an article of it with its parts, such as 'article 4'"),
            .value("from", "T", "the first day or moment"), .value("until", "T", "the last day or moment"),
            .value("report", "FILE", "write a signed report"), NodeAccess.json,
        ],
        examples: ["entente audit --party japan --kind release --from 2026-11-01 --node run/eu"],
        run: run
    )

    @Sendable
    private static func run(_ arguments: Arguments) throws(CommandFailure) -> ExitStatus {
        guard arguments.operands.isEmpty else { throw CommandFailure("what is asked for is named with options") }
        var question = AuditQuestion()
        question.kind = arguments.value("kind")
        question.party = arguments.value("party")
        question.object = arguments.value("object")
        question.officer = arguments.value("officer")
        question.agreement = arguments.value("agreement")
        question.article = arguments.value("article")
        if let text = arguments.value("from") { question.from = try moment(text, isEnd: false) }
        if let text = arguments.value("until") { question.until = try moment(text, isEnd: true) }
        let node = try NodeAccess.open(arguments)
        defer { node.close() }
        question.party = try question.party.map { name throws(CommandFailure) in try NodeAccess.partner(name, node) }
        if let path = arguments.value("report") { return try write(question, to: path, node, arguments) }
        var count = 0
        try NodeAccess.attempt { () throws(NodeError) in
            try node.audit(question) { entry in
                count += 1
                if arguments.has("json") {
                    var json = entry.json
                    json["receipt"] = .string(String(decoding: entry.receipt.bytes, as: UTF8.self))
                    NodeAccess.print(json)
                } else {
                    Output.print(line(entry.json))
                }
            }
        }
        if count == 0 { try hint(question, node) }
        return count > 0 ? .yes : .no
    }

    /// Says which articles there are, where one is asked for that no agreement in use has.
    private static func hint(_ question: AuditQuestion, _ node: Node) throws(CommandFailure) {
        let instead = try NodeAccess.attempt { () throws(NodeError) in try node.articlesInstead(of: question) }
        guard let instead, let article = question.article else { return }
        let place = question.agreement.map { "`\($0)`" } ?? "the set in use"
        let known = instead.isEmpty ? "" : "; its articles are " + instead.map { "`\($0)`" }.joined(separator: ", ")
        Output.error("no `\(article)` is in \(place)\(known)\n")
    }

    private static func line(_ json: JSONTree) -> String {
        let inside = json["inside"]
        let parts = [
            json["made"]?.string, json["kind"]?.string, json["to"].map { "to \($0.string ?? "")" },
            json["id"]?.string, inside?["officer"].map { "by \($0.string ?? "")" },
            json["basis"].map { "on \(($0.elements ?? []).compactMap(\.string).joined(separator: "; "))" },
        ]
        return parts.compactMap { $0 }.joined(separator: "  ") + "\n"
    }

    private static func write(
        _ question: AuditQuestion,
        to path: String,
        _ node: Node,
        _ arguments: Arguments
    ) throws(CommandFailure) -> ExitStatus {
        let asked = ["kind", "party", "object", "officer", "agreement", "article", "from", "until"].compactMap {
            name in
            arguments.value(name).map { "\(name)=\($0)" }
        }
        let report = try NodeAccess.attempt { () throws(NodeError) in
            try node.report(question, asked: asked.joined(separator: " "))
        }
        guard let report else { return .no }
        do throws(Files.Failure) {
            try Files.write(report.note, to: path)
        } catch {
            throw CommandFailure(error.description)
        }
        return report.count > 0 ? .yes : .no
    }

    /// A day with a time of it, or a timestamp, in microseconds since 1970.
    private static func moment(_ text: String, isEnd: Bool) throws(CommandFailure) -> Int64 {
        guard let moment = AuditQuestion.moment(text, isEnd: isEnd) else {
            throw CommandFailure("`\(text)` is neither a day such as `2026-11-24` nor a timestamp in UTC")
        }
        return moment
    }
}
