public import NormalForms

/// A format that programs which detect, block or search read.
public enum DetectionFormat: String, Sendable, CaseIterable {
    /// Rules, with lists beside them.
    case suricata
    /// The intelligence framework's file.
    case zeek
    /// A response policy zone for BIND, Unbound and others.
    case rpz
    /// Rules for searches in records.
    case sigma
    /// Rules for files and memory.
    case yara
    /// A table (RFC 4180).
    case csv
    /// Names that lead nowhere, as `/etc/hosts` has them.
    case hosts
    /// Values of a kind each, one a line.
    case list
    /// The indicators themselves.
    case stix

    /// What its files are for: what blocks, or may be handed to what blocks, acts.
    public var use: DetectionUse {
        switch self {
        case .suricata, .zeek, .sigma, .yara, .stix: .passive
        case .rpz, .hosts, .list, .csv: .active
        }
    }

    /// The media type of its files.
    public var mediaType: String {
        switch self {
        case .csv: "text/csv; charset=utf-8"
        case .stix: "application/stix+json;version=2.1"
        case .sigma: "application/yaml"
        case .suricata, .zeek, .rpz, .yara, .hosts, .list: "text/plain; charset=utf-8"
        }
    }

    /// What its files are called: the one that a program is pointed to comes first.
    public var files: [String] {
        switch self {
        case .suricata: ["entente.rules"] + SuricataLists.files
        case .zeek: ["intel.dat"]
        case .rpz: ["rpz.zone"]
        case .sigma: ["sigma.yml"]
        case .yara: ["rules.yar"]
        case .csv: ["indicators.csv"]
        case .hosts: ["hosts"]
        case .list: ValueList.all.map(\.file)
        case .stix: ["indicators.json"]
        }
    }

    /// Writes the files.
    ///
    /// The same indicators give the same bytes, in whatever order they come.
    /// - Parameters:
    ///   - detections: live indicators.
    ///   - forms: how values are written in one way.
    ///   - serial: the number of a zone's version.
    ///   - listing: what becomes of values that warning lists have; nil where there are no lists.
    /// - Returns: the files, and what is to be said; none for `stix`, whose objects are written as they are.
    /// - Complexity: O(*n* log *n*).
    public func write(
        _ detections: [Detection],
        _ forms: NormalForms,
        serial: UInt32 = 1,
        listing: DetectionListing? = nil
    ) -> DetectionAnswer {
        var source = DetectionSource(detections, use, PatternValues(forms: forms), listing)
        var answer = written(&source, serial)
        answer.remarks = Self.settled(answer.remarks)
        return answer
    }

    /// What is said to be written in spite of a list was perhaps left out for another reason: then that one counts.
    private static func settled(_ remarks: [DetectionRemark]) -> [DetectionRemark] {
        guard remarks.contains(where: { $0.reason == .listed }) else { return remarks }
        var left: Set<DetectionRemark.Place> = []
        for one in remarks where !one.reason.isKept { left.insert(one.place) }
        return remarks.filter { $0.reason != .listed || !left.contains($0.place) }
    }

    private func written(_ source: inout DetectionSource, _ serial: UInt32) -> DetectionAnswer {
        switch self {
        case .suricata: SuricataRules.write(&source)
        case .zeek: ZeekIntel.write(&source)
        case .rpz: PolicyZone.write(&source, serial: serial)
        case .sigma: SigmaRules.write(&source)
        case .yara: YARARules.write(&source)
        case .csv: ValueTable.write(&source)
        case .hosts: HostsFile.write(&source)
        case .list: ValueList.write(&source)
        case .stix: DetectionAnswer(files: [], remarks: source.leftOut())
        }
    }
}

/// The indicators of which a format is written, and what is said of them on the way.
struct DetectionSource {
    let detections: [Detection]
    var remarks: [DetectionRemark] = []
    let reader: PatternValues
    /// The places of those that the use allows, in the order of their identifiers.
    private let order: [Int]
    /// What becomes of values that warning lists have.
    private let listing: DetectionListing?

    init(_ detections: [Detection], _ use: DetectionUse, _ reader: PatternValues, _ listing: DetectionListing?) {
        (self.detections, self.reader, self.listing) = (detections, reader, listing)
        var (order, remarks) = ([Int](), [DetectionRemark]())
        for place in detections.indices {
            // Nothing said allows to look.
            let isAllowed = (detections[place].actions ?? .passive) >= use
            if isAllowed { order.append(place) } else { remarks.append(DetectionRemark(place, .actions)) }
        }
        order.sort { detections[$0].id < detections[$1].id }
        (self.order, self.remarks) = (order, remarks)
    }

