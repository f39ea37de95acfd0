public import Agreements

/// The article by which identifiers of what is not held may go with what names them.
///
/// 1. What is classified goes on an agreement, and that one has to say it: each agreement is a basis of its own. Where portions go on
///    several, each has to.
/// 2. For what is not classified, any instrument in force between the two parties can say it.
/// 3. National additions cannot: they only restrict.
///
/// It is about what is *not here*. What is here and does not go is never named.
public struct AbsentRule: Sendable, Hashable {
    /// The agreement's number.
    public let agreement: Int32
    /// The rule's number in it.
    public let article: Int32

    /// The article, or nil where none says it.
    /// - Parameters:
    ///   - bases: the agreements on which what goes rests, by number; empty for what is not classified.
    ///   - from: the sender's number.
    ///   - to: the recipient's number.
    ///   - tables: the agreements of the day.
    public init?(_ bases: Set<Int>, from: Int, to: Int, _ tables: AgreementTables) {
        guard !bases.isEmpty else {
            guard let said = tables.standing(from: from, to: to).absentNamed else { return nil }
            (agreement, article) = (Int32(said.agreement), Int32(said.rule))
            return
        }
        var found: AbsentRule?
        let numbers = tables.basisNumbers(from: from, to: to)
        for agreement in bases.sorted() {
            guard let basis = numbers.lazy.map(tables.basis).first(where: { $0.agreement == agreement }),
                basis.has(ClausePlace.absentNamed)
            else { return nil }
            found = found ?? AbsentRule(Int32(agreement), Int32(basis.clauseRules[ClausePlace.absentNamed]))
        }
        guard let found else { return nil }
        self = found
    }

    private init(_ agreement: Int32, _ article: Int32) { (self.agreement, self.article) = (agreement, article) }

    /// The ground that says so.
    var ground: Ground {
        var ground = Ground(code: .absentNamed, verdict: .permits)
        (ground.agreement, ground.article) = (agreement, article)
        return ground
    }
}
