internal import IndicatorLife
public import JSON
public import PatternMatching
public import Store
internal import Synchronization

/// The patterns of indicators by the rows of their versions, ready to be held against something.
///
/// A version does not change, so what was read of it once stays right; which of them a reader may see, and which are
/// live, is asked each time. What is remembered is bounded, and made anew when there is too much of it.
public final class LivePatterns: Sendable {
    /// So many versions are remembered at most.
    private static let most = 1_000_000

    /// What is remembered.
    public struct Known: Sendable {
        /// The patterns.
        public fileprivate(set) var set: PatternSet
        /// The row of each pattern, by its number.
        public fileprivate(set) var rows: [Int64] = []
        /// The number of each row's pattern; nil for one that is none, or that cannot be held against anything.
        public fileprivate(set) var numbers: [Int64: Int?] = [:]
        /// The rows whose pattern is wrong.
        public fileprivate(set) var wrong: Set<Int64> = []
        fileprivate var spans: [IndicatorLife.Span] = []

        /// Whether the indicator of a pattern is live at a moment, in microseconds since 1970.
        public func isLive(_ number: Int, at now: Int64) -> Bool { spans[number].isLive(at: now) }
    }

    private let known = Mutex<[PatternMode: Known]>([:])

    /// Nothing remembered yet.
    public init() {}

    /// What is known of some rows, those that were not known before read and remembered.
    /// - Parameters:
    ///   - rows: the rows of versions of indicators.
    ///   - mode: how values are compared.
    ///   - tools: what is needed of libraries; when its time is over the rest is left for the next time.
    ///   - read: reads the version of a row.
    /// - Returns: what is known, and whether that is all.
    /// - Throws: `StoreError` if the store cannot be read.
    public func known(
        _ rows: [Int64],
        _ mode: PatternMode,
        _ tools: any PatternTools,
        read: (Int64) throws(StoreError) -> JSONDocument?
    ) throws(StoreError) -> (known: Known, isComplete: Bool) {
        let before = known.withLock { $0[mode] }
        var now = before ?? Known(set: PatternSet(tools, mode: mode))
        if now.numbers.count + rows.count > 2 * Self.most { now = Known(set: PatternSet(tools, mode: mode)) }
        var isComplete = true
        for row in rows where now.numbers[row] == nil {
            guard !tools.isOver else {
                isComplete = false
                break
            }
            add(row, try read(row), &now)
        }
        if now.numbers.count > before?.numbers.count ?? 0 { known.withLock { $0[mode] = now } }
        return (now, isComplete)
    }

    private func add(_ row: Int64, _ document: JSONDocument?, _ known: inout Known) {
        known.numbers[row] = .some(nil)
        guard let object = document?.root, object["pattern_type"]?.isString("stix") ?? false,
            let pattern = object["pattern"]?.string
        else { return }
        do throws(PatternFault) {
            let number = try known.set.add(pattern)
            known.numbers[row] = number
            known.rows.append(row)
            known.spans.append(IndicatorLife.Span(object))
        } catch {
            known.wrong.insert(row)
        }
    }
}
