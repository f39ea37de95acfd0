public import Configuration
internal import Cryptography
public import Holdings
public import Installation
public import JSON
internal import Ledger
internal import Releasing
internal import Store
internal import Synchronization

/// What an import did.
public struct ImportReport: Sendable, Equatable {
    /// Objects read.
    public var total = 0
    /// Objects that are new.
    public var added = 0
    /// Objects that were there already.
    public var known = 0
    /// Objects that are kept but in quarantine.
    public var quarantined = 0
    /// Objects that are not valid and are kept as they were found.
    public var found = 0
    /// Objects that were not taken.
    public var refused = Refusals(room: 100_000)
    /// The rows of what was in quarantine when it was kept: a marking later in the file may explain it.
    package var unexplained: [Int64] = []

    /// The report as JSON.
    public var json: JSONTree {
        .members([
            "total": .integer(total),
            "added": .integer(added),
            "known": .integer(known),
            "quarantined": .integer(quarantined),
            "as_found": .integer(found),
            "refused": .integer(refused.count),
            "refusals": refused.listed.isEmpty
                ? nil
                : .array(
                    refused.listed.map {
                        .members(["id": $0.id.map { .string($0) }, "message": .string($0.message)])
                    }
                ),
            "refusals_not_listed": refused.count > refused.listed.count
                ? .integer(refused.count - refused.listed.count) : nil,
        ])
    }
}

extension Node {
    /// Takes a bundle, an envelope or one object from a file into the party's own holdings.
    ///
    /// Objects are durable batch by batch. After an interruption the same file is taken up behind its last durable
    /// batch; taking a whole file twice adds nothing.
    /// - Parameters:
    ///   - path: the file; `-` is standard input.
    ///   - isAsFound: whether what is not valid is kept apart as it was found; that this was asked for is logged.
    ///   - progress: gets the bytes read so far.
    /// - Returns: what became of the objects.
    /// - Throws: `NodeError` if the file cannot be read, is no JSON, or the store fails.
    public func importFile(
        _ path: String,
        asFound isAsFound: Bool = false,
        progress: (Int) -> Void = { _ in }
    ) throws(NodeError) -> ImportReport {
        var reader = JSONListReader(
            list: "objects",
            limits: JSONLimits(
                maximumBytes: configuration.maximumObjectBytes,
                maximumDepth: configuration.maximumDepth + 4
            )
        )
        var report = ImportReport()
        var read = 0
        // Objects are read and judged while the writer has those before them.
        var running: ImportBatch?
        do {
            var waiting: [JSONListElement] = []
            try Files.readChunks(path, isNamed: true) { chunk throws(Files.Failure) in
                do throws(JSONError) {
                    try reader.read(chunk, into: &waiting)
                } catch {
                    throw Files.Failure(description: "`\(path)`: \(error)")
                }
                read += chunk.count
                if waiting.count >= configuration.batchObjects {
                    try keep(waiting, asFound: isAsFound, behind: &running, &report)
                    waiting.removeAll(keepingCapacity: true)
                }
                progress(read)
            }
            do throws(JSONError) {
                if case .whole(let element) = try reader.finish() { waiting.append(element) }
            } catch {
                throw Files.Failure(description: "`\(path)`: \(error)")
            }
            try keep(waiting, asFound: isAsFound, behind: &running, &report)
            try running?.settle(&report)
            report.quarantined = try store.write { [report] connection throws(StoreError) in
                try MarkingDirectory.judgeAgain(connection)
                if isAsFound { try self.logFound(report, connection) }
                return try Self.quarantined(report.unexplained, connection)
            }
        } catch {
            throw NodeError("\(error)")
        }
        return report
    }

    /// How many of some rows are in quarantine now that all of the file is there.
    static func quarantined(_ rows: [Int64], _ connection: Connection) throws(StoreError) -> Int {
        var count = 0
        for row in rows where try QuarantineRows(connection).holds(row) { count += 1 }
        return count
    }

    private func logFound(_ report: ImportReport, _ connection: Connection) throws(StoreError) {
        var entry = LedgerEntry(.asFound)
        entry.internalMembers = [
            JSONMember("found", .integer(report.found)), JSONMember("total", .integer(report.total)),
        ]
        try ledger.append([entry], connection)
    }

    /// Hands some objects to the writer as the party's own, once it has kept those before them durably.
    func keep(
        _ elements: [JSONListElement],
        asFound isAsFound: Bool = false,
        beside: [JSONMember] = [],
        behind running: inout ImportBatch?,
        _ report: inout ImportReport
    ) throws(Files.Failure) {
        var objects: [IncomingObject] = []
        var found: [Intake.Found] = []
        var refused: [(id: String?, message: String)] = []
        for (element, verdict) in zip(elements, intake.objects(elements)) {
            switch verdict {
            case .success(let object): objects.append(object)
            case .failure(let refusal):
                if isAsFound, let one = intake.found(element) {
                    found.append(one)
                } else {
                    refused.append((refusal.id, "line \(element.origin.line): \(refusal.message)"))
                }
            }
        }
        try running?.settle(&report)
        report.total += elements.count
        for (id, message) in refused { report.refused.add(id, message) }
        let batch = ImportBatch(objects, found)
        running = batch
        let now = clock()
        store.write { [objects, found] connection throws(StoreError) in
            let results = try self.keep(objects, source: 1, now: now, connection)
            // Who imports with a verb is root.
            try self.logWriting(objects, results, by: Actor.root, account: nil, .imported, beside: beside, connection)
            var kept: [Keeping] = []
            for one in found {
                kept.append(try FoundRows(connection).keep(one.kept, findings: one.findings, now: now))
            }
            try self.register(found, kept, now: now, connection)
            batch.put(results, kept)
        } done: { error in
            batch.end(error)
        }
    }
}
