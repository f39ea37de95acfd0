internal import Configuration
internal import DetectionFormats
internal import Hits
internal import Installation
internal import JSON
internal import STIX
internal import Store
internal import Work
internal import Workspaces

/// Random operations of people and partners, each answer looked through for what its reader may not have.
///
/// After some readings the same is asked again when something that the reader may not see was written in between: the
/// answers must be the same to the byte, cursors to their length, so that no number, order, size or cursor tells of it.
public final class CanaryRun {
    /// What came of it.
    public struct Outcome: Sendable {
        /// How many operations were done.
        public var operations = 0
        /// How many readings were repeated after a hidden writing.
        public var repeated = 0
        /// How many bytes were looked through.
        public var bytes = 0
        /// How often something planted was found where it may be.
        public var seen = 0
        /// How many objects and versions were written, and how many releases let something go.
        public var written = 0
        /// How many releases let something go.
        public var released = 0
        /// How many readings of partners were answered with what they may read.
        public var fed = 0
        /// How many of those were of a part.
        public var parts = 0
        /// How many papers in paragraphs of different markings were written.
        public var papers = 0
        /// How many objects for the own side's eyes alone were written.
        public var ownEyes = 0
        /// How many texts that sides agree on were read with words of somebody.
        public var tables = 0
        /// How many counts a hook told.
        public var told = 0
        /// How often a stream gave something.
        public var streamed = 0
        /// What may not be, with the request that showed it.
        public var leaks: [String] = []
    }

    let world: CanaryWorld
    let tools: CanaryTools
    /// The two partners, and the tool that has a key.
    var secrets = CanarySecrets(partners: 3)
    var random: SeededGenerator
    var outcome = Outcome()
    /// Cursors that readers were given, by the request without them.
    private var cursors: [String: String] = [:]

    private static let people = ["high", "low", "officer", "chief", "keeper"]
    private static let partners = ["japan", "korea"]
    private static let consumers = ["sensor", "vault"]
    /// So many of the last objects are referred to.
    static let recent = 500

    /// A run in a world of its own.
    /// - Parameter seed: decides everything but identifiers.
    /// - Throws: if the world cannot be set up.
    public init(seed: UInt64) throws {
        world = try CanaryWorld()
        tools = try CanaryTools(world)
        random = SeededGenerator(seed: seed)
    }

    /// Does so many operations, or fewer if something leaks.
    /// - Parameter count: how many.
    /// - Returns: what came of it.
    public func run(_ count: Int) -> Outcome {
        while outcome.operations < count, outcome.leaks.isEmpty {
            outcome.operations += 1
            world.clock.turn(by: Int64.random(in: 1_000...1_000_000, using: &random))
            switch Int.random(in: 0..<100, using: &random) {
            case 0..<7: write()
            case 7..<10: writeAgain()
            case 10..<16: release()
            case 16..<17: withdraw()
            case 17..<20: submit()
            default: read()
            }
            if outcome.operations.isMultiple(of: 50) {
                readTables()
                runTools()
                // A short run has few papers, whatever the dice say.
                write(as: "report")
            }
        }
        outcome.seen = secrets.seen
        if let leak = secrets.leak(in: world.log, to: nil) {
            outcome.leaks.append("the node's own log: \(leak.text)")
        }
        return outcome
    }

    // Asking, and looking at what came.

    @discardableResult
    private func ask(_ who: String, _ method: String, _ target: String, _ body: JSONTree? = nil) -> RouterClient
        .Answer?
    {
        guard let actor = world.actors[who] else { return nil }
        let answer = actor.client.send(method, target, body: body)
        outcome.bytes += answer.bytes.count
        if let leak = secrets.leak(in: answer.bytes, to: actor.reader, asked: answer.asked) {
            outcome.leaks.append("\(who) got `\(leak.text)` (\(leak.level)) from \(method) \(target)")
        }
        if Self.partners.contains(who), answer.status == 200 { outcome.fed += 1 }
        if answer.status >= 500 { outcome.leaks.append("\(who): status \(answer.status) from \(method) \(target)") }
        return answer
    }

    // Writing.

    private func write(by given: String? = nil, _ wanted: CanarySecrets.Level? = nil, as type: String? = nil) {
        let who = given ?? (Bool.random(using: &random) ? "high" : "low")
        let level = wanted ?? level(of: who)
        let (object, tokens) = object(level, who, created: "2026-01-01T00:00:00.000Z", as: type)
        guard let answer = ask(who, "POST", "/api/v1/objects", .members(["object": object])), answer.status == 201,
            let id = answer.json?["id"]?.string
        else { return }
        secrets.wrote(id, level, tokens)
        if OwnEyes.covers(id) { outcome.ownEyes += 1 }
        note(object)
    }

