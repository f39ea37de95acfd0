internal import JSON
internal import Release
internal import Work

/// An incident, as the head of a case.
struct Incident: WorkObject {
    static let type = "incident"

    let markings: [String]
    let members: [JSONMember]

    init?(_ object: SeenValue) {
        markings = object.texts("object_marking_refs")
        members = object.members(["name", "description", "created", "modified"])
    }
}

/// What belongs to a case.
protocol CasePart: WorkObject {
    /// The incident.
    var incident: String { get }
    /// When its version was written, in microseconds since 1970.
    var moment: Int64 { get }
    var members: [JSONMember] { get }
}

/// What a party does about a case.
struct CaseAct: CasePart {
    static let type = "entente-case-act"

    let incident: String
    let party: String
    let verb: CaseStanding.Verb
    let named: [String]
    let moment: Int64
    let members: [JSONMember]

    init?(_ object: SeenValue) {
        guard let incident = object.text("case_ref"), let party = object.text("party_ref"),
            let verb = object.text("verb").flatMap(CaseStanding.Verb.init)
        else { return nil }
        (self.incident, self.party, self.verb) = (incident, party, verb)
        named = object.texts("party_refs")
        moment = object.moment("modified") ?? 0
        members = object.members(["name", "verb", "note", "modified"])
    }
}

/// A line of a case.
struct CaseLine: CasePart {
    static let type = "entente-case-line"

    let incident: String
    let kind: CaseLineKind
    /// When it happened, else when it was written.
    let at: Int64
    let objects: [String]
    let framework: String?
    let technique: String?
    let embargo: String?
    let moment: Int64
    let members: [JSONMember]

    init?(_ object: SeenValue) {
        guard let incident = object.text("case_ref"), let kind = object.text("kind").flatMap(CaseLineKind.init)
        else { return nil }
        (self.incident, self.kind) = (incident, kind)
        moment = object.moment("modified") ?? 0
        at = object.moment("happened_at") ?? object.moment("created") ?? moment
        objects = object.texts("object_refs")
        (framework, technique) = (object.text("framework"), object.text("technique"))
        embargo = object["extensions"]?[Embargo.definition]?.text("until")
        members = object.members(["name", "kind", "description", "modified"])
    }
}

/// A task of a case.
struct CaseTask: CasePart {
    static let type = "entente-case-task"

    let incident: String
    let owner: String
    /// The end of the day by which it is to be done; nil without one.
    let due: Int64?
    let markings: [String]
    let moment: Int64
    let members: [JSONMember]

    init?(_ object: SeenValue) {
        guard let incident = object.text("case_ref"), let owner = object.text("owner_ref") else { return nil }
        (self.incident, self.owner) = (incident, owner)
        due = object.dayEnd("due")
        markings = object.texts("object_marking_refs")
        moment = object.moment("modified") ?? 0
        members = object.members(["name", "owner", "owner_ref", "due", "description", "modified"])
    }
}

/// How a task stands.
struct CaseAnswerPart: CasePart {
    static let type = "entente-case-answer"

    let incident: String
    let task: String
    let party: String
    let state: String
    let evidence: [String]
    let moment: Int64
    let members: [JSONMember]

    init?(_ object: SeenValue) {
        guard let incident = object.text("case_ref"), let task = object.text("task_ref"),
            let party = object.text("party_ref"), let state = object.text("state")
        else { return nil }
        (self.incident, self.task, self.party, self.state) = (incident, task, party, state)
        evidence = object.texts("evidence_refs")
        moment = object.moment("modified") ?? 0
        members = object.members(["state", "note", "modified"])
    }
}

/// Whom to call.
struct CaseContact: CasePart {
    static let type = "entente-case-contact"

    let incident: String
    let party: String
    let moment: Int64
    let members: [JSONMember]

    init?(_ object: SeenValue) {
        guard let incident = object.text("case_ref"), let party = object.text("party_ref") else { return nil }
        (self.incident, self.party) = (incident, party)
        moment = object.moment("modified") ?? 0
        members = object.members(["name", "party_ref", "function", "phone", "email", "hours", "key"])
    }
}

/// What one side notes for itself.
struct CaseNote: CasePart {
    static let type = "entente-own-case-note"

    let incident: String
    let moment: Int64
    let members: [JSONMember]

    init?(_ object: SeenValue) {
        guard let incident = object.text("case_ref") else { return nil }
        self.incident = incident
        moment = object.moment("modified") ?? 0
        members = object.members(["name", "body", "modified"])
    }
}

/// A technique of ATT&CK, SPARTA or DISARM that is held, by its own number.
struct Technique: WorkObject {
    static let type = "attack-pattern"

    /// Whose it is, and its number: ATT&CK and DISARM have numbers of the same form.
    let key: String

    init?(_ object: SeenValue) {
        let sources = [
            "mitre-attack": "attack", "mitre-mobile-attack": "attack", "mitre-ics-attack": "attack",
            "sparta": "sparta", "disarm": "disarm",
        ]
        for reference in object.records("external_references") {
            guard let framework = sources[reference.text("source_name")?.lowercased() ?? ""],
                let number = reference.text("external_id")
            else { continue }
            key = "\(framework) \(number)"
            return
        }
        return nil
    }

    /// Whether a text is the number of a technique: `T1566.001` of ATT&CK, `IA-0004.02` of SPARTA,
    /// `T0085.003` of DISARM.
    static func isNumber(_ text: String, of framework: String) -> Bool {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        guard let first = parts.first, parts.count <= 2 else { return false }
        func isDigits(_ text: some StringProtocol, _ count: Int) -> Bool {
            text.utf8.count == count && text.utf8.allSatisfy { (48...57).contains($0) }
        }
        if framework != "sparta" {
            return first.first == "T" && isDigits(first.dropFirst(), 4)
                && parts.dropFirst().allSatisfy { isDigits($0, 3) }
        }
        let halves = first.split(separator: "-", omittingEmptySubsequences: false)
        return halves.count == 2 && (2...5).contains(halves[0].utf8.count)
            && halves[0].utf8.allSatisfy { (65...90).contains($0) } && isDigits(halves[1], 4)
            && parts.dropFirst().allSatisfy { isDigits($0, 2) }
    }
}
