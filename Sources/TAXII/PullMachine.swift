internal import STIX

/// One pull of what a partner has released, as a machine that knows no network, no store and no clock.
///
/// It says what is to be done and is told what came of it; whoever holds it obeys. Without faults it goes
///
///     due → look → standing → fetchPage → page → fetchReceipts → receipts → keep → kept → fetchPage → … → done
///
/// 1. Nothing is kept without a receipt for exactly its content. Of a page with some that have none the others are
///    kept, the place stays, and the pull ends: the next one asks for the page again.
/// 2. The place goes on with a page that is kept or refused whole, and becomes durable with it: an interrupted pull
///    neither loses nor repeats.
/// 3. After a line that broke, or a page that is too large, what stands is looked at again and a quarter as much is
///    asked for, so many times a pull; after a whole pull four times as much. On a line that is reset again and again
///    a large page would never come through.
/// 4. A server that does not know its `next` any more is asked for the last date again; one that leads nowhere is
///    asked no further, and one that leads in circles only so many times a pull.
/// 5. Receipts that do not hold are evidence, and the exchange stands still until somebody has judged it. What cannot
///    be read proves nothing, and a log that goes on under a key that its own key names is another matter.
/// 6. As a witness this node may see the partner's log grow between asking and checking: then receipts are asked for
///    again.
///
/// Each event has an answer in each state. One that answers nothing that was asked changes nothing: what is waited for
/// is said again. There is one copy of it, since two that hear different events would keep one page to two places.
public struct PullMachine: ~Copyable {
    /// All that it knows; a search through everything that can happen goes on from it more than once.
    package struct State: Hashable, Sendable {
        var pending = Action.done
        var limit: Int
        let most: Int
        let patience: Patience
        /// Lines that broke and pages that were too large, in this pull.
        var breaks = 0
        /// How often receipts for the page were asked for.
        var rounds = 0
        var pull = TAXIIPull(from: nil, limit: 1)
        /// The page whose receipts are asked for.
        var page: Page?
        /// What is wrong with objects of the page that is being kept without them.
        var lacks: [Int: String] = [:]
    }

    /// How often something is tried before a pull is given up.
    public struct Patience: Hashable, Sendable {
        /// Lines that break and pages that are too large, a pull.
        public let breaks: Int
        /// Receipts for one page under a log that grows meanwhile.
        public let rounds: Int
        /// Pages in a row that bring nothing of a later date.
        public let pages: Int

        /// Patience.
        /// - Parameters:
        ///   - breaks: lines that break and pages that are too large, a pull.
        ///   - rounds: receipts for one page under a log that grows meanwhile.
        ///   - pages: pages in a row that bring nothing of a later date.
        public init(breaks: Int = 24, rounds: Int = 4, pages: Int = 1_000) {
            (self.breaks, self.rounds, self.pages) = (breaks, rounds, pages)
        }
    }

    package private(set) var state: State

    /// What is waited for, or how the last pull ended.
    public var pending: Action { state.pending }

    /// How many objects a page may have by what the line carried: for the next pull, once this one has ended.
    public var limit: Int { state.limit }

    /// A machine for a pull that is not yet due.
    /// - Parameters:
    ///   - limit: how many objects a page may have, as the last pull left it.
    ///   - most: how many it may have on a line that does not break.
    ///   - patience: how often something is tried.
    public init(limit: Int, most: Int, patience: Patience = Patience()) {
        state = State(limit: limit, most: most, patience: patience)
    }

    /// A machine in a state that another was in.
    package init(in state: State) { self.state = state }

    /// Takes note of what happened.
    /// - Parameter event: what happened.
    /// - Returns: what is to be done now.
    public mutating func received(_ event: Event) -> Action {
        state.pending = state.next(after: event)
        return state.pending
    }
}

extension PullMachine.State {
    fileprivate mutating func next(after event: PullMachine.Event) -> PullMachine.Action {
        switch (pending, event) {
        case (.done, .due), (.later, .due), (.stop, .due):
            self = Self(limit: limit, most: most, patience: patience)
            return .look
        case (.look, .standing(let cursor, let evidence)):
            if let evidence { return .later(.stands(evidence)) }
            pull = TAXIIPull(from: cursor, limit: limit)
            return goOn()
        case (.fetchPage, .page(let page)): return take(page)
        case (.fetchPage, .forgotten): return pull.refused() ? goOn() : .later(.status(400))
        case (.fetchReceipts(let added), .receipts(let receipts)): return weigh(receipts, for: added)
        case (.fetchReceipts, .doubt(let doubt)): return doubt.fault.map { .later($0) } ?? .stop(doubt)
        case (.keep, .kept):
            return lacks.isEmpty ? goOn() : .later(.unproven(lacks))
        case (.fetchPage, .tooLarge) where limit == 1: return .later(.tooLarge)
        case (.fetchPage, .broke), (.fetchPage, .tooLarge), (.fetchReceipts, .broke), (.fetchReceipts, .tooLarge):
            return askForLess()
        case (.fetchPage, .failed(let fault)), (.fetchReceipts, .failed(let fault)): return .later(fault)
        default: return pending
        }
    }

    private mutating func goOn() -> PullMachine.Action {
        guard let query = pull.nextQuery else {
            limit = min(limit * 4, most)
            return .done
        }
        return pull.pagesOfOneDate < patience.pages ? .fetchPage(query) : .later(.astray)
    }

    private mutating func askForLess() -> PullMachine.Action {
        breaks += 1
        limit = max(limit / 4, 1)
        return breaks < patience.breaks ? .look : .later(.breaks)
    }

    private mutating func take(_ page: PullMachine.Page) -> PullMachine.Action {
        pull.received(more: page.more, next: page.next, lastAdded: page.lastAdded, count: page.items.count)
        self.page = page
        guard !page.versions.isEmpty else { return keep([:]) }
        guard let first = page.firstAdded?.microsecondsSinceEpoch, let last = page.lastAdded?.microsecondsSinceEpoch,
            first <= last
        else { return .later(.noDates) }
        rounds = 1
        return .fetchReceipts(first...last)
    }

    private mutating func weigh(_ receipts: PullMachine.Receipts, for added: ClosedRange<Int64>) -> PullMachine.Action
    {
        guard receipts.seen <= receipts.size else {
            guard rounds < patience.rounds else { return .later(.growing) }
            rounds += 1
            return .fetchReceipts(added)
        }
        return keep(PullMachine.lacks(of: page?.versions ?? [:], in: receipts.digests))
    }

    private mutating func keep(_ lacks: [Int: String]) -> PullMachine.Action {
        let page = self.page
        (self.page, self.lacks, rounds) = (nil, lacks, 0)
        return .keep(
            PullMachine.Keeping(
                places: (page?.versions.keys.filter { lacks[$0] == nil } ?? []).sorted(),
                refused: page?.refused ?? [:],
                cursor: lacks.isEmpty ? pull.cursor : nil
            )
        )
    }
}

extension PullMachine {
    /// What is wrong with objects that have no receipt, or one for something else.
    /// - Parameters:
    ///   - versions: objects by place, with the digests of their contents.
    ///   - digests: what receipts are for.
    /// - Returns: what is wrong by place; empty where all is well.
    public static func lacks(of versions: [Int: Given], in digests: [ObjectVersion: String]) -> [Int: String] {
        versions.compactMapValues { given in
            guard let digest = digests[given.version] else { return "\(given.version.id) has no receipt" }
            return digest == given.digest ? nil : "\(given.version.id) is not what its receipt is for"
        }
    }
}
