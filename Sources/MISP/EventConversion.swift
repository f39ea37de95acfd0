public import JSON
internal import STIX

/// An event of the MISP core format as STIX 2.1.
///
/// 1. Identifiers are deterministic: by the party that wrote the event, the type and the UUID.
/// 2. What STIX has no place for stands in a property extension, as MISP has it, so that it comes back.
/// 3. Nothing is invented: no last_seen, no protocol, no time of creation beyond the event's day.
/// 4. What does not leave, or can't be carried, is listed.
public struct EventConversion {
    /// The extension in which an object keeps what MISP says of it.
    public static let definition = "extension-definition--4e9d7b16-8c1f-4a53-9b57-3f0e6c7d21aa"

    /// What could not be carried, in the order of the event.
    public internal(set) var lost: [LostField] = []
    /// How many objects were made.
    public private(set) var count = 0
    /// The marking definitions of the event and of what is in it, each once.
    public internal(set) var markings: [String] = []
    /// Who may be proposed as recipient.
    public internal(set) var audience = MISPAudience()

    /// How many attributes and objects are meant for fewer than the event.
    public internal(set) var narrower = 0

    private let sha1: ([UInt8]) -> [UInt8]
    private let emit: (JSONTree) -> Void
    private let validator = STIXValidator(types: .specification)
    var ids: MISPIdentifiers
    /// The identifier of the report.
    var report = ""
    /// Of the event: its markings, its day as a time of creation, its time.
    var (eventMarkings, created, timestamp) = ([String](), "", Int64(0))
    /// The identifier of the creator.
    var creator: String?
    /// What the report refers to.
    var members: [String] = []
    /// The object that stands for what has a UUID in MISP.
    var primaries: [String: String] = [:]
    private var shared: Set<String> = []
    private var lastTime: (seconds: Int64, text: String) = (-1, "")

    /// A conversion.
    /// - Parameters:
    ///   - sha1: the SHA-1 function.
    ///   - emit: gets each object.
    public init(sha1: @escaping ([UInt8]) -> [UInt8], emit: @escaping (JSONTree) -> Void) {
        (self.sha1, self.emit) = (sha1, emit)
        ids = MISPIdentifiers(party: "", sha1: sha1)
    }

    /// The events of a file: one with or without its wrapper, or a list of them as MISP's search answers.
    /// - Parameter value: the file.
    /// - Returns: the events.
    public static func events(in value: JSONValue) -> [JSONValue] {
        if let response = value["response"] { return events(in: response) }
        if value.kind == .array { return value.elements.flatMap { events(in: $0) } }
        if let event = value["Event"] { return [event] }
        return value["info"] != nil || value["Attribute"] != nil ? [value] : []
    }

    /// Makes an event into objects, which are handed to `emit`; the report comes last.
    /// - Parameter event: the event.
    /// - Throws: `MISPFault` if it is none, or has a time without a zone.
    public mutating func convert(_ event: JSONValue) throws(MISPFault) {
        var facts = try MISPFacts(event, .event, "Event", lost: &lost)
        guard !facts.uuid.isEmpty else { throw .noEvent }
        let author = event["Orgc"] ?? event["Org"]
        ids = MISPIdentifiers(party: author?["uuid"]?.string ?? "", sha1: sha1)
        report = ids.identifier("report", facts.uuid)
        timestamp = facts.timestamp ?? 0
        (created, eventMarkings) = (try day(of: event), facts.markings)
        note(eventMarkings)
        audience = MISPAudience(event)
        creator = author.flatMap { identity($0, eventMarkings) }
        for (place, one) in (event["Attribute"].map { Array($0.elements) } ?? []).enumerated() {
            _ = try attribute(one, "Event.Attribute[\(place)]")
        }
        var records: [MISPObjectRecord] = []
        for (place, one) in (event["Object"].map { Array($0.elements) } ?? []).enumerated() {
            records.append(try object(one, "Event.Object[\(place)]"))
        }
        for one in records { close(one) }
        let clusters = galaxies(facts.galaxies, of: facts.uuid, eventMarkings)
        if !clusters.isEmpty { facts.rest.append(JSONMember("cluster_refs", .strings(clusters))) }
        for (place, one) in (event["EventReport"].map { Array($0.elements) } ?? []).enumerated() {
            try eventReport(one, "Event.EventReport[\(place)]")
        }
        for (place, one) in facts.proposals.enumerated() {
            try proposal(one, about: report, eventMarkings, "Event.ShadowAttribute[\(place)]")
        }
        try close(event, facts)
    }

    /// The report, which refers to everything else.
    private mutating func close(_ event: JSONValue, _ facts: MISPFacts) throws(MISPFault) {
        let title = event["info"]?.string ?? ""
        var rest = facts.rest
        let clusters = rest.first { $0.name == "cluster_refs" }?.value
        rest.removeAll { $0.name == "cluster_refs" || $0.name == "info" && !title.isEmpty }
        let published = try event["publish_timestamp"].map { (value) throws(MISPFault) in
            try MISPFacts.seconds(value, "Event.publish_timestamp") ?? 0
        }
        let names = facts.tags.compactMap { $0["name"]?.string }
        put(
            "report",
            report,
            facts.uuid,
            [
                JSONMember("name", .string(title.isEmpty ? "MISP event \(facts.uuid)" : title)),
                JSONMember("report_types", .strings(["threat-report"])),
                JSONMember("published", .string(time(published.flatMap { $0 > 0 ? $0 : nil } ?? timestamp))),
                JSONMember("object_refs", .strings(members.isEmpty ? [creator ?? report] : members)),
            ],
            about: MISPAbout(
                timestamp: facts.timestamp,
                markings: eventMarkings,
                labels: names,
                extra: [JSONMember("event", .object(rest))] + tagMember(facts.tags)
                    + (clusters.map { [JSONMember("cluster_refs", $0)] } ?? [])
            )
        )
    }

