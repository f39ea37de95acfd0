public import JSON

/// A security playbook (CACAO 2.0, OASIS): what is to be done, step by step.
public struct Playbook {
    /// Something that is wrong in it.
    public struct Finding: Sendable, Equatable {
        /// Where, as a JSON pointer.
        public let path: String
        /// What.
        public let message: String
    }

    /// So many findings are told at most; the rest is no news.
    public static let mostFindings = 200

    private let root: JSONValue

    /// A playbook; nil for a document that is none of this edition.
    /// - Parameter value: the document.
    public init?(_ value: JSONValue) {
        guard value["type"]?.isString("playbook") ?? false, value["spec_version"]?.isString("cacao-2.0") ?? false
        else {
            return nil
        }
        root = value
    }

    /// Its identifier.
    public var id: String { root["id"]?.string ?? "" }
    /// What people call it.
    public var name: String { root["name"]?.string ?? "" }
    /// What it says of itself.
    public var summary: String { root["description"]?.string ?? "" }
    /// The identifier of the identity that wrote it.
    public var author: String { root["created_by"]?.string ?? "" }
    /// When it was written, and when this version of it.
    public var dates: (first: String, this: String) {
        (root["created"]?.string ?? "", root["modified"]?.string ?? "")
    }
    /// Whether its author has taken it back.
    public var isRevoked: Bool { root["revoked"]?.bool ?? false }
    /// How many signatures it has; whether they are right is not looked at.
    public var signatures: Int { root["signatures"]?.count ?? 0 }

    /// The narrowest label of the Traffic Light Protocol among its markings, without `TLP:`; nil where it has none.
    public var tlp: String? {
        let order = ["CLEAR", "GREEN", "AMBER", "AMBER+STRICT", "RED"]
        let used = Set(root.texts("markings"))
        let labels = members("data_marking_definitions").compactMap { id, marking -> Int? in
            guard used.contains(id), let text = marking["tlpv2_level"]?.string else { return nil }
            return order.firstIndex { text == "TLP:" + $0 }
        }
        return labels.max().map { order[$0] }
    }

    // MARK: - Steps

    /// Its steps, from the first on.
    public var flow: Flow {
        let steps = members("workflow").prefix(Flow.most).map { id, step in
            Flow.Step(
                id: id,
                kind: Self.kinds[step["type"]?.string ?? ""] ?? .action,
                name: step["name"]?.string ?? "",
                detail: step["description"]?.string ?? "",
                reference: Self.reference(step),
                next: Self.links(step)
            )
        }
        return Flow(from: [root["workflow_start"]?.string ?? ""], Array(steps))
    }

    private static let kinds: [String: Flow.Kind] = [
        "start": .start, "end": .end, "action": .action, "playbook-action": .playbook, "parallel": .parallel,
        "if-condition": .choice, "while-condition": .loop, "switch-condition": .cases,
    ]

    /// What a step asks for, or what it runs; never a secret: those stand in the definitions of agents.
    private static func reference(_ step: JSONValue) -> String {
        if let condition = step["condition"]?.string ?? step["switch"]?.string { return condition }
        let commands = step["commands"].map { Array($0.elements) } ?? []
        return commands.prefix(20).compactMap { $0["command"]?.string ?? $0["type"]?.string }.joined(separator: "\n")
    }

    private static func links(_ step: JSONValue) -> [Flow.Link] {
        let single: [(String, Flow.When)] = [
            ("on_completion", .always), ("on_success", .success), ("on_failure", .failure), ("on_true", .met),
            ("on_false", .unmet),
        ]
        var links = single.compactMap { name, when in
            step[name]?.string.map { Flow.Link(to: $0, when: when, value: "") }
        }
        links += step.texts("next_steps").map { Flow.Link(to: $0, when: .beside, value: "") }
        for (name, value) in Self.members(step["cases"]) {
            if let to = value.string { links.append(Flow.Link(to: to, when: .value, value: name)) }
        }
        return links
    }

    private func members(_ name: String) -> [(String, JSONValue)] { Self.members(root[name]) }

    private static func members(_ value: JSONValue?) -> [(String, JSONValue)] {
        guard let value, value.kind == .object else { return [] }
        return value.members.compactMap { member in member.name.string.map { ($0, member.value) } }
    }

    // MARK: - The check

