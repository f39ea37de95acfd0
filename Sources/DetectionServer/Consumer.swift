internal import Calls
internal import Configuration
internal import Cryptography
package import DetectionFormats
internal import Installation
package import JSON
package import Store

/// A program that fetches files for detecting, under a name of its own.
///
/// What it may get is decided as for a reader: by what the register says of its name there, by its levels, by the
/// level of the configuration for files; and it may be narrowed to parties and agreements.
package struct Consumer: Sendable, Equatable {
    /// Its name, which is sent beside the key.
    package var name: String
    /// The name on the register, whose clearances count; nil for one that is cleared for nothing.
    package var register: String?
    /// What it may fetch.
    package var formats: [DetectionFormat]
    /// Up to which levels: words such as `EU EU-RESTRICTED` or `TLP:AMBER`, at least one.
    package var levels: [String]
    /// Of which sources alone, as `own` or `partner NAME`; empty for all.
    package var sources: [String] = []
    /// Of what partners gave, by which agreements alone; empty for all, and for what needs none.
    package var agreements: [String] = []
    /// Whether values that warning lists have are left out of its files; else they are in them, and it is said.
    package var leavesListed = false
    /// SHA-256 of its key, in hexadecimal digits.
    package var digest = ""
    /// When it was made, in microseconds since 1970.
    package var created: Int64 = 0
    /// When its key ended, or nil.
    package var ended: Int64?

    /// A consumer.
    package init(name: String, register: String?, formats: [DetectionFormat], levels: [String]) {
        (self.name, self.register, self.formats, self.levels) = (name, register, formats, levels)
    }

    /// Reads one that is kept; nil if it cannot be read.
    init?(_ value: JSONValue) {
        guard let name = value["name"]?.string, let key = value["key"]?.string,
            let created = value["created"]?.string.flatMap({ Int64($0) })
        else { return nil }
        let texts = { (name: String) in value[name]?.elements.map { $0.string ?? "?" } ?? ["?"] }
        // What cannot be read lets nothing through.
        let levels = texts("levels")
        self.init(
            name: name,
            register: value["register"]?.string,
            formats: texts("formats").compactMap { DetectionFormat(rawValue: $0) },
            levels: levels.isEmpty ? ["?"] : levels
        )
        (sources, agreements) = (texts("sources"), texts("agreements"))
        leavesListed = value["without_listed"]?.bool ?? false
        digest = key
        self.created = created
        ended = value["ended"]?.string.flatMap { Int64($0) }
    }

    /// As it is kept.
    var kept: JSONTree {
        .members([
            "name": .string(name), "register": register.map { .string($0) },
            "formats": .strings(formats.map(\.rawValue)), "levels": .strings(levels), "sources": .strings(sources),
            "agreements": .strings(agreements), "without_listed": leavesListed ? .bool(true) : nil,
            "key": .string(digest),
            "created": .string(String(created)), "ended": ended.map { .string(String($0)) },
        ])
    }

    /// As it is told.
    package var told: JSONTree {
        .members([
            "name": .string(name), "register": register.map { .string($0) },
            "formats": .strings(formats.map(\.rawValue)), "levels": .strings(levels), "sources": .strings(sources),
            "agreements": .strings(agreements), "without_listed": .bool(leavesListed),
            "created": .string(Moment.text(created)),
            "ended": ended.map { .string(Moment.text($0)) },
        ])
    }

    /// The reader that it is for the engine: no role beyond reading.
    func reader(expires: Int64) -> SignedIn {
        let account = StoredAccount(
            name: "consumer:" + name,
            title: name,
            roles: [Role.author.rawValue],
            register: register,
            created: created
        )
        return SignedIn(account: account, roles: [.author], csrf: "", expires: expires, digest: [], scopes: [])
    }
}

/// What a consumer was given last of one file.
package struct ConsumerGiven: Sendable, Equatable {
    /// The file, as `rpz/rpz.zone`.
    package var file: String
    /// The digest of what it has, the number of its version aside.
    package var digest: String
    /// The number of its version.
    package var serial: UInt32
    /// When, in microseconds since 1970.
    package var made: Int64
    /// How many indicators were in it.
    package var objects: Int
    /// How many were left out, by why; and of how many something is not said.
    package var left: [String: Int]

    init(file: String, digest: String, serial: UInt32, made: Int64, objects: Int, left: [String: Int]) {
        (self.file, self.digest, self.serial) = (file, digest, serial)
        (self.made, self.objects, self.left) = (made, objects, left)
    }

    init?(_ value: JSONValue) {
        guard let file = value["file"]?.string, let digest = value["digest"]?.string,
            let serial = value["serial"]?.integer.flatMap({ UInt32(exactly: $0) }),
            let made = value["made"]?.string.flatMap({ Int64($0) }), let objects = value["objects"]?.integer
        else { return nil }
        var left: [String: Int] = [:]
        for one in value["left"].map({ Array($0.elements) }) ?? [] {
            if let reason = one["reason"]?.string, let count = one["count"]?.integer { left[reason] = Int(count) }
        }
        self.init(
            file: file,
            digest: digest,
            serial: serial,
            made: made,
            objects: Int(objects),
            left: left
        )
    }

    var kept: JSONTree {
        .members([
            "file": .string(file), "digest": .string(digest), "serial": .integer(Int(serial)),
            "made": .string(String(made)), "objects": .integer(objects), "left": Self.counts(left),
        ])
    }

    /// As it is told.
    package var told: JSONTree {
        .members([
            "file": .string(file), "made": .string(Moment.text(made)), "objects": .integer(objects),
            "left": Self.counts(left),
        ])
    }

    private static func counts(_ left: [String: Int]) -> JSONTree {
        .array(
            left.sorted { $0.key < $1.key }.map {
                .members(["reason": .string($0.key), "count": .integer($0.value)])
            }
        )
    }
}

