import Foundation
import JSON
import Testing

@Suite("Canonical form (RFC 8785)")
struct JSONCanonicalTests {
    @Test(
        "writes one spelling",
        arguments: [
            (#"{"b":1,"a":2}"#, #"{"a":2,"b":1}"#), (" [ 1 , 2.0 ] ", "[1,2]"), ("-0", "0"), ("1e3", "1000"),
            ("0.000001", "0.000001"), ("0.0000001", "1e-7"), ("1E21", "1e+21"),
            ("333333333.33333329", "333333333.3333333"),
            ("4.50", "4.5"), ("2e-3", "0.002"), ("0.000000000000000000000000001", "1e-27"),
            (#""\u20ac$\u000F\u000aA'\u0042\u0022\u005c\\\"\/""#, "\"€$\\u000f\\nA'B\\\"\\\\\\\\\\\"/\""),
            (#"{"\ud83d\ude00":1,"\ufb33":2,"\u20ac":3,"1":4}"#, "{\"1\":4,\"€\":3,\"😀\":1,\"\u{FB33}\":2}"),
            ("[null,true,false]", "[null,true,false]"), (#"{"a":[{"d":1,"c":[]}]}"#, #"{"a":[{"c":[],"d":1}]}"#),
            ("{ \"b\" :[1 ,2, 3e0,4],\t\"a\": {} }\n", #"{"a":{},"b":[1,2,3,4]}"#),
            (
                #"{"b":"\"\n","a":"\/","\t":"\u0009","c":["\\",","]}"#,
                #"{"\t":"\t","a":"/","b":"\"\n","c":["\\",","]}"#
            ),
            (#"{"a":1,"b":2,"d":[],"c":{"e":0,"f":-0.0}}"#, #"{"a":1,"b":2,"c":{"e":0,"f":0},"d":[]}"#),
        ]
    )
    func spelling(text: String, canonical: String) throws {
        let once = try JSONDocument(text).root.canonicalBytes()
        #expect(String(decoding: once, as: UTF8.self) == canonical)
        #expect(try JSONDocument(parsing: once).root.canonicalBytes() == once)
    }

    @Test("agrees with the vectors of the specification's authors, where they are at hand")
    func vectors() throws {
        let folder = SharedData.folder.appendingPathComponent("rfc8785")
        for name in ["arrays", "french", "structures", "unicode", "values", "weird"] {
            let input = folder.appendingPathComponent("input/\(name).json")
            guard let text = try? Data(contentsOf: input) else { continue }
            let wanted = try Data(contentsOf: folder.appendingPathComponent("output/\(name).json"))
            #expect(try JSONDocument(parsing: Array(text)).root.canonicalBytes() == Array(wanted), "\(name)")
        }
    }

    @Test("numbers read back as the same double")
    func numbers() {
        var state: UInt64 = 0x9E37_79B9_7F4A_7C15
        for _ in 0..<20_000 {
            state ^= state << 13
            state ^= state >> 7
            state ^= state << 17
            let value = Double(bitPattern: state)
            guard value.isFinite else { continue }
            let text = JSONNumber.canonical(value)
            #expect(Double(text) == value, "\(state)")
        }
    }
}

/// Data that is not part of the project; tests that use it pass without it.
enum SharedData {
    static var folder: URL {
        URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("../../../shared/testdata")
            .standardizedFileURL
    }
}
