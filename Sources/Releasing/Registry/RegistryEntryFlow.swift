package import Configuration
internal import Cryptography
package import Holdings
package import Installation
internal import JSON
internal import Labels
package import Store

/// Giving numbers: what is kept and bears a registered level is entered in the same transaction (R13).
extension Node {
    /// An object that may have to be entered.
    private struct Candidate {
        let row: Int64
        let object: String
        let source: Int64
        let original: String?
        let level: RegisteredLevels.Level?
        let other: RegisteredLevels.Level
    }

    /// What has no number: it says what other objects mean, or is between officers.
    private static let unregistered: Set<String> = ["marking-definition", "entente-notice"]

    /// An object that was kept, as far as its number depends on it.
    private struct Arrival {
        let row: Int64
        let object, type: String
        let markings: [String]
        let original: String?
    }

    /// Enters what was kept, and notes where a newer version bears another level.
    package func register(
        _ objects: [IncomingObject],
        _ results: [KeepingOutcome.Result],
        source: Int64,
        now: Int64,
        _ connection: Connection
    ) throws(StoreError) {
        var arrivals: [Arrival] = []
        for (incoming, result) in zip(objects, results) {
            guard case .added(let row) = result.keeping else { continue }
            arrivals.append(
                Arrival(
                    row: row,
                    object: incoming.kept.id,
                    type: incoming.kept.type,
                    markings: incoming.markings,
                    original: incoming.translated
                )
            )
        }
        try register(arrivals, source: source, now: now, connection)
    }

    /// The same for what is kept as it was found: that it is not valid makes it no less secret.
    package func register(
        _ objects: [Intake.Found],
        _ results: [Keeping],
        now: Int64,
        _ connection: Connection
    ) throws(StoreError) {
        guard let source = try FoundRows(connection).source else { return }
        var arrivals: [Arrival] = []
        for (found, keeping) in zip(objects, results) {
            guard case .added(let row) = keeping else { continue }
            let kept = found.kept
            let original = kept.type == "language-content" ? Self.original(kept.bytes) : nil
            arrivals.append(
                Arrival(row: row, object: kept.id, type: kept.type, markings: found.markings, original: original)
            )
        }
        try register(arrivals, source: source, now: now, connection)
    }

    private func register(_ arrivals: [Arrival], source: Int64, now: Int64, _ connection: Connection)
        throws(StoreError)
    {
        let levels = try RegisteredLevels(self, now: now, connection)
        guard !levels.isEmpty, !arrivals.isEmpty, try RegistryRows(connection).isRegistering(source) else { return }
        let directory = MarkingDirectory(connection, source: source)
        var known: [[String]: (RegisteredLevels.Level?, RegisteredLevels.Level)] = [:]
        var candidates: [Candidate] = []
        var definitions: Set<String> = []
        for one in arrivals {
            if one.type == "marking-definition" { definitions.insert(one.object) }
            if Self.unregistered.contains(one.type) { continue }
            if known[one.markings] == nil {
                let reading = try Self.reading(one.markings, directory)
                known[one.markings] = (levels.level(of: reading), levels.otherLevel(of: reading))
            }
            guard let found = known[one.markings] else { continue }
            candidates.append(
                Candidate(
                    row: one.row,
                    object: one.object,
                    source: source,
                    original: one.original,
                    level: found.0,
                    other: found.1
                )
            )
        }
        try enter(candidates, way: "arrived", now: now, connection)
        // What bears a definition may have come before it.
        if !definitions.isEmpty { try takeUp(bearing: definitions, now: now, connection) }
    }

    /// What markings mean; what cannot be read is a failure, so that nothing is kept without its number.
    private static func reading(_ markings: [String], _ directory: MarkingDirectory) throws(StoreError)
        -> MarkingReading
    {
        var meanings: [String: MarkingMeaning] = [:]
        for marking in markings { meanings[marking] = try directory.found(marking) }
        return MarkingReading(references: markings) { meanings[$0] }
    }

    private func enter(_ candidates: [Candidate], way: String, now: Int64, _ connection: Connection)
        throws(StoreError)
    {
        let rows = RegistryRows(connection)
        var fresh: [Candidate] = []
        var isFresh: Set<String> = []
        for one in candidates {
            guard let held = try rows.held(one.object, source: one.source) else {
                if one.level != nil, isFresh.insert("\(one.source) \(one.object)").inserted { fresh.append(one) }
                continue
            }
            if held.isDestroyed { try revive(held.row, now: now, connection) }
            try note(one.level ?? one.other, of: one, (held.row, held.level, held.scheme), now: now, connection)
        }
        try number(fresh, way: way, now: now, connection)
    }

    /// Notes another level of what has a number, if it is that of the newest version.
    private func note(
        _ level: RegisteredLevels.Level,
        of candidate: Candidate,
        _ held: (row: Int64, level: String, scheme: String),
        now: Int64,
        _ connection: Connection
    ) throws(StoreError) {
        guard (held.scheme, held.level) != (level.scheme, level.level),
            try ObjectRows(connection).newestRow(like: candidate.row) == candidate.row
        else { return }
        try RegistryRows(connection).put(held.row, scheme: level.scheme, level: level.level)
        let body = JSONTree.members(["from": .string(held.level), "to": .string(level.level)]).bytes()
        let act = StoredRegistryAct(entry: held.row, act: "level", made: now, account: "", officer: "", body: body)
        let number = try RegistryRows(connection).entry(row: held.row).map(Self.registryNumber)
        _ = try keepActs([(act, number)], mayWait: true, connection)
    }

