internal import NormalForms

/// Rules for Suricata 7.
///
/// 1. A name stands for itself and the names below it, and for nothing else: `dotprefix`, a content that begins
///    with a dot, `endswith`. Names of TLS likewise; hosts of HTTP in small letters.
/// 2. `"` `;` `:` `|` `\` and whatever is no plain letter are written in hexadecimal digits.
/// 3. A URL over HTTP is its host and its path, whole; over HTTPS only the name is seen, and the path is lost,
///    which is said.
/// 4. Hashes, and more values of a kind than `most`, are lists beside the rules: names in Base64, addresses and
///    hashes as they are. A list looks for the names themselves.
/// 5. The number of a rule follows from its object and what it looks for; its revision is the object's version.
/// 6. Rules only alert.
enum SuricataRules {
    /// So many values of a kind have rules of their own.
    static let most = 1_000

    static func write(_ source: inout DetectionSource) -> DetectionAnswer {
        var lists = SuricataLists()
        let found = rules(of: &source, &lists)
        var (file, numbers) = (DetectionFile(DetectionFormat.suricata.files[0]), RuleNumbers())
        file.add("# Lists beside this file: \(SuricataLists.files.joined(separator: " "))")
        for list in lists.used {
            for (name, body) in list.uses {
                let rule = "alert \(name) any any -> any any (msg:\"Entente list \(list.rawValue)\"; \(body)"
                file.add("\(rule) sid:\(numbers.next(list.file, rule)); rev:1;)")
            }
        }
        var (last, message) = (-1, "")
        for (place, rules) in found {
            let one = source.detections[place]
            if place != last {
                file.add("# " + one.trace)
                message = Self.message(one)
            }
            last = place
            for rule in rules { file.add(rule.line(one, message, numbers.next(one.id, rule.text)), place) }
        }
        return DetectionAnswer(files: [file] + lists.written(), remarks: source.remarks)
    }

    /// The rules of each indicator; values that go into lists are put there.
    private static func rules(of source: inout DetectionSource, _ lists: inout SuricataLists)
        -> [(place: Int, rules: [Rule])]
    {
        var (found, counts) = ([(place: Int, value: DetectedValue?, rules: [Rule])](), [DetectedValue.Kind: Int]())
        source.eachValue(also: ["suricata"]) { place, _, value, _ throws(Unsaid) in
            if value.kind == .domain {
                guard value.direction == .any else { throw Unsaid(.direction) }
                try ValueRules.check(name: value)
            }
            if [.address, .network].contains(value.kind) { try ValueRules.check(address: value) }
            counts[value.kind, default: 0] += 1
            found.append((place, value, []))
        } other: { place, one, remarks in
            do throws(Unsaid) {
                found.append((place, nil, [Rule(text: try SuricataText(one.pattern).text)]))
            } catch {
                remarks.append(DetectionRemark(place, error.reason))
            }
        }
        for index in found.indices {
            guard let value = found[index].value else { continue }
            let place = found[index].place
            if let list = SuricataLists.List(value, isMany: counts[value.kind, default: 0] > most) {
                if value.kind == .domain { source.remarks.append(DetectionRemark(place, .nameAlone, value.told)) }
                lists.add(value, list, place)
                continue
            }
            do throws(Unsaid) {
                let made = try rules(value, source.reader)
                if made.isPathLost { source.remarks.append(DetectionRemark(place, .path, value.told)) }
                found[index].rules = made.rules
            } catch {
                source.remarks.append(DetectionRemark(place, error.reason, error.value ?? value.told))
            }
        }
        return found.compactMap { $0.rules.isEmpty ? nil : ($0.place, $0.rules) }
    }

    /// What a rule says when it is met: what a text could break out with is not in it.
    private static func message(_ one: Detection) -> String {
        let plain = "\(one.party) \(one.name)".unicodeScalars.prefix(120).map { scalar -> Character in
            let isPlain = scalar.properties.isAlphabetic || scalar.properties.numericType != nil
            return isPlain || "._-".unicodeScalars.contains(scalar) ? Character(scalar) : " "
        }
        return String(plain).split(separator: " ").joined(separator: " ")
    }

    /// A rule without what it says of itself.
    struct Rule {
        /// Of rules of our own what is in the brackets; of others all but their end.
        let text: String
        /// What stands before the brackets; nil for rules of others.
        private let head: String?

        init(_ head: String, _ body: String) { (self.head, text) = (head, body) }

        init(text: String) { (head, self.text) = (nil, text) }

