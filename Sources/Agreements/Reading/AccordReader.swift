internal import Labels

/// What one file declares, before names are looked up in the whole set.
struct AccordDeclarations: Sendable {
    var parties: [Party] = []
    var schemes: [Scheme] = []
    var agreements: [Agreement] = []
    /// Other files that it takes in.
    var includes: [AccordToken] = []
}

/// Reads the lines of a file as declarations; a line that says nothing it knows is reported, and the next one tried.
struct AccordReader {
    var findings: Findings
    var declarations = AccordDeclarations()
    let rules: ReadingRules?
    /// Quoted texts that are told to people and name nothing: any letters may stand in them.
    var prose: Set<SourcePlace> = []

    /// Where a token begins in its file.
    struct SourcePlace: Hashable {
        var line: Int
        var column: Int

        init(_ token: AccordToken) { (line, column) = (token.span.line, token.span.column) }
    }

    /// Reads one file.
    /// - Parameters:
    ///   - file: the file.
    ///   - rules: what is asked of a text from outside; nil for one that was read before.
    init(_ file: SourceFile, rules: ReadingRules? = nil) {
        self.rules = rules
        var lexer = AccordLexer(file, isBounded: rules != nil)
        let lines = lexer.tree()
        findings = lexer.findings
        for line in lines where !line.tokens.isEmpty && !findings.isFull {
            read(line)
        }
        if let rules { checkNames(lines, rules) }
    }

    /// Names are written in letters that look like no others: one script a word, in their ordinary forms.
    private mutating func checkNames(_ lines: [AccordLine], _ rules: ReadingRules) {
        for line in lines where !findings.isFull {
            for token in line.tokens where token.text.utf8.contains(where: { $0 >= 0x80 }) {
                guard !prose.contains(SourcePlace(token)) else { continue }
                if let (word, letter) = Lettering.stranger(in: token.text) {
                    let code = String(letter.value, radix: 16, uppercase: true)
                    let message = "`\(word)` has a letter that may be taken for another one: `\(letter)` (U+\(code))"
                    report("look-alike", token.span, message, help: "write the whole word in one alphabet")
                } else if case let plain = rules.composed(token.text), plain != token.text {
                    let message = "`\(token.text)` has characters in another than their ordinary form"
                    report("look-alike", token.span, message, help: "write `\(plain)`")
                }
            }
            checkNames(line.children, rules)
        }
    }

    private mutating func read(_ line: AccordLine) {
        let rest = line.tokens.dropFirst()
        switch line.head.lowercased() {
        case "party":
            guard let name = name(of: rest, after: line) else { return }
            declarations.parties.append(party(name, line))
        case "scheme", "additions":
            guard let of = rest.lastIndex(where: { $0.kind == .word && $0.text == "of" }),
                let name = name(of: rest[..<of], after: line),
                let owner = self.name(of: rest[(of + 1)...], after: line)
            else {
                let help = "write `\(line.head) NAME of PARTY`"
                report("missing", line.tokens.last?.span ?? line.span, "the party is missing", help: help)
                return
            }
            if line.head.lowercased() == "scheme" {
                declarations.schemes.append(scheme(name, owner, line))
            } else {
                var additions = Agreement(name: name, span: line.tokens[1].span)
                additions.parties = [owner]
                additions.kind = .additions
                declarations.agreements.append(agreement(additions, line))
            }
        case "agreement":
            guard let name = name(of: rest, after: line) else { return }
            declarations.agreements.append(agreement(Agreement(name: name, span: line.tokens[1].span), line))
        case "include":
            guard let path = rest.first, rest.count == 1, path.kind == .quoted else {
                report(
                    "missing",
                    line.span,
                    "the file to take in is missing",
                    help: "write `include \"FILE.accord\"`"
                )
                return
            }
            declarations.includes.append(path)
        default:
            let words = ["party", "scheme", "agreement", "additions", "include"]
            let help =
                findings.suggestion(for: line.head, in: words).map { "did you mean `\($0)`?" }
                ?? "a file holds `agreement`, `party`, `scheme`, `additions` and `include`"
            let span = line.tokens.first?.span ?? line.span
            report("unknown-declaration", span, "no declaration begins with `\(line.head)`", help: help)
        }
    }

    mutating func report(
        _ code: String,
        _ span: SourceSpan,
        _ message: String,
        help: String? = nil
    ) {
        findings.add(Diagnostic(code, .error, span, message, help: help))
    }

    mutating func warn(
        _ code: String,
        _ span: SourceSpan,
        _ message: String,
        help: String? = nil
    ) {
        findings.add(Diagnostic(code, .warning, span, message, help: help))
    }

    /// Reports a sentence that may stand once and stands again: a reader that kept the first or the last of two would each
    /// believe another.
    mutating func once<Key: Hashable>(
        _ key: Key,
        among single: Set<Key>,
        _ line: AccordLine,
        _ seen: inout [Key: SourceSpan]
    ) {
        guard single.contains(key) else { return }
        guard let first = seen[key] else {
            seen[key] = line.span
            return
        }
        let help = "the first one is on line \(first.line); keep one of them"
        report("statement-twice", line.span, "this may be said once, and is said twice", help: help)
    }

