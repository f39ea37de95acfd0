internal import Cryptography
internal import JSON
internal import Store
internal import Transport

extension APIService {
    /// Holdings as a STIX bundle, as the person may see them: what a list finds, or objects by their identifiers.
    func export(_ call: APICall) throws(APIFault) -> HTTPResponse {
        let person = try call.reader()
        let most = node.configuration.maximumPageObjects
        let places = node.places(of: "export", for: person)
        let question = try HoldingQuestion(call, places, limit: most, default: min(1_000, most))
        let wanted = call.asked("ids")?.split(separator: ",").map(String.init)
        guard wanted?.count ?? 0 <= most else { throw .invalid("`ids` has more than \(most) items") }
        let (objects, next) = try reading { connection throws(StoreError) -> ([JSONTree], Int64?) in
            let desk = try PersonDesk(person, node, connection)
            var objects: [JSONTree] = []
            if let wanted {
                for id in wanted {
                    guard let (_, object) = try desk.versions(of: id).first else { continue }
                    objects.append(desk.shown(JSONTree(object.root), own: id))
                }
                return (objects, nil)
            }
            let found = try find(question, desk, connection)
            for entry in found.page {
                guard let version = try ObjectRows(connection).object(row: entry.row),
                    let document = try? JSONDocument(parsing: version.bytes), desk.sees(document.root)
                else { continue }
                objects.append(desk.shown(JSONTree(document.root), own: version.id))
            }
            return (objects, found.next)
        }
        return Self.json(
            .members([
                "bundle": .members([
                    "type": .string("bundle"), "id": .string("bundle--\(Random.uuid())"),
                    "objects": objects.isEmpty ? nil : .array(objects),
                ]),
                "next": next.map { .string(places.text($0)) },
            ])
        )
    }
}
