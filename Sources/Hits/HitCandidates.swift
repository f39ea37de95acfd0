internal import Correlation
internal import HostNames
internal import IndicatorLife
internal import JSON
internal import NormalForms
internal import PatternMatching
internal import STIXPatterns
internal import Store

/// What was observed, as it is held against patterns: all that stands, whoever may see it.
struct HitCandidates {
    /// The types of what was observed.
    static let types: Set<String> = [
        "observed-data", "artifact", "autonomous-system", "directory", "domain-name", "email-addr", "email-message",
        "file", "ipv4-addr", "ipv6-addr", "mac-addr", "mutex", "network-traffic", "process", "software", "url",
        "user-account", "windows-registry-key", "x509-certificate",
    ]
    /// So many of each group that have a value, or that name something, are held; so many of the newest of each group
    /// where a pattern asks for no value; so many objects of one observation.
    private static let (most, mostNaming, newest, mostNamed) = (200, 50, 100, 200)
    /// So far references are followed up.
    private static let steps = 3

    private let connection: Connection
    private let rows: HoldingRows
    private let reading = ObjectValues(NormalForms(names: ICUHostNames()))

    init(_ connection: Connection) { (self.connection, rows) = (connection, HoldingRows(connection)) }

    /// A version; nil if there is none.
    static func document(_ row: Int64, _ connection: Connection) throws(StoreError) -> JSONDocument? {
        try ObjectRows(connection).object(row: row).flatMap { try? JSONDocument(parsing: $0.bytes) }
    }

    /// Whether a pattern is about several observations together.
    static func isJoined(_ pattern: String) -> Bool {
        (try? STIXPattern.tree(of: pattern)).map { isJoined($0.observation) } ?? false
    }

    private static func isJoined(_ observation: PatternObservation) -> Bool {
        switch observation {
        case .test: false
        case .all, .followed: true
        case .any(let parts): parts.contains { isJoined($0) }
        case .qualified(let part, .between): isJoined(part)
        case .qualified(_, .within), .qualified(_, .repeats): true
        }
    }

    /// How an indicator stands at a moment.
    enum Standing: Equatable {
        /// It counts.
        case live
        /// Not before a moment, in microseconds since 1970.
        case later(Int64)
        /// No more, now or ever.
        case over
    }

    /// How an indicator stands at a moment, in microseconds since 1970.
    static func standing(of object: JSONValue, _ now: Int64) -> Standing {
        let span = IndicatorLife.Span(object)
        let (from, until) = (span.from ?? .min, span.until ?? .max)
        return span.isRevoked || now >= until || from >= until ? .over : now < from ? .later(from) : .live
    }

    /// A mark of two identifiers, the same for every version.
    func mark(_ indicator: HoldingRows.Entry, _ observed: String) -> Int64 {
        let id = (try? VersionRows(connection).origin(of: indicator.row))??.id
        return HoldingFacts.mark(of: "\(id ?? "") \(observed)")
    }

    /// An observation: what stands there with what it names.
    func observation(_ entry: HoldingRows.Entry) throws(StoreError) -> Observation? {
        guard let object = try Self.document(entry.row, connection)?.root else { return nil }
        guard object["type"]?.isString("observed-data") ?? false else { return Observation(object) }
        var named: [String: JSONDocument] = [:]
        for reference in object["object_refs"].map({ Array($0.elements) })?.prefix(Self.mostNamed) ?? [] {
            guard let id = reference.string, named[id] == nil, let first = try rows.standing(for: id).first else {
                continue
            }
            named[id] = try Self.document(first.row, connection)
        }
        return Observation(object) { named[$0]?.root }
    }

    /// The observed-data objects that name an object: of each group so many.
    func naming(_ entry: HoldingRows.Entry) throws(StoreError) -> [HoldingRows.Entry] {
        try referring(entry).filter { $0.type == "observed-data" }.map(\.entry)
    }

