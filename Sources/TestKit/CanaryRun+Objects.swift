internal import Configuration
internal import Cryptography
internal import Flows
internal import Installation
internal import JSON
internal import STIX
internal import Store
internal import Work
internal import Workspaces

/// The objects that the canary writes, with texts planted in them.
extension CanaryRun {
    func level(of who: String) -> CanarySecrets.Level {
        guard who == "high" else { return .open }
        return [.open, .restricted, .secret, .secret].randomElement(using: &random) ?? .secret
    }

    /// An object with planted texts; its name may be of a lower level than the whole, and go to a partner as a rendition.
    func object(_ level: CanarySecrets.Level, _ who: String, created: String, as wanted: String? = nil) -> (
        JSONTree, [Int]
    ) {
        let portion = who == "high" && Int.random(in: 0..<3, using: &random) == 0 ? .open : level
        let (name, first) = secrets.text(level, portion: portion)
        // What is referred to may be of any level: the reference goes where its object may.
        // Of the last ones: a run of a million would look through all that it wrote at each writing.
        let recent = secrets.items.suffix(Self.recent).filter {
            (who == "high" || $0.level == .open) && !$0.id.hasPrefix("submission--")
        }
        let known = recent.map(\.id)
        var type = wanted ?? Self.types.randomElement(using: &random) ?? "campaign"
        // What is said of a text or of a commitment needs one.
        if let about = Self.about[type], !known.contains(where: { $0.hasPrefix("\(about.type)--") }) {
            type = about.type
        }
        if type == "artifact" { return advisory(level) }
        var object = JSONTree.members([
            "type": .string(type), "spec_version": "2.1", "created": .string(created),
            "modified": .string(moment()), "name": .string("a \(name) open"),
        ])
        for (name, value) in own(type, created, known) { object[name] = value }
        if type == "observed-data" { Self.observe(&object) }
        if type == "sighting" { Self.sight(&object) }
        var markings: [JSONTree] = []
        var levels: Set<CanarySecrets.Level> = [level, portion]
        if portion != level {
            markings.append(
                .members([
                    "marking_ref": .string(CanaryWorld.marking[portion] ?? ""),
                    "selectors": .strings([Self.nameSelectors[type] ?? "name"]),
                ])
            )
        }
        var tokens = [first]
        if type == "report", Bool.random(using: &random) {
            let paper = CanaryPaper(level, known: recent, &secrets, &random)
            object["description"] = .string(paper.text)
            object["extensions"] = paper.extensions
            markings += paper.markings
            levels.formUnion(paper.levels)
            tokens += paper.tokens
        } else {
            let (text, second) = secrets.text(level)
            for (property, words) in Self.words(type, text, isReadable: second % 2 == 0) { object[property] = words }
            tokens.append(second)
        }
        if !markings.isEmpty { object["granular_markings"] = .array(markings) }
        // The whole bears the highest of each scheme: a level covers those below it, and no TLP.
        let banner = [level] + (level > .open && levels.contains(.open) ? [.open] : [])
        object["object_marking_refs"] = .strings(banner.compactMap { CanaryWorld.marking[$0] })
        return (object, tokens)
    }

    /// The file of an advisory, whose words and products have the planted text.
    private func advisory(_ level: CanarySecrets.Level) -> (JSONTree, [Int]) {
        let (text, token) = secrets.text(level)
        let stamp = "2026-10-01T00:00:00Z"
        let file = """
            {"document":{"category":"csaf_base","csaf_version":"2.1","title":"a \(text) open","publisher":{"category":\
            "vendor","name":"words \(text)","namespace":"https://example.com"},"tracking":{"id":"\(text)",\
            "version":"1",\
            "status":"final","initial_release_date":"\(stamp)","current_release_date":"\(stamp)"}},"product_tree":\
            {"full_product_names":[{"name":"open words \(text)","product_id":"P"}]},"vulnerabilities":[{"title":\
            "\(text)","product_status":{"fixed":["P"]}}]}
            """
        let object = JSONTree.members([
            "type": "artifact", "spec_version": "2.1", "mime_type": "application/json",
            "payload_bin": .string(Encoding.base64(Array(file.utf8))),
            "object_marking_refs": .strings([CanaryWorld.marking[level]].compactMap { $0 }),
        ])
        return (object, [token])
    }

