/// One spelling for all patterns that ask for the same (STIX 2.1, 9): parts that may stand in any order in one, no part
/// twice, numbers and times in one form.
///
/// Nothing is changed that matching would tell apart: letters keep their case, and two spellings of an address after
/// `=` stay two.
extension PatternTree {
    /// The pattern in its canonical spelling.
    public var canonical: String { PatternSpelling(tests: tests).text(observation) }
}

private struct PatternSpelling {
    let tests: [PatternComparison]

    // Observations.

    func text(_ observation: PatternObservation) -> String {
        switch observation {
        case .test(let place): return "[\(text(tests[place], isInside: false))]"
        case .all(let parts): return together(flat(all: parts))
        case .any(let parts): return unique(flat(any: parts).map(inner)).joined(separator: " OR ")
        case .followed(let parts): return parts.map(inner).joined(separator: " FOLLOWEDBY ")
        case .qualified(let inner, .repeats(1)): return text(inner)
        case .qualified(let inner, let qualifier): return "\(self.inner(inner)) \(text(qualifier))"
        }
    }

    /// A part of a larger one; parentheses around what has parts itself.
    private func inner(_ observation: PatternObservation) -> String {
        switch observation {
        case .test, .qualified(.test, _): text(observation)
        case .qualified(let inside, .repeats(1)): inner(inside)
        default: "(\(text(observation)))"
        }
    }

    /// `[a] AND [a]` asks for what `[a] REPEATS 2 TIMES` does (9.5.1).
    private func together(_ parts: [PatternObservation]) -> String {
        var (counts, texts): ([String: Int], [String]) = ([:], [])
        for part in parts {
            switch part {
            case .test: counts[text(part), default: 0] += 1
            case .qualified(.test(let place), .repeats(let count)): counts[text(.test(place)), default: 0] += count
            default: texts.append(inner(part))
            }
        }
        texts += counts.map { $0.value == 1 ? $0.key : "\($0.key) \(text(.repeats($0.value)))" }
        return texts.sorted(by: order).joined(separator: " AND ")
    }

    private func flat(all parts: [PatternObservation]) -> [PatternObservation] {
        parts.flatMap { part -> [PatternObservation] in
            if case .all(let inner) = part { flat(all: inner) } else { [part] }
        }
    }

    private func flat(any parts: [PatternObservation]) -> [PatternObservation] {
        parts.flatMap { part -> [PatternObservation] in
            if case .any(let inner) = part { flat(any: inner) } else { [part] }
        }
    }

    private func text(_ qualifier: PatternQualifier) -> String {
        switch qualifier {
        case .within(let seconds): "WITHIN \(PatternConstant.shortest(seconds)) SECONDS"
        case .repeats(let count): "REPEATS \(count) TIMES"
        case .between(let start, let stop): "START t'\(start.text)' STOP t'\(stop.text)'"
        }
    }

    // Comparisons.

    private func text(_ comparison: PatternComparison, isInside: Bool) -> String {
        switch comparison {
        case .test(let test): return text(test)
        case .all(let parts):
            let all = unique(flat(all: parts).map { text($0, isInside: true) })
            return all.count == 1 || !isInside
                ? all.joined(separator: " AND ") : "(\(all.joined(separator: " AND ")))"
        case .any(let parts):
            let all = unique(merged(flat(any: parts)).map { text($0, isInside: true) })
            return all.count == 1 || !isInside ? all.joined(separator: " OR ") : "(\(all.joined(separator: " OR ")))"
        }
    }

    private func flat(all parts: [PatternComparison]) -> [PatternComparison] {
        parts.flatMap { part -> [PatternComparison] in
            if case .all(let inner) = part { flat(all: inner) } else { [part] }
        }
    }

    private func flat(any parts: [PatternComparison]) -> [PatternComparison] {
        parts.flatMap { part -> [PatternComparison] in
            if case .any(let inner) = part { flat(any: inner) } else { [part] }
        }
    }

    /// `a = 1 OR a = 2` asks for what `a IN (1, 2)` does.
    private func merged(_ parts: [PatternComparison]) -> [PatternComparison] {
        var (sets, rest): ([PatternObjectPath: [PatternConstant]], [PatternComparison]) = ([:], [])
        for part in parts {
            switch part {
            case .test(let test) where !test.isNegated:
                switch test.operation {
                case .equal(let constant): sets[test.path, default: []].append(constant)
                case .isIn(let constants): sets[test.path, default: []] += constants
                default: rest.append(part)
                }
            default: rest.append(part)
            }
        }
        return rest + sets.map { .test(PatternTest($0.key, isNegated: false, .isIn($0.value))) }
    }

    private func text(_ test: PatternTest) -> String {
        let path = test.path.text
        let not = test.isNegated ? "NOT " : ""
        switch test.operation {
        case .exists: return "\(not)EXISTS \(path)"
        case .equal(let constant): return "\(path) \(test.isNegated ? "!=" : "=") \(constant.spelling)"
        case .unequal(let constant): return "\(path) \(test.isNegated ? "=" : "!=") \(constant.spelling)"
        case .ordered(let order, let constant): return "\(path) \(not)\(order.rawValue) \(constant.spelling)"
        case .isIn(let constants):
            let all = unique(constants.map(\.spelling))
            if all.count == 1 { return "\(path) \(test.isNegated ? "!=" : "=") \(all[0])" }
            return "\(path) \(not)IN (\(all.joined(separator: ", ")))"
        case .like(let text): return "\(path) \(not)LIKE \(PatternConstant.quoted(text))"
        case .matches(let text): return "\(path) \(not)MATCHES \(PatternConstant.quoted(text))"
        case .isSubset(let text): return "\(path) \(not)ISSUBSET \(PatternConstant.quoted(text))"
        case .isSuperset(let text): return "\(path) \(not)ISSUPERSET \(PatternConstant.quoted(text))"
        }
    }

    // Order.

    private func order(_ one: String, _ other: String) -> Bool { one.utf8.lexicographicallyPrecedes(other.utf8) }

    /// In order, each once.
    private func unique(_ texts: [String]) -> [String] {
        var last: String?
        return texts.sorted(by: order).filter { text in
            defer { last = text }
            return last.map { !$0.utf8.elementsEqual(text.utf8) } ?? true
        }
    }
}
