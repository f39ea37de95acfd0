internal import JSON

/// Attributes of events that come back.
extension EventAssembly {
    mutating func attribute(_ held: BundleConversion.Held, _ kept: JSONValue, _ attribute: JSONValue)
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
