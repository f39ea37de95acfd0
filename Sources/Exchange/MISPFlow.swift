public import Configuration
internal import Cryptography
internal import Holdings
public import Installation
public import JSON
internal import Ledger
public import MISP
internal import Releasing
internal import Store

/// An event of MISP as this node would take it in.
public struct MISPReading: Sendable {
    /// The UUID of the event.
    public let event: String
    /// What the event is called.
    public let title: String
    /// The objects.
    public let objects: [JSONTree]
    /// What could not be carried.
    public let lost: [LostField]
    /// For whom it was meant.
    public let audience: MISPAudience
    /// How many attributes and objects are meant for fewer than the event.
    public let narrower: Int
    /// The marking definitions of the event and of what is in it.
    public let markings: [String]

    /// Reads an event.
    /// - Parameter event: the event.
    /// - Throws: `MISPFault`.
    public init(_ event: JSONValue) throws(MISPFault) {
        var objects: [JSONTree] = []
        var conversion = EventConversion(sha1: { SHA1.digest(of: $0) }, emit: { objects.append($0) })
        try conversion.convert(event)
        self.event = event["uuid"]?.string ?? ""
        title = event["info"]?.string ?? ""
        self.objects = objects
        (lost, audience, markings) = (conversion.lost, conversion.audience, conversion.markings)
        narrower = conversion.narrower
    }

    /// The fields that could not be carried, as they are told.
    public var report: JSONTree {
        .array(
            lost.map {
                .members([
                    "path": .string($0.path), "value_kind": .string($0.kind), "reason": .string($0.reason.rawValue),
                ])
            }
        )
    }

    /// What the log says of it beside who and how many: how much was not carried, and a code over the report.
    package func members(_ node: Node) -> [JSONMember] {
        let code = HMACSHA256.code(of: Array("entente-misp-1\n".utf8) + report.bytes(), key: node.signingKey.seed)
        return [
            JSONMember("format", .string("misp")), JSONMember("lost", .integer(lost.count)),
            JSONMember("report", .string(Encoding.base64URL(code))),
        ]
    }
}

extension Node {
    /// The partners for whom an event was meant, as far as they can be told: a proposal about which an agreement
    /// decides.
    ///
    /// The distribution 2 and 3 mean every partner; a sharing group those whose identity or name one of its
    /// organisations has; every other one nobody. Nobody is proposed whom the event does not name.
    /// - Parameter audience: for whom the event was meant.
    /// - Returns: short names, in their order.
    /// - Throws: `NodeError`.
    public func recipients(of audience: MISPAudience) throws(NodeError) -> [String] {
        let names = try partnerNames()
        if audience.isForAll { return names.all }
        return Array(
            Set(
                audience.organisations.flatMap { one in
                    let known = one.uuid.isEmpty ? [] : names.called("identity--\(one.uuid)")
                    return known.isEmpty ? names.called(one.name) : known
                }
            )
        ).sorted()
    }

    /// The organisations of a sharing group that are no partner here.
    /// - Parameter audience: for whom the event was meant.
    /// - Returns: names, in their order.
    /// - Throws: `NodeError`.
    public func unknown(in audience: MISPAudience) throws(NodeError) -> [String] {
        let names = try partnerNames()
        return audience.organisations.filter { one in
            (one.uuid.isEmpty || names.called("identity--\(one.uuid)").isEmpty) && names.called(one.name).isEmpty
        }.map { $0.name.isEmpty ? $0.uuid : $0.name }
    }

    /// Keeps the objects of an event as the party's own.
    /// - Parameter reading: the event.
    /// - Returns: what became of the objects.
    /// - Throws: `NodeError` if the store fails.
    public func keep(_ reading: MISPReading) throws(NodeError) -> ImportReport {
        var reader = JSONListReader(
            list: "objects",
            limits: JSONLimits(maximumBytes: configuration.maximumObjectBytes)
        )
        var (report, running) = (ImportReport(), ImportBatch?.none)
        let beside = reading.members(self)
        do {
            var waiting: [JSONListElement] = []
            try read("{\"objects\":[", &reader, &waiting)
            let own = try unheld(reading.objects)
            for (place, object) in own.enumerated() {
                try read((place > 0 ? "," : "") + String(decoding: object.bytes(), as: UTF8.self), &reader, &waiting)
                guard waiting.count >= configuration.batchObjects else { continue }
                try keep(waiting, beside: beside, behind: &running, &report)
                waiting.removeAll(keepingCapacity: true)
            }
            try read("]}", &reader, &waiting)
            try keep(waiting, beside: beside, behind: &running, &report)
            try running?.settle(&report)
            report.quarantined = try store.write { [report] connection throws(StoreError) in
                try MarkingDirectory.judgeAgain(connection)
                return try Self.quarantined(report.unexplained, connection)
            }
        } catch {
            throw NodeError("\(error)")
        }
        return report
    }

    /// The objects without the published markings, which every node knows, and without observables that are here under
    /// other markings: those have no version and no author, and what is here is the same value.
    private func unheld(_ objects: [JSONTree]) throws(StoreError) -> [JSONTree] {
        try store.read { connection throws(StoreError) in
            var found: [JSONTree] = []
            for object in objects where object["type"] != .string("marking-definition") {
                if object["created"] == nil, let id = object["id"]?.string,
                    try ObjectRows(connection).versions(of: id).contains(where: { $0.source == "own" })
                {
                    continue
                }
                found.append(object)
            }
            return found
        }
    }

    private func read(_ text: String, _ reader: inout JSONListReader, _ waiting: inout [JSONListElement])
        throws(Files.Failure)
    {
        do throws(JSONError) {
            try reader.read(Array(text.utf8), into: &waiting)
        } catch {
            throw Files.Failure(description: "\(error)")
        }
    }
}
