import JSON

@testable import Work

/// Objects in a dictionary, and a reader to whom some identifiers are hidden.
struct SeenSample {
    var objects: [(id: String, text: String)] = []
    var hidden: Set<String> = []
    /// What came from a partner, by its identifier, and the parties around the reader.
    var sources: [String: String] = [:]
    var parties = SeenParties()
    /// Translated texts by the identifier of what they translate, as JSON.
    var translations: [String: String] = [:]

    /// An identifier of a type by a number.
    static func id(_ type: String, _ number: Int) -> String {
        let digits = String(number)
        return "\(type)--00000000-0000-4000-8000-" + String(repeating: "0", count: 12 - digits.count) + digits
    }

    /// Adds an object, the newest so far; further members begin with a comma.
    mutating func add(_ type: String, _ number: Int, _ members: String = "") {
        let id = Self.id(type, number)
        objects.append((id, #"{"id":"\#(id)","type":"\#(type)","name":"\#(type) \#(number)"\#(members)}"#))
    }

    /// What the reader sees.
    func seen() -> SeenObjects {
        let (objects, hidden, translations) = (objects, hidden, translations)
        let (sources, parties) = (sources, parties)
        let sight = Sight { !hidden.contains($0) }
        func held(_ one: (id: String, text: String)) -> SeenObjects.Held? {
            guard !hidden.contains(one.id), let document = try? JSONDocument(one.text) else { return nil }
            let title = document.root["name"]?.string ?? one.id
            let texts = translations[one.id].flatMap { try? JSONDocument($0) }
            let translation = texts.map {
                SeenTranslation(language: "ja", isMachine: false, original: title, contents: $0.root)
            }
            return SeenObjects.Held(
                id: one.id,
                source: sources[one.id] ?? "own",
                banner: "TLP:GREEN",
                title: title,
                translation: translation,
                object: SeenValue(document.root, sight, translation)
            )
        }
        return SeenObjects(
            newest: { type, limit in
                Array(objects.reversed().filter { $0.id.hasPrefix(type + "--") }.compactMap(held).prefix(limit))
            },
            one: { id in objects.last { $0.id == id }.flatMap(held) },
            referring: { id, type, limit in
                let referrers = objects.reversed().filter { $0.id.hasPrefix(type + "--") && $0.text.contains(id) }
                return Array(referrers.compactMap(held).prefix(limit))
            },
            parties: parties,
            met: { _, _, _ in MetPatterns(met: [], wrong: [], count: 0, isComplete: true) }
        )
    }
}
