import JSON
import STIX
import Testing
import Workspaces

/// The record of a translation (fault G6): its form, its steps, and what may follow what.
@Suite("TranslationRecord")
struct TranslationRecordTests {
    private static let moment = "2026-06-01T00:00:00.000Z"

    private func object(_ extra: String, contents: String = #"{"de":{"name":"Hafen"}}"#) throws -> JSONValue {
        let record = #"{"extension_type":"property-extension","# + extra + "}"
        return try JSONDocument(
            """
            {"type":"language-content","spec_version":"2.1","id":"language-content--cefe2a1f-727d-4349-9822-cb77f4de2c08",
            "created":"2026-01-01T00:00:00.000Z","modified":"2026-01-01T00:00:00.000Z",
            "object_ref":"campaign--9aea6429-b149-4e24-b192-b70442594052","contents":\(contents),
            "extensions":{"\(TranslationRecord.definition)":\(record)}}
            """
        ).root
    }

    @Test(
        "a record has the form of its state",
        arguments: [
            (#""made_by":"person","state":"draft""#, []),
            (#""made_by":"person","state":"draft","translator":"Language service""#, []),
            (#""made_by":"machine","state":"draft","translator":"Lingua 4""#, []),
            (#""made_by":"person","state":"checked","checked":"\#(moment)""#, []),
            (#""made_by":"person","state":"approved","checked":"\#(moment)","approved":"\#(moment)""#, []),
            (#""made_by":"person","state":"draft","more":"kept""#, []),
            (#""made_by":"machine","state":"draft""#, [.propertyMissing]),
            (#""made_by":"machine","state":"draft","translator":"""#, [.valueFormat]),
            (#""made_by":"person","state":"checked""#, [.propertyMissing]),
            (#""made_by":"person","state":"approved","checked":"\#(moment)""#, [.propertyMissing]),
            (#""made_by":"person","state":"draft","checked":"\#(moment)""#, [.propertyNotApplicable]),
            (#""made_by":"person","state":"perfect""#, [.valueEnumeration]),
            (#""made_by":"nobody","state":"draft""#, [.valueEnumeration]),
            (#""made_by":7,"state":["draft"]"#, [.propertyType, .propertyType]),
            (#""state":"draft""#, [.propertyMissing]),
            (
                #""made_by":"person","state":"approved","checked":"\#(moment)","approved":"2026-01-01T00:00:00.000Z""#,
                [.timestampOrder]
            ),
        ] as [(String, [FindingCode])]
    )
    func forms(extra: String, codes: [FindingCode]) throws {
        let errors = STIXValidator(types: Workspaces.types).findings(for: try object(extra)).filter {
            $0.severity == .error
        }
        #expect(errors.map(\.code.rawValue).sorted() == codes.map(\.rawValue).sorted(), "\(errors)")
    }

    @Test("a node that does not know the extension takes it, as one of the earlier release does")
    func unknown() throws {
        let record = TranslationRecord(machine: "Lingua 4").stepped(to: .checked, at: Self.moment)?
            .stepped(to: .approved, at: Self.moment)
        var tree = JSONTree(try object(#""made_by":"person","state":"draft""#))
        tree["extensions"] = .members([
            "extension-definition--00000000-0000-4000-8000-000000000001": try #require(record).content
        ])
        let found = STIXValidator(types: Workspaces.types).findings(for: try JSONDocument(parsing: tree.bytes()).root)
        #expect(found.filter { $0.severity == .error } == [])
    }

    @Test("each state follows the one before, and no other")
    func steps() throws {
        for machine in [nil, "Lingua 4"] {
            let draft = TranslationRecord(machine: machine)
            let checked = try #require(draft.stepped(to: .checked, at: Self.moment))
            let approved = try #require(checked.stepped(to: .approved, at: Self.moment))
            for (record, next) in [(draft, TranslationRecord.State.checked), (checked, .approved)] {
                for state in TranslationRecord.State.allCases where state != next {
                    #expect(record.stepped(to: state, at: Self.moment) == nil)
                }
            }
            #expect(TranslationRecord.State.allCases.allSatisfy { approved.stepped(to: $0, at: Self.moment) == nil })
            for record in [draft, checked, approved] {
                let members = try #require(record.content.members).filter { $0.name != "extension_type" }
                let text = String(decoding: JSONTree.object(members).bytes().dropFirst().dropLast(), as: UTF8.self)
                #expect(TranslationRecord(of: try object(text)) == record)
                #expect(
                    STIXValidator(types: Workspaces.types).findings(for: try object(text)).filter {
                        $0.severity == .error
                    } == []
                )
            }
        }
    }

    @Test("only a draft, or what stays as it was, is taken from whoever hands it in")
    func following() throws {
        let draft = try object(#""made_by":"person","state":"draft""#)
        let approved = try object(
            #""made_by":"person","state":"approved","checked":"\#(Self.moment)","approved":"\#(Self.moment)""#
        )
        let other = try object(
            #""made_by":"person","state":"approved","checked":"\#(Self.moment)","approved":"\#(Self.moment)""#,
            contents: #"{"de":{"name":"Anders"}}"#
        )
        var plain = JSONTree(draft)
        plain["extensions"] = nil
        let bare = try JSONDocument(parsing: plain.bytes()).root
        let cases: [(JSONValue?, JSONValue, Bool)] = [
            (nil, bare, true), (nil, draft, true), (nil, approved, false), (bare, bare, true), (bare, draft, true),
            (draft, bare, false), (draft, draft, true), (draft, approved, false), (approved, approved, true),
            (approved, other, false), (approved, draft, true), (approved, bare, false),
        ]
        for (place, one) in cases.enumerated() {
            #expect(TranslationRecord.mayFollow(one.0, one.1) == one.2, "case \(place)")
        }
        let damaged = try object(#""made_by":"x","state":"draft""#)
        #expect(TranslationRecord(of: bare) == nil && TranslationRecord(of: damaged) == nil)
    }
}
