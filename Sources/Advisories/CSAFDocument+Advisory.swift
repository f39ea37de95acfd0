/// What a CSAF document says, in the terms of all formats.
extension CSAFDocument {
    func advisory() throws(AdvisoryFault) -> Advisory {
        guard !trackingID.isEmpty, !title.isEmpty, !publisher.isEmpty else {
            throw AdvisoryFault("it has no identifier, no title or no publisher")
        }
        guard let first = AdvisoryMoment(tracking?.text("initial_release_date"))?.text,
            let this = AdvisoryMoment(tracking?.text("current_release_date"))?.text
        else { throw AdvisoryFault("it does not say when it was released, with a zone") }
        let own = references.first { $0.text("category") == "self" }
        return Advisory(
            format: edition == .csaf20 ? .csaf20 : .csaf21,
            id: trackingID,
            version: version,
            status: status,
            title: title,
            summary: Self.text(of: notes, ["summary", "description", "general", "details"]),
            publisher: (publisher, namespace),
            language: document?.text("lang"),
            dates: (first, max(first, this)),
            url: own?.text("url"),
            sharing: (tlpLabel.map { $0 == "WHITE" ? "CLEAR" : $0 }, sharingGroup),
            products: products.map {
                Advisory.Product(
                    id: $0.id,
                    name: $0.name,
                    vendor: $0.vendor,
                    version: $0.version,
                    cpe: $0.cpe,
                    identifiers: $0.identifiers
                )
            },
            vulnerabilities: vulnerabilities.enumerated().map(vulnerability)
        )
    }

    private static func text(of notes: [Place], _ categories: [String]) -> String? {
        for category in categories {
            if let note = notes.first(where: { $0.text("category") == category }) { return note.text("text") }
        }
        return nil
    }

    private func vulnerability(_ number: Int, _ place: Place) -> Advisory.Vulnerability {
        let id = place.list("ids").first?.text("text")
        let title = place.text("title")
        return Advisory.Vulnerability(
            name: place.text("cve") ?? id ?? title ?? "\(trackingID) \(number + 1)",
            cve: place.text("cve"),
            title: title,
            summary: Self.text(of: place.list("notes"), ["description", "summary", "details", "general"]),
            urls: place.list("references").compactMap { $0.text("url") },
            score: metrics(of: place).flatMap { CVSSScore.all(in: $0.content) }.compactMap { score in
                score.baseScore.flatMap { value in score.place.text("vectorString").map { (value, $0) } }
            }.max { $0.0 < $1.0 },
            statements: statements(of: place),
            remediations: place.list("remediations").map {
                Advisory.Remediation(
                    category: $0.text("category") ?? "",
                    details: $0.text("details") ?? "",
                    url: $0.text("url"),
                    products: products(of: $0)
                )
            }
        )
    }

    private func statements(of vulnerability: Place) -> [Advisory.Statement] {
        guard let status = vulnerability["product_status"] else { return [] }
        var flags: [String: String] = [:]
        for flag in vulnerability.list("flags") {
            guard let label = flag.text("label") else { continue }
            for id in products(of: flag) where flags[id] == nil { flags[id] = label }
        }
        var seen: Set<String> = []
        var found: [Advisory.Statement] = []
        for name in VEXStatus.names {
            guard let meant = VEXStatus(productStatus: name) else { continue }
            for id in status.texts(name) where seen.insert("\(meant.rawValue) \(id)").inserted {
                found.append(
                    Advisory.Statement(product: id, status: meant, flag: meant == .knownNotAffected ? flags[id] : nil)
                )
            }
        }
        return found
    }
}
