internal import JSON
internal import STIX

/// One event as it is put together.
struct EventAssembly {
    var conversion: BundleConversion
    private let report: BundleConversion.Held?
    private let inherited: [String]
    private var creator: String?

    /// Attributes and objects by the identifiers of what stands for them, in their order.
    private var attributes: [(id: String, tree: JSONTree)] = []
    private var records: [(id: String, tree: JSONTree, parts: [String])] = []
    private var sightings: [String: [JSONTree]] = [:]
    private var proposals: [String: [JSONTree]] = [:]
    private var references: [String: [JSONTree]] = [:]
    private var texts: [JSONTree] = []

    init(_ conversion: BundleConversion, _ report: BundleConversion.Held?) {
        (self.conversion, self.report) = (conversion, report)
        inherited = report.map { conversion.markings($0.value) } ?? []
        creator = report?.value["created_by_ref"]?.string
    }

    /// The event.
    /// - Parameters:
    ///   - ids: what is in it.
    ///   - title: what it is called without a report.
    /// - Returns: the event, without its wrapper.
    mutating func event(of ids: [String], title: String = "") -> JSONTree {
        if creator == nil {
            creator =
                ids.lazy.compactMap { [conversion] in conversion.objects[$0]?.value["created_by_ref"]?.string }.first
        }
        for id in ids { conversion.used.formUnion(observed(by: id)) }
        for id in ids where conversion.used.insert(id).inserted {
            guard let held = conversion.objects[id] else {
                conversion.lost.append(LostField("\(report?.path ?? "objects").object_refs", "reference", .absent))
                continue
            }
            take(id, held)
        }
        var event = head(ids, title)
        let inside = Set(records.flatMap(\.parts))
        let own = attributes.filter { !inside.contains($0.id) }.map { finished($0.id, $0.tree) }
        if !own.isEmpty { event["Attribute"] = .array(own) }
        let known = Dictionary(attributes.map { ($0.id, $0.tree) }) { first, _ in first }
        if !records.isEmpty { event["Object"] = .array(records.map { whole($0, known) }) }
        if !texts.isEmpty { event["EventReport"] = .array(texts) }
        if let report, let id = report.value["id"]?.string, let some = proposals[id] {
            event["ShadowAttribute"] = .array(some)
        }
        tellHomeless()
        return event
    }

    /// The observable objects and the file that stand in what an object became.
    private func observed(by id: String) -> [String] {
        guard let held = conversion.objects[id] else { return [] }
        let isOwn = held.kept?["attribute"] != nil || held.kept?["seen"] != nil
        guard isOwn || held.type == "observed-data" else { return [] }
        var found = (held.value["object_refs"].map { Array($0.elements) } ?? []).compactMap(\.string)
        if held.type != "observed-data" { found.removeAll { $0.hasPrefix("report--") } }
        if let file = held.kept?["data_ref"]?.string { found.append(file) }
        return found
    }

    /// What refers to something that did not become part of the event.
    private mutating func tellHomeless() {
        let known = Set(attributes.map(\.id)).union(records.map(\.id))
        let own = report?.value["id"]?.string
        for (id, some) in sightings where !known.contains(id) {
            for _ in some { conversion.lost.append(LostField("sighting of \(id)", "sighting", .absent)) }
        }
        for (id, some) in proposals where !known.contains(id) && id != own {
            for _ in some { conversion.lost.append(LostField("proposal about \(id)", "proposal", .absent)) }
        }
        for (id, some) in references where !known.contains(id) {
            for _ in some { conversion.lost.append(LostField("relation of \(id)", "relation", .absent)) }
        }
    }

