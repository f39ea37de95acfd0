public import Agreements

/// The article of an instrument in force that lets something be told that is not told otherwise.
///
/// 1. What is classified goes on an agreement, and that one has to say it: each agreement is a basis of its own. Where portions go on
///    several, each has to.
/// 2. For what is not classified, any instrument in force between the two parties can say it.
/// 3. National additions cannot: they only restrict.
struct LettingArticle: Sendable, Hashable {
    /// The agreement's number.
    let agreement: Int32
    /// The rule's number in it.
    let article: Int32

    /// The article, or nil where none says it.
    /// - Parameters:
    ///   - clause: what it says.
    ///   - bases: the agreements on which what goes rests, by number; empty for what is not classified.
    ///   - from: the sender's number.
    ///   - to: the recipient's number.
    ///   - tables: the agreements of the day.
    init?(_ clause: Clause, _ bases: Set<Int>, from: Int, to: Int, _ tables: AgreementTables) {
        guard !bases.isEmpty else {
            guard let said = tables.standing(from: from, to: to).said[clause] else { return nil }
            (agreement, article) = (Int32(said.agreement), Int32(said.rule))
            return
        }
        let place = ClausePlace.place(clause)
        var found: LettingArticle?
        let numbers = tables.basisNumbers(from: from, to: to)
        for agreement in bases.sorted() {
            guard let basis = numbers.lazy.map(tables.basis).first(where: { $0.agreement == agreement }),
                basis.has(place)
            else { return nil }
            found = found ?? LettingArticle(Int32(agreement), Int32(basis.clauseRules[place]))
        }
        guard let found else { return nil }
        self = found
    }

    init(_ agreement: Int32, _ article: Int32) { (self.agreement, self.article) = (agreement, article) }

    /// A ground that says so.
    func ground(_ code: GroundCode) -> Ground {
        var ground = Ground(code: code, verdict: .permits)
        (ground.agreement, ground.article) = (agreement, article)
        return ground
    }
}

/// The article by which identifiers of what is not held may go with what names them.
///
/// It is about what is *not here*. What is here and does not go is never named.
public struct AbsentRule: Sendable, Hashable {
    private let letting: LettingArticle

    /// The article, or nil where none says it.
    /// - Parameters:
    ///   - bases: the agreements on which what goes rests, by number; empty for what is not classified.
    ///   - from: the sender's number.
    ///   - to: the recipient's number.
    ///   - tables: the agreements of the day.
    public init?(_ bases: Set<Int>, from: Int, to: Int, _ tables: AgreementTables) {
        guard let letting = LettingArticle(.absentNamed, bases, from: from, to: to, tables) else { return nil }
        self.letting = letting
    }

    /// The agreement's number.
    public var agreement: Int32 { letting.agreement }
    /// The rule's number in it.
    public var article: Int32 { letting.article }

    /// The ground that says so.
    var ground: Ground { letting.ground(.absentNamed) }
}
