internal import NormalForms
internal import STIXPatterns

/// One value that an indicator asks for, in the form in which values are compared.
struct DetectedValue: Hashable {
    /// What it is.
    enum Kind: String, CaseIterable {
        case address, network, domain, url, email, md5, sha1, sha256, sha512
        case fileName = "file-name"
        case certificate
        case userAgent = "user-agent"
        case other
    }

    /// In which traffic it is looked for.
    enum Direction: Hashable {
        case any, source, destination
    }

    let kind: Kind
    let text: String
    /// Of a name: whether only the names below it are asked for.
    var isBelow = false
    var direction = Direction.any
    /// Where it stands in an object.
    var path = ""
    /// Of a name in letters beyond ASCII: what programs that follow IDNA 2003 make of it, if that is another one.
    var other: String?

    init(_ kind: Kind, _ text: String) { (self.kind, self.text) = (kind, text) }

    /// As it is told.
    var told: String { isBelow ? "*." + text : text }
}

/// What cannot be said of a pattern.
struct Unsaid: Error {
    let reason: DetectionReason
    var value: String?

    init(_ reason: DetectionReason, _ value: String? = nil) { (self.reason, self.value) = (reason, value) }
}

/// The values of which each by itself meets a pattern.
///
/// 1. Observations and comparisons are joined by `OR` alone; nothing else is a list of values.
/// 2. `=` and `IN` give values, `ISSUBSET` networks; `LIKE '%.name'` gives the names below a name. Nothing is
///    widened.
/// 3. An address with a prefix is a network (STIX 2.1, 6.9 and 6.10), whatever compares it.
struct PatternValues {
    let forms: NormalForms

    /// The values.
    /// - Parameters:
    ///   - pattern: the pattern.
    ///   - other: is told of each alternative that is no value, and why.
    /// - Returns: the values, in the order of the pattern.
    /// - Throws: `Unsaid` if it is not well-formed.
    func values(of pattern: String, other: (Unsaid) -> Void) throws(Unsaid) -> [DetectedValue] {
        guard let tree = try? STIXPattern.tree(of: pattern) else { throw Unsaid(.wrong) }
        var values: [DetectedValue] = []
        add(tree.observation, tree.tests, &values, other)
        return values
    }

    /// Every value that some comparison asks for, whatever it is joined with.
    func all(in pattern: String) -> [DetectedValue] {
        guard let tree = try? STIXPattern.tree(of: pattern) else { return [] }
        var (open, values) = (Array(tree.tests.reversed()), [DetectedValue]())
        while let next = open.popLast() {
            switch next {
            case .test(let test): values += self.values(of: test) { _ in }
            case .all(let parts), .any(let parts): open += parts.reversed()
            }
        }
        return values
    }

    /// A value in the form in which values are compared; nil for what is of no such kind.
    func form(of value: DetectedValue) -> NormalForm? {
        let kind: ValueKind? =
            switch value.kind {
            case .address, .network: .network
            case .domain: .hostName
            case .url: .url
            case .email: .emailAddress
            case .fileName: .fileName
            case .md5, .sha1, .sha256, .sha512: Self.kinds[value.kind]
            case .certificate, .userAgent, .other: nil
            }
        return kind.flatMap { try? forms.form(of: value.text, as: $0) }
    }

    private func add(
        _ node: PatternObservation,
        _ tests: [PatternComparison],
        _ values: inout [DetectedValue],
        _ other: (Unsaid) -> Void
    ) {
        switch node {
        case .test(let place): add(tests[place], &values, other)
        case .any(let parts): for part in parts { add(part, tests, &values, other) }
        case .all, .followed, .qualified: other(Unsaid(.several))
        }
    }

    private func add(
        _ node: PatternComparison,
        _ values: inout [DetectedValue],
        _ other: (Unsaid) -> Void
    ) {
        switch node {
        case .test(let test): values += self.values(of: test, other: other)
        case .any(let parts): for part in parts { add(part, &values, other) }
        case .all: other(Unsaid(.together))
        }
    }

    /// The values that one comparison asks for.
    func values(of test: PatternTest, other: (Unsaid) -> Void) -> [DetectedValue] {
        var values: [DetectedValue] = []
        do throws(Unsaid) {
            for constant in try constants(of: test) {
                do throws(Unsaid) {
                    var value = try value(of: constant, test)
                    value.path = test.path.text
                    values.append(value)
                } catch {
                    other(error)
                }
            }
        } catch {
            other(error)
        }
        return values
    }

