import Agreements
import Cryptography
import JSON
import Labels
import Release
import STIX
import TestKit
import Testing
import Workspaces

/// Objects released from one party to another without a store.
struct Bundle {
    /// What became of each, by its identifier.
    let results: [String: BundleRelease.Result]
    /// What goes, in the order of the bundle.
    let given: [JSONTree]
    /// Whether anything goes.
    let lets: Bool

    static let (clear, green) = (TLPLevel.clear.markingDefinition, TLPLevel.green.markingDefinition)
    static let (amber, red) = (TLPLevel.amber.markingDefinition, TLPLevel.red.markingDefinition)
    static let day = "2026-06-01T00:00:00.000Z"
    static let moment: Int64 = 1_780_315_200_123_456

    /// Releases objects of a party's.
    init(
        _ objects: [String],
        _ question: String = "",
        from: String = "Alba",
        to: String = "Bora",
        under accord: String? = nil,
        now: Int64 = moment
    ) throws {
        let reading = accord.map { AgreementReading([SourceFile(name: "a.accord", text: $0)]) } ?? Accords.reading
        #expect(reading.isUsable, "\(reading.report())")
        let tables = AgreementTables(reading.set, on: try #require(Day("2026-06-01")))
        let text = #"{"from":"\#(from)","to":"\#(to)"\#(question.isEmpty ? "" : ",")\#(question)}"#
        let asked = try QuestionReader(JSONDocument(text).root).question(tables)
        let release = BundleRelease(
            try objects.map { try JSONDocument($0) },
            asked,
            consents: asked.consents,
            tables,
            now: now,
            validator: STIXValidator(
                types: Workspaces.types,
                options: .init(includesWarnings: false),
                sha1: SHA1.digest(of:)
            ),
            authenticate: { HMACSHA256.code(of: $0, key: [1, 2, 3]) },
            digest: { SHA256.digest(of: $0) }
        )
        results = Dictionary(release.results.map { ($0.id, $0) }) { _, last in last }
        self.given = try release.objects.map { JSONTree(try JSONDocument(parsing: $0).root) }
        lets = release.lets
    }

    func outcome(_ id: String) -> Decision.Outcome? { results[id]?.decision.outcome }

    /// The codes against an object.
    func codes(_ id: String) -> [GroundCode] {
        results[id]?.decision.grounds.filter { $0.verdict != .permits }.map(\.code) ?? []
    }

    /// What goes in place of an object.
    func rendition(_ id: String) throws -> JSONTree {
        let made = try #require(results[id]?.rendition)
        return JSONTree(try JSONDocument(parsing: made.bytes).root)
    }

    /// What was taken out of an object.
    func withheld(_ id: String) -> [String] { results[id]?.rendition?.withheld.map(\.selector) ?? [] }

    /// The identifier of an object of a type by a number.
    static func id(_ type: String, _ number: Int) -> String { "\(type)--\(Samples.uuid(number))" }

    /// An object with its marking and further members.
    static func object(_ type: String, _ number: Int, _ marking: String = green, _ more: String = "") -> String {
        let rest = more.isEmpty ? "" : "," + more
        return
            #"{"type":"\#(type)","spec_version":"2.1","id":"\#(id(type, number))","created":"\#(day)""#
            + #","modified":"\#(day)","object_marking_refs":["\#(marking)"]\#(rest)}"#
    }

    /// A portion's marking.
    static func portions(_ marking: String, _ selectors: String...) -> String {
        let list = selectors.map { #""\#($0)""# }.joined(separator: ",")
        return #""granular_markings":[{"marking_ref":"\#(marking)","selectors":[\#(list)]}]"#
    }
}
