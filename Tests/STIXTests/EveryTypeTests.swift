import Foundation
import JSON
import STIX
import Testing
import Workspaces

/// One object of every type, from `Fixtures/stix/every-type.jsonl`.
enum Fixtures {
    static var objects: [JSONTree] {
        get throws {
            try lines("stix/every-type.jsonl").map { JSONTree(try JSONDocument(parsing: $0).root) }
        }
    }

    static func lines(_ path: String) throws -> [[UInt8]] {
        let url = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
            .appendingPathComponent("../Fixtures/\(path)").standardizedFileURL
        return try Data(contentsOf: url).split(separator: UInt8(ascii: "\n")).map { Array($0) }
    }
}

/// The errors of an object.
func errors(_ object: JSONTree) throws -> [Finding] {
    let root = try JSONDocument(parsing: object.bytes()).root
    return STIXValidator(types: Workspaces.types).findings(forBundle: root).filter { $0.severity == .error }
}

@Suite("STIXValidator over every type")
struct EveryTypeTests {
    @Test("accepts a full object of every type")
    func valid() throws {
        for object in try Fixtures.objects {
            #expect(try errors(object) == [], "\(object["type"]?.string ?? "")")
        }
    }

    @Test("misses what is required, and nothing else")
    func required() throws {
        for object in try Fixtures.objects {
            let type = object["type"]?.string ?? ""
            for name in ["type", "id"]
                + (object["spec_version"] != nil && object["created"] != nil ? ["spec_version", "created"] : [])
            {
                var changed = object
                changed[name] = nil
                let found = try errors(changed)
                #expect(
                    found.contains { $0.code == .propertyMissing && $0.message.contains("`\(name)`") },
                    "\(type) \(name)"
                )
            }
        }
    }

    /// The properties that each type must have beside the common ones (sections 4 to 8).
    private static let own: [String: [String]] = [
        "attack-pattern": ["name"], "campaign": ["name"], "course-of-action": ["name"],
        "grouping": ["context", "object_refs"], "identity": ["name"], "incident": ["name"],
        "indicator": ["pattern", "pattern_type", "valid_from"], "infrastructure": ["name"], "intrusion-set": ["name"],
        "malware": ["is_family"], "malware-analysis": ["product"], "note": ["content", "object_refs"],
        "observed-data": ["first_observed", "last_observed", "number_observed"],
        "opinion": ["opinion", "object_refs"], "report": ["name", "published", "object_refs"],
        "threat-actor": ["name"], "tool": ["name"], "vulnerability": ["name"],
        "relationship": ["relationship_type", "source_ref", "target_ref"], "sighting": ["sighting_of_ref"],
        "autonomous-system": ["number"], "directory": ["path"], "domain-name": ["value"], "email-addr": ["value"],
        "email-message": ["is_multipart"], "ipv4-addr": ["value"], "ipv6-addr": ["value"], "mac-addr": ["value"],
        "mutex": ["name"], "network-traffic": ["protocols"], "software": ["name"], "url": ["value"],
        "language-content": ["object_ref", "contents"],
        "extension-definition": ["name", "schema", "version", "extension_types", "created_by_ref"],
    ]

    @Test("misses each property that a type must have, and accepts an object that has only those")
    func ownRequired() throws {
        let common = ["type", "spec_version", "id", "created", "modified", "extensions"]
        for object in try Fixtures.objects {
            let type = object["type"]?.string ?? ""
            guard let names = Self.own[type] else { continue }
            for name in names {
                var changed = object
                changed[name] = nil
                #expect(
                    try errors(changed).contains { $0.code == .propertyMissing && $0.message.contains("`\(name)`") },
                    "\(type) \(name)"
                )
            }
            guard !["observed-data", "malware-analysis", "network-traffic", "malware"].contains(type) else {
                continue
            }
            var least = object
            for member in object.members ?? [] where !names.contains(member.name) && !common.contains(member.name) {
                least[member.name] = nil
            }
            #expect(try errors(least).filter { $0.code != .selectorAbsent } == [], "\(type)")
        }
    }

    @Test("refuses values of the wrong kind, null and empty lists in every property")
    func kinds() throws {
        for object in try Fixtures.objects {
            for member in object.members ?? [] {
                let wrong: [JSONTree] = [.null, .array([]), .object([]), .array([.array([.null])])]
                for value in wrong {
                    var changed = object
                    changed[member.name] = value
                    let found = try errors(changed)
                    #expect(!found.isEmpty, "\(object["type"]?.string ?? "") \(member.name) \(value)")
                    #expect(
                        found.allSatisfy { !$0.message.isEmpty && !$0.spec.isEmpty && !$0.message.hasSuffix(".") }
                    )
                }
            }
        }
    }

    @Test("keeps quiet about unknown properties that are well formed")
    func unknown() throws {
        for var object in try Fixtures.objects {
            object["x_acme_note"] = .string("kept")
            let type = object["type"]?.string ?? ""
            let isFixed = type == "marking-definition" && object["definition_type"]?.string == "tlp"
            #expect(try errors(object).isEmpty != isFixed, "\(type)")
            object["severity"] = .string("high")
            #expect(try errors(object).contains { $0.code == .propertyReserved })
        }
    }
}
