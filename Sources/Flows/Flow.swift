/// Steps in their order: what was done in an attack or an incident, or what a playbook says is to be done.
public struct Flow: Sendable {
    /// What kind of step it is.
    public enum Kind: String, Sendable, CaseIterable {
        case action, condition, all, any, event, task, start, end, playbook, parallel, choice, loop, cases
    }

    /// When a step follows another one.
    public enum When: String, Sendable, CaseIterable {
        /// In any case.
        case always
        /// The condition is met; it is not met.
        case met, unmet
        /// The step before succeeded; it failed.
        case success, failure
        /// Beside others.
        case beside
        /// A value of a variable, which is said beside.
        case value
        /// Nobody knows.
        case unknown
    }

    /// A step that follows.
    public struct Link: Sendable, Equatable {
        /// Its identifier.
        public let to: String
        /// When it follows.
        public let when: When
        /// The value, for `value`.
        public let value: String
    }

    /// A step.
    public struct Step: Sendable {
        /// Its identifier.
        public let id: String
        /// What kind it is.
        public let kind: Kind
        /// What it is called; empty for none.
        public let name: String
        /// What it says.
        public let detail: String
        /// The number of a technique, or what is to be run; empty for none.
        public let reference: String
        /// What follows.
        public let next: [Link]

        /// The same with more that follows, each link once.
        func followed(by more: [Link]) -> Step {
            var next = next
            for link in more where !next.contains(link) { next.append(link) }
            return Step(id: id, kind: kind, name: name, detail: detail, reference: reference, next: next)
        }
    }

    /// So many steps are laid out at most, and so many objects are looked for.
    public static let most = 1_000

    /// The steps: from those that begin on, each as soon as one of those before it has been told, then those that
    /// nothing leads to.
    public let steps: [Step]
    /// Whether these are all.
    public let isWhole: Bool
    /// How many of them can be reached from those that begin.
    public let reached: Int

    /// Brings steps in order.
    /// - Parameters:
    ///   - starts: the identifiers of those that begin.
    ///   - steps: all of them, in any order; what leads to one that is not there leads nowhere.
    ///   - isWhole: whether these are all.
    public init(from starts: [String], _ steps: [Step], isWhole: Bool = true) {
        let places = Dictionary(steps.enumerated().map { ($1.id, $0) }) { first, _ in first }
        var order: [Int] = []
        var seen: Set<Int> = []
        func take(_ id: String) {
            if let place = places[id], seen.insert(place).inserted { order.append(place) }
        }
        func follow(from first: Int) {
            var next = first
            while next < order.count {
                for link in steps[order[next]].next { take(link.to) }
                next += 1
            }
        }
        for start in starts { take(start) }
        follow(from: 0)
        reached = order.count
        for step in steps { take(step.id) }
        self.isWhole = isWhole && order.count < Self.most
        self.steps = order.prefix(Self.most).map { place in
            let step = steps[place]
            let links = step.next.filter { places[$0.to] != nil }
            return Step(
                id: step.id,
                kind: step.kind,
                name: step.name,
                detail: step.detail,
                reference: step.reference,
                next: links
            )
        }
    }
}
