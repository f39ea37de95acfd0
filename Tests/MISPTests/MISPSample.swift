import Cryptography
import Foundation
import JSON
import MISP
import STIX
import Testing

/// Events for tests: of our own making, and the recorded ones where they are there.
enum MISPSample {
    /// 1,764,144,000 is 2025-11-26 08:00 in UTC.
    static let now: Int64 = 1_796_083_200

    static func event(_ members: String) -> String {
        """
        {"Event":{"uuid":"7d850589-beec-5009-b8eb-d73608a70fdc","info":"Exercise","date":"2025-11-20",
        "threat_level_id":"2","analysis":"1","distribution":"4","timestamp":"1764144000",
        "published":true,"publish_timestamp":"1764147600",
        "Orgc":{"name":"ORG-A","uuid":"81004d54-37b2-501b-b2d4-2dded7a15eca"},\(members)}}
        """
    }

    static func attribute(_ number: Int, _ type: String, _ value: String, _ more: String = "") -> String {
        let uuid = "00000000-0000-4000-8000-" + String(repeating: "0", count: 12 - "\(number)".count) + "\(number)"
        let text = String(decoding: JSONTree.string(value).bytes(), as: UTF8.self)
        return """
            {"uuid":"\(uuid)","type":"\(type)","category":"Other","value":\(text),"timestamp":"1764144000",
            "distribution":"5","comment":"c"\(more)}
            """
    }

    static func converted(_ value: JSONValue) throws -> (
        objects: [JSONValue], lost: [LostField], audience: MISPAudience
    ) {
        var trees: [JSONTree] = []
        var conversion = EventConversion(sha1: { SHA1.digest(of: $0) }, emit: { trees.append($0) })
        for event in EventConversion.events(in: value) { try conversion.convert(event) }
        let objects = try trees.map { try JSONDocument(parsing: $0.bytes()).root }
        return (objects, conversion.lost, conversion.audience)
    }

    static func back(_ objects: [JSONValue]) -> (events: [JSONTree], lost: [LostField]) {
        var conversion = BundleConversion(now: now, sha1: { SHA1.digest(of: $0) })
        let events = conversion.events(of: objects)
        return (events, conversion.lost)
    }

    /// A value in which the order of members and of lists plays no part.
    static func asSets(_ tree: JSONTree) -> JSONTree {
        switch tree {
        case .array(let elements):
            let sorted = elements.map(asSets).sorted { "\($0.bytes())" < "\($1.bytes())" }
            return .array(sorted)
        case .object(let members):
            return .object(members.map { JSONMember($0.name, asSets($0.value)) }.sorted { $0.name < $1.name })
        default: return tree
        }
    }

    /// A folder beside the project that not everybody has.
    static func shared(_ name: String) -> URL? {
        let url = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
            .appendingPathComponent("../../../shared/testdata").appendingPathComponent(name)
        return FileManager.default.fileExists(atPath: url.path) ? url : nil
    }

    /// An event of our own making.
    static func fixture(_ name: String) throws -> JSONValue {
        let url = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
            .appendingPathComponent("../Fixtures/misp").appendingPathComponent(name)
        return try JSONDocument(parsing: Array(Data(contentsOf: url))).root
    }

    static func document(_ name: String) throws -> JSONValue? {
        guard let url = shared(name) else { return nil }
        return try JSONDocument(parsing: Array(Data(contentsOf: url))).root
    }
}