    /// Counts what was written.
    private func note(_ object: JSONTree) {
        outcome.written += 1
        if ParagraphBlocks(of: object) != nil { outcome.papers += 1 }
    }

    /// A newer version, which may be of another level.
    private func writeAgain() {
        guard let place = secrets.items.indices.randomElement(using: &random) else { return }
        let item = secrets.items[place]
        let who = item.level == .open && Bool.random(using: &random) ? "low" : "high"
        let level = Int.random(in: 0..<4, using: &random) == 0 ? level(of: who) : item.level
        var (object, tokens) = object(level, who, created: "2026-01-01T00:00:00.000Z")
        guard object["type"]?.string.map({ item.id.hasPrefix($0 + "--") }) ?? false else { return }
        object["id"] = .string(item.id)
        guard let answer = ask(who, "POST", "/api/v1/objects", .members(["object": object])), answer.status == 201
        else { return }
        secrets.wrote(again: place, level, tokens)
        note(object)
    }

    /// An object that the officer mostly may see.
    private func someForOfficer() -> Int? {
        let places = secrets.items.indices
        let open = places.filter { secrets.items[$0].level <= .restricted }
        return (Int.random(in: 0..<8, using: &random) == 0 ? Array(places) : open).randomElement(using: &random)
    }

    private func release() {
        guard let place = someForOfficer() else { return }
        let partner = Int.random(in: 0..<2, using: &random)
        let (id, name) = (secrets.items[place].id, Self.partners[partner])
        let order = JSONTree.members(["ids": .strings([id]), "parties": .strings([name])])
        guard let answer = ask("officer", "POST", "/api/v1/releases", order), answer.status == 200 else { return }
        let outcomes = answer.json?["results"]?.elements?.compactMap { $0["outcome"]?.string } ?? []
        guard outcomes.contains(where: { $0 == "release" || $0 == "rendition" }) else { return }
        if OwnEyes.covers(id) { outcome.leaks.append("\(id) was released to \(name)") }
        secrets.released(place, to: partner)
        outcome.released += 1
        if outcomes.contains("rendition") { outcome.parts += 1 }
    }

    private func withdraw() {
        guard let place = someForOfficer() else { return }
        let partner = Int.random(in: 0..<2, using: &random)
        let order = JSONTree.members([
            "item": .string(secrets.items[place].id), "action": "withdraw", "due": "2099-01-01",
            "partners": .strings([Self.partners[partner]]),
        ])
        guard let answer = ask("officer", "POST", "/api/v1/recalls", order), answer.status == 200 else { return }
        secrets.takeBack(place, from: partner)
    }

    /// An author hands in what there is, with a word that officers alone may read who may see it, and no partner.
    private func submit() {
        guard let place = secrets.items.indices.randomElement(using: &random) else { return }
        let item = secrets.items[place]
        let who = item.level == .open && Bool.random(using: &random) ? "low" : "high"
        let (text, token) = secrets.text(item.level)
        let order = JSONTree.members([
            "item": .string(item.id), "parties": .strings([Self.partners.randomElement(using: &random) ?? "japan"]),
            "text": .string("words \(text)"),
        ])
        guard let answer = ask(who, "POST", "/api/v1/submissions", order), answer.status == 201,
            let id = answer.json?["id"]?.string
        else { return }
        secrets.wrote("submission--\(id)", item.level, [token])
        let back = JSONTree.members(["act": "return", "text": "not yet"])
        if Bool.random(using: &random) { ask("officer", "POST", "/api/v1/submissions/\(id)", back) }
    }

    // Reading.

    private func read() {
        let kind = Int.random(in: 0..<12, using: &random)
        let (isPartner, isConsumer) = (kind < 4, kind == 4)
        let all = isPartner ? Self.partners : isConsumer ? Self.consumers : Self.people
        guard let who = all.randomElement(using: &random) else { return }
        if !isPartner, !isConsumer, Int.random(in: 0..<20, using: &random) == 0 { return check(who) }
        let target = isPartner ? exchangeTarget(who) : isConsumer ? detectionTarget() : consoleTarget(who)
        // What is searched has to be in the index before, or it appears by itself.
        let isRepeated =
            Int.random(in: 0..<6, using: &random) == 0
            && !["high", "keeper", "vault"].contains(who)
        if isRepeated || target.contains("q=") { try? world.hits.finish() }
        guard let first = ask(who, "GET", target) else { return }
        note(first, target)
        guard isRepeated, outcome.leaks.isEmpty else { return }
        let now = world.clock.now
        for _ in 0..<Int.random(in: 1...3, using: &random) { write(by: "high", .secret) }
        // Nothing but the writing is to differ; what follows stands on its own.
        world.clock.turn(by: now - world.clock.now)
        try? world.hits.finish()
        guard let second = ask(who, "GET", target) else { return }
        outcome.repeated += 1
        if Self.plain(first) != Self.plain(second) {
            outcome.leaks.append(
                "\(who) can tell from GET \(target) that something hidden was written: \(Self.difference(first, second))"
            )
        }
        world.clock.turn(by: 10_000)
    }

