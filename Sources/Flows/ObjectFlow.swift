public import JSON

/// The steps that objects of Attack Flow or the incident suite make, as far as their reader may see them.
public enum ObjectFlow {
    /// Whether an object has steps.
    public static func isFlow(_ object: JSONValue) -> Bool {
        let type = object["type"]?.string
        if type == "attack-flow" { return object["extensions"]?[AttackFlow.definition] != nil }
        return type == "incident" && object["extensions"]?[IncidentSuite.definition] != nil
    }

    /// Lays steps out.
    /// - Parameters:
    ///   - object: an attack flow, or an incident with the extension.
    ///   - named: an object by its identifier; nil for what is not there, which has no part in the steps.
    /// - Returns: the steps; nil for an object that has none.
    /// - Throws: what `named` throws.
    public static func flow<Fault: Error>(
        of object: JSONValue,
        named: (String) throws(Fault) -> JSONValue?
    ) throws(Fault) -> Flow? {
        guard isFlow(object) else { return nil }
        if object["type"]?.isString("attack-flow") ?? false {
            return try attack(object.texts("start_refs"), named)
        }
        guard let content = object["extensions"]?[IncidentSuite.definition] else { return nil }
        return try incident(content, named)
    }

    private static func attack<Fault: Error>(_ starts: [String], _ named: (String) throws(Fault) -> JSONValue?)
        throws(Fault) -> Flow
    {
        var (steps, looks) = ([Flow.Step](), 0)
        var (waiting, known) = (starts, Set(starts))
        while let id = waiting.popLast(), looks < Flow.most {
            // What is not there costs a look as well, whatever the reason.
            looks += 1
            guard let object = try named(id) else { continue }
            let type = object["type"]?.string ?? ""
            let links =
                object.texts("effect_refs").map { Flow.Link(to: $0, when: .always, value: "") }
                + object.texts("on_true_refs").map { Flow.Link(to: $0, when: .met, value: "") }
                + object.texts("on_false_refs").map { Flow.Link(to: $0, when: .unmet, value: "") }
            let isAll = object["operator"]?.isString("AND") ?? false
            steps.append(
                Flow.Step(
                    id: id,
                    kind: type == "attack-condition"
                        ? .condition : type == "attack-operator" ? (isAll ? .all : .any) : .action,
                    name: object["name"]?.string ?? "",
                    detail: object["description"]?.string ?? "",
                    reference: object["technique_id"]?.string ?? object["tactic_id"]?.string ?? "",
                    next: links
                )
            )
            for link in links where known.insert(link.to).inserted { waiting.append(link.to) }
        }
        return Flow(from: starts, steps, isWhole: waiting.isEmpty)
    }

    /// A step of an incident, when it began, and whether a sequence may begin with it.
    private typealias Part = (step: Flow.Step, begin: String, isStart: Bool)

    private static func incident<Fault: Error>(
        _ content: JSONValue,
        _ named: (String) throws(Fault) -> JSONValue?
    ) throws(Fault) -> Flow {
        let (events, tasks) = (
            try Self.parts(of: content, "event", .event, named), try Self.parts(of: content, "task", .task, named)
        )
        let order = try sequences(of: content, events.parts + tasks.parts, named)
        let parts = order.parts
        // What follows nothing begins, in the order of time.
        let followers = Set(parts.flatMap { $0.step.next.map(\.to) })
        let starts = parts.filter { $0.isStart && !followers.contains($0.step.id) }
            .sorted { ($0.begin, $0.step.id) < ($1.begin, $1.step.id) }
        return Flow(
            from: starts.map(\.step.id),
            parts.map(\.step),
            isWhole: events.isWhole && tasks.isWhole && order.isWhole
        )
    }

