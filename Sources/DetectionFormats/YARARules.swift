/// Rules for files and memory that YARA 4.5 and YARA-X 1.22 both load: the texts of others, each name once.
///
/// 1. A name that is there already gets its party's behind it; within its text it is renamed wherever it stands.
/// 2. Left out is what the two read differently: `(?:`, a choice without words, a brace that is no count,
///    `entrypoint`, `with`, `base64` of less than three characters.
/// 3. Left out is what one file would not load with: names of strings that are not there or not used, names of
///    rules that do not stand before, variables that programs hand in (`filename`), each of which stops the whole
///    file.
/// 4. Left out is what reads other files (`include`) or needs a module that not each program has.
/// 5. `0 of them` is true of everything in one and of what has nothing in the other: it stays and is said.
enum YARARules {
    static func write(_ source: inout DetectionSource) -> DetectionAnswer {
        var file = DetectionFile("rules.yar")
        var taken: Set<String> = []
        source.each(in: ["yara"]) { place, one, remarks in
            do throws(Unsaid) {
                let text = try YARAText(one.pattern)
                let names = text.renamed(taken, party: one.party)
                taken.formUnion(names.values)
                file.add("// " + one.trace)
                let lines = text.text(names).split(separator: "\n", omittingEmptySubsequences: false)
                for line in lines { file.add(String(line), place) }
                if text.hasZeroOfThem { remarks.append(DetectionRemark(place, .zeroOfThem)) }
            } catch {
                remarks.append(DetectionRemark(place, error.reason, error.value))
            }
        }
        return DetectionAnswer(files: [file], remarks: source.remarks)
    }
}

/// The text of YARA rules in its parts.
struct YARAText {
    private enum Part {
        /// White space, comments, signs, numbers.
        case other(String)
        case word(String)
        case string(String)
        case expression(String)

        var text: String {
            switch self {
            case .other(let text), .word(let text), .string(let text), .expression(let text): text
            }
        }
    }

    private var parts: [Part] = []
    /// The names of the rules.
    private(set) var names: [String] = []
    private(set) var hasZeroOfThem = false

    fileprivate static let modules: Set<String> = [
        "pe", "elf", "dotnet", "math", "hash", "time", "string", "console",
    ]

    init(_ text: String) throws(Unsaid) {
        let text = text.replacing("\r\n", with: "\n").trimmed
        let isOdd = text.unicodeScalars.contains { Detection.breaks($0) && $0 != "\n" && $0 != "\t" }
        guard !isOdd else { throw Unsaid(.characters) }
        var reader = YARAReader(Array(text.unicodeScalars))
        while let (kind, part) = try reader.next() {
            switch kind {
            case .other: parts.append(.other(part))
            case .word: parts.append(.word(part))
            case .string: parts.append(.string(part))
            case .expression: parts.append(.expression(part))
            }
        }
        guard reader.depth == 0 else { throw Unsaid(.wrong) }
        try check()
    }

    private mutating func check() throws(Unsaid) {
        // Words and signs, without what is between them.
        let told = parts.filter { part in
            if case .other(let text) = part { return !text.allSatisfy(\.isWhitespace) && !text.hasPrefix("/") }
            return true
        }
        for (place, part) in told.enumerated() {
            switch part {
            case .word("rule"):
                guard place + 1 < told.count, case .word(let name) = told[place + 1] else { throw Unsaid(.wrong) }
                names.append(name)
            case .word("include"): throw Unsaid(.unsafe)
            case .word("import"):
                guard place + 1 < told.count, case .string(let name) = told[place + 1],
                    Self.modules.contains(String(name.dropFirst().dropLast()))
                else { throw Unsaid(.unsafe) }
            case .word("entrypoint"), .word("with"): throw Unsaid(.unclear)
            case .word("base64"), .word("base64wide"):
                if case .string(let text)? = told[..<place].last(where: {
                    if case .string = $0 { true } else { false }
                }),
                    text.count < 5
                {
                    throw Unsaid(.unclear)
                }
            case .word("of"):
                if place > 0, case .other("0") = told[place - 1] { hasZeroOfThem = true }
            case .expression(let text): try Self.check(expression: text)
            default: break
            }
        }
        guard !names.isEmpty, Set(names).count == names.count else { throw Unsaid(.wrong) }
        var names = YARANames()
        for part in told {
            switch part {
            case .word(let word): try names.take(word: word)
            case .other(let sign): try names.take(sign: sign)
            case .string, .expression: names.takeText()
            }
        }
        try names.end()
    }

