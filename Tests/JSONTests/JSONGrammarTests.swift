import JSON
import TestKit
import Testing

@Suite("JSONGrammar")
struct JSONGrammarTests {
    @Test(
        "takes what is json, whatever its names, numbers and depth",
        arguments: [
            "null", " true ", "-0", "0.5e+3", "1E400", "9007199254740993", #"{"a":1,"a":2}"#, #""\ud800""#,
            #"["\"\\\/\b\f\n\r\t\u00e9é",{},[],{"":[{}]}]"#,
            String(repeating: "[", count: 5_000) + String(repeating: "]", count: 5_000),
        ]
    )
    func accepts(text: String) {
        #expect(JSONGrammar.isJSON(Array(text.utf8)))
    }

    @Test(
        "refuses what is none",
        arguments: [
            "", " ", "nul", "truex", "01", "-", "1.", ".5", "1e", "+1", "[1,]", "[,1]", "[1 2]", "{\"a\" 1}",
            "{\"a\":1,}", "{a:1}",
            "{\"a\"}", "[", "{", "]", "1 1", "\"", "\"\t\"", #""\x""#, #""\u12g4""#, #""\u12"#, "\u{FEFF}1", "[1]]",
        ]
    )
    func refuses(text: String) {
        #expect(!JSONGrammar.isJSON(Array(text.utf8)))
    }

    @Test("refuses bytes that are no utf-8")
    func encoding() {
        #expect(!JSONGrammar.isJSON([0x22, 0xFF, 0x22]))
    }

    /// Each text is one that is JSON with up to three bytes changed, left out or put in.
    @Test("agrees with the parser wherever that looks at the grammar")
    func agrees() {
        let start = Array(#"{"a":[1,-2.5e3,"x\u0041\n",true,null,{"b":{}}],"c":"é","d":[]}"#.utf8)
        let bytes = Array(#"{}[]:,"\ -.0e1tnu"#.utf8) + [0x09, 0x01, 0xC3, 0xFF]
        var generator = SeededGenerator(seed: 9)
        var counts = (good: 0, bad: 0)
        for _ in 0..<20_000 {
            var text = start
            for _ in 0..<Int.random(in: 0...3, using: &generator) {
                let place = Int.random(in: 0..<text.count, using: &generator)
                let byte = bytes[Int.random(in: 0..<bytes.count, using: &generator)]
                switch Int.random(in: 0..<3, using: &generator) {
                case 0: text[place] = byte
                case 1: text.remove(at: place)
                default: text.insert(byte, at: place)
                }
            }
            do throws(JSONError) {
                _ = try JSONDocument(parsing: text)
                #expect(JSONGrammar.isJSON(text), "\(String(decoding: text, as: UTF8.self))")
                counts.good += 1
            } catch {
                guard [.syntax, .encoding, .truncated, .trailing].contains(error.code) else { continue }
                #expect(!JSONGrammar.isJSON(text), "\(String(decoding: text, as: UTF8.self)): \(error)")
                counts.bad += 1
            }
        }
        #expect(counts.good > 1_000 && counts.bad > 5_000)
    }
}
