internal import JSON
internal import Store
internal import Transport

/// Searches that a person keeps: with the account, for nobody else to see.
extension APIService {
    /// So many an account may have.
    private static let searches = 50

    func savedSearches(_ call: APICall) throws(APIFault) -> HTTPResponse {
        let person = try call.reader()
        let saved = try reading { connection throws(StoreError) in
            try SavedSearchRows(connection).all(of: person.account.name)
        }
        let items = saved.map { search in
            JSONTree.members([
                "name": .string(search.name), "q": .string(search.words), "type": search.type.map { .string($0) },
                "source": search.source.map { .string($0) },
            ])
        }
        return Self.json(.members(["items": .array(items)]))
    }

    func saveSearch(_ call: APICall) throws(APIFault) -> HTTPResponse {
        let person = try call.reader()
        let search = SavedSearch(
            name: try call.text("name"),
            words: try call.optional("q") ?? "",
            type: try call.optional("type").flatMap { $0.isEmpty ? nil : $0 },
            source: try call.optional("source").flatMap { $0.isEmpty ? nil : $0 }
        )
        guard search.name.utf8.count <= 200, search.words.utf8.count <= 1_000, search.type?.utf8.count ?? 0 <= 250,
            search.source?.utf8.count ?? 0 <= 250
        else { throw .invalid("the name or what is searched for is too long") }
        let account = person.account.name
        let isKept = try attempt { () throws(NodeError) in
            try node.change { connection throws(StoreError) in
                try SavedSearchRows(connection).put(search, of: account, most: Self.searches)
            }
        }
        guard isKept else { throw .invalid("there are \(Self.searches) saved searches; remove one first") }
        return Self.nothing
    }

    func forgetSearch(_ name: String, _ call: APICall) throws(APIFault) -> HTTPResponse {
        let account = try call.reader().account.name
        let isGone = try attempt { () throws(NodeError) in
            try node.change { connection throws(StoreError) in
                try SavedSearchRows(connection).remove(name, of: account)
            }
        }
        guard isGone else { throw .notFound }
        return Self.nothing
    }
}