    private static func check(expression: String) throws(Unsaid) {
        let body = Array(expression.dropFirst().unicodeScalars)
        var (place, isClass) = (0, false)
        while place < body.count {
            let next = place + 1 < body.count ? body[place + 1] : "/"
            switch body[place] {
            case "\\": place += 1
            case "[": isClass = true
            case "]": isClass = false
            case "(" where !isClass && (next == "?" || next == "|" || next == ")"): throw Unsaid(.unclear)
            case "|" where !isClass && (next == "|" || next == ")" || next == "/" || place == 0):
                throw Unsaid(.unclear)
            case "{" where !isClass:
                let count = body[(place + 1)...].prefix { $0 != "}" }
                let isCount = !count.isEmpty && count.allSatisfy { ("0"..."9").contains($0) || $0 == "," }
                guard isCount, count.first != "," || count.count > 1, place + 1 + count.count < body.count else {
                    throw Unsaid(.unclear)
                }
            default: break
            }
            place += 1
        }
    }

    /// What its rules are called beside others.
    func renamed(_ taken: Set<String>, party: String) -> [String: String] {
        let scalars = party.unicodeScalars.map { scalar in
            ("0"..."9").contains(scalar) || ("A"..."Z").contains(scalar) || ("a"..."z").contains(scalar)
                ? Character(scalar) : "_"
        }
        let end = String(scalars.prefix(40))
        var (names, known) = ([String: String](), taken)
        for name in self.names {
            var (new, count) = (name, 1)
            while known.contains(new) {
                new = "\(name.prefix(60))_\(end)" + (count > 1 ? "_\(count)" : "")
                count += 1
            }
            known.insert(new)
            names[name] = new
        }
        return names
    }

    func text(_ names: [String: String]) -> String {
        parts.map { part in if case .word(let word) = part { names[word] ?? word } else { part.text } }.joined()
    }
}

/// Whether each name of YARA rules stands for something.
private struct YARANames {
    private enum Section {
        case head, meta, strings, condition
    }

    private static let keywords: Set<String> = [
        "all", "and", "any", "at", "contains", "endswith", "false", "filesize", "for", "icontains", "iendswith",
        "iequals", "in", "int16", "int16be", "int32", "int32be", "int8", "int8be", "istartswith", "matches", "none",
        "not", "of", "or", "startswith", "them", "true", "uint16", "uint16be", "uint32", "uint32be", "uint8",
        "uint8be", "defined", "KB", "MB",
    ]

    private var section = Section.head
    private var rules: Set<String> = []
    private var (strings, used): ([String], Set<String>) = ([], [])
    private var variables: Set<String> = []
    private var usesAll = false
    private var last = ""
    /// The variables of a loop stand between `for` and `in`.
    private var isDeclaring = false

    mutating func take(word: String) throws(Unsaid) {
        defer { last = word }
        if section == .head {
            if last == "rule" {
                try end()
                rules.insert(word)
            }
            return
        }
        guard section == .condition else { return }
        if last == "." { return }
        if word == "for" { isDeclaring = true }
        if word == "in" || word == "of" { isDeclaring = false }
        if word == "them" { usesAll = true }
        if Self.keywords.contains(word) || Self.isSection(word) { return }
        if isDeclaring {
            variables.insert(word)
        } else if !variables.contains(word), !rules.contains(word), !YARAText.modules.contains(word) {
            throw Unsaid(.unclear, word)
        }
    }

    private static func isSection(_ word: String) -> Bool { ["meta", "strings", "condition"].contains(word) }

    mutating func take(sign: String) throws(Unsaid) {
        defer { last = sign }
        if sign == ":", Self.isSection(last) {
            section = last == "meta" ? .meta : last == "strings" ? .strings : .condition
        } else if sign == "}", section == .condition {
            (section, isDeclaring) = (.head, false)
            try end()
        } else if section == .strings, sign.hasPrefix("$") {
            strings.append(String(sign.dropFirst()))
        } else if section == .condition, let first = sign.first, "$#@!".contains(first), sign != "!" {
            used.insert(String(sign.dropFirst()))
        } else if section == .condition, sign == "*", last.hasPrefix("$") {
            let start = last.dropFirst()
            used.formUnion(strings.filter { $0.hasPrefix(start) })
            if !strings.contains(String(start)) { used.remove(String(start)) }
        }
    }

