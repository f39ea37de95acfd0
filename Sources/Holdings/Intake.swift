package import Configuration
internal import Cryptography
public import JSON
internal import Labels
internal import Release
internal import STIX
public import Store

/// An object that passed the intake.
public struct IncomingObject: Sendable {
    /// The object as it is kept; its quarantine is judged where it is kept.
    public var kept: KeptObject
    /// The marking definitions that it refers to.
    public var markings: [String]
    /// The objects that it says one was derived from: a `derived-from` relationship.
    public var derivation: Derivation?
    /// The object that it translates: a `language-content` (STIX 2.1, 7.1).
    package var translated: String?
    /// What was respelled before it was taken, in words.
    public var changes: [String] = []

    package init(
        kept: KeptObject,
        markings: [String],
        derivation: Derivation? = nil,
        translated: String? = nil,
        changes: [String] = []
    ) {
        self.kept = kept
        self.markings = markings
        self.derivation = derivation
        self.translated = translated
        self.changes = changes
    }

    /// One object was made from another (STIX 2.1, 3.7).
    public struct Derivation: Sendable {
        /// The derived object.
        public var work: String
        /// The object that it was made from.
        public var source: String
    }
}

/// Makes what comes from outside into objects that can be kept, or says why not.
public struct Intake: Sendable {
    private let validator = STIXValidator.strict
    private let limits: JSONLimits

    package init(configuration: NodeConfiguration) {
        limits = JSONLimits(
            maximumBytes: configuration.maximumObjectBytes,
            maximumDepth: configuration.maximumDepth
        )
    }

    /// Why an object was not taken.
    public struct Refusal: Error, Sendable {
        /// The object's id as far as it can be read, or nil.
        public var id: String?
        /// The object's version as far as it can be read, or nil.
        public var version: String?
        /// What is wrong, and where.
        public var message: String
        /// Whether the text is no JSON at all, so that what it stands in is none either.
        package var isNoJSON = false
    }

    /// Reads, validates and canonicalises one object.
    /// - Parameters:
    ///   - element: the object as it came.
    ///   - isRespelled: whether an object that would be refused for a spelling of MISP's is taken as the standard spells it.
    /// - Returns: the object.
    /// - Throws: `Refusal` with the first error of the standard's MUSTs.
    public func object(_ element: JSONListElement, respelling isRespelled: Bool = false) throws(Refusal)
        -> IncomingObject
    {
        let document: JSONDocument
        do throws(JSONError) {
            document = try JSONDocument(parsing: element.bytes, limits: limits, origin: element.origin)
        } catch {
            throw Refusal(message: error.description, isNoJSON: !JSONGrammar.isJSON(element.bytes))
        }
        do throws(Refusal) {
            return try object(document.root)
        } catch {
            guard isRespelled, let adapted = respelled(document.root) else { throw error }
            return adapted
        }
    }

    /// Makes each element of a list into an object, or says why not.
    /// - Parameters:
    ///   - elements: the elements.
    ///   - isRespelled: whether MISP's spellings are taken as the standard has them.
    /// - Returns: what became of each, in order.
    package func objects(_ elements: [JSONListElement], respelling isRespelled: Bool = false)
        -> [Result<IncomingObject, Refusal>]
    {
        elements.map { element in
            Result { () throws(Refusal) in try object(element, respelling: isRespelled) }
        }
    }

    /// An object as the standard spells it, if that is all that is wrong with it.
    private func respelled(_ value: JSONValue) -> IncomingObject? {
        guard let adapted = MISPSpellings.adapted(value),
            let document = try? JSONDocument(parsing: adapted.object.bytes(), limits: limits),
            var incoming = try? object(document.root)
        else { return nil }
        incoming.changes = adapted.changes
        return incoming
    }

    /// Validates and canonicalises one object that was read already.
    /// - Parameter value: the object.
    /// - Returns: the object.
    /// - Throws: `Refusal` with the first error of the standard's MUSTs.
    package func object(_ value: JSONValue) throws(Refusal) -> IncomingObject {
        guard value.kind == .object else { throw Refusal(message: "an object is expected here") }
        let errors = validator.findings(for: value).filter { $0.severity == .error }
        let kept = try Self.kept(value)
        if let first = errors.first {
            let place = first.path.isEmpty ? "" : "`\(first.path)`: "
            let others = errors.count > 1 ? " (and \(errors.count - 1) more)" : ""
            let message = "\(place)\(first.message) (STIX 2.1, \(first.spec))\(others)"
            throw Refusal(id: kept.id, version: kept.version, message: message)
        }
        return IncomingObject(
            kept: kept,
            markings: kept.facts?.markings ?? MarkingReading.references(of: value),
            derivation: Self.derivation(value),
            translated: kept.type == "language-content" ? value["object_ref"]?.string : nil
        )
    }

