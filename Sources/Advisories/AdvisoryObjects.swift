public import JSON
internal import STIX

/// The objects that are made of an advisory: its file byte for byte, what it speaks of, and a report that ties them.
///
/// Their identifiers follow from what they are made of: the party that takes the advisory in, its publisher and
/// identifier, and the markings. The same advisory taken in twice is the same objects; under another marking they
/// are others, so that nobody learns by an identifier what is held under a marking that is hidden.
public struct AdvisoryObjects: Sendable {
    /// The label of the reports that stand for advisories.
    public static let label = "advisory"

    /// The identifier of the report.
    public let report: String
    /// All objects, the report last.
    public let objects: [JSONTree]

    /// Makes the objects.
    /// - Parameters:
    ///   - advisory: what the advisory says.
    ///   - bytes: its file.
    ///   - markings: the marking definitions that all of them bear.
    ///   - identity: the identity of the party that takes it in; nil if it has none.
    ///   - sha1: the SHA-1 function.
    ///   - sha256: SHA-256 in hexadecimal digits.
    public init(
        of advisory: Advisory,
        _ bytes: [UInt8],
        markings: [String],
        identity: String?,
        sha1: @escaping ([UInt8]) -> [UInt8],
        sha256: ([UInt8]) -> String
    ) {
        var maker = Maker(advisory: advisory, markings: markings, identity: identity, sha1: sha1)
        maker.add(
            "artifact",
            [sha256(bytes)],
            .members([
                "mime_type": .string("application/json"), "payload_bin": .string(Base64.text(bytes)),
                "hashes": .members(["SHA-256": .string(sha256(bytes))]),
            ])
        )
        for product in advisory.products { maker.add(product) }
        for (number, vulnerability) in advisory.vulnerabilities.enumerated() { maker.add(vulnerability, number) }
        if advisory.format == .playbook { maker.addPlaybook() }
        report = maker.addReport()
        objects = maker.objects
    }

    private struct Maker {
        let advisory: Advisory
        let markings: [String]
        let identity: String?
        let sha1: ([UInt8]) -> [UInt8]
        var objects: [JSONTree] = []
        var ids: [String] = []
        var known: Set<String> = []

        /// 7a6b8e53-41d5-4e0b-9c2f-5b8f3d1c7e90.
        private static let namespace: [UInt8] = [
            0x7A, 0x6B, 0x8E, 0x53, 0x41, 0xD5, 0x4E, 0x0B, 0x9C, 0x2F, 0x5B, 0x8F, 0x3D, 0x1C, 0x7E, 0x90,
        ]

        /// A UUID of version 5 over what an object is made of.
        private func identifier(_ type: String, _ key: [String]) -> String {
            let parts = [identity ?? "", advisory.namespace, advisory.id] + key + markings.sorted()
            let name = JSONTree.strings([type] + parts).bytes()
            var uuid = Array(sha1(Self.namespace + name).prefix(16))
            guard uuid.count == 16 else { return "" }
            uuid[6] = uuid[6] & 0x0F | 0x50
            uuid[8] = uuid[8] & 0x3F | 0x80
            return STIXIdentifier(type: type, uuid: uuid)?.description ?? ""
        }

        /// What it is known by outside; of a playbook the UUID: the whole would be taken for an object's identifier.
        private var number: String {
            advisory.format == .playbook ? String(advisory.id.trimmingPrefix("playbook--")) : advisory.id
        }

        private var isMarked: JSONTree? { markings.isEmpty ? nil : .strings(markings) }

        /// Adds a cyber-observable object, which has no versions: another content is another object.
        @discardableResult
        mutating func add(_ type: String, _ key: [String], _ content: JSONTree) -> String {
            let id = identifier(type, key)
            guard known.insert(id).inserted else { return id }
            var object = JSONTree.members([
                "type": .string(type), "spec_version": .string("2.1"), "id": .string(id),
                "object_marking_refs": isMarked,
            ])
            for member in content.members ?? [] { object[member.name] = member.value }
            objects.append(object)
            ids.append(id)
            return id
        }

        mutating func add(_ product: Advisory.Product) {
            let content = JSONTree.members([
                "name": .string(product.name),
                // STIX 2.1 (6.14) takes names of the second edition (2.3) alone.
                "cpe": product.cpe.flatMap { $0.hasPrefix("cpe:2.3:") ? .string($0) : nil },
                "vendor": product.vendor.map { .string($0) }, "version": product.version.map { .string($0) },
            ])
            add("software", [product.id, String(decoding: content.bytes(), as: UTF8.self)], content)
        }

