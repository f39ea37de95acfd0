internal import Configuration
internal import Cryptography
internal import Database
internal import Exchange
internal import Installation
internal import JSON
internal import Releasing
internal import STIX
internal import Store

/// People who play in an exercise, and everybody else outside of its cells, read at random while injects wait behind
/// the wall.
///
/// Each answer is looked through for anything of an inject, identifiers too. Now and then the same is asked about an
/// inject that is there and about one that is not: the answers are the same to the byte, and the store has done the
/// same for both. And the same is asked before and after one more inject was written: nothing tells of it.
public final class WallRun {
    /// What came of it.
    public struct Outcome: Sendable {
        /// How many readings of players and others outside were done.
        public var reads = 0
        /// How many bytes were looked through.
        public var bytes = 0
        /// How many pairs of what is there and what is not were compared.
        public var pairs = 0
        /// How many readings were repeated after an inject was written.
        public var repeated = 0
        /// How many injects were sent.
        public var sent = 0
        /// How often a player had a message that was sent.
        public var received = 0
        /// How often who controls the exercise was given something of an inject.
        public var controlled = 0
        /// What may not be, with the request that showed it.
        public var leaks: [String] = []
    }

    private static let planted = Array("WALLED".utf8)
    private static let type = "entente-exercise-inject"
    private static let people = ["high", "officer", "chief", "guard", "keeper"]
    private static let partners = ["japan", "korea"]

    private let world: CanaryWorld
    private let faults = Faults()
    private var random: SeededGenerator
    private var outcome = Outcome()
    /// The exercise.
    private var exercise = ""
    /// Injects that were not sent, and what was.
    private var waiting: [String] = []
    private var messages: [String] = []
    private var number = 0

    /// A run in a world of its own: `low` controls the exercise, `high`, who is cleared for everything, plays.
    /// - Parameters:
    ///   - injects: how many wait.
    ///   - seed: decides everything but identifiers.
    /// - Throws: if the world cannot be set up.
    public init(injects: Int, seed: UInt64) throws {
        world = try CanaryWorld(faults: faults)
        random = SeededGenerator(seed: seed)
        try open()
        while waiting.count < injects { try write(min(200, injects - waiting.count)) }
        try world.node.store.finishIndexing()
    }

    /// Does so many readings, or fewer if something leaks.
    /// - Parameter count: how many.
    /// - Returns: what came of it.
    public func run(_ count: Int) -> Outcome {
        while outcome.reads < count, outcome.leaks.isEmpty {
            world.clock.turn(by: Int64.random(in: 1_000...100_000, using: &random))
            switch Int.random(in: 0..<1_000, using: &random) {
            case 0..<3: send()
            case 3..<30: compare()
            case 30..<40: repeatReading()
            case 40..<45: control()
            default: read()
            }
        }
        return outcome
    }

    // Setting up.

    private func open() throws {
        let identity = "identity--\(Samples.uuid("japan".utf8.reduce(0) { $0 * 31 + Int($1) }))"
        try world.keepIdentity(identity, "Japan")
        let answer = try act(
            "open",
            [
                "name": "LOTUS", "kind": "table", "starts": .string(Moment.text(world.clock.now)),
                "ends": .string(Moment.text(world.clock.now + 86_400_000_000 * 30)), "zone": "UTC",
                "parties": .strings([identity]), "markings": .strings([CanaryWorld.marking[.open] ?? ""]),
            ]
        )
        guard let id = answer.first(where: { $0.hasPrefix("entente-exercise--") }) else {
            throw CanaryWorld.Failure(description: "no exercise: \(answer)")
        }
        exercise = id
        try world.seat("low", "white", in: id)
        try world.seat("high", "bridge", in: id)
        for (party, cell) in [("Japan", "bridge"), ("Korea", "observer")] { try world.openFeed(party, id, cell) }
        for (cell, kind) in [("white", "white"), ("bridge", "audience")] {
            _ = try act(
                "cell",
                ["exercise": .string(id), "name": .string(cell), "cell": .string(cell), "kind": .string(kind)]
            )
        }
        try write(1)
        _ = try act("startex", ["exercise": .string(id)])
    }

    private func write(_ count: Int) throws {
        let rows = (0..<count).map { _ -> JSONTree in
            number += 1
            func text(_ what: String) -> JSONTree { .string("WALLED \(what) \(number)") }
            return .members([
                "number": .string("N\(number)"), "name": text("title"), "storyline": text("story"),
                "event": text("event"),
                "incident": text("incident"), "body": text("body"), "expected": text("expected"),
                "responsible": text("responsible"), "remarks": text("remarks"), "audience": .strings(["bridge"]),
                "planned_at": number.isMultiple(of: 3)
                    ? nil : .string(Moment.text(world.clock.now + Int64(number) * 60_000_000)),
                "state": "ready", "columns": .members(["Own": text("column")]),
            ])
        }
        let written = try act("injects", ["exercise": .string(exercise), "rows": .array(rows)])
        waiting += written.filter { $0.hasPrefix(Self.type + "--") }
    }

