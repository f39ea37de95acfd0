internal import JSON

/// Profiles: what a document of a category has to hold (6.1.26 and 6.1.27.x).
extension CSAFTest {
    private static let advisories: Set<String> = [
        "csaf_security_advisory", "csaf_vex", "csaf_deprecated_security_advisory",
    ]
    private static let withVulnerabilities = advisories.union(["csaf_vulnerability_report"])
    private static let informational: Set<String> = [
        "csaf_informational_advisory", "csaf_security_incident_response",
    ]
    private static let ended: Set<String> = ["csaf_withdrawn", "csaf_superseded"]

    static let categories: [CSAFTest] = [
        CSAFTest("6.1.26") { document, say in
            let names = profileNames(document.edition)
            let category = document.category
            guard !names.contains(category) else { return }
            let plain = Self.plain(category)
            let reserved = Set(
                names.map(Self.plain) + names.filter { $0 != "csaf_base" }.map { Self.plain(String($0.dropFirst(5))) }
            )
            if reserved.contains(plain) || category.lowercased().hasPrefix("csaf_") {
                say("/document/category", "`\(category)` can be mistaken for a profile of the standard")
            }
        }
    ]

    private static func profileNames(_ edition: CSAFDocument.Edition) -> Set<String> {
        let old: Set<String> = [
            "csaf_base", "csaf_informational_advisory", "csaf_security_advisory", "csaf_security_incident_response",
            "csaf_vex",
        ]
        let added: Set<String> = [
            "csaf_deprecated_security_advisory", "csaf_superseded", "csaf_withdrawn", "csaf_vulnerability_report",
        ]
        return edition == .csaf20 ? old : old.union(added)
    }

    /// A name in small letters, without what does not tell one from another for people.
    private static func plain(_ name: String) -> String {
        String(
            String.UnicodeScalarView(
                name.lowercased().unicodeScalars.filter { scalar in
                    switch scalar.properties.generalCategory {
                    case .dashPunctuation, .connectorPunctuation, .spaceSeparator, .lineSeparator,
                        .paragraphSeparator,
                        .control, .format, .mathSymbol:
                        false
                    default: true
                    }
                }
            )
        )
    }

    /// A test of documents of some categories.
    private static func of(
        _ id: String,
        _ categories: Set<String>,
        _ editions: Set<CSAFDocument.Edition> = [.csaf20, .csaf21],
        _ run: @escaping @Sendable (CSAFDocument, Say) -> Void
    ) -> CSAFTest {
        CSAFTest(id, editions) { document, say in
            if categories.contains(document.category) { run(document, say) }
        }
    }

    /// A test of each vulnerability in documents of some categories.
    private static func each(
        _ id: String,
        _ categories: Set<String>,
        _ editions: Set<CSAFDocument.Edition> = [.csaf20, .csaf21],
        _ run: @escaping @Sendable (CSAFDocument, Place, Say) -> Void
    ) -> CSAFTest {
        of(id, categories, editions) { document, say in
            for vulnerability in document.vulnerabilities { run(document, vulnerability, say) }
        }
    }

    static let profiles = whole + vulnerability + endings

    private static let whole: [CSAFTest] = [
        of("6.1.27.1", informational) { document, say in
            let wanted = ["description", "details", "general", "summary"]
            guard !document.notes.contains(where: { wanted.contains($0.text("category") ?? "") }) else { return }
            say("/document/notes", "a note that describes, details, sums up or speaks in general is missing")
        },
        of("6.1.27.2", informational.union(["csaf_superseded"])) { document, say in
            guard !document.references.contains(where: { $0.text("category") == "external" }) else { return }
            say("/document/references", "a reference to what others have is missing (`external`)")
        },
        of("6.1.27.3", ended.union(["csaf_informational_advisory"])) { document, say in
            if let list = document.root["vulnerabilities"] { say(list.path, "a document of this profile has none") }
        },
        of("6.1.27.4", withVulnerabilities) { document, say in
            if document.root["product_tree"] == nil { say("/product_tree", "the product tree is missing") }
        },
        of("6.1.27.11", withVulnerabilities) { document, say in
            if document.vulnerabilities.isEmpty { say("/vulnerabilities", "there is no vulnerability") }
        },
        of("6.1.27.13", ["csaf_security_advisory"], new) { document, say in
            let relatives = ProductRelatives(document)
            for vulnerability in document.vulnerabilities {
                guard let status = vulnerability["product_status"] else { continue }
                let others = Set(VEXStatus.names.filter { $0 != "fixed" }.flatMap { status.texts($0) })
                let counts = relatives.counts(of: others)
                for place in status.list("fixed") where counts.isAlone(place.text ?? "") {
                    say(place.path, "no version of the fixed product `\(place.text ?? "")` is said to be affected")
                }
            }
        },
    ]

