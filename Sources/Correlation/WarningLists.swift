internal import JSON
public import NormalForms

/// An expression of a warning list.
public protocol WarningExpression: Sendable {
    /// Whether a text meets it anywhere; false where that takes more work than is allowed.
    func isMet(by text: String) -> Bool
}

/// Warning lists, laid out so that a value is asked of all at once.
///
/// Entries and values are held against each other by their normal forms: letters without case, networks as networks.
public struct WarningLists: Sendable {
    /// What a value has to do with a list.
    public struct Hit: Sendable, Hashable {
        /// How.
        public enum Relation: String, Sendable {
            /// It is an entry.
            case equal
            /// It is an address or a network within an entry.
            case within
            /// It is a network with an entry in it: the list is a part of it.
            case containsTheList = "contains-the-list"
            /// Its host is an entry, or lies under one.
            case host
            /// It has an entry as a part.
            case substring
            /// It meets an entry.
            case expression = "regex"
        }

        /// The place of the list.
        public let list: Int
        /// How.
        public let relation: Relation
        /// The entry, in its normal form.
        public let entry: String
    }

    /// So long is an expression at most, and so long a value that expressions are held against.
    private static let longest = 2_000
    /// So many lists that a network contains are told at most.
    private static let mostContained = 10_000

    /// The lists.
    public let lists: [WarningList]
    private var strings = ByteTable()
    private var hosts = ByteTable()
    private var networks: [NetworkRange] = []
    private var networkLists: [Int32] = []
    private var index = NetworkIndex([])
    private var parts = PartTree()
    private var expressions: [(list: Int, text: String, expression: any WarningExpression)] = []

    /// Lays lists out.
    /// - Parameters:
    ///   - lists: the lists.
    ///   - names: how host names are written in ASCII.
    ///   - expression: makes an expression of its text in slashes, without them, and whether case counts; nil for none.
    public init(
        _ lists: [WarningList],
        names: any HostNameEncoding,
        expression: (_ text: String, _ isCaseless: Bool) -> (any WarningExpression)?
    ) {
        self.lists = lists
        let forms = NormalForms(names: names)
        for (number, list) in lists.enumerated() {
            for entry in list.entries.elements { add(entry.contentBytes, number, list, forms, expression) }
        }
        index = NetworkIndex(networks)
    }

    private mutating func add(
        _ entry: [UInt8],
        _ number: Int,
        _ list: WarningList,
        _ forms: NormalForms,
        _ expression: (String, Bool) -> (any WarningExpression)?
    ) {
        guard !entry.isEmpty else { return }
        switch list.matching {
        case .cidr:
            if let range = NetworkRange(String(decoding: entry, as: UTF8.self)) {
                networks.append(range)
                networkLists.append(Int32(number))
            }
        case .string: strings.add(Self.folded(entry, forms), Int32(number))
        case .hostname:
            let name = Self.folded(entry.first == 46 ? Array(entry.dropFirst()) : entry, forms)
            hosts.add(name, Int32(number))
        case .substring: parts.add(Self.folded(entry, forms), number)
        case .regex:
            let text = String(decoding: entry, as: UTF8.self)
            guard text.utf8.count <= Self.longest, let (inner, isCaseless) = Self.inner(of: text),
                let made = expression(inner, isCaseless)
            else { return }
            expressions.append((number, text, made))
        }
    }

    /// An expression without its slashes, and whether case doesn't count: `/…/i`.
    private static func inner(of text: String) -> (String, Bool)? {
        guard text.utf8.first == 47, let end = text.utf8.lastIndex(of: 47), end > text.startIndex else {
            return (text, false)
        }
        let flags = text[text.utf8.index(after: end)...]
        return (String(text[text.utf8.index(after: text.startIndex)..<end]), flags.utf8.contains(105))
    }

