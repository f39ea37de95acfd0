internal import Calls
internal import JSON
internal import STIX

extension WorkQuestion {
    /// The objects of some types with what they say: what a workspace answers that has nothing of its own to say.
    static func listing(of types: [TypeSchema], _ summary: String) -> WorkQuestion {
        WorkQuestion(
            summary,
            answer: .record([
                "items": .list(
                    .record([
                        "id": .text, "type": .text, "name": .text, "banner": .text, "source": .text,
                        "values": .map(.anything).noted("its properties by their names"),
                        "names": .map(.text).noted("what those that it refers to are called"),
                        "translated?": .translated,
                    ])
                )
            ])
        ) { call throws(SeenFault) in
            var items: [JSONTree] = []
            for type in types {
                let properties = type.properties.map(\.name)
                for held in try call.seen.listed(type.name) {
                    items.append(
                        .members([
                            "id": .string(held.id), "type": .string(type.name), "name": .string(held.title),
                            "banner": .string(held.banner), "source": .string(held.source),
                            "translated": held.translation?.json,
                            "values": .object(held.object.members(properties)),
                            "names": .object(try names(held.object, type, call.seen)),
                        ])
                    )
                }
            }
            return .members(["items": .array(items)])
        }
    }

    /// What those that an object refers to are called, by their identifiers; who is hidden or not here has no name.
    private static func names(_ object: SeenValue, _ type: TypeSchema, _ seen: SeenObjects) throws(SeenFault)
        -> [JSONMember]
    {
        var ids: Set<String> = []
        for property in type.properties {
            switch property.kind {
            case .reference: ids.formUnion(object.text(property.name).map { [$0] } ?? [])
            case .references: ids.formUnion(object.texts(property.name))
            default: break
            }
        }
        var names: [JSONMember] = []
        for id in ids.sorted() {
            if let title = try seen.title(of: id) { names.append(JSONMember(id, .string(title))) }
        }
        return names
    }
}
