/// Which injects of a list come after which, by their places in it.
struct InjectLinks {
    /// The injects before each.
    let before: [[Int]]
    /// Whether an inject comes after one that there is not.
    let hasUnknown: [Bool]
    /// All injects, each behind those that it comes after, as far as that can be.
    private(set) var inOrder: [Int] = []
    /// Those that wait for each other, in the order in which they wait.
    private(set) var cycles: [[Int]] = []
    private let places: [String: Int]

    init(_ injects: [Inject], _ bases: [InjectBasis?]) {
        var places: [String: Int] = [:]
        for (place, inject) in injects.enumerated() where !inject.number.isEmpty {
            for name in [inject.number, Words.folded(inject.number)] where places[name] == nil {
                places[name] = place
            }
        }
        func found(_ name: String) -> Int? { places[name] ?? places[Words.folded(name)] }
        var (before, hasUnknown): ([[Int]], [Bool]) = ([], [])
        for (place, inject) in injects.enumerated() {
            // A number may have one of the signs that lists are written with.
            let whole = inject[.dependency]
            var names = places[whole] == nil ? inject.dependencies : [whole]
            if case .after(let number, _) = bases[place], !names.contains(number) { names.append(number) }
            let linked = names.map(found)
            before.append(linked.compactMap(\.self))
            hasUnknown.append(linked.contains(nil))
        }
        (self.before, self.hasUnknown, self.places) = (before, hasUnknown, places)
        walk()
    }

    /// The place of the inject that a name means.
    func place(of number: String) -> Int? { places[number] ?? places[Words.folded(number)] }

    /// Tarjan's walk, without calls inside each other: a list may be one chain.
    private mutating func walk() {
        let count = before.count
        var (index, low, isOnStack) = (
            [Int](repeating: -1, count: count), [Int](repeating: 0, count: count),
            [Bool](repeating: false, count: count)
        )
        var (next, stack): (Int, [Int]) = (0, [])
        for root in 0..<count where index[root] < 0 {
            var open: [(place: Int, edge: Int)] = [(root, 0)]
            while let (place, edge) = open.last {
                if edge == 0 {
                    (index[place], low[place]) = (next, next)
                    next += 1
                    stack.append(place)
                    isOnStack[place] = true
                }
                if edge < before[place].count {
                    open[open.count - 1].edge += 1
                    let other = before[place][edge]
                    if index[other] < 0 {
                        open.append((other, 0))
                    } else if isOnStack[other] {
                        low[place] = min(low[place], index[other])
                    }
                    continue
                }
                open.removeLast()
                if let outer = open.last?.place { low[outer] = min(low[outer], low[place]) }
                guard low[place] == index[place] else { continue }
                var part: [Int] = []
                while let last = stack.popLast() {
                    isOnStack[last] = false
                    part.append(last)
                    if last == place { break }
                }
                inOrder += part.sorted()
                if part.count > 1 || before[place].contains(place) { cycles.append(way(through: part)) }
            }
        }
        cycles.sort { ($0.min() ?? 0) < ($1.min() ?? 0) }
    }

    /// One way round through injects that wait for each other.
    private func way(through part: [Int]) -> [Int] {
        let inside = Set(part)
        guard let first = part.min() else { return [] }
        var (way, seen): ([Int], [Int: Int]) = ([], [:])
        var place = first
        while seen[place] == nil {
            seen[place] = way.count
            way.append(place)
            guard let next = before[place].first(where: { inside.contains($0) }) else { break }
            place = next
        }
        return Array(way[(seen[place] ?? 0)...])
    }
}
