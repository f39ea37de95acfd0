package import Configuration
internal import Cryptography
package import DetectionFormats
package import Installation
internal import JSON
internal import Ledger
internal import People
internal import Release
internal import Store

/// Consumers are made and ended here, by administrators and by whoever has the node's folder.
extension Node {
    private static let mostConsumers = 200
    private static let mostWords = 20
    /// So much may be done with what says nothing of it: looking.
    package static let usualUse = DetectionUse.passive

    /// Makes a consumer.
    /// - Parameters:
    ///   - wanted: its name, and what it may get.
    ///   - officer: who makes it, if that is known.
    ///   - second: who signed beside.
    /// - Returns: its key, which is kept nowhere.
    /// - Throws: `NodeError`.
    package func makeConsumer(
        _ wanted: Consumer,
        by officer: String? = nil,
        countersigned second: String? = nil
    ) throws(NodeError) -> String {
        let isPlain = wanted.name.utf8.allSatisfy { (97...122).contains($0) || (48...57).contains($0) || $0 == 45 }
        guard isPlain, (1...60).contains(wanted.name.utf8.count) else {
            throw NodeError("a consumer has a name of at most 60 small letters, digits and hyphens")
        }
        guard !wanted.formats.isEmpty else { throw NodeError("a consumer needs a format") }
        guard !wanted.levels.isEmpty else { throw NodeError("a consumer needs a level") }
        for words in [wanted.levels, wanted.sources, wanted.agreements] {
            guard words.count <= Self.mostWords, words.allSatisfy({ (1...200).contains($0.utf8.count) }) else {
                throw NodeError("a consumer has at most \(Self.mostWords) levels, sources and agreements")
            }
        }
        let secret = "ent_" + Encoding.hex(Random.bytes(32))
        var consumer = wanted
        consumer.digest = Encoding.hex(SHA256.digest(of: Array(secret.utf8)))
        (consumer.created, consumer.ended) = (clock(), nil)
        try change { [consumer] connection throws(StoreError) in
            let tables = try self.tables(now: consumer.created, connection)
            guard !ExportLimit(consumer.levels, tables).isUnclear else {
                throw StoreError(.other, "one of the levels is no level of the agreements in use")
            }
            let rows = ConsumerRows(connection)
            // One that ended may come again under its name.
            let others = try rows.all()
            guard !others.contains(where: { $0.name == consumer.name && $0.ended == nil }) else {
                throw StoreError(.other, "a consumer has the name `\(consumer.name)` already")
            }
            let kept = others.filter { $0.name != consumer.name }
            guard kept.count < Self.mostConsumers else {
                throw StoreError(.other, "a node has at most \(Self.mostConsumers) consumers")
            }
            try rows.put(kept + [consumer])
            try self.log(consumer, by: officer, countersigned: second, connection)
        }
        return secret
    }

    /// Ends the key of a consumer.
    /// - Parameters:
    ///   - name: its name.
    ///   - officer: who ends it, if that is known.
    /// - Returns: false if there is none with a key.
    /// - Throws: `NodeError`.
    package func endConsumer(_ name: String, by officer: String? = nil) throws(NodeError) -> Bool {
        let now = clock()
        return try change { connection throws(StoreError) in
            let rows = ConsumerRows(connection)
            var all = try rows.all()
            guard let place = all.firstIndex(where: { $0.name == name && $0.ended == nil }) else { return false }
            all[place].ended = now
            try rows.put(all)
            try self.log(all[place], by: officer, countersigned: nil, connection)
            return true
        }
    }

    private func log(
        _ consumer: Consumer,
        by officer: String?,
        countersigned second: String?,
        _ connection: Connection
    ) throws(StoreError) {
        var entry = LedgerEntry(.key, officer: officer)
        entry.internalMembers = [
            JSONMember("consumer", .string(consumer.name)), JSONMember("revoked", .bool(consumer.ended != nil)),
            JSONMember("register", consumer.register.map { .string($0) } ?? .null),
            JSONMember("formats", .strings(consumer.formats.map(\.rawValue))),
            JSONMember("levels", .strings(consumer.levels)), JSONMember("sources", .strings(consumer.sources)),
            JSONMember("agreements", .strings(consumer.agreements)),
            JSONMember("without_listed", .bool(consumer.leavesListed)),
        ]
        if let second { entry.internalMembers.append(JSONMember("countersigned", .string(second))) }
        try ledger.append([entry], connection)
    }

    /// Says what may be done with what bears no level of the Permissible Actions Protocol.
    /// - Parameters:
    ///   - uses: by source, as `own` or `partner NAME`; for others it is `usualUse`.
    ///   - officer: who says it.
    /// - Throws: `NodeError`.
    package func setUnmarkedUse(_ uses: [String: DetectionUse], by officer: String) throws(NodeError) {
        try change { connection throws(StoreError) in
            try ConsumerRows(connection).put(unmarked: uses)
            var entry = LedgerEntry(.record, officer: officer)
            let members = uses.sorted { $0.key < $1.key }.map { JSONMember($0.key, .string($0.value.rawValue)) }
            entry.internalMembers = [
                JSONMember("record_kind", .string("unmarked-use")), JSONMember("body", .object(members)),
            ]
            try self.ledger.append([entry], connection)
        }
    }
}