    /// What the event says by itself.
    private mutating func head(_ ids: [String], _ title: String) -> JSONTree {
        guard let report else { return plainHead(title, ids) }
        guard let kept = report.kept, let event = kept["event"] else {
            var head = plainHead(report.value["name"]?.string ?? title, ids)
            if let text = report.value["description"]?.string {
                let uuid = conversion.ids.uuid("description|\(BundleConversion.uuid(report.value))")
                texts.append(written(uuid, report.value["name"]?.string ?? "", text))
            }
            let tags = conversion.tags(report, inherited: []) + labels(report)
            if !tags.isEmpty { head["Tag"] = .array(tags) }
            tellRest(report, Self.reportProperties)
            return head
        }
        var head = JSONTree.members(["uuid": .string(BundleConversion.uuid(report.value))])
        head = .object((head.members ?? []) + (JSONTree(event).members ?? []))
        if head["info"] == nil { head["info"] = report.value["name"]?.string.map { .string($0) } }
        let tags = conversion.tags(report, inherited: []) + confidence(report)
        if !tags.isEmpty { head["Tag"] = .array(tags) }
        if let galaxies = galaxies(kept["cluster_refs"]) { head["Galaxy"] = galaxies }
        return head
    }

    private static let reportProperties: Set<String> = [
        "name", "description", "published", "object_refs", "labels", "report_types",
    ]

    private mutating func plainHead(_ title: String, _ ids: [String]) -> JSONTree {
        let changed = report.flatMap { BundleConversion.seconds($0.value, "modified") } ?? conversion.now
        let day = report?.value["published"]?.string ?? MISPTime.timestamp(changed) ?? ""
        let uuid =
            report.map { BundleConversion.uuid($0.value) } ?? conversion.ids.uuid(ids.sorted().joined(separator: "|"))
        let author = creator.flatMap { conversion.organisation($0) }
        return .members([
            "uuid": .string(uuid), "info": .string(title), "date": .string(String(day.prefix(10))),
            "threat_level_id": .string("4"), "analysis": .string("0"),
            "distribution": .string(String(conversion.distribution)), "timestamp": .string(String(changed)),
            "published": .bool(false), "Orgc": author, "Org": author,
        ])
    }

    private func written(_ uuid: String, _ name: String, _ content: String) -> JSONTree {
        .members([
            "uuid": .string(uuid), "name": .string(name), "content": .string(content), "distribution": .string("5"),
        ])
    }

    /// An object's place in the event.
    private mutating func take(_ id: String, _ held: BundleConversion.Held) {
        guard let kept = held.kept else { return takeForeign(id, held) }
        if let attribute = kept["attribute"] {
            attributes.append((id, self.attribute(held, kept, attribute)))
        } else if let record = kept["object"] {
            takeRecord(id, held, kept, record)
        } else if let sighting = kept["sighting"] {
            let about = held.value["sighting_of_ref"]?.string ?? held.value["object_refs"]?[element: 0]?.string ?? ""
            sightings[about, default: []].append(JSONTree(sighting))
        } else if let proposal = kept["proposal"] {
            proposals[held.value["object_refs"]?[element: 0]?.string ?? "", default: []].append(JSONTree(proposal))
        } else if let reference = kept["reference"] {
            references[held.value["source_ref"]?.string ?? "", default: []].append(JSONTree(reference))
        } else if let text = kept["event_report"] {
            takeText(held, kept, text)
        }
    }

    private mutating func takeText(_ held: BundleConversion.Held, _ kept: JSONValue, _ rest: JSONValue) {
        var tree = JSONTree.object(
            [
                JSONMember("uuid", .string(BundleConversion.uuid(held.value))),
                JSONMember("name", .string(held.value["abstract"]?.string ?? "")),
                JSONMember("content", .string(held.value["content"]?.string.map { $0 == " " ? "" : $0 } ?? "")),
            ] + (JSONTree(rest).members ?? [])
        )
        let tags = conversion.tags(held, inherited: inherited)
        if !tags.isEmpty { tree["Tag"] = .array(tags) }
        texts.append(tree)
    }

    private mutating func takeRecord(
        _ id: String,
        _ held: BundleConversion.Held,
        _ kept: JSONValue,
        _ record: JSONValue
    ) {
        var tree = JSONTree.object(
            [JSONMember("uuid", .string(BundleConversion.uuid(held.value)))] + (JSONTree(record).members ?? [])
        )
        if held.value["revoked"]?.bool == true, tree["deleted"] == nil { tree["deleted"] = .bool(true) }
        let tags = conversion.tags(held, inherited: inherited)
        if !tags.isEmpty { tree["Tag"] = .array(tags) }
        let parts = (held.value["object_refs"].map { Array($0.elements) } ?? []).compactMap(\.string)
        references[id, default: []] += (kept["references"].map { Array($0.elements) } ?? []).map { JSONTree($0) }
        if references[id]?.isEmpty ?? false { references[id] = nil }
        records.append((id, tree, parts))
    }

