/// When the injects of a list are played.
public struct InjectSchedule: Sendable {
    /// When an inject is played.
    public struct Entry: Sendable, Hashable {
        /// By what its time is fixed; nil where that was not understood.
        public var basis: InjectBasis?
        /// Its instant, in seconds of UTC since 1970; nil for none.
        public var instant: Int64?
        /// What is wrong with what is written.
        public var fault: BasisReader.Fault?
        /// What is to be said of its instant.
        public var notes: [TimeNote] = []
    }

    /// An entry for each inject, in the order of the list.
    public private(set) var entries: [Entry]
    /// Injects that wait for each other, each once, in the order in which they wait; the first waits for the last one.
    public private(set) var cycles: [[String]] = []
    /// The injects that have a time, the earliest first, by their places in the list.
    public let timeline: [Int]
    /// The injects that have none, by their places in the list.
    public let unscheduled: [Int]

    /// Finds out when injects are played.
    /// - Parameters:
    ///   - injects: the list.
    ///   - times: when the exercise starts, and whose clocks it goes by.
    ///   - order: what stands first in days that are written as numbers with strokes.
    /// - Complexity: O(n log n) in the injects and what they depend on.
    public init(_ injects: [Inject], times: ExerciseTimes, order: DateOrder? = nil) {
        var entries = injects.map { inject in
            var entry = Entry()
            do throws(BasisReader.Fault) {
                let basis = try BasisReader.basis(of: inject, order: order)
                let (instant, note) = times.instant(of: basis, rowZone: inject[.zone])
                entry.basis = basis
                entry.instant = instant
                if let note { entry.notes.append(note) }
            } catch {
                entry.fault = error
            }
            return entry
        }
        let links = InjectLinks(injects, entries.map(\.basis))
        for place in links.inOrder { Self.settle(place, injects, links, &entries) }
        for cycle in links.cycles {
            cycles.append(cycle.map { injects[$0].number })
            for place in cycle {
                entries[place].notes.append(.cycle)
                if case .after = entries[place].basis { entries[place].instant = nil }
            }
        }
        self.entries = entries
        timeline = entries.indices.filter { entries[$0].instant != nil }
            .sorted { (entries[$0].instant ?? 0, $0) < (entries[$1].instant ?? 0, $1) }
        unscheduled = entries.indices.filter { entries[$0].instant == nil }
    }

    /// The time of an inject behind those that it comes after.
    private static func settle(_ place: Int, _ injects: [Inject], _ links: InjectLinks, _ entries: inout [Entry]) {
        if links.hasUnknown[place] { entries[place].notes.append(.dependencyUnknown) }
        if case .after(let number, let length) = entries[place].basis, let base = links.place(of: number) {
            if let instant = entries[base].instant {
                entries[place].instant = instant + length
            } else {
                entries[place].notes.append(.waits)
            }
        }
        guard let instant = entries[place].instant else { return }
        let isEarly = links.before[place].contains { base in
            entries[base].instant.map { $0 > instant } ?? false
        }
        if isEarly { entries[place].notes.append(.beforeDependency) }
    }

    /// The instant of an inject by its number; nil where it has none.
    /// - Parameters:
    ///   - number: the number.
    ///   - injects: the list that this was made of.
    /// - Returns: seconds of UTC since 1970.
    public func instant(of number: String, in injects: [Inject]) -> Int64? {
        injects.firstIndex { $0.number == number }.flatMap { entries[$0].instant }
    }
}