    /// Does something as who controls the exercise.
    /// - Returns: the identifiers of what was written.
    private func act(_ name: String, _ body: KeyValuePairs<String, JSONTree?>) throws -> [String] {
        guard let control = world.actors["low"] else { return [] }
        let answer = control.client.send("POST", "/api/v1/exercises/\(name)", body: .members(body))
        guard answer.status == 201 else {
            throw CanaryWorld.Failure(
                description: "\(name): \(String(decoding: answer.body.prefix(400), as: UTF8.self))"
            )
        }
        return answer.json?["objects"]?.elements?.compactMap { $0["id"]?.string } ?? []
    }

    // Reading.

    private func ask(_ who: String, _ target: String) -> RouterClient.Answer? {
        guard let actor = world.actors[who] else { return nil }
        let answer = actor.client.send("GET", target)
        outcome.reads += 1
        outcome.bytes += answer.bytes.count
        if let place = Self.find(Self.planted, in: answer.bytes, but: answer.asked) {
            outcome.leaks.append("\(who) got \(Self.around(place, answer.bytes)) from \(target)")
        } else if let place = Self.find(Array((Self.type + "--").utf8), in: answer.bytes, but: answer.asked) {
            outcome.leaks.append("\(who) got the identifier \(Self.around(place, answer.bytes)) from \(target)")
        }
        if answer.status >= 500 { outcome.leaks.append("\(who): status \(answer.status) from \(target)") }
        return answer
    }

    /// Where something stands in an answer that was not asked for.
    private static func find(_ text: [UInt8], in bytes: [UInt8], but asked: String) -> Int? {
        guard !asked.utf8.contains(text) else { return nil }
        return bytes.firstRange(of: text)?.lowerBound
    }

    private static func around(_ place: Int, _ bytes: [UInt8]) -> String {
        "`\(String(decoding: bytes[max(0, place - 60)..<min(bytes.count, place + 60)], as: UTF8.self))`"
    }

    private func read() {
        let isPartner = Int.random(in: 0..<5, using: &random) == 0
        guard let who = (isPartner ? Self.partners : Self.people).randomElement(using: &random) else { return }
        let target = isPartner ? feed(who) : console(some())
        guard let answer = ask(who, target) else { return }
        if who == "high", answer.bytes.firstRange(of: Array("SENT".utf8)) != nil { outcome.received += 1 }
    }

    /// An inject, what was sent, or what is nowhere.
    private func some() -> String {
        switch Int.random(in: 0..<4, using: &random) {
        case 0: "\(Self.type)--\(random.uuid())"
        case 1: messages.randomElement(using: &random) ?? exercise
        default: waiting.randomElement(using: &random) ?? exercise
        }
    }

    private func console(_ id: String) -> String {
        let limit = Int.random(in: 1...50, using: &random)
        // What really leaves is an entry of the log, which is written to the disk each time.
        let export = Int.random(in: 0..<50, using: &random) == 0 ? "export?" : "export?trial=true&"
        let one = [
            "objects/\(id)", "objects/\(id)/decisions", "cyber/object?object=\(id)", "registry?object=\(id)",
            "\(export)ids=\(id)", "cyber/correlations?object=\(id)", "texts/table?text=\(id)",
        ]
        let all = [
            "exercises", "exercises/exercise?exercise=\(exercise)", "exercises/no-play",
            "exercises/programme?exercise=\(exercise)", "exercises/injects?exercise=\(exercise)",
            "exercises/live?exercise=\(exercise)", "exercises/after?exercise=\(exercise)",
            "holdings?limit=\(limit)", "holdings?limit=\(limit)&q=WALLED", "holdings?limit=\(limit)&q=title",
            "holdings?limit=\(limit)&type=\(Self.type)", "holdings?limit=\(limit)&q=N\(limit)",
            "\(export)limit=\(limit)", "today", "queue", "inbox", "submissions", "watch", "commitments", "markings",
            "quarantine", "recalls", "searches", "types", "session",
        ]
        return "/api/v1/" + ((Bool.random(using: &random) ? one : all).randomElement(using: &random) ?? "exercises")
    }

    private func feed(_ who: String) -> String {
        let feed = "/\(who)/collections/feed/"
        return [
            "\(feed)objects/?limit=\(Int.random(in: 1...50, using: &random))", "\(feed)objects/\(some())/",
            "\(feed)manifest/?match[type]=\(Self.type)", "\(feed)objects/?match[id]=\(some())", feed,
        ].randomElement(using: &random) ?? feed
    }

    /// Who controls the exercise is given what others are not: a search that finds nothing anywhere proves nothing.
    private func control() {
        guard let actor = world.actors["low"] else { return }
        let answer = actor.client.send("GET", console(waiting.randomElement(using: &random) ?? exercise))
        if answer.bytes.firstRange(of: Self.planted) != nil { outcome.controlled += 1 }
    }

    /// An inject goes to its audience: what it says then is something else, and the inject stays where it was.
    private func send() {
        guard let place = waiting.indices.randomElement(using: &random) else { return }
        let body: KeyValuePairs<String, JSONTree?> = [
            "inject": .string(waiting[place]), "body": .string("SENT \(place)"), "anyway": .bool(true),
        ]
        do {
            let written = try act("send", body)
            waiting.remove(at: place)
            messages += written.filter { $0.hasPrefix("entente-exercise-message--") }
            outcome.sent += 1
            if waiting.count < 20 { try write(50) }
        } catch {
            outcome.leaks.append("nothing is sent: \(error)")
        }
    }

