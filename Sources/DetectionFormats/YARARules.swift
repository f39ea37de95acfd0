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
                let names = text.renamed(&taken, party: one.party)
                file.add("// " + one.trace)
                file.add(block: text.text(names), place)
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
    private let bytes: [UInt8]
    /// What is more than white space and comments.
    private let parts: [YARAReader.Part]
    /// The names of the rules.
    private(set) var names: [String] = []
    private(set) var hasZeroOfThem = false

    fileprivate static let modules: Set<String> = [
        "pe", "elf", "dotnet", "math", "hash", "time", "string", "console",
    ]

    init(_ text: String) throws(Unsaid) {
        let text = text.unixLines.trimmed
        let isOdd = text.unicodeScalars.contains { Detection.breaks($0) && $0 != "\n" && $0 != "\t" }
        guard !isOdd else { throw Unsaid(.characters) }
        bytes = Array(text.utf8)
        var reader = YARAReader(bytes)
        var parts: [YARAReader.Part] = []
        while let part = try reader.next() { parts.append(part) }
        guard reader.depth == 0 else { throw Unsaid(.wrong) }
        self.parts = parts
        try check()
    }

    private func text(_ part: YARAReader.Part) -> String { String(decoding: bytes[part.range], as: UTF8.self) }

    private mutating func check() throws(Unsaid) {
        var (known, string, last) = (YARANames(), "", "")
        // What the word before asks for.
        for part in parts {
            let text = text(part)
            switch (last, part.kind) {
            case ("rule", .word): names.append(text)
            case ("import", .string):
                guard Self.modules.contains(String(text.dropFirst().dropLast())) else { throw Unsaid(.unsafe) }
            case ("rule", _): throw Unsaid(.wrong)
            case ("import", _): throw Unsaid(.unsafe)
            default: break
            }
            switch part.kind {
            case .word:
                switch text {
                case "include": throw Unsaid(.unsafe)
                case "entrypoint", "with": throw Unsaid(.unclear)
                case "base64" where string.utf8.count < 5, "base64wide" where string.utf8.count < 5:
                    throw Unsaid(.unclear)
                case "of": hasZeroOfThem = hasZeroOfThem || last == "0"
                default: break
                }
                try known.take(word: text)
            case .string:
                string = text
                known.takeText()
            case .expression:
                try Self.check(expression: text)
                known.takeText()
            case .other: try known.take(sign: text)
            }
            last = part.kind == .string || part.kind == .expression ? "" : text
        }
        guard !["rule", "import"].contains(last), !names.isEmpty, Set(names).count == names.count else {
            throw Unsaid(.wrong)
        }
        try known.end()
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

    /// What its rules are called beside others, whose names are taken.
    func renamed(_ taken: inout Set<String>, party: String) -> [String: String] {
        var names: [String: String] = [:]
        for name in self.names where !taken.insert(name).inserted {
            var (new, count) = ("\(name.prefix(60))_\(Self.plain(party))", 1)
            while !taken.insert(new).inserted {
                count += 1
                new = "\(name.prefix(60))_\(Self.plain(party))_\(count)"
            }
            names[name] = new
        }
        return names
    }

    /// A name as words of the language have it.
    private static func plain(_ party: String) -> String {
        let scalars = party.unicodeScalars.map { scalar in
            ("0"..."9").contains(scalar) || ("A"..."Z").contains(scalar) || ("a"..."z").contains(scalar)
                ? Character(scalar) : "_"
        }
        return String(scalars.prefix(40))
    }

    /// The text, its rules called otherwise.
    func text(_ names: [String: String]) -> String {
        if names.isEmpty { return String(decoding: bytes, as: UTF8.self) }
        var (written, place) = ([UInt8](), 0)
        for part in parts where part.kind == .word {
            guard let name = names[text(part)] else { continue }
            written += bytes[place..<part.range.lowerBound]
            written += Array(name.utf8)
            place = part.range.upperBound
        }
        return String(decoding: written + bytes[place...], as: UTF8.self)
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

/// Cuts the text of YARA rules into words, strings, expressions and signs; white space and comments are passed over.
struct YARAReader {
    enum Kind {
        case other, word, string, expression
    }

    struct Part {
        let kind: Kind
        let range: Range<Int>
    }

    private let bytes: [UInt8]
    private var place = 0
    /// The sign before: it says whether a slash begins an expression, and a brace bytes.
    private var before = UInt8(ascii: "{")
    private(set) var depth = 0

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    mutating func next() throws(Unsaid) -> Part? {
        try passOver()
        guard place < bytes.count else { return nil }
        let (start, byte) = (place, bytes[place])
        switch byte {
        case UInt8(ascii: "\""):
            try skip(to: byte)
            before = byte
            return Part(kind: .string, range: start..<place)
        case UInt8(ascii: "{") where before == UInt8(ascii: "="):
            // Bytes in hexadecimal digits: no words.
            while place < bytes.count, bytes[place] != UInt8(ascii: "}") {
                guard bytes[place] != UInt8(ascii: "/") else { throw Unsaid(.unclear) }
                place += 1
            }
            guard place < bytes.count else { throw Unsaid(.wrong) }
            place += 1
            before = UInt8(ascii: ")")
            return Part(kind: .other, range: start..<place)
        case UInt8(ascii: "/") where before == UInt8(ascii: "=") || before == 1:
            try skip(to: byte)
            while place < bytes.count, bytes[place] == UInt8(ascii: "i") || bytes[place] == UInt8(ascii: "s") {
                place += 1
            }
            before = byte
            return Part(kind: .expression, range: start..<place)
        case _ where Self.isWord(byte):
            place = bytes[place...].firstIndex { !Self.isWord($0) } ?? bytes.count
            // `matches` stands before an expression.
            before = bytes[start..<place].elementsEqual("matches".utf8) ? 1 : byte
            return Part(kind: Self.isDigit(byte) ? .other : .word, range: start..<place)
        case _ where "$#@!".utf8.contains(byte):
            // Names of strings are no names of rules.
            place = bytes[(place + 1)...].firstIndex { !Self.isWord($0) } ?? bytes.count
        default:
            place += 1
            if byte == UInt8(ascii: "{") || byte == UInt8(ascii: "(") { depth += 1 }
            if byte == UInt8(ascii: "}") || byte == UInt8(ascii: ")") { depth -= 1 }
            guard depth >= 0 else { throw Unsaid(.wrong) }
        }
        before = byte
        return Part(kind: .other, range: start..<place)
    }

    private mutating func passOver() throws(Unsaid) {
        while place < bytes.count {
            let next = place + 1 < bytes.count ? bytes[place + 1] : 0
            switch (bytes[place], next) {
            case (0x20, _), (0x09, _), (0x0a, _): place += 1
            case (UInt8(ascii: "/"), UInt8(ascii: "/")):
                place = bytes[place...].firstIndex(of: 0x0a) ?? bytes.count
            case (UInt8(ascii: "/"), UInt8(ascii: "*")):
                place += 2
                while place + 1 < bytes.count,
                    !(bytes[place] == UInt8(ascii: "*") && bytes[place + 1] == UInt8(ascii: "/"))
                { place += 1 }
                guard place + 1 < bytes.count else { throw Unsaid(.wrong) }
                place += 2
            default: return
            }
        }
    }

    private mutating func skip(to end: UInt8) throws(Unsaid) {
        place += 1
        while place < bytes.count, bytes[place] != end, bytes[place] != 0x0a {
            place += bytes[place] == UInt8(ascii: "\\") ? 2 : 1
        }
        guard place < bytes.count, bytes[place] == end else { throw Unsaid(.wrong) }
        place += 1
    }

    private static func isWord(_ byte: UInt8) -> Bool {
        isDigit(byte) || byte == UInt8(ascii: "_") || (97...122).contains(byte | 0x20)
    }

    private static func isDigit(_ byte: UInt8) -> Bool { (48...57).contains(byte) }
}
