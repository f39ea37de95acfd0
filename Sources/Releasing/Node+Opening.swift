public import Configuration
public import Installation
public import Store

extension Node {
    /// Opens a node that has been set up.
    /// - Parameters:
    ///   - folder: its files.
    ///   - isPlain: serves plain HTTP; only for throw-away nodes on loopback.
    ///   - clock: microseconds since 1970.
    ///   - migrating: gets what is done when the store is one of an earlier release.
    /// - Throws: `NodeError`.
    public convenience init(
        folder: NodeFolder,
        isPlain: Bool = false,
        clock: @escaping @Sendable () -> Int64 = SystemClock.now,
        migrating: @escaping @Sendable (MigrationProgress, NodeConfiguration) -> Void = { _, _ in }
    ) throws(NodeError) {
        try self.init(folder: folder, isPlain: isPlain, faults: nil, clock: clock, migrating: migrating)
    }

    /// Opens a node whose store fails when it is told to, for tests.
    package convenience init(
        folder: NodeFolder,
        isPlain: Bool = false,
        faults: Faults?,
        clock: @escaping @Sendable () -> Int64,
        migrating: @escaping @Sendable (MigrationProgress, NodeConfiguration) -> Void = { _, _ in }
    ) throws(NodeError) {
        try self.init(opening: folder, isPlain: isPlain, faults: faults, clock: clock, migrating: migrating)
        try judgeStatementsOnce()
        try takeUpOnce()
    }
}
