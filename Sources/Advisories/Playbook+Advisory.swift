internal import Flows
internal import JSON

extension Playbook {
    /// What it is as an advisory: there is nothing of products in it, and nothing of who wrote it but an identifier.
    func advisory() throws(AdvisoryFault) -> Advisory {
        guard !id.isEmpty, !name.isEmpty else { throw AdvisoryFault("the playbook has no identifier or no name") }
        guard let first = AdvisoryMoment(dates.first)?.text, let this = AdvisoryMoment(dates.this)?.text else {
            throw AdvisoryFault("the playbook does not say when it was written, with a zone")
        }
        return Advisory(
            format: .playbook,
            id: id,
            version: dates.this,
            status: "final",
            title: name,
            summary: summary.isEmpty ? nil : summary,
            publisher: ("", author),
            language: nil,
            dates: (first, max(first, this)),
            url: nil,
            sharing: (tlp, nil),
            products: [],
            vulnerabilities: []
        )
    }
}