    /// Events and tasks in the order that objects `sequence` of drafts before 2.0 give them.
    ///
    /// A single step is its event or task; what begins, ends or parts ways is a step by itself. A sequence of something
    /// that is not there is not there either.
    private static func sequences<Fault: Error>(
        of content: JSONValue,
        _ parts: [Part],
        _ named: (String) throws(Fault) -> JSONValue?
    ) throws(Fault) -> (parts: [Part], isWhole: Bool) {
        var parts = parts
        let places = Dictionary(parts.enumerated().map { ($1.step.id, $0) }) { first, _ in first }
        var waiting = content.texts("sequence_start_refs") + content.texts("sequence_refs")
        var (known, place, targets) = (Set<String>(), 0, [String: String]())
        var links: [(of: String, links: [Flow.Link])] = []
        while place < waiting.count, known.count < Flow.most {
            let id = waiting[place]
            place += 1
            guard known.insert(id).inserted, let object = try named(id) else { continue }
            let next = Self.followers(of: object)
            waiting += next.map(\.to)
            let kind: Flow.Kind? =
                switch object["step_type"]?.string {
                case "start_step": .start
                case "end_step": .end
                case "parallel_step": .parallel
                default: nil
                }
            if let kind {
                targets[id] = id
                let step = Flow.Step(id: id, kind: kind, name: "", detail: "", reference: "", next: [])
                parts.append((step, kind == .start ? "" : "~", true))
            } else if let thing = object["sequenced_object"]?.string, places[thing] != nil {
                targets[id] = thing
            }
            if let target = targets[id] { links.append((target, next)) }
        }
        let all = Dictionary(parts.enumerated().map { ($1.step.id, $0) }) { first, _ in first }
        for (target, next) in links {
            guard let place = all[target] else { continue }
            let found = next.compactMap { link in
                targets[link.to].map { Flow.Link(to: $0, when: link.when, value: "") }
            }
            parts[place].step = parts[place].step.followed(by: found)
        }
        return (parts, place == waiting.count)
    }

    /// What follows a sequence.
    private static func followers(of object: JSONValue) -> [Flow.Link] {
        let one: [(String, Flow.When)] = [
            ("on_completion", .always), ("on_success", .success), ("on_failure", .failure),
        ]
        return one.compactMap { name, when in
            object[name]?.string.map { Flow.Link(to: $0, when: when, value: "") }
        } + object.texts("next_steps").map { Flow.Link(to: $0, when: .beside, value: "") }
    }

    /// The events or tasks of an incident and their parts (3.2, 3.6), and those that earlier drafts only name.
    private static func parts<Fault: Error>(
        of content: JSONValue,
        _ type: String,
        _ kind: Flow.Kind,
        _ named: (String) throws(Fault) -> JSONValue?
    ) throws(Fault) -> (parts: [Part], isWhole: Bool) {
        var waiting: [(id: String, entry: JSONValue?)] = []
        func wait(for entries: JSONValue?) {
            for entry in entries.map({ Array($0.elements) }) ?? [] {
                if let id = entry["\(type)_ref"]?.string { waiting.append((id, entry)) }
            }
        }
        wait(for: content["\(type)s"])
        waiting += content.texts("\(type)_refs").map { ($0, nil) }
        var (parts, known, place) = ([Part](), Set<String>(), 0)
        while place < waiting.count, known.count < Flow.most {
            let (id, entry) = waiting[place]
            place += 1
            guard known.insert(id).inserted, let object = try named(id) else { continue }
            let step = Flow.Step(
                id: id,
                kind: kind,
                name: object["name"]?.string ?? "",
                detail: object["description"]?.string ?? "",
                reference: object["status"]?.string ?? object["outcome"]?.string ?? "",
                next: links(of: entry, type)
            )
            let isStart = entry?["sequence_start"].map { $0.bool != false } ?? true
            parts.append((step, object["start_time"]?.string ?? "~", isStart))
            wait(for: object["sub\(type)s"])
        }
        return (parts, place == waiting.count)
    }

    /// What follows an entry of a sequence (3.3, 3.7).
    private static func links(of entry: JSONValue?, _ type: String) -> [Flow.Link] {
        let whens: [String: Flow.When] = ["success": .success, "failure": .failure, "completion": .always]
        return (entry?["next_steps"].map { Array($0.elements) } ?? []).compactMap { link in
            guard let to = link["\(type)_ref"]?.string else { return nil }
            return Flow.Link(to: to, when: whens[link["transition_type"]?.string ?? ""] ?? .unknown, value: "")
        }
    }
}

extension JSONValue {
    /// The texts of a list.
    func texts(_ name: String) -> [String] { (self[name].map { Array($0.elements) } ?? []).compactMap(\.string) }
}
