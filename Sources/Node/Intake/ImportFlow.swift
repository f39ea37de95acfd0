internal import Cryptography
public import JSON
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
    /// Objects that were not taken, the first hundred with the reason.
    public var refused: [(id: String?, message: String)] = []
    /// How many were not taken.
    public var refusals = 0

    /// Whether two reports tell the same.
    public static func == (left: ImportReport, right: ImportReport) -> Bool { left.json == right.json }

    /// The report as JSON.
    public var json: JSONTree {
        .members([
            "total": .integer(total),
            "added": .integer(added),
            "known": .integer(known),
            "quarantined": .integer(quarantined),
            "refused": .integer(refusals),
            "refusals": refused.isEmpty
                ? nil
                : .array(refused.map { .members(["id": $0.id.map { .string($0) }, "message": .string($0.message)]) }),
        ])
    }

    mutating func refuse(_ id: String?, _ message: String) {
        refusals += 1
        if refused.count < 100 { refused.append((id, message)) }
    }
}

extension Node {
    /// Takes a bundle, an envelope or one object from a file into the party's own holdings.
    ///
    /// Objects are durable batch by batch. After an interruption the same file is taken up behind its last durable
    /// batch; taking a whole file twice adds nothing.
    /// - Parameters:
    ///   - path: the file; `-` is standard input.
    ///   - progress: gets the bytes read so far.
    /// - Returns: what became of the objects.
    /// - Throws: `NodeError` if the file cannot be read, is no JSON, or the store fails.
    public func importFile(_ path: String, progress: (Int) -> Void = { _ in }) throws(NodeError) -> ImportReport {
        var reader = JSONListReader(
            list: "objects",
            limits: JSONLimits(
                maximumBytes: configuration.maximumObjectBytes,
                maximumDepth: configuration.maximumDepth + 4
            )
        )
        var report = ImportReport()
        var read = 0
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
                    try keep(waiting, &report)
                    waiting.removeAll(keepingCapacity: true)
                }
                progress(read)
            }
            do throws(JSONError) {
                if case .whole(let element) = try reader.finish() { waiting.append(element) }
            } catch {
                throw Files.Failure(description: "`\(path)`: \(error)")
            }
            try keep(waiting, &report)
            try store.write { connection throws(StoreError) in try MarkingDirectory.judgeAgain(connection) }
        } catch {
            throw NodeError("\(error)")
        }
        return report
    }

    /// Keeps some objects as the party's own, durably.
    private func keep(_ elements: [JSONListElement], _ report: inout ImportReport) throws(Files.Failure) {
        var objects: [IncomingObject] = []
        for element in elements {
            report.total += 1
            do throws(Intake.Refusal) {
                objects.append(try intake.object(element))
            } catch {
                let place = "line \(element.origin.line)"
                report.refuse(error.id, "\(place): \(error.message)")
            }
        }
        let now = clock()
        let results: [KeepingOutcome.Result]
        do throws(StoreError) {
            results = try store.write { [objects] connection throws(StoreError) in
                try self.keep(objects, source: 1, now: now, connection)
            }
        } catch {
            throw Files.Failure(description: error.description)
        }
        for (object, result) in zip(objects, results) {
            switch result.keeping {
            case .added:
                report.added += 1
                if result.isQuarantined { report.quarantined += 1 }
            case .known: report.known += 1
            case .gone: report.refuse(object.kept.id, "it was destroyed here, and is not taken again")
            case .conflict: report.refuse(object.kept.id, "\(result.message); it was set apart")
            }
        }
    }
}
