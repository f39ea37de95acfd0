import STIX
import TAXII

/// A partner's feed, what a node has durably of it, and the machine between them; everything that can happen is a step.
///
/// The partner answers queries as the standard says, so that what a query asks for is judged by what comes of it.
/// Whatever it does besides (lie, break, forget) is a step of its own.
struct PullWorld: Hashable {
    /// When each member was added, in milliseconds: two share a date, and a page may end between them.
    static let dates: [Int64] = [1, 2, 2]
    static let most = 2
    /// The member that the intake refuses, or not; on a page of its own nothing is left then.
    static let doubtful = 1

    /// Whether the partner gives `next`; else its pages end with a date.
    let givesNext: Bool
    /// The place that is durable.
    var cursor: String?
    /// Whether evidence is kept against the partner.
    var hasEvidence = false
    var kept: Set<Int> = []
    var refused: Set<Int> = []
    /// Members of pages whose place is durable: they are not asked for again.
    var covered: Set<Int> = []
    /// How often the partner has forgotten what it gave as `next`.
    var forgotten = 0
    /// Whether a pull was given up by this side: by a process that died, or a store that failed.
    var isDropped = true
    /// Whether the partner has led astray: then it has itself to thank for what it gives twice or late.
    var isMisled = false
    /// The members of the page that came last, and which of them the intake refuses.
    var offered: [Int] = []
    var bad: Set<Int> = []
    /// Those that the receipts are for that came last.
    var proven: Set<Int> = []
    var machine: PullMachine.State

    init(givesNext: Bool) {
        self.givesNext = givesNext
        machine = PullMachine(limit: Self.most, most: Self.most, patience: Self.patience).state
    }

    static let patience = PullMachine.Patience(breaks: 2, rounds: 2, pages: 3)

    var pending: PullMachine.Action { PullMachine(in: machine).pending }

    /// Whether the pull has ended.
    var isEnded: Bool {
        switch pending {
        case .stop, .later, .done: true
        case .look, .fetchPage, .fetchReceipts, .keep: false
        }
    }

    /// Something that can happen now.
    struct Step {
        let name: String
        /// The world after it, with the machine told.
        let world: PullWorld
        /// Whether a pull begins with it.
        var begins = false
    }

    // MARK: - The partner

    static func timestamp(_ milliseconds: Int64) -> STIXTimestamp? {
        STIXTimestamp(microsecondsSinceEpoch: milliseconds * 1_000)
    }

    /// What a query asks for.
    struct Query {
        var limit = Int.max
        var after: Int64?
        var next: (forgotten: Int, place: Int)?

        init(_ text: String) {
            for part in text.dropFirst().split(separator: "&") {
                let value = String(part.drop { $0 != "=" }.dropFirst())
                switch part.prefix(while: { $0 != "=" }) {
                case "limit": limit = Int(value) ?? 0
                case "added_after":
                    let date = STIXTimestamp(value.split(separator: "%3A").joined(separator: ":"))
                    after = date?.microsecondsSinceEpoch
                case "next":
                    let numbers = value.split(separator: "-").compactMap { Int($0) }
                    next = (numbers[0], numbers[1])
                default: break
                }
            }
        }
    }

    /// All members that lie behind what a query names.
    static func members(behind query: Query) -> [Int] {
        dates.indices.filter { member in
            query.after.map { dates[member] * 1_000 > $0 } ?? true && query.next.map { member >= $0.place } ?? true
        }
    }

    /// The page that an honest partner gives.
    func page(_ query: Query) -> (members: [Int], more: Bool, next: String?) {
        let all = Self.members(behind: query)
        var members = Array(all.prefix(query.limit))
        if !givesNext, let last = members.last { members = all.filter { Self.dates[$0] <= Self.dates[last] } }
        let more = members.count < all.count
        return (members, more, more && givesNext ? "\(forgotten)-\((members.last ?? -1) + 1)" : nil)
    }

    // MARK: - The machine

    static func version(_ member: Int) -> ObjectVersion { ObjectVersion(id: "object-\(member)", version: "") }

    func told(_ event: PullMachine.Event, _ change: (inout PullWorld) -> Void = { _ in }) -> PullWorld {
        var world = self
        var machine = PullMachine(in: world.machine)
        let action = machine.received(event)
        world.machine = machine.state
        change(&world)
        if case .stop = action { world.hasEvidence = true }
        return world
    }

    /// A pull of a process that was started anew.
    private var restarted: PullWorld {
        var world = self
        let limit = PullMachine(in: machine).limit
        world.machine = PullMachine(limit: limit, most: Self.most, patience: Self.patience).state
        world.isDropped = true
        return world.forgetting
    }

    /// The world without what was offered, once that is judged.
    private var forgetting: PullWorld {
        var world = self
        (world.offered, world.bad, world.proven) = ([], [], [])
        return world
    }

    func begun() -> PullWorld { told(.due) { $0.isDropped = false }.forgetting }

    /// Everything that can happen now.
    func steps() -> [Step] {
        if isEnded { return [Step(name: "due", world: begun(), begins: true)] }
        var steps = [Step(name: "died", world: restarted)]
        switch pending {
        case .look: steps.append(Step(name: "standing", world: told(standing)))
        case .fetchPage(let query): steps += pages(Query(query))
        case .fetchReceipts(let added): steps += receipts(added)
        case .keep(let keeping):
            steps.append(Step(name: "kept", world: kept(keeping)))
            steps.append(Step(name: "store fails", world: restarted))
        case .stop, .later, .done: break
        }
        return steps
    }