    /// Gives the next numbers of the year.
    private func number(_ fresh: [Candidate], way: String, now: Int64, _ connection: Connection) throws(StoreError) {
        let rows = RegistryRows(connection)
        guard !fresh.isEmpty else { return }
        let (_, year) = try registryDay(now, connection)
        let first = try rows.nextNumber(in: year)
        var text = Array("entente-registry-entries-1\n".utf8)
        for (place, one) in fresh.enumerated() {
            text += Array("\(year)/\(first + Int64(place)) \(one.object) \(one.level?.level ?? "")\n".utf8)
        }
        let body = JSONTree.members([
            "first": .integer(Int(first)), "last": .integer(Int(first) + fresh.count - 1),
            "sha256": .string(Encoding.hex(SHA256.digest(of: text))), "year": .integer(Int(year)),
        ])
        let act = StoredRegistryAct(
            entry: nil,
            act: "entered",
            made: now,
            account: "",
            officer: "",
            way: way,
            body: body.bytes()
        )
        guard let made = try keepActs([(act, nil)], mayWait: true, connection).first else { return }
        for (place, one) in fresh.enumerated() {
            guard let level = one.level else { continue }
            let originals = try one.original.map { id throws(StoreError) in try rows.entries(of: id) } ?? []
            _ = try rows.add(
                year: year,
                running: first + Int64(place),
                object: one.object,
                source: one.source,
                scheme: level.scheme,
                level: level.level,
                parent: originals.first?.row,
                made: now,
                act: made
            )
        }
    }

    /// What was destroyed here came again, and is taken: under the number that it has.
    private func revive(_ row: Int64, now: Int64, _ connection: Connection) throws(StoreError) {
        try RegistryRows(connection).revive(row)
        let body = JSONTree.object([]).bytes()
        let act = StoredRegistryAct(entry: row, act: "again", made: now, account: "", officer: "", body: body)
        let number = try RegistryRows(connection).entry(row: row).map(Self.registryNumber)
        _ = try keepActs([(act, number)], mayWait: true, connection)
    }

    /// Notes that the payload of objects was destroyed otherwise than by the registry.
    package func noteErased(_ objects: Set<String>, officer: String, now: Int64, _ connection: Connection)
        throws(StoreError)
    {
        let rows = RegistryRows(connection)
        for object in objects.sorted() {
            for entry in try rows.entries(of: object) where entry.destroyed == nil {
                if try rows.isKept(entry) { continue }
                _ = try rows.destroy(entry.row, now: now)
                let act = StoredRegistryAct(
                    entry: entry.row,
                    act: "erased",
                    made: now,
                    account: "",
                    officer: officer,
                    body: JSONTree.object([]).bytes()
                )
                _ = try keepActs([(act, Self.registryNumber(entry))], mayWait: true, connection)
            }
        }
    }

    /// Enters what is held and has no number yet: after an upgrade, other agreements, or another meaning of markings.
    /// - Parameters:
    ///   - markings: only what bears one of these; nil for all.
    ///   - now: microseconds since 1970.
    ///   - connection: the store, in a transaction.
    /// - Throws: `StoreError`.
    package func takeUp(bearing markings: Set<String>? = nil, now: Int64, _ connection: Connection) throws(StoreError)
    {
        let levels = try RegisteredLevels(self, now: now, connection)
        guard !levels.isEmpty else { return }
        let rows = HoldingRows(connection)
        let classes = try rows.classes()
        var groups: [(number: Int64, newest: Int64)] = []
        var found: [Int64: (source: Int64, level: RegisteredLevels.Level)] = [:]
        for group in try rows.groups() {
            guard let markingClass = classes[group.markings],
                markings?.isDisjoint(with: markingClass.markings) != true,
                let source = try Self.source(group.source, connection)
            else { continue }
            let directory = MarkingDirectory(connection, source: source)
            let reading = try Self.reading(markingClass.markings, directory)
            guard let level = levels.level(of: reading) else { continue }
            groups.append((group.number, group.newest))
            found[group.number] = (source, level)
        }
        guard !groups.isEmpty else { return }
        var candidates: [Candidate] = []
        var walk = rows.walk(groups)
        while let entry = try walk.next() {
            guard let (source, level) = found[entry.group],
                let object = try ObjectRows(connection).object(row: entry.row)
            else { continue }
            let original = object.type == "language-content" ? Self.original(object.bytes) : nil
            candidates.append(
                Candidate(
                    row: entry.row,
                    object: object.id,
                    source: source,
                    original: original,
                    level: level,
                    other: level
                )
            )
        }
        try enter(candidates.reversed(), way: "taken-up", now: now, connection)
    }

    /// The row of a source in one word or two, if what it hands in is entered.
    private static func source(_ text: String, _ connection: Connection) throws(StoreError) -> Int64? {
        let parts = text.split(separator: " ", maxSplits: 1).map(String.init)
        guard let kind = parts.first, RegistryRows.registering.contains(kind) else { return nil }
        return try ObjectRows(connection).knownSource(kind: kind, name: parts.count > 1 ? parts[1] : "")
    }

    private static func original(_ bytes: [UInt8]) -> String? {
        (try? JSONDocument(parsing: bytes))?.root["object_ref"]?.string
    }

    /// What a store of an earlier release holds gets its numbers when it is opened.
    package func takeUpOnce() throws(NodeError) {
        let isDue = try reading { connection throws(StoreError) in
            try SettingRows(connection).value(.registry) != nil
        }
        guard isDue else { return }
        let now = clock()
        try change { connection throws(StoreError) in
            try self.takeUp(now: now, connection)
            try SettingRows(connection).remove(.registry)
        }
    }
}
