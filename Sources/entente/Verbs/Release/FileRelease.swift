import Agreements
import Configuration
import Cryptography
internal import Holdings
import JSON
import Labels
import Release

/// `entente release --file` and `--batch`: a bundle for one recipient, without a store.
enum FileRelease {
    static func run(_ arguments: Arguments) throws(CommandFailure) -> ExitStatus {
        let path = arguments.value("file") ?? "-"
        let bundle = try parse(try Input(path: path).all(), path)
        var json: [JSONMember] = []
        for (option, name) in [("from", "from"), ("on", "on"), ("channel", "channel"), ("purpose", "purpose")] {
            if let value = arguments.value(option) { json.append(JSONMember(name, .string(value))) }
        }
        let recipients = arguments.values("to")
        guard recipients.count == 1, let to = recipients.first else {
            throw CommandFailure("exactly one `--to PARTY` is needed")
        }
        json.append(JSONMember("to", .string(to)))
        if arguments.values("name").contains(to) { json.append(JSONMember("named", .bool(true))) }
        if arguments.has("give-absent") { json.append(JSONMember("give_absent", .bool(true))) }
        if arguments.has("assured") { json.append(JSONMember("assurances", .strings(arguments.values("assured")))) }
        var consents: [JSONTree] = []
        for text in arguments.values("consent") {
            consents.append(JSONTree(try parse(Array(text.utf8), "--consent").root))
        }
        if !consents.isEmpty { json.append(JSONMember("consents", .array(consents))) }
        let question = try parse(JSONTree.object(json).bytes(), "the options")
        let set = try AgreementAccess.set(arguments)
        let answer = try release(bundle.root, question.root, try explanations(arguments), set, arguments)
        if let output = arguments.value("output") {
            try AgreementAccess.attempt { () throws(Files.Failure) in
                try Files.write(answer.bundle.prettyBytes() + [UInt8(ascii: "\n")], to: output)
            }
        }
        if arguments.has("json") {
            NodeAccess.print(answer.json)
        } else {
            for result in answer.results {
                Output.print("\(result.id): \(result.outcome)\(result.reason.map { " (\($0))" } ?? "")\n")
            }
            for warning in answer.warnings { Output.print("  ! \(warning)\n") }
        }
        return answer.lets ? .yes : .no
    }

    static func batch(_ arguments: Arguments) throws(CommandFailure) -> ExitStatus {
        let set = try AgreementAccess.set(arguments)
        var lines = InputLines(try Input(path: "-"))
        var status = ExitStatus.yes
        while let line = try lines.next() {
            var id: JSONTree?
            do throws(CommandFailure) {
                let document = try parse(line, "the line")
                id = document.root["id"].map { JSONTree($0) }
                guard let bundle = document.root["bundle"] else { throw CommandFailure("`bundle` is missing") }
                var question = JSONTree(document.root)
                question["bundle"] = nil
                question["explanations"] = nil
                let rest = try parse(question.bytes(), "the line")
                let explained = try explanations(document.root["explanations"])
                var json = try release(bundle, rest.root, explained, set, arguments).json
                if let id { json["id"] = id }
                NodeAccess.print(json)
            } catch {
                NodeAccess.print(.members(["error": .string(error.description), "id": id]))
                status = .failed
            }
        }
        return status
    }

    /// `--explain MARKING=MEANING`: what an officer has said that a marking means.
    private static func explanations(_ arguments: Arguments) throws(CommandFailure) -> [MarkingExplanation] {
        try arguments.values("explain").map { text throws(CommandFailure) in
            let parts = text.split(separator: "=", maxSplits: 1).map(String.init)
            guard parts.count == 2, let meaning = MarkingExplanation.Meaning(word: parts[1]) else {
                let words = MarkingExplanation.Meaning.words.joined(separator: ", ")
                throw CommandFailure("`\(text)` is not MARKING=MEANING", help: "the meanings are \(words)")
            }
            return MarkingExplanation(marking: parts[0], meaning: meaning)
        }
    }

    /// The explanations of a case: a list of records of kind `marking`.
    private static func explanations(_ list: JSONValue?) throws(CommandFailure) -> [MarkingExplanation] {
        guard let list else { return [] }
        let found = list.elements.compactMap { MarkingExplanation($0) }
        guard list.kind == .array, found.count == list.count else {
            throw CommandFailure("an element of `explanations` has no `marking` with a known `meaning`")
        }
        return found
    }

    /// What one run gives.
    private struct Answer {
        var json: JSONTree
        var bundle: JSONTree
        var lets: Bool
        var results: [(id: String, outcome: String, reason: String?)]
        var warnings: [String] = []
    }

