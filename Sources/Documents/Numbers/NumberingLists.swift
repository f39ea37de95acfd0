/// The lists that paragraphs are numbered by (ECMA-376-1, 17.9).
struct NumberingLists: Sendable {
    /// A list and a level of it, from 0.
    struct Place: Sendable, Hashable {
        var list: String
        var level: Int
    }

    struct Level: Sendable {
        var start = 1
        var format = NumberFormat.decimal
        /// `%1.%2`: numbers of levels from 1, and what stands around them.
        var text = ""
        /// The level, from 1, behind which this one begins anew; 0 for never, nil for each that is higher.
        var restart: Int?
        /// Whether all its numbers are decimal (`w:isLgl`).
        var isLegal = false
    }

    struct List: Sendable {
        /// What counts: lists of one definition count on together.
        var counter: String
        var levels: [Int: Level]
        /// Where this list begins, whatever others of its definition counted.
        var starts: [Int: Int] = [:]
    }

    var lists: [String: List] = [:]
}

/// The numbers of one walk through a document.
struct NumberingCounters {
    /// A number that was counted.
    struct Counted {
        var shown: String
        var value: NumberValue
    }

    private let lists: [String: NumberingLists.List]
    private var counts: [String: [Int: Int]] = [:]
    private var begun: Set<NumberingLists.Place> = []

    /// The deepest level of a list.
    private static let deepest = 10

    init(_ lists: NumberingLists) { self.lists = lists.lists }

    /// The next number of a list; nil where it shows none.
    mutating func next(_ place: NumberingLists.Place) -> Counted? {
        guard let list = lists[place.list], let level = list.levels[place.level], place.level < Self.deepest else {
            return nil
        }
        var count = counts[list.counter] ?? [:]
        let isFirst = begun.insert(place).inserted
        if isFirst, let start = list.starts[place.level] {
            count[place.level] = start
        } else if let last = count[place.level] {
            count[place.level] = last &+ 1
        } else {
            count[place.level] = level.start
        }
        for deeper in count.keys where deeper > place.level {
            let restart = list.levels[deeper]?.restart
            if restart.map({ $0 > 0 && place.level < $0 }) ?? true { count[deeper] = nil }
        }
        // A level above that was not yet seen counts as begun.
        for above in 0..<place.level where count[above] == nil { count[above] = list.levels[above]?.start ?? 1 }
        counts[list.counter] = count
        guard level.format != .bullet else { return nil }
        let shown = shown(level, list, count)
        guard !shown.isEmpty else { return nil }
        let value = count[place.level] ?? level.start
        return Counted(shown: shown, value: NumberValue(value, isLetter: Self.isLetter(level.format)))
    }

    private func shown(_ level: NumberingLists.Level, _ list: NumberingLists.List, _ count: [Int: Int]) -> String {
        var shown = ""
        var rest = level.text[...]
        while let letter = rest.popFirst() {
            if letter == "%", let number = rest.first?.wholeNumberValue, number > 0 {
                rest.removeFirst()
                let format = level.isLegal ? .decimal : list.levels[number - 1]?.format ?? .decimal
                shown += format.text(count[number - 1] ?? 1)
            } else {
                shown.append(letter)
            }
        }
        return shown
    }

    private static func isLetter(_ format: NumberFormat) -> Bool {
        switch format {
        case .upperLetter, .lowerLetter, .aiueo, .aiueoFullWidth, .iroha, .irohaFullWidth: true
        default: false
        }
    }
}
