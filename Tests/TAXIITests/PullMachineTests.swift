import STIX
import TAXII
import Testing

/// The machine of a pull in everything that can happen: every state that it can come to, with a partner that breaks,
/// forgets and lies at each step, a store that fails, a process that dies, and pull after pull.
@Suite("A pull")
struct PullMachineTests {
    /// A walk through all worlds that can come to be, each once.
    struct Search {
        /// How many steps lie at most between a world and the end of its pull.
        var longest: [PullWorld: Int] = [:]
        /// What is durable somewhere.
        var ends: Set<PullWorld> = []
        var faults: [String] = []
        var steps = 0
        private var path: [String] = []
        private var waiting: [PullWorld] = []
        private var machines: Set<PullMachine.State> = []
        private var open: Set<PullWorld> = []

        /// Walks from a world on, over one pull after the other.
        /// - Returns: how many steps a pull has at most.
        mutating func walkAll(from world: PullWorld) -> Int {
            waiting = [world]
            var most = 0
            while let next = waiting.popLast() {
                path = ["\(next.kept) \(next.refused) \(next.cursor ?? "-")"]
                most = max(most, walk(next))
            }
            return most
        }

        /// - Returns: how many steps lie at most between a world and the end of its pull.
        private mutating func walk(_ world: PullWorld) -> Int {
            if let known = longest[world] { return known }
            // It is on the path already.
            guard open.insert(world).inserted else {
                fault("a pull does not end")
                return 0
            }
            for problem in Invariants.broken(in: world) { fault(problem) }
            if machines.insert(world.machine).inserted, !Noise.heard(in: world.machine).isEmpty {
                fault("an event that answers nothing changes something")
            }
            var most = 0
            for step in world.steps() {
                steps += 1
                path.append(step.name)
                for problem in Invariants.broken(from: world, to: step.world) { fault(problem) }
                if step.begins {
                    if longest[step.world] == nil { waiting.append(step.world) }
                } else {
                    most = max(most, walk(step.world) + 1)
                }
                path.removeLast()
            }
            if world.isEnded { ends.insert(world) }
            open.remove(world)
            longest[world] = most
            return most
        }

        private mutating func fault(_ text: String) {
            if faults.count < 20 { faults.append("\(text): \(path.joined(separator: ", "))") }
        }
    }

    /// Events that answer nothing that was asked.
    enum Noise {
        private static let events: [PullMachine.Event] = [
            .due, .standing(cursor: "2020-01-01T00:00:00Z", evidence: nil),
            .standing(cursor: nil, evidence: "a fork"),
            .page(PullMachine.Page([], more: true, next: "n", firstAdded: nil, lastAdded: nil)), .forgotten,
            .receipts(PullMachine.Receipts([:], size: 1, seen: 0)),
            .doubt(
                PullMachine.Doubt(
                    code: "mismatch",
                    message: "m",
                    isReadable: true,
                    successor: nil,
                    seen: nil,
                    received: []
                )
            ),
            .kept, .broke, .tooLarge, .failed(.breaks),
        ]

        /// Whether an event answers what is to be done.
        private static func isAnswer(_ event: PullMachine.Event, to action: PullMachine.Action) -> Bool {
            switch (action, event) {
            case (.look, .standing), (.keep, .kept), (.done, .due), (.later, .due), (.stop, .due): true
            case (.fetchPage, .page), (.fetchPage, .forgotten), (.fetchReceipts, .receipts), (.fetchReceipts, .doubt):
                true
            case (.fetchPage, .broke), (.fetchPage, .tooLarge), (.fetchPage, .failed): true
            case (.fetchReceipts, .broke), (.fetchReceipts, .tooLarge), (.fetchReceipts, .failed): true
            default: false
            }
        }

        /// The events that change a state though they answer nothing.
        static func heard(in state: PullMachine.State) -> [PullMachine.Event] {
            let pending = PullMachine(in: state).pending
            return events.filter { event in
                guard !isAnswer(event, to: pending) else { return false }
                var machine = PullMachine(in: state)
                return machine.received(event) != pending || machine.state != state
            }
        }
    }

    /// What holds whatever happens.
    enum Invariants {
        /// What does not hold in a world.
        static func broken(in world: PullWorld) -> [String] {
            var found: [String] = []
            switch world.pending {
            case .fetchPage, .fetchReceipts, .keep:
                if world.hasEvidence { found.append("something is fetched or kept though evidence stands") }
            case .done:
                let isWhole = world.kept.union(world.refused).count == PullWorld.dates.count
                if !world.isDropped, !world.isMisled, !isWhole {
                    found.append("a pull is done before everything is there")
                }
            case .look, .later, .stop: break
            }
            if case .keep(let keeping) = world.pending {
                let places = keeping.places.map { world.offered[$0] }
                if !world.proven.isSuperset(of: places) { found.append("something is kept without its receipt") }
                if !Set(keeping.places).isDisjoint(with: keeping.refused.keys) {
                    found.append("something is kept and refused")
                }
                let judged = world.kept.union(world.refused).union(places)
                    .union(keeping.refused.keys.map { world.offered[$0] })
                if let cursor = keeping.cursor, !passed(cursor, world).isSubset(of: judged) {
                    found.append("the place passes what was neither kept nor refused")
                }
                if keeping.cursor != nil, Set(places).union(world.bad) != Set(world.offered) {
                    found.append("the place goes on without the whole page")
                }
            }
            if case .fetchPage(let text) = world.pending {
                let query = PullWorld.Query(text)
                if !(1...PullWorld.most).contains(query.limit) { found.append("a page is too large or empty") }
                if !world.isMisled, !again(query, world).isEmpty { found.append("something is asked for again") }
            }
            return found
        }

