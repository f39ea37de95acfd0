public import Advisories
internal import Agreements
public import Configuration
internal import Cryptography
internal import Holdings
public import Installation
internal import JSON
public import Labels
internal import Ledger
internal import Releasing
internal import Store

/// An advisory as this node would take it in.
public struct AdvisoryReading: Sendable {
    /// What it says.
    public let advisory: Advisory
    /// Its file.
    public let bytes: [UInt8]
    /// What the tests of the standard find in it; nothing of a record of CVE.
    public let findings: [AdvisoryFinding]

    /// Reads an advisory.
    /// - Parameter bytes: its file.
    /// - Throws: `NodeError` if it is no JSON or no advisory.
    public init(_ bytes: [UInt8]) throws(NodeError) {
        let document: JSONDocument
        do throws(JSONError) { document = try JSONDocument(parsing: bytes) } catch { throw NodeError("\(error)") }
        do throws(AdvisoryFault) { advisory = try Advisory(document.root) } catch { throw NodeError("\(error)") }
        findings = AdvisoryFinding.all(in: document.root)
        self.bytes = bytes
    }

    /// The level of the Traffic Light Protocol that it bears; nil for none that is known.
    public var level: TLPLevel? {
        advisory.tlp.flatMap { label in TLPLevel.allCases.first { $0.label == "TLP:" + label } }
    }

    /// Its objects.
    /// - Parameters:
    ///   - markings: the marking definitions that they bear.
    ///   - identity: the identity of the party that takes it in.
    /// - Returns: the objects.
    public func objects(markings: [String], identity: String?) -> AdvisoryObjects {
        AdvisoryObjects(
            of: advisory,
            bytes,
            markings: markings,
            identity: identity,
            sha1: { SHA1.digest(of: $0) },
            sha256: { Encoding.hex(SHA256.digest(of: $0)) }
        )
    }
}

extension Node {
    /// The marking that an advisory is proposed: its own label, and without one the party's default, which is never
    /// CLEAR.
    /// - Parameter reading: the advisory.
    /// - Returns: the level.
    public func proposedLevel(of reading: AdvisoryReading) -> TLPLevel {
        if let level = reading.level { return level }
        let wanted = TLPLevel.allCases.first { $0.label == "TLP:" + configuration.unlabelledTLP }
        return wanted.map { max($0, .green) } ?? .amberStrict
    }

    /// The partners that an advisory is meant for, as far as they can be told: a proposal about which an agreement
    /// decides.
    ///
    /// What is public means every partner; a sharing group the parties of the agreement that has its name, or the
    /// partner that has it; what is for named people alone (TLP:RED) and every other group nobody.
    /// - Parameter advisory: the advisory.
    /// - Returns: short names, in their order.
    /// - Throws: `NodeError`.
    public func recipients(of advisory: Advisory) throws(NodeError) -> [String] {
        guard let group = advisory.group, advisory.tlp != "RED" else { return [] }
        let names = try partnerNames()
        if group.id == "ffffffff-ffff-ffff-ffff-ffffffffffff" { return advisory.tlp == "CLEAR" ? names.all : [] }
        guard let name = group.name, group.id != "00000000-0000-0000-0000-000000000000" else { return [] }
        let set = try reading { connection throws(StoreError) in
            try agreements.set(AgreementRows(connection).current(), connection)
        }
        let parties = set.agreements.first { $0.name.lowercased() == name.lowercased() }?.parties ?? [name]
        return Set(parties.flatMap { names.called($0) }).sorted()
    }

    /// Keeps the objects of an advisory as the party's own.
    /// - Parameters:
    ///   - reading: the advisory.
    ///   - level: the level that they bear.
    /// - Returns: the report that stands for it, and what became of the objects.
    /// - Throws: `NodeError` if the store fails.
    public func keep(_ reading: AdvisoryReading, at level: TLPLevel) throws(NodeError) -> (
        report: String, outcome: ImportReport
    ) {
        let made = reading.objects(markings: [level.markingDefinition], identity: configuration.identity)
        var (report, running) = (ImportReport(), ImportBatch?.none)
        var reader = JSONListReader(
            list: "objects",
            limits: JSONLimits(maximumBytes: configuration.maximumObjectBytes)
        )
        let beside = [JSONMember("format", .string(reading.advisory.format.rawValue))]
        do {
            var waiting: [JSONListElement] = []
            let bundle = JSONTree.members(["objects": .array(made.objects)]).bytes()
            do throws(JSONError) { try reader.read(bundle, into: &waiting) } catch {
                throw Files.Failure(description: "\(error)")
            }
            for start in stride(from: 0, to: waiting.count, by: configuration.batchObjects) {
                let batch = Array(waiting[start..<min(start + configuration.batchObjects, waiting.count)])
                try keep(batch, beside: beside, behind: &running, &report)
            }
            try running?.settle(&report)
        } catch {
            throw NodeError("\(error)")
        }
        return (made.report, report)
    }

    /// The file of an advisory that is held, with the markings of its report; that it was taken out is logged.
    /// - Parameter id: the identifier of the report that stands for it.
    /// - Returns: the file and the marking definitions; nil if there is none.
    /// - Throws: `NodeError` if the store fails.
    public func takeOut(advisory id: String) throws(NodeError) -> (bytes: [UInt8], markings: [String])? {
        let found = try reading { connection throws(StoreError) -> (bytes: [UInt8], markings: [String])? in
            let rows = ObjectRows(connection)
            guard let last = try rows.versions(of: id).last, let report = try? JSONDocument(parsing: last.bytes)
            else {
                return nil
            }
            for object in report.root["object_refs"]?.elements.compactMap(\.string) ?? []
            where object.hasPrefix("artifact--") {
                guard let held = try rows.versions(of: object).last,
                    let artifact = try? JSONDocument(parsing: held.bytes),
                    let bytes = artifact.root["payload_bin"]?.string.flatMap({ Encoding.bytes(base64: $0) })
                else { continue }
                let markings = [report, artifact].flatMap {
                    $0.root["object_marking_refs"]?.elements.compactMap(\.string) ?? []
                }
                return (bytes, markings)
            }
            return nil
        }
        guard let found else { return nil }
        try change { connection throws(StoreError) in
            var entry = LedgerEntry(.export)
            entry.internalMembers = [JSONMember("of", .string("advisory")), JSONMember("object", .string(id))]
            try self.ledger.append([entry], connection)
        }
        return found
    }
}
