import Agreements
import CFuzzer
import Calendars
import JSON
import Labels
import MerkleLog
import STIX
import STIXPatterns
import TAXII
import Workspaces

/// What one input goes through: the first byte chooses the target.
func fuzz(_ bytes: [UInt8]) {
    guard let choice = bytes.first else { return }
    let text = Array(bytes.dropFirst())
    switch choice & 15 {
    case 0: fuzzJSON(text)
    case 1: fuzzList(text)
    case 2:
        guard let document = try? JSONDocument(parsing: text) else { return }
        _ = STIXValidator(types: Workspaces.types).findings(forBundle: document.root)
        _ = try? STIXObjectHeader(document.root)
    case 4: fuzzAccord(String(decoding: text, as: UTF8.self))
    case 3:
        _ = STIXPattern.problem(in: text.span)
        fuzzPattern(String(decoding: text, as: UTF8.self))
    case 5: fuzzCalendar(text)
    case 7: fuzzLog(text)
    case 8: fuzzText(text)
    case 9: fuzzMISP(text)
    case 10: fuzzAdvisory(text)
    case 11: fuzzMatching(text)
    case 12: fuzzDetection(text)
    case 13: fuzzTable(text)
    case 14: fuzzTarget(text)
    case 15: fuzzSymbol(String(decoding: text, as: UTF8.self))
    default: fuzzTAXII(String(decoding: text, as: UTF8.self))
    }
}

/// Agreement files: every diagnostic has a place in the file, and the formatter's form is a fixed point.
func fuzzAccord(_ text: String) {
    let file = SourceFile(name: "fuzz", text: text)
    let reading = AgreementReading([file])
    for diagnostic in reading.diagnostics {
        precondition((1...file.lineCount).contains(diagnostic.span.line), "a diagnostic is outside the file")
        _ = diagnostic.rendered(in: file)
    }
    _ = reading.set.json.bytes()
    _ = AgreementTables(reading.set) { _ in .first }
    guard let once = AccordFormatter.format(file) else { return }
    precondition(AccordFormatter.format(SourceFile(name: "fuzz", text: once)) == once, "the formatter is not stable")
}

/// Calendars: within two years everything is within them and ends no earlier than it begins; what is flattened is read
/// again as the same; messages that are applied twice leave the same.
func fuzzCalendar(_ text: [UInt8]) {
    let (from, until) = (Int64(1_767_225_600), Int64(1_830_297_600))
    guard text.count < 4_096, let file = try? CalendarFile(text) else { return }
    _ = try? file.findings()
    if let found = try? file.occurrences(from: from, until: until), found.count < 1_000,
        let feed = FlatFeed(zones: ["Europe/Brussels", "Asia/Tokyo"])
    {
        let once = feed.bytes(of: found)
        if let again = try? CalendarFile(once) {
            _ = try? again.occurrences(from: from, until: until)
        } else {
            preconditionFailure("a flat calendar is not read again")
        }
    }
    var state = SchedulingState()
    _ = try? state.apply(text)
    let before = state
    _ = try? state.apply(text)
    precondition(state == before, "what is applied twice is not the same")
}

/// Hashes of no strength, so that the fuzzer is not held up.
struct FuzzHasher: TreeHasher {
    func digest(_ bytes: [UInt8]) -> Digest {
        var words: (UInt64, UInt64, UInt64, UInt64) = (1, 2, 3, 4)
        for byte in bytes {
            words = (words.1, words.2, words.3, (words.0 ^ UInt64(byte)) &* 0x0100_0000_01B3)
        }
        return Digest(words: words)
    }
    func leaf(_ entry: [UInt8]) -> Digest { digest([0] + entry) }
    func node(_ left: Digest, _ right: Digest) -> Digest { digest([1] + left.bytes + right.bytes) }
}

/// Notes, proofs, witness requests, policies, tile paths and bundles: what is read is written back as it came.
func fuzzLog(_ text: [UInt8]) {
    let hasher = FuzzHasher()
    if let note = try? Note(text) {
        precondition(note.bytes == text, "a note is not written back")
        if let checkpoint = try? Checkpoint(text: note.text) {
            precondition(checkpoint.text == note.text, "a checkpoint is not written back")
        }
    }
    if let proof = try? LogProof(text) {
        precondition(proof.bytes == text, "a proof is not written back")
        let tree = proof.checkpoint.checkpoint
        let check = ProofCheck(hasher)
        try? check.inclusion(of: tree.root, at: proof.index, size: tree.size, path: proof.path, root: tree.root)
        try? check.consistency(
            from: proof.index,
            to: tree.size,
            path: proof.path,
            oldRoot: tree.root,
            newRoot: tree.root
        )
    }
    if let request = try? WitnessRequest(text) {
        precondition(request.body == text, "a witness request is not written back")
    }
    if let policy = try? TrustPolicy(text, hasher) { _ = policy.isSatisfied(by: policy.witnesses.map(\.key)) }
    let line = String(decoding: text, as: UTF8.self)
    if let path = TilePath(line) { precondition(path.description == line, "a tile's path is not written back") }
    if let key = try? NoteKey(line, hasher) {
        precondition((try? NoteKey(key.description, hasher)) == key, "a key is not read back")
    }
    let bundle = TilePath(.entries, 0, width: 1 + Int(text.first ?? 0))
    if let entries = try? EntryBundle.entries(text, bundle) {
        precondition(EntryBundle.bytes(entries) == text, "a bundle is not written back")
    }
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