    private static let vulnerability: [CSAFTest] = [
        each("6.1.27.5", advisories) { _, vulnerability, say in
            if vulnerability.list("notes").isEmpty { say(vulnerability.path + "/notes", "a note is missing") }
        },
        each("6.1.27.6", advisories.subtracting(["csaf_vex"])) { _, vulnerability, say in
            guard vulnerability["product_status"].map({ $0.value.count == 0 }) ?? true else { return }
            say(vulnerability.path + "/product_status", "the status of products is missing")
        },
        each("6.1.27.7", ["csaf_vex"]) { _, vulnerability, say in
            let wanted = VEXStatus.allCases.map(\.rawValue)
            guard !wanted.contains(where: { vulnerability.at("product_status", $0) != nil }) else { return }
            say(vulnerability.path + "/product_status", "one of \(wanted.joined(separator: ", ")) is missing")
        },
        each("6.1.27.8", ["csaf_vex", "csaf_security_advisory", "csaf_vulnerability_report"]) {
            document,
            vulnerability,
            say in
            // CSAF 2.0 asks for it of VEX alone.
            guard document.edition == .csaf21 || document.category == "csaf_vex" else { return }
            let ids = vulnerability.list("ids")
            guard vulnerability["cve"] == nil else { return }
            guard !ids.isEmpty else {
                return say(vulnerability.path, "an identifier is missing: `cve` or one of `ids`")
            }
            guard ids.allSatisfy({ $0["product_ids"] != nil || $0["group_ids"] != nil }) else { return }
            let covered = Set(ids.flatMap(document.products(of:)))
            let named = Set(
                vulnerability["product_status"].map { status in VEXStatus.names.flatMap { status.texts($0) } } ?? []
            )
            for id in named.subtracting(covered).sorted() {
                say(vulnerability.path + "/ids", "for the product `\(id)` the vulnerability has no identifier")
            }
        },
        each("6.1.27.9", ["csaf_vex"]) { document, vulnerability, say in
            var covered = Set(
                vulnerability.list("threats").filter { $0.text("category") == "impact" }
                    .flatMap(document.products(of:))
            )
            covered.formUnion(
                vulnerability.list("flags").filter { VEXStatus.flags.contains($0.text("label") ?? "") }
                    .flatMap(document.products(of:))
            )
            for place in vulnerability["product_status"]?.list("known_not_affected") ?? []
            where !covered.contains(place.text ?? "") {
                say(place.path, "why `\(place.text ?? "")` is not affected is missing: an impact or a flag")
            }
        },
        each("6.1.27.10", ["csaf_vex"]) { document, vulnerability, say in
            let covered = Set(vulnerability.list("remediations").flatMap(document.products(of:)))
            for place in vulnerability["product_status"]?.list("known_affected") ?? []
            where !covered.contains(place.text ?? "") {
                say(place.path, "what is to be done about `\(place.text ?? "")` is missing")
            }
        },
        each("6.1.27.12", ["csaf_security_advisory"], new) { _, vulnerability, say in
            guard (vulnerability["product_status"]?.list("known_affected") ?? []).isEmpty else { return }
            say(vulnerability.path + "/product_status/known_affected", "affected products are missing")
        },
        each("6.1.27.20", ["csaf_vulnerability_report"], new) { document, vulnerability, say in
            guard document.isEnglish else { return }
            let wanted = ["vulnerability summary": "summary", "cve description": "description"]
            let path = vulnerability.path + "/notes"
            let titled = vulnerability.list("notes").filter { wanted[($0.text("title") ?? "").lowercased()] != nil }
            if titled.isEmpty {
                say(path, "a note with the title `Vulnerability Summary` or `CVE Description` is missing")
            }
            for note in titled where note.text("category") != wanted[(note.text("title") ?? "").lowercased()] {
                say(note.path + "/category", "a note with this title has another category")
            }
        },
    ]

