internal import Calls
internal import Configuration
internal import Cryptography
package import Desk
internal import Holdings
internal import Installation
internal import JSON
internal import Release
internal import Releasing
internal import STIX
internal import Store
package import Transport

/// Translations that people write of an object's texts, check, and approve (`TranslationRecord`).
///
/// Each step is a new version of the `language-content`, and goes nowhere by itself.
extension APIService {
    package static let translationsCalls: [APIEndpoint] = [
        Endpoint(
            .post,
            "translations",
            .roles([.author]),
            "Keeps a translation of an object's texts that a person wrote or a machine made, as a draft: a new `language-content` (STIX 2.1, 7.1), or another text of one that is the party's own. It is marked as the object is.",
            scope: .write,
            body: .json(
                .record([
                    "object": .words.noted("the identifier of the object that is translated"),
                    "version": .words.noted("`modified` of the version that is translated"),
                    "language": .words.noted("the tag of the language (RFC 5646)"),
                    "texts": .record([:]).noted("texts by property of the object; lists keep their length"),
                    "machine?": .text(1, longestName).noted(
                        "the name of the machine that made it; left out for what a person wrote"
                    ), "translation?": .text.noted("the translation that gets another text"),
                    "base?": .text.noted("with `translation`: `modified` of the version of it that was looked at"),
                ])
            ),
            answers: [.json(.record(["id": .identifier, "version": .text]), 201, "kept")],
            refusals: [404],
            run: APIService.translate
        ),
        Endpoint(
            .post,
            "translations/{id}",
            .roles([.author]),
            "Takes a translation of the party's own one step further: a draft is checked, what is checked is approved. Whoever wrote it does not approve it.",
            scope: .write,
            body: .json(
                .record([
                    "state": .choice("checked", "approved"),
                    "version": .words.noted("`modified` of the version that was looked at"),
                ])
            ),
            answers: [.json(.record(["id": .identifier, "version": .text]), 201, "kept")],
            run: APIService.advance
        ),
    ]

    /// What a text is translated of: one version of an object, as the person sees it.
    private struct Original {
        let id: String
        let version: String
        let object: JSONDocument
    }

    /// The party's own newest version of a translation.
    private struct HeldTranslation {
        let version: String
        let object: JSONDocument
        let history: TranslationHistory
    }

    /// Names of machines are no longer than this.
    private static let longestName = 200

    /// Keeps a translation that a person wrote or a machine made: a new one, or another text of one that is the party's own.
    ///
    /// It is marked as the object is, portion by portion (`RULES.md`, 4).
    package func translate(_ call: APICall) throws(APIFault) -> HTTPResponse {
        let person = try call.signedIn()
        let (language, machine) = (try call.text("language"), try call.optional("machine"))
        if let machine, machine.isEmpty || machine.unicodeScalars.count > Self.longestName {
            throw .invalid("the name of the machine has not 1 to \(Self.longestName) characters")
        }
        guard let texts = try call.content()["texts"], texts.kind == .object, texts.count > 0 else {
            throw .invalid("`texts` is missing")
        }
        let original = try original(call.text("object"), call.text("version"), person)
        if let other = texts.members.compactMap(\.name.string).first(where: { !Self.isText($0, original.object.root) }
        ) {
            throw .invalid("the object has no text `\(other)`")
        }
        let known = try call.optional("translation")
        let held = try known.map { id throws(APIFault) in try heldTranslation(id, person) }
        if let held, !(held.object.root["object_ref"]?.isString(original.id) ?? false) { throw .notFound }
        var tree = held.map { JSONTree($0.object.root) } ?? beginning(of: original)
        tree["object_modified"] = .string(original.version)
        tree["contents"] = .members([language: JSONTree(texts)])
        let value = try document(
            Self.stepped(
                tree,
                TranslationRecord(machine: machine),
                Self.moment(after: held?.version, now: node.clock())
            )
        )
        if let fault = node.intake.mismatch(of: value.root, with: original.object.root) { throw .invalid(fault) }
        let marked = try document(Self.marked(JSONTree(value.root), as: original.object.root, language))
        return try keep(person, marked, original.id, base: known == nil ? nil : call.text("base"))
    }