    /// An attribute with what others say of it.
    private func finished(_ id: String, _ tree: JSONTree) -> JSONTree {
        var tree = tree
        if let some = sightings[id] { tree["Sighting"] = .array(some) }
        if let some = proposals[id] { tree["ShadowAttribute"] = .array(some) }
        return tree
    }

    /// An object with its attributes and relations.
    private func whole(_ record: (id: String, tree: JSONTree, parts: [String]), _ known: [String: JSONTree])
        -> JSONTree
    {
        var tree = record.tree
        if tree["Attribute"] == nil {
            let parts = record.parts.compactMap { part in known[part].map { finished(part, $0) } }
            if !parts.isEmpty { tree["Attribute"] = .array(parts) }
        } else if let some = sightings[record.id], var parts = tree["Attribute"]?.elements,
            let last = parts.indices.last
        {
            parts[last]["Sighting"] = .array(some)
            tree["Attribute"] = .array(parts)
        }
        if let some = references[record.id] { tree["ObjectReference"] = .array(some) }
        return tree
    }
}

/// Attributes of events that come back.
extension EventAssembly {
    private mutating func attribute(_ held: BundleConversion.Held, _ kept: JSONValue, _ attribute: JSONValue)
        -> JSONTree
    {
        var members = [JSONMember("uuid", .string(BundleConversion.uuid(held.value)))]
        members.reserveCapacity(attribute.count + 5)
        for member in attribute.members {
            members.append(JSONMember(member.name.string ?? "", JSONTree(member.value)))
        }
        var tree = JSONTree.object(members)
        if let comment = held.value["description"]?.string { tree["comment"] = .string(comment) }
        var tags = conversion.tags(held, inherited: inherited) + confidence(held)
        if held.type == "indicator" {
            if let pattern = changedPattern(held, attribute) {
                for member in pattern { tree[member.name] = member.value }
            }
            if tree["deleted"].map({ $0 != .bool(true) && $0 != .string("1") }) ?? true, let state = state(held) {
                tree["to_ids"] = .bool(false)
                if !tags.contains(where: { $0["name"] == state["name"] }) { tags.append(state) }
            }
        }
        if !tags.isEmpty { tree["Tag"] = .array(tags) }
        if let galaxies = galaxies(kept["cluster_refs"]) { tree["Galaxy"] = galaxies }
        if let file = kept["data_ref"]?.string {
            if let data = conversion.objects[file]?.value["payload_bin"]?.string {
                tree["data"] = .string(data)
            } else {
                conversion.lost.append(LostField("\(held.path).extensions", "file", .absent))
            }
        }
        return tree
    }

    /// What a pattern says that is no longer the one that was made of the attribute.
    private mutating func changedPattern(_ held: BundleConversion.Held, _ attribute: JSONValue) -> [JSONMember]? {
        guard let pattern = held.value["pattern"]?.string, let type = attribute["type"]?.string,
            let value = attribute["value"]?.string, AttributeValue(type: type, value: value)?.pattern != pattern
        else { return nil }
        guard let read = PatternReading.attribute(pattern, language: held.value["pattern_type"]?.string ?? "stix")
        else {
            conversion.lost.append(LostField("\(held.path).pattern", "pattern", .noPlace))
            return [JSONMember("to_ids", .bool(false))]
        }
        return [JSONMember("type", .string(read.type)), JSONMember("value", .string(read.value))]
    }

    /// The tag for an indicator that is revoked or over.
    func state(_ held: BundleConversion.Held) -> JSONTree? {
        if held.value["revoked"]?.bool == true { return .members(["name": .string(MISPTag.revoked)]) }
        guard let end = BundleConversion.seconds(held.value, "valid_until"), end <= conversion.now else { return nil }
        return .members(["name": .string(MISPTag.expired)])
    }

