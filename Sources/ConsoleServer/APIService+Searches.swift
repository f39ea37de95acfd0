internal import Calls
internal import Configuration
package import Desk
internal import Installation
internal import JSON
internal import Store
package import Transport

/// Searches that a person keeps: with the account, for nobody else to see.
extension APIService {
    package static let searchesCalls: [APIEndpoint] = [
        Endpoint(
            .get,
            "searches",
            .reader,
            "The searches that the person keeps.",
            answers: [
                .json(
                    .record([
                        "items": .list(
                            .record([
                                "name": .text, "q": .text, "type?": .text, "source?": .text, "marking?": .text,
                                "label?": .text, "since?": .day, "until?": .day, "order?": .text, "columns?": .texts,
                            ])
                        ),
                        "list": .record(["order?": .text, "columns?": .texts]).noted(
                            "how the person has the list where no search that is kept says it"
                        ),
                    ])
                )
            ],
            run: APIService.savedSearches
        ),
        Endpoint(
            .post,
            "searches",
            .reader,
            "Keeps a search; one of the same name is replaced. An account has 50 at most.",
            body: .json(
                .record([
                    "name": .text(1, 200), "q?": .text(upTo: 1000), "type?": .text, "source?": .text,
                    "marking?": .text(upTo: 250), "label?": .text(upTo: 250), "since?": .day, "until?": .day,
                    "order?": ListForm.order, "columns?": ListForm.columns,
                ])
            ),
            answers: [.nothing("kept")],
            run: APIService.saveSearch
        ),
        Endpoint(
            .post,
            "searches/list",
            .reader,
            "Keeps how the person has the list of holdings: its order and its columns.",
            body: .json(.record(["order?": ListForm.order, "columns?": ListForm.columns])),
            answers: [.nothing("kept")],
            run: APIService.keepListForm
        ),
        Endpoint(
            .delete,
            "searches/{name}",
            .reader,
            "Forgets a search.",
            answers: [.nothing("forgotten")],
            run: APIService.forgetSearch
        ),
    ]

    /// So many an account may have.
    private static let searches = 50

    package func savedSearches(_ call: APICall) throws(APIFault) -> HTTPResponse {
        let person = try call.signedIn()
        let (saved, list) = try reading { connection throws(StoreError) in
            let rows = SavedSearchRows(connection)
            return (try rows.all(of: person.account.name), try rows.list(of: person.account.name))
        }
        let items = saved.map { search in
            JSONTree.members([
                "name": .string(search.name), "q": .string(search.words), "type": search.type.map { .string($0) },
                "source": search.source.map { .string($0) }, "marking": search.filters["marking"].map { .string($0) },
                "label": search.filters["label"].map { .string($0) },
                "since": search.filters["since"].map { .string($0) },
                "until": search.filters["until"].map { .string($0) },
                "order": ListForm(search.filters).orderText, "columns": ListForm(search.filters).columnTexts,
            ])
        }
        let form = ListForm(list)
        return Self.json(
            .members([
                "items": .array(items),
                "list": .members(["order": form.orderText, "columns": form.columnTexts]),
            ])
        )
    }

    package func keepListForm(_ call: APICall) throws(APIFault) -> HTTPResponse {
        let account = try call.signedIn().account.name
        let form = try ListForm(call)
        try attempt { () throws(NodeError) in
            try node.change { connection throws(StoreError) in
                try SavedSearchRows(connection).put(list: form.values, of: account)
            }
        }
        return Self.nothing
    }

    package func saveSearch(_ call: APICall) throws(APIFault) -> HTTPResponse {
        let person = try call.signedIn()
        var filters: [String: String] = [:]
        for name in ["marking", "label", "since", "until"] {
            if let value = try call.optional(name), !value.isEmpty { filters[name] = value }
        }
        filters.merge(try ListForm(call).values) { _, form in form }
        guard filters.values.allSatisfy({ $0.utf8.count <= 250 }) else {
            throw .invalid("the name or what is searched for is too long")
        }
        let search = SavedSearch(
            name: try call.text("name"),
            words: try call.optional("q") ?? "",
            type: try call.optional("type").flatMap { $0.isEmpty ? nil : $0 },
            source: try call.optional("source").flatMap { $0.isEmpty ? nil : $0 },
            filters: filters
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

    package func forgetSearch(_ call: APICall) throws(APIFault) -> HTTPResponse {
        let name = call.target
        let account = try call.signedIn().account.name
        let isGone = try attempt { () throws(NodeError) in
            try node.change { connection throws(StoreError) in
                try SavedSearchRows(connection).remove(name, of: account)
            }
        }
        guard isGone else { throw .notFound }
        return Self.nothing
    }
}