    /// A name of one or more words; nil is reported.
    mutating func name(of tokens: ArraySlice<AccordToken>, after line: AccordLine) -> String? {
        guard !tokens.isEmpty, tokens.allSatisfy({ $0.kind == .word || $0.kind == .quoted }) else {
            report("missing", line.tokens.last?.span ?? line.span, "a name is missing")
            return nil
        }
        return tokens.map(\.text).joined(separator: " ")
    }

    /// The sentence of a line out of a table, with what stood in its places; none is reported.
    mutating func sentence<Key>(
        _ tokens: ArraySlice<AccordToken>,
        in table: [(Key, Phrase)]
    ) -> (key: Key, captures: Phrase.Captures)? {
        for (key, phrase) in table {
            if let captures = phrase.match(tokens) {
                for text in captures["text"] ?? [] { prose.insert(SourcePlace(text)) }
                return (key, captures)
            }
        }
        return nil
    }

    /// Says that a line is no sentence, and what comes nearest.
    mutating func reportUnknown(_ tokens: ArraySlice<AccordToken>, _ phrases: [Phrase]) {
        guard !findings.isFull, let first = tokens.first, let last = tokens.last else { return }
        let nearest = phrases.map { ($0, $0.prefix(of: tokens)) }.max { $0.1 < $1.1 }
        if let nearest, nearest.1 > 0 {
            let rest = tokens.dropFirst(nearest.1)
            let span = rest.first.map { $0.span.joined(with: last.span) } ?? last.span
            let message =
                rest.isEmpty ? "the sentence is not complete" : "`\(rest.first?.text ?? "")` does not fit here"
            report("sentence", span, message, help: "write `\(nearest.0.pattern.replacing(" ,", with: ","))`")
            return
        }
        let heads = Set(phrases.compactMap { $0.pattern.split(separator: " ").first.map(String.init) })
        let help = findings.suggestion(for: first.text, in: heads).map { "did you mean `\($0)`?" }
        report("unknown-sentence", first.span.joined(with: last.span), "this sentence is not known", help: help)
    }

    /// Names between commas and `and`.
    mutating func list(_ tokens: [AccordToken]) -> [AccordToken] {
        var names: [AccordToken] = []
        var current: [AccordToken] = []
        func joined(_ parts: [AccordToken]) -> AccordToken? {
            guard let first = parts.first, let last = parts.last else { return nil }
            let text = parts.map(\.text).joined(separator: " ")
            return AccordToken(kind: .quoted, text: text, span: first.span.joined(with: last.span))
        }
        for token in tokens {
            if token.kind == .comma || token.kind == .word && token.text == "and" {
                if let name = joined(current) {
                    names.append(name)
                } else {
                    report("missing", token.span, "a name is missing before `\(token.text)`")
                }
                current = []
            } else {
                current.append(token)
            }
        }
        if let name = joined(current) {
            names.append(name)
        } else if let last = tokens.last {
            report("missing", last.span, "a name is missing after `\(last.text)`")
        }
        return names
    }

    /// A whole number of 1 or more.
    mutating func count(_ tokens: [AccordToken]?) -> Int? {
        guard let token = tokens?.first else { return nil }
        guard let count = Int(token.text), (1...100_000).contains(count) else {
            report("number", token.span, "`\(token.text)` is no whole number from 1 to 100000")
            return nil
        }
        return count
    }

    /// A day, or the bounds of the month or year that is all that is known.
    mutating func day(_ token: AccordToken?) -> (earliest: Day, latest: Day, written: String)? {
        guard let token else { return nil }
        let text = token.text
        if let day = Day(text) { return (day, day, text) }
        if text.utf8.count == 7, let first = Day(text + "-01") {
            var last = first
            while last.next.description.hasPrefix(text), last != .last {
                last = last.next
            }
            return (first, last, text)
        }
        if text.utf8.count == 4, let first = Day(text + "-01-01"), let last = Day(text + "-12-31") {
            return (first, last, text)
        }
        let help = "write it as `2016-11-23`, or `2016-11` or `2016` where no more is known"
        report("date", token.span, "`\(text)` is no date", help: help)
        return nil
    }

    /// A title in a language.
    mutating func title(_ captures: Phrase.Captures) -> Title? {
        guard let language = captures["language"]?.first, let text = captures["text"]?.first else { return nil }
        let subtags = language.text.split(separator: "-", omittingEmptySubsequences: false)
        let isTag = subtags.allSatisfy {
            (1...8).contains($0.utf8.count) && $0.utf8.allSatisfy { Self.isASCIILetterOrDigit($0) }
        }
        guard isTag, let first = subtags.first, (2...3).contains(first.utf8.count) else {
            report(
                "language",
                language.span,
                "`\(language.text)` is no language tag",
                help: "write `en`, `ja`, `fr`, `de`, …"
            )
            return nil
        }
        return Title(language: language.text, text: text.text)
    }

    private static func isASCIILetterOrDigit(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
            || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
    }

    /// A source with or without its address.
    func source(_ captures: Phrase.Captures) -> Source {
        let texts = captures["text"] ?? []
        return Source(text: texts.first?.text ?? "", address: texts.dropFirst().first?.text)
    }
}