    /// What is wrong in it, by sections 3, 4 and 10 of the standard.
    public var findings: [Finding] {
        var found: [Finding] = []
        func tell(_ path: String, _ message: String) {
            if found.count < Self.mostFindings { found.append(Finding(path: path, message: message)) }
        }
        for name in ["id", "name", "created_by", "created", "modified", "workflow_start", "workflow"]
        where root[name] == nil { tell("/\(name)", "it is missing (3.1)") }
        for (name, type) in [("id", "playbook"), ("created_by", "identity"), ("workflow_start", "start")] {
            if let text = root[name], !Self.isIdentifier(text.string, of: type) {
                tell("/\(name)", "it is no identifier of type `\(type)` (10.10)")
            }
        }
        for name in ["created", "modified", "valid_from", "valid_until"] {
            if let time = root[name], !Self.isTime(time.string) {
                tell("/\(name)", "it is no time with three digits behind the second, in UTC (10.17)")
            }
        }
        for (later, earlier, isEqual) in [("modified", "created", true), ("valid_until", "valid_from", false)] {
            guard let end = root[later]?.string, let begin = root[earlier]?.string, Self.isTime(end),
                Self.isTime(begin)
            else { continue }
            if end < begin || (end == begin && !isEqual) { tell("/\(later)", "it is before `\(earlier)` (3.1)") }
        }
        for name in ["priority", "severity", "impact"] {
            if let number = root[name], !(number.integer.map { (0...100).contains($0) } ?? false) {
                tell("/\(name)", "it is no whole number from 0 to 100 (3.1)")
            }
        }
        steps(tell)
        let markings = Set(members("data_marking_definitions").map(\.0))
        for (place, id) in root.texts("markings").enumerated() where !markings.contains(id) {
            tell("/markings/\(place)", "the marking is not defined (3.1)")
        }
        return found
    }

    private func steps(_ tell: (String, String) -> Void) {
        let workflow = members("workflow")
        let known = Set(workflow.map(\.0))
        let (agents, targets) = (
            Set(members("agent_definitions").map(\.0)), Set(members("target_definitions").map(\.0))
        )
        for name in ["workflow_start", "workflow_exception"] {
            if let id = root[name]?.string, !known.contains(id) {
                tell("/\(name)", "there is no such step in `workflow` (3.1)")
            }
        }
        var kinds: Set<String> = []
        for (id, step) in workflow {
            let (type, path) = (step["type"]?.string ?? "", "/workflow/\(id)")
            kinds.insert(type)
            guard Self.kinds[type] != nil else {
                tell("\(path)/type", "there is no step of this type (4.1)")
                continue
            }
            if !Self.isIdentifier(id, of: type) { tell(path, "the step's identifier is not of its type (10.10)") }
            for name in Self.needed[type] ?? [] where step[name] == nil {
                tell("\(path)/\(name)", "it is missing (4)")
            }
            if step["on_completion"] != nil, step["on_success"] != nil || step["on_failure"] != nil {
                tell("\(path)/on_completion", "it excludes `on_success` and `on_failure` (4.1)")
            }
            if type == "start" || type == "end", step["on_success"] != nil || step["on_failure"] != nil {
                tell(path, "the first and the last step have neither `on_success` nor `on_failure` (4.1)")
            }
            if type == "parallel", (step["next_steps"]?.count ?? 0) < 2 {
                tell("\(path)/next_steps", "there are fewer than two (4.7)")
            }
            for link in Self.links(step) where !known.contains(link.to) {
                tell(path, "the step that follows, `\(link.to.prefix(80))`, is not in `workflow` (4.1)")
            }
            if let agent = step["agent"]?.string, !agents.contains(agent) {
                tell("\(path)/agent", "the agent is not defined (3.1)")
            }
            for (place, target) in step.texts("targets").enumerated() where !targets.contains(target) {
                tell("\(path)/targets/\(place)", "the target is not defined (3.1)")
            }
        }
        if !workflow.isEmpty, !kinds.isSuperset(of: ["start", "end"]) || kinds.isDisjoint(with: Self.doing) {
            tell("/workflow", "a first step, one that does something and a last one are needed (3.1)")
        }
    }

    private static let doing: Set<String> = ["action", "playbook-action"]
    private static let needed = [
        "start": ["on_completion"], "action": ["commands", "agent"], "playbook-action": ["playbook_id"],
        "parallel": ["next_steps"], "if-condition": ["condition", "on_true"],
        "while-condition": ["condition", "on_true"], "switch-condition": ["switch", "cases"],
    ]

    /// An identifier: a type, two hyphens and a UUID.
    private static func isIdentifier(_ text: String?, of type: String) -> Bool {
        guard let text, text.hasPrefix(type + "--") else { return false }
        let parts = text.dropFirst(type.utf8.count + 2).split(separator: "-", omittingEmptySubsequences: false)
        return parts.map(\.utf8.count) == [8, 4, 4, 4, 12]
            && parts.allSatisfy { $0.utf8.allSatisfy { isHexDigit($0) } }
    }

    private static func isHexDigit(_ byte: UInt8) -> Bool {
        (0x30...0x39).contains(byte) || (0x61...0x66).contains(byte) || (0x41...0x46).contains(byte)
    }

    /// A moment such as `2026-11-30T12:00:00.000Z`.
    private static func isTime(_ text: String?) -> Bool {
        guard let bytes = text.map({ Array($0.utf8) }), bytes.count == 24 else { return false }
        let form = Array("0000-00-00T00:00:00.000Z".utf8)
        return zip(bytes, form).allSatisfy { byte, sign in
            sign == 0x30 ? (0x30...0x39).contains(byte) : byte == sign
        }
    }
}