    private func constants(of test: PatternTest) throws(Unsaid) -> [PatternConstant] {
        guard !test.isNegated else { throw Unsaid(.negated) }
        switch test.operation {
        case .equal(let constant): return [constant]
        case .isIn(let all): return all
        case .isSubset(let text), .like(let text): return [.text(text)]
        case .unequal: throw Unsaid(.negated)
        case .exists, .ordered, .matches, .isSuperset: throw Unsaid(.operation)
        }
    }

    private func value(of constant: PatternConstant, _ test: PatternTest) throws(Unsaid) -> DetectedValue {
        guard case .like(let text) = test.operation else { return try value(of: constant, at: test.path) }
        guard test.path.type == "domain-name", text.hasPrefix("%."), text.dropFirst(2).allSatisfy(Self.isOwn) else {
            throw Unsaid(.operation, Detection.plain(text))
        }
        var value = try name(String(text.dropFirst(2)))
        value.isBelow = true
        return value
    }

    /// Whether a character of `LIKE` stands for itself.
    private static func isOwn(_ character: Character) -> Bool { character != "%" && character != "_" }

    private func value(of constant: PatternConstant, at path: PatternObjectPath) throws(Unsaid)
        -> DetectedValue
    {
        let names = path.steps.compactMap { if case .key(let name) = $0 { name } else { nil } }
        guard names.count == path.steps.count else { throw Unsaid(.property, path.text) }
        let text: String
        switch constant {
        case .text(let given): text = given
        case .hex(let digits): text = digits
        case .integer(let number): text = String(number)
        default: throw Unsaid(.operation, constant.spelling)
        }
        switch (path.type, names) {
        case ("ipv4-addr", ["value"]), ("ipv6-addr", ["value"]): return try address(text)
        case ("network-traffic", ["dst_ref", "value"]), ("network-traffic", ["src_ref", "value"]):
            var value = try NetworkRange(text) != nil ? address(text) : name(text)
            value.direction = names[0] == "dst_ref" ? .destination : .source
            return value
        case ("domain-name", ["value"]): return try name(text)
        case ("url", ["value"]): return try DetectedValue(.url, Self.printable(text))
        case ("email-addr", ["value"]):
            let form = try form(text, .emailAddress)
            return try DetectedValue(.email, Self.printable(form.text))
        case ("file", ["name"]): return try DetectedValue(.fileName, Self.printable(text))
        case ("file", let names) where names.count == 2 && names[0] == "hashes":
            guard let kind = Self.hashes[names[1].filter { $0 != "-" }.uppercased()] else {
                return try DetectedValue(.other, Self.printable(text))
            }
            return try hash(text, kind)
        case ("x509-certificate", let names) where names.count == 2 && names[0] == "hashes":
            guard let form = try? forms.hash(text) else { throw Unsaid(.malformed, Detection.plain(text)) }
            return DetectedValue(.certificate, form.text)
        case ("network-traffic", ["extensions", "http-request-ext", "request_header", "User-Agent"]):
            return try DetectedValue(.userAgent, Self.printable(text))
        default: return try DetectedValue(.other, Self.printable(text))
        }
    }

    private static let hashes: [String: DetectedValue.Kind] = [
        "MD5": .md5, "SHA1": .sha1, "SHA256": .sha256, "SHA512": .sha512,
    ]
    private static let kinds: [DetectedValue.Kind: ValueKind] = [
        .md5: .md5, .sha1: .sha1, .sha256: .sha256, .sha512: .sha512,
    ]

    private func hash(_ text: String, _ kind: DetectedValue.Kind) throws(Unsaid) -> DetectedValue {
        guard let wanted = Self.kinds[kind] else { throw Unsaid(.property) }
        return DetectedValue(kind, try form(text, wanted).text)
    }

    private func address(_ text: String) throws(Unsaid) -> DetectedValue {
        let form = try form(text, .network)
        return DetectedValue(form.kind == .network ? .network : .address, form.text)
    }

    /// A host's name.
    func name(_ text: String) throws(Unsaid) -> DetectedValue {
        let form = try form(text, .hostName)
        var value = DetectedValue(.domain, form.text)
        for note in form.notes { if case .otherByIDNA2003(let other) = note { value.other = other } }
        return value
    }

    private func form(_ text: String, _ kind: ValueKind) throws(Unsaid) -> NormalForm {
        do throws(ValueFault) {
            return try forms.form(of: text, as: kind)
        } catch {
            throw Unsaid(.malformed, Detection.plain(text))
        }
    }

    /// A text without what ends a line.
    private static func printable(_ text: String) throws(Unsaid) -> String {
        guard !text.isEmpty, !text.unicodeScalars.contains(where: Detection.breaks) else {
            throw Unsaid(text.isEmpty ? .malformed : .characters, Detection.plain(text))
        }
        return text
    }
}
