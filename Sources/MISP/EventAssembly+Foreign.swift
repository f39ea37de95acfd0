internal import JSON
internal import STIX

/// What others wrote.
extension EventAssembly {
    mutating func takeForeign(_ id: String, _ held: BundleConversion.Held) {
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
    mutating func tellRest(_ held: BundleConversion.Held, _ carried: Set<String>) {
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