        /// What does not hold between a world and the next.
        static func broken(from world: PullWorld, to next: PullWorld) -> [String] {
            var found: [String] = []
            if !next.kept.isSuperset(of: world.kept) { found.append("something that was kept is lost") }
            let limits = (PullMachine(in: world.machine).limit, PullMachine(in: next.machine).limit)
            if case .look = next.pending, case .look = world.pending {
            } else if case .look = next.pending, !world.isEnded, limits.1 >= limits.0,
                limits.0 > 1
            {
                found.append("as much is asked for again after a line that broke")
            }
            return found
        }

        /// The members that a pull from a place would never bring.
        private static func passed(_ cursor: String, _ world: PullWorld) -> Set<Int> {
            let query = TAXIIPull(from: cursor, limit: 100).nextQuery ?? "?"
            return Set(PullWorld.dates.indices).subtracting(PullWorld.members(behind: PullWorld.Query(query)))
        }

        /// The members that a query asks for though their page was kept.
        ///
        /// Where the partner has forgotten its `next`, those of the last date are: others may share it.
        private static func again(_ query: PullWorld.Query, _ world: PullWorld) -> Set<Int> {
            let asked = world.covered.intersection(PullWorld.members(behind: query))
            guard world.forgotten > 0 || query.next != nil else { return asked }
            let last = world.covered.map { PullWorld.dates[$0] }.max()
            return world.forgotten > 0 ? asked.filter { PullWorld.dates[$0] != last } : asked
        }
    }

    @Test("whatever happens, the invariants hold and it ends", arguments: [(true, 42), (false, 17)])
    func everything(givesNext: Bool, longest: Int) {
        var search = Search()
        #expect(search.walkAll(from: PullWorld(givesNext: givesNext).begun()) == longest)
        #expect(search.faults == [])
        // A search that reached little would find nothing.
        #expect(search.steps > (givesNext ? 200_000 : 7_000))
        let lost = search.ends.filter { !Self.settles($0) }
        #expect(lost.isEmpty, "\(lost.count), \(String(describing: lost.first))")
    }

    /// Whether everything is there after a pull in which nobody fails or lies.
    private static func settles(_ end: PullWorld) -> Bool {
        var world = end
        (world.hasEvidence, world.isMisled) = (false, false)
        world = world.begun()
        for _ in 0..<60 where !world.isEnded { world = world.honest() }
        return world.isEnded && world.pending == .done
            && world.kept.union(world.refused).count == PullWorld.dates.count
    }

    static let item = PullMachine.Item.object(PullMachine.Given(PullWorld.version(0), digest: "0"))

    /// A machine that has asked for its first page.
    static func asking(_ limit: Int) -> PullMachine {
        var machine = PullMachine(limit: limit, most: 1_000)
        _ = machine.received(.due)
        _ = machine.received(.standing(cursor: nil, evidence: nil))
        return machine
    }

    static func query(_ limit: Int) -> PullMachine.Action { .fetchPage("?limit=\(limit)&match%5Bversion%5D=all") }

    @Test("a line that breaks carries a quarter, until it is given up; a whole pull lets the next one ask for more")
    func limits() {
        var machine = Self.asking(1_000)
        for limit in [250, 62, 15, 3, 1, 1] {
            #expect(machine.received(.broke) == .look)
            #expect(machine.received(.standing(cursor: nil, evidence: nil)) == Self.query(limit))
        }
        for _ in 7..<24 {
            #expect(machine.received(.broke) == .look)
            _ = machine.received(.standing(cursor: nil, evidence: nil))
        }
        #expect(machine.received(.broke) == .later(.breaks))
        #expect(machine.received(.due) == .look)
        #expect(machine.received(.standing(cursor: nil, evidence: nil)) == Self.query(1))
        let empty = PullMachine.Page([], more: false, next: nil, firstAdded: nil, lastAdded: nil)
        guard case .keep(let keeping) = machine.received(.page(empty)) else {
            Issue.record("an empty page is kept as any other")
            return
        }
        #expect(keeping.places == [] && keeping.cursor == nil)
        #expect(machine.received(.kept) == .done)
        #expect(machine.limit == 4)
    }

    @Test("a page that is too large comes smaller; one object that is too large ends the pull")
    func tooLarge() {
        var machine = Self.asking(3)
        #expect(machine.received(.tooLarge) == .look)
        #expect(machine.received(.standing(cursor: nil, evidence: nil)) == Self.query(1))
        #expect(machine.received(.tooLarge) == .later(.tooLarge))
    }

    @Test("evidence stands until it is settled")
    func evidence() throws {
        var machine = Self.asking(10)
        let date = try #require(PullWorld.timestamp(5))
        let page = PullMachine.Page([Self.item], more: false, next: nil, firstAdded: date, lastAdded: date)
        #expect(machine.received(.page(page)) == .fetchReceipts(5_000...5_000))
        let doubt = PullMachine.Doubt(
            code: "inconsistent",
            message: "the log was rolled back",
            isReadable: true,
            successor: nil,
            seen: [1],
            received: [2]
        )
        #expect(machine.received(.doubt(doubt)) == .stop(doubt))
        #expect(machine.received(.due) == .look)
        #expect(machine.received(.standing(cursor: nil, evidence: doubt.message)) == .later(.stands(doubt.message)))
        #expect(machine.received(.due) == .look)
        #expect(machine.received(.standing(cursor: nil, evidence: nil)) == Self.query(10))
    }
}