    private static let endings: [CSAFTest] = [
        of("6.1.27.14", ended, new) { document, say in
            guard !document.notes.contains(where: { $0.text("category") == "description" }) else { return }
            say("/document/notes", "a note that describes is missing")
        },
        of("6.1.27.15", ended, new) { document, say in
            if let tree = document.root["product_tree"] { say(tree.path, "a document of this profile has none") }
        },
        of("6.1.27.16", ended, new) { document, say in
            if document.revisions.count < 2 {
                say("/document/tracking/revision_history", "what ends something has two revisions at least")
            }
        },
        reason("6.1.27.17", "csaf_withdrawn", "Reasoning for Withdrawal"),
        reason("6.1.27.18", "csaf_superseded", "Reasoning for Supersession"),
        of("6.1.27.19", ["csaf_superseded"], new) { document, say in
            guard document.isEnglish else { return }
            let named = document.references.filter { ($0.text("summary") ?? "").hasPrefix("Superseding Document") }
            if named.isEmpty {
                say("/document/references", "a reference whose summary begins with `Superseding Document` is missing")
            }
            for reference in named where reference.text("category") != "external" {
                say(reference.path + "/category", "the superseding document is `external`")
            }
        },
    ]

    private static func reason(_ id: String, _ category: String, _ title: String) -> CSAFTest {
        of(id, [category], new) { document, say in
            guard document.isEnglish else { return }
            let named = document.notes.filter { $0.text("title") == title }
            guard named.count != 1 || named[0].text("category") != "description" else { return }
            say("/document/notes", "exactly one note that describes has the title `\(title)`")
        }
    }
}

extension CSAFDocument {
    var notes: [Place] { document?.list("notes") ?? [] }
    var references: [Place] { document?.list("references") ?? [] }
    /// Whether it is in English, or does not say in which language it is.
    var isEnglish: Bool { document?.text("lang").map { $0.lowercased().hasPrefix("en") } ?? true }
}

/// Which products are versions of one another (6.1.27.13): those under the nearest branch that names a product, and
/// those in one list without branches.
struct ProductRelatives {
    private struct Path {
        let first: String
        /// The steps as one text, and those before the last one that installs something with it.
        let steps: String
        let before: String?
    }

    private var families: [String: Int] = [:]
    private var paths: [String: Path] = [:]

    init(_ document: CSAFDocument) {
        let tree = document.root["product_tree"]
        for product in tree?.list("full_product_names") ?? [] {
            if let id = product.text("product_id") { families[id] = 0 }
        }
        var count = 0
        for branch in tree?.list("branches") ?? [] { add(branch, &count) }
        for place in tree?.list("product_paths") ?? [] {
            guard let id = place.at("full_product_name", "product_id")?.text,
                let first = place.text("beginning_product_reference")
            else { continue }
            let steps = place.list("subpaths").map { step in
                "\(step.text("category") ?? "") \(step.text("next_product_reference") ?? "")"
            }
            let last = steps.lastIndex { $0.hasPrefix("installed_with ") }
            let before = last.map { steps[..<$0].joined(separator: "\n") }
            paths[id] = Path(first: first, steps: steps.joined(separator: "\n"), before: before)
        }
    }

    private mutating func add(_ branch: Place, _ count: inout Int) {
        guard branch.text("category") == "product_name" else {
            for inner in branch.list("branches") { add(inner, &count) }
            return
        }
        count += 1
        var open = [branch]
        while let one = open.popLast() {
            if let id = one.at("product", "product_id")?.text { families[id] = count }
            open += one.list("branches")
        }
    }

    /// What the products of a vulnerability that are not fixed are versions of.
    func counts(of others: Set<String>) -> Counts {
        var (alike, exact) = ([String: Int](), Set<String>())
        for id in others {
            if let key = key(of: id) { alike[key, default: 0] += 1 }
            exact.insert(paths[id].map { "\($0.first)\n\($0.steps)" } ?? id)
        }
        return Counts(relatives: self, others: others, alike: alike, exact: exact)
    }

    /// What a product has in common with its other versions; nil where the tree does not say.
    private func key(of id: String) -> String? {
        guard let path = paths[id] else { return families[id].map { "\($0)" } }
        return families[path.first].map { "\($0)\n\(path.steps)" }
    }

    struct Counts {
        let relatives: ProductRelatives
        let others: Set<String>
        let alike: [String: Int]
        let exact: Set<String>

        /// Whether nothing is said of any other version of a fixed product.
        func isAlone(_ id: String) -> Bool {
            // What is installed with something is a change to what the path is without it.
            if let path = relatives.paths[id], let before = path.before {
                return !exact.contains(before.isEmpty ? path.first : "\(path.first)\n\(before)")
            }
            guard let key = relatives.key(of: id) else { return false }
            return (alike[key] ?? 0) - (others.contains(id) ? 1 : 0) <= 0
        }
    }
}
