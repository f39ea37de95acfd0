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

    @Test(
        "E1: a whole number beyond 2^53 passes if a double is exactly that, or is written so (RFC 8785, appendix B)",
        arguments: [
            ("9007199254740992", "9007199254740992"), ("-9007199254740992", "-9007199254740992"),
            ("9007199254740994", "9007199254740994"), ("9007199254740994.0", "9007199254740994"),
            ("1e16", "10000000000000000"), ("1e20", "100000000000000000000"),
            ("100000000000000000000", "100000000000000000000"),
            ("295147905179352830000", "295147905179352830000"), ("295147905179352825856", "295147905179352830000"),
            ("999999999999999900000", "999999999999999900000"), ("1000000000000000000000", "1e+21"),
            ("0.00295147905179352830000E23", "295147905179352830000"), ("1e21", "1e+21"), ("1e23", "1e+23"),
            ("9.999999999999997e22", "9.999999999999997e+22"), ("1.7976931348623157e308", "1.7976931348623157e+308"),
            ("333333333333333300000", "333333333333333300000"),
        ]
    )
    func exact(text: String, canonical: String) throws {
        let once = try JSONDocument(text).root.canonicalBytes()
        #expect(String(decoding: once, as: UTF8.self) == canonical)
        #expect(try JSONDocument(parsing: once).root.canonicalBytes() == once)
    }

    @Test(
        "E1: one that would become its neighbour is refused however it is spelled",
        arguments: [
            "9007199254740993", "9007199254740993.0", "9007199254740993e0", "9007199254740992.5", "-9007199254740993",
            "9.007199254740993e15", "295147905179352825857", "100000000000000000001", "1000000000000000000001",
        ]
    )
    func inexact(text: String) {
        let error = #expect(throws: JSONError.self) { try JSONDocument("[" + text + "]") }
        #expect(error?.code == .number)
        #expect(error?.position == JSONPosition(line: 1, column: 2))
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
