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
                    ])
                )
            ])
        ) { call throws(SeenFault) in
            var items: [JSONTree] = []
            for type in types {
                let names = type.properties.map(\.name)
                items += try call.seen.listed(type.name).map { held in
                    .members([
                        "id": .string(held.id), "type": .string(type.name), "name": .string(held.title),
                        "banner": .string(held.banner), "source": .string(held.source),
                        "values": .object(held.object.members(names)),
                    ])
                }
            }
            return .members(["items": .array(items)])
        }
    }
}