        func line(_ one: Detection, _ message: String, _ number: UInt32) -> String {
            guard let head else { return "\(text) sid:\(number); rev:\(one.version);)" }
            return "\(head) (msg:\"Entente \(message)\"; \(text) metadata:entente_object \(one.id);"
                + " sid:\(number); rev:\(one.version);)"
        }
    }

    private static func rules(_ value: DetectedValue, _ reader: PatternValues) throws(Unsaid) -> (
        rules: [Rule], isPathLost: Bool
    ) {
        switch value.kind {
        case .domain:
            return (names(value), false)
        case .url:
            let address = try WebAddress(value.text, reader)
            guard !address.host.hasPrefix("[") else { throw Unsaid(.property) }
            let host = content(address.host)
            if address.isEncrypted {
                let rule = Rule(
                    "alert tls any any -> any \(address.port == 443 ? "any" : String(address.port))",
                    "tls.sni; content:\"\(host)\"; startswith; endswith; nocase;"
                )
                guard !address.host.utf8.allSatisfy({ $0 == 46 || (48...57).contains($0) }) else {
                    throw Unsaid(.property)
                }
                return ([rule], true)
            }
            guard address.path.utf8.count <= 255 else { throw Unsaid(.long) }
            let rule = Rule(
                "alert http any any -> any \(address.port == 80 ? "any" : String(address.port))",
                "http.host; content:\"\(host)\"; startswith; endswith;"
                    + " http.uri.raw; content:\"\(content(address.path))\"; startswith; endswith;"
            )
            return ([rule], false)
        case .address, .network:
            try ValueRules.check(address: value)
            let limit = "threshold:type limit, track by_src, seconds 300, count 1;"
            switch value.direction {
            case .source: return ([Rule("alert ip \(value.text) any -> any any", limit)], false)
            case .destination: return ([Rule("alert ip any any -> \(value.text) any", limit)], false)
            case .any: return ([Rule("alert ip any any <> \(value.text) any", limit)], false)
            }
        case .userAgent:
            guard value.text.utf8.count <= 255 else { throw Unsaid(.long) }
            let text = "http.user_agent; content:\"\(content(value.text))\"; startswith; endswith;"
            return ([Rule("alert http any any -> any any", text)], false)
        default: throw Unsaid(.property)
        }
    }

    /// The rules of a name: as it is asked for, and where it is named in TLS and HTTP.
    private static func names(_ value: DetectedValue) -> [Rule] {
        let dot = value.isBelow ? "" : " dotprefix;"
        let name = content("." + value.text)
        return [
            ("dns", "dns.query;\(dot) content:\"\(name)\"; endswith; nocase;"),
            ("tls", "tls.sni;\(dot) content:\"\(name)\"; endswith; nocase;"),
            ("http", "http.host;\(dot) content:\"\(name)\"; endswith;"),
        ].map { Rule("alert \($0.0) any any -> any any", $0.1) }
    }

    /// A text as a content: what is not plain in hexadecimal digits.
    static func content(_ text: String) -> String {
        var (content, isOpen) = ("", false)
        for byte in text.utf8 {
            let isPlain = byte >= 0x20 && byte < 0x7f && !"\";:|\\".utf8.contains(byte)
            if isPlain == isOpen { content += "|" }
            if isPlain {
                content.unicodeScalars.append(Unicode.Scalar(byte))
            } else {
                let digits = String(byte, radix: 16, uppercase: true)
                content += (isOpen ? " " : "") + (digits.count < 2 ? "0" : "") + digits
            }
            isOpen = !isPlain
        }
        return isOpen ? content + "|" : content
    }
}

/// Numbers of rules: of an object and what it looks for always the same, unless two meet, which is rare.
struct RuleNumbers {
    private static let first: UInt64 = 2_000_000_000
    private static let count: UInt64 = (1 << 32) - first
    private var taken: Set<UInt32> = []

    mutating func next(_ id: String, _ text: String) -> UInt32 {
        // FNV-1a with 64 bits.
        var digest: UInt64 = 0xcbf2_9ce4_8422_2325
        for part in [id, text] {
            for byte in part.utf8 { digest = (digest ^ UInt64(byte)) &* 0x100_0000_01b3 }
            digest = (digest ^ 0xff) &* 0x100_0000_01b3
        }
        var number = UInt32(Self.first + digest % Self.count)
        while !taken.insert(number).inserted {
            digest = (digest ^ 0xfe) &* 0x100_0000_01b3
            number = UInt32(Self.first + digest % Self.count)
        }
        return number
    }
}