    /// The types of what is written: some of the standard, and some that workspaces answer about.
    private static let types = [
        "report", "campaign", "identity", "entente-rule", "entente-event", "campaign", "report", "entente-text",
        "entente-wording", "entente-wording", "entente-own-brief", "entente-standing", "indicator",
        "observed-data", "report", "report", "incident", "entente-case-act", "entente-case-line",
        "entente-own-case-note", "sighting", "artifact", "attack-action", "attack-flow",
    ]

    /// The types of what is said of something else: of what, and with the property that has its words.
    private static let about = [
        "entente-wording": (type: "entente-text", property: "body"),
        "entente-own-brief": (type: "entente-text", property: "our_line"),
        "entente-standing": (type: "entente-commitment", property: "note"),
        "entente-case-act": (type: "incident", property: "note"),
        "entente-case-line": (type: "incident", property: "description"),
        "entente-own-case-note": (type: "incident", property: "body"),
        "sighting": (type: "indicator", property: "description"),
        "attack-flow": (type: "attack-action", property: "description"),
    ]

    /// The words of an object, and of a row what its article would say: what of it cannot be read is told by its line.
    private static func words(_ type: String, _ text: String, isReadable: Bool) -> [(String, JSONTree)] {
        let property = about[type]?.property ?? "description"
        let words = JSONTree.string("words \(text)")
        // Every file that is written meets it.
        if type == "indicator" { return [("pattern", .string("[file:name LIKE 'a %' OR file:name = '\(text)']"))] }
        if type == "observed-data" { return [] }
        guard type == "entente-wording" else { return [(property, words)] }
        return [
            (property, .members(["en": words])),
            ("accord", .string("\(isReadable ? "provides for" : "kodes") \(text)")),
        ]
    }

    /// Where the name of an object stands that has none of its own.
    private static let nameSelectors = [
        "observed-data": "objects.0.name", "sighting": "external_references.[0].source_name",
    ]

    /// A sighting has no name: whence it is known has one.
    private static func sight(_ object: inout JSONTree) {
        object["external_references"] = .array([
            .members(["source_name": object["name"], "external_id": .string("1")])
        ])
        object["name"] = nil
    }

    static func isCase(_ id: String) -> Bool { id.hasPrefix("incident--") }

    /// What is observed has no name of its own: what was seen has one.
    private static func observe(_ object: inout JSONTree) {
        object["objects"] = .members(["0": .members(["type": .string("file"), "name": object["name"]])])
        object["name"] = nil
    }

    static func isText(_ id: String) -> Bool { id.hasPrefix("entente-text--") }

    /// What an object of a type has of its own.
    private func own(_ type: String, _ created: String, _ known: [String]) -> [(String, JSONTree)] {
        let someone = known.filter { $0.hasPrefix("identity--") }.randomElement(using: &random)
        let identity = someone ?? "identity--00000000-0000-4000-8000-000000000001"
        let own = world.node.configuration.identity ?? identity
        let text = known.filter(Self.isText).randomElement(using: &random) ?? ""
        let definition = (Workspaces.types.own + FlowTypes.all).first { $0.name == type }?.definition ?? ""
        let extensions = JSONTree.object([
            JSONMember(definition, .members(["extension_type": .string("new-sdo")]))
        ])
        switch type {
        case "report":
            let others = (0..<Int.random(in: 1...3, using: &random)).map { _ in
                known.randomElement(using: &random) ?? identity
            }
            let file = known.filter { $0.hasPrefix("artifact--") }.randomElement(using: &random)
            let refs = Set(others + (file.map { [$0] } ?? [])).sorted()
            return [("published", .string(created)), ("object_refs", .strings(refs))]
                + (file == nil ? [] : [("labels", .strings(["advisory"]))])
        case "observed-data":
            return [
                ("first_observed", .string(created)), ("last_observed", .string(created)),
                ("number_observed", .integer(1)),
            ]
        case "indicator": return [("pattern_type", .string("stix")), ("valid_from", .string(created))]
        case "entente-rule":
            return [
                ("kind", .string("export-rule")), ("issuer_ref", .string(identity)), ("extensions", extensions),
                ("effective_from", .string(created)), ("applies_to", .strings(["all"])),
                ("conditions", .strings(["none"])), ("instrument", .string("A decision")),
            ]
        case "entente-event":
            return [
                ("kind", .string("meeting")), ("occurred_from", .string(created)), ("place", .string("Somewhere")),
                ("participant_refs", .strings([identity])), ("extensions", extensions),
            ]
        case "entente-text":
            return [
                ("kind", .string("plan")), ("party_refs", .strings([own, identity])), ("languages", .strings(["en"])),
                ("extensions", extensions),
            ]
        case "entente-wording":
            return [
                ("text_ref", .string(text)), ("party_ref", .string(own)), ("state", .string("open")),
                ("row", .string("item_\(Int.random(in: 1...5, using: &random))")), ("extensions", extensions),
                ("article", .string("1")),
            ]
        case "attack-action", "attack-flow": return Self.stepped(type, extensions, known)
        case "entente-own-brief": return [("about_ref", .string(text)), ("extensions", extensions)]
        case "entente-case-act", "entente-case-line", "entente-own-case-note", "sighting":
            return worked(type, own, extensions, known)
        case "entente-commitment", "entente-standing": return promised(type, own, identity, extensions, known)
        default: return []
        }
    }

