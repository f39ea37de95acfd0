internal import JSON
internal import STIX

/// An object of MISP on its way: what refers to it is known when all are read.
struct MISPObjectRecord {
    let id: String
    let facts: MISPFacts
    let path: String
    let parts: [String]
    let references: [JSONValue]
    let markings: [String]
    let name: String
}

/// Objects, galaxies, sightings, proposals and reports of an event.
extension EventConversion {
    /// Makes the attributes of an object into objects.
    mutating func object(_ value: JSONValue, _ path: String) throws(MISPFault) -> MISPObjectRecord {
        var facts = try MISPFacts(value, .object, path, lost: &lost)
        if facts.uuid.isEmpty { facts.uuid = ids.uuid(path) }
        note(facts.markings)
        if audience.isNarrower(value) { narrower += 1 }
        var parts: [String] = []
        for (place, one) in (value["Attribute"].map { Array($0.elements) } ?? []).enumerated() {
            parts.append(try attribute(one, "\(path).Attribute[\(place)]"))
        }
        let id = ids.identifier("note", facts.uuid)
        primaries[facts.uuid] = id
        return MISPObjectRecord(
            id: id,
            facts: facts,
            path: path,
            parts: parts,
            references: value["ObjectReference"].map { Array($0.elements) } ?? [],
            markings: eventMarkings + facts.markings.filter { !eventMarkings.contains($0) },
            name: value["name"]?.string ?? ""
        )
    }

    /// The note that stands for an object, and its relations.
    mutating func close(_ record: MISPObjectRecord) {
        var (loose, ties) = ([JSONTree](), [(JSONValue, String)]())
        for one in record.references {
            if let target = one["referenced_uuid"]?.string.flatMap({ primaries[$0.lowercased()] }) {
                ties.append((one, target))
            } else {
                loose.append(JSONTree(one))
            }
        }
        var rest = record.facts.rest
        if !record.facts.comment.isEmpty { rest.append(JSONMember("comment", .string(record.facts.comment))) }
        var extra = [JSONMember("object", .object(rest))] + tagMember(record.facts.tags)
        if !loose.isEmpty { extra.append(JSONMember("references", .array(loose))) }
        let about = MISPAbout(
            timestamp: record.facts.timestamp,
            markings: record.markings,
            labels: ["misp:object=\"\(record.name)\""],
            isRevoked: record.facts.isDeleted,
            extra: extra
        )
        put(
            "note",
            record.id,
            record.facts.uuid,
            [
                JSONMember("abstract", .string("MISP object: \(record.name)")),
                JSONMember("content", .string(record.facts.comment.isEmpty ? record.name : record.facts.comment)),
                JSONMember("object_refs", .strings(record.parts.isEmpty ? [report] : record.parts)),
            ],
            about: about
        )
        for (place, (reference, target)) in ties.enumerated() {
            relation(reference, place, from: record, to: target)
        }
    }

    private mutating func relation(_ value: JSONValue, _ place: Int, from record: MISPObjectRecord, to target: String)
    {
        let uuid = value["uuid"]?.string ?? ids.uuid("\(record.facts.uuid)|\(place)")
        let said = value["relationship_type"]?.string ?? ""
        let words = said.lowercased().map { $0.isASCII && ($0.isLetter || $0.isNumber) ? $0 : "-" }
        let kind = String(words).split(separator: "-").joined(separator: "-")
        let seconds = value["timestamp"].flatMap { try? MISPFacts.seconds($0, "") }
        put(
            "relationship",
            ids.identifier("relationship", uuid),
            "",
            [
                JSONMember("relationship_type", .string(kind.isEmpty ? "related-to" : kind)),
                JSONMember("source_ref", .string(record.id)), JSONMember("target_ref", .string(target)),
            ],
            about: MISPAbout(
                timestamp: seconds ?? nil,
                markings: record.markings,
                extra: [JSONMember("reference", JSONTree(value))]
            )
        )
    }

