internal import STIXPatterns

/// Rules for searches in records, as pySigma reads them: a document a rule.
///
/// 1. Comparisons of one object become selections; `AND` and `OR` become the condition. What asks for records of
///    several sources joined by `AND` is left out; joined by `OR` it is a rule a source.
/// 2. Networks have the bits of hosts cleared. What goes both ways is asked of both fields.
/// 3. What is not so is left out: a record without the field meets it in some programs, and Splunk turns what is
///    not so over several fields around.
/// 4. Hashes are looked for where programs are started, which is said.
/// 5. `*`, `?` and `\` stand for themselves.
enum SigmaRules {
    static func write(_ source: inout DetectionSource) -> DetectionAnswer {
        var file = DetectionFile("sigma.yml")
        let reader = source.reader
        var isFirst = true
        let left = source.leftByLists()
        var written: Set<Int> = []
        func add(_ text: String, _ place: Int, _ one: Detection) {
            if !isFirst { file.add("---") }
            isFirst = false
            written.insert(place)
            file.add("# " + one.trace)
            file.add(block: text, place)
        }
        source.each(in: ["stix", "sigma"]) { place, one, remarks in
            guard !left.contains(place) else { return }
            do throws(Unsaid) {
                guard one.language == "stix" else { return add(try SigmaText(one.pattern).text, place, one) }
                let rules = try SigmaReader(values: reader).rules(one.pattern) { unsaid in
                    remarks.append(DetectionRemark(place, unsaid.reason, unsaid.value))
                }
                for rule in rules {
                    add(rule.text(one, isOnly: rules.count == 1), place, one)
                    if rule.category == "process_creation", rule.hasHash {
                        remarks.append(DetectionRemark(place, .started))
                    }
                }
            } catch {
                remarks.append(DetectionRemark(place, error.reason, error.value))
            }
        }
        source.noteListed(written)
        return DetectionAnswer(files: [file], remarks: source.remarks)
    }

    fileprivate static func item(_ value: DetectedValue) throws(Unsaid) -> (String, [(String, String)]) {
        let text = quoted(escaped(value.text))
        switch value.kind {
        case .domain where value.direction == .any:
            try ValueRules.check(name: value)
            return (
                "dns_query",
                [value.isBelow ? ("QueryName|endswith", quoted(escaped("." + value.text))) : ("QueryName", text)]
            )
        case .address, .network:
            try ValueRules.check(address: value)
            let end = value.kind == .network ? "|cidr" : ""
            let fields =
                switch value.direction {
                case .any: ["DestinationIp", "SourceIp"]
                case .source: ["SourceIp"]
                case .destination: ["DestinationIp"]
                }
            return ("network_connection", fields.map { ($0 + end, text) })
        case .url: return ("proxy", [("c-uri", text)])
        case .userAgent: return ("proxy", [("c-useragent", text)])
        case .md5, .sha1, .sha256:
            let name = value.kind.rawValue.uppercased()
            return ("process_creation", [("Hashes|contains", quoted("\(name)=\(value.text.uppercased())"))])
        case .fileName:
            return ("file_event", [("TargetFilename|endswith", quoted(escaped("\\" + value.text)))])
        default: throw Unsaid(.property, value.told)
        }
    }

    /// Fields that are alternatives: each field of its own with its values.
    fileprivate static func lines(_ items: [(String, String)]) -> String {
        if items.count == 1 { return "        \(items[0].0): \(items[0].1)\n" }
        var (order, values) = ([String](), [String: [String]]())
        for (field, value) in items {
            if values[field] == nil { order.append(field) }
            values[field, default: []].append(value)
        }
        let isList = order.count > 1
        return order.map { field in
            let all = values[field] ?? []
            let head = "        \(isList ? "- " : "")\(field):"
            let indent = isList ? "              " : "            "
            if all.count == 1 { return "\(head) \(all[0])\n" }
            return head + "\n" + all.map { "\(indent)- \($0)\n" }.joined()
        }.joined()
    }

    /// A text in which signs of Sigma stand for themselves.
    fileprivate static func escaped(_ text: String) -> String {
        guard text.utf8.contains(where: { $0 == 0x5c || $0 == 0x2a || $0 == 0x3f }) else { return text }
        return text.replacing("\\", with: "\\\\").replacing("*", with: "\\*").replacing("?", with: "\\?")
    }

