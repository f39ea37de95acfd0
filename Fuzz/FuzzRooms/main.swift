import Agreements
import CFuzzer
import JSON
import Labels
import STIX
import STIXPatterns
import TAXII

/// What one input goes through: the first byte chooses the target.
func fuzz(_ bytes: [UInt8]) {
    guard let choice = bytes.first else { return }
    let text = Array(bytes.dropFirst())
    switch choice & 7 {
    case 0: fuzzJSON(text)
    case 1: fuzzList(text)
    case 2:
        guard let document = try? JSONDocument(parsing: text) else { return }
        _ = STIXValidator().findings(forBundle: document.root)
        _ = try? STIXObjectHeader(document.root)
    case 4: fuzzAccord(String(decoding: text, as: UTF8.self))
    case 3: _ = STIXPattern.problem(in: text.span)
    default: fuzzTAXII(String(decoding: text, as: UTF8.self))
    }
}

/// Agreement files: every diagnostic has a place in the file, and the formatter's form is a fixed point.
func fuzzAccord(_ text: String) {
    let file = SourceFile(name: "fuzz", text: text)
    let reading = AgreementReading([file])
    for diagnostic in reading.diagnostics {
        precondition(file.lines.indices.contains(diagnostic.span.line - 1), "a diagnostic is outside the file")
        _ = diagnostic.rendered(in: file)
    }
    _ = reading.set.json.bytes()
    _ = AgreementTables(reading.set) { _ in .first }
    guard let once = AccordFormatter.format(file) else { return }
    precondition(AccordFormatter.format(SourceFile(name: "fuzz", text: once)) == once, "the formatter is not stable")
}

/// Paths, queries, cursors and media types, as a client may send them.
func fuzzTAXII(_ text: String) {
    for scope in [TAXIIFilter.Scope.collection, .object, .versions] {
        guard let filter = try? TAXIIFilter(query: text, scope: scope) else { continue }
        let next = TAXIICursor.make(place: 5, list: text, filter: filter)
        precondition((try? TAXIICursor.place(next, list: text, filter: filter)) == 5, "a cursor is not read back")
        _ = try? TAXIICursor.place(text, list: text, filter: filter)
    }
    _ = try? TAXIIEndpoint(path: text, roots: ["a", "a/b", text])
    _ = TAXIIMediaType.isAcceptable(text)
    _ = TAXIIMediaType.isEnvelope(text)
}

/// The canonical form is a fixed point.
func fuzzJSON(_ text: [UInt8]) {
    guard let document = try? JSONDocument(parsing: text) else { return }
    let once = document.root.canonicalBytes()
    let twice = (try? JSONDocument(parsing: once))?.root.canonicalBytes()
    precondition(twice == once, "the canonical form is not stable")
}

/// Every chunk size gives the same elements.
func fuzzList(_ text: [UInt8]) {
    func read(_ size: Int) -> [[UInt8]] {
        var reader = JSONListReader(list: "objects")
        var elements: [JSONListElement] = []
        var start = 0
        do {
            while start < text.count {
                let end = min(start + size, text.count)
                try reader.read(Array(text[start..<end]), into: &elements)
                start = end
            }
            _ = try reader.finish()
        } catch {
            elements.append(JSONListElement.fault(error))
        }
        return elements.map(\.bytes)
    }
    precondition(read(1) == read(max(text.count, 1)), "the list reader depends on its chunks")
}

extension JSONListElement {
    /// A fault as an element, so that outcomes can be compared.
    static func fault(_ error: JSONError) -> JSONListElement {
        var reader = JSONListReader(list: "objects")
        var elements: [JSONListElement] = []
        try? reader.read(Array("{\"objects\":[0,0".utf8) + [UInt8(ascii: ",")], into: &elements)
        var element = elements[0]
        element.bytes = Array("\(error)".utf8)
        return element
    }
}

var count = CommandLine.argc
var arguments: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>? = unsafe CommandLine.unsafeArgv
_ = unsafe LLVMFuzzerRunDriver(&count, &arguments) { data, size in
    unsafe fuzz([UInt8](UnsafeBufferPointer(start: data, count: size)))
    return 0
}
