import JSON
import Testing

@Suite("JSONListReader")
struct JSONListReaderTests {
    struct Outcome: Equatable {
        var elements: [String] = []
        var origins: [JSONPosition] = []
        var rest = ""
        var error: JSONError?
    }

    /// Reads a text in chunks of one size.
    func read(_ text: String, chunk: Int, limits: JSONLimits = JSONLimits()) -> Outcome {
        var reader = JSONListReader(list: "objects", limits: limits)
        var outcome = Outcome()
        var elements: [JSONListElement] = []
        let bytes = Array(text.utf8)
        do throws(JSONError) {
            var start = 0
            while start < bytes.count {
                let end = min(start + chunk, bytes.count)
                try reader.read(Array(bytes[start..<end]), into: &elements)
                start = end
            }
            switch try reader.finish() {
            case .object(let members, let count):
                outcome.rest = String(decoding: members.bytes(), as: UTF8.self) + " \(count)"
            case .whole(let element): outcome.rest = "whole " + String(decoding: element.bytes, as: UTF8.self)
            }
        } catch {
            outcome.error = error
        }
        outcome.elements = elements.map { String(decoding: $0.bytes, as: UTF8.self) }
        outcome.origins = elements.map(\.origin)
        return outcome
    }

    @Test(
        "gives the same with every chunk size",
        arguments: [
            (
                #"{"type":"bundle","objects":[{"a":"]}\"\\"},[1,[2]],"x",1.5 , null],"id":"é"}"#,
                #"{"type":"bundle","id":"é"} 5"#
            ),
            ("{\n \"objects\": [\n  {\"a\": 1},\n  {\"é\": 2}\n ]\n}\n", "{} 2"),
            (#"{"\u006fbjects":[1]}"#, "{} 1"), (#"{"objects":[]}"#, "{} 0"),
            (#"{"objects":{"0":{}}}"#, #"whole {"objects":{"0":{}}}"#), ("[1,2]", "whole [1,2]"), ("17", "whole 17"),
            (#"{"a":{"objects":[1]},"objects":[2]}"#, #"{"a":{"objects":[1]}} 1"#),
            (#"{"a":"objects","b":["objects",[3]]}"#, #"whole {"a":"objects","b":["objects",[3]]}"#),
        ]
    )
    func chunks(text: String, rest: String) throws {
        let whole = read(text, chunk: text.utf8.count)
        #expect(whole.error == nil)
        #expect(whole.rest == rest)
        for size in 1...text.utf8.count {
            #expect(read(text, chunk: size) == whole, "chunk size \(size)")
        }
    }

    @Test("says where each element stands")
    func origins() {
        let outcome = read("{\n \"objects\": [\n  {\"a\": 1},\n  {\"é\": 2}, 3\n ]\n}\n", chunk: 7)
        #expect(
            outcome.origins == [
                JSONPosition(line: 3, column: 3), JSONPosition(line: 4, column: 3), JSONPosition(line: 4, column: 13),
            ]
        )
    }

    struct Fault: Sendable, CustomTestStringConvertible {
        let text: String
        let code: JSONError.Code
        let line: Int
        let column: Int

        var testDescription: String { text.debugDescription }
    }

    @Test(
        "is strict about what stands around the elements",
        arguments: [
            Fault(text: #"{"objects":[1,]}"#, code: .syntax, line: 1, column: 15),
            Fault(text: #"{"objects":[,1]}"#, code: .syntax, line: 1, column: 13),
            Fault(text: #"{"objects":[1 2]}"#, code: .syntax, line: 1, column: 15),
            Fault(text: #"{"objects":[1}"#, code: .syntax, line: 1, column: 14),
            Fault(text: #"{"objects":[1"#, code: .truncated, line: 1, column: 13),
            Fault(text: #"{"objects":[{"a":1"#, code: .truncated, line: 1, column: 13),
            Fault(text: #"{"objects":[1]"#, code: .truncated, line: 1, column: 15),
            Fault(text: #"{"objects":[1]} x"#, code: .trailing, line: 1, column: 17),
            Fault(text: #"{"a":1,"objects":[1],"a":2}"#, code: .duplicateName, line: 1, column: 22),
            Fault(text: #"{"objects":[1],"objects":[2]}"#, code: .duplicateName, line: 1, column: 16),
            Fault(text: #"{"a":01,"objects":[1]}"#, code: .syntax, line: 1, column: 6),
            Fault(text: #"{"a":tru,"objects":[1]}"#, code: .syntax, line: 1, column: 9),
            Fault(text: "{\"objects\":[1],\n\"b\":tru}", code: .syntax, line: 2, column: 8),
        ]
    )
    func strict(fault: Fault) {
        for size in [1, 3, 1000] {
            let outcome = read(fault.text, chunk: size)
            #expect(outcome.error?.code == fault.code)
            #expect(outcome.error?.position == JSONPosition(line: fault.line, column: fault.column))
        }
    }

    @Test("keeps within its limits")
    func limits() {
        let limits = JSONLimits(maximumBytes: 40)
        #expect(
            read(#"{"objects":["\#(String(repeating: "x", count: 60))"]}"#, chunk: 8, limits: limits).error?.code
                == .size
        )
        #expect(
            read(#"{"a":"\#(String(repeating: "x", count: 60))"}"#, chunk: 8, limits: limits).error?.code == .size
        )
        let many = #"{"objects":["# + Array(repeating: "1", count: 500).joined(separator: ",") + "]}"
        #expect(read(many, chunk: 8, limits: limits).elements.count == 500)
    }
}