    /// The rows of texts, from time to time whatever the dice say: a short run has few of them.
    private func readTables() {
        for id in secrets.items.suffix(Self.recent).map(\.id).filter(Self.isText).suffix(3) {
            for who in ["high", "low"] {
                let target = "/api/v1/texts/table?text=\(id)"
                if let answer = ask(who, "GET", target) { note(answer, target) }
            }
        }
    }

    /// What somebody has at hand, which each indicator of the run asks for.
    private func check(_ who: String) {
        let text = #"{"type":"file","id":"file--8f2b1a0c-7c55-4c36-9f4e-1d1b6f3a2e01","name":"a thing"}"#
        ask(who, "POST", "/api/v1/cyber/check?mode=practical", .members(["text": .string(text)]))
    }

    /// An identifier, mostly of something that is there.
    private func someID() -> String {
        secrets.items.randomElement(using: &random)?.id ?? "campaign--" + Samples.uuid(7)
    }

    /// What analysts ask.
    private var cyberQuestions: [String] {
        [
            "cyber/correlations?object=\(someID())", "cyber?mode=practical", "cyber/indicators?score=misp",
            "cyber/indicators?score=own", "cyber/new", "cyber/new?since=2026-01-01T00:00:00Z",
            "cyber/object?object=\(someID())", "detection/given?object=\(someID())", "warning-lists", "decay-rules",
            "cyber/arrived?all=true", "cyber/arrived", "cyber/arrived?indicator=\(someID())",
            "cyber/advisories", "cyber/vex", "cyber/vex?product=open", "cyber/advisory?id=\(someID())",
            "cyber/steps?object=\(someStepped())",
        ]
    }

    /// An identifier of something that may have steps.
    private func someStepped() -> String {
        let recent = secrets.items.suffix(Self.recent).map(\.id)
        let stepped = recent.filter { $0.hasPrefix("attack-flow--") || $0.hasPrefix("report--") }
        return stepped.randomElement(using: &random) ?? someID()
    }

    private func consoleTarget(_ who: String) -> String {
        let limit = Int.random(in: 1...20, using: &random)
        let base: String
        switch Int.random(in: 0..<20, using: &random) {
        case 0: base = "/api/v1/objects/\(someID())"
        case 1: base = "/api/v1/objects/\(someID())/decisions"
        case 2: base = "/api/v1/holdings?limit=\(limit)&q=open"
        case 3: base = "/api/v1/holdings?limit=\(limit)&q=words"
        case 4:
            base =
                "/api/v1/holdings?limit=\(limit)&q=CANARY\(String(Int.random(in: 1_000_000_000..<1_000_000_400, using: &random)).dropFirst())"
        case 5: base = "/api/v1/export?limit=\(limit)"
        case 6: base = "/api/v1/export?ids=\(someID()),\(someID())"
        case 7: base = "/api/v1/today"
        case 8: base = "/api/v1/queue"
        case 9:
            let reports = secrets.items.suffix(Self.recent).map(\.id).filter { $0.hasPrefix("report--") }
            base =
                limit > 10
                ? "/api/v1/holdings?limit=\(limit)&type=report"
                : "/api/v1/misp/event?id=\(reports.randomElement(using: &random) ?? someID())"
        case 10:
            base =
                "/api/v1/"
                + ((Workspaces.all.map(\.name) + [
                    "searches", "markings", "quarantine", "recalls", "inbox", "submissions", "holders",
                    "musters", "destructions", "registry?limit=\(limit)", "holders?account=high",
                    "sources", "hooks", "consumers", "detection?format=zeek", "detection?format=csv",
                    "detection?format=rpz",
                ] + cyberQuestions).randomElement(
                    using: &random
                ) ?? "watch")
        case 11:
            base =
                "/api/v1/"
                + (["partners", "agreements", "node", "consents", "losses", "instructions"].randomElement(
                    using: &random
                ) ?? "node")
        case 12:
            let number = "\(Moment.text(world.clock.now).prefix(4))-\(Int.random(in: 1...50, using: &random))"
            base = "/api/v1/registry/\(number)" + (Bool.random(using: &random) ? "/acts?limit=\(limit)" : "")
        case 13: base = "/api/v1/registry?object=\(someID())"
        case 14, 15, 17:
            let texts = secrets.items.suffix(Self.recent).map(\.id).filter(Self.isText)
            let question = limit > 8 ? "table" : limit > 5 ? "draft" : limit > 2 ? "effect" : "merge"
            let held = question == "effect" ? "&held=ours" : ""
            base = "/api/v1/texts/\(question)?text=\(texts.randomElement(using: &random) ?? someID())\(held)"
        case 16:
            let recent = secrets.items.suffix(Self.recent).map(\.id)
            base =
                limit > 8
                ? "/api/v1/cases/case?case=\(recent.filter(Self.isCase).randomElement(using: &random) ?? someID())"
                : "/api/v1/sightings?of=\(recent.filter { $0.hasPrefix("indicator--") }.last ?? someID())"
        default: base = "/api/v1/holdings?limit=\(limit)"
        }
        return continued(who, base)
    }