    private static func parse(_ bytes: [UInt8], _ name: String) throws(CommandFailure) -> JSONDocument {
        do throws(JSONError) {
            return try JSONDocument(parsing: bytes)
        } catch {
            throw CommandFailure("\(name): \(error)")
        }
    }

    private static func release(
        _ bundle: JSONValue,
        _ case: JSONValue,
        _ explanations: [MarkingExplanation],
        _ set: AgreementSet,
        _ arguments: Arguments
    ) throws(CommandFailure) -> Answer {
        let reader: QuestionReader
        let question: ReleaseQuestion
        let tables: AgreementTables
        do throws(QuestionReader.Fault) {
            reader = try QuestionReader(`case`)
        } catch {
            throw CommandFailure(error.description)
        }
        if let day = reader.day {
            tables = AgreementTables(set, on: day)
        } else {
            tables = AgreementTables(set, day: try AgreementAccess.day(arguments))
        }
        do throws(QuestionReader.Fault) {
            question = try reader.question(tables, from: arguments.value("from"))
        } catch {
            throw CommandFailure(error.description)
        }
        let objects = bundle["objects"].map { Array($0.elements) } ?? (bundle["id"] == nil ? [] : [bundle])
        guard !objects.isEmpty || bundle["type"]?.isString("bundle") ?? false else {
            throw CommandFailure("a STIX bundle or object is needed")
        }
        var documents: [JSONDocument] = []
        for object in objects { documents.append(try parse(JSONTree(object).bytes(), "the bundle")) }
        let key =
            try arguments.value("key").map { path throws(CommandFailure) in
                try AgreementAccess.attempt { () throws(Files.Failure) in
                    try Files.read(path, limit: 1 << 16, isNamed: true)
                }
            } ?? Random.bytes(32)
        let now = reader.day.map { Int64($0.number) * 86_400_000_000 } ?? SystemClock.now()
        let release = BundleRelease(
            documents,
            question,
            consents: question.consents,
            explanations: explanations,
            tables,
            now: now,
            validator: .strict,
            authenticate: { HMACSHA256.code(of: $0, key: key) },
            digest: { SHA256.digest(of: $0) }
        )
        return answer(release, question, tables, arguments)
    }

    private static func answer(
        _ release: BundleRelease,
        _ question: ReleaseQuestion,
        _ tables: AgreementTables,
        _ arguments: Arguments
    ) -> Answer {
        let language = arguments.value("lang") ?? "en"
        var results: [(id: String, outcome: String, reason: String?)] = []
        var items: [JSONTree] = []
        var warnings: [String] = []
        for result in release.results {
            let explanation = Explanation(
                result.decision,
                tables,
                from: question.from,
                to: question.to,
                language: language
            )
            warnings += result.warnings.map {
                "\(result.id): \(explanation.text(of: $0))  [\($0.code.rawValue)]"
            }
            let first = result.decision.grounds.first { $0.verdict != .permits }
            let isLet = result.decision.outcome.lets
            results.append(
                (
                    result.id, result.isIdle ? "not needed" : result.decision.outcome.rawValue,
                    isLet ? nil : first?.code.rawValue
                )
            )
            var json = explanation.json(withWords: true)
            json["id"] = .string(result.id)
            json["type"] = .string(result.type)
            json["warnings"] = explanation.json(of: result.warnings)
            if result.isIdle { json["needed"] = .bool(false) }
            if let rendition = result.rendition {
                json["rendition"] = .string(rendition.id)
                json["withheld"] = .array(rendition.withheld.map { $0.json(explanation) })
            }
            items.append(json)
        }
        let id = "bundle--" + Random.uuid()
        let bundle: JSONTree = .members([
            "type": .string("bundle"), "id": .string(id),
            "objects": release.objects.isEmpty ? nil : .array(release.objects.map { .encoded($0) }),
        ])
        let outcome: Decision.Outcome =
            release.results.allSatisfy { $0.decision.outcome == .release }
            ? .release : release.lets ? .rendition : release.results.map(\.decision.outcome).max() ?? .refuse
        let json: JSONTree = .members([
            "outcome": .string(outcome.rawValue), "from": .string(name(question.from, tables)),
            "to": .string(name(question.to, tables)), "on": .string(tables.day.description),
            "channel": .string(question.channel.rawValue), "bundle": bundle, "objects": .array(items),
        ])
        return Answer(json: json, bundle: bundle, lets: release.lets, results: results, warnings: warnings)
    }

    private static func name(_ party: Int, _ tables: AgreementTables) -> String {
        tables.set.parties.indices.contains(party) ? tables.set.parties[party].name : ""
    }
}