    private func referring(_ entry: HoldingRows.Entry) throws(StoreError) -> [(
        entry: HoldingRows.Entry, type: String
    )] {
        guard let id = try VersionRows(connection).origin(of: entry.row)?.id else { return [] }
        var groups: [Int64] = []
        _ = try rows.referrers(of: id, isAuthorship: false) { group in
            groups.append(group)
            return false
        }
        var found: [(entry: HoldingRows.Entry, type: String)] = []
        for number in groups {
            guard let type = try rows.group(numbered: number)?.kind, Self.types.contains(type) else { continue }
            var (walk, count) = (try rows.referrers(of: id, isAuthorship: false) { $0 == number }, 0)
            while count < Self.mostNaming, let entry = try walk.next() {
                found.append((entry, type))
                count += 1
            }
        }
        return found
    }

    /// The indicators that ask for a value of what was observed.
    func indicators(like entry: HoldingRows.Entry) throws(StoreError) -> [HoldingRows.Entry] {
        guard let object = try Self.document(entry.row, connection)?.root else { return [] }
        var keys = reading.keys(of: object)
        for reference in object["object_refs"].map({ Array($0.elements) })?.prefix(Self.mostNamed) ?? [] {
            guard let id = reference.string, let first = try rows.standing(for: id).first else { continue }
            keys += try ValueRows(connection).keys(of: first.row)
        }
        var found: [HoldingRows.Entry] = []
        for group in try rows.groups() where group.kind == "indicator" {
            for key in keys {
                found += try ValueRows(connection).holders(of: key, most: Self.most) { $0 == group.number }.entries
            }
        }
        return found
    }

    /// What was observed that a pattern may be met by: of each group so many.
    /// - Parameters:
    ///   - indicator: the indicator.
    ///   - pattern: its pattern.
    /// - Returns: what was observed; the groups of which there is more than is held.
    /// - Throws: `StoreError`.
    func observed(for indicator: JSONValue, _ pattern: String) throws(StoreError) -> (
        entries: [HoldingRows.Entry], leftOut: Set<Int64>
    ) {
        var (all, leftOut) = (Set<HoldingRows.Entry>(), Set<Int64>())
        let groups = try rows.groups().filter { Self.types.contains($0.kind) }
        guard let tree = try? STIXPattern.tree(of: pattern) else { return ([], []) }
        if tree.tests.allSatisfy({ isFound($0) }) {
            let values = reading.values(of: indicator)
            for group in groups {
                let found = try having(values, group.number)
                all.formUnion(found.entries)
                if found.isMore { leftOut.insert(group.number) }
            }
            var last = all
            for _ in 0..<Self.steps {
                var next: Set<HoldingRows.Entry> = []
                for entry in last { next.formUnion(try referring(entry).map(\.entry)) }
                last = next.subtracting(all)
                all.formUnion(last)
            }
        } else {
            for group in groups {
                var (walk, count) = (rows.walk([(group.number, group.newest)]), 0)
                while count < Self.newest, let entry = try walk.next() {
                    all.insert(entry)
                    count += 1
                }
                if group.count > Self.newest { leftOut.insert(group.number) }
            }
        }
        return (all.sorted { $0.row < $1.row }, leftOut)
    }

    /// Whether a test asks for a value by which what meets it is found.
    private func isFound(_ test: PatternComparison) -> Bool {
        switch test {
        case .all(let parts): parts.contains { isFound($0) }
        case .any(let parts): parts.allSatisfy { isFound($0) }
        case .test(let one): !one.isNegated && !reading.values(of: one).isEmpty
        }
    }

    private func having(_ values: [NormalForm], _ group: Int64) throws(StoreError) -> ValueRows.Found {
        var found = ValueRows.Found()
        let rows = ValueRows(connection)
        for value in values {
            for one in [
                try rows.holders(of: ValueKey(value), most: Self.most) { $0 == group },
                try ValueKey.span(within: value).flatMap { span throws(StoreError) in
                    value.range == nil ? nil : try rows.within(span, of: [group], most: Self.most)
                } ?? ValueRows.Found(),
            ] {
                found.entries += one.entries
                found.isMore = found.isMore || one.isMore
            }
        }
        return found
    }
}
