import Agreements
import JSON
import Labels
import Release
import Testing

/// The rules of an ACS marking in decisions about parties and persons (fault A4).
@Suite("Rules of an ACS marking")
struct ACSRuleTests {
    private static let text = """
        party Home

        party Ally
          codes ALY

        party Union
          an organisation
          members Ally

        scheme US ACS of Home
          levels, highest first
            S
          not classified U

        agreement HA
          between Home and Ally
          kind partnership
          in force from 2020-01-01
          article 1: Ally is in the groups "FOREIGNGOV"
          article 2: the receiver keeps "deny LEGAL"

        """

    /// A marking's defaults and rules, the answer for Ally, and the ground that makes it.
    struct Row: CustomTestStringConvertible, Sendable {
        let policy: String
        let rules: String
        let outcome: Decision.Outcome
        let code: GroundCode
        let source: String
        var to = "Ally"
        var testDescription: String { "\(policy) \(rules) \(to)" }
    }

    private static let all = #""privilege_scope":{"permitted_nationalities":["ALL"]}"#
    private static let (open, closed) = (
        "privdefault=permit&sharedefault=permit", "privdefault=deny&sharedefault=deny"
    )

    static let rows: [Row] = [
        Row(policy: open, rules: "", outcome: .release, code: .sharingPermitted, source: "R22"),
        Row(policy: open, rules: "", outcome: .release, code: .privilegePermitted, source: "R22"),
        Row(policy: closed, rules: "", outcome: .refer, code: .sharingNotPermitted, source: "R22"),
        Row(policy: closed, rules: "", outcome: .refer, code: .privilegeNotPermitted, source: "R22"),
        Row(
            policy: "privdefault=permit&sharedefault=deny",
            rules: #","further_sharing":[{"rule_effect":"permit","sharing_scope":["FOREIGNGOV"]}]"#,
            outcome: .release,
            code: .sharingPermitted,
            source: "HA, article 1"
        ),
        Row(
            policy: open,
            rules: #","further_sharing":[{"rule_effect":"deny","sharing_scope":["FOREIGNGOV"]}]"#,
            outcome: .refuse,
            code: .sharingDenied,
            source: "R22"
        ),
        Row(
            policy: open,
            rules: #","further_sharing":[{"rule_effect":"deny","sharing_scope":["COALITION"]}]"#,
            outcome: .refer,
            code: .groupUnknown,
            source: "R22",
            to: "Union"
        ),
        Row(
            policy: open,
            rules: #","further_sharing":[{"rule_effect":"deny","sharing_scope":["ALY"]}]"#,
            outcome: .refuse,
            code: .sharingDenied,
            source: "R22",
            to: "Union"
        ),
        Row(
            policy: open,
            rules: #","access_privilege":[{"privilege_action":"ALL","rule_effect":"deny",\#(all)}]"#,
            outcome: .refuse,
            code: .privilegeDenied,
            source: "R22"
        ),
        Row(
            policy: open,
            rules: #","access_privilege":[{"privilege_action":"LEGAL","rule_effect":"deny",\#(all)}]"#,
            outcome: .release,
            code: .privilegeKept,
            source: "HA, article 2"
        ),
        // A permission names whom it is for, or nobody is meant; of several the first one is told.
        Row(
            policy: closed,
            rules: #","access_privilege":[\#(privilege("permit", "ALL", nationality: "ALY"))],\#(allShared)"#,
            outcome: .release,
            code: .privilegePermitted,
            source: "R22"
        ),
        Row(
            policy: closed,
            rules: #","access_privilege":[\#(privilege("permit", "ALL", nationality: "HOME"))],\#(allShared)"#,
            outcome: .refer,
            code: .privilegeNotPermitted,
            source: "R22"
        ),
        Row(
            policy: open,
            rules: #","access_privilege":[\#(privilege("deny", "ALL", nationality: "HOME"))]"#,
            outcome: .release,
            code: .privilegePermitted,
            source: "R22"
        ),
        Row(
            policy: open,
            rules: #","access_privilege":[\#(privilege("deny", "DSPLY", nationality: "ALY"))]"#,
            outcome: .refuse,
            code: .privilegeDenied,
            source: "R22"
        ),
        // Nobody says whether a party without groups is in one.
        Row(
            policy: open,
            rules: #","access_privilege":[\#(privilege("deny", "ALL", nationality: "COALITION"))]"#,
            outcome: .refer,
            code: .groupUnknown,
            source: "R22",
            to: "Union"
        ),
        // What is denied is read widely, what is permitted narrowly: parts of groups, members of parties, their firms.
        sharing("deny", "FOREIGNGOV.SUB", .refuse, .sharingDenied),
        sharing("permit", "FOREIGNGOV.SUB", .refer, .sharingNotPermitted),
        sharing("deny", "Union", .refuse, .sharingDenied), sharing("permit", "Union", .release, .sharingPermitted),
        sharing("deny", "Union.X", .refuse, .sharingDenied),
        sharing("permit", "Union.X", .refer, .sharingNotPermitted),
        sharing("deny", "Ally.X", .refuse, .sharingDenied), sharing("permit", "Ally.X", .refer, .sharingNotPermitted),
        sharing("permit", "Ally", .release, .sharingPermitted), sharing("permit", "ALL", .release, .sharingPermitted),
        sharing("deny", "Home", .release, .sharingPermitted), sharing("permit", "Home", .refer, .sharingNotPermitted),
        sharing("deny", "OTHER", .release, .sharingPermitted),
        sharing("permit", "OTHER", .refer, .sharingNotPermitted),
        sharing("permit", "ALY", .refer, .sharingNotPermitted, to: "Union"),
        sharing("deny", "FOREIGNGOV", .refuse, .sharingDenied, to: "Union"),
        sharing("deny", "SECTOR", .refer, .groupUnknown, to: "Union"),
    ]

