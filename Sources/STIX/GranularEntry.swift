import JSON

/// What a granular marking says of a portion: a marking definition or a language.
struct GranularMarking: Equatable {
    let name: String

    init(_ name: String) {
        self.name = name
    }

    /// The property that holds the name.
    var property: String { name.hasPrefix("marking-definition--") ? "marking_ref" : "lang" }
}

/// One portion with one marking; the form in which granular markings are compared and changed.
struct GranularEntry: Equatable {
    let marking: GranularMarking
    let selector: String

    init(_ marking: GranularMarking, _ selector: String) {
        self.marking = marking
        self.selector = selector
    }

    /// The entries of an object, each portion and marking on its own.
    static func entries(of object: JSONTree) -> [GranularEntry] {
        var entries: [GranularEntry] = []
        for element in object["granular_markings"]?.elements ?? [] {
            let names = [element["marking_ref"]?.string, element["lang"]?.string].compactMap { $0 }
            for name in names {
                for selector in element["selectors"]?.elements?.compactMap(\.string) ?? [] {
                    entries.append(GranularEntry(GranularMarking(name), selector))
                }
            }
        }
        return entries
    }

    /// The property `granular_markings`: one element for each marking, its selectors sorted and each once.
    static func tree(_ entries: [GranularEntry]) -> JSONTree {
        var order: [String] = []
        var selectors: [String: Set<String>] = [:]
        for entry in entries {
            if selectors[entry.marking.name] == nil {
                order.append(entry.marking.name)
            }
            selectors[entry.marking.name, default: []].insert(entry.selector)
        }
        return .array(
            order.map { name in
                .object([
                    JSONMember(GranularMarking(name).property, .string(name)),
                    JSONMember("selectors", .strings((selectors[name] ?? []).sorted())),
                ])
            }
        )
    }
}
