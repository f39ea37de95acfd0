import JSON
import Testing

@Suite("JSONDocument")
struct JSONParserTests {
    @Test(
        "accepts",
        arguments: [
            "{}", "[]", "0", "-0", "1.5e3", "\"\"", "null", "true", "false", " [ 1 , 2 ] ", #"{"a":{"b":[{}]}}"#,
            #""\u00e9\ud83d\ude00\b\f\n\r\t\/\\\"""#, "\"é😀\u{7F}\"", "9007199254740991", "-9007199254740991",
            "1e-300",
            "[[[[[[[[]]]]]]]]", #"{"":0}"#, "1E+2", "0.1",
        ]
    )
    func accepted(text: String) throws {
        _ = try JSONDocument(text)
    }

    struct Fault: Sendable, CustomTestStringConvertible {
        let text: String
        let code: JSONError.Code
        let line: Int
        let column: Int

        var testDescription: String { text.debugDescription }
    }

    /// An object with a hundred names, and some more.
    private static func manyNames(and more: String) -> String {
        "{" + (0..<100).map { "\"\($0)\":0," }.joined() + more + "}"
    }

    @Test(
        "refuses, and says where",
        arguments: [
            Fault(text: "", code: .truncated, line: 1, column: 1),
            Fault(text: "[1,]", code: .syntax, line: 1, column: 4),
            Fault(text: "[1\n 2]", code: .syntax, line: 2, column: 2),
            Fault(text: "{\"a\":1,}", code: .syntax, line: 1, column: 8),
            Fault(text: "{a:1}", code: .syntax, line: 1, column: 2),
            Fault(text: "{\"a\" 1}", code: .syntax, line: 1, column: 6),
            Fault(text: "[1] x", code: .trailing, line: 1, column: 5),
            Fault(text: "01", code: .syntax, line: 1, column: 1),
            Fault(text: "1.", code: .truncated, line: 1, column: 3),
            Fault(text: "+1", code: .syntax, line: 1, column: 1),
            Fault(text: ".5", code: .syntax, line: 1, column: 1),
            Fault(text: "NaN", code: .syntax, line: 1, column: 1),
            Fault(text: "tru", code: .truncated, line: 1, column: 4),
            Fault(text: "\"a", code: .truncated, line: 1, column: 1),
            Fault(text: "\"\\x\"", code: .syntax, line: 1, column: 2),
            Fault(text: "\"\\u12\"", code: .syntax, line: 1, column: 2),
            Fault(text: "\"\\ud800\"", code: .surrogate, line: 1, column: 2),
            Fault(text: "\"\\udc00\"", code: .surrogate, line: 1, column: 2),
            Fault(text: "\"\\ud800\\u0041\"", code: .surrogate, line: 1, column: 2),
            Fault(text: "\"a\tb\"", code: .syntax, line: 1, column: 3),
            Fault(text: "{\"a\":1,\n\"a\":2}", code: .duplicateName, line: 2, column: 1),
            Fault(text: "{\"a\":1,\"\\u0061\":2}", code: .duplicateName, line: 1, column: 8),
            Fault(text: #"{"b":1,"a":2,"b":3,"a":4}"#, code: .duplicateName, line: 1, column: 14),
            Fault(text: #"{"b":1,"\u0061":2,"b":3,"a":4}"#, code: .duplicateName, line: 1, column: 19),
            Fault(text: Self.manyNames(and: #""7":0,"3":0"#), code: .duplicateName, line: 1, column: 692),
            Fault(text: "9007199254740993", code: .number, line: 1, column: 1),
            Fault(text: "1e400", code: .number, line: 1, column: 1),
            Fault(text: "1e-400", code: .number, line: 1, column: 1),
            Fault(text: "[\"é\", x]", code: .syntax, line: 1, column: 7),
            Fault(text: "\u{FEFF}[]", code: .encoding, line: 1, column: 1),
            Fault(text: "[", code: .truncated, line: 1, column: 2),
            Fault(text: "]", code: .syntax, line: 1, column: 1),
        ]
    )
    func refused(fault: Fault) {
        let error = #expect(throws: JSONError.self) { try JSONDocument(fault.text) }
        #expect(error?.code == fault.code)
        #expect(error?.position == JSONPosition(line: fault.line, column: fault.column))
    }

    @Test(
        "refuses bytes that are not UTF-8",
        arguments: [
            [0x80], [0xC0, 0xAF], [0xE0, 0x80, 0x80], [0xED, 0xA0, 0x80], [0xF4, 0x90, 0x80, 0x80], [0xF5], [0xC3],
        ] as [[UInt8]]
    )
    func encoding(bytes: [UInt8]) {
        let error = #expect(throws: JSONError.self) { try JSONDocument(parsing: [0x22] + bytes + [0x22]) }
        #expect(error?.code == .encoding)
    }

    @Test("keeps to its limits")
    func limits() {
        let deep = String(repeating: "[", count: 5) + String(repeating: "]", count: 5)
        #expect(throws: Never.self) {
            try JSONDocument(parsing: Array(deep.utf8), limits: JSONLimits(maximumDepth: 5))
        }
        let tooDeep = #expect(throws: JSONError.self) {
            try JSONDocument(parsing: Array(deep.utf8), limits: JSONLimits(maximumDepth: 4))
        }
        #expect(tooDeep?.code == .depth)
        let tooLong = #expect(throws: JSONError.self) {
            try JSONDocument(parsing: Array("[1,2]".utf8), limits: JSONLimits(maximumBytes: 4))
        }
        #expect(tooLong?.code == .size)
    }
}
