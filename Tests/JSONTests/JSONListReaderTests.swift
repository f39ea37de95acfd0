import JSON
import Testing

@Suite("JSONListReader")
struct JSONListReaderTests {
    @Test("finds the elements")
    func elements() throws {
        var reader = JSONListReader(list: "objects")
        var elements: [JSONListElement] = []
        try reader.read(Array(#"{"objects":[1, {"a":"]"}]}"#.utf8), into: &elements)
        #expect(elements.map { String(decoding: $0.bytes, as: UTF8.self) } == ["1", #"{"a":"]"}"#])
    }
}
