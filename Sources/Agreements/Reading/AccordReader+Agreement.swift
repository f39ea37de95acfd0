internal import Labels

extension AccordReader {
    /// An agreement from the lines under its name.
    mutating func agreement(_ start: Agreement, _ line: AccordLine) -> Agreement {
        var agreement = start
        var seen: [AccordGrammar.HeadSentence: SourceSpan] = [:]
        for child in line.children where !child.tokens.isEmpty && !findings.isFull {
            if AccordGrammar.articleWords.contains(child.head.lowercased()),
                let colon = child.tokens.firstIndex(where: { $0.kind == .colon })
            {
                let article = child.tokens[..<colon].map(\.spelling).joined(separator: " ")
                if child.tokens[..<colon].contains(where: { $0.text == "?" }) {
                    let span = child.tokens[0].span.joined(with: child.tokens[colon].span)
                    warn("article-unknown", span, "the number of the article is not known", help: nil)
                }
                readArticle(article, colon, child, &agreement)
            } else if let (key, captures) = sentence(child.tokens[...], in: AccordGrammar.head) {
                reportChildren(of: child)
                once(key, among: [.between, .kind, .draft, .renewed, .days], child, &seen)
                read(key, captures, child, &agreement)
            } else if let rule = rule("", child.tokens[...], child, isReported: false) {
                if case .clause(.articlesNotRead, _) = rule.content {
                    agreement.rules.append(rule)
                    continue
                }
                let help = "write `article NUMBER:` before it, or `article ?:` if the number is not known"
                warn("rule-without-article", rule.span, "this rule names no article", help: help)
                agreement.rules.append(rule)
            } else {
                let rules = AccordGrammar.rule.map(\.1) + AccordGrammar.clauses.map(\.1)
                reportUnknown(child.tokens[...], AccordGrammar.head.map(\.1) + rules)
            }
        }
        return agreement
    }

    private mutating func readArticle(
        _ article: String,
        _ colon: Int,
        _ line: AccordLine,
        _ agreement: inout Agreement
    ) {
        let rest = line.tokens[(colon + 1)...]
        if rest.isEmpty {
            if !line.children.contains(where: { !$0.tokens.isEmpty }) {
                report(
                    "missing",
                    line.span,
                    "this article says nothing",
                    help: "write its rule behind the colon or under it"
                )
            }
            for child in line.children where !child.tokens.isEmpty && !findings.isFull {
                readPart(of: article, child.tokens[...], child, &agreement)
            }
        } else {
            readPart(of: article, rest, line, &agreement)
        }
    }

    /// A rule of an article, or what the article says in its own words.
    private mutating func readPart(
        of article: String,
        _ tokens: ArraySlice<AccordToken>,
        _ line: AccordLine,
        _ agreement: inout Agreement
    ) {
        guard let (_, captures) = sentence(tokens, in: AccordGrammar.words) else {
            agreement.rules += rule(article, tokens, line).map { [$0] } ?? []
            return
        }
        if line.tokens.last == tokens.last { reportChildren(of: line) }
        if let text = title(captures) { agreement.add(text, to: article) }
    }

    private mutating func read(
        _ key: AccordGrammar.HeadSentence,
        _ captures: Phrase.Captures,
        _ line: AccordLine,
        _ agreement: inout Agreement
    ) {
        let names = captures["list"] ?? []
        switch key {
        case .title: agreement.titles += title(captures).map { [$0] } ?? []
        case .between:
            var parties = list(names).map(\.text)
            if parties.last == "its members" {
                parties.removeLast()
                agreement.isWithMembers = true
            }
            agreement.parties = parties
        case .kind:
            let rest = captures["rest"] ?? []
            let text = rest.map(\.text).joined(separator: " ").lowercased()
            if let kind = Agreement.Kind(rawValue: text), kind != .additions {
                agreement.kind = kind
            } else if let first = rest.first, let last = rest.last {
                let kinds = Agreement.Kind.allCases.filter { $0 != .additions }.map(\.rawValue)
                let help =
                    findings.suggestion(for: text, in: kinds).map { "did you mean `\($0)`?" }
                    ?? "kinds are: " + kinds.joined(separator: ", ")
                report("kind", first.span.joined(with: last.span), "there is no kind `\(text)`", help: help)
            }
        case .draft: agreement.isDraft = true
        case .none: addPeriod(.none, captures["day"]?.first, nil, line, &agreement)
        case .negotiating: addPeriod(.negotiating, captures["day"]?.first, nil, line, &agreement)
        case .signed: addPeriod(.signed, captures["day"]?.first, nil, line, &agreement)
        case .inForce: addPeriod(.inForce, captures["day"]?.first, nil, line, &agreement)
        case .inForceUntil: addPeriod(.inForce, captures["from"]?.first, captures["until"]?.first, line, &agreement)
        case .suspended: addPeriod(.suspended, captures["day"]?.first, nil, line, &agreement)
        case .suspendedUntil:
            addPeriod(.suspended, captures["from"]?.first, captures["until"]?.first, line, &agreement)
        case .ended: addPeriod(.ended, captures["day"]?.first, nil, line, &agreement)
        case .stateUnknown:
            agreement.periods.append(
                Agreement.Period(state: .unknown, from: .first, until: .last, written: "", span: line.span)
            )
        case .renewed: agreement.noticeDays = count(captures["count"])
        case .days: agreement.zone = zone(captures["zone"]?.first)
        case .source, .sourceAt: agreement.sources.append(source(captures))
        case .note: agreement.notes += captures["text"]?.map(\.text) ?? []
        case .replaces, .restricts: agreement.related += list(names).map(\.text)
        case .binds: agreement.institutions += list(names).map(\.text)
        }
    }

    /// A time zone; one that nobody can count days in must not be read as UTC, whose midnight is another one.
    mutating func zone(_ token: AccordToken?) -> String? {
        guard let token else { return nil }
        if let zones = rules?.zones, !zones.isKnown(token.text) {
            let help =
                findings.suggestion(for: token.text, in: zones.proposals).map { "did you mean `\($0)`?" }
                ?? "write a name of the IANA time zones, such as `Asia/Tokyo` or `Europe/Brussels`"
            report("zone", token.span, "there is no time zone `\(token.text)`", help: help)
        }
        return token.text
    }

    /// A period, read strictly: what lets information go begins late and ends early, what stops it the other way round.
    private mutating func addPeriod(
        _ state: Agreement.State,
        _ from: AccordToken?,
        _ until: AccordToken?,
        _ line: AccordLine,
        _ agreement: inout Agreement
    ) {
        guard let start = day(from) else { return }
        var end: (earliest: Day, latest: Day, written: String)?
        if let until {
            guard let read = day(until) else { return }
            end = read
        }
        let lets = state == .inForce
        agreement.periods.append(
            Agreement.Period(
                state: state,
                from: lets ? start.latest : start.earliest,
                until: end.map { lets ? $0.earliest : $0.latest } ?? .last,
                written: start.written + (end.map { "/" + $0.written } ?? ""),
                span: line.span
            )
        )
    }
}
