/// What a search asks for: clauses that must all hold.
package struct SearchQuery: Sendable, Equatable {
    /// One word of the query, or words in quotes: it holds where any of its ways to be met is.
    struct Clause: Sendable, Equatable {
        /// Terms that must follow each other, in one way or another.
        var phrases: [[String]]
        /// A term may also begin with this.
        var beginning: String?
    }

    let clauses: [Clause]

    /// The expression of FTS5, made of quoted terms only.
    /// - Parameter expanded: gives the terms of the index that begin with a text, or nil where they are many; the index
    ///   then puts them together itself, which takes longer and finds the same.
    /// - Returns: the expression.
    /// - Throws: what `expanded` throws.
    package func expression<Fault: Error>(
        expanding expanded: (String) throws(Fault) -> [String]?
    ) throws(Fault) -> String {
        var texts: [String] = []
        for clause in clauses {
            var ways = clause.phrases.map { "\"\($0.joined(separator: " "))\"" }
            if let beginning = clause.beginning {
                if let terms = try expanded(beginning) {
                    ways += terms.map { "\"\($0)\"" }
                } else {
                    ways.append("\"\(beginning)\" *")
                }
            }
            // What is begun by a word that nothing begins with is found nowhere, as any other word.
            if ways.isEmpty, let beginning = clause.beginning { ways = ["\"\(beginning)\""] }
            let each = Set(ways).sorted()
            texts.append(each.count == 1 ? each[0] : "(" + each.joined(separator: " OR ") + ")")
        }
        return texts.joined(separator: " AND ")
    }

    /// Whether a text has what is asked for.
    /// - Parameter terms: the terms of the text, each followed by a space (`Terms.append`).
    /// - Returns: true where the index would find it.
    package func holds(_ terms: [UInt8]) -> Bool {
        let terms = terms.split(separator: UInt8(ascii: " "))
        return clauses.allSatisfy { clause in
            if let beginning = clause.beginning.map({ Array($0.utf8) }),
                terms.contains(where: { $0.starts(with: beginning) })
            {
                return true
            }
            return clause.phrases.contains { phrase in
                let wanted = phrase.map { Array($0.utf8)[...] }
                guard let first = wanted.first else { return false }
                return terms.indices.contains { place in
                    terms[place] == first && terms[place...].starts(with: wanted)
                }
            }
        }
    }
}
