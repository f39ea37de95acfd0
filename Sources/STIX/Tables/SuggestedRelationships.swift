import JSON

/// The relationships that the specification suggests (STIX 2.1, 3.7 and 5.1.1).
struct SuggestedRelationships: Sendable {
    static let shared = SuggestedRelationships()

    private var verbs: [[UInt8]] = []
    private var slots = [UInt8](repeating: .max, count: 128)
    /// For each verb and source type, the target types.
    private var targets: [UInt128] = []

    /// Source types, verb, target types.
    private static let table: [(sources: TypeSet, verb: String, targets: TypeSet)] = [
        (TypeSet(.attackPattern), "delivers", TypeSet(.malware)),
        (TypeSet(.attackPattern), "targets", TypeSet(.identity, .location, .vulnerability)),
        (TypeSet(.attackPattern), "uses", TypeSet(.malware, .tool)),
        (TypeSet(.campaign), "attributed-to", TypeSet(.intrusionSet, .threatActor)),
        (TypeSet(.campaign, .intrusionSet, .threatActor), "compromises", TypeSet(.infrastructure)),
        (TypeSet(.campaign, .intrusionSet, .malware), "originates-from", TypeSet(.location)),
        (TypeSet(.campaign, .intrusionSet, .threatActor), "targets", TypeSet(.identity, .location, .vulnerability)),
        (
            TypeSet(.campaign, .intrusionSet, .threatActor, .malware), "uses",
            TypeSet(.attackPattern, .infrastructure, .malware, .tool)
        ),
        (TypeSet(.courseOfAction), "investigates", TypeSet(.indicator)),
        (
            TypeSet(.courseOfAction), "mitigates",
            TypeSet(.attackPattern, .indicator, .malware, .tool, .vulnerability)
        ),
        (TypeSet(.courseOfAction), "remediates", TypeSet(.malware, .vulnerability)),
        (TypeSet(.identity, .threatActor, .infrastructure), "located-at", TypeSet(.location)),
        (
            TypeSet(.indicator), "indicates",
            TypeSet(.attackPattern, .campaign, .infrastructure, .intrusionSet, .malware, .threatActor, .tool)
        ),
        (TypeSet(.indicator), "based-on", TypeSet(.observedData)),
        (
            TypeSet(.infrastructure), "communicates-with",
            TypeSet(.infrastructure, .ipv4Addr, .ipv6Addr, .domainName, .url)
        ),
        (TypeSet(.infrastructure), "consists-of", TypeSet(.infrastructure, .observedData).union(.observables)),
        (TypeSet(.infrastructure), "controls", TypeSet(.infrastructure, .malware)),
        (TypeSet(.infrastructure, .tool), "delivers", TypeSet(.malware)),
        (TypeSet(.infrastructure, .tool), "has", TypeSet(.vulnerability)),
        (TypeSet(.infrastructure), "hosts", TypeSet(.malware, .tool)),
        (TypeSet(.infrastructure, .tool), "uses", TypeSet(.infrastructure)),
        (TypeSet(.intrusionSet), "attributed-to", TypeSet(.threatActor)),
        (TypeSet(.intrusionSet, .threatActor), "hosts", TypeSet(.infrastructure)),
        (TypeSet(.intrusionSet, .threatActor), "owns", TypeSet(.infrastructure)),
        (TypeSet(.malware), "authored-by", TypeSet(.threatActor, .intrusionSet)),
        (TypeSet(.malware), "beacons-to", TypeSet(.infrastructure)),
        (TypeSet(.malware), "exfiltrates-to", TypeSet(.infrastructure)),
        (TypeSet(.malware), "exfiltrate-to", TypeSet(.infrastructure)),
        (TypeSet(.malware), "communicates-with", TypeSet(.ipv4Addr, .ipv6Addr, .domainName, .url)),
        (TypeSet(.malware), "controls", TypeSet(.malware)),
        (TypeSet(.malware), "downloads", TypeSet(.malware, .tool, .file)),
        (TypeSet(.malware), "drops", TypeSet(.malware, .tool, .file)),
        (TypeSet(.malware), "exploits", TypeSet(.vulnerability)),
        (TypeSet(.malware, .tool), "targets", TypeSet(.identity, .infrastructure, .location, .vulnerability)),
        (TypeSet(.malware), "variant-of", TypeSet(.malware)),
        (TypeSet(.malwareAnalysis), "characterizes", TypeSet(.malware)),
        // `analysis-of` and `exfiltrate-to` are the spellings before errata 01.
        (TypeSet(.malwareAnalysis), "av-analysis-of", TypeSet(.malware)),
        (TypeSet(.malwareAnalysis), "analysis-of", TypeSet(.malware)),
        (TypeSet(.malwareAnalysis), "static-analysis-of", TypeSet(.malware)),
        (TypeSet(.malwareAnalysis), "dynamic-analysis-of", TypeSet(.malware)),
        (TypeSet(.threatActor), "attributed-to", TypeSet(.identity)),
        (TypeSet(.threatActor), "impersonates", TypeSet(.identity)),
        (TypeSet(.tool), "drops", TypeSet(.malware)),
        (TypeSet(.domainName), "resolves-to", TypeSet(.domainName, .ipv4Addr, .ipv6Addr)),
        (TypeSet(.ipv4Addr, .ipv6Addr), "resolves-to", TypeSet(.macAddr)),
        (TypeSet(.ipv4Addr, .ipv6Addr), "belongs-to", TypeSet(.autonomousSystem)),
        (.subjects, "related-to", .subjects),
    ]

    private init() {
        for entry in SuggestedRelationships.table {
            add(entry.sources, entry.verb, entry.targets)
        }
        for type in ObjectType.allCases where TypeSet.subjects.contains(type) {
            add(TypeSet(type), "derived-from", TypeSet(type))
            add(TypeSet(type), "duplicate-of", TypeSet(type))
        }
    }

    private mutating func add(_ sources: TypeSet, _ verb: String, _ targetTypes: TypeSet) {
        let bytes = Array(verb.utf8)
        let number = place(of: bytes.span) ?? insert(bytes)
        for source in ObjectType.allCases where sources.contains(source) {
            targets[number * 64 + source.rawValue] |= targetTypes.rawValue
        }
    }

    private mutating func insert(_ verb: [UInt8]) -> Int {
        var slot = Int(JSONNode.hash(of: verb.span) & 127)
        while slots[slot] != .max {
            slot = (slot + 1) & 127
        }
        slots[slot] = UInt8(verbs.count)
        verbs.append(verb)
        targets.append(contentsOf: repeatElement(0, count: 64))
        return verbs.count - 1
    }

    private func place(of verb: Span<UInt8>) -> Int? {
        var slot = Int(JSONNode.hash(of: verb) & 127)
        while slots[slot] != .max {
            if STIXName.isEqual(verb, verbs[Int(slots[slot])]) { return Int(slots[slot]) }
            slot = (slot + 1) & 127
        }
        return nil
    }

    /// Whether the specification suggests this relationship.
    func contains(_ source: ObjectType, _ verb: Span<UInt8>, _ target: ObjectType) -> Bool {
        guard let number = place(of: verb) else { return false }
        return TypeSet(rawValue: targets[number * 64 + source.rawValue]).contains(target)
    }
}
