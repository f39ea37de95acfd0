import Agreements
import JSON
import Labels
import Release
import TestKit
import Testing

/// What a partner is told of own sightings: by whom and how often (STIX 2.1, 5.2).
@Suite("Sightings as they are told")
struct SightingTests {
    private static let party = Bundle.id("identity", 1)
    private static let place = Bundle.id("identity", 2)
    private static let indicator = Bundle.id("indicator", 3)
    private static let sighting = Bundle.id("sighting", 4)

    private static func accord(_ sentences: String...) -> String {
        "party Alba\n  identity \(party)\n\nparty Bora\n\nagreement A\n  between Alba and Bora\n"
            + "  in force from 2020-01-01\n"
            + sentences.map { "  article 9: \($0)\n" }.joined()
    }

    private static func bundle(_ more: String, under accord: String = accord(), from: String = "Alba") throws
        -> Bundle
    {
        try Bundle(
            [
                Bundle.object("identity", 1, Bundle.green, #""name":"Alba","identity_class":"organization""#),
                Bundle.object(
                    "identity",
                    2,
                    Bundle.green,
                    #""name":"A power plant","identity_class":"organization""#
                ),
                Bundle.object(
                    "indicator",
                    3,
                    Bundle.green,
                    #""pattern":"[file:name = 'a']","pattern_type":"stix","valid_from":"2026-01-01T00:00:00Z""#
                ),
                Bundle.object("sighting", 4, Bundle.green, #""sighting_of_ref":"\#(indicator)","# + more),
            ],
            from: from,
            under: accord
        )
    }

    private static let seen = #""count":40,"where_sighted_refs":["\#(place)"]"#

    @Test("who saw is told by the party alone, and the count as it is")
    func byParty() throws {
        let bundle = try Self.bundle(Self.seen)
        #expect(bundle.outcome(Self.place) == .release && bundle.outcome(Self.sighting) == .rendition)
        let told = try bundle.rendition(Self.sighting)
        #expect(told["where_sighted_refs"] == .strings([Self.party]) && told["count"] == .integer(40))
        #expect(told["created_by_ref"] == .string(Self.party) && told["id"] != .string(Self.sighting))
        #expect(bundle.withheld(Self.sighting) == ["where_sighted_refs"])
        let grounds = bundle.results[Self.sighting]?.decision.grounds.map(\.code) ?? []
        #expect(grounds.contains(.sightersWithheld))
        #expect(!String(decoding: told.bytes(), as: UTF8.self).contains(Self.place))
    }

    @Test("what names the party alone goes as it is")
    func ownName() throws {
        let bundle = try Self.bundle(#""count":2,"where_sighted_refs":["\#(Self.party)"]"#)
        #expect(bundle.outcome(Self.sighting) == .release)
        #expect(try Self.bundle(#""count":2"#).outcome(Self.sighting) == .release)
    }

    @Test("which unit of the party wrote it is not told by it, and what another party saw is for that one to tell")
    func authors() throws {
        let unit = try Self.bundle(
            #""created_by_ref":"\#(Self.place)","where_sighted_refs":["\#(Self.party)"]"#,
            under: Self.accord().replacing(
                "  identity \(Self.party)",
                with: "  identity \(Self.party)\n  identity \(Self.place)"
            )
        )
        #expect(unit.outcome(Self.sighting) == .rendition && unit.withheld(Self.sighting) == ["created_by_ref"])
        let stranger = try Self.bundle(#""created_by_ref":"\#(Self.place)","where_sighted_refs":["\#(Self.place)"]"#)
        #expect(stranger.outcome(Self.sighting) == .release)
    }

    @Test("an article lets it be told who saw")
    func named() throws {
        let bundle = try Self.bundle(Self.seen, under: Self.accord("sightings may tell who saw"))
        #expect(bundle.outcome(Self.sighting) == .release)
        let grounds = bundle.results[Self.sighting]?.decision.grounds ?? []
        #expect(grounds.contains { $0.code == .sightersNamed && $0.agreement == 0 })
    }

    @Test(
        "counts are told, withheld or banded as the agreement has it; 0 is looked and not seen",
        arguments: [
            (0, false, false, 0, nil), (9, true, false, nil, nil), (10, true, false, 10, nil),
            (0, true, true, 0, nil),
            (40, false, true, nil, 10...99), (1, false, true, nil, 1...9), (10, false, true, nil, 10...99),
            (99, true, true, nil, 10...99), (100, false, true, nil, 100...999), (9, true, true, nil, nil),
            (999_999_999, false, true, nil, 100_000_000...999_999_999),
        ] as [(Int, Bool, Bool, Int?, ClosedRange<Int>?)]
    )
    func counts(count: Int, isSmallWithheld: Bool, isBanded: Bool, told: Int?, band: ClosedRange<Int>?) throws {
        var accord = Self.accord()
        if isSmallWithheld { accord += "  article 10: small counts of sightings are withheld\n" }
        if isBanded { accord += "  article 11: counts of sightings are told in bands\n" }
        let bundle = try Self.bundle(
            #""count":\#(count),"where_sighted_refs":["\#(Self.place)"]"#,
            under: accord
        )
        let given = try bundle.rendition(Self.sighting)
        #expect(given["count"] == told.map { .integer($0) })
        let found = given["extensions"]?[SightingTerms.band]
        #expect(found?["at_least"] == band.map { .integer($0.lowerBound) })
        #expect(found?["at_most"] == band.map { .integer($0.upperBound) })
        // Nothing that is told of it says another number.
        #expect(given["where_sighted_refs"] == .strings([Self.party]))
    }

    @Test("national additions withhold counts and cannot tell who saw")
    func additions() throws {
        let head = "party Home\n\nparty Ally\n\nagreement A\n  between Home and Ally\n  in force from 2020-01-01\n\n"
        let more = head + "additions H of Home\n  small counts of sightings are withheld\n"
        let reading = AgreementReading([SourceFile(name: "a.accord", text: more)])
        #expect(reading.isUsable, "\(reading.report())")
        let tables = AgreementTables(reading.set, on: try #require(Day("2026-06-01")))
        #expect(SightingTerms([], from: 0, to: 1, tables) != SightingTerms([], from: 1, to: 0, tables))
        let wide = head + "additions H of Home\n  sightings may tell who saw\n"
        let wrong = AgreementReading([SourceFile(name: "a.accord", text: wide)])
        #expect(!wrong.isUsable && wrong.report().contains("can only restrict"))
    }
}

/// What is under embargo leaves on no way before its day.
@Suite("Embargo")
struct EmbargoTests {
    private static func embargo(_ until: String) -> String {
        #""extensions":{"\#(Embargo.definition)":{"extension_type":"property-extension","until":\#(until)}}"#
    }

    @Test(
        "before the day nothing goes, from it on all, and what is no day never ends",
        arguments: [
            (#""2026-06-02""#, [GroundCode.embargoed]), (#""2026-06-01""#, []), (#""2025-01-01""#, []),
            (#""soon""#, [.dateUnknown]), ("3", [.dateUnknown]), (#""2026-06-02T00:00:00Z""#, [.dateUnknown]),
        ]
    )
    func days(until: String, codes: [GroundCode]) throws {
        let bundle = try Bundle([Bundle.object("campaign", 1, Bundle.clear, #""name":"n","# + Self.embargo(until))])
        #expect(bundle.codes(Bundle.id("campaign", 1)) == codes)
        #expect(bundle.outcome(Bundle.id("campaign", 1)) == (codes.isEmpty ? .release : .refuse))
        #expect(bundle.given.isEmpty == !codes.isEmpty)
    }

    @Test("what is made of it is under it too, and what only names it goes without it")
    func works() throws {
        let secret = Bundle.id("campaign", 1)
        let (work, open) = (Bundle.id("campaign", 2), Bundle.id("campaign", 3))
        let bundle = try Bundle([
            Bundle.object("campaign", 1, Bundle.clear, #""name":"n","# + Self.embargo(#""2026-12-24""#)),
            Bundle.object("campaign", 2, Bundle.clear, #""name":"made of it""#),
            Bundle.object("campaign", 3, Bundle.clear, #""name":"open""#),
            Bundle.object(
                "relationship",
                4,
                Bundle.clear,
                #""relationship_type":"derived-from","source_ref":"\#(work)","target_ref":"\#(secret)""#
            ),
            Bundle.object(
                "report",
                5,
                Bundle.clear,
                #""name":"r","published":"2026-01-01T00:00:00Z","object_refs":["\#(secret)","\#(open)"]"#
            ),
        ])
        #expect(bundle.codes(Bundle.id("campaign", 2)) == [.embargoed])
        #expect(bundle.outcome(Bundle.id("relationship", 4)) == .refuse)
        let report = try bundle.rendition(Bundle.id("report", 5))
        #expect(report["object_refs"] == .strings([Bundle.id("campaign", 3)]))
        #expect(bundle.given.allSatisfy { !String(decoding: $0.bytes(), as: UTF8.self).contains(secret) })
    }

    @Test("a question in JSON has it as well, and says so in each language")
    func questions() throws {
        let tables = AgreementTables(Accords.reading.set, on: try #require(Day("2026-06-01")))
        func decision(_ day: String) throws -> Decision {
            let text = #"{"from":"Alba","to":"Bora","tlp":"clear","item":"x","embargo":"\#(day)"}"#
            return ReleaseEngine.decide(try QuestionReader(JSONDocument(text).root).question(tables), tables)
        }
        #expect(try decision("2026-06-01").outcome == .release)
        let closed = try decision("2026-06-02")
        #expect(closed.outcome == .refuse)
        for language in Explanation.languages {
            let words = Explanation(closed, tables, from: 0, to: 1, language: language).remedies.joined()
            #expect(!words.isEmpty)
        }
        #expect(throws: QuestionReader.Fault.self) { try decision("tomorrow") }
    }
}
