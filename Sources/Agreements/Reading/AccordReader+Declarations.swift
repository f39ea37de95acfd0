internal import Labels

extension AccordReader {
    /// A party from the lines under its name.
    mutating func party(_ name: String, _ line: AccordLine) -> Party {
        var party = Party(name: name, kind: .state, span: line.tokens[1].span)
        var seen: [AccordGrammar.PartySentence: SourceSpan] = [:]
        for child in line.children where !child.tokens.isEmpty && !findings.isFull {
            guard let (key, captures) = sentence(child.tokens[...], in: AccordGrammar.party) else {
                reportUnknown(child.tokens[...], AccordGrammar.party.map(\.1))
                continue
            }
            // It is a state or an organisation, and not both.
            once(key == .organisation ? .state : key, among: [.state, .days], child, &seen)
            switch key {
            case .title:
                // A party may be called by its titles, so they are names.
                for token in captures["text"] ?? [] { prose.remove(SourcePlace(token)) }
                party.titles += title(captures).map { [$0] } ?? []
            case .state: party.kind = .state
            case .organisation: party.kind = .organisation
            case .codes: party.codes += list(captures["list"] ?? []).map(\.text)
            case .members: party.members += list(captures["list"] ?? []).map(\.text)
            case .days: party.zone = zone(captures["zone"]?.first)
            case .identity: party.identities += captures["id"]?.map(\.text) ?? []
            case .source, .sourceAt: party.sources.append(source(captures))
            }
            reportChildren(of: child)
        }
        return party
    }

    /// A scheme from the lines under its name.
    mutating func scheme(_ name: String, _ party: String, _ line: AccordLine) -> Scheme {
        var scheme = Scheme(name: name, party: party, span: line.tokens[1].span)
        var seen: [AccordGrammar.SchemeSentence: SourceSpan] = [:]
        for child in line.children where !child.tokens.isEmpty && !findings.isFull {
            guard let (key, captures) = sentence(child.tokens[...], in: AccordGrammar.scheme) else {
                reportUnknown(child.tokens[...], AccordGrammar.scheme.map(\.1))
                continue
            }
            once(key, among: [.authority, .levels, .registered], child, &seen)
            switch key {
            case .title: scheme.titles += title(captures).map { [$0] } ?? []
            case .authority: scheme.authority = captures["text"]?.first?.text
            case .levels:
                for level in child.children where !level.tokens.isEmpty && !findings.isFull {
                    scheme.levels += self.level(level).map { [$0] } ?? []
                    reportChildren(of: level)
                }
            case .registered: scheme.registered = reference(captures["rest"] ?? [])
            case .handling: scheme.handling += list(captures["list"] ?? []).map(\.text)
            case .unclassified: scheme.unclassified += list(captures["list"] ?? []).map(\.text)
            case .source, .sourceAt: scheme.sources.append(source(captures))
            }
            if key != .levels { reportChildren(of: child) }
        }
        return scheme
    }

    private static let levelParts: [(Int, Phrase)] = [
        (0, Phrase("also {rest}")), (1, Phrase("in {language} {rest}")), (2, Phrase("from {day}")),
        (3, Phrase("until {day}")),
    ]

    /// `NAME, also SPELLING, in LANGUAGE NAME, from DAY, until DAY`.
    private mutating func level(_ line: AccordLine) -> Scheme.Level? {
        let parts = line.tokens.split { $0.kind == .comma }
        guard let first = parts.first, let name = name(of: first, after: line), let start = first.first,
            let end = first.last
        else { return nil }
        var level = Scheme.Level(name: name, span: start.span.joined(with: end.span))
        var seen: [Int: SourceSpan] = [:]
        for part in parts.dropFirst() {
            guard let (key, captures) = sentence(part, in: Self.levelParts) else {
                reportUnknown(part, Self.levelParts.map(\.1))
                continue
            }
            once(key, among: [2, 3], line, &seen)
            let text = (captures["rest"] ?? []).map(\.text).joined(separator: " ")
            switch key {
            case 0: level.spellings.append(text)
            case 1: level.titles.append(Title(language: captures["language"]?.first?.text ?? "", text: text))
            case 2: level.from = day(captures["day"]?.first)?.latest ?? level.from
            default: level.until = day(captures["day"]?.first)?.earliest ?? level.until
            }
        }
        return level
    }

    /// Says that nothing can stand under a line.
    mutating func reportChildren(of line: AccordLine) {
        guard let child = line.children.first(where: { !$0.tokens.isEmpty }) else { return }
        report("indent", child.span, "nothing can stand under the line above", help: "line it up with the line above")
    }
}
