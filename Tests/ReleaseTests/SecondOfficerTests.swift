import Agreements
import JSON
import Labels
import Release
import Testing

/// When two officers release (R02): by the installation's own rule, by agreements, and where neither can be read.
@Suite("Two officers")
struct SecondOfficerTests {
    static let text = """
        party Alba

        party Bora

        party Cora

        scheme Alba of Alba
          levels, highest first
            A-TOP
            A-SECRET
            A-LOW
          not classified A-OPEN

        scheme Bora of Bora
          levels, highest first
            B-SECRET
            B-LOW

        agreement AB
          between Alba and Bora
          in force from 2020-01-01
          article 1: covers all classified information
          article 2: levels, both ways
            Alba A-TOP, Alba A-SECRET = Bora B-SECRET
            Alba A-LOW = Bora B-LOW
          article 3: two officers release Alba A-SECRET

        agreement AC
          between Alba and Cora
          in force from 2020-01-01
          article 1: levels as the originator marked them

        """

    static func tables() throws -> AgreementTables {
        let reading = AgreementReading([SourceFile(name: "two.accord", text: text)])
        #expect(reading.isUsable, "\(reading.report())")
        return AgreementTables(reading.set, on: try #require(Day("2026-03-02")))
    }

    /// The installation's words, to whom, what it bears, and whether two are asked for at all, and for this.
    struct Row: CustomTestStringConvertible, Sendable {
        let words: [String]
        let to: String
        let bears: String
        let asks: Bool
        let isNeeded: Bool
        var testDescription: String { "\(words) to \(to): \(bears)" }
    }

    static let rows: [Row] = [
        Row(words: [], to: "Cora", bears: #""label":"Alba A-TOP""#, asks: false, isNeeded: false),
        Row(words: [], to: "Cora", bears: #""tlp":"red""#, asks: false, isNeeded: false),
        // By the agreement: its level and all above.
        Row(words: [], to: "Bora", bears: #""label":"Alba A-TOP""#, asks: true, isNeeded: true),
        Row(words: [], to: "Bora", bears: #""label":"Alba A-SECRET""#, asks: true, isNeeded: true),
        Row(words: [], to: "Bora", bears: #""label":"Alba A-LOW""#, asks: true, isNeeded: false),
        Row(words: [], to: "Bora", bears: #""label":"Bora B-SECRET""#, asks: true, isNeeded: false),
        Row(words: [], to: "Bora", bears: #""labels":["Alba A-LOW","Alba A-TOP"]"#, asks: true, isNeeded: true),
        Row(words: [], to: "Bora", bears: #""tlp":"red""#, asks: true, isNeeded: false),
        // By the installation.
        Row(words: ["TLP:AMBER"], to: "Cora", bears: #""tlp":"amber""#, asks: true, isNeeded: true),
        Row(words: ["tlp:amber"], to: "Cora", bears: #""tlp":"red""#, asks: true, isNeeded: true),
        Row(words: ["TLP:AMBER"], to: "Cora", bears: #""tlp":"green""#, asks: true, isNeeded: false),
        Row(words: ["TLP:RED", "TLP:GREEN"], to: "Cora", bears: #""tlp":"green""#, asks: true, isNeeded: true),
        Row(words: ["TLP:AMBER"], to: "Cora", bears: #""label":"Alba A-TOP""#, asks: true, isNeeded: false),
        Row(words: ["Alba A-SECRET"], to: "Cora", bears: #""label":"Alba A-SECRET""#, asks: true, isNeeded: true),
        Row(words: ["Alba A-SECRET"], to: "Cora", bears: #""label":"Alba A-TOP""#, asks: true, isNeeded: true),
        Row(words: ["Alba A-SECRET"], to: "Cora", bears: #""label":"Alba A-LOW""#, asks: true, isNeeded: false),
        Row(
            words: ["Alba A-TOP", "Alba A-LOW"],
            to: "Cora",
            bears: #""label":"Alba A-LOW""#,
            asks: true,
            isNeeded: true
        ),
        Row(words: ["Alba A-LOW"], to: "Cora", bears: #""label":"Bora B-SECRET""#, asks: true, isNeeded: false),
        Row(words: ["Alba A-TOP"], to: "Bora", bears: #""label":"Alba A-SECRET""#, asks: true, isNeeded: true),
        // What cannot be read asks for two.
        Row(words: ["Alba A-HUSH"], to: "Cora", bears: #""label":"Alba A-LOW""#, asks: true, isNeeded: true),
        Row(words: ["Zembla Z"], to: "Cora", bears: #""tlp":"red""#, asks: true, isNeeded: false),
        Row(words: ["TLP:RED"], to: "Cora", bears: #""label":"Alba A-HUSH""#, asks: true, isNeeded: true),
        Row(words: [], to: "Cora", bears: #""label":"Alba A-HUSH""#, asks: false, isNeeded: false),
        Row(words: ["TLP:RED"], to: "Nobody", bears: #""label":"Alba A-LOW""#, asks: true, isNeeded: false),
        Row(words: [], to: "Nobody", bears: #""label":"Alba A-TOP""#, asks: false, isNeeded: false),
    ]

    @Test("are asked for from the lowest level that anybody names", arguments: rows)
    func row(_ row: Row) throws {
        let tables = try Self.tables()
        let json = try JSONDocument(#"{"from":"Alba","to":"\#(row.to)",\#(row.bears)}"#).root
        let question = try QuestionReader(json).question(tables)
        let policy = SecondOfficer.Policy(row.words, tables)
        let second = SecondOfficer(policy, from: question.from, to: question.to, tables)
        #expect(second.asks == row.asks)
        #expect(second.isNeeded(for: question.marking) == row.isNeeded)
    }

    @Test("a word that is no level makes the installation's rule unclear")
    func unclear() throws {
        let tables = try Self.tables()
        #expect(!SecondOfficer.Policy(["TLP:RED", "Alba A-LOW"], tables).isUnclear)
        #expect(SecondOfficer.Policy(["Alba"], tables).isUnclear)
        #expect(SecondOfficer.Policy(["Alba A-OPEN"], tables).isUnclear)
    }

    @Test("the levels that agreements name are told, scheme by scheme")
    func agreed() throws {
        let tables = try Self.tables()
        func levels(_ from: String, _ to: String) throws -> [String] {
            let (from, to) = (tables.party(from) ?? -1, tables.party(to) ?? -1)
            let second = SecondOfficer(SecondOfficer.Policy(["TLP:RED"], tables), from: from, to: to, tables)
            return second.agreedLevels.map(\.name.description)
        }
        #expect(try levels("Alba", "Bora") == ["Alba A-SECRET"])
        #expect(try levels("Alba", "Cora") == [])
        #expect(try levels("Alba", "Nobody") == [])
    }
}
