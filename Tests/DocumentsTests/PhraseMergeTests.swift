import Documents
import Testing

@Suite("Merging by phrase")
struct PhraseMergeTests {
    static let base = "締約国は、第四条の規定に従い、サイバー攻撃に関する情報を二十四時間以内に通報する。"

    /// Base, ours, theirs, the merged text; nil for a conflict.
    static let cases: [(String, String, String, String?)] = [
        ("a b c", "a b c", "a b c", "a b c"),
        ("a b c", "x b c", "a b c", "x b c"),
        ("a b c", "x b c", "a b y", "x b y"),
        ("a b c", "x b c", "x b c", "x b c"),
        ("a b c", "x b c", "y b c", nil),
        // Deleted by one, changed by the other.
        ("a b c", "a c", "a x c", nil),
        // Both put something in at one place.
        ("a c", "a x c", "a y c", nil),
        // One puts in at the edge of what the other changes.
        ("共有する。", "共有し、通報する。", "通報する。", nil),
        ("", "x", "", "x"), ("", "x", "y", nil), ("a", "", "", ""),
        (
            base, base.replacing("第四条", with: "第五条"), base.replacing("二十四", with: "四十八"),
            base.replacing("第四条", with: "第五条").replacing("二十四", with: "四十八")
        ),
        (base, base.replacing("サイバー", with: "ハイブリッド"), base.replacing("サイバー", with: "電子"), nil),
        // Neighbours: two phrases that touch.
        ("迅速に共有する。", "速やかに共有する。", "迅速に通報する。", "速やかに通報する。"),
    ]

    @Test("What only one changed is taken, what both changed is a conflict", arguments: cases)
    func merge(_ base: String, _ ours: String, _ theirs: String, _ merged: String?) throws {
        let pieces = try PhraseMerge.pieces(base: base, ours: ours, theirs: theirs, language: "ja")
        #expect(PhraseMerge.text(of: pieces) == merged, "\(pieces)")
    }

    @Test("The other way round the sides are exchanged, and nothing else", arguments: cases)
    func symmetry(_ base: String, _ ours: String, _ theirs: String, _ merged: String?) throws {
        let one = try PhraseMerge.pieces(base: base, ours: ours, theirs: theirs, language: "ja")
        let two = try PhraseMerge.pieces(base: base, ours: theirs, theirs: ours, language: "ja")
        #expect(one.map(\.base) == two.map(\.base))
        #expect(one.map(\.ours) == two.map(\.theirs))
        #expect(one.map { $0.kind == .conflict } == two.map { $0.kind == .conflict })
        #expect(PhraseMerge.text(of: two) == merged)
    }

    @Test("Pieces are the three texts; edits apart from each other all arrive", arguments: 1...20)
    func random(seed: Int) throws {
        var numbers = Numbers(seed: UInt64(seed))
        let words = ["日本", "欧州連合", "は、", "情報", "を", "共有", "する。", "\n", "ミサイル", "第四条"]
        var base: [String] = []
        for index in 0..<600 { base.append(index % 20 == 0 ? "第\(index)条" : words[numbers.next(below: words.count)]) }
        var (ours, theirs, both) = (base, base, base)
        for index in stride(from: 10, to: 600, by: 40) {
            ours[index] = "協力\(index)"
            both[index] = ours[index]
        }
        for index in stride(from: 30, to: 600, by: 40) {
            theirs[index] = "支援\(index)"
            both[index] = theirs[index]
        }
        let pieces = try PhraseMerge.pieces(
            base: base.joined(),
            ours: ours.joined(),
            theirs: theirs.joined(),
            language: "ja"
        )
        #expect(pieces.map(\.base).joined() == base.joined())
        #expect(pieces.map(\.ours).joined() == ours.joined())
        #expect(pieces.map(\.theirs).joined() == theirs.joined())
        #expect(PhraseMerge.text(of: pieces) == both.joined())
    }
}
