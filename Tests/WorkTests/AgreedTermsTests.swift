import JSON
import Testing

@testable import Work

@Suite("Agreed terms")
struct AgreedTermsTests {
    private static func term(_ terms: [String: String]) throws -> Term {
        let tree = JSONTree.members([
            "name": .string("a"), "party_ref": .string("identity--1"),
            "modified": .string("2026-01-01T00:00:00.000Z"),
            "state": .string("agreed"), "terms": .object(terms.map { JSONMember($0.key, .string($0.value)) }),
        ])
        let document = try JSONDocument(parsing: tree.bytes())
        return try #require(Term(SeenValue(document.root, Sight { _ in true })))
    }

    private static func found(_ words: [String: String], _ terms: [[String: String]]) throws -> [String] {
        try TermWarning.found(terms.map(term), in: words).map { "\($0.language) \($0.term) / \($0.other) \($0.pair)" }
    }

    private static let classified = ["en": "classified information", "ja": "秘密情報"]
    private static let information = ["en": "information", "ja": "情報"]

    @Test("a term without its pair is told, whichever language has it, whatever its case")
    func pairs() throws {
        let terms = [Self.classified]
        #expect(try Self.found(["en": "Classified information.", "ja": "秘密情報。"], terms).isEmpty)
        #expect(
            try Self.found(["en": "Classified Information.", "ja": "機密の情報。"], terms)
                == ["en classified information / ja 秘密情報"]
        )
        #expect(
            try Self.found(["en": "Secrets.", "ja": "秘密情報。"], terms) == ["ja 秘密情報 / en classified information"]
        )
        #expect(try Self.found(["en": "Nothing.", "ja": "無。"], terms).isEmpty)
        #expect(
            try Self.found(["en": "Classified information.", "ja": ""], terms).isEmpty,
            "a language that is not there"
        )
    }

    @Test("a longer term is no use of the shorter one that is in it")
    func longest() throws {
        let terms = [Self.information, Self.classified]
        let words = ["en": "Classified information is protected.", "ja": "秘密情報は保護する。"]
        #expect(try Self.found(words, terms).isEmpty)
        let other = ["en": "Classified information is protected.", "ja": "機密は保護する。"]
        #expect(try Self.found(other, terms) == ["en classified information / ja 秘密情報"])
        let both = ["en": "Information and classified information.", "ja": "秘密情報。"]
        #expect(try Self.found(both, terms).isEmpty, "情報 stands in 秘密情報")
    }

    @Test("a term begins a word, and its end may bend")
    func words() throws {
        let terms = [["en": "party", "ja": "締約国"], ["en": "visit", "ja": "訪問"]]
        #expect(try Self.found(["en": "A counterparty.", "ja": "相手。"], terms).isEmpty)
        #expect(try Self.found(["en": "Visits take place.", "ja": "行う。"], terms) == ["en visit / ja 訪問"])
    }
}