/// Reading and writing consumers.
package struct ConsumerRows {
    private let rows: SettingRows

    /// The consumers behind a connection.
    package init(_ connection: Connection) { rows = SettingRows(connection) }

    /// All of them, in the order of making, those whose key has ended too.
    package func all() throws(StoreError) -> [Consumer] {
        guard let kept = try rows.value(.consumers), let root = (try? JSONDocument(kept))?.root else { return [] }
        return root.elements.compactMap { Consumer($0) }
    }

    /// The one with a key that has not ended; nil if there is none.
    package func find(_ digest: [UInt8]) throws(StoreError) -> Consumer? {
        let wanted = Encoding.hex(digest)
        return try all().first { $0.ended == nil && $0.digest == wanted }
    }

    /// Keeps them in place of those that were there.
    func put(_ consumers: [Consumer]) throws(StoreError) {
        let text = JSONTree.array(consumers.map(\.kept)).bytes()
        try rows.put(.consumers, String(decoding: text, as: UTF8.self))
    }

    /// What one was given last of each file.
    package func given(_ name: String) throws(StoreError) -> [ConsumerGiven] {
        guard let kept = try rows.value(.consumerGiven(consumer: name)), let root = (try? JSONDocument(kept))?.root
        else { return [] }
        return root.elements.compactMap { ConsumerGiven($0) }
    }

    /// Notes what one was given of a file.
    func gave(_ given: ConsumerGiven, to name: String) throws(StoreError) {
        var all = try self.given(name).filter { $0.file != given.file }
        all.append(given)
        let text = JSONTree.array(all.sorted { $0.file < $1.file }.map(\.kept)).bytes()
        try rows.put(.consumerGiven(consumer: name), String(decoding: text, as: UTF8.self))
    }

    /// The indicators that a file had last, as the beginnings of their digests.
    private func objects(_ name: String, _ file: String) throws(StoreError) -> [UInt8] {
        try rows.value(.consumerObjects(consumer: name, file: file)).flatMap { Encoding.bytes(base64: $0) } ?? []
    }

    /// Notes which indicators a file has; nothing is written where they are the same as before.
    func has(_ ids: [String], in file: String, for name: String) throws(StoreError) {
        let now = ids.map(Self.mark).sorted { $0.lexicographicallyPrecedes($1) }.flatMap(\.self)
        guard try objects(name, file) != now else { return }
        try rows.put(.consumerObjects(consumer: name, file: file), Encoding.base64(now))
    }

    /// The files of each consumer that had an indicator when they were given last.
    func having(_ id: String) throws(StoreError) -> [(consumer: Consumer, given: ConsumerGiven)] {
        let mark = Self.mark(of: id)
        var found: [(consumer: Consumer, given: ConsumerGiven)] = []
        for consumer in try all() {
            for given in try given(consumer.name) {
                let marks = try objects(consumer.name, given.file)
                let isThere = stride(from: 0, to: marks.count, by: mark.count).contains { start in
                    marks[start..<min(start + mark.count, marks.count)].elementsEqual(mark)
                }
                if isThere { found.append((consumer, given)) }
            }
        }
        return found
    }

    /// The beginning of an identifier's digest: two are never alike by chance.
    private static func mark(of id: String) -> [UInt8] {
        Array(SHA256.digest(of: Array(id.utf8)).prefix(markBytes))
    }

    private static let markBytes = 10

    /// What may be done with what bears no level of the Permissible Actions Protocol, by its source.
    package func unmarked() throws(StoreError) -> [String: DetectionUse] {
        guard let kept = try rows.value(.unmarkedUse), let root = (try? JSONDocument(kept))?.root else { return [:] }
        var uses: [String: DetectionUse] = [:]
        for member in root.members {
            if let source = member.name.string {
                uses[source] = member.value.string.flatMap { DetectionUse(rawValue: $0) } ?? DetectionUse.none
            }
        }
        return uses
    }

    /// Keeps that.
    func put(unmarked uses: [String: DetectionUse]) throws(StoreError) {
        let members = uses.sorted { $0.key < $1.key }.map { JSONMember($0.key, .string($0.value.rawValue)) }
        try rows.put(.unmarkedUse, String(decoding: JSONTree.object(members).bytes(), as: UTF8.self))
    }
}