    /// A file for programs that detect, where its lines come from, or nothing.
    private func detectionTarget() -> String {
        let format = DetectionFormat.allCases.randomElement(using: &random) ?? .zeek
        let names = format.files + ["lines.json", "none"]
        return "/detection/\(format.rawValue)/\(names.randomElement(using: &random) ?? "none")"
    }

    private func exchangeTarget(_ who: String) -> String {
        let feed = "/\(who)/collections/feed/"
        let limit = Int.random(in: 1...20, using: &random)
        let base: String
        switch Int.random(in: 0..<10, using: &random) {
        case 0: base = "\(feed)manifest/?limit=\(limit)"
        case 1: base = "\(feed)objects/?match[id]=\(someID())&match[version]=all"
        case 2: base = "\(feed)objects/\(someID())/"
        case 3: base = "\(feed)objects/\(someID())/versions/"
        case 4: base = "\(feed)objects/?match[type]=report&match[version]=all&limit=\(limit)"
        case 5: base = "\(feed)manifest/?match[id]=\(someID())&match[version]=all"
        case 6:
            base =
                [
                    "/taxii2/", "/\(who)/", "/\(who)/collections/", feed, "/japan/collections/feed/objects/",
                    "/tools/collections/",
                ].randomElement(using: &random) ?? feed
        default: base = "\(feed)objects/?match[version]=all&limit=\(limit)"
        }
        return continued(who, base)
    }

    /// The request for the next page, where one was promised.
    private func continued(_ who: String, _ base: String) -> String {
        guard Bool.random(using: &random), base.contains("?"), let next = cursors[base] else { return base }
        return "\(base)&next=\(next)"
    }

    private func note(_ answer: RouterClient.Answer, _ target: String) {
        let base = target.split(separator: "&").filter { !$0.hasPrefix("next=") }.joined(separator: "&")
        cursors[base] = answer.json?["next"]?.string
        if answer.json?["text"]?["rows"]?.elements?.isEmpty == false { outcome.tables += 1 }
    }

    /// An answer without what differs by chance: the place of a cursor is sealed anew each time, a bundle gets an
    /// identifier.
    package static func plain(_ answer: RouterClient.Answer) -> String {
        var text = String(decoding: answer.bytes, as: UTF8.self)
        if let next = answer.json?["next"]?.string {
            text.replace(next, with: String(repeating: "n", count: next.count))
        }
        guard let start = text.firstRange(of: "\"bundle--") else { return text }
        let end = text.index(start.upperBound, offsetBy: 36, limitedBy: text.endIndex) ?? text.endIndex
        text.removeSubrange(start.upperBound..<end)
        // The digest of a bundle is that of the identifier too.
        if let digest = answer.json?["sha256"]?.string { text.replace(digest, with: "") }
        return text
    }

    private static func difference(_ one: RouterClient.Answer, _ other: RouterClient.Answer) -> String {
        let (first, second) = (Array(plain(one)), Array(plain(other)))
        let place = zip(first, second).prefix { $0 == $1 }.count
        return
            "`\(String(first.dropFirst(max(0, place - 60)).prefix(120)))` and `\(String(second.dropFirst(max(0, place - 60)).prefix(120)))`"
    }
}