    // Comparing.

    /// The same is asked about what is there and what is not.
    private func compare() {
        guard let there = waiting.randomElement(using: &random), let who = Self.people.randomElement(using: &random)
        else { return }
        let nowhere = "\(Self.type)--\(random.uuid())"
        let place = Int.random(in: 0..<7, using: &random)
        func answer(_ id: String) -> (text: String, statements: Int)? {
            let target =
                "/api/v1/"
                + [
                    "objects/\(id)", "objects/\(id)/decisions", "cyber/object?object=\(id)", "registry?object=\(id)",
                    // A trial: what leaves is an entry, and what an entry costs depends on how long the log is.
                    "export?trial=true&ids=\(id)", "cyber/correlations?object=\(id)", "texts/table?text=\(id)",
                ][place]
            faults.arm(at: 0, .refused)
            let answer = ask(who, target)
            let count = faults.disarm()
            return answer.map { (CanaryRun.plain($0).replacing(id, with: "ID"), count) }
        }
        let now = world.clock.now
        // What is read first fills caches for both.
        _ = answer(nowhere)
        world.clock.turn(by: now - world.clock.now)
        guard var one = answer(there) else { return }
        world.clock.turn(by: now - world.clock.now)
        guard var other = answer(nowhere) else { return }
        outcome.pairs += 1
        // What works on behind a writing is counted too: what is real stays when it is asked again.
        for _ in 0..<8 where one.statements != other.statements {
            if let again = answer(there) { one.statements = min(one.statements, again.statements) }
            if let again = answer(nowhere) { other.statements = min(other.statements, again.statements) }
        }
        if one.text != other.text {
            outcome.leaks.append("\(who) can tell by \(place) that there is an inject: \(one.text) and \(other.text)")
        } else if one.statements != other.statements {
            outcome.leaks.append(
                "the store does \(one.statements) for an inject, \(other.statements) for none: \(place), \(who)"
            )
        }
    }

    /// The same is asked before and after one more inject was written.
    private func repeatReading() {
        guard let who = Self.people.randomElement(using: &random) else { return }
        let target = console(exercise)
        let now = world.clock.now
        guard let first = ask(who, target) else { return }
        do { try write(1) } catch { outcome.leaks.append("no inject is written: \(error)") }
        world.clock.turn(by: now - world.clock.now)
        guard let second = ask(who, target) else { return }
        outcome.repeated += 1
        if CanaryRun.plain(first) != CanaryRun.plain(second) {
            outcome.leaks.append("\(who) can tell from \(target) that an inject was written")
        }
        world.clock.turn(by: 10_000)
    }
}

extension SeededGenerator {
    /// A UUID that the seed decides.
    mutating func uuid() -> String {
        var text = ""
        for count in [8, 4, 3, 3, 12] {
            text += text.isEmpty ? "" : "-"
            if count == 3 { text += text.count < 15 ? "4" : "8" }
            for _ in 0..<count { text += String(Int.random(in: 0..<16, using: &self), radix: 16) }
        }
        return text
    }
}

extension CanaryWorld {
    /// Enters a person in a cell of an exercise, in place of the record that is there.
    func seat(_ name: String, _ cell: String, in exercise: String) throws {
        let known = try node.reading { connection throws(StoreError) in
            try RecordRows(connection).all("person", name: name).first
        }
        guard let known, let kind = RecordKind.all.first(where: { $0.name == "person" }) else { return }
        let seat = JSONTree.members(["exercise": .string(exercise), "cell": .string(cell)])
        let members = JSONTree(try JSONDocument(parsing: known.body).root).members ?? []
        _ = try node.record(
            kind,
            members + [JSONMember("exercises", .array([seat]))],
            officer: "S",
            replacing: known.row
        )
    }

    /// Has what a partner's party is called.
    func keepIdentity(_ id: String, _ name: String) throws {
        let object = JSONTree.members([
            "type": "identity", "spec_version": "2.1", "id": .string(id), "name": .string(name),
            "identity_class": "organization", "created": "2026-01-01T00:00:00.000Z",
            "modified": "2026-01-01T00:00:00.000Z",
            "object_marking_refs": .strings([Self.marking[.open] ?? ""]),
        ])
        let path = node.folder.path + "/identity.json"
        try TestFiles.write(Samples.bundle([object]).bytes(), to: path)
        _ = try node.importFile(path)
    }

    /// Opens a partner's feed for one cell of an exercise.
    func openFeed(_ party: String, _ exercise: String, _ cell: String) throws {
        guard let kind = RecordKind.all.first(where: { $0.name == RecordKind.exercise }) else { return }
        let members = [
            JSONMember("party", .string(party)), JSONMember("exercise", .string(exercise)),
            JSONMember("cells", .strings([cell])),
        ]
        _ = try node.record(kind, members, officer: "S")
    }
}