        /// Adds a domain object, which has the dates of the advisory.
        private mutating func add(domain type: String, _ key: [String], _ content: JSONTree) -> String {
            let id = identifier(type, key)
            guard known.insert(id).inserted else { return id }
            var object = JSONTree.members([
                "type": .string(type), "spec_version": .string("2.1"), "id": .string(id),
                "created_by_ref": identity.map { .string($0) },
                "created": .string(advisory.dates.first), "modified": .string(advisory.dates.this),
                "lang": advisory.language.flatMap { STIXLanguage.isTag($0) ? .string($0) : nil },
                "object_marking_refs": isMarked,
            ])
            for member in content.members ?? [] { object[member.name] = member.value }
            objects.append(object)
            ids.append(id)
            return id
        }

        mutating func add(_ vulnerability: Advisory.Vulnerability, _ number: Int) {
            let known = vulnerability.cve.map { cve in
                JSONTree.members(["source_name": .string("cve"), "external_id": .string(cve)])
            }
            let urls = vulnerability.urls.filter(Self.isAddress).prefix(100).map { url in
                JSONTree.members(["source_name": .string(advisory.publisher), "url": .string(url)])
            }
            let references = [known].compactMap { $0 } + urls
            let score = vulnerability.score.map { "CVSS \($0.value): \($0.vector)" }
            let text = [vulnerability.title, vulnerability.summary, score].compactMap { $0 }
            let id = add(
                domain: "vulnerability",
                [vulnerability.cve ?? "\(number) \(vulnerability.name)"],
                .members([
                    "name": .string(vulnerability.name),
                    "description": text.isEmpty ? nil : .string(text.joined(separator: "\n\n")),
                    "external_references": references.isEmpty ? nil : .array(references),
                ])
            )
            for (place, remediation) in vulnerability.remediations.enumerated() where !remediation.details.isEmpty {
                let action = add(
                    domain: "course-of-action",
                    [vulnerability.name, "\(number)", "\(place)"],
                    .members([
                        "name": .string("\(vulnerability.name): \(remediation.category)"),
                        "description": .string(remediation.details),
                        "external_references": remediation.url.flatMap { url in
                            !Self.isAddress(url)
                                ? nil
                                : .array([
                                    .members(["source_name": .string(advisory.publisher), "url": .string(url)])
                                ])
                        },
                    ])
                )
                _ = add(
                    domain: "relationship",
                    [action, id],
                    .members([
                        "relationship_type": .string("remediates"), "source_ref": .string(action),
                        "target_ref": .string(id),
                    ])
                )
            }
        }

        /// Whether a text is an address as references of STIX have them; what is none stays in the file alone.
        private static func isAddress(_ text: String) -> Bool {
            (text.hasPrefix("https://") || text.hasPrefix("http://")) && text.utf8.count > 8
                && text.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F && !"\"<>\\^`{|}".utf8.contains($0) }
        }

        /// What a playbook says is to be done, as other objects refer to it.
        mutating func addPlaybook() {
            _ = add(
                domain: "course-of-action",
                ["playbook"],
                .members([
                    "name": .string(advisory.title), "description": advisory.summary.map { .string($0) },
                    "external_references": .array([
                        .members([
                            "source_name": .string(advisory.format.rawValue), "external_id": .string(number),
                        ])
                    ]),
                ])
            )
        }

        mutating func addReport() -> String {
            let reference = JSONTree.members([
                "source_name": .string(advisory.publisher.isEmpty ? advisory.format.rawValue : advisory.publisher),
                "external_id": .string(number),
                "url": advisory.url.flatMap { Self.isAddress($0) ? .string($0) : nil },
            ])
            return add(
                domain: "report",
                [],
                .members([
                    "name": .string(advisory.title), "description": advisory.summary.map { .string($0) },
                    "report_types": .strings([advisory.format == .playbook ? "playbook" : "vulnerability"]),
                    "published": .string(advisory.dates.this),
                    "labels": .strings([AdvisoryObjects.label, advisory.format.rawValue]),
                    "external_references": .array([reference]), "object_refs": .strings(ids),
                ])
            )
        }
    }
}
