internal import JSON
internal import Labels
internal import STIX

/// Texts of a translation in the object itself, for who does not read `language-content` (STIX 2.1, 7.1).
///
/// 1. The translation has to be one that may go to the recipient by its own marking, as it stands; of its portions those that may.
/// 2. It says what the object says: a text takes the place of one that the recipient would get whole, and of no other.
/// 3. Its marking goes along: on the texts that it gave. Who ignores markings of portions gets no text that is marked higher than the object.
/// 4. The rendition says that the text is a translation, from which object, and in which properties; and which texts are in which language.
/// 5. Cards of parties (identities) are not translated: they sign for others.
extension Renderer {
    /// A translation that stands in an object.
    struct Translation {
        /// The place of the `language-content`.
        var place: Int
        /// Its tag in `contents`.
        var language: String
        /// The texts by property.
        var texts: [(name: String, text: String)]
        /// The markings that the texts bear beside those of the object, with the properties.
        var markings: [(marking: String, names: [String])]
        /// Those of them that the object itself does not bear.
        var bearing: [Int32] = []
    }

    /// Texts of which an object's language is told; where all that there are have been translated, it is that of the translation.
    private static var texts: [String] { ["name", "description", "abstract", "content", "explanation"] }

    /// Chooses the translations, before anything is settled: a translation may go as its own markings say.
    mutating func translate() {
        for place in entries.indices where !entries[place].isFixed || entries[place].fate == .rendition {
            entries[place].translation = translation(of: place)
            guard let translation = entries[place].translation else { continue }
            let known = entries[place].markings
            let bearing = Set(translation.markings.map(\.marking)).map { number($0) }.filter { !known.contains($0) }
            entries[place].translation?.bearing = bearing
            entries[place].markings += bearing
        }
    }

    /// Leaves a translation whose markings cannot go along: the object's own words go.
    mutating func dropTranslation(_ place: Int) {
        let bearing = entries[place].translation?.bearing ?? []
        entries[place].markings.removeAll(where: bearing.contains)
        entries[place].translation = nil
    }

    private func translation(of place: Int) -> Translation? {
        let entry = entries[place]
        guard entry.fate != .withheld, entry.type != "identity", entry.type != "language-content",
            let (other, wanted) = context.translation(place), entries.indices.contains(other),
            entries[other].type == "language-content", entries[other].fate != .withheld,
            let document = load(place), let content = load(other),
            Self.isRenderable(entry.type, document.root), !lacksCreator(place),
            // What the recipient has whole it goes on getting whole, and not a second time under another name.
            !context.isKnown(names[Int(entry.name)])
        else { return nil }
        let object = JSONTree(document.root)
        let kept = portions(object, document.root, place).object
        let given = portions(JSONTree(content.root), content.root, other)
        guard let kept, let contents = given.object?["contents"]?.members,
            let language = STIXLanguage.best(for: wanted, among: contents.map(\.name)),
            STIXLanguage.best(for: wanted, among: [object["lang"]?.string ?? "en"]) == nil
        else { return nil }
        let banner = object["object_marking_refs"]?.elements?.compactMap(\.string) ?? []
        var found = Translation(place: other, language: language, texts: [], markings: [])
        for member in contents.first(where: { $0.name == language })?.value.members ?? [] {
            guard case .string(let text) = member.value, !PortionFilter.frame.contains(member.name), !text.isEmpty,
                case .string? = object[member.name], kept[member.name] == object[member.name]
            else { continue }
            let markings = Self.markings(of: "contents.\(language).\(member.name)", in: content.root)
            let own = Self.markings(of: member.name, in: document.root)
            if context.reader.ignoresPortions, isStricter(markings, than: banner) { continue }
            for marking in markings where !own.contains(marking) {
                if let known = found.markings.firstIndex(where: { $0.marking == marking }) {
                    found.markings[known].names.append(member.name)
                } else {
                    found.markings.append((marking, [member.name]))
                }
            }
            found.texts.append((member.name, text))
        }
        return found.texts.isEmpty ? nil : found
    }

    /// The markings that hold for a property: its own in place of the banner, where it has any.
    private static func markings(of selector: String, in object: JSONValue) -> [String] {
        let banner = object["object_marking_refs"]?.elements.compactMap(\.string) ?? []
        var own: [String] = []
        for entry in object["granular_markings"].map({ Array($0.elements) }) ?? [] {
            guard let marking = entry["marking_ref"]?.string else { continue }
            for text in entry["selectors"]?.elements.compactMap(\.string) ?? []
            where selector == text || selector.hasPrefix(text + ".") {
                own.append(marking)
            }
        }
        // What a portion is marked with stands beside the banner here: the stricter of both is on the text.
        return banner + own.filter { !banner.contains($0) }
    }

    /// Puts the texts of a translation in the place of the object's.
    func putTranslation(_ place: Int, into result: inout JSONTree) {
        for (name, text) in entries[place].translation?.texts ?? [] { result[name] = .string(text) }
    }

    /// Marks the texts of a translation, and says in which language they are.
    func markTranslation(_ place: Int, _ result: inout JSONTree) {
        guard let translation = entries[place].translation else { return }
        let names = translation.texts.map(\.name).filter { result[$0] != nil }
        var granular = result["granular_markings"]?.elements ?? []
        for (marking, marked) in translation.markings {
            granular.append(.members(["marking_ref": .string(marking), "selectors": .strings(marked)]))
        }
        if Self.texts.allSatisfy({ result[$0] == nil || names.contains($0) }) {
            result["lang"] = .string(translation.language)
        } else {
            granular.append(.members(["lang": .string(translation.language), "selectors": .strings(names)]))
        }
        result["granular_markings"] = granular.isEmpty ? nil : .array(granular)
    }

    /// What a rendition says of the translation in it; the source's identifier as the recipient has it, or would have it.
    func translationNote(_ place: Int, _ modified: Int64) -> JSONTree? {
        guard let translation = entries[place].translation, let content = load(translation.place),
            let id = content.root["id"]?.string
        else { return nil }
        let known = recipientID(id, in: place) ?? context.renditionID(of: id, type: "language-content")
        let commitment = context.commitment(to: content.root.canonicalBytes(), id: id, modified: modified)
        return .members([
            "language": .string(translation.language), "language_content_ref": .string(known),
            "properties": .strings(translation.texts.map(\.name)), "commitment": .string(commitment),
        ])
    }

    /// The ground that says that a rendition carries a translation.
    /// - Parameter place: the object's place.
    /// - Returns: the ground, or nil.
    func translationGround(_ place: Int) -> Ground? {
        guard entries[place].fate == .rendition, let translation = entries[place].translation else { return nil }
        var ground = Ground(code: .translationGiven, verdict: .permits)
        ground.value = "\(translation.language), \(names[Int(entries[translation.place].name)])"
        return ground
    }

    /// The place of the translation that a rendition carries, or nil.
    /// - Parameter place: the object's place.
    /// - Returns: the place.
    public func translationPlace(_ place: Int) -> Int? {
        entries[place].fate == .rendition ? entries[place].translation?.place : nil
    }

    /// Whether markings ask for more than those of a banner do.
    func isStricter(_ markings: [String], than banner: [String]) -> Bool {
        let floor = MarkingFloor([MarkingReading(references: markings, meaning: context.meaning)])
        let whole = MarkingReading(references: banner, meaning: context.meaning)
        return !floor.shortfalls(of: whole, rank: context.rank).isEmpty
    }
}
