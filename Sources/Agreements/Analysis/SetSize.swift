/// Whether a set that comes from outside can be laid out for a day in bounded time and memory.
enum SetSize {
    /// The fault of a set that is too large, or nil.
    static func fault(of set: AgreementSet) -> Diagnostic? {
        let levels = set.schemes.reduce(0) { $0 + $1.levels.count }
        let counts: [(Int, Int, String, SourceSpan?)] = [
            (set.parties.count, AccordLimits.parties, "parties", set.parties.last?.span),
            (set.schemes.count, AccordLimits.parties, "schemes", set.schemes.last?.span),
            (set.agreements.count, AccordLimits.agreements, "agreements", set.agreements.last?.span),
            (levels * set.parties.count, AccordLimits.reaches, "levels times parties", set.schemes.last?.span),
        ]
        for (count, most, what, span) in counts where count > most {
            return span.map { fault($0, "the set has \(count) \(what), and \(most) are the most") }
        }
        let additions = set.agreements.filter { $0.kind == .additions }
        let added = additions.reduce(0) { $0 + 1 + weight($1) }
        var steps = 0
        for agreement in set.agreements where agreement.kind != .additions {
            let parties = agreement.parties.count
            let pairs = agreement.isWithMembers ? 2 * set.parties.count : parties * parties
            steps += pairs * (1 + levels + set.schemes.count + added + weight(agreement))
            guard steps <= AccordLimits.tableSteps else {
                let message = "`\(agreement.name)` makes the set too large to be laid out for a day"
                return fault(agreement.span, message)
            }
        }
        return nil
    }

    /// How much is gone through for each ordered pair of parties.
    private static func weight(_ agreement: Agreement) -> Int {
        agreement.rules.reduce(0) { sum, rule in
            switch rule.content {
            case .levels(let table): sum + table.rows.reduce(1) { $0 + 1 + $1.groups.reduce(0) { $0 + $1.count } }
            case .ceiling(let levels), .electronicCeiling(let levels), .never(let levels), .twoOfficers(let levels):
                sum + 1 + levels.count
            case .subjects(let names), .groups(_, let names): sum + 1 + names.count
            case .courierOnly, .keepsCaveat, .relay, .clause, .provides: sum + 1
            }
        }
    }

    private static func fault(_ span: SourceSpan, _ message: String) -> Diagnostic {
        Diagnostic(
            "set-too-large",
            .error,
            span,
            message,
            help: "divide it, or leave out what the node does not need"
        )
    }
}
