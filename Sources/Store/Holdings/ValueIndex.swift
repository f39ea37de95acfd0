internal import Correlation
internal import HostNames
internal import JSON
internal import NormalForms

/// Keeps the index of values over what stands for an object.
///
/// It follows the objects a moment later, as the search index does: `value_state.covered` names the last row that it
/// covers, in the same transaction as its rows. What is covered and stands no more, or stands anew, is changed in the
/// transaction that changes it (`HoldingWriter`), so that nothing of what was erased is left.
enum ValueIndex {
    /// How values are read.
    private static let reading = ObjectValues(NormalForms(names: ICUHostNames()))

    /// So many keys are one batch, so that no writer waits for long.
    private static let mostKeys = 8_000

    /// The keys of some objects, ready to be written.
    struct Batch: Sendable {
        /// The row that was covered when the batch was made.
        let from: Int64
        /// The last row of the batch.
        let to: Int64
        /// Rows with their keys.
        let entries: [(row: Int64, keys: [ValueKey])]
    }

    /// Has the index made anew if it was made by other rules, or never.
    static func prepare(_ connection: Connection) throws(StoreError) {
        guard try rules(connection) != ObjectValues.rules else { return }
        try connection.transaction { () throws(StoreError) in
            // Another process may have done it meanwhile.
            if try rules(connection) != ObjectValues.rules { try clear(connection) }
        }
    }

    /// Forgets the index, so that all is to be done.
    static func clear(_ connection: Connection) throws(StoreError) {
        try connection.script(Statements.Value.clear)
        try connection.run(Statements.Value.note, [.integer(ObjectValues.rules)])
        connection.holdings.covered = nil
    }

    private static func rules(_ connection: Connection) throws(StoreError) -> Int64 {
        try connection.first(Statements.Value.rules) { $0.integer(0) } ?? 0
    }

    /// The last row that the index covers.
    static func covered(_ connection: Connection) throws(StoreError) -> Int64 {
        try connection.first(Statements.Value.covered) { $0.integer(0) } ?? 0
    }

    /// The keys of a version; none of a type that has no values, or where there are no bytes any more.
    static func keys(of bytes: [UInt8]) -> [ValueKey] {
        guard !bytes.isEmpty, let document = try? JSONDocument(parsing: bytes) else { return [] }
        return reading.keys(of: document.root)
    }

    /// The types of STIX that have values; others are passed over unread.
    static let types: Set<String> = [
        "artifact", "autonomous-system", "domain-name", "email-addr", "file", "indicator", "ipv4-addr", "ipv6-addr",
        "mac-addr", "url", "vulnerability", "windows-registry-key", "x509-certificate",
    ]

    /// Makes the batch behind a row.
    /// - Parameters:
    ///   - from: the row; nothing up to it is looked at.
    ///   - connection: a connection that may read.
    ///   - limit: how many objects at most.
    /// - Returns: the batch, or nil if every object is covered.
    /// - Throws: `StoreError`.
    static func batch(behind from: Int64, _ connection: Connection, limit: Int) throws(StoreError) -> Batch? {
        var (last, count) = (from, 0)
        var entries: [(row: Int64, keys: [ValueKey])] = []
        try connection.rows(Statements.Value.uncovered, [.integer(from), .integer(Int64(limit))]) { row in
            last = row.integer(0)
            guard types.contains(row.text(1)) else { return true }
            let keys = keys(of: row.blob(2))
            if !keys.isEmpty { entries.append((last, keys)) }
            count += keys.count
            return count < mostKeys
        }
        return last == from ? nil : Batch(from: from, to: last, entries: entries)
    }

    /// Writes a batch, unless another one was written in between.
    /// - Parameters:
    ///   - batch: the batch.
    ///   - connection: the writer's connection, in a transaction.
    /// - Throws: `StoreError`.
    static func write(_ batch: Batch, _ connection: Connection) throws(StoreError) {
        guard try covered(connection) == batch.from else { return }
        let (holdings, writer) = (HoldingRows(connection), ValueWriter(connection))
        var entries: [ValueWriter.Entry] = []
        for (row, keys) in batch.entries {
            // What does not stand any more must not come back.
            guard let group = try holdings.group(of: row) else { continue }
            for key in keys { entries.append(ValueWriter.Entry(key: key, group: group, row: row)) }
        }
        try writer.add(entries)
        try connection.run(Statements.Value.cover, [.integer(batch.to)])
        connection.holdings.covered = nil
    }
}

/// Changes the index of values in the transaction of what is changed.
struct ValueWriter {
    private let connection: Connection

    /// The index behind a connection that writes.
    init(_ connection: Connection) { self.connection = connection }

    /// One row of the index.
    struct Entry {
        let key: ValueKey
        let group: Int64
        let row: Int64
    }

    /// A version stands for its object; one that is not covered yet comes later.
    func stands(_ row: Int64, _ bytes: [UInt8], _ group: Int64) throws(StoreError) {
        guard try isCovered(row) else { return }
        try add(ValueIndex.keys(of: bytes).map { Entry(key: $0, group: group, row: row) })
    }

    /// A version stands no more.
    func leaves(_ row: Int64, _ bytes: [UInt8], _ group: Int64) throws(StoreError) {
        guard try isCovered(row) else { return }
        for key in ValueIndex.keys(of: bytes) {
            try connection.run(Statements.Value.remove, [.blob(key.bytes), .integer(group), .integer(row)])
            if key.isInOrder {
                try connection.run(
                    Statements.Value.removeInOrder,
                    [.integer(group), .blob(key.bytes), .integer(row)]
                )
            }
        }
    }

    /// Writes rows, in the order of their places.
    func add(_ entries: [Entry]) throws(StoreError) {
        for one in entries.sorted(by: { $0.key.bytes.lexicographicallyPrecedes($1.key.bytes) }) {
            try connection.run(Statements.Value.add, [.blob(one.key.bytes), .integer(one.group), .integer(one.row)])
            if one.key.isInOrder {
                try connection.run(
                    Statements.Value.addInOrder,
                    [.integer(one.group), .blob(one.key.bytes), .integer(one.row)]
                )
            }
        }
    }

    private func isCovered(_ row: Int64) throws(StoreError) -> Bool {
        let state = connection.holdings
        if let covered = state.covered { return row <= covered }
        let covered = try ValueIndex.covered(connection)
        state.covered = covered
        return row <= covered
    }
}
