public import NormalForms

/// What objects have in common, by their values: a group for each value, never a pair of objects.
///
/// Time and memory are in proportion to the values; a value that everything has makes one group, whose list of objects
/// ends somewhere and says so.
public struct Correlator: Sendable {
    /// How objects of a group have to do with its value.
    public enum Kind: String, Sendable, CaseIterable {
        /// They have it.
        case equal
        /// They have the network, or what lies in it.
        case network
        /// They have the name, or one under it.
        case domain
        /// It is the host of their URLs, or they have it.
        case host = "url-host"
        /// They have the hash.
        case hash
    }

    /// Objects that have a value in common.
    public struct Group: Sendable {
        /// The value in its normal form.
        public let value: NormalForm
        /// How they have to do with it.
        public let kind: Kind
        /// The objects, in the order in which they came, so many at most.
        public let objects: [String]
        /// How many there are.
        public let count: Int
    }

    /// Labels of a name above which no name is looked for.
    private static let mostLabels = 128

    private let forms: NormalForms
    private var names: [String] = []
    private var numbers: [String: Int32] = [:]
    /// The objects of each value, in their order.
    private var holders: [NormalForm: [Int32]] = [:]
    /// The objects of each host of URLs.
    private var hosted: [NormalForm: [Int32]] = [:]
    private var order: [NormalForm] = []

    /// Nothing so far.
    /// - Parameter forms: the normal forms, for hosts of URLs.
    public init(_ forms: NormalForms) { self.forms = forms }

    /// Adds an object with its values.
    /// - Parameters:
    ///   - id: what it is called.
    ///   - values: its values.
    public mutating func add(_ id: String, _ values: [NormalForm]) {
        guard !values.isEmpty else { return }
        let number = numbers[id] ?? Int32(names.count)
        if numbers[id] == nil {
            numbers[id] = number
            names.append(id)
        }
        for value in values {
            if holders[value] == nil { order.append(value) }
            if holders[value]?.last != number { holders[value, default: []].append(number) }
            guard value.kind == .url, let host = (try? forms.url(value.text))?.host else { continue }
            if hosted[host]?.last != number { hosted[host, default: []].append(number) }
        }
    }

    /// The groups of at least two objects, in the order in which their values came.
    /// - Parameters:
    ///   - most: so many objects of a group are named.
    ///   - take: takes each.
    public func groups(most: Int, _ take: (Group) -> Void) {
        for value in order {
            guard let holding = holders[value], holding.count > 1 else { continue }
            // Versions of one object may have come apart from each other.
            let objects = union(holding, [])
            guard objects.count > 1 else { continue }
            tell(value, value.kind.isHash || value.kind == .tlsh ? .hash : .equal, objects, most, take)
        }
        tellNetworks(most, take)
        tellDomains(most, take)
        tellHosts(most, take)
    }

    /// What is held of values that come anew: the same ones, and names above them.
    /// - Parameters:
    ///   - values: the values.
    ///   - most: so many objects of a group are named.
    ///   - take: takes each.
    public func held(_ values: [NormalForm], most: Int, _ take: (Group) -> Void) {
        for value in values {
            if let objects = holders[value] {
                tell(value, value.kind.isHash || value.kind == .tlsh ? .hash : .equal, objects, most, take)
            }
            guard value.kind == .hostName else { continue }
            for above in Self.above(value) {
                if let objects = holders[above] { tell(above, .domain, objects, most, take) }
            }
        }
    }

    /// The groups that an object is in, with all of their objects.
    /// - Parameters:
    ///   - id: the object.
    ///   - take: takes each.
    public func groups(with id: String, _ take: (Group) -> Void) {
        guard numbers[id] != nil else { return }
        groups(most: .max) { group in
            if group.objects.contains(id) { take(group) }
        }
    }

    private func tell(_ value: NormalForm, _ kind: Kind, _ objects: [Int32], _ most: Int, _ take: (Group) -> Void) {
        take(
            Group(
                value: value,
                kind: kind,
                objects: objects.prefix(most).map { names[Int($0)] },
                count: objects.count
            )
        )
    }

    /// A group for each network that something else lies in.
    private func tellNetworks(_ most: Int, _ take: (Group) -> Void) {
        let networks = order.filter { $0.kind == .network }
        guard !networks.isEmpty else { return }
        let index = NetworkIndex(networks.compactMap(\.range))
        var within = [[Int32]](repeating: [], count: networks.count)
        for value in order {
            guard let range = value.range, let objects = holders[value] else { continue }
            for number in index.around(range) where networks[number] != value { within[number] += objects }
        }
        for (number, network) in networks.enumerated() where !within[number].isEmpty {
            tell(network, .network, union(holders[network] ?? [], within[number]), most, take)
        }
    }

    /// A group for each name that another one lies under.
    private func tellDomains(_ most: Int, _ take: (Group) -> Void) {
        var under: [NormalForm: [Int32]] = [:]
        for value in order where value.kind == .hostName {
            guard let objects = holders[value] else { continue }
            for above in Self.above(value) where holders[above] != nil { under[above, default: []] += objects }
        }
        for value in order {
            guard let objects = under[value] else { continue }
            tell(value, .domain, union(holders[value] ?? [], objects), most, take)
        }
    }

    /// The names above a name, the nearest first, so many at most.
    public static func above(_ name: NormalForm) -> [NormalForm] {
        var (found, rest) = ([NormalForm](), name.text.utf8[...])
        while found.count < mostLabels, let dot = rest.firstIndex(of: 46) {
            rest = rest[rest.index(after: dot)...]
            found.append(NormalForm(name: String(Substring(rest))))
        }
        return found
    }

    /// A group for each host of URLs of several objects, or of one and a name or an address of another.
    private func tellHosts(_ most: Int, _ take: (Group) -> Void) {
        for (host, objects) in hosted.sorted(by: { $0.key.text < $1.key.text }) {
            let all = union(holders[host] ?? [], objects)
            if all.count > 1 { tell(host, .host, all, most, take) }
        }
    }

    private func union(_ one: [Int32], _ other: [Int32]) -> [Int32] {
        var said: Set<Int32> = []
        return (one + other).filter { said.insert($0).inserted }
    }
}
