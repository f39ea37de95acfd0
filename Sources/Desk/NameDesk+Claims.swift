internal import JSON
internal import Store
internal import Work

extension NameDesk {
    /// The type that says what somebody claims of something (`entente schema entente-claim`).
    private static let claimType = "entente-claim"
    private static let figures = [
        "value", "value_min", "value_max", "text_value", "unit", "comparison",
    ]

    /// What a claim says in short: its figure, what it is about, and whose it is.
    ///
    /// The names of the other two are there where the reader may see them and the claim's own marking covers them: a
    /// row is marked as what it is a row of.
    /// - Parameter object: a version of the claim that the reader may see.
    /// - Returns: what the API says of it; nil of anything else.
    /// - Throws: `StoreError`.
    func claim(_ object: JSONValue) throws(StoreError) -> JSONTree? {
        guard object["type"]?.isString(Self.claimType) ?? false else { return nil }
        var members = Self.figures.compactMap { name in object[name].map { JSONMember(name, JSONTree($0)) } }
        for (member, property) in [("about", "about_ref"), ("claimant", "claimant_ref")] {
            guard let id = object[property]?.string, let name = try covered(id, by: object) else { continue }
            members.append(JSONMember(member, .string(name)))
        }
        return .object(members)
    }

    private func covered(_ id: String, by claim: JSONValue) throws(StoreError) -> String? {
        guard let other = try desk.versions(of: id).first?.object.root,
            other["type"]?.isString(Self.claimType) == false
        else { return nil }
        let name = try name(other)
        var markings = LedgerDesk.markings(of: claim) + LedgerDesk.markings(of: other)
        if let translation = name.translation { markings += translation.markings }
        return desk.banner(of: markings) == desk.banner(claim) ? name.text : nil
    }
}
