internal import Calls
internal import Correlation
internal import JSON
internal import NormalForms
internal import PatternMatching
internal import Work

/// What an object has in common with others, as its reader may see them: what is hidden has no part in it, neither in a
/// list nor in a count, nor in what comes first.
enum CorrelationAnswer {
    /// So many objects of each type are looked at, the newest.
    static let most = 2_000
    /// So many objects of a value are named, and so many values.
    private static let (mostNamed, mostValues) = (50, 200)

    static let answer = Shape.record([
        "items": .list(
            .record([
                "value": .text.noted("in its normal form"),
                "kind": .choices(Correlator.Kind.allCases.map(\.rawValue)),
                "count": .number.noted("how many objects there are beside this one"),
                "objects": .list(CyberAnswer.party.adding(["type": .text])).noted("the newest of them"),
            ])
        ), "values": .number.noted("that the object has"),
        "complete": .flag.noted("false where there was more than is looked at, or the time was over"),
    ])

    static func tree(_ call: WorkCall) throws(SeenFault) -> JSONTree {
        guard let id = call.asked("object"), let forms = call.seen.engines.forms,
            let one = try call.seen.one(id, as: Observable.self)
        else { return told([], values: 0, isComplete: true) }
        let reading = ObjectValues(forms)
        let own = reading.values(of: one.view.document.root)
        var correlator = Correlator(forms)
        correlator.add(one.id, own)
        var (seen, isComplete) = ([String: Seen<Observable>](), true)
        for type in types(own) {
            let listed = try call.seen.newest(type, most, as: Observable.self)
            if listed.count == most { isComplete = false }
            for other in listed where other.id != one.id {
                guard call.seen.engines.patterns?.isOver != true else {
                    return told([], values: own.count, isComplete: false)
                }
                let values = reading.values(of: other.view.document.root)
                guard !values.isEmpty else { continue }
                correlator.add(other.id, values)
                seen[other.id] = other
            }
        }
        var items: [JSONTree] = []
        correlator.groups(with: one.id) { group in
            guard items.count < mostValues else {
                isComplete = false
                return
            }
            items.append(item(group, one.id, seen))
        }
        return told(items, values: own.count, isComplete: isComplete)
    }

    private static func item(_ group: Correlator.Group, _ id: String, _ seen: [String: Seen<Observable>]) -> JSONTree
    {
        let others = group.objects.filter { $0 != id }
        return .members([
            "value": .string(group.value.text), "kind": .string(group.kind.rawValue),
            "count": .integer(others.count),
            "objects": .array(
                others.prefix(mostNamed).compactMap { seen[$0] }.map { other in
                    .members([
                        "id": .string(other.id), "name": .string(other.title), "type": .string(other.view.type),
                        "banner": .string(other.banner), "source": .string(other.source),
                    ])
                }
            ),
        ])
    }

    private static func told(_ items: [JSONTree], values: Int, isComplete: Bool) -> JSONTree {
        .members(["items": .array(items), "values": .integer(values), "complete": .bool(isComplete)])
    }

    /// The types of objects that can have something in common with some values.
    private static func types(_ values: [NormalForm]) -> [String] {
        var types: Set<String> = []
        for value in values {
            switch value.kind {
            case .ipv4Address, .ipv6Address, .network: types.formUnion(["ipv4-addr", "ipv6-addr", "url"])
            case .hostName: types.formUnion(["domain-name", "url"])
            case .url: types.formUnion(["url", "domain-name", "ipv4-addr", "ipv6-addr"])
            case .emailAddress: types.insert("email-addr")
            case .macAddress: types.insert("mac-addr")
            case .md5, .sha1, .sha224, .sha256, .sha384, .sha512, .tlsh:
                types.formUnion(["file", "artifact", "x509-certificate"])
            case .fileName: types.insert("file")
            case .cve: types.insert("vulnerability")
            case .autonomousSystem: types.insert("autonomous-system")
            case .registryKey: types.insert("windows-registry-key")
            }
        }
        return values.isEmpty ? [] : ["indicator"] + types.sorted()
    }
}