    /// Tags for a confidence that the tags of the object don't say.
    func confidence(_ held: BundleConversion.Held) -> [JSONTree] {
        guard let number = held.value["confidence"]?.integer else { return [] }
        let said = (held.kept?["tags"].map { Array($0.elements) } ?? []).compactMap { $0["name"]?.string }
        guard MISPTag.confidence(said) != number else { return [] }
        return MISPTag.tags(confidence: number).map { .members(["name": .string($0)]) }
    }

    /// Labels as tags, but for those that MISP's own words stand in.
    func labels(_ held: BundleConversion.Held) -> [JSONTree] {
        (held.value["labels"].map { Array($0.elements) } ?? []).compactMap(\.string)
            .filter { !$0.hasPrefix("misp:") && MISPTag.marking($0) == nil }
            .map { .members(["name": .string($0)]) }
    }

    /// Galaxies of the clusters that are there, each with its own.
    func galaxies(_ references: JSONValue?) -> JSONTree? {
        guard let references else { return nil }
        var found: [(JSONTree, [JSONTree])] = []
        for id in references.elements.compactMap(\.string) {
            guard let kept = conversion.objects[id]?.kept, let cluster = kept["cluster"], let galaxy = kept["galaxy"]
            else { continue }
            let head = JSONTree(galaxy)
            if let place = found.firstIndex(where: { $0.0 == head }) {
                found[place].1.append(JSONTree(cluster))
            } else {
                found.append((head, [JSONTree(cluster)]))
            }
        }
        guard !found.isEmpty else { return nil }
        return .array(
            found.map { head, clusters in
                var galaxy = head
                galaxy["GalaxyCluster"] = .array(clusters)
                return galaxy
            }
        )
    }
}

/// What others wrote.
extension EventAssembly {
    private mutating func takeForeign(_ id: String, _ held: BundleConversion.Held) {
        switch held.type {
        case "indicator": takeIndicator(id, held)
        case "sighting": takeSighting(id, held)
        case "vulnerability", "threat-actor", "campaign": takeThing(id, held)
        case "observed-data": takeObserved(id, held)
        case "note": takeNote(held)
        case "identity", "marking-definition", "extension-definition": break
        case "relationship": conversion.lost.append(LostField(held.path, "relation", .noPlace))
        default:
            if let read = ObservableReading.attribute(held.value) {
                attributes.append((id, plain(held, read.type, read.value, isDetecting: false)))
                tellRest(held, read.properties)
            } else {
                conversion.lost.append(LostField(held.path, "object `\(held.type)`", .noPlace))
            }
        }
    }

    /// A plain attribute.
    func plain(_ held: BundleConversion.Held, _ type: String, _ value: String, isDetecting: Bool) -> JSONTree {
        .members([
            "uuid": .string(BundleConversion.uuid(held.value)), "type": .string(type),
            "category": .string(MISPCategory.of(type)), "value": .string(value), "to_ids": .bool(isDetecting),
            "timestamp": .string(String(BundleConversion.seconds(held.value, "modified") ?? conversion.now)),
            "distribution": .string("5"), "disable_correlation": .bool(false),
        ])
    }

    /// What people said of an object, as one line.
    func words(_ held: BundleConversion.Held, besides value: String) -> String? {
        let texts = ["name", "description"].compactMap { held.value[$0]?.string }.filter {
            !$0.isEmpty && $0 != value
        }
        return texts.isEmpty ? nil : texts.joined(separator: ": ")
    }

