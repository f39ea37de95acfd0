import Agreements
import JSON
import Labels
import Release
import TestKit
import Testing

/// Questions as JSON: what is read, and what is a fault (`Documentation/agreements.md`).
@Suite("Questions as JSON")
struct QuestionReaderTests {
    private static let tables = AgreementTables(Accords.reading.set, on: Day("2026-06-01") ?? .last)

    private static func read(_ text: String, from: String? = nil) throws -> ReleaseQuestion {
        try QuestionReader(JSONDocument(text).root).question(tables, from: from)
    }

    private static func name(_ party: Int) -> String {
        tables.set.parties.indices.contains(party) ? tables.set.parties[party].name : "?"
    }

    @Test(
        "that cannot be read say what is wrong",
        arguments: [
            ("[]", "a question is a json object"), (#"{"too":"Bora"}"#, "no member `too`; did you mean `to`?"),
            (#"{"zzzzzzzz":1}"#, "no member `zzzzzzzz`"), (#"{"on":"tomorrow","to":"Bora"}"#, "`on` is not a day"),
            (#"{"on":3,"to":"Bora"}"#, "`on` is not a day"), (#"{"from":"Alba"}"#, "`to` is missing"),
            (#"{"to":"Bora"}"#, "`from` is missing"), (#"{"from":7,"to":"Bora"}"#, "`from` is no text"),
            (#"{"from":"Alba","to":"Bora","tlp":"pink"}"#, "`tlp` is none of"),
            (#"{"from":"Alba","to":"Bora","channel":"pigeon"}"#, "neither `electronic` nor `courier`"),
            (#"{"from":"Alba","to":"Bora","markings":"m"}"#, "`markings` is no list of texts"),
            (#"{"from":"Alba","to":"Bora","origins":["Cora",7]}"#, "`origins` is no list of texts"),
            (#"{"from":"Alba","to":"Bora","contractor":"yes"}"#, "neither `cleared` nor `not-cleared`"),
            (#"{"from":"Alba","to":"Bora","assurances":["BA"]}"#, "there is no agreement `BA`"),
            (#"{"from":"Alba","to":"Bora","assurances":["RELAI"]}"#, "did you mean `RELAY`?"),
            (#"{"from":"Alba","to":"Bora","recall":{}}"#, "a recall needs `by`"),
            (#"{"from":"Alba","to":"Bora","reader":{}}"#, "`reader` says"),
            (#"{"from":"Alba","to":"Bora","reader":{"portions":"read"}}"#, "`reader` says"),
            (#"{"from":"Alba","to":"Bora","reader":{"language":"not a tag"}}"#, "`reader` says"),
            (#"{"from":"Alba","to":"Bora","labels":[7]}"#, "no label"),
            (#"{"from":"Alba","to":"Bora","subjects":["s"]}"#, "categories and dates belong to a label"),
            (#"{"from":"Alba","to":"Bora","review":"2026-01-01"}"#, "categories and dates belong to a label"),
            (#"{"from":"Alba","to":"Bora","caveats":["C"]}"#, "categories and dates belong to a label"),
            (#"{"from":"Alba","to":"Bora","label":"Alba A-TOP","audiences":["BOR"]}"#, "no list of parties"),
            (#"{"from":"Alba","to":"Bora","label":"Alba A-TOP","audiences":[["BOR",1]]}"#, "no list of parties"),
            (#"{"from":"Alba","to":"Bora","consents":[{"to":"Bora"}]}"#, "a consent needs `by` and `to`"),
            (#"{"from":"Alba","to":"Bora","consents":[{"by":"Bora"}]}"#, "a consent needs `by` and `to`"),
            (#"{"from":"Alba","to":"Bora","consents":[{"by":"A","to":"B","until":"x"}]}"#, "`until` of a consent"),
            (#"{"from":"Alba","to":"Bora","consents":[{"by":"A","to":"B","from":7}]}"#, "`from` of a consent"),
            (
                #"{"from":"Alba","to":"Bora","consents":[{"by":"A","to":"B","granted":"y"}]}"#,
                "neither true nor false"
            ),
            (#"{"from":"Alba","to":"Bora","consents":[{"by":"A","to":"B","written":1}]}"#, "neither true nor false"),
            (#"{"from":"Alba","to":"Bora","consents":[{"by":"A","to":"B","as":"X Y"}]}"#, "no declared level"),
        ]
    )
    func faults(text: String, words: String) throws {
        let fault = #expect(throws: QuestionReader.Fault.self) { try Self.read(text) }
        #expect(fault?.description.contains(words) == true, "\(fault?.description ?? "")")
    }

    @Test("that say little mean what is usual")
    func defaults() throws {
        let question = try Self.read(#"{"to":"Bora"}"#, from: "Alba")
        #expect(Self.name(question.from) == "Alba" && Self.name(question.to) == "Bora" && question.item.isEmpty)
        #expect(question.channel == .electronic && question.maker == .officer && question.recipient == .authority)
        #expect(!question.isNamed && !question.givesAbsent && question.purpose == nil && question.recall == nil)
        #expect(question.consents.isEmpty && question.assurances.isEmpty && question.origins.isEmpty)
        #expect(question.reader == RecipientReader() && question.handedInBy == nil)
        #expect(try Self.read(#"{"from":"Cora","to":"Bora"}"#, from: "Alba").from == Self.tables.party("Cora"))
        #expect(try Self.read(#"{"from":"Zembla","to":"Zembla"}"#).from == -1)
        #expect(try Self.read(#"{"from":"Zembla","to":"Zembla"}"#).to == -1)
    }

    @Test("that say much are read to the last member")
    func members() throws {
        let question = try Self.read(
            """
            {"id":"i","item":"x","from":"Alba","to":"Bora","channel":"courier","tlp":"TLP:Amber","named":true,
            "purpose":"p","give_absent":true,"handed_in_by":"s","origins":["Cora","Zembla"],"assurances":["AB"],
            "contractor":"not-cleared","maker":"SI-1","recall":{"by":"Cora"},
            "reader":{"portions":"ignored","language":"fr"},
            "consents":[{"by":"Cora","to":"Bora","reference":"c","purpose":"q","from":"2026-01-01","until":"2026-12-31",
            "granted":false,"written":false,"as":"Bora B-SECRET"},{"by":"Nobody","to":"Nobody","item":"y"}]}
            """
        )
        #expect(question.item == "x" && question.channel == .courier && question.marking.tlp == .amber)
        #expect(question.isNamed && question.purpose == "p" && question.givesAbsent && question.handedInBy == "s")
        #expect(question.origins.map(Self.name) == ["Cora"] && question.unknownOrigins == ["Zembla"])
        #expect(question.assurances == [0] && question.recipient == .contractor(isCleared: false))
        #expect(question.maker == .instruction("SI-1"))
        #expect(question.recall?.item == "x" && question.recall?.reference == "without reference")
        #expect(question.recall.map { Self.name($0.originator) } == "Cora" && question.recall?.recipient == nil)
        #expect(question.reader.ignoresPortions && question.reader.language == "fr")
        let consent = try #require(question.consents.first)
        #expect(Self.name(consent.originator) == "Cora" && Self.name(consent.recipient) == "Bora")
        #expect(consent.item == "x" && consent.purpose == "q" && consent.reference == "c")
        #expect(!consent.isGranted && !consent.isWritten)
        #expect(consent.from == Day("2026-01-01") && consent.until == Day("2026-12-31"))
        #expect(consent.level.map { Self.tables.levels[$0].name.description } == "Bora B-SECRET")
        let other = question.consents[1]
        #expect(other.originator == -1 && other.recipient == -1 && other.item == "y" && other.level == nil)
        #expect(other.isGranted && other.isWritten && other.from == .first && other.until == .last)
        #expect(other.reference == "without reference")
    }

    @Test("the maker, the contractor and the recall that nobody knows")
    func makers() throws {
        #expect(try Self.read(#"{"from":"Alba","to":"Bora","maker":"officer"}"#).maker == .officer)
        #expect(try Self.read(#"{"from":"Alba","to":"Bora","maker":"nobody"}"#).maker == .nobody)
        let cleared = try Self.read(#"{"from":"Alba","to":"Bora","contractor":"cleared"}"#)
        #expect(cleared.recipient == .contractor(isCleared: true))
        #expect(try Self.read(#"{"from":"Alba","to":"Bora","recall":{"by":"Zembla"}}"#).recall?.originator == -1)
        #expect(try Self.read(#"{"id":"i","from":"Alba","to":"Bora"}"#).item == "i")
    }

    @Test("every level of TLP is read with its prefix and without, in any case", arguments: TLPLevel.allCases)
    func tlp(_ level: TLPLevel) throws {
        for name in [level.label, level.label.lowercased(), String(level.label.dropFirst(4))] {
            #expect(try Self.read(#"{"from":"Alba","to":"Bora","tlp":"\#(name)"}"#).marking.tlp == level)
        }
    }

    @Test("about a person are about one of the party that holds the item")
    func person() throws {
        let text = #"{"from":"Alba","label":"Alba A-OPEN","person":{"nationality":"Alba"}}"#
        let reader = try QuestionReader(JSONDocument(text).root)
        let question = try reader.question(Self.tables)
        #expect(question.to == question.from && reader.person != nil)
        #expect(try reader.decision(question, Self.tables).grounds.contains { $0.code == .markingsKnown })
        #expect(try reader.decision(question, Self.tables).outcome == .release)
        #expect(try QuestionReader(JSONDocument(#"{"person":{}}"#).root).question(Self.tables, from: "Bora").to == 1)
        let party = try QuestionReader(JSONDocument(#"{"from":"Alba","to":"Bora","tlp":"red"}"#).root)
        #expect(try party.decision(party.question(Self.tables), Self.tables).outcome == .refuse)
        #expect(party.person == nil && party.day == nil)
        #expect(try QuestionReader(JSONDocument(#"{"on":"2026-02-03"}"#).root).day == Day("2026-02-03"))
    }

    @Test("what is given beside the labels: subjects for each of them, the rest for the first")
    func beside() throws {
        let question = try Self.read(
            """
            {"from":"Alba","to":"Bora","label":"Alba A-SECRET","labels":["Bora B-SECRET"],"subjects":["Military"],
            "caveats":["HUSH"],"audiences":[["BOR"]],"given_for":["p"],"review":"2027-01-01"}
            """
        )
        let marking = question.marking
        #expect(marking.levels.count == 2 && marking.subjectsOfLabels == [["military"], ["military"]])
        #expect(marking.caveats == ["HUSH"] && marking.audiences.count == 1 && marking.purposes == ["p"])
        #expect(marking.review == Day("2027-01-01") && !marking.lacksReview && marking.isPurposeBound)
        let plain = try Self.read(#"{"from":"Alba","to":"Bora","label":"Alba A-SECRET"}"#).marking
        #expect(plain.lacksReview && !plain.isPurposeBound && plain.purposesText.isEmpty)
        let full = #"{"policy":"Alba","classification":"A-SECRET","review":"2026-07-01T00:00:00Z"}"#
        let both = try Self.read(#"{"from":"Alba","to":"Bora","labels":[\#(full),"Bora B-SECRET"]}"#).marking
        #expect(both.review == Day("2026-07-01") && both.lacksReview)
    }
}