    /// Clusters of galaxies as objects of STIX.
    /// - Returns: their identifiers.
    mutating func galaxies(_ galaxies: [JSONValue], of owner: String, _ markings: [String]) -> [String] {
        var found: [String] = []
        for galaxy in galaxies {
            var rest = JSONTree(galaxy)
            rest["GalaxyCluster"] = nil
            for cluster in galaxy["GalaxyCluster"].map({ Array($0.elements) }) ?? [] {
                found.append(self.cluster(cluster, rest, owner, markings))
            }
        }
        return found
    }

    private mutating func cluster(_ value: JSONValue, _ galaxy: JSONTree, _ owner: String, _ markings: [String])
        -> String
    {
        let type = Self.types[galaxy["type"]?.string ?? value["type"]?.string ?? ""] ?? "note"
        let name = value["value"]?.string ?? ""
        let id = ids.identifier(type, "\(owner)|\(value["uuid"]?.string ?? name)")
        let words = value["description"]?.string ?? ""
        var properties: [JSONMember] = []
        switch type {
        case "note":
            properties = [
                JSONMember("abstract", .string("MISP galaxy: \(name)")),
                JSONMember("content", .string(words.isEmpty ? name : words)),
                JSONMember("object_refs", .strings([report])),
            ]
        case "malware": properties = [JSONMember("name", .string(name)), JSONMember("is_family", .bool(true))]
        default: properties = [JSONMember("name", .string(name))]
        }
        if type != "note", !words.isEmpty { properties.append(JSONMember("description", .string(words))) }
        put(
            type,
            id,
            value["uuid"]?.string ?? "",
            properties,
            about: MISPAbout(
                markings: markings,
                labels: value["tag_name"]?.string.map { [$0] } ?? [],
                extra: [JSONMember("cluster", JSONTree(value)), JSONMember("galaxy", galaxy)]
            )
        )
        return id
    }

    /// What galaxies are about.
    private static let types = [
        "mitre-attack-pattern": "attack-pattern", "mitre-enterprise-attack-attack-pattern": "attack-pattern",
        "mitre-mobile-attack-attack-pattern": "attack-pattern", "mitre-malware": "malware", "malpedia": "malware",
        "ransomware": "malware", "banker": "malware", "stealer": "malware", "rat": "malware", "botnet": "malware",
        "backdoor": "malware", "mitre-tool": "tool", "tool": "tool", "mitre-intrusion-set": "intrusion-set",
        "threat-actor": "threat-actor", "microsoft-activity-group": "threat-actor",
        "mitre-course-of-action": "course-of-action",
    ]

    /// A sighting of MISP: seen, a false positive, or expired.
    mutating func sighting(
        _ value: JSONValue,
        of primary: String,
        _ path: String,
        _ markings: [String]
    ) throws(MISPFault) {
        let uuid = value["uuid"]?.string ?? ids.uuid(path)
        let seconds = try value["date_sighting"].map { (date) throws(MISPFault) in
            try MISPFacts.seconds(date, "\(path).date_sighting") ?? timestamp
        }
        let moment = time(seconds ?? timestamp)
        let party = value["Organisation"].flatMap { identity($0, markings) }
        let source = value["source"]?.string ?? ""
        var about = MISPAbout(
            timestamp: seconds,
            author: party,
            markings: markings,
            extra: [JSONMember("sighting", JSONTree(value))]
        )
        switch value["type"]?.string ?? value["type"]?.integer.map(String.init) ?? "0" {
        case "1": falsePositive(about, uuid, primary, moment, party, source)
        case "2":
            about.extra.append(JSONMember("valid_until", .string(moment)))
            put(
                "note",
                ids.identifier("note", uuid),
                uuid,
                [
                    JSONMember("abstract", .string("expired")),
                    JSONMember("content", .string("expired at \(moment)" + (source.isEmpty ? "" : ": \(source)"))),
                    JSONMember("object_refs", .strings([primary])),
                ],
                about: about
            )
        default:
            let aggregate = SightingAggregate(source)
            sighted(
                aggregate?.count ?? 1,
                uuid,
                primary,
                aggregate?.first ?? moment,
                to: aggregate?.last ?? moment,
                party,
                source,
                about
            )
        }
    }

