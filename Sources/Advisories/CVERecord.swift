internal import JSON

/// A record of the CVE programme (JSON 5.0 and later of the same major version; a higher `dataVersion` is no reason to
/// refuse what can be read).
struct CVERecord {
    private let root: Place
    private let id: String
    private let container: Place

    init(_ value: JSONValue) throws(AdvisoryFault) {
        root = Place(value)
        let version = root.text("dataVersion") ?? ""
        guard version.hasPrefix("5.") else {
            throw AdvisoryFault("a CVE record of version `\(version)` is not read here; 5.x is")
        }
        guard let id = root.at("cveMetadata", "cveId")?.text, AdvisoryIdentifiers.isCVE(id),
            let container = root.at("containers", "cna")
        else { throw AdvisoryFault("it is no CVE record: the identifier or what the assigner says is missing") }
        (self.id, self.container) = (id, container)
    }

    func advisory() throws(AdvisoryFault) -> Advisory {
        let metadata = root["cveMetadata"]
        guard metadata?.text("state") != "REJECTED" else { throw AdvisoryFault("the CVE record was rejected") }
        let published = metadata?.text("datePublished") ?? metadata?.text("dateReserved")
        // Records may have times without a zone, which are in UTC by the programme's rules.
        func moment(_ text: String?) -> AdvisoryMoment? {
            AdvisoryMoment(text) ?? AdvisoryMoment(text.map { $0 + "Z" })
        }
        guard let first = moment(published)?.text else {
            throw AdvisoryFault("it does not say when it was published")
        }
        let this = moment(metadata?.text("dateUpdated"))?.text ?? first
        let summary = description
        let affected = container.list("affected").flatMap(Self.affected)
        let name = container["providerMetadata"]?.text("shortName") ?? "CVE"
        return Advisory(
            format: .cve,
            id: id,
            version: metadata?["serial"].map { $0.value.spelling } ?? "1",
            status: "final",
            title: container.text("title").map { "\(id): \($0)" } ?? id,
            summary: summary,
            publisher: (name, "https://www.cve.org"),
            language: nil,
            dates: (first, max(first, this)),
            url: "https://www.cve.org/CVERecord?id=\(id)",
            sharing: (nil, nil),
            products: affected.map(\.product),
            vulnerabilities: [
                Advisory.Vulnerability(
                    name: id,
                    cve: id,
                    title: container.text("title"),
                    summary: summary,
                    urls: container.list("references").compactMap { $0.text("url") },
                    score: score,
                    statements: affected.compactMap { one in
                        one.status.map { Advisory.Statement(product: one.product.id, status: $0, flag: nil) }
                    },
                    remediations: (container.list("solutions") + container.list("workarounds")).compactMap { one in
                        one.text("value").map {
                            Advisory.Remediation(
                                category: one.path.contains("workarounds") ? "workaround" : "vendor_fix",
                                details: $0,
                                url: nil,
                                products: affected.filter { $0.status == .knownAffected }.map(\.product.id)
                            )
                        }
                    }
                )
            ]
        )
    }

    private var description: String? {
        let all = container.list("descriptions")
        let english = all.first { ($0.text("lang") ?? "").lowercased().hasPrefix("en") }
        return (english ?? all.first)?.text("value")
    }

    private var score: (value: Double, vector: String)? {
        let scores = container.list("metrics").flatMap { metric in
            ["cvssV2_0", "cvssV3_0", "cvssV3_1", "cvssV4_0"].compactMap { metric[$0] }
        }
        return scores.compactMap { one in
            one.number("baseScore").flatMap { value in one.text("vectorString").map { (value, $0) } }
        }.max { $0.0 < $1.0 }
    }

    /// The versions of a product, each with its status; the default status where none is named.
    private static func affected(_ place: Place) -> [(product: Advisory.Product, status: VEXStatus?)] {
        let (vendor, name) = (place.text("vendor"), place.text("product") ?? place.text("packageName") ?? "")
        guard !name.isEmpty else { return [] }
        let cpes = place.texts("cpes")
        func product(_ version: String?) -> Advisory.Product {
            let words = [vendor, name, version].compactMap { $0 }
            return Advisory.Product(
                id: words.joined(separator: "/"),
                name: words.joined(separator: " "),
                vendor: vendor,
                version: version,
                cpe: cpes.count == 1 ? cpes[0] : nil,
                identifiers: cpes + [place.text("packageURL")].compactMap { $0 }
            )
        }
        let versions = place.list("versions").compactMap { one -> (product: Advisory.Product, status: VEXStatus?)? in
            guard let from = one.text("version") else { return nil }
            let range =
                one.text("lessThan").map { "\(from) < \($0)" }
                ?? one.text("lessThanOrEqual").map { "\(from) <= \($0)" }
            return (product(range ?? from), status(one.text("status")))
        }
        return versions.isEmpty ? [(product(nil), status(place.text("defaultStatus")))] : versions
    }

    private static func status(_ text: String?) -> VEXStatus? {
        switch text {
        case "affected": .knownAffected
        case "unaffected": .knownNotAffected
        case "unknown": .underInvestigation
        default: nil
        }
    }
}