    /// An entry as it is held against values: an address in its normal form, a name in A-labels, the rest in small
    /// letters.
    private static func folded(_ entry: [UInt8], _ forms: NormalForms) -> [UInt8] {
        var small = entry
        var isASCII = true
        for place in small.indices {
            if (65...90).contains(small[place]) { small[place] |= 0x20 }
            if small[place] >= 0x80 { isASCII = false }
        }
        if small.count > 1, small.last == 46 { small.removeLast() }
        guard isASCII else {
            let text = String(decoding: entry, as: UTF8.self)
            return (try? forms.form(of: text, as: .hostName)).map { Array($0.text.utf8) } ?? small
        }
        // What may be an address: names seldom begin with a digit, and never have a colon.
        if small.first ?? 255 <= 58 || small.prefix(5).contains(58),
            let range = NetworkRange(String(decoding: small, as: UTF8.self))
        {
            return Array(range.text.utf8)
        }
        return small
    }

    /// What lists say of a value.
    /// - Parameter form: the value.
    /// - Returns: the hits, in the order of the lists.
    public func hits(_ form: NormalForm) -> [Hit] {
        var found: [Hit] = []
        var text = Array(form.text.utf8)
        for place in text.indices where (65...90).contains(text[place]) { text[place] |= 0x20 }
        for number in strings.numbers(of: text[...]) { found.append(hit(number, .equal, text[...])) }
        if let range = form.range { addNetworks(range, &found) }
        if let host = Self.host(of: form, text) { addHosts(host, &found) }
        parts.find(in: text) { number, entry in found.append(hit(Int32(number), .substring, entry)) }
        if form.text.utf8.count <= Self.longest {
            for one in expressions where lists[one.list].isAbout(form.kind) && one.expression.isMet(by: form.text) {
                found.append(Hit(list: one.list, relation: .expression, entry: one.text))
            }
        }
        var said: Set<Int> = []
        return found.sorted { ($0.list, $0.relation.rank) < ($1.list, $1.relation.rank) }
            .filter { lists[$0.list].isAbout(form.kind) && said.insert($0.list).inserted }
    }

    private func hit(_ list: Int32, _ relation: Hit.Relation, _ entry: ArraySlice<UInt8>) -> Hit {
        Hit(list: Int(list), relation: relation, entry: String(decoding: entry, as: UTF8.self))
    }

    private func addNetworks(_ range: NetworkRange, _ found: inout [Hit]) {
        for number in index.around(range) {
            let relation: Hit.Relation = networks[number] == range ? .equal : .within
            found.append(Hit(list: Int(networkLists[number]), relation: relation, entry: networks[number].text))
        }
        guard !range.isAddress else { return }
        var said: Set<Int32> = []
        for number in index.within(range, most: Self.mostContained) where said.insert(networkLists[number]).inserted {
            found.append(
                Hit(list: Int(networkLists[number]), relation: .containsTheList, entry: networks[number].text)
            )
        }
    }

    private func addHosts(_ host: ArraySlice<UInt8>, _ found: inout [Hit]) {
        var (rest, labels) = (host, 0)
        while !rest.isEmpty, labels < 128 {
            for number in hosts.numbers(of: rest) { found.append(hit(number, .host, rest)) }
            guard let dot = rest.firstIndex(of: 46) else { break }
            rest = rest[(dot + 1)...]
            labels += 1
        }
    }

    /// The host of a name, an address or a URL in its normal form.
    private static func host(of form: NormalForm, _ text: [UInt8]) -> ArraySlice<UInt8>? {
        switch form.kind {
        case .hostName, .ipv4Address: return text[...]
        case .url:
            guard let colon = text.firstIndex(of: 58), colon + 3 <= text.count else { return nil }
            let behind = text[(colon + 3)...]
            let authority = behind[..<(behind.firstIndex { $0 == 47 || $0 == 63 || $0 == 35 } ?? text.count)]
            let host = authority[(authority.lastIndex(of: 64).map { $0 + 1 } ?? authority.startIndex)...]
            guard host.first != 91 else { return nil }
            return host[..<(host.firstIndex(of: 58) ?? host.endIndex)]
        default: return nil
        }
    }
}

extension WarningLists.Hit.Relation {
    /// The nearer one comes first.
    var rank: Int {
        switch self {
        case .equal: 0
        case .within: 1
        case .host: 2
        case .substring: 3
        case .expression: 4
        case .containsTheList: 5
        }
    }
}
