internal import JSON

/// One event as it is put together.
struct EventAssembly {
    var conversion: BundleConversion
    let report: BundleConversion.Held?
    let inherited: [String]
    var creator: String?

    /// Attributes and objects by the identifiers of what stands for them, in their order.
    var attributes: [(id: String, tree: JSONTree)] = []
    var records: [(id: String, tree: JSONTree, parts: [String])] = []
    var sightings: [String: [JSONTree]] = [:]
    private var proposals: [String: [JSONTree]] = [:]
    private var references: [String: [JSONTree]] = [:]
    var texts: [JSONTree] = []

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

    func written(_ uuid: String, _ name: String, _ content: String) -> JSONTree {
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
