internal import NormalForms
internal import STIXPatterns

/// Compares what `=` and `IN` ask for as tools write it: by normal forms.
struct PracticalComparison {
    private let forms: NormalForms

    init(_ forms: NormalForms) { self.forms = forms }

    /// By which rule a value is what a constant asks for; nil for none.
    func rule(_ constant: PreparedConstant, _ value: ObservedValue, at path: PatternObjectPath) -> PatternRule? {
        if let number = constant.quotedNumber, PreparedConstant.whole(number).equals(value) { return .quotedNumber }
        guard let asked = constant.text, let given = value.text, let one = form(of: asked, at: path),
            let other = form(of: given, at: path)
        else { return nil }
        if one == other { return .spelling }
        guard let range = one.range, let seen = other.range else { return nil }
        return range.contains(seen) || seen.contains(range) ? .network : nil
    }

    /// The normal form of a text at the end of a path; nil where it has none.
    func form(of text: String, at path: PatternObjectPath) -> NormalForm? {
        if path.isOfHash {
            if let hash = try? forms.hash(text) { return hash }
            return try? forms.form(of: text, as: .tlsh)
        }
        for kind in path.kinds {
            if let form = try? forms.form(of: text, as: kind) { return form }
        }
        return nil
    }
}

extension PatternObjectPath {
    private var lastKey: String? {
        if case .key(let name) = steps.last { return name }
        return nil
    }

    /// Whether a hash stands at its end: `file:hashes.'SHA-256'`.
    var isOfHash: Bool {
        guard steps.count >= 2, case .key("hashes") = steps[steps.count - 2] else { return false }
        return true
    }

    /// What can stand at its end, the likeliest first: objects are named by their value.
    var kinds: [ValueKind] {
        guard lastKey == "value" else {
            return type == "windows-registry-key" && lastKey == "key" && steps.count == 1 ? [.registryKey] : []
        }
        // Behind a reference there may be an object of any type.
        guard steps.count == 1 else { return [.network, .macAddress, .emailAddress, .url, .hostName] }
        switch type {
        case "ipv4-addr", "ipv6-addr": return [.network]
        case "domain-name": return [.hostName]
        case "mac-addr": return [.macAddress]
        case "url": return [.url]
        case "email-addr": return [.emailAddress]
        default: return []
        }
    }
}