    /// Tags as they are kept.
    func tagMember(_ tags: [JSONValue]) -> [JSONMember] {
        tags.isEmpty ? [] : [JSONMember("tags", .array(tags.map { JSONTree($0) }))]
    }

    /// The day of the event, which no edit changes, as the time of creation; never later than the last change.
    private func day(of event: JSONValue) throws(MISPFault) -> String {
        let earliest = "1970-01-01T00:00:00.000Z"
        guard let date = event["date"]?.string, !date.isEmpty else { return earliest }
        guard let moment = STIXTimestamp("\(date)T00:00:00.000Z") else {
            throw .invalid("Event.date", .day)
        }
        return MISPTime.seconds(moment) <= timestamp ? moment.description : earliest
    }

    /// A time as STIX writes it.
    mutating func time(_ seconds: Int64) -> String {
        if lastTime.seconds == seconds { return lastTime.text }
        lastTime = (seconds, MISPTime.timestamp(seconds) ?? "1970-01-01T00:00:00.000Z")
        return lastTime.text
    }

    /// Markings that the event holds.
    mutating func note(_ some: [String]) {
        for marking in some where !markings.contains(marking) {
            markings.append(marking)
            if let object = PublishedMarking.object(marking) { send(object) }
        }
    }

    /// The identity of an organisation under the markings of what it wrote or saw: that it did is no more open.
    ///
    /// One identity for each marking, so that the same one has the same content in every event.
    mutating func identity(_ organisation: JSONValue, _ markings: [String]) -> String? {
        guard let name = organisation["name"]?.string, !name.isEmpty else { return nil }
        let uuid = organisation["uuid"]?.string ?? ""
        let id = ids.identifier("identity", "\(uuid)|\(name)|\(markings.joined(separator: "|"))")
        guard shared.insert(id).inserted else { return id }
        let begin = "1970-01-01T00:00:00.000Z"
        send(
            .members([
                "type": .string("identity"), "spec_version": .string("2.1"), "id": .string(id),
                "created": .string(begin), "modified": .string(begin), "name": .string(name),
                "identity_class": .string("organization"),
                "external_references": MISPUUID.isGood(uuid) ? .array([reference(uuid)]) : nil,
                "object_marking_refs": markings.isEmpty ? nil : .strings(markings),
            ])
        )
        return id
    }

    /// Where something is in MISP.
    func reference(_ uuid: String) -> JSONTree {
        .members(["source_name": .string("misp"), "external_id": .string(uuid)])
    }

    /// Hands an observable object over once, with its deterministic identifier.
    /// - Returns: its identifier; nil where it would not be valid.
    mutating func observable(_ tree: JSONTree, _ markings: [String]) -> String? {
        guard let document = try? JSONDocument(parsing: tree.bytes()),
            let id = try? ObservableIdentifier.identifier(for: document.root, sha1: sha1).description
        else { return nil }
        guard !shared.contains(id) else { return id }
        var members = tree.members ?? []
        members.insert(JSONMember("spec_version", .string("2.1")), at: 1)
        members.insert(JSONMember("id", .string(id)), at: 2)
        if !markings.isEmpty { members.append(JSONMember("object_marking_refs", .strings(markings))) }
        let whole = JSONTree.object(members)
        guard let read = try? JSONDocument(parsing: whole.bytes()),
            !validator.findings(for: read.root).contains(where: { $0.severity == .error })
        else { return nil }
        shared.insert(id)
        send(whole)
        self.members.append(id)
        return id
    }

    private mutating func send(_ tree: JSONTree) {
        count += 1
        emit(tree)
    }

    /// Hands a domain object or a relation over.
    mutating func put(
        _ type: String,
        _ id: String,
        _ uuid: String,
        _ properties: [JSONMember],
        about: MISPAbout
    ) {
        let modified = about.timestamp.map { max($0, 0) } ?? timestamp
        let text = time(modified)
        var all = [
            JSONMember("type", .string(type)), JSONMember("spec_version", .string("2.1")),
            JSONMember("id", .string(id)),
        ]
        all.reserveCapacity(16)
        if let author = about.author ?? creator { all.append(JSONMember("created_by_ref", .string(author))) }
        all.append(JSONMember("created", .string(text < created ? text : created)))
        all.append(JSONMember("modified", .string(text)))
        all += properties
        if about.isRevoked { all.append(JSONMember("revoked", .bool(true))) }
        if let confidence = MISPTag.confidence(about.labels), type != "relationship" || !about.labels.isEmpty {
            all.append(JSONMember("confidence", .integer(confidence)))
        }
        if !about.labels.isEmpty { all.append(JSONMember("labels", .strings(about.labels))) }
        if !uuid.isEmpty {
            all.append(JSONMember("external_references", .array([reference(uuid)] + about.references)))
        }
        if !about.markings.isEmpty { all.append(JSONMember("object_marking_refs", .strings(about.markings))) }
        all.append(
            JSONMember(
                "extensions",
                .object([
                    JSONMember(
                        Self.definition,
                        .object([JSONMember("extension_type", .string("property-extension"))] + about.extra)
                    )
                ])
            )
        )
        if type != "report" { members.append(id) }
        send(.object(all))
    }
}

/// What is said about an object beside its own properties.
struct MISPAbout {
    /// When it was last changed, in seconds since 1970; nil for the time of the event.
    var timestamp: Int64?
    /// Who wrote it, where that is not the event's author.
    var author: String?
    var markings: [String]
    var labels: [String] = []
    var references: [JSONTree] = []
    var isRevoked = false
    /// What stands in the extension.
    var extra: [JSONMember]
}
