import Foundation
import JSON
import STIX
import Testing

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
    return STIXValidator().findings(forBundle: root).filter { $0.severity == .error }
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
