import Agreements
import JSON
import Labels
import Release
import Testing

/// Up to which levels objects leave as files.
@Suite("The limit of exports")
struct ExportLimitTests {
    /// The installation's words, what it bears, and whether it may leave.
    struct Row: CustomTestStringConvertible, Sendable {
        let words: [String]
        let bears: String
        let lets: Bool
        var testDescription: String { "\(words): \(bears)" }
    }

    static let rows: [Row] = [
        Row(words: [], bears: #""tlp":"red""#, lets: true),
        Row(words: [], bears: #""label":"Alba A-TOP""#, lets: true),
        Row(words: ["TLP:AMBER"], bears: #""tlp":"green""#, lets: true),
        Row(words: ["tlp:amber"], bears: #""tlp":"amber""#, lets: true),
        Row(words: ["TLP:AMBER"], bears: #""tlp":"amber+strict""#, lets: false),
        Row(words: ["TLP:AMBER", "TLP:GREEN"], bears: #""tlp":"amber""#, lets: false),
        Row(words: ["TLP:RED"], bears: #""label":"Alba A-LOW""#, lets: false),
        Row(words: ["TLP:RED"], bears: #""label":"Alba A-OPEN""#, lets: true),
        Row(words: ["Alba A-SECRET"], bears: #""label":"Alba A-LOW""#, lets: true),
        Row(words: ["Alba A-SECRET"], bears: #""label":"Alba A-SECRET""#, lets: true),
        Row(words: ["Alba A-SECRET"], bears: #""label":"Alba A-TOP""#, lets: false),
        Row(words: ["Alba A-SECRET", "Alba A-LOW"], bears: #""label":"Alba A-SECRET""#, lets: false),
        Row(words: ["Alba A-SECRET"], bears: #""label":"Bora B-LOW""#, lets: false),
        Row(words: ["Alba A-SECRET"], bears: #""tlp":"clear""#, lets: false),
        Row(words: ["Alba A-SECRET", "TLP:GREEN"], bears: #""label":"Alba A-LOW","tlp":"green""#, lets: true),
        Row(words: ["Alba A-SECRET", "TLP:GREEN"], bears: #""label":"Alba A-LOW","tlp":"amber""#, lets: false),
        Row(words: ["Alba A-SECRET", "TLP:GREEN"], bears: #""label":"Alba A-UNHEARD""#, lets: false),
        Row(words: ["Alba"], bears: #""tlp":"clear""#, lets: false),
        Row(words: ["Alba", "TLP:RED"], bears: #""tlp":"clear""#, lets: false),
    ]

    @Test("is the highest level of each scheme that is named; what cannot be judged stays", arguments: rows)
    func row(_ row: Row) throws {
        let tables = try SecondOfficerTests.tables()
        let question = try QuestionReader(JSONDocument(#"{"from":"Alba","to":"Bora",\#(row.bears)}"#).root)
            .question(tables)
        #expect(ExportLimit(row.words, tables).lets(question.marking) == row.lets)
    }

    @Test("lets nothing out that bears no marking, and says where a word is no level")
    func unmarked() throws {
        let tables = try SecondOfficerTests.tables()
        let nothing = PreparedMarking(MarkingReading(references: []) { _ in nil }, in: tables)
        #expect(!ExportLimit(["TLP:RED", "Alba A-TOP"], tables).lets(nothing))
        #expect(ExportLimit([], tables).lets(nothing))
        #expect(ExportLimit(["Alba"], tables).isUnclear && ExportLimit(["Alba A-OPEN"], tables).isUnclear)
        #expect(!ExportLimit(["TLP:RED", "Alba A-LOW"], tables).isUnclear)
    }
}
