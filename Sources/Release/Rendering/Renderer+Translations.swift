internal import JSON
internal import STIX

/// Translations, which say what the object says that they translate.
extension Renderer {
    /// A translation says what its object says: fields that the recipient does not get of the object go, and
    /// `object_modified` is the rendition's (`RULES.md` 4).
    func translated(_ content: JSONTree, _ withheld: inout [WithheldPortion]) -> JSONTree {
        var content = content
        guard let id = content["object_ref"]?.string, let name = numbers[id] else { return content }
        let version = content["object_modified"]?.string
        var kept: [(source: JSONTree, target: JSONTree)] = []
        // What a translation took the place of went whole.
        var replaced: Set<String> = []
        var isGone = false
        for place in translated(name, version) where entries[place].fate != .whole {
            if let document = load(place), let rendered = rendition(place),
                let new = try? JSONDocument(parsing: rendered.bytes)
            {
                kept.append((JSONTree(document.root), JSONTree(new.root)))
                replaced.formUnion(entries[place].translation?.texts.map(\.name) ?? [])
            } else {
                isGone = true
            }
        }
        guard isGone || !kept.isEmpty else { return content }
        if version != nil {
            content["object_modified"] = view(name) == .rendition ? kept.last?.target["modified"] : nil
        }
        let languages = (content["contents"]?.members ?? []).compactMap { language -> JSONMember? in
            let fields = (language.value.members ?? []).filter { field in
                let isKept =
                    !isGone
                    && kept.allSatisfy { source, target in
                        target[field.name] != nil
                            && (target[field.name] == source[field.name] || replaced.contains(field.name))
                    }
                if !isKept {
                    let selector = "contents.\(language.name).\(field.name)"
                    withheld.append(WithheldPortion(selector: selector, decision: nil, hasTearLine: false))
                }
                return isKept
            }
            return fields.isEmpty ? nil : JSONMember(language.name, .object(fields))
        }
        content["contents"] = languages.isEmpty ? nil : .object(languages)
        return content
    }

    /// The versions that a translation is of: the one that it names, else every one.
    func translated(_ name: Int32, _ version: String?) -> [Int] {
        let all = bearers[Int(name)].map(Int.init)
        guard let version = version.flatMap({ STIXTimestamp($0) }) else { return all }
        let named = all.filter { place in
            load(place)?.root["modified"]?.string.flatMap { STIXTimestamp($0) }?.isSameInstant(as: version) ?? false
        }
        return named.isEmpty ? all : named
    }

    /// Whether what an object translates goes whole.
    func translatesWhole(_ object: JSONValue) -> Bool {
        guard let id = object["object_ref"]?.string, let name = numbers[id] else { return true }
        return translated(name, object["object_modified"]?.string).allSatisfy { entries[$0].fate == .whole }
    }
}
