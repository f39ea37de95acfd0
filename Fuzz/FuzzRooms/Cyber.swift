import Advisories
import DetectionFormats
import Expressions
import Extraction
import Flows
import JSON
import MISP
import PatternMatching
import STIXPatterns

/// Hashes of no strength, as long as SHA-1's.
func fuzzSHA1(_ bytes: [UInt8]) -> [UInt8] { Array(FuzzHasher().digest(bytes).bytes.prefix(20)) }

/// A pattern's one spelling is its own, and asks for the same.
func fuzzPattern(_ text: String) {
    guard let tree = try? STIXPattern.tree(of: text) else { return }
    let once = tree.canonical
    guard let again = try? STIXPattern.tree(of: once) else {
        preconditionFailure("a pattern in one spelling is not read again")
    }
    precondition(again.canonical == once, "a pattern in one spelling has another one")
}

/// A pattern in the first line against the objects in the others: as tools write it, all is met that is met exactly; in
/// one spelling the same; and alone the same as among others.
func fuzzMatching(_ text: [UInt8]) {
    let parts = text.split(separator: UInt8(ascii: "\n"), maxSplits: 1, omittingEmptySubsequences: false)
    guard parts.count == 2, parts[0].count < 500, parts[1].count < 4_000 else { return }
    let pattern = String(decoding: parts[0], as: UTF8.self)
    guard let tree = try? STIXPattern.tree(of: pattern),
        let document = try? JSONDocument(parsing: Array(parts[1]))
    else { return }
    let values = document.root.kind == .array ? Array(document.root.elements) : [document.root]
    let observations = ObservationReader.observations(values)
    func met(_ patterns: [String], _ mode: PatternMode) -> [Bool?]? {
        var set = PatternSet(PCRE(), mode: mode)
        for one in patterns where (try? set.add(one)) == nil { return nil }
        let answer = set.hits(in: observations, limit: 20_000)
        return patterns.indices.map { number in
            let hits = answer.hits.filter { $0.pattern == number }
            return hits.contains { $0.isUndecided } ? nil : !hits.isEmpty
        }
    }
    guard let alone = met([pattern], .exact), let one = alone[0],
        let among = met(["[a:b = 1]", pattern, tree.canonical, "[file:name LIKE '%.exe']"], .exact),
        let practical = met([pattern], .practical)
    else { return }
    precondition(among[1] == nil || among[1] == one, "a pattern among others is met otherwise")
    precondition(among[2] == nil || among[2] == one, "a pattern in one spelling is met otherwise")
    precondition(practical[0] == nil || practical[0] == true || !one, "what is met exactly is met as tools write it")
}

/// Texts: a second pass changes nothing, and places are in the text.
func fuzzText(_ text: [UInt8]) {
    let values = TextValues(PCRE().forms)
    let (fanged, defanged) = (TextValues.fanged(text), values.defanged(text))
    precondition(TextValues.fanged(fanged) == fanged, "a second pass of fang changes something")
    precondition(values.defanged(defanged) == defanged, "a second pass of defang changes something")
    values.find(in: text) { found in
        precondition(found.place.lowerBound >= 0 && found.place.upperBound <= text.count, "a value is outside the text")
    }
}

/// Events of MISP there, back, and there once more: what came of it once comes of it again.
func fuzzMISP(_ text: [UInt8]) {
    guard let document = try? JSONDocument(parsing: text) else { return }
    var back = BundleConversion(now: 1_800_000_000, sha1: fuzzSHA1)
    _ = back.events(of: document.root.kind == .array ? Array(document.root.elements) : [document.root])
    for event in EventConversion.events(in: document.root) {
        guard let first = converted(event) else { continue }
        var back = BundleConversion(now: 1_800_000_000, sha1: fuzzSHA1)
        for again in back.events(of: first.map(\.root)) {
            guard let parsed = try? JSONDocument(parsing: again.bytes()) else {
                preconditionFailure("an event is not read again")
            }
            precondition(converted(parsed.root) != nil, "an event that was written is not read again")
        }
    }
}

func converted(_ event: JSONValue) -> [JSONDocument]? {
    var objects: [JSONTree] = []
    var conversion = EventConversion(sha1: fuzzSHA1) { objects.append($0) }
    guard (try? conversion.convert(event)) != nil else { return nil }
    return objects.map { object in
        guard let document = try? JSONDocument(parsing: object.bytes()) else {
            preconditionFailure("an object is not read again")
        }
        return document
    }
}

/// Advisories: what is checked, converted, checked again, and made into objects.
func fuzzAdvisory(_ text: [UInt8]) {
    guard let document = try? JSONDocument(parsing: text) else { return }
    if let csaf = try? CSAFDocument(document.root) {
        precondition(CSAFCheck.findings(of: csaf).count <= CSAFCheck.most)
        if let new = try? CSAFConversion(document.root, tlp: "AMBER") {
            guard let parsed = try? JSONDocument(parsing: new.document.bytes()),
                let again = try? CSAFDocument(parsed.root)
            else { preconditionFailure("an advisory that was written is not read again") }
            precondition(again.edition == .csaf21, "an advisory that was written is of another edition")
        }
    }
    if let playbook = Playbook(document.root) {
        precondition(playbook.findings.count <= Playbook.mostFindings && playbook.flow.steps.count <= Flow.most)
    }
    guard let advisory = try? Advisory(document.root) else { return }
    let made = AdvisoryObjects(
        of: advisory,
        text,
        markings: [],
        identity: nil,
        sha1: fuzzSHA1,
        sha256: { FuzzHasher().digest($0).bytes.map { String($0, radix: 16) }.joined() }
    )
    for object in made.objects {
        precondition((try? JSONDocument(parsing: object.bytes())) != nil, "an object is not read again")
    }
    _ = advisory.lines(about: nil)
}

/// Files for programs that detect: the same indicators in another order give the same bytes.
func fuzzDetection(_ text: [UInt8]) {
    let lines = text.split(separator: UInt8(ascii: "\n")).prefix(20).map { String(decoding: $0, as: UTF8.self) }
    let detections = lines.enumerated().map { place, line in
        let language = ["yara", "sigma", "snort", "suricata"].first { line.hasPrefix($0) } ?? "stix"
        return Detection(
            id: "indicator--00000000-0000-4000-8000-0000000000\(place + 10)",
            name: line,
            language: language,
            pattern: line,
            party: line,
            marking: "TLP:GREEN",
            actions: .passive
        )
    }
    let forms = PCRE().forms
    for format in DetectionFormat.allCases {
        let (one, other) = (format.write(detections, forms), format.write(detections.reversed(), forms))
        precondition(one.files.map(\.bytes) == other.files.map(\.bytes), "\(format) depends on the order")
    }
}
