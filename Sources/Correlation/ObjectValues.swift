public import JSON
public import NormalForms
public import STIXPatterns

/// The values that an object is about: those of a cyber-observable object, and those that a pattern asks for.
public struct ObjectValues: Sendable {
    /// So many values of one object at most.
    public static let most = 1_000

    private let forms: NormalForms

    /// Values of objects.
    /// - Parameter forms: the normal forms by which they are compared.
    public init(_ forms: NormalForms) { self.forms = forms }

    /// The values of an object, each once, in its order.
    ///
    /// What has no normal form is left out.
    /// - Parameter object: the object.
    /// - Returns: the values, so many at most.
    public func values(of object: JSONValue) -> [NormalForm] {
        guard let type = object["type"]?.string else { return [] }
        var found = Found()
        switch type {
        case "indicator":
            let kind = object["pattern_type"]?.string ?? "stix"
            if kind == "stix", let pattern = object["pattern"]?.string { add(pattern: pattern, to: &found) }
        case "vulnerability":
            add(object["name"]?.string, as: .cve, to: &found)
            for reference in object["external_references"].map({ Array($0.elements) }) ?? [] {
                add(reference["external_id"]?.string, as: .cve, to: &found)
            }
        case "autonomous-system": add(object["number"]?.integer.map { "\($0)" }, as: .autonomousSystem, to: &found)
        default:
            if let (name, kind) = Self.properties[type] { add(object[name]?.string, as: kind, to: &found) }
            if type == "file" { add(object["name"]?.string, as: .fileName, to: &found) }
            for hash in object["hashes"].map({ Array($0.members) }) ?? [] {
                add(hash: hash.value.string, named: hash.name.string ?? "", to: &found)
            }
        }
        return found.values
    }

    /// The host of a URL: an address or a name; nil for any other value.
    public func host(of value: NormalForm) -> NormalForm? {
        value.kind == .url ? (try? forms.url(value.text))?.host : nil
    }

    /// The values that a test of a pattern asks for, whether it is turned around or not.
    public func values(of test: PatternTest) -> [NormalForm] {
        var found = Found()
        add(test, to: &found)
        return found.values
    }

    /// Values, each once.
    private struct Found {
        var values: [NormalForm] = []
        private var said: Set<NormalForm> = []

        mutating func add(_ form: NormalForm?) {
            guard let form, values.count < ObjectValues.most, said.insert(form).inserted else { return }
            values.append(form)
        }
    }

    /// The property that holds the value of a type (STIX 2.1, 6), and its kind.
    private static let properties: [String: (name: String, kind: ValueKind)] = [
        "ipv4-addr": ("value", .ipv4Address), "ipv6-addr": ("value", .ipv6Address),
        "domain-name": ("value", .hostName),
        "url": ("value", .url), "email-addr": ("value", .emailAddress), "mac-addr": ("value", .macAddress),
        "windows-registry-key": ("key", .registryKey),
    ]

    private func add(_ text: String?, as kind: ValueKind, to found: inout Found) {
        guard let text else { return }
        found.add(try? forms.form(of: text, as: kind))
    }

    private func add(hash text: String?, named name: String, to found: inout Found) {
        guard let text else { return }
        if name.utf8.elementsEqual("TLSH".utf8) {
            add(text, as: .tlsh, to: &found)
        } else {
            found.add(try? forms.hash(text))
        }
    }

    private func add(pattern: String, to found: inout Found) {
        guard let tree = try? STIXPattern.tree(of: pattern) else { return }
        var open = tree.tests
        // The order is that of the pattern: the last one is taken first.
        open.reverse()
        while let next = open.popLast() {
            switch next {
            case .all(let parts), .any(let parts): open.append(contentsOf: parts.reversed())
            case .test(let test) where !test.isNegated: add(test, to: &found)
            case .test: break
            }
        }
    }

    private func add(_ test: PatternTest, to found: inout Found) {
        let texts: [String] =
            switch test.operation {
            case .equal(let constant): [constant].compactMap(Self.text)
            case .isIn(let constants): constants.compactMap(Self.text)
            case .isSubset(let network): [network]
            default: []
            }
        var names = test.path.steps.compactMap { step -> String? in
            if case .key(let name) = step { name } else { nil }
        }
        guard let last = names.popLast() else { return }
        for text in texts {
            if names.last == "hashes" {
                add(hash: text, named: last, to: &found)
            } else if test.path.type == "autonomous-system", last == "number" {
                add(text, as: .autonomousSystem, to: &found)
            } else if let (name, kind) = Self.properties[test.path.type], name == last, names.isEmpty {
                add(text, as: kind, to: &found)
            } else if test.path.type == "file", last == "name", names.isEmpty {
                add(text, as: .fileName, to: &found)
            } else if last == "value", names.last?.hasSuffix("_ref") == true || names.last?.hasSuffix("_refs") == true
            {
                // What is referred to may be of several types: its spelling says which.
                found.add(forms.recognised(text))
            }
        }
    }

    private static func text(_ constant: PatternConstant) -> String? {
        switch constant {
        case .text(let text): text
        case .integer(let number): "\(number)"
        default: nil
        }
    }
}