    private static let allShared = #""further_sharing":[{"rule_effect":"permit","sharing_scope":["ALL"]}]"#

    private static func privilege(_ effect: String, _ action: String, nationality: String) -> String {
        #"{"privilege_action":"\#(action)","rule_effect":"\#(effect)","#
            + #""privilege_scope":{"permitted_nationalities":["\#(nationality)"]}}"#
    }

    /// One rule about sharing under a policy that would say the opposite without it.
    private static func sharing(
        _ effect: String,
        _ group: String,
        _ outcome: Decision.Outcome,
        _ code: GroundCode,
        to: String = "Ally"
    ) -> Row {
        let policy = effect == "deny" ? open : "privdefault=permit&sharedefault=deny"
        let rules = #","further_sharing":[{"rule_effect":"\#(effect)","sharing_scope":["\#(group)"]}]"#
        return Row(policy: policy, rules: rules, outcome: outcome, code: code, source: "R22", to: to)
    }

    private static func marking(_ row: Row) throws -> MarkingReading {
        let definition = try JSONDocument(
            """
            {"type":"marking-definition","id":"marking-definition--1","extensions":{"\(ACSMarking.extensionDefinition)":{
            "extension_type":"property-extension","policy_reference":"urn:isa:policy:acs:ns:v3.0?\(row.policy)",
            "control_set":{"classification":"U"}\(row.rules)}}}
            """
        )
        let meaning = try #require(MarkingMeaning(definition: definition.root))
        return MarkingReading(references: ["marking-definition--1"]) { _ in meaning }
    }

