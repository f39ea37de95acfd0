internal import JSON
internal import STIX

/// Attributes.
extension EventConversion {
    /// Makes an attribute into objects.
    /// - Returns: the identifier of the object that stands for it.
    mutating func attribute(_ value: JSONValue, _ path: String) throws(MISPFault) -> String {
        var facts = try MISPFacts(value, .attribute, path, lost: &lost)
        if audience.isNarrower(value) { narrower += 1 }
        guard !facts.type.isEmpty else { throw .invalid("\(path).type", .type) }
        let isNamed = !facts.uuid.isEmpty
        if !isNamed { facts.uuid = ids.uuid("\(path)|\(facts.type)|\(facts.value)") }
        let own = facts.markings
        note(own)
        let markings = own.isEmpty ? eventMarkings : eventMarkings + own.filter { !eventMarkings.contains($0) }
        let said = AttributeValue(type: facts.type, value: facts.value)
        let names = facts.tags.compactMap { $0["name"]?.string }
        var about = MISPAbout(
            timestamp: facts.timestamp,
            markings: markings,
            labels: ["misp:type=\"\(facts.type)\""] + category(value) + names,
            isRevoked: facts.isDeleted,
            extra: []
        )
        var extra = tagMember(facts.tags)
        if let file = payload(facts, markings) { extra.append(JSONMember("data_ref", .string(file))) }
        let clusters = galaxies(facts.galaxies, of: facts.uuid, markings)
        if !clusters.isEmpty { extra.append(JSONMember("cluster_refs", .strings(clusters))) }
        var rest = facts.rest
        if facts.data != nil, !extra.contains(where: { $0.name == "data_ref" }) {
            rest.append(JSONMember("data", .string(facts.data ?? "")))
        }
        let observed = observed(said, facts, markings)
        let primary = primary(&about, facts, said, observed, rest, extra)
        primaries[facts.uuid] = primary
        try voices(facts, primary, path, markings)
        return primary
    }

    private func category(_ value: JSONValue) -> [String] {
        value["category"]?.string.map { ["misp:category=\"\($0)\""] } ?? []
    }

    /// The observable objects of an attribute that was seen, or that nobody looks for.
    private mutating func observed(_ said: AttributeValue?, _ facts: MISPFacts, _ markings: [String]) -> [String] {
        let isSeen = facts.firstSeen != nil || facts.lastSeen != nil
        guard let said, isSeen || !facts.isIndicator else { return [] }
        return said.observables.compactMap { observable($0, markings) }
    }

    /// The object that stands for an attribute.
    private mutating func primary(
        _ about: inout MISPAbout,
        _ facts: MISPFacts,
        _ said: AttributeValue?,
        _ observed: [String],
        _ rest: [JSONMember],
        _ extra: [JSONMember]
    ) -> String {
        if let thing = AttributeForm.things[facts.type], !facts.value.isEmpty {
            return named(thing, &about, facts, rest, extra)
        }
        let kept = rest.filter { $0.name != "comment" }
        if facts.isIndicator, let said {
            about.extra = [JSONMember("attribute", .object(kept))] + extra
            if facts.comment.isEmpty, rest.count != kept.count { about.extra[0].value["comment"] = .string("") }
            return indicator(about, facts, said, observed)
        }
        var whole = rest
        if !facts.comment.isEmpty { whole.append(JSONMember("comment", .string(facts.comment))) }
        about.extra = [JSONMember("attribute", .object(whole))] + extra
        if let seen = sight(facts, observed, about.markings, isPrimary: true, about) { return seen }
        let id = ids.identifier("note", facts.uuid)
        var properties = [
            JSONMember("abstract", .string("MISP attribute: \(facts.type)")),
            JSONMember("content", .string(facts.value.isEmpty ? facts.type : facts.value)),
        ]
        properties.append(JSONMember("object_refs", .strings(observed.isEmpty ? [report] : observed)))
        put("note", id, facts.uuid, properties, about: about)
        return id
    }

