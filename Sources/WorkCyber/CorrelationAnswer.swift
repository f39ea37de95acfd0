internal import Calls
internal import Correlation
internal import JSON
internal import NormalForms
internal import PatternMatching
internal import Work

/// What an object has in common with others, as its reader may see them: what is hidden has no part in it, neither in a
/// list nor in a count, nor in what comes first.
enum CorrelationAnswer {
    static let answer = Shape.record([
        "items": .list(
            .record([
                "value": .text.noted("in its normal form"),
                "kind": .choices(Correlator.Kind.allCases.map(\.rawValue)),
                "count": .number.noted("how many objects there are beside this one, as far as they are looked at"),
                "more": .flag.noted("whether there are more"),
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
        let ties = try CommonValues(of: one.id, having: own, reading, call)
        let isWhole = try call.seen.values.isWhole()
        return told(ties.items, values: own.count, isComplete: ties.isComplete && isWhole)
    }

    private static func told(_ items: [JSONTree], values: Int, isComplete: Bool) -> JSONTree {
        .members(["items": .array(items), "values": .integer(values), "complete": .bool(isComplete)])
    }
}

/// An object that has a value, as it is named.
struct ValueHolder: WorkObject {
    /// Of any type.
    static let type = ""

    let type: String

    init?(_ object: SeenValue) {
        guard let type = object.text("type") else { return nil }
        self.type = type
    }
}

/// The values that an object has in common with others, a group for each.
struct CommonValues {
    /// So many objects of a value are looked at and so many named, so many values are told, and so many objects are
    /// looked at in all.
    private static let (most, mostNamed, mostValues, mostInAll) = (200, 50, 200, 3_000)

    private let id: String
    private let call: WorkCall
    private(set) var items: [JSONTree] = []
    private(set) var isComplete = true
    private var left = Self.mostInAll

    /// What an object has in common.
    /// - Parameters:
    ///   - id: the object.
    ///   - own: its values.
    ///   - reading: how values are read, for hosts of URLs.
    ///   - call: who asks.
    /// - Throws: `SeenFault` if the store cannot be read.
    init(of id: String, having own: [NormalForm], _ reading: ObjectValues, _ call: WorkCall) throws(SeenFault) {
        (self.id, self.call) = (id, call)
        try addEqual(own)
        try addNetworks(own)
        try addDomains(own)
        try addHosts(own, own.compactMap { reading.host(of: $0) })
    }

    /// Others with the same values.
    private mutating func addEqual(_ own: [NormalForm]) throws(SeenFault) {
        for value in own {
            let isHash = value.kind.isHash || value.kind == .tlsh
            try add(value, isHash ? .hash : .equal, [try holders(of: value)])
        }
    }

    /// Others in the networks that the object has, and in those around what it has.
    private mutating func addNetworks(_ own: [NormalForm]) throws(SeenFault) {
        var said: Set<NetworkRange> = []
        for range in own.compactMap(\.range) {
            guard goesOn() else { return }
            if !range.isAddress, said.insert(range).inserted {
                let value = NormalForm(range)
                let within = try within(value)
                if !within.objects.isEmpty { try add(value, .network, [try holders(of: value), within]) }
            }
            for around in try call.seen.values.networks(range) where around != range && said.insert(around).inserted {
                let value = NormalForm(around)
                // A network that only somebody else may see is none.
                let holders = try holders(of: value, withOwn: true)
                if !holders.objects.isEmpty { try add(value, .network, [holders, try within(value)]) }
            }
        }
    }

    /// Others under the names that the object has, and under those above them.
    private mutating func addDomains(_ own: [NormalForm]) throws(SeenFault) {
        var said: Set<NormalForm> = []
        for name in own where name.kind == .hostName && said.insert(name).inserted {
            guard goesOn() else { return }
            let under = try within(name)
            if !under.objects.isEmpty { try add(name, .domain, [try holders(of: name), under]) }
        }
        for name in own where name.kind == .hostName {
            for above in Correlator.above(name) where said.insert(above).inserted {
                guard goesOn() else { return }
                let holders = try holders(of: above)
                if !holders.objects.isEmpty { try add(above, .domain, [holders, try within(above)]) }
            }
        }
    }

    /// Others with the hosts of the object's URLs, or with URLs whose hosts the object has.
    private mutating func addHosts(_ own: [NormalForm], _ hosts: [NormalForm]) throws(SeenFault) {
        var said: Set<NormalForm> = []
        for host in hosts where said.insert(host).inserted {
            try add(host, .host, [try holders(of: host), try urls(of: host)])
        }
        for host in own where (host.kind == .hostName || host.kind.isAddress) && said.insert(host).inserted {
            let urls = try urls(of: host)
            if !urls.objects.isEmpty { try add(host, .host, [try holders(of: host), urls]) }
        }
    }

    private typealias Found = (objects: [Seen<ValueHolder>], isMore: Bool)

    /// Whether there is time, and not enough was found.
    private mutating func goesOn() -> Bool {
        let isOver = call.seen.engines.patterns?.isOver == true
        guard isOver || left <= 0 || items.count >= Self.mostValues else { return true }
        isComplete = false
        return false
    }

    private mutating func holders(of value: NormalForm, withOwn isOwnWanted: Bool = false) throws(SeenFault) -> Found
    {
        try looked(isOwnWanted) { seen, most throws(SeenFault) in
            try seen.holders(of: ValueKey(value), most, as: ValueHolder.self)
        }
    }

    private mutating func urls(of host: NormalForm) throws(SeenFault) -> Found {
        try looked { seen, most throws(SeenFault) in
            try seen.holders(of: ValueKey(urlsOf: host), most, as: ValueHolder.self)
        }
    }

    private mutating func within(_ value: NormalForm) throws(SeenFault) -> Found {
        guard let span = ValueKey.span(within: value) else { return ([], false) }
        return try looked { seen, most throws(SeenFault) in
            try seen.within(span, most, as: ValueHolder.self)
        }
    }

    /// What is found, without the object itself.
    private mutating func looked(
        _ isOwnWanted: Bool = false,
        _ look: (SeenValues, Int) throws(SeenFault) -> Found
    ) throws(SeenFault) -> Found {
        guard goesOn() else { return ([], false) }
        let found = try look(call.seen.values, Self.most)
        left -= found.objects.count
        return (found.objects.filter { isOwnWanted || $0.id != id }, found.isMore)
    }

    private mutating func add(_ value: NormalForm, _ kind: Correlator.Kind, _ found: [Found]) throws(SeenFault) {
        var said: Set<String> = [id]
        let others = found.flatMap(\.objects).filter { said.insert($0.id).inserted }
        let isMore = found.contains(where: \.isMore)
        if isMore { isComplete = false }
        guard !others.isEmpty else { return }
        let newest = others.sorted { ($1.kept, $0.id) < ($0.kept, $1.id) }
        items.append(
            .members([
                "value": .string(value.text), "kind": .string(kind.rawValue), "count": .integer(others.count),
                "more": .bool(isMore),
                "objects": .array(
                    newest.prefix(Self.mostNamed).map { other in
                        .members([
                            "id": .string(other.id), "name": .string(other.title), "type": .string(other.view.type),
                            "banner": .string(other.banner), "source": .string(other.source),
                        ])
                    }
                ),
            ])
        )
    }
}