    mutating func takeText() { last = "" }

    /// A rule ends: its strings are all there and all used.
    mutating func end() throws(Unsaid) {
        let known = Set(strings)
        let wanted = used.subtracting([""])
        guard wanted.isSubset(of: known),
            known.subtracting([""]).count + strings.filter(\.isEmpty).count == strings.count
        else { throw Unsaid(.wrong) }
        let unused = strings.filter { !usesAll && !wanted.contains($0) && !$0.hasPrefix("_") }
        guard unused.isEmpty else { throw Unsaid(.wrong, unused.first.map { "$" + $0 }) }
        (strings, used, usesAll, variables) = ([], [], false, [])
    }
}

/// Cuts the text of YARA rules into words, strings, expressions and the rest.
struct YARAReader {
    enum Kind {
        case other, word, string, expression
    }

    private let scalars: [Unicode.Scalar]
    private var place = 0
    /// The sign before, white space aside: it says whether a slash begins an expression.
    private var before: Unicode.Scalar = "{"
    private(set) var depth = 0

    init(_ scalars: [Unicode.Scalar]) { self.scalars = scalars }

    mutating func next() throws(Unsaid) -> (Kind, String)? {
        guard place < scalars.count else { return nil }
        let start = place
        let scalar = scalars[place]
        switch scalar {
        case "\"":
            try skip(to: "\"")
            before = scalar
            return (.string, text(start))
        case "/" where following == "/":
            while place < scalars.count, scalars[place] != "\n" { place += 1 }
            return (.other, text(start))
        case "/" where following == "*":
            place += 2
            while place + 1 < scalars.count, !(scalars[place] == "*" && scalars[place + 1] == "/") { place += 1 }
            guard place + 1 < scalars.count else { throw Unsaid(.wrong) }
            place += 2
            return (.other, text(start))
        case "{" where before == "=":
            // Bytes in hexadecimal digits: no words.
            while place < scalars.count, scalars[place] != "}" {
                guard scalars[place] != "/" else { throw Unsaid(.unclear) }
                place += 1
            }
            guard place < scalars.count else { throw Unsaid(.wrong) }
            place += 1
            before = "}"
            return (.other, text(start))
        case "/" where before == "=" || before == "s":
            try skip(to: "/")
            while place < scalars.count, ["i", "s"].contains(scalars[place]) { place += 1 }
            before = "/"
            return (.expression, text(start))
        case _ where Self.begins(scalar):
            while place < scalars.count, Self.begins(scalars[place]) || Self.isDigit(scalars[place]) { place += 1 }
            let word = text(start)
            // `matches` stands before an expression.
            before = word == "matches" ? "s" : "w"
            return (.word, word)
        case "$", "#", "@", "!":
            // Names of strings are no names of rules.
            place += 1
            while place < scalars.count, Self.begins(scalars[place]) || Self.isDigit(scalars[place]) { place += 1 }
            before = scalar
            return (.other, text(start))
        case _ where Self.isDigit(scalar):
            while place < scalars.count, Self.begins(scalars[place]) || Self.isDigit(scalars[place]) { place += 1 }
            before = "0"
            return (.other, text(start))
        default:
            place += 1
            if scalar == "{" || scalar == "(" { depth += 1 }
            if scalar == "}" || scalar == ")" { depth -= 1 }
            guard depth >= 0 else { throw Unsaid(.wrong) }
            if scalar != " ", scalar != "\n", scalar != "\t" { before = scalar }
            return (.other, text(start))
        }
    }

    private var following: Unicode.Scalar? { place + 1 < scalars.count ? scalars[place + 1] : nil }

    private mutating func skip(to end: Unicode.Scalar) throws(Unsaid) {
        place += 1
        while place < scalars.count, scalars[place] != end, scalars[place] != "\n" {
            place += scalars[place] == "\\" ? 2 : 1
        }
        guard place < scalars.count, scalars[place] == end else { throw Unsaid(.wrong) }
        place += 1
    }

    private func text(_ start: Int) -> String {
        var view = String.UnicodeScalarView()
        view.append(contentsOf: scalars[start..<place])
        return String(view)
    }

    private static func begins(_ scalar: Unicode.Scalar) -> Bool {
        ("a"..."z").contains(scalar) || ("A"..."Z").contains(scalar) || scalar == "_"
    }

    private static func isDigit(_ scalar: Unicode.Scalar) -> Bool { ("0"..."9").contains(scalar) }
}