    /// An attribute that is looked for, and what was observed of it.
    private mutating func indicator(
        _ about: MISPAbout,
        _ facts: MISPFacts,
        _ said: AttributeValue,
        _ observed: [String]
    ) -> String {
        let id = ids.identifier("indicator", facts.uuid)
        let begin = (facts.moment(MISPTag.begin) ?? facts.firstSeen).map { MISPTime.short($0) }
        let from = begin ?? time(facts.timestamp ?? timestamp)
        var properties = [
            JSONMember("name", .string(Self.title(facts))), JSONMember("pattern", .string(said.pattern)),
            JSONMember("pattern_type", .string(said.language)), JSONMember("valid_from", .string(from)),
        ]
        if !facts.comment.isEmpty { properties.append(JSONMember("description", .string(facts.comment))) }
        if let end = facts.moment(MISPTag.end), STIXTimestamp(from)?.isEarlier(than: end) ?? false {
            properties.append(JSONMember("valid_until", .string(end.description)))
        }
        var about = about
        about.isRevoked = about.isRevoked || about.labels.contains(MISPTag.revoked)
        put("indicator", id, facts.uuid, properties, about: about)
        if let seen = sight(facts, observed, about.markings, isPrimary: false, about) {
            tie(id, "based-on", seen, facts.uuid, about)
        }
        return id
    }

    /// What a person reads as a name.
    private static func title(_ facts: MISPFacts) -> String {
        AttributeForm.rules[facts.type] == nil ? facts.value : facts.type
    }

    /// An attribute that names a thing of STIX.
    private mutating func named(
        _ type: String,
        _ about: inout MISPAbout,
        _ facts: MISPFacts,
        _ rest: [JSONMember],
        _ extra: [JSONMember]
    ) -> String {
        about.extra = [JSONMember("attribute", .object(rest))] + extra
        if type == "vulnerability", facts.value.uppercased().hasPrefix("CVE-") {
            about.references = [
                .members(["source_name": .string("cve"), "external_id": .string(facts.value.uppercased())])
            ]
        }
        let id = ids.identifier(type, facts.uuid)
        var properties = [JSONMember("name", .string(facts.value))]
        if !facts.comment.isEmpty { properties.append(JSONMember("description", .string(facts.comment))) }
        put(type, id, facts.uuid, properties, about: about)
        return id
    }

    /// What was observed, where MISP says when.
    ///
    /// With one of both times, the other one is the same here, and the extension has what was said.
    private mutating func sight(
        _ facts: MISPFacts,
        _ observed: [String],
        _ markings: [String],
        isPrimary: Bool,
        _ about: MISPAbout
    ) -> String? {
        guard !observed.isEmpty, let first = facts.firstSeen ?? facts.lastSeen else { return nil }
        let last = facts.lastSeen ?? first
        guard !last.isEarlier(than: first) else { return nil }
        let id = ids.identifier("observed-data", facts.uuid)
        var about = about
        if !isPrimary { about.extra = [JSONMember("seen", .string(facts.uuid))] }
        put(
            "observed-data",
            id,
            facts.uuid,
            [
                JSONMember("first_observed", .string(MISPTime.short(first))),
                JSONMember("last_observed", .string(MISPTime.short(last))),
                JSONMember("number_observed", .integer(1)),
                JSONMember("object_refs", .strings(observed)),
            ],
            about: about
        )
        return id
    }

    /// A relation between two objects.
    private mutating func tie(_ source: String, _ kind: String, _ target: String, _ uuid: String, _ about: MISPAbout)
    {
        var about = about
        (about.extra, about.labels, about.references) = ([JSONMember("seen", .string(uuid))], [], [])
        put(
            "relationship",
            ids.identifier("relationship", "\(kind)|\(uuid)"),
            "",
            [
                JSONMember("relationship_type", .string(kind)), JSONMember("source_ref", .string(source)),
                JSONMember("target_ref", .string(target)),
            ],
            about: about
        )
    }

    /// The file of an attribute as an artifact; nil if there is none, or it is no base 64.
    private mutating func payload(_ facts: MISPFacts, _ markings: [String]) -> String? {
        guard let data = facts.data else { return nil }
        return observable(.members(["type": .string("artifact"), "payload_bin": .string(data)]), markings)
    }

    /// What others say of an attribute: sightings and proposals.
    private mutating func voices(_ facts: MISPFacts, _ primary: String, _ path: String, _ markings: [String])
        throws(MISPFault)
    {
        for (place, one) in facts.sightings.enumerated() {
            try sighting(one, of: primary, "\(path).Sighting[\(place)]", markings)
        }
        for (place, one) in facts.proposals.enumerated() {
            try proposal(one, about: primary, markings, "\(path).ShadowAttribute[\(place)]")
        }
    }
}