    /// Takes a translation one step further: checked, then approved by somebody who has not written it.
    package func advance(_ call: APICall) throws(APIFault) -> HTTPResponse {
        let id = call.target
        let person = try call.signedIn()
        guard let state = TranslationRecord.State(rawValue: try call.text("state")) else {
            throw .invalid("`state` is `checked` or `approved`")
        }
        let base = try call.text("version")
        let held = try heldTranslation(id, person)
        guard let record = TranslationRecord(of: held.object.root) else {
            throw .invalid(
                "nothing is said of how this translation was made; write it anew on the page of its object"
            )
        }
        let moment = Self.moment(after: held.version, now: node.clock())
        guard let next = record.stepped(to: state, at: moment) else {
            throw .invalid("a translation is first a draft, then checked, then approved")
        }
        if state == .approved, record.maker == .person, Self.isTranslator(person, held.history, record) {
            throw .invalid("whoever wrote a translation does not approve it; another person does")
        }
        let made = try document(Self.stepped(JSONTree(held.object.root), next, moment))
        return try keep(person, made, made.root["object_ref"]?.string ?? "", base: base)
    }

    private static func isTranslator(_ person: SignedIn, _ history: TranslationHistory, _ record: TranslationRecord)
        -> Bool
    {
        let account = person.account
        return history.translators.contains { $0.account == account.name || $0.name == account.title }
            || record.translator == account.title
    }

    /// Keeps a step in one transaction: the object is new, or a version after the one that was looked at.
    private func keep(_ person: SignedIn, _ made: JSONDocument, _ original: String, base: String?) throws(APIFault)
        -> HTTPResponse
    {
        let incoming = try taken(made.root)
        var order = WritingDesk.Order(object: made.root, isNew: base == nil, sources: [], base: base)
        order.translated = original
        let step = order
        let results = try keep(person, [incoming]) { connection throws(StoreError) in
            try WritingDesk(person, self.node, connection).refusal(of: step)
        }
        guard results.first?.keeping != .conflict else {
            throw APIFault(409, "changed-meanwhile", "somebody has written a newer version; look at it first")
        }
        return Self.json(
            .members(["id": .string(incoming.kept.id), "version": .string(incoming.kept.version)]),
            status: 201
        )
    }

    /// The version of an object that is translated, if the person may see it.
    private func original(_ id: String, _ version: String, _ person: SignedIn) throws(APIFault) -> Original {
        let found = try reading { connection throws(StoreError) in
            try PersonDesk(person, node, connection).versions(of: id).first { $0.version.version == version }
        }
        guard let found, found.version.quarantine == nil else { throw .notFound }
        let isTranslated = ![
            "language-content", "marking-definition", "extension-definition", TypeSchema.notice.name,
        ]
        .contains(found.version.type)
        guard isTranslated, found.object.root["modified"] != nil else {
            throw .invalid("objects of this type are not translated here")
        }
        return Original(id: id, version: version, object: found.object)
    }

    private func heldTranslation(_ id: String, _ person: SignedIn) throws(APIFault) -> HeldTranslation {
        let found = try reading { connection throws(StoreError) -> HeldTranslation? in
            let own = try ObjectRows(connection).versions(of: id).filter { $0.sourceKind == "own" }
            guard let newest = own.last, newest.type == "language-content", newest.quarantine == nil,
                let object = try? JSONDocument(parsing: newest.bytes),
                try WritingDesk(person, node, connection).seesWhole(object.root, id)
            else { return nil }
            let versions = own.compactMap { one in
                (try? JSONDocument(parsing: one.bytes)).map { (row: one.row, object: $0.root) }
            }
            let history = try TranslationHistory(versions, AccountRows(connection))
            return HeldTranslation(version: newest.version, object: object, history: history)
        }
        guard let found else { throw .notFound }
        return found
    }

