internal import STIX

/// Languages, package URLs and licences (6.1.12, 6.1.13, 6.1.42, 6.1.54, 6.1.55).
extension CSAFTest {
    static let language = CSAFTest("6.1.12") { document, say in
        for name in ["lang", "source_lang"] {
            guard let tag = document.document?[name], let text = tag.text, !STIXLanguage.isTag(text) else { continue }
            say(tag.path, "`\(text)` is no language")
        }
    }

    static let packageURLs: [CSAFTest] = [
        CSAFTest("6.1.13") { document, say in
            for place in document.products.flatMap(\.packageURLs) where !isPackageURL(place.text ?? "") {
                say(place.path, "`\(place.text ?? "")` is no package URL")
            }
        },
        CSAFTest("6.1.42", new) { document, say in
            for product in document.products {
                let urls = product.packageURLs
                let bases = Set(urls.map { ($0.text ?? "").prefix { $0 != "?" && $0 != "#" } })
                guard bases.count > 1, let first = urls.first else { continue }
                say(
                    String(first.path.dropLast(2)),
                    "package URLs of one product differ in what stands behind the `?` alone"
                )
            }
        },
    ]

    /// `pkg:TYPE/NAMESPACE/NAME@VERSION?QUALIFIERS#SUBPATH` (the package URL specification): type and name are needed.
    private static func isPackageURL(_ text: String) -> Bool {
        guard text.hasPrefix("pkg:") else { return false }
        let rest = text.dropFirst(4).drop { $0 == "/" }
        guard let slash = rest.firstIndex(of: "/"), slash != rest.startIndex else { return false }
        let type = rest[..<slash]
        guard type.first.map({ $0.isASCII && $0.isLetter }) ?? false,
            type.utf8.allSatisfy({ isNameByte($0) || $0 == UInt8(ascii: "+") })
        else { return false }
        let path = rest[rest.index(after: slash)...].prefix { $0 != "?" && $0 != "#" }
        // The version is behind the last `@`; one in the namespace is escaped.
        let named = path.lastIndex(of: "@").map { path[..<$0] } ?? path
        let parts = named.split(separator: "/", omittingEmptySubsequences: false)
        return parts.last.map { !$0.isEmpty } ?? false
    }

    private static func isNameByte(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, UInt8(ascii: "."), UInt8(ascii: "-"): true
        default: false
        }
    }

    static let licenses: [CSAFTest] = [
        CSAFTest("6.1.54", new) { document, say in
            guard let place = document.document?["license_expression"], let text = place.text,
                let problem = LicenseExpression.problem(of: text)
            else { return }
            say(place.path, problem)
        },
        CSAFTest("6.1.55", new) { document, say in
            guard (document.document?.text("license_expression") ?? "").contains("LicenseRef-"),
                !document.notes.contains(where: { $0.text("category") == "legal_disclaimer" })
            else { return }
            say("/document/notes", "the text of the licence is missing (a note `legal_disclaimer`)")
        },
    ]
}

extension CSAFProduct {
    /// Its package URLs: one in 2.0, a list in 2.1.
    var packageURLs: [Place] {
        guard let helper = place["product_identification_helper"] else { return [] }
        return [helper["purl"]].compactMap { $0 } + helper.list("purls")
    }
}

/// A licence expression (SPDX, annex on licence expressions), as CSAF 2.1 narrows it: one space between words, none
/// inside parentheses, operators in capital letters, and no reference to another document.
struct LicenseExpression {
    private var words: ArraySlice<Substring>
    private var depth = 0

    /// What is wrong in an expression; nil if nothing is.
    ///
    /// Whether a licence exists is not looked up.
    static func problem(of text: String) -> String? {
        var tokens: [Substring] = []
        for word in text.split(separator: " ", omittingEmptySubsequences: false) {
            var word = word
            while word.first == "(" {
                tokens.append("(")
                word = word.dropFirst()
            }
            var closing = 0
            while word.last == ")" {
                closing += 1
                word = word.dropLast()
            }
            // A space that is too many leaves nothing, as does one inside parentheses.
            guard !word.isEmpty else { return "words of a licence expression have one space between them" }
            tokens.append(word)
            tokens += Array(repeating: ")", count: closing)
        }
        guard tokens.count <= 1_000 else { return "the licence expression is too long" }
        var reader = LicenseExpression(words: tokens[...])
        if let problem = reader.alternatives() { return problem }
        return reader.words.isEmpty ? nil : "`\(reader.words[reader.words.startIndex])` is not expected there"
    }

    private mutating func alternatives() -> String? {
        while true {
            if let problem = term() { return problem }
            guard let word = words.first, word == "AND" || word == "OR" else { return nil }
            words = words.dropFirst()
        }
    }

    private mutating func term() -> String? {
        guard let word = words.first else { return "a licence is missing at the end" }
        words = words.dropFirst()
        if word == "(" {
            depth += 1
            guard depth <= 50 else { return "parentheses are nested too deep" }
            if let problem = alternatives() { return problem }
            guard words.first == ")" else { return "a parenthesis is not closed" }
            words = words.dropFirst()
            depth -= 1
            return words.first == "WITH" ? "`WITH` belongs to one licence" : nil
        }
        if let problem = Self.problem(in: word, prefix: "LicenseRef-", hasPlus: true) { return problem }
        guard words.first == "WITH" else { return nil }
        guard let exception = words.dropFirst().first else { return "an exception is missing at the end" }
        words = words.dropFirst(2)
        return Self.problem(in: exception, prefix: "AdditionRef-", hasPlus: false)
    }

    private static func problem(in word: Substring, prefix: String, hasPlus: Bool) -> String? {
        guard word != ")", !["and", "or", "with"].contains(word.lowercased()) else {
            return "`\(word)` is not expected there"
        }
        var name = word
        if name.hasPrefix(prefix) {
            name = name.dropFirst(prefix.count)
        } else {
            let lower = name.lowercased()
            guard !["documentref-", "licenseref-", "additionref-"].contains(where: { lower.hasPrefix($0) }) else {
                return "`\(word)` cannot stand there"
            }
            if hasPlus, name.last == "+" { name = name.dropLast() }
        }
        let isGood =
            !name.isEmpty
            && name.utf8.allSatisfy {
                $0 >= 0x30 && $0 <= 0x39 || $0 >= 0x41 && $0 <= 0x5A || $0 >= 0x61 && $0 <= 0x7A || $0 == 0x2D
                    || $0 == 0x2E
            }
        return isGood ? nil : "`\(word)` is no name of a licence"
    }
}
