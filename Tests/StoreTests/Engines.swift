import Testing

@testable import Store

/// A database below a store, as tests open it.
struct StoreEngine: Sendable, CustomTestStringConvertible {
    let testDescription: String
    /// What a store is opened with; made anew for each.
    private let options: @Sendable () -> Store.Options

    init(_ name: String, _ options: @escaping @Sendable () -> Store.Options) {
        (testDescription, self.options) = (name, options)
    }

    /// Opens a store over this engine.
    /// - Parameters:
    ///   - path: its file.
    ///   - change: what else is wanted of it.
    /// - Returns: the store.
    /// - Throws: `StoreError`.
    func store(_ path: String, _ change: (inout Store.Options) -> Void = { _ in }) throws(StoreError) -> Store {
        var options = options()
        change(&options)
        return try Store(path: path, options: options)
    }
}

/// The engines that every test of the store is run over; what one of them promises, all have to.
enum Engines {
    static let all = [
        StoreEngine("SQLite") { Store.Options() },
        // What could fail and does not: nothing of a store hangs on a call that goes past the seam.
        StoreEngine("SQLite behind faults") {
            var options = Store.Options()
            options.faults = Faults()
            return options
        },
    ]

    /// Long laws take turns: each seed over one engine, each engine with a seed.
    static func inTurn(_ seeds: [UInt64]) -> [(UInt64, StoreEngine)] {
        seeds.enumerated().map { ($1, all[$0 % all.count]) }
    }
}