    private mutating func takeIndicator(_ id: String, _ held: BundleConversion.Held) {
        let pattern = held.value["pattern"]?.string ?? ""
        let language = held.value["pattern_type"]?.string ?? "stix"
        let state = state(held)
        var tags = conversion.tags(held, inherited: inherited) + confidence(held) + labels(held)
        if let state { tags.append(state) }
        // MISP has no place for either time: first_seen would say that something was seen.
        for (name, start) in [("valid_from", MISPTag.begin), ("valid_until", MISPTag.end)] {
            guard let moment = held.value[name]?.string else { continue }
            tags.append(.members(["name": .string("\(start)\(moment)\"")]))
        }
        tellRest(held, Self.indicatorProperties)
        if let read = PatternReading.attribute(pattern, language: language) {
            var tree = plain(held, read.type, read.value, isDetecting: state == nil && read.isLookedFor)
            tree["comment"] = words(held, besides: read.value).map { .string($0) }
            if !tags.isEmpty { tree["Tag"] = .array(tags) }
            attributes.append((id, tree))
            return
        }
        records.append((id, stixPattern(held, pattern, tags), []))
    }

    static let indicatorProperties: Set<String> = [
        "name", "description", "pattern", "pattern_type", "pattern_version", "valid_from", "valid_until", "labels",
        "confidence",
    ]

    /// The object for a pattern that MISP can't say; nothing looks for it.
    private func stixPattern(_ held: BundleConversion.Held, _ pattern: String, _ tags: [JSONTree]) -> JSONTree {
        let uuid = BundleConversion.uuid(held.value)
        let changed = String(BundleConversion.seconds(held.value, "modified") ?? conversion.now)
        func part(_ relation: String, _ type: String, _ value: String, _ tags: [JSONTree] = []) -> JSONTree {
            .members([
                "uuid": .string(conversion.ids.uuid("\(uuid)|\(relation)")), "object_relation": .string(relation),
                "type": .string(type), "category": .string(MISPCategory.of(type)), "value": .string(value),
                "to_ids": .bool(false), "timestamp": .string(changed), "distribution": .string("5"),
                "disable_correlation": .bool(relation == "version"), "Tag": tags.isEmpty ? nil : .array(tags),
            ])
        }
        let comment = words(held, besides: pattern)
        let parts = [
            part("version", "text", "stix 2.1"), comment.map { part("comment", "comment", $0) },
            part("stix2-pattern", "stix2-pattern", pattern, tags),
        ]
        return .members([
            "uuid": .string(uuid), "name": .string("stix2-pattern"), "meta-category": .string("misc"),
            "description": .string("An object describing a STIX pattern."),
            "template_uuid": .string("0c5bd072-7c3e-4d45-86f7-a8104d9143b9"), "template_version": .string("4"),
            "timestamp": .string(changed), "distribution": .string("5"), "comment": .string(""),
            "Attribute": .array(parts.compactMap(\.self)),
        ])
    }

    /// A sighting for each place, with its share of the count; the count of all and the span stand beside it.
    private mutating func takeSighting(_ id: String, _ held: BundleConversion.Held) {
        let value = held.value
        let count = value["count"]?.integer ?? 1
        guard count > 0 else { return conversion.lost.append(LostField(held.path, "sighting of count 0", .notSeen)) }
        let about = value["sighting_of_ref"]?.string ?? ""
        let named = (value["where_sighted_refs"].map { Array($0.elements) } ?? []).compactMap(\.string)
        let places = named.isEmpty ? [value["created_by_ref"]?.string ?? ""] : named
        let last = value["last_seen"] ?? value["first_seen"] ?? value["modified"]
        let seconds = last?.string.flatMap(STIXTimestamp.init).map { MISPTime.seconds($0) } ?? conversion.now
        let uuid = BundleConversion.uuid(value)
        for (place, one) in places.enumerated() where count > place {
            let share = count / places.count + (place < count % places.count ? 1 : 0)
            let said = SightingAggregate(
                count: share,
                of: count,
                first: value["first_seen"]?.string,
                last: value["last_seen"]?.string
            )
            sightings[about, default: []].append(
                .members([
                    "uuid": .string(places.count == 1 ? uuid : conversion.ids.uuid("\(uuid)|\(one)")),
                    "type": .string("0"), "date_sighting": .string(String(seconds)), "source": .string(said.source),
                    "count": .integer(share), "Organisation": conversion.organisation(one),
                ])
            )
        }
        tellRest(held, ["count", "sighting_of_ref", "where_sighted_refs", "first_seen", "last_seen"])
    }