    private static func tables() throws -> AgreementTables {
        let reading = AgreementReading([SourceFile(name: "ha.accord", text: text)])
        #expect(reading.isUsable)
        return AgreementTables(reading.set, on: try #require(Day("2026-03-02")))
    }

    @Test("answer with their ground, in four languages", arguments: rows)
    func row(_ row: Row) throws {
        let tables = try Self.tables()
        let question = ReleaseQuestion(
            marking: PreparedMarking(try Self.marking(row), in: tables),
            item: "x",
            from: try #require(tables.party("Home")),
            to: try #require(tables.party(row.to))
        )
        let decision = ReleaseEngine.decide(question, tables)
        #expect(decision.outcome == row.outcome)
        #expect(ReleaseEngine.outcome(question, tables) == decision.outcome)
        for language in Explanation.languages {
            let words = Explanation(decision, tables, from: question.from, to: question.to, language: language)
            let grounds = decision.grounds.filter { $0.code == row.code }
            #expect(grounds.contains { words.source(of: $0) == row.source })
            #expect(!grounds.contains { words.text(of: $0).contains("{") })
            #expect(words.remedies.isEmpty == decision.outcome.lets)
        }
    }

    @Test("a government is foreign but to the United States, or the owner of the scheme; a contractor is none")
    func governments() throws {
        func code(_ group: String, to: String, _ recipient: ReleaseQuestion.Recipient, owner: String = "Home") throws
            -> GroundCode?
        {
            let text =
                Self.text.replacing("scheme US ACS of Home", with: "scheme US ACS of \(owner)")
                .replacing(#"  article 1: Ally is in the groups "FOREIGNGOV"\#n"#, with: "")
                + "party Third\n  codes USA\n"
            let reading = AgreementReading([SourceFile(name: "ha.accord", text: text)])
            #expect(reading.isUsable, "\(reading.report())")
            let tables = AgreementTables(reading.set, on: try #require(Day("2026-03-02")))
            var question = ReleaseQuestion(
                marking: PreparedMarking(
                    try Self.marking(Self.sharing("deny", group, .refuse, .sharingDenied)),
                    in: tables
                ),
                item: "x",
                from: try #require(tables.party("Ally")),
                to: try #require(tables.party(to))
            )
            // What returns to its only originator is shared no further, and no rule is asked.
            question.origins = [question.from]
            question.recipient = recipient
            let codes = ReleaseEngine.decide(question, tables).grounds.map(\.code)
            return codes.first { [.sharingDenied, .groupUnknown, .sharingPermitted].contains($0) }
        }
        #expect(try code("FOREIGNGOV", to: "Union", .authority) == .sharingDenied)
        #expect(try code("FOREIGNGOV", to: "Home", .authority) == .groupUnknown)
        #expect(try code("FOREIGNGOV", to: "Home", .authority, owner: "Ally") == .sharingDenied)
        #expect(try code("FOREIGNGOV", to: "Third", .authority) == .groupUnknown)
        #expect(try code("FOREIGNGOV", to: "Union", .contractor(isCleared: true)) == .groupUnknown)
        #expect(try code("SECTOR", to: "Union", .contractor(isCleared: true)) == .sharingDenied)
        #expect(try code("SECTOR", to: "Union", .authority) == .groupUnknown)
    }

    @Test("what may not be shown is shown to nobody whom the rule covers")
    func person() throws {
        let tables = try Self.tables()
        func outcome(_ action: String, _ nationality: String) throws -> Decision.Outcome {
            let rule = """
                ,"access_privilege":[{"privilege_action":"\(action)","rule_effect":"deny",
                "privilege_scope":{"permitted_nationalities":["ALY"]}}]
                """
            let row = Row(policy: Self.open, rules: rule, outcome: .refuse, code: .privilegeDenied, source: "")
            let about = ReleaseQuestion(
                marking: PreparedMarking(try Self.marking(row), in: tables),
                item: "x",
                from: 0,
                to: 0
            )
            let person = try JSONDocument(#"{"nationality":"\#(nationality)"}"#)
            let question = try PersonQuestion(person.root, about: about, tables)
            return PersonEngine.decide(question, tables).outcome
        }
        #expect(try outcome("DSPLY", "Ally") == .refuse)
        #expect(try outcome("ALL", "ALY") == .refuse)
        #expect(try outcome("DSPLY", "Home") == .release)
        #expect(try outcome("LEGAL", "Ally") == .release)
    }

    @Test("work that quotes what bears rules bears them as well")
    func floor() throws {
        let (bound, open) = (try Self.marking(Self.rows[4]), try Self.marking(Self.rows[0]))
        let floor = MarkingFloor([bound])
        #expect(floor.shortfalls(of: open) { _ in nil } == [.marking("marking-definition--1")])
        #expect(floor.shortfalls(of: bound) { _ in nil }.isEmpty)
    }
}