    /// What a step of an attack, or the whole of it, has of its own.
    private static func stepped(_ type: String, _ extensions: JSONTree, _ known: [String]) -> [(String, JSONTree)] {
        let steps = known.filter { $0.hasPrefix("attack-action--") }.suffix(3)
        if type == "attack-flow" {
            return [("scope", "incident"), ("start_refs", .strings(Array(steps))), ("extensions", extensions)]
        }
        return [("extensions", extensions)] + (steps.isEmpty ? [] : [("effect_refs", .strings(Array(steps)))])
    }

    /// What a part of a case, or a sighting, has of its own.
    private func worked(_ type: String, _ own: String, _ extensions: JSONTree, _ known: [String])
        -> [(String, JSONTree)]
    {
        func one(_ type: String) -> JSONTree {
            .string(known.filter { $0.hasPrefix("\(type)--") }.randomElement(using: &random) ?? "")
        }
        guard type != "sighting" else {
            let places = known.filter { $0.hasPrefix("identity--") }.suffix(2)
            return [
                ("sighting_of_ref", one("indicator")), ("count", .integer(Int.random(in: 0...200, using: &random))),
                ("where_sighted_refs", .strings(places.isEmpty ? [own] : Array(places))),
            ]
        }
        var members = [("case_ref", one("incident")), ("extensions", extensions)]
        if type == "entente-case-act" {
            members += [("party_ref", .string(own)), ("verb", .string("opened")), ("party_refs", .strings([own]))]
        }
        if type == "entente-case-line" {
            let named = known.randomElement(using: &random) ?? own
            members += [("kind", .string("event")), ("object_refs", .strings([named]))]
        }
        return members
    }

    /// What a commitment, or a view of one, has of its own.
    private func promised(
        _ type: String,
        _ own: String,
        _ identity: String,
        _ extensions: JSONTree,
        _ known: [String]
    )
        -> [(String, JSONTree)]
    {
        guard type == "entente-standing" else {
            return [
                ("clause", .string("SDP-02")), ("area", .string("dialogue")), ("verb", .string("hold")),
                ("force", .string("political-non-binding")), ("party_refs", .strings([own, identity])),
                ("responsible", .string("Ministers")), ("evidence", .string("A record")),
                ("instrument", .string("A partnership")), ("extensions", extensions),
            ]
        }
        let promise = known.filter { $0.hasPrefix("entente-commitment--") }.randomElement(using: &random) ?? ""
        return [
            ("commitment_ref", .string(promise)), ("state", .string("under-way")), ("extensions", extensions),
            ("evidence_refs", .strings([known.randomElement(using: &random) ?? identity])),
        ]
    }

    /// A moment of the world's clock, in milliseconds.
    private func moment() -> String {
        world.clock.turn(by: 1_000)
        let seconds = (world.clock.now - CanaryWorld.start) / 1_000_000
        let (minutes, rest) = (seconds / 60, seconds % 60)
        let (hours, minute) = (minutes / 60, minutes % 60)
        let two = { (number: Int64) in number < 10 ? "0\(number)" : "\(number)" }
        let milli = String(1_000 + world.clock.now / 1_000 % 1_000).dropFirst()
        // Days are not counted further than a month.
        return "2026-10-\(two(1 + hours / 24))T\(two(hours % 24)):\(two(minute)):\(two(rest)).\(milli)Z"
    }
}
