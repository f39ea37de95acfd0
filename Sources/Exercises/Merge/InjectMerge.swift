internal import Tables

/// What becomes of a list of injects that is held when a sheet of it comes in: found by number, nothing twice.
///
/// 1. Only what the sheet asks for is compared: a field or a column that it does not have is left as it is.
/// 2. An inject that was sent, or whose time is past, is not changed: it can only be followed by another one. Its state
/// is
///    the exercise's to say: an older one in the sheet is no change.
/// 3. What the sheet does not have is told, and stays.
public struct InjectMerge: Sendable {
    /// A value that is another one.
    public struct Change: Sendable, Hashable {
        /// The field as programs read it, or the name of a column of one's own.
        public let name: String
        /// What is held.
        public let before: String
        /// What came in.
        public let after: String

        /// A value that is another one.
        public init(name: String, before: String, after: String) {
            (self.name, self.before, self.after) = (name, before, after)
        }
    }

    /// What becomes of an inject.
    public enum Verdict: Sendable, Hashable {
        /// It is as it was.
        case same
        /// Some of it is another.
        case changed([Change])
        /// It is not held yet.
        case new
        /// It is held, and not in the sheet.
        case missing
        /// It is not taken.
        case refused(Reason, [Change])

        /// What programs read.
        public var word: String {
            switch self {
            case .same: "same"
            case .changed: "changed"
            case .new: "new"
            case .missing: "missing"
            case .refused: "refused"
            }
        }
    }

    /// Why an inject is not taken.
    public enum Reason: String, Sendable, CaseIterable {
        /// It was sent.
        case sent
        /// Its time is past.
        case past
        /// It has no number: it would come in anew with each sheet.
        case noNumber = "no-number"
        /// Its number stands in the sheet before.
        case numberTwice = "number-twice"
    }

    /// What becomes of one inject.
    public struct Entry: Sendable, Hashable {
        /// Its number.
        public let number: String
        /// What becomes of it.
        public let verdict: Verdict
        /// Its row in the sheet, from 1.
        public let row: Int?
    }

    /// What becomes of each: those of the sheet in its order, then those that are missing.
    public private(set) var entries: [Entry] = []
    /// The list afterwards: what was held in its order, with what changed, then what is new.
    public private(set) var injects: [Inject]

    /// Holds a sheet against a list.
    /// - Parameters:
    ///   - held: the list.
    ///   - incoming: the sheet.
    ///   - closed: why an inject of the list cannot be changed; nil where it can. For whoever conducts the exercise;
    ///     `InjectMerge.closed` says it by state and time.
    /// - Complexity: O(n).
    public init(held: [Inject], incoming: [Inject], closed: (_ place: Int) -> Reason?) {
        injects = held
        var places: [String: Int] = [:]
        for (place, inject) in held.enumerated() where !inject.number.isEmpty && places[inject.number] == nil {
            places[inject.number] = place
        }
        var seen: Set<String> = []
        for inject in incoming {
            let number = inject.number
            func add(_ verdict: Verdict) { entries.append(Entry(number: number, verdict: verdict, row: inject.row)) }
            guard !number.isEmpty else {
                add(.refused(.noNumber, []))
                continue
            }
            guard seen.insert(number).inserted else {
                add(.refused(.numberTwice, []))
                continue
            }
            guard let place = places[number] else {
                add(.new)
                injects.append(inject)
                continue
            }
            let reason = closed(place)
            let changes = Self.changes(from: held[place], to: inject, isClosed: reason != nil)
            if changes.isEmpty {
                add(.same)
            } else if let reason {
                add(.refused(reason, changes))
            } else {
                add(.changed(changes))
                injects[place] = Self.taken(inject, into: held[place])
            }
        }
        for inject in held where !inject.number.isEmpty && !seen.contains(inject.number) {
            entries.append(Entry(number: inject.number, verdict: .missing, row: nil))
        }
    }

    /// Why injects cannot be changed, by what their states and their times say.
    /// - Parameters:
    ///   - held: the list.
    ///   - schedule: when its injects are played.
    ///   - now: the moment, in seconds of UTC since 1970; nil where times do not count.
    /// - Returns: the reason for a place in the list.
    public static func closed(_ held: [Inject], _ schedule: InjectSchedule, now: Int64?) -> (Int) -> Reason? {
        { place in
            if held[place].state?.isSent ?? false { return .sent }
            guard let now, let instant = schedule.entries[place].instant, held[place].state != .cancelled else {
                return nil
            }
            return instant <= now ? .past : nil
        }
    }

    private static func changes(from held: Inject, to incoming: Inject, isClosed: Bool) -> [Change] {
        var changes: [Change] = []
        for field in InjectField.allCases {
            guard incoming.values[field] != nil, !(isClosed && field == .state) else { continue }
            let (before, after) = (plain(held[field]), plain(incoming[field]))
            if before != after { changes.append(Change(name: field.rawValue, before: before, after: after)) }
        }
        var own = held.own
        for one in incoming.own {
            let place = own.firstIndex { $0.name == one.name }
            let before = place.map { plain(own[$0].value.text) } ?? ""
            if let place { own.remove(at: place) }
            let after = plain(one.value.text)
            if before != after { changes.append(Change(name: one.name, before: before, after: after)) }
        }
        return changes
    }

    /// Line ends are those of the program that wrote the sheet.
    private static func plain(_ text: String) -> String {
        guard text.utf8.contains(13) else { return Words.trimmed(text) }
        return Words.trimmed(text.replacing("\r\n", with: "\n").replacing("\r", with: "\n"))
    }

    private static func taken(_ incoming: Inject, into held: Inject) -> Inject {
        var inject = held
        inject.row = incoming.row
        for (field, value) in incoming.values { inject.values[field] = value }
        var rest = held.own
        inject.own = []
        for one in incoming.own {
            if let place = rest.firstIndex(where: { $0.name == one.name }) { rest.remove(at: place) }
            inject.own.append(one)
        }
        inject.own += rest
        return inject
    }
}