    private mutating func takeThing(_ id: String, _ held: BundleConversion.Held) {
        let type = AttributeForm.things.first { $0.value == held.type }?.key ?? "text"
        let value = held.value["name"]?.string ?? ""
        var tree = plain(held, type, value, isDetecting: false)
        tree["comment"] = held.value["description"]?.string.map { .string($0) }
        let tags = conversion.tags(held, inherited: inherited) + confidence(held) + labels(held)
        if !tags.isEmpty { tree["Tag"] = .array(tags) }
        attributes.append((id, tree))
        tellRest(held, ["name", "description", "labels", "confidence"])
    }

    private mutating func takeObserved(_ id: String, _ held: BundleConversion.Held) {
        let first = held.value["first_observed"]?.string
        let last = held.value["last_observed"]?.string
        let tags = conversion.tags(held, inherited: inherited) + labels(held)
        for one in (held.value["object_refs"].map { Array($0.elements) } ?? []).compactMap(\.string) {
            guard let seen = conversion.objects[one], let read = ObservableReading.attribute(seen.value) else {
                let place = conversion.objects[one]
                let kind = place.map { "object `\($0.type)`" } ?? "reference"
                let why = place == nil ? LostField.Reason.absent : .noPlace
                conversion.lost.append(LostField(place?.path ?? "\(held.path).object_refs", kind, why))
                continue
            }
            conversion.used.insert(one)
            var tree = plain(held, read.type, read.value, isDetecting: false)
            tree["uuid"] = .string(conversion.ids.uuid("\(id)|\(one)"))
            if let first { tree["first_seen"] = .string("\(first.dropLast())+00:00") }
            if let last { tree["last_seen"] = .string("\(last.dropLast())+00:00") }
            let all = tags + conversion.tags(seen, inherited: inherited + conversion.markings(held.value))
            if !all.isEmpty { tree["Tag"] = .array(all) }
            attributes.append((one, tree))
            tellRest(seen, read.properties)
        }
        if held.value["number_observed"]?.integer != 1 {
            conversion.lost.append(LostField("\(held.path).number_observed", "number", .noPlace))
        }
        tellRest(held, ["first_observed", "last_observed", "number_observed", "object_refs", "labels"])
    }

    private mutating func takeNote(_ held: BundleConversion.Held) {
        var tree = written(
            BundleConversion.uuid(held.value),
            held.value["abstract"]?.string ?? "",
            held.value["content"]?.string ?? ""
        )
        tree["timestamp"] = BundleConversion.seconds(held.value, "modified").map { .string(String($0)) }
        let tags = conversion.tags(held, inherited: inherited)
        if !tags.isEmpty { tree["Tag"] = .array(tags) }
        texts.append(tree)
        tellRest(held, ["abstract", "content", "object_refs"])
    }

    /// Lists the properties of an object that are not carried.
    private mutating func tellRest(_ held: BundleConversion.Held, _ carried: Set<String>) {
        let changed = held.value["modified"]?.string
        for member in held.value.members {
            let name = member.name.string ?? ""
            if carried.contains(name) || Self.always.contains(name) { continue }
            switch name {
            case "created": if member.value.string == changed { continue }
            case "modified":
                guard let moment = changed.flatMap(STIXTimestamp.init), moment.microsecondsSinceEpoch % 1_000_000 != 0
                else { continue }
                conversion.lost.append(LostField("\(held.path).modified", "fraction of a second", .fraction))
                continue
            case "created_by_ref": if member.value.string == creator { continue }
            case "revoked": if held.type == "indicator" || member.value.bool == false { continue }
            default: break
            }
            conversion.lost.append(LostField("\(held.path).\(name)", Self.kind(member.value), .noPlace))
        }
    }

    private static let always: Set<String> = [
        "type", "id", "spec_version", "object_marking_refs", "granular_markings",
    ]

    private static func kind(_ value: JSONValue) -> String {
        switch value.kind {
        case .array: "list"
        case .object: "object"
        case .number: "number"
        case .bool: "truth value"
        case .string: "text"
        case .null: "nothing"
        }
    }
}
