internal import JSON
internal import Store
internal import Transport

extension APIService {
    /// Keeps an object that a person wrote as the party's own.
    func write(_ call: APICall) throws(APIFault) -> HTTPResponse {
        let person = try call.person(.author)
        guard let value = try call.content()["object"] else { throw .invalid("`object` is missing") }
        let incoming: IncomingObject
        do throws(Intake.Refusal) {
            incoming = try node.intake.object(value)
        } catch {
            throw .invalid(error.message)
        }
        guard incoming.kept.type != "marking-definition", incoming.kept.type != Notice.type else {
            throw .invalid("objects of this type are not written here")
        }
        // Nobody writes what they could not read afterwards, and nobody learns by writing what is held under an identifier.
        let (mayWrite, mayReplace) = try reading { connection throws(StoreError) in
            let desk = try PersonDesk(person, node, connection)
            let held = try ObjectRows(connection).versions(of: incoming.kept.id)
            let seen = try desk.versions(of: incoming.kept.id)
            return (desk.sees(value), held.isEmpty || !seen.isEmpty)
        }
        guard mayWrite else { throw .invalid("your clearances do not cover the markings of the object") }
        guard mayReplace else { throw .notFound }
        let (name, now) = (person.account.name, node.clock())
        let results = try attempt { () throws(NodeError) in
            try node.change { connection throws(StoreError) in
                let results = try KeepingOutcome.keep([incoming], source: 1, now: now, connection)
                if let row = results.first?.keeping.row {
                    try AccountRows(connection).note(author: name, of: row)
                }
                return results
            }
        }
        guard results.first?.keeping != .conflict else {
            throw APIFault(409, "conflict", "another content has this id and version; give it a newer `modified`")
        }
        return Self.json(
            .members(["id": .string(incoming.kept.id), "version": .string(incoming.kept.version)]),
            status: 201
        )
    }
}