    /// A text in quotes, for YAML (1.2, 7.3.1).
    static func quoted(_ text: String) -> String {
        let isPlain = text.utf8.allSatisfy { $0 >= 0x20 && $0 < 0x7f && $0 != 0x22 && $0 != 0x5c }
        if isPlain { return "\"\(text)\"" }
        var quoted = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": quoted += "\\\""
            case "\\": quoted += "\\\\"
            case _ where Detection.breaks(scalar): quoted += " "
            default: quoted.unicodeScalars.append(scalar)
            }
        }
        return quoted + "\""
    }

    /// An identifier that follows from a text (RFC 9562, 5.8).
    static func identifier(_ text: String) -> String {
        var digests: [UInt64] = []
        for start: UInt64 in [0xcbf2_9ce4_8422_2325, 0x8422_2325_cbf2_9ce4] {
            digests.append(text.utf8.reduce(start) { ($0 ^ UInt64($1)) &* 0x100_0000_01b3 })
        }
        let high = digests[0] & 0xffff_ffff_ffff_0fff | 0x8000
        let low = digests[1] & 0x3fff_ffff_ffff_ffff | 0x8000_0000_0000_0000
        let digits = [high, low].map { number in
            let text = String(number, radix: 16)
            return String(repeating: "0", count: 16 - text.count) + text
        }.joined()
        let places = [0..<8, 8..<12, 12..<16, 16..<20, 20..<32]
        return places.map { String(digits.dropFirst($0.lowerBound).prefix($0.count)) }.joined(separator: "-")
    }
}

/// The text of a Sigma rule that somebody else wrote: one document, without what would make a whole file unreadable.
struct SigmaText {
    let text: String

    init(_ rule: String) throws(Unsaid) {
        let lines = rule.replacing("\r\n", with: "\n").split(separator: "\n", omittingEmptySubsequences: false)
        for line in lines {
            let isMark = ["---", "...", "%"].contains { line.hasPrefix($0) }
            let indent = line.prefix { $0 == " " || $0 == "\t" }
            guard !isMark, !indent.contains("\t"), !line.unicodeScalars.contains(where: Detection.breaks) else {
                throw Unsaid(.unclear)
            }
            // A name that stands for something else could be made to grow without end.
            guard !line.contains("<<:"), !line.contains(": *"), !line.contains(": &"), !line.contains("- *"),
                !line.contains("!!")
            else { throw Unsaid(.unsafe) }
        }
        let starts = ["title:", "logsource:", "detection:"]
        guard starts.allSatisfy({ start in lines.contains { $0.hasPrefix(start) } }) else { throw Unsaid(.wrong) }
        text = lines.joined(separator: "\n").trimmed
    }
}

/// A rule over one source of records.
private struct SigmaRule {
    let category: String
    var selections: [String] = []
    var condition = ""
    var hasHash = false

    func text(_ one: Detection, isOnly: Bool) -> String {
        let id = isOnly ? String(Substring(one.id.utf8.suffix(36))) : SigmaRules.identifier(one.id + category)
        let title = String(Detection.plain(one.name).unicodeScalars.prefix(200))
        var text = "title: \(SigmaRules.quoted(title))\nid: \(id)\n"
        text += "status: experimental\nauthor: \(SigmaRules.quoted(one.party))\ndate: \(one.created)\n"
        text += "logsource:\n    category: \(category)\ndetection:\n"
        for (place, selection) in selections.enumerated() { text += "    selection_\(place):\n\(selection)" }
        return text + "    condition: \(condition)\nlevel: medium"
    }
}

/// Reads patterns as rules.
private struct SigmaReader {
    let values: PatternValues