    /// What the use keeps out of the objects themselves, and what warning lists say of their values.
    mutating func leftOut() -> [DetectionRemark] {
        guard listing != nil else { return remarks }
        for place in order { _ = note(place, allValues(of: detections[place])) }
        return remarks
    }

    /// The values of an indicator, whatever they stand in.
    private func allValues(of one: Detection) -> [DetectedValue] {
        one.language == "stix" ? reader.all(in: one.pattern) : []
    }

    /// Says of an indicator whose pattern is written as a whole which of its values lists have.
    /// - Returns: whether it is left out for it.
    mutating func note(_ place: Int, _ values: [DetectedValue]) -> Bool {
        guard let listing else { return false }
        var isLeft = false
        for value in values {
            for hit in hits(value) {
                remarks.append(DetectionRemark(place, listing.leavesOut ? .onList : .listed, value.told, hit))
                isLeft = listing.leavesOut
            }
        }
        return isLeft
    }

    /// Those whose pattern is written as a whole and that are left out for a value that a list has.
    mutating func leftByLists() -> Set<Int> {
        guard listing?.leavesOut ?? false else { return [] }
        var left: Set<Int> = []
        for place in order where note(place, allValues(of: detections[place])) { left.insert(place) }
        return left
    }

    /// Says which values of what was written as a whole lists have.
    mutating func noteListed(_ places: Set<Int>) {
        guard let listing, !listing.leavesOut else { return }
        for place in order where places.contains(place) { _ = note(place, allValues(of: detections[place])) }
    }

    /// The lists that have a value.
    private func hits(_ value: DetectedValue) -> ArraySlice<DetectionListHit> {
        guard let listing, let form = reader.form(of: value) else { return [] }
        return listing.hits(form).prefix(DetectionListing.most)
    }

    /// Gives each indicator in some languages to a writer; the others are said to be in another one.
    mutating func each(in languages: Set<String>, _ body: (Int, Detection, inout [DetectionRemark]) -> Void) {
        for place in order {
            if languages.contains(detections[place].language) {
                body(place, detections[place], &remarks)
            } else {
                remarks.append(DetectionRemark(place, .language))
            }
        }
    }

    /// Gives each value of indicators in STIX patterns to a writer, which says why it cannot be written.
    mutating func eachValue(
        also languages: Set<String> = [],
        _ body: (Int, Detection, DetectedValue, inout [DetectionRemark]) throws(Unsaid) -> Void,
        other: (Int, Detection, inout [DetectionRemark]) -> Void = { _, _, _ in }
    ) {
        let (reader, listing, source) = (reader, listing, self)
        each(in: languages.union(["stix"])) { place, detection, remarks in
            guard detection.language == "stix" else { return other(place, detection, &remarks) }
            var values: [DetectedValue] = []
            do throws(Unsaid) {
                values = try reader.values(of: detection.pattern) { unsaid in
                    remarks.append(DetectionRemark(place, unsaid.reason, unsaid.value))
                }
            } catch {
                remarks.append(DetectionRemark(place, error.reason, error.value))
            }
            for value in values {
                let hits = source.hits(value)
                let isLeft = listing?.leavesOut ?? false
                let said = hits.map { DetectionRemark(place, isLeft ? .onList : .listed, value.told, $0) }
                guard hits.isEmpty || !isLeft else {
                    remarks += said
                    continue
                }
                do throws(Unsaid) {
                    try body(place, detection, value, &remarks)
                    remarks += said
                    if let other = value.other { remarks.append(DetectionRemark(place, .letters, other)) }
                } catch {
                    remarks.append(DetectionRemark(place, error.reason, error.value ?? value.told))
                }
            }
        }
    }

    /// The same for files that have each value once: the values in their order, each with where it comes from.
    mutating func merged(
        _ line: (DetectedValue) throws(Unsaid) -> String
    ) -> [(line: String, places: [Int])] {
        var found: [String: [Int]] = [:]
        eachValue { place, _, value, _ throws(Unsaid) in
            let line = try line(value)
            if found[line, default: []].last != place { found[line, default: []].append(place) }
        }
        return found.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
    }
}

/// What holds for a name or an address wherever programs act on it.
enum ValueRules {
    /// A name of the top has everything below it.
    static func check(name: DetectedValue) throws(Unsaid) {
        guard name.text.utf8.contains(UInt8(ascii: ".")) || name.isBelow && !name.text.isEmpty else {
            throw Unsaid(.top, name.told)
        }
        // `*.name` of a top level is all of it.
        guard name.text.utf8.contains(UInt8(ascii: ".")) else { throw Unsaid(.top, name.told) }
    }
}