    private mutating func falsePositive(
        _ about: MISPAbout,
        _ uuid: String,
        _ primary: String,
        _ moment: String,
        _ party: String?,
        _ source: String
    ) {
        var about = about
        put(
            "opinion",
            ids.identifier("opinion", uuid),
            uuid,
            [
                JSONMember("opinion", .string("strongly-disagree")),
                JSONMember(
                    "explanation",
                    .string(source.isEmpty ? "false positive" : "false positive: \(source)")
                ),
                JSONMember("object_refs", .strings([primary])),
            ],
            about: about
        )
        about.extra = [JSONMember("seen", .string(uuid))]
        about.labels = ["misp:false-positive"]
        sighted(0, uuid, primary, moment, to: moment, party, source, about)
    }

    private mutating func sighted(
        _ count: Int,
        _ uuid: String,
        _ primary: String,
        _ first: String,
        to last: String,
        _ party: String?,
        _ source: String,
        _ about: MISPAbout
    ) {
        var properties = [
            JSONMember("first_seen", .string(first)), JSONMember("last_seen", .string(last)),
            JSONMember("count", .integer(count)), JSONMember("sighting_of_ref", .string(primary)),
        ]
        if !source.isEmpty { properties.append(JSONMember("description", .string(source))) }
        if let party { properties.append(JSONMember("where_sighted_refs", .strings([party]))) }
        put("sighting", ids.identifier("sighting", uuid), uuid, properties, about: about)
    }

    /// A proposal of somebody to somebody else's object: a note to its originator.
    mutating func proposal(
        _ value: JSONValue,
        about object: String,
        _ markings: [String],
        _ path: String
    ) throws(MISPFault) {
        let facts = try MISPFacts(value, .proposal, path, lost: &lost)
        let uuid = facts.uuid.isEmpty ? ids.uuid(path) : facts.uuid
        let own = facts.markings.filter { !markings.contains($0) }
        note(own)
        let party = value["Org"].flatMap { identity($0, markings + own) }
        var rest = [JSONMember("uuid", .string(uuid))] + facts.rest
        if !facts.comment.isEmpty { rest.append(JSONMember("comment", .string(facts.comment))) }
        if !facts.tags.isEmpty { rest.append(JSONMember("Tag", .array(facts.tags.map { JSONTree($0) }))) }
        if let data = facts.data { rest.append(JSONMember("data", .string(data))) }
        var extra = [JSONMember("proposal", .object(rest))]
        if let creator { extra.append(JSONMember("addressee_ref", .string(creator))) }
        let isDeletion = value["proposal_to_delete"].map(MISPFacts.flag) ?? false
        put(
            "note",
            ids.identifier("note", uuid),
            uuid,
            [
                JSONMember("abstract", .string(isDeletion ? "proposal to delete" : "proposal")),
                JSONMember("content", .string("\(facts.type): \(facts.value)")),
                JSONMember("object_refs", .strings([object])),
            ],
            about: MISPAbout(
                timestamp: facts.timestamp,
                author: party,
                markings: markings + own,
                extra: extra
            )
        )
    }

    /// A report that people wrote on an event.
    mutating func eventReport(_ value: JSONValue, _ path: String) throws(MISPFault) {
        let facts = try MISPFacts(value, .report, path, lost: &lost)
        let uuid = facts.uuid.isEmpty ? ids.uuid(path) : facts.uuid
        note(facts.markings)
        let markings = eventMarkings + facts.markings.filter { !eventMarkings.contains($0) }
        let (name, content) = (value["name"]?.string ?? "", value["content"]?.string ?? "")
        let kept = facts.rest.filter { $0.name != "name" && $0.name != "content" }
        var properties = [JSONMember("content", .string(content.isEmpty ? " " : content))]
        if !name.isEmpty { properties.insert(JSONMember("abstract", .string(name)), at: 0) }
        put(
            "note",
            ids.identifier("note", uuid),
            uuid,
            properties + [JSONMember("object_refs", .strings([report]))],
            about: MISPAbout(
                timestamp: facts.timestamp,
                markings: markings,
                isRevoked: facts.isDeleted,
                extra: [JSONMember("event_report", .object(kept))] + tagMember(facts.tags)
            )
        )
    }
}
