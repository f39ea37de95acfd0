public import JSON
internal import STIX

/// Objects of STIX as events of the MISP core format.
///
/// 1. What was made of an event comes back as it was, as far as the objects still say so.
/// 2. Others' indicators are attributes where MISP has the type; a pattern that MISP can't say is an object
///    `stix2-pattern`, and nothing looks for it (`to_ids` 0).
/// 3. What is revoked or over is not looked for; it is deleted only by a recall.
/// 4. What can't be carried is listed.
public struct BundleConversion {
    /// What could not be carried.
    public internal(set) var lost: [LostField] = []

    /// The moment, in seconds since 1970.
    let now: Int64
    /// The distribution of events that have none.
    let distribution: Int
    let ids: MISPIdentifiers
    /// The newest version of each object, by its identifier.
    var objects: [String: Held] = [:]
    /// Identifiers in the order of the bundle.
    var order: [String] = []
    /// What has become of an object, or stands in something that has.
    var used: Set<String> = []

    /// An object with its place in the bundle.
    struct Held {
        let place: Int
        let value: JSONValue
        /// What MISP said of it.
        let kept: JSONValue?
        var path: String { "objects[\(place)]" }
        var type: String { value["type"]?.string ?? "" }
    }

    /// A conversion.
    /// - Parameters:
    ///   - now: the moment, in seconds since 1970.
    ///   - distribution: the distribution of events that have none, 0 to 3.
    ///   - sha1: the SHA-1 function.
    public init(now: Int64, distribution: Int = 0, sha1: @escaping ([UInt8]) -> [UInt8]) {
        (self.now, self.distribution) = (now, distribution)
        ids = MISPIdentifiers(party: "", sha1: sha1)
    }

    /// Events of some objects: one for each report, and one for what no report names.
    /// - Parameters:
    ///   - values: the objects.
    ///   - title: what the event is called that no report names.
    /// - Returns: events, without their wrappers.
    public mutating func events(of values: [JSONValue], title: String = "STIX objects") -> [JSONTree] {
        for (place, value) in values.enumerated() {
            guard let id = value["id"]?.string else { continue }
            let held = Held(place: place, value: value, kept: value["extensions"]?[EventConversion.definition])
            if let known = objects[id] {
                guard Self.isNewer(value, than: known.value) else { continue }
            } else {
                order.append(id)
            }
            objects[id] = held
        }
        // A note on an event is a report of it, and what says something of an attribute goes with it.
        var events: [JSONTree] = []
        var named: Set<String> = []
        for id in order where objects[id]?.type == "report" {
            guard let report = objects[id] else { continue }
            let parts = (report.value["object_refs"].map { Array($0.elements) } ?? []).compactMap(\.string)
            named.formUnion(parts)
            named.insert(id)
        }
        let voices = voices(named)
        for id in order where objects[id]?.type == "report" {
            guard let report = objects[id] else { continue }
            var parts = (report.value["object_refs"].map { Array($0.elements) } ?? []).compactMap(\.string)
            for part in parts { parts += voices[part] ?? [] }
            var assembly = EventAssembly(self, report)
            events.append(assembly.event(of: parts))
            self = assembly.conversion
            used.insert(id)
        }
        let loose = order.filter { !named.contains($0) && !used.contains($0) && isContent($0) }
        if !loose.isEmpty {
            var assembly = EventAssembly(self, nil)
            events.append(assembly.event(of: loose, title: title))
            self = assembly.conversion
        }
        return events
    }

    /// Whether an object is more than what others refer to.
    private func isContent(_ id: String) -> Bool {
        !["identity", "marking-definition", "extension-definition", "report"].contains(objects[id]?.type ?? "")
    }

    /// Sightings, opinions, notes and relations that no report names, by what they are about.
    private func voices(_ named: Set<String>) -> [String: [String]] {
        var found: [String: [String]] = [:]
        for id in order where !named.contains(id) {
            guard let held = objects[id] else { continue }
            let about: String?
            switch held.type {
            case "sighting": about = held.value["sighting_of_ref"]?.string
            case "relationship": about = held.value["source_ref"]?.string
            case "note", "opinion": about = held.value["object_refs"]?[element: 0]?.string
            default: about = nil
            }
            if let about, named.contains(about) { found[about, default: []].append(id) }
        }
        return found
    }

    private static func isNewer(_ value: JSONValue, than other: JSONValue) -> Bool {
        guard let one = value["modified"]?.string.flatMap(STIXTimestamp.init),
            let two = other["modified"]?.string.flatMap(STIXTimestamp.init)
        else { return false }
        return two.isEarlier(than: one)
    }

    /// The UUID that an object has in MISP, else its own.
    static func uuid(_ value: JSONValue) -> String {
        for one in value["external_references"].map({ Array($0.elements) }) ?? []
        where one["source_name"]?.isString("misp") ?? false {
            if let uuid = one["external_id"]?.string, MISPUUID.isGood(uuid) { return uuid }
        }
        return String(value["id"]?.string?.suffix(36) ?? "")
    }

    /// Seconds since 1970 of a property.
    static func seconds(_ value: JSONValue, _ name: String) -> Int64? {
        value[name]?.string.flatMap(STIXTimestamp.init).map { MISPTime.seconds($0) }
    }

    /// An identity as MISP has organisations.
    func organisation(_ id: String) -> JSONTree? {
        guard let identity = objects[id]?.value, let name = identity["name"]?.string else { return nil }
        return .members(["name": .string(name), "uuid": .string(Self.uuid(identity))])
    }

    /// The marking definitions of an object, those of its portions included, each once.
    func markings(_ value: JSONValue) -> [String] {
        var found: [String] = []
        var all = (value["object_marking_refs"].map { Array($0.elements) } ?? []).compactMap(\.string)
        for portion in value["granular_markings"].map({ Array($0.elements) }) ?? [] {
            if let marking = portion["marking_ref"]?.string { all.append(marking) }
        }
        for marking in all where !found.contains(marking) { found.append(marking) }
        return found
    }

    /// The tags of an object: those that it came with and still bears, and one for each marking that they don't say.
    /// - Parameters:
    ///   - held: the object.
    ///   - inherited: what the event says for all that is in it.
    /// - Returns: the tags.
    mutating func tags(_ held: Held, inherited: [String]) -> [JSONTree] {
        let borne = markings(held.value)
        var tags: [JSONTree] = []
        var said: Set<String> = Set(inherited)
        for tag in held.kept?["tags"].map({ Array($0.elements) }) ?? [] {
            if let marking = tag["name"]?.string.flatMap(MISPTag.marking) {
                guard borne.contains(marking) else { continue }
                said.insert(marking)
            }
            tags.append(JSONTree(tag))
        }
        for marking in borne where !said.contains(marking) {
            if let name = MISPTag.tag(of: marking) {
                tags.append(.members(["name": .string(name)]))
            } else {
                let name = objects[marking]?.value["name"]?.string ?? String(marking.suffix(36))
                tags.append(.members(["name": .string("entente:marking=\"\(name)\"")]))
                lost.append(LostField("\(held.path).object_marking_refs", "marking", .noPlace))
            }
        }
        return tags
    }
}
