internal import JSON
internal import STIX

/// What is read of an attribute, a proposal, an object or an event, and the rest of it, which is kept as it is.
struct MISPFacts {
    var uuid = ""
    var type = ""
    var value = ""
    var comment = ""
    var isDetecting = false
    var isDeleted = false
    var timestamp: Int64?
    var firstSeen: STIXTimestamp?
    var lastSeen: STIXTimestamp?
    var data: String?
    var tags: [JSONValue] = []
    /// Where tags stand that leave, beside local ones.
    var tagPlaces: [Int] = []
    var galaxies: [JSONValue] = []
    var sightings: [JSONValue] = []
    var proposals: [JSONValue] = []
    /// Everything that is kept as it is.
    var rest: [JSONMember] = []

    /// What is read.
    enum Kind {
        case event
        case attribute
        case object
        case report
        case proposal

        /// Lists that become objects of their own; empty ones, and others, are kept as they are.
        var lists: Set<String> {
            switch self {
            case .event: ["Galaxy", "ShadowAttribute", "Attribute", "Object", "EventReport"]
            case .attribute: ["Galaxy", "Sighting", "ShadowAttribute"]
            case .object: ["Attribute", "ObjectReference"]
            case .report, .proposal: []
            }
        }
    }

    /// - Parameters:
    ///   - value: an object of MISP.
    ///   - kind: what it is.
    ///   - path: where it stands.
    ///   - lost: gets what does not leave.
    /// - Throws: `MISPFault` for a time without a zone, and for what identifies it.
    init(_ value: JSONValue, _ kind: Kind, _ path: String, lost: inout [LostField]) throws(MISPFault) {
        let lists = kind.lists
        guard value.kind == .object else { throw .invalid(path, .object) }
        for member in value.members {
            let name = member.name.string ?? ""
            let content = member.value
            if content.count > 0, content.kind == .array, lists.contains(name) {
                read(list: name, content)
                continue
            }
            switch name {
            case "uuid":
                guard let text = content.string, MISPUUID.isGood(text) else {
                    throw .invalid("\(path).uuid", .uuid)
                }
                uuid = text.lowercased()
                if text == uuid { continue }
            case "type": type = content.string ?? ""
            case "value": self.value = content.string ?? (content.kind == .number ? content.spelling : "")
            case "comment":
                comment = content.string ?? ""
                if !comment.isEmpty { continue }
            case "to_ids": isDetecting = Self.flag(content)
            case "deleted": isDeleted = Self.flag(content)
            case "timestamp": timestamp = try Self.seconds(content, "\(path).timestamp")
            case "first_seen": firstSeen = try Self.moment(content, "\(path).first_seen")
            case "last_seen": lastSeen = try Self.moment(content, "\(path).last_seen")
            case "data":
                data = content.string.flatMap { $0.isEmpty ? nil : $0 }
                if data != nil { continue }
            case "Tag", "EventTag", "AttributeTag":
                try read(tags: content, "\(path).\(name)", &lost)
                if content.count > 0 { continue }
            case "RelatedEvent":
                if content.count > 0 {
                    lost.append(LostField("\(path).RelatedEvent", "correlations", .computed))
                    continue
                }
            case "event_creator_email", "email":
                lost.append(LostField("\(path).\(name)", "address of a person", .person))
                continue
            default: break
            }
            rest.append(JSONMember(name, JSONTree(content)))
        }
    }

    private mutating func read(list name: String, _ content: JSONValue) {
        switch name {
        case "Galaxy": galaxies = Array(content.elements)
        case "Sighting": sightings = Array(content.elements)
        case "ShadowAttribute": proposals = Array(content.elements)
        default: break
        }
    }

    /// Tags, also where each stands in an entry of its own; a tag without a name can't be read, and might be a marking.
    private mutating func read(tags content: JSONValue, _ path: String, _ lost: inout [LostField])
        throws(MISPFault)
    {
        guard content.kind == .array else { throw .invalid(path, .tags) }
        for (place, entry) in content.elements.enumerated() {
            let tag = entry["Tag"] ?? entry
            guard tag["name"]?.string != nil else { throw .invalid("\(path)[\(place)]", .tags) }
            if (tag["local"] ?? entry["local"]).map(Self.flag) ?? false {
                lost.append(LostField("\(path)[\(place)]", "local tag", .localTag))
            } else {
                tags.append(tag)
            }
        }
    }

    /// A truth value, also as MISP's database has it.
    static func flag(_ value: JSONValue) -> Bool {
        value.bool ?? (value.string.map { $0 == "1" || $0.lowercased() == "true" } ?? (value.integer == 1))
    }

    /// Seconds since 1970, as text or number; nil for null and the empty text.
    static func seconds(_ value: JSONValue, _ path: String) throws(MISPFault) -> Int64? {
        if value.kind == .null || value.isString("") { return nil }
        let text = value.string ?? (value.kind == .number ? value.spelling : "")
        guard let seconds = Int64(text), (0...253_402_300_799).contains(seconds) else {
            throw .invalid(path, .seconds)
        }
        return seconds
    }

    /// A moment of ISO 8601; nil for null and the empty text.
    static func moment(_ value: JSONValue, _ path: String) throws(MISPFault) -> STIXTimestamp? {
        if value.kind == .null || value.isString("") { return nil }
        guard let text = value.string else { throw .invalid(path, .moment) }
        if let moment = MISPTime.moment(text) { return moment }
        if MISPTime.isZoneless(text) { throw .zoneless(path, text) }
        throw .invalid(path, .moment)
    }

    /// The moment that a tag of ours keeps.
    func moment(_ start: String) -> STIXTimestamp? {
        let found = tags.lazy.compactMap { $0["name"]?.string }.first { $0.hasPrefix(start) }
        return found.flatMap { STIXTimestamp(String($0.dropFirst(start.count).dropLast())) }
    }

    /// Whether it is an indicator: looked for, or kept as one by a tag of ours.
    var isIndicator: Bool { isDetecting || !tags.isEmpty && moment(MISPTag.begin) != nil }

    /// Markings that the tags stand for, each once, in their order.
    var markings: [String] { MISPTag.markings(tags.compactMap { $0["name"]?.string }) }
}
