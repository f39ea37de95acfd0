import Agreements
import JSON
import Labels
import TestKit
import Testing

/// Who can get a level, how and by which articles; and what another set of agreements opens and closes.
@Suite("Reach and difference")
struct ReachTests {
    private static let set = Accords.reading.set

    private static func tables(_ day: String, _ set: AgreementSet = set) throws -> AgreementTables {
        AgreementTables(set, on: try #require(Day(day)))
    }

    private static func reach(_ level: String, _ day: String, _ set: AgreementSet = set) throws -> Reach {
        let tables = try tables(day, set)
        let label = tables.label(level)
        let scheme = try #require(tables.scheme(label.policy))
        let number = try #require(tables.level(label.classification, in: scheme))
        return Reach(from: tables.levels[number].party, level: number, tables)
    }

    /// Each party as `name: chain`, or why it never gets it.
    private static func said(_ reach: Reach) -> [String] {
        let parties = reach.tables.set.parties
        return reach.entries.map { entry in
            let steps = entry.steps.map { step in
                let way = step.isElectronic ? "electronic" : "courier"
                return "\(parties[step.to].name) \(way)\(step.needsConsent ? " with consent" : "")"
            }
            return "\(parties[entry.party].name): "
                + (steps + [entry.reason]).filter { !$0.isEmpty }.joined(separator: ", ")
        }
    }

    @Test("names for each party the way with the fewest consents, or why there is none")
    func reach() throws {
        #expect(
            try Self.said(Self.reach("Alba A-SECRET", "2026-06-01"))
                == [
                    "Bora: Bora courier", "Cora: Cora electronic",
                    "Dora: Cora electronic, Dora electronic with consent, the table is not known here (AD, article 1)",
                    "Union: Bora courier, Union courier with consent, no agreement",
                ]
        )
        // Up to its electronic ceiling a level goes by wire; above the ceiling, or where none answers, not at all.
        #expect(try Self.said(Self.reach("Alba A-CONFIDENTIAL", "2026-06-01")).first == "Bora: Bora electronic")
        #expect(try Self.said(Self.reach("Alba A-TOP", "2026-06-01")).first == "Bora: above the ceiling of AB")
        #expect(
            try Self.said(Self.reach("Alba A-RESTRICTED", "2026-06-01")).first
                == "Bora: no level answers it (AB, article 4)"
        )
        #expect(try Self.said(Self.reach("Bora B-RESTRICTED", "2026-06-01")).first == "Alba: no row in AB")
        // What is not in force yet is named with its state; a draft as well, where there is nothing else.
        #expect(try Self.said(Self.reach("Alba A-SECRET", "2019-06-01")).first == "Bora: AB is `negotiating`")
        #expect(
            try Self.said(Self.reach("Bora B-SECRET", "2026-06-01"))[2]
                == "Dora: Cora electronic, Dora electronic with consent, BD is `draft`"
        )
    }

    @Test("is json with the articles of each step, and whose consent it needs")
    func json() throws {
        let json = try Self.reach("Alba A-SECRET", "2026-06-01").json
        #expect(json["from"] == "Alba" && json["on"] == "2026-06-01")
        #expect(json["level"] == .members(["scheme": "Alba", "level": "A-SECRET"]))
        let parties = json["parties"]?.elements ?? []
        #expect(parties.map { $0["reach"] } == ["direct", "direct", "with-consent", "with-consent"])
        #expect(parties[0]["reason"] == nil && parties[3]["reason"] == "no agreement")
        let step = parties[0]["chain"]?.elements?.first
        #expect(step?["from"] == "Alba" && step?["to"] == "Bora" && step?["agreement"] == "AB")
        #expect(step?["articles"] == .strings(["AB, article 4", "AB, article 2"]) && step?["channel"] == "courier")
        #expect(step?["level"] == .members(["scheme": "Bora", "level": "B-SECRET"]) && step?["consent_of"] == nil)
        #expect(parties[3]["chain"]?.elements?.last?["consent_of"] == "Alba")
        // What is not in force yet can be some day; without an agreement nothing comes.
        let early = try Self.reach("Alba A-SECRET", "2019-06-01").json["parties"]?.elements ?? []
        #expect(early.map { $0["reach"] } == ["not-yet", "not-yet", "not-yet", "never"])
        #expect(early.allSatisfy { $0["chain"] == nil })
    }

    private static func difference(_ change: (String) -> String) throws -> Difference {
        let reading = AgreementReading([SourceFile(name: "a.accord", text: change(Accords.text))])
        #expect(reading.isUsable, "\(reading.report())")
        return Difference(try tables("2026-06-01"), try tables("2026-06-01", reading.set))
    }

    @Test("says what opens, what closes and what changes, and nothing of what stays")
    func difference() throws {
        #expect(try Self.difference { $0 }.changes.isEmpty)
        let closed = try Self.difference {
            $0.replacing("Alba A-SECRET = Cora C-SECRET", with: "Alba A-SECRET = none")
        }
        #expect(
            closed.text.split(separator: "\n") == [
                "closes: Alba A-SECRET from Alba to Cora: C-SECRET (electronic) -> nothing  [AC, article 2]",
                "closes: Cora C-SECRET from Cora to Alba: A-SECRET (electronic) -> nothing  [AC, article 2]",
            ]
        )
        let opened = try Self.difference {
            $0.replacing("Alba A-RESTRICTED = none", with: "Alba A-RESTRICTED = Bora B-RESTRICTED")
        }
        let place = "  [AB, article 4; AB, article 2]"
        #expect(
            opened.text.split(separator: "\n").map(String.init) == [
                "opens: Alba A-RESTRICTED from Alba to Bora: nothing -> B-RESTRICTED (electronic)" + place,
                "opens: Bora B-RESTRICTED from Bora to Alba: nothing -> A-RESTRICTED (electronic)" + place,
            ]
        )
        let changed = try Self.difference {
            $0.replacing("electronically up to Alba A-CONFIDENTIAL", with: "electronically up to Alba A-SECRET")
        }
        #expect(
            changed.text.contains(
                "changes: Alba A-SECRET from Alba to Bora: B-SECRET (courier) -> B-SECRET (electronic)"
            )
        )
        let json = try #require(changed.json.elements?.first)
        #expect(json["from"] == "Alba" && json["to"] == "Bora" && json["level"]?["level"] == "A-SECRET")
        #expect(json["old"]?["channel"] == "courier" && json["new"]?["channel"] == "electronic")
        #expect(closed.json.elements?.first?["new"] == nil)
        // The end of an agreement closes what it carried.
        let over = Difference(try Self.tables("2026-06-01"), try Self.tables("2030-06-01"))
        #expect(
            over.changes.allSatisfy { $0.new == nil && Set([$0.from, $0.to]) == ["Alba", "Bora"] }
                && !over.changes.isEmpty
        )
    }
}
