import JSON
import STIX
import Testing

@Suite("Markings")
struct MarkingsTests {
    static let green = "marking-definition--34098fce-860f-48ae-8e50-ebd3cc5e41da"
    static let red = "marking-definition--5e57c739-391a-4eb3-b6be-7d15ca92d5ed"

    func object() throws -> JSONTree {
        JSONTree(
            try JSONDocument(
                """
                {"name":"n","labels":["a","b"],"names":1,"object_marking_refs":["\(Self.green)"],
                "granular_markings":[{"marking_ref":"\(Self.red)","selectors":["labels.[0]","name"]},
                {"lang":"de","selectors":["name"]}]}
                """
            ).root
        )
    }

    @Test("reads by selector, reach and level")
    func reading() throws {
        let object = try object()
        #expect(try Markings.markings(of: object) == [Self.green])
        #expect(try Markings.markings(of: object, selectors: ["name"]) == [Self.red, "de"])
        #expect(try Markings.markings(of: object, selectors: ["names"], reach: .inherited) == [Self.green])
        #expect(try Markings.markings(of: object, selectors: ["labels"]) == [])
        #expect(try Markings.markings(of: object, selectors: ["labels"], reach: .descendants) == [Self.red])
        #expect(throws: Markings.Fault.absentSelector("gone")) {
            try Markings.markings(of: object, selectors: ["gone"])
        }
    }

    @Test(
        "E2: what is no marking is not written: of the whole only definitions (7.2.2), of portions languages, too (7.2.3)"
    )
    func noMarkings() throws {
        let object = try object()
        let identity = "identity--34098fce-860f-48ae-8e50-ebd3cc5e41da"
        for name in ["", "hello", "de", identity, "marking-definition--x", Self.green + " "] {
            #expect(throws: Markings.Fault.noMarking(name, isPortion: false)) {
                try Markings.adding([Self.red, name], to: object)
            }
            #expect(throws: Markings.Fault.noMarking(name, isPortion: false)) {
                try Markings.setting([name], on: object)
            }
            guard name != "de" else { continue }
            #expect(throws: Markings.Fault.noMarking(name, isPortion: true)) {
                try Markings.adding([name], to: object, selectors: ["name"])
            }
        }
        let added = try Markings.adding(["ja", Self.green], to: object, selectors: ["labels"])
        #expect(try Markings.markings(of: added, selectors: ["labels"]) == ["ja", Self.green])
    }

    @Test("answers whether something is marked")
    func asking() throws {
        let object = try object()
        #expect(try Markings.isMarked(object))
        #expect(try Markings.isMarked(object, with: [Self.green, Self.red]))
        #expect(try Markings.isMarked(object, with: [Self.green, Self.red], selectors: ["name"]) == false)
        #expect(try Markings.isMarked(object, with: ["de", Self.red], selectors: ["name"]))
        #expect(try Markings.isMarked(object, with: [Self.green], selectors: ["name"], reach: .inherited))
        #expect(try Markings.isMarked(object, selectors: ["labels.[1]"]) == false)
    }

    @Test("adding and removing are inverse; nothing is left empty")
    func changing() throws {
        let object = try object()
        let added = try Markings.adding([Self.green], to: object, selectors: ["labels"])
        #expect(try Markings.markings(of: added, selectors: ["labels"]) == [Self.green])
        let removed = try Markings.removing([Self.green], from: added, selectors: ["labels"])
        #expect(removed == (try Markings.adding([Self.red], to: object, selectors: ["name"])))
        #expect(try Markings.clearing(object)["object_marking_refs"] == nil)
        let cleared = try Markings.clearing(object, selectors: ["name", "labels.[0]"])
        #expect(cleared["granular_markings"] == nil)
        let set = try Markings.setting([Self.green], on: object, selectors: ["name"])
        #expect(try Markings.markings(of: set, selectors: ["name"]) == [Self.green])
        #expect(throws: Markings.Fault.notMarked([Self.red])) { try Markings.removing([Self.red], from: object) }
        #expect(throws: Markings.Fault.notMarked([])) { try Markings.clearing(object, selectors: ["labels"]) }
    }
}