    private var standing: PullMachine.Event {
        .standing(cursor: cursor, evidence: hasEvidence ? "a fork" : nil)
    }

    /// What happens where nobody fails or lies.
    func honest() -> PullWorld {
        switch pending {
        case .look: told(standing)
        case .fetchPage(let text):
            if let next = Query(text).next, next.forgotten != forgotten {
                told(.forgotten)
            } else {
                given("whole", page(Query(text))).world
            }
        case .fetchReceipts(let added): proven(added, without: []).world
        case .keep(let keeping): kept(keeping)
        case .stop, .later, .done: self
        }
    }

    // MARK: - Pages

    private func given(
        _ name: String,
        _ page: (members: [Int], more: Bool, next: String?),
        bad: Set<Int> = [],
        first: Int64? = nil,
        last: Int64? = nil,
        isDated: Bool = true,
        isHonest: Bool = true
    ) -> Step {
        let items = page.members.map { member in
            bad.contains(member)
                ? PullMachine.Item.refused("not valid")
                : .object(PullMachine.Given(Self.version(member), digest: "\(member)"))
        }
        func date(_ said: Int64?, _ member: Int?) -> STIXTimestamp? {
            guard isDated, let member else { return nil }
            return Self.timestamp(said ?? Self.dates[member])
        }
        let event = PullMachine.Event.page(
            PullMachine.Page(
                items,
                more: page.more,
                next: page.next,
                firstAdded: date(first, page.members.first),
                lastAdded: date(last, page.members.last)
            )
        )
        return Step(
            name: name,
            world: told(event) { world in
                (world.offered, world.bad, world.proven) = (page.members, bad, [])
                world.isMisled = world.isMisled || !isHonest
            }
        )
    }

    private func pages(_ query: Query) -> [Step] {
        var steps = [
            Step(name: "broke", world: told(.broke)), Step(name: "too large", world: told(.tooLarge)),
            Step(name: "status 500", world: told(.failed(.status(500)))),
        ]
        if let next = query.next, next.forgotten != forgotten {
            return steps + [Step(name: "forgotten", world: told(.forgotten))]
        }
        if query.next == nil || forgotten == 0 {
            steps.append(
                Step(name: "forgets", world: told(.forgotten) { $0.forgotten += query.next == nil ? 0 : 1 })
            )
        }
        let page = page(query)
        // A partner that gives no `next` where a page ends within a date withholds the rest, which it may.
        let sent = query.next.map { "\($0.forgotten)-\($0.place)" } ?? (givesNext ? "\(forgotten)-0" : nil)
        steps += [
            given("whole", page), given("empty with more", ([], true, sent), isHonest: false),
            given("replayed", self.page(Query("?limit=\(query.limit)")), isHonest: false),
        ]
        guard !page.members.isEmpty else { return steps }
        if page.members.contains(Self.doubtful) { steps.append(given("bad object", page, bad: [Self.doubtful])) }
        return steps + [
            given("leads nowhere", (page.members, true, sent), isHonest: false),
            given("dates back", page, first: 0, last: 0, isHonest: false),
            given("dates reversed", page, first: 9, isHonest: false), given("no dates", page, isDated: false),
        ]
    }

    // MARK: - Receipts

    private func proven(_ added: ClosedRange<Int64>, without missing: Set<Int>, other: Set<Int> = []) -> Step {
        let members = Self.dates.indices.filter { added.contains(Self.dates[$0] * 1_000) && !missing.contains($0) }
        let digests = members.map { (Self.version($0), other.contains($0) ? "other" : "\($0)") }
        let receipts = PullMachine.Receipts(Dictionary(uniqueKeysWithValues: digests), size: 7, seen: 7)
        let name = "\(missing.isEmpty ? "" : "missing")\(other.isEmpty ? "" : "other content")"
        return Step(
            name: name.isEmpty ? "fit" : name,
            world: told(.receipts(receipts)) { $0.proven = Set(members).subtracting(other) }
        )
    }

    private func receipts(_ added: ClosedRange<Int64>) -> [Step] {
        func doubt(isReadable: Bool, successor: String? = nil) -> PullMachine.Event {
            .doubt(
                PullMachine.Doubt(
                    code: "inconsistent",
                    message: "rolled back",
                    isReadable: isReadable,
                    successor: successor,
                    seen: nil,
                    received: []
                )
            )
        }
        let some = Set(offered.filter { !bad.contains($0) }.prefix(1))
        let grown = PullMachine.Receipts([:], size: 7, seen: 8)
        return [
            proven(added, without: []), proven(added, without: some), proven(added, without: Set(offered)),
            proven(added, without: [], other: some), Step(name: "grown", world: told(.receipts(grown))),
            Step(name: "another log", world: told(doubt(isReadable: true))),
            Step(name: "unreadable", world: told(doubt(isReadable: false))),
            Step(name: "another key", world: told(doubt(isReadable: true, successor: "key"))),
            Step(name: "receipts broke", world: told(.broke)),
            Step(name: "receipts too large", world: told(.tooLarge)),
            Step(name: "no receipts", world: told(.failed(.receiptsStatus(404)))),
        ]
    }

    // MARK: - The store

    private func kept(_ keeping: PullMachine.Keeping) -> PullWorld {
        told(.kept) { world in
            world.kept.formUnion(keeping.places.map { offered[$0] })
            guard let cursor = keeping.cursor else { return }
            world.refused.formUnion(keeping.refused.keys.map { offered[$0] })
            world.cursor = cursor
            world.covered.formUnion(offered)
        }.forgetting
    }
}