    /// What is wrong between a translation and the object that it translates (STIX 2.1, 7.1.1), or nil.
    package func mismatch(of translation: JSONValue, with original: JSONValue) -> String? {
        let findings = validator.translationFindings(of: translation, for: original, prefix: "")
        return findings.first { $0.severity == .error }.map { first in
            "`\(first.path)`: \(first.message) (STIX 2.1, \(first.spec))"
        }
    }

    /// An object as it was found, with what is wrong with it.
    package struct Found: Sendable {
        package let kept: KeptObject
        /// What is wrong: code and place of the first findings, and how many more there are.
        package let findings: String
        /// The marking definitions that it refers to, those of its portions included.
        package let markings: [String]
    }

    /// An object that is not valid, for keeping it apart.
    ///
    /// What identifies it, and what it is marked with, must be readable: an object whose markings nobody can read would be shown to
    /// everybody, or to nobody.
    /// - Parameter element: the object as it came.
    /// - Returns: the object with its findings, or nil if it cannot be kept even so.
    package func found(_ element: JSONListElement) -> Found? {
        guard let document = try? JSONDocument(parsing: element.bytes, limits: limits, origin: element.origin),
            document.root.kind == .object, let kept = try? Self.kept(document.root),
            let id = STIXIdentifier(kept.id), id.type == kept.type, kept.type != TypeSchema.notice.name
        else { return nil }
        let errors = validator.findings(for: document.root).filter { $0.severity == .error }
        let isMarkingFault = errors.contains { finding in
            ["object_marking_refs", "granular_markings"].contains { name in
                finding.path.hasPrefix(name) && (document.root[name]?.count ?? 0) > 0
            }
        }
        let areMarkingsLists = ["object_marking_refs", "granular_markings"].allSatisfy { name in
            document.root[name].map { $0.kind == .array } ?? true
        }
        guard !isMarkingFault, areMarkingsLists else { return nil }
        var texts = errors.prefix(Self.findings).map { finding in
            finding.path.isEmpty ? finding.code.rawValue : "\(finding.code.rawValue) \(finding.path)"
        }
        if errors.count > Self.findings { texts.append("+\(errors.count - Self.findings)") }
        return Found(
            kept: kept,
            findings: texts.joined(separator: "; "),
            markings: MarkingReading.references(of: document.root)
        )
    }

    /// So many findings are kept with an object.
    private static let findings = 20

    private static func derivation(_ value: JSONValue) -> IncomingObject.Derivation? {
        guard value["relationship_type"]?.isString("derived-from") ?? false, let work = value["source_ref"]?.string,
            let source = value["target_ref"]?.string
        else { return nil }
        return IncomingObject.Derivation(work: work, source: source)
    }

    /// What is kept of an object; asks only for what identifies it.
    /// - Parameter value: the object.
    /// - Returns: the object as it is kept.
    /// - Throws: `Refusal` if it has no id or type.
    package static func kept(_ value: JSONValue) throws(Refusal) -> KeptObject {
        guard let type = value["type"]?.string, let id = value["id"]?.string else {
            throw Refusal(id: value["id"]?.string, message: "the object needs `type` and `id`")
        }
        let version = value["modified"]?.string ?? value["created"]?.string ?? ""
        let bytes = value.canonicalBytes()
        return KeptObject(
            id: id,
            type: type,
            version: version,
            stamp: STIXTimestamp(version)?.microsecondsSinceEpoch ?? 0,
            specification: specification(value),
            quarantine: nil,
            digest: SHA256.digest(of: bytes),
            bytes: bytes,
            facts: HoldingFacts(of: value, canonical: bytes)
        )
    }

    /// 20 for an object that says so, or that has versions and says nothing (STIX 2.0 had no `spec_version` there).
    private static func specification(_ value: JSONValue) -> Int64 {
        guard let text = value["spec_version"]?.string else { return value["created"] == nil ? 21 : 20 }
        return text == "2.0" ? 20 : 21
    }
}