    /// The rules of a pattern; of alternatives those that can be said.
    func rules(_ pattern: String, other: (Unsaid) -> Void) throws(Unsaid) -> [SigmaRule] {
        guard let tree = try? STIXPattern.tree(of: pattern) else { throw Unsaid(.wrong) }
        var parts: [PatternComparison] = []
        try alternatives(tree.observation, tree.tests, &parts)
        if parts.count == 1, case .test(let test) = parts[0] {
            let said = try fields(test)
            var rule = SigmaRule(category: said.category, selections: [said.lines], condition: "selection_0")
            rule.hasHash = said.isHash
            return [rule]
        }
        let all = parts.flatMap { part in if case .any(let parts) = part { parts } else { [part] } }
        var (order, groups) = ([String](), [String: [PatternComparison]]())
        for part in all {
            do throws(Unsaid) {
                let name = try category(of: part)
                if groups[name] == nil { order.append(name) }
                groups[name, default: []].append(part)
            } catch {
                other(error)
            }
        }
        var rules: [SigmaRule] = []
        for name in order {
            var rule = SigmaRule(category: name)
            let parts = groups[name] ?? []
            rule.condition = try condition(parts.count == 1 ? parts[0] : .any(parts), &rule, isTop: true)
            rules.append(rule)
        }
        return rules
    }

    private func alternatives(
        _ node: PatternObservation,
        _ tests: [PatternComparison],
        _ parts: inout [PatternComparison]
    ) throws(Unsaid) {
        switch node {
        case .test(let place): parts.append(tests[place])
        case .any(let nodes): for node in nodes { try alternatives(node, tests, &parts) }
        case .all, .followed, .qualified: throw Unsaid(.several)
        }
    }

    /// The source of records that a comparison is about.
    private func category(of node: PatternComparison) throws(Unsaid) -> String {
        switch node {
        case .test(let test): return try fields(test).category
        case .all(let parts), .any(let parts):
            var found: String?
            for part in parts {
                let name = try category(of: part)
                guard found ?? name == name else { throw Unsaid(.sources) }
                found = name
            }
            return found ?? ""
        }
    }

    private func condition(_ node: PatternComparison, _ rule: inout SigmaRule, isTop: Bool = false) throws(Unsaid)
        -> String
    {
        let (parts, word): ([PatternComparison], String)
        switch node {
        case .test(let test):
            let said = try fields(test)
            rule.hasHash = rule.hasHash || said.isHash
            rule.selections.append(said.lines)
            return "selection_\(rule.selections.count - 1)"
        case .all(let all): (parts, word) = (all, " and ")
        case .any(let any): (parts, word) = (any, " or ")
        }
        var texts: [String] = []
        for part in parts { texts.append(try condition(part, &rule)) }
        let text = texts.joined(separator: word)
        return isTop ? text : "(\(text))"
    }

    /// What one comparison asks for of which records.
    private struct Fields {
        var category: String
        var lines: String
        var isHash = false
    }

    private func fields(_ test: PatternTest) throws(Unsaid) -> Fields {
        let isAddress = test.path.type == "ipv4-addr" || test.path.type == "ipv6-addr"
        if test.isNegated { throw Unsaid(isAddress ? .negatedFields : .negated, test.path.text) }
        if case .unequal = test.operation { throw Unsaid(isAddress ? .negatedFields : .negated, test.path.text) }
        if let fields = try Self.plain(test) { return fields }
        var fault: Unsaid?
        let values = self.values.values(of: test) { fault = fault ?? $0 }
        if let fault { throw fault }
        var items: [(String, String)] = []
        var category = ""
        for value in values {
            let (name, found) = try SigmaRules.item(value)
            category = name
            items += found
        }
        let isHash = category == "process_creation"
        return Fields(category: category, lines: SigmaRules.lines(items), isHash: isHash)
    }

    private static let plainFields: [String: (String, String)] = [
        "network-traffic:dst_port": ("network_connection", "DestinationPort"),
        "network-traffic:src_port": ("network_connection", "SourcePort"),
        "process:command_line": ("process_creation", "CommandLine"),
    ]

    /// Fields of network traffic and of programs that hold one plain value each.
    private static func plain(_ test: PatternTest) throws(Unsaid) -> Fields? {
        guard test.path.type == "network-traffic" || test.path.type == "process",
            let (category, field) = plainFields[test.path.text]
        else { return nil }
        let constants: [PatternConstant]
        switch test.operation {
        case .equal(let constant): constants = [constant]
        case .isIn(let all): constants = all
        default: throw Unsaid(.operation, test.path.text)
        }
        var items: [(String, String)] = []
        for constant in constants {
            switch constant {
            case .integer(let number): items.append((field, String(number)))
            case .text(let text): items.append((field, SigmaRules.quoted(SigmaRules.escaped(text))))
            default: throw Unsaid(.operation, test.path.text)
            }
        }
        return Fields(category: category, lines: SigmaRules.lines(items))
    }
}
