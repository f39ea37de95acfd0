public import JSON
public import Labels

/// An officer's dated authority that lets a described class of objects go without asking again (R02).
public struct StandingInstruction: Sendable, Hashable {
    /// The name under which it is kept.
    public var name: String
    /// The recipient, as the links name it.
    public var party: String
    /// The first day.
    public var from: Day
    /// The last day.
    public var until: Day
    /// The highest TLP level; nil covers nothing that is marked with TLP alone.
    public var tlp: TLPLevel?
    /// The levels that it covers, as `SCHEME LEVEL`; an item's labels must all be among them.
    public var levels: [String]
    /// The STIX types; empty covers every type.
    public var types: [String]

    /// Reads an instruction; nil comes out if a member has another form.
    /// - Parameters:
    ///   - name: its name.
    ///   - json: `to`, and `tlp`, `levels`, `types`, `from`, `until`.
    public init?(name: String, _ json: JSONValue) {
        guard let party = json["to"]?.string else { return nil }
        (self.name, self.party) = (name, party)
        var (first, last) = (Day.first, Day.last)
        if let text = json["from"] {
            guard let day = text.string.flatMap({ Day($0) }) else { return nil }
            first = day
        }
        if let text = json["until"] {
            guard let day = text.string.flatMap({ Day($0) }) else { return nil }
            last = day
        }
        (from, until) = (first, last)
        if let text = json["tlp"]?.string {
            guard let level = TLPLevel.allCases.first(where: { $0.label.lowercased() == "tlp:" + text.lowercased() })
            else {
                return nil
            }
            tlp = level
        }
        levels = json["levels"]?.elements.compactMap(\.string) ?? []
        types = json["types"]?.elements.compactMap(\.string) ?? []
        guard tlp != nil || !levels.isEmpty else { return nil }
    }

    /// Whether it covers an object.
    /// - Parameters:
    ///   - type: its STIX type.
    ///   - markings: its markings.
    ///   - day: the day.
    /// - Returns: true if it does.
    public func covers(_ type: String, _ markings: MarkingReading, on day: Day) -> Bool {
        guard from <= day, day <= until, types.isEmpty || types.contains(type), markings.unknown.isEmpty else {
            return false
        }
        guard markings.level != nil || !markings.labels.isEmpty else { return false }
        if let level = markings.level, tlp.map({ level > $0 }) ?? true { return false }
        return markings.labels.map { PreparedMarking.current($0, on: day) }.allSatisfy { label in
            let name = "\(label.policy) \(label.classification)".lowercased()
            return levels.contains { $0.lowercased() == name }
        }
    }
}