    private func beginning(of original: Original) -> JSONTree {
        .members([
            "type": .string("language-content"), "spec_version": .string("2.1"),
            "id": .string("language-content--\(Random.uuid())"),
            "created_by_ref": node.configuration.identity.map { .string($0) }, "object_ref": .string(original.id),
        ])
    }

    /// An object with a record, as its version of a moment.
    private static func stepped(_ object: JSONTree, _ record: TranslationRecord, _ moment: String) -> JSONTree {
        var object = object
        if object["created"] == nil { object["created"] = .string(moment) }
        object["modified"] = .string(moment)
        var extensions = object["extensions"] ?? .object([])
        extensions[TranslationRecord.definition] = record.content
        object["extensions"] = extensions
        return object
    }

    /// Now, or a millisecond after the version before.
    private static func moment(after version: String?, now: Int64) -> String {
        let before = version.flatMap { STIXTimestamp($0)?.microsecondsSinceEpoch } ?? .min / 2
        return RenditionContent.timestamp(max(now, before + 1000))
    }

    /// Whether an object has a text of a name: a string, or something in which strings stand.
    private static func isText(_ name: String, _ object: JSONValue) -> Bool {
        guard let value = object[name], !frame.contains(name), !name.hasSuffix("_ref"), !name.hasSuffix("_refs")
        else {
            return false
        }
        return [.string, .array, .object].contains(value.kind)
    }

    /// What has no language (STIX 2.1, 7.1.1).
    private static let frame: Set = [
        "type", "spec_version", "id", "created", "modified", "revoked", "confidence", "lang", "granular_markings",
        "extensions",
    ]

    /// A translation marked as its object is, beside what it is marked with already.
    private static func marked(_ translation: JSONTree, as original: JSONValue, _ language: String) -> JSONTree {
        var marked = translation
        let held = (translation["object_marking_refs"]?.elements ?? []).compactMap(\.string)
        let banner = original["object_marking_refs"]?.elements.compactMap(\.string) ?? []
        let all = banner + held.filter { !banner.contains($0) }
        marked["object_marking_refs"] = all.isEmpty ? nil : .strings(all)
        var finder = SelectorFinder(translation)
        var portions = (translation["granular_markings"]?.elements ?? []).compactMap { entry -> JSONTree? in
            var entry = entry
            let left = (entry["selectors"]?.elements ?? []).compactMap(\.string).filter {
                finder.value(at: $0) != nil
            }
            entry["selectors"] = .strings(left)
            return left.isEmpty ? nil : entry
        }
        for entry in original["granular_markings"].map({ Array($0.elements) }) ?? [] {
            guard let marking = entry["marking_ref"]?.string else { continue }
            let selectors = entry["selectors"]?.elements.compactMap(\.string) ?? []
            var places: [String] = []
            for selector in selectors {
                guard let place = place(of: selector, in: language, &finder), !places.contains(place) else {
                    continue
                }
                places.append(place)
            }
            let portion = JSONTree.members(["marking_ref": .string(marking), "selectors": .strings(places)])
            if !places.isEmpty, !portions.contains(portion) { portions.append(portion) }
        }
        marked["granular_markings"] = portions.isEmpty ? nil : .array(portions)
        return marked
    }

    /// Where a portion of the object stands in its translation: there, or the nearest part in which it would; nil if nowhere.
    private static func place(of selector: String, in language: String, _ finder: inout SelectorFinder) -> String? {
        var parts = selector.split(separator: ".", omittingEmptySubsequences: false)
        while !parts.isEmpty {
            let place = "contents.\(language).\(parts.joined(separator: "."))"
            if finder.value(at: place) != nil { return place }
            parts.removeLast()
        }
        return nil
    }
}
