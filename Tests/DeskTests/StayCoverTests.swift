import Agreements
import Desk
import Foundation
import Installation
import Testing
import Work

/// By which agreements of the example forces are in another state.
@Suite("What covers forces in another state")
struct StayCoverTests {
    private static let examples = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .appendingPathComponent("../../Examples/agreements")

    private static let set: AgreementSet = {
        func files(_ folder: URL) -> [SourceFile] {
            let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
            return names.filter { $0.hasSuffix(".accord") }.sorted().compactMap { name in
                (try? String(contentsOf: folder.appendingPathComponent(name), encoding: .utf8))
                    .map { SourceFile(name: name, text: $0) }
            }
        }
        return AgreementReading(files(examples) + files(examples.appendingPathComponent("parties"))).set
    }()

    private static let japan = ["identity--11111111-1111-4111-8111-111111111111", "Japan"]

    private static func moment(_ text: String) throws -> Int64 {
        Int64(try #require(ISO8601DateFormatter().date(from: text)).timeIntervalSince1970) * 1_000_000
    }

    /// A stay of two days.
    private static func cover(_ visitor: [String], _ host: [String], _ from: String) throws -> CoveredStay {
        let from = try moment(from)
        return StayCover.cover(
            ForcesStay(visitor: visitor, host: host, span: from...from + 2 * 86_400_000_000),
            set
        )
    }

    @Test(
        "by reciprocal access and cross-servicing of the two states, if they hold on each day",
        arguments: [
            ("United Kingdom", "2027-03-10T01:00:00Z", ["JP-UK-ACSA-2017 +", "JP-UK-RAA-2023 +"]),
            // Reciprocal access began on 15 October 2023 in Tokyo, which is nine hours earlier in Zulu.
            ("United Kingdom", "2023-10-14T15:30:00Z", ["JP-UK-ACSA-2017 +", "JP-UK-RAA-2023 +"]),
            ("United Kingdom", "2023-10-14T14:30:00Z", ["JP-UK-ACSA-2017 +", "JP-UK-RAA-2023 -"]),
            ("United Kingdom", "2010-03-10T01:00:00Z", []),
            // What is signed covers nothing yet.
            ("Italy", "2027-03-10T01:00:00Z", ["JP-IT-ACSA-2024 -"]),
            ("Philippines", "2027-03-10T01:00:00Z", ["JP-PH-RAA-2024 +"]),
            // No such agreement is the Union's.
            ("EU", "2027-03-10T01:00:00Z", []), ("Spain", "2027-03-10T01:00:00Z", []),
        ]
    )
    func stays(_ visitor: String, _ from: String, _ expected: [String]) throws {
        let found = try Self.cover([visitor], Self.japan, from)
        #expect(found.isKnown && !found.isHome)
        #expect(found.instruments.map { "\($0.name) \($0.isInForce ? "+" : "-")" } == expected)
        #expect(found.instruments.allSatisfy { $0.kind == ($0.name.contains("RAA") ? .access : .servicing) })
        #expect(found.instruments.allSatisfy { $0.titles["ja"] != nil && $0.titles["de"] != nil })
    }

    @Test(
        "an agreement that ends or is suspended on a day of the stay does not hold for all of it",
        arguments: [
            ("in force from 2020-01-01", "JP-UK +"), ("in force from 2020-01-01 until 2027-03-11", "JP-UK -"),
            ("in force from 2020-01-01\n  suspended from 2027-03-11 until 2027-03-11", "JP-UK -"),
            ("in force from 2020-01-01 until 2027-03-10\n  in force from 2027-03-11", "JP-UK +"),
            ("in force from 2020-01-01 until 2027-03-10\n  in force from 2027-03-12", "JP-UK -"),
            ("in force from 2020-01-01 until 2027-03-09", nil),
        ]
    )
    func changes(_ state: String, _ expected: String?) throws {
        let text = """
            party Japan
              a state

            party United Kingdom
              a state

            agreement JP-UK
              title en "Invented"
              between Japan and United Kingdom
              kind reciprocal access
              \(state)
              days in Asia/Tokyo
              source "Invented for a test, 2026-01-01"

              article ?: provides for "access"

            """
        let reading = AgreementReading([SourceFile(name: "set.accord", text: text)])
        #expect(reading.isUsable, "\(reading.diagnostics)")
        let from = try Self.moment("2027-03-10T01:00:00Z")
        let stay = ForcesStay(
            visitor: ["United Kingdom"],
            host: ["Japan"],
            span: from...from + 2 * 86_400_000_000
        )
        let found = StayCover.cover(stay, reading.set).instruments
        #expect(found.map { "\($0.name) \($0.isInForce ? "+" : "-")" } == [expected].compactMap(\.self))
    }

    @Test("a port of the own state needs none; of a state that no agreement knows nothing is said")
    func others() throws {
        let from = "2027-03-10T01:00:00Z"
        #expect(try Self.cover(["JP"], Self.japan, from) == CoveredStay(isKnown: true, isHome: true))
        #expect(try Self.cover(["Italy"], ["Djibouti"], from) == .unknown)
        let partner = "identity--22222222-2222-4222-8222-222222222222"
        let stay = ForcesStay(
            visitor: [partner],
            host: Self.japan,
            span: 1_800_000_000_000_000...1_800_000_000_000_000
        )
        #expect(StayCover.cover(stay, Self.set, aliases: [partner: ["nowhere"]]).isKnown == false)
        #expect(StayCover.cover(stay, Self.set, aliases: [partner: ["uk"]]).instruments.count == 2)
    }
}
