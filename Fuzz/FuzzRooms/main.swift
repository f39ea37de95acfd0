import CFuzzer
import JSON
import STIX
import STIXPatterns

/// What one input goes through: the first byte chooses the target.
func fuzz(_ bytes: [UInt8]) {
    guard let choice = bytes.first else { return }
    let text = Array(bytes.dropFirst())
    switch choice & 3 {
    case 0: fuzzJSON(text)
    case 1: fuzzList(text)
    case 2:
        guard let document = try? JSONDocument(parsing: text) else { return }
        _ = STIXValidator().findings(forBundle: document.root)
        _ = try? STIXObjectHeader(document.root)
    default: _ = STIXPattern.problem(in: text.span)
    }
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