@Suite("Versioning")
struct VersioningTests {
    func header(_ changes: String = "") throws -> STIXObjectHeader {
        let text = """
            {"type":"campaign","id":"campaign--e97bfccf-8970-4a3c-9cd1-5b5b97ed5d0c","created":"2024-01-01T00:00:00.000Z",
            "modified":"2024-01-02T00:00:00.000Z"}
            """
        var object = JSONTree(try JSONDocument(text).root)
        for member in JSONTree(try JSONDocument("{" + changes + "}").root).members ?? [] {
            object[member.name] = member.value
        }
        return try STIXObjectHeader(try JSONDocument(parsing: object.bytes()).root)
    }

    @Test(
        "refuses what may not follow",
        arguments: [
            (#""modified":"2024-01-02T00:00:00.0000001Z""#, nil), ("", .notLater),
            (#""modified":"2024-01-02T00:00:00.0Z""#, .notLater),
            (#""modified":"2024-02-01T00:00:00.000Z","created":"2024-01-01T00:00:00.001Z""#, .createdChanged),
            (
                #""modified":"2024-02-01T00:00:00.000Z","created_by_ref":"identity--e97bfccf-8970-4a3c-9cd1-5b5b97ed5d0c""#,
                .otherCreator
            ), (#""id":"campaign--a97bfccf-8970-4a3c-9cd1-5b5b97ed5d0c""#, .otherObject),
        ] as [(String, Versioning.Refusal?)]
    )
    func refusal(changes: String, refusal: Versioning.Refusal?) throws {
        #expect(Versioning.refusal(of: try header(changes), after: try header()) == refusal)
    }

    @Test("nothing follows a revocation")
    func revoked() throws {
        let next = try header(#""modified":"2024-03-01T00:00:00.000Z""#)
        #expect(Versioning.refusal(of: next, after: try header(#""revoked":true"#)) == .afterRevocation)
    }

    @Test(
        "judges the same in whatever order versions come",
        arguments: [
            (#""modified":"2024-01-01T12:00:00.000Z""#, nil),
            (#""modified":"2024-01-01T12:00:00.000Z","revoked":true"#, .afterRevocation),
            (#""modified":"2024-01-03T00:00:00.000Z","revoked":true"#, nil),
            (#""modified":"2024-01-02T00:00:00Z""#, .notLater),
            (
                #""modified":"2024-01-01T12:00:00.000Z","created_by_ref":"identity--e97bfccf-8970-4a3c-9cd1-5b5b97ed5d0c""#,
                .otherCreator
            ),
        ] as [(String, Versioning.Refusal?)]
    )
    func order(changes: String, refusal: Versioning.Refusal?) throws {
        let (one, other) = (try header(), try header(changes))
        #expect(Versioning.refusal(of: other, among: [one]) == refusal)
        #expect(Versioning.refusal(of: one, among: [other]) == refusal)
        #expect(Versioning.refusal(of: one, among: []) == nil)
    }
}

@Suite("STIXBundleCheck")
struct BundleTests {
    static let object =
        #"{"type":"campaign","id":"campaign--e97bfccf-8970-4a3c-9cd1-5b5b97ed5d0c","modified":"2024-01-02T00:00:00.000Z","name":"a"}"#

    @Test(
        "tells duplicates from conflicts",
        arguments: [
            (Self.object, .bundleDuplicate),
            (
                #"{"name":"a","modified":"2024-01-02T00:00:00.000Z","type":"campaign","id":"campaign--e97bfccf-8970-4a3c-9cd1-5b5b97ed5d0c"}"#,
                .bundleDuplicate
            ), (Self.object.replacing("\"a\"", with: "\"b\""), .bundleConflict),
            (Self.object.replacing("campaign", with: "malware"), .identifierReused),
            (Self.object.replacing("-01-02T", with: "-01-03T"), nil),
        ] as [(String, FindingCode?)]
    )
    func second(text: String, code: FindingCode?) throws {
        var check = STIXBundleCheck()
        #expect(check.findings(adding: try JSONDocument(Self.object).root, prefix: "objects[0]") == [])
        #expect(check.findings(adding: try JSONDocument(text).root, prefix: "objects[1]").first?.code == code)
    }
}
