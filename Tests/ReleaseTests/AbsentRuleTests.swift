import Agreements
import JSON
import Labels
import Release
import Testing

/// References to what is not here, and the articles that let them stand (fault B14).
@Suite("Articles about what is not here")
struct AbsentRuleTests {
    private static let sentence = "  article 9: references to what the sender does not hold may stand\n"

    private static func tables(first: String, second: String, rest: String = "") throws -> AgreementTables {
        let text =
            "party Home\n\nparty Ally\n\nparty Other\n\n"
            + "agreement A\n  between Home and Ally\n\(first)\nagreement B\n  between Home and Ally\n\(second)\n\(rest)"
        let reading = AgreementReading([SourceFile(name: "a.accord", text: text)])
        #expect(reading.isUsable, "\(reading.report())")
        return AgreementTables(reading.set, on: try #require(Day("2026-03-02")))
    }

    @Test(
        "every agreement on which it goes has to say it, and for what is not classified one in force",
        arguments: 0..<4
    )
    func law(which: Int) throws {
        let said = [which & 1 != 0, which & 2 != 0]
        let force = "  in force from 2020-01-01\n"
        let tables = try Self.tables(
            first: force + (said[0] ? Self.sentence : ""),
            second: force + (said[1] ? Self.sentence : "")
        )
        for bases in [Set<Int>(), [0], [1], [0, 1]] {
            let rule = AbsentRule(bases, from: 0, to: 1, tables)
            let isSaid = bases.isEmpty ? said.contains(true) : bases.allSatisfy { said[$0] }
            #expect((rule != nil) == isSaid, "\(bases) \(said)")
            // It is said in both directions, and to nobody else.
            #expect((AbsentRule(bases, from: 1, to: 0, tables) != nil) == isSaid)
            #expect(AbsentRule(bases, from: 0, to: 2, tables) == nil)
            guard let rule else { continue }
            #expect(tables.rule(Int(rule.article), of: Int(rule.agreement))?.article == "article 9")
            #expect(bases.isEmpty || bases.contains(Int(rule.agreement)))
        }
    }

    @Test(
        "only while it is in force",
        arguments: [
            ("  in force from 2020-01-01\n", true), ("  in force from 2026-03-03\n", false),
            ("  signed on 2020-01-01\n", false),
            ("  in force from 2020-01-01\n  ended on 2026-03-01\n", false),
            ("  in force from 2020-01-01\n  suspended from 2026\n", false),
            ("  draft, agreed by nobody\n", false), ("  kind partnership\n  in force from 2020-01-01\n", true),
        ]
    )
    func states(head: String, holds: Bool) throws {
        let tables = try Self.tables(first: head + Self.sentence, second: "  in force from 2020-01-01\n")
        #expect((AbsentRule([], from: 0, to: 1, tables) != nil) == holds)
        // A partnership lets nothing classified go, so that nothing rests on it.
        #expect(AbsentRule([1], from: 0, to: 1, tables) == nil)
    }

    @Test("national additions cannot say it")
    func additions() throws {
        let text = "party Home\n\nadditions H of Home\n" + Self.sentence
        let reading = AgreementReading([SourceFile(name: "a.accord", text: text)])
        #expect(!reading.isUsable && reading.report().contains("can only restrict"))
    }

    @Test("it comes back from the formatter and the JSON form as it was")
    func forms() throws {
        let text =
            "party Home\n\nparty Ally\n\nagreement A\n  between Home and Ally\n  in force from 2020-01-01\n"
            + Self.sentence
        let once = try #require(AccordFormatter.format(SourceFile(name: "a", text: text)))
        #expect(once == text)
        let set = AgreementReading([SourceFile(name: "a", text: text)]).set
        let rule = try #require(set.agreements.first?.rules.first)
        #expect(rule.content == .clause(.absentNamed, nil) && rule.article == "article 9")
        #expect(set.agreements.first?.json["rules"]?.elements?.first?["rule"]?.string == "absent-named")
    }
}
