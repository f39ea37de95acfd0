extension Terms {
    /// The languages that a query is stemmed in, beside the word as it is.
    static let queryLanguages = ["en", "fr", "de"]

    /// A word of so many characters or more may be the beginning of what is meant.
    ///
    /// What fewer begin is a good part of everything: the index would have to put all of it in order first.
    static let shortestBeginning = 3

    /// So many words of a query may be beginnings, the last ones: those that are typed at the moment.
    static let beginnings = 4

    /// What a query asks for; nil if it holds no term.
    ///
    /// 1. Words in double quotes, and runs of a script without spaces, must follow each other; all else may stand
    ///    anywhere.
    /// 2. A word matches in the spelling's stem of any of the query languages.
    /// 3. Each of the last words that is not in quotes and long enough also matches what it begins: what has it at its
    ///    beginning, and what is the stem of an inflected form of which so much was typed.
    /// - Parameter text: what a person typed.
    /// - Returns: the query.
    package func query(_ text: String) -> SearchQuery? {
        var clauses: [SearchQuery.Clause] = []
        /// The words that may be beginnings, by the places of their clauses.
        var words: [(clause: Int, word: [UInt8])] = []
        for (place, part) in text.split(separator: "\"", omittingEmptySubsequences: false).enumerated() {
            let isPhrase = place % 2 == 1
            var alternatives: [[String]] = Self.queryLanguages.map { _ in [] }
            forEachRun(Array(part.utf8)) { run, script in
                switch script {
                case .none: break
                case .dense where isPhrase:
                    for index in alternatives.indices { alternatives[index] += pairs(run) }
                case .dense: clauses.append(denseClause(run))
                case .word:
                    let stems = Self.queryLanguages.map { stem(run, $0) }
                    if isPhrase {
                        for index in alternatives.indices { alternatives[index].append(stems[index]) }
                    } else {
                        words.append((clauses.count, Array(run)))
                        clauses.append(SearchQuery.Clause(phrases: Set(stems).sorted().map { [$0] }))
                    }
                }
            }
            let phrases = Set(alternatives.filter { !$0.isEmpty })
            if !phrases.isEmpty {
                clauses.append(SearchQuery.Clause(phrases: phrases.sorted { $0.lexicographicallyPrecedes($1) }))
            }
        }
        for (clause, word) in words.filter({ Self.mayBegin($0.word) }).suffix(Self.beginnings) {
            let text = String(decoding: word, as: UTF8.self)
            clauses[clause].beginning = text
            // What begins with the word is found by that already.
            let stems = Set(clauses[clause].phrases.flatMap(\.self)).union(completed(word))
            clauses[clause].phrases = stems.filter { !$0.hasPrefix(text) }.sorted().map { [$0] }
        }
        return clauses.isEmpty ? nil : SearchQuery(clauses: clauses)
    }

    private static func mayBegin(_ word: [UInt8]) -> Bool {
        word.reduce(0) { $1 & 0xC0 == 0x80 ? $0 : $0 + 1 } >= shortestBeginning
    }

    private func stem(_ word: ArraySlice<UInt8>, _ language: String) -> String {
        var stem: [UInt8] = []
        stemmers[language]?.appendStem(of: word, to: &stem)
        return String(decoding: stem, as: UTF8.self)
    }

    private func pairs(_ run: ArraySlice<UInt8>) -> [String] {
        var bytes: [UInt8] = []
        appendPairs(run, withLast: false, to: &bytes)
        return String(decoding: bytes, as: UTF8.self).split(separator: " ").map(String.init)
    }

    private func denseClause(_ run: ArraySlice<UInt8>) -> SearchQuery.Clause {
        let found = pairs(run)
        guard found.isEmpty else { return SearchQuery.Clause(phrases: [found]) }
        return SearchQuery.Clause(phrases: [], beginning: String(decoding: run, as: UTF8.self))
    }

    /// Endings that stems are without, as they are written with accents left out.
    private static let english =
        "ing ings ingly ed edly es ies ied ier ers ly ally ment ments mental ation ations ational ator "
        + "ators ition itions ization izations iveness fulness ousness ness ability ibility ity ities able "
        + "ables ably ible ibly ance ances ancy ence ences ency encies ant ants ent ents ism isms ist ists "
        + "ate ates ated ating ative atively ical ically icate icated icating ication ications ous ously "
        + "ize izes ized izing izer ise ises ised ising ial ially ional ionally ion ions tion tions sion "
        + "sions ive ives ively ful fully less ality alities"
    private static let french =
        "ication ications icateur icateurs icatrice ement ements ation ations ateur ateurs atrice atrices "
        + "ique iques iquement isme ismes able ables iste istes ance ances ence ences ite ites if ifs ive "
        + "ives ivement eux euse euses ment ments aient ait ant ante antes ants erait eraient erons erez "
        + "eront issement issements issait issant ions iez ons ent ees es aux ales ution utions logie "
        + "logies usion usions ier iere ieres iers"
    private static let german =
        "ung ungen ungs ern em en er es end ende enden ender isch ische ischen ischer isches keit keiten "
        + "heit heiten lich liche lichen licher liches ig ige igen iger iges igkeit igkeiten lichkeit "
        + "lichkeiten"
    private static let endings = ["en": english, "fr": french, "de": german].mapValues { endings in
        endings.split(separator: " ").map { Array($0.utf8) }
    }

    /// The stems of the forms that a word may be the beginning of, where it goes into the ending already.
    ///
    /// `anchori` begins `anchoring`, of which the index has `anchor`. Of an ending's first letter alone much is the
    /// beginning, so what is left of the word has to be long then.
    private func completed(_ word: [UInt8]) -> Set<String> {
        var stems: Set<String> = []
        for (language, endings) in Self.endings {
            for ending in endings {
                for count in 1..<ending.count
                where word.count >= count + Self.shortestBeginning && word.ends(with: ending[..<count]) {
                    let found = stem((word + ending[count...])[...], language)
                    if found.utf8.count >= (count == 1 ? 5 : 4) { stems.insert(found) }
                }
            }
        }
        // A last letter that is doubled is that of an ending, too: `transferr`.
        if word.count > Self.shortestBeginning, word.suffix(2).allSatisfy({ $0 == word.last }) {
            stems.insert(stem((word + Array("ed".utf8))[...], "en"))
        }
        return stems
    }
}

extension [UInt8] {
    fileprivate func ends(with ending: ArraySlice<UInt8>) -> Bool {
        count >= ending.count && suffix(ending.count) == ending
    }
}
