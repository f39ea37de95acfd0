import Documents
import Testing

@Suite("Comparison by phrase")
struct PhraseCompareTests {
    static let texts: [(String, String)] = [
        ("", ""), ("", "第四条"), ("Article 4", ""), ("a", "b"), ("同じ文", "同じ文"),
        (
            "締約国は、第四条の規定に従い、サイバー攻撃に関する情報を二十四時間以内に通報する。",
            "締約国は、第五条の規定に従い、ハイブリッド攻撃に関する情報を四十八時間以内に通報する。"
        ),
        (
            "The Parties shall share 1,250.5 tonnes under Article 4(2)(b).",
            "The Parties may share 1,260.5 tonnes under Article 4(3)."
        ),
        ("が", "か\u{3099}"), ("👩‍👩‍👧 one", "👩‍👩‍👦 one"),
    ]

    @Test("The pieces are both texts, letter by letter", arguments: texts)
    func pieces(_ earlier: String, _ later: String) throws {
        let pieces = try PhraseCompare.pieces(from: earlier, to: later, language: "ja")
        let before = pieces.filter { $0.kind != .inserted }.map(\.text).joined()
        let after = pieces.filter { $0.kind != .deleted }.map(\.text).joined()
        #expect(Array(before.utf16) == Array(earlier.utf16))
        #expect(Array(after.utf16) == Array(later.utf16))
    }

    @Test("Katakana, numbers and references are held whole")
    func held() throws {
        let phrases = try PhraseCompare.phrases(
            of: "第四条の二第三項のサイバーインテリジェンスを１，２５０．５トン、二十四時間以内",
            language: "ja"
        )
        for held in ["第四条の二第三項", "サイバーインテリジェンス", "１，２５０．５", "トン", "二十四"] {
            #expect(phrases.contains(held), "\(held) in \(phrases)")
        }
        let english = try PhraseCompare.phrases(of: "See Article 4(2)(b), Annex IV and 1,250.5 tonnes.")
        for held in ["Article 4(2)(b)", "Annex IV", "1,250.5"] { #expect(english.contains(held), "\(held)") }
    }

    @Test("A changed article, word and number are three changes, each whole")
    func sentence() throws {
        let pair = Self.texts[5]
        let pieces = try PhraseCompare.pieces(from: pair.0, to: pair.1, language: "ja")
        let changed = pieces.filter { $0.kind != .keep }
        #expect(
            changed == [
                PhraseCompare.Piece(.deleted, "第四条"), PhraseCompare.Piece(.inserted, "第五条"),
                PhraseCompare.Piece(.deleted, "サイバー"), PhraseCompare.Piece(.inserted, "ハイブリッド"),
                PhraseCompare.Piece(.deleted, "二十四"), PhraseCompare.Piece(.inserted, "四十八"),
            ]
        )
    }

    @Test("What looks alike and is coded in another way is a change")
    func coded() throws {
        #expect(try PhraseCompare.pieces(from: "が", to: "か\u{3099}").count == 2)
    }

    @Test("Random texts over few phrases come out as they went in", arguments: 1...40)
    func random(seed: Int) throws {
        var numbers = Numbers(seed: UInt64(seed))
        let words = ["日本", "欧州連合", "は、", "情報", "を", "共有", "する。", "\n", "ミサイル", "第四条"]
        func text(_ count: Int) -> String {
            (0..<count).map { _ in words[numbers.next(below: words.count)] }.joined()
        }
        let size = [3, 40, 900, 3_000][seed % 4]
        let (one, two) = (text(size), text(size))
        let pieces = try PhraseCompare.pieces(from: one, to: two, language: "ja")
        #expect(pieces.filter { $0.kind != .inserted }.map(\.text).joined() == one)
        #expect(pieces.filter { $0.kind != .deleted }.map(\.text).joined() == two)
        #expect(zip(pieces, pieces.dropFirst()).allSatisfy { $0.kind != $1.kind })
    }
}

/// Numbers that look random and are the same for a seed (SplitMix64).
struct Numbers {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next(below limit: Int) -> Int {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = (state ^ (state >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return Int((mixed ^ (mixed >> 31)) % UInt64(limit))
    }
}
