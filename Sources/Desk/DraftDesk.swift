package import Agreements
internal import Configuration
internal import Cryptography
package import Installation
internal import JSON
internal import Releasing
package import Store
package import Work

/// Drafts of agreements whose articles stand in rows of a text, read beside the set in use.
///
/// Nothing of it is kept: the set in use stays what it is, and what another side wrote is read as rules of one article
/// alone.
package struct DraftDesk {
    private let node: Node
    private let connection: Connection

    package init(_ node: Node, _ connection: Connection) { (self.node, self.connection) = (node, connection) }

    /// A draft beside the set in use.
    package struct Read {
        /// The set in use with the draft in it.
        package let set: AgreementSet
        /// The draft's name in it.
        package let name: String
        /// Whether the set in use has it.
        package let isHere: Bool
        /// What could not be read; the article stands as in the own draft then.
        package let faults: [DraftForm.Fault]
    }

    /// Reads drafts, all of them at once.
    package func read(_ drafts: [TiedDraft]) throws(StoreError) -> [Read] {
        guard let first = drafts.first else { return [] }
        let row = try AgreementRows(connection).current()
        let used = try node.agreements.set(row, connection)
        let parties = try parties(first.parties, used)
        let given = Set(drafts.flatMap(\.articles).filter { $0.accord != nil })
        let written = given.sorted { Self.order($0) < Self.order($1) }
        let articles = written.compactMap { one in DraftedArticle(one.article, one.accord ?? "").map { (one, $0) } }
        let reading = try reading(articles.map(\.1), parties, of: row)
        var (rules, faults): ([TiedArticle: [Rule]], [TiedArticle: [Diagnostic]]) = ([:], [:])
        for (place, one) in articles.enumerated() {
            rules[one.0] = reading.rules[place]
            faults[one.0] = reading.faults[place]
        }
        return drafts.map { draft in
            let (name, isHere) = name(of: draft, parties, used)
            let stand = draft.articles.compactMap { one in
                rules[one].flatMap { rules in DraftedArticle(one.article, one.accord ?? "").map { ($0, rules) } }
            }
            return Read(
                set: used.drafting(name, between: parties, stand.map { (article: $0.0, rules: $0.1) }),
                name: name,
                isHere: isHere,
                faults: draft.articles.filter { $0.accord != nil && rules[$0] == nil }
                    .flatMap { Self.faults(of: $0, faults[$0] ?? [DraftedArticle.fault]) }
            )
        }
    }

    /// The digests of a draft's articles.
    package func form(_ draft: TiedDraft) throws(StoreError) -> DraftForm? {
        guard let read = try read([draft]).first, let agreement = read.set.agreement(read.name) else { return nil }
        var articles: [String: String] = [:]
        for (name, rules) in agreement.articles { articles[name] = Self.digest(rules) }
        let whole = JSONTree.members([
            "articles": .object(articles.sorted { $0.key < $1.key }.map { JSONMember($0.key, .string($0.value)) }),
            "kind": .string(agreement.kind.rawValue), "party_refs": .strings(draft.parties.sorted()),
        ])
        return DraftForm(
            isHere: read.isHere,
            articles: articles,
            digest: Self.digest(whole),
            faults: read.faults
        )
    }

    /// SHA-256 over the form of RFC 8785.
    private static func digest(_ tree: JSONTree) -> String {
        let canonical = (try? JSONDocument(parsing: tree.bytes()))?.root.canonicalBytes()
        return Encoding.hex(SHA256.digest(of: canonical ?? tree.bytes()))
    }

    private static func order(_ one: TiedArticle) -> (String, String, String) {
        (one.row, one.article, one.accord ?? "")
    }

    private func reading(_ articles: [DraftedArticle], _ parties: [String], of row: Int64?) throws(StoreError)
        -> DraftedReading
    {
        let bytes = try row.flatMap { row throws(StoreError) in try AgreementRows(connection).files(of: row) }
        let files = articles.isEmpty ? [] : bytes.flatMap(AgreementFiles.sources) ?? []
        let names = Dictionary(files.map { ($0.name, $0) }) { first, _ in first }
        return DraftedReading(articles, between: parties, beside: files, rules: AgreementFolder.rules) {
            path,
            includer in
            let folder = includer.split(separator: "/", omittingEmptySubsequences: false).dropLast()
            return names[(folder + path.split(separator: "/")).joined(separator: "/")] ?? names[path]
        }
    }

    /// The parties of a text as the set in use calls them.
    private func parties(_ identities: [String], _ set: AgreementSet) throws(StoreError) -> [String] {
        let own = node.configuration
        var links = [(name: own.name, title: own.title, identity: own.identity)]
        for partner in try PartnerRows(connection).all() {
            links.append((name: partner.name, title: partner.title, identity: partner.identity))
        }
        let full = set.including(links)
        return identities.compactMap { identity in
            let link = links.first { $0.identity == identity }
            return (full.party(identity) ?? link.flatMap { full.party($0.name) })?.name
        }
    }

    /// The name of the draft in the set, and whether it is there.
    ///
    /// Only one that binds the text's own parties is meant, whatever the text calls it.
    /// A party's own rules are nobody else's.
    private func name(of draft: TiedDraft, _ parties: [String], _ set: AgreementSet) -> (String, Bool) {
        guard let known = set.agreement(draft.agreement) else { return (draft.agreement, false) }
        let isOfAll =
            parties.count == draft.parties.count && parties.allSatisfy(known.parties.contains)
            && ![.internalRules, .additions].contains(known.kind)
        if isOfAll { return (draft.agreement, true) }
        var name = draft.agreement
        repeat { name += "*" } while set.agreement(name) != nil
        return (name, false)
    }

    private static func faults(of article: TiedArticle, _ found: [Diagnostic]) -> [DraftForm.Fault] {
        found.map { one in
            DraftForm.Fault(
                row: article.row,
                code: one.code,
                message: one.message,
                line: one.span.line,
                column: one.span.column
            )
        }
    }
}
