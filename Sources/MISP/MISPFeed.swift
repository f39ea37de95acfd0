public import JSON

/// A feed of MISP: a folder with an event a file, `manifest.json` and `hashes.csv`, as MISP and pymisp read it.
///
/// 1. `distribution` is written; without it a reader gives events a wider one of its own.
/// 2. Nothing of the distribution 0 (own organisation alone) and no local tag is in it.
/// 3. The same events give the same bytes.
public struct MISPFeed {
    /// A file of the feed.
    public struct File: Sendable {
        /// Its name.
        public let name: String
        /// Its bytes.
        public let bytes: [UInt8]
    }

    /// The files, events first.
    public private(set) var files: [File] = []
    /// What was left out.
    public private(set) var lost: [LostField] = []

    /// A feed of events.
    /// - Parameters:
    ///   - events: events, without their wrappers.
    ///   - md5: the MD5 function, by whose values readers look for what an event holds.
    public init(_ events: [JSONTree], md5: ([UInt8]) -> [UInt8]) {
        var manifest: [(String, JSONTree)] = []
        var hashes: Set<String> = []
        for event in events {
            guard let uuid = event["uuid"]?.string, let kept = kept(event, "Event") else { continue }
            files.append(File(name: "\(uuid).json", bytes: JSONTree.members(["Event": kept]).bytes()))
            manifest.append((uuid, Self.entry(kept)))
            for value in Self.values(kept) {
                let digest = md5(Array(value.utf8)).map { String(Int($0) | 256, radix: 16).dropFirst() }.joined()
                hashes.insert("\(digest),\(uuid)\n")
            }
        }
        manifest.sort { $0.0 < $1.0 }
        let index = JSONTree.object(manifest.map { JSONMember($0.0, $0.1) })
        files.append(File(name: "manifest.json", bytes: index.bytes()))
        files.append(File(name: "hashes.csv", bytes: Array(hashes.sorted().joined().utf8)))
    }

    /// What of an event, an object or an attribute may be in a feed; nil for nothing.
    private mutating func kept(_ tree: JSONTree, _ path: String) -> JSONTree? {
        guard !Self.isOwn(tree) else {
            lost.append(LostField(path, "distribution 0", .distribution))
            return nil
        }
        guard let members = tree.members else { return tree }
        var found: [JSONMember] = []
        for member in members {
            switch member.name {
            case "Attribute", "Object", "EventReport":
                let some = (member.value.elements ?? []).enumerated().compactMap { place, one in
                    kept(one, "\(path).\(member.name)[\(place)]")
                }
                found.append(JSONMember(member.name, .array(some)))
            case "Tag":
                let some = (member.value.elements ?? []).filter {
                    $0["local"] != .bool(true) && $0["local"] != .string("1")
                }
                found.append(JSONMember(member.name, .array(some)))
            // Others' proposals and what an instance works out are no part of a feed.
            case "ShadowAttribute", "RelatedEvent", "event_creator_email": continue
            default: found.append(member)
            }
        }
        return .object(found)
    }

    private static func isOwn(_ tree: JSONTree) -> Bool {
        tree["distribution"] == .string("0") || tree["distribution"] == .number("0")
    }

    /// What the manifest says of an event.
    private static func entry(_ event: JSONTree) -> JSONTree {
        .object(
            ["Orgc", "Tag", "info", "date", "analysis", "threat_level_id", "timestamp", "distribution"].compactMap {
                name in
                if name == "Tag" { return JSONMember(name, event[name] ?? .array([])) }
                return event[name].map { JSONMember(name, $0) }
            }
        )
    }

    /// Values that readers look for, those of two parts by each.
    private static func values(_ event: JSONTree) -> [String] {
        let own = event["Attribute"]?.elements ?? []
        let inside = (event["Object"]?.elements ?? []).flatMap { $0["Attribute"]?.elements ?? [] }
        return (own + inside).flatMap { attribute -> [String] in
            guard let value = attribute["value"]?.string else { return [] }
            let isPair = attribute["type"]?.string.map { $0.contains("|") || $0 == "malware-sample" } ?? false
            return isPair ? value.split(separator: "|", maxSplits: 1).map(String.init) : [value]
        }
    }

    /// The names of the files of events that a manifest lists.
    /// - Parameter manifest: `manifest.json`.
    /// - Returns: the names; a manifest can't name anything outside of its folder.
    public static func files(in manifest: JSONValue) -> [String] {
        manifest.members.compactMap { $0.name.string }.filter { MISPUUID.isGood($0) }.map { "\($0).json" }.sorted()
    }
}
