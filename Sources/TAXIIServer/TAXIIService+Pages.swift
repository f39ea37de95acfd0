internal import Configuration
internal import Installation
internal import JSON
package import Store
package import TAXII
package import Transport
internal import Witnessing

/// Reading collections (TAXII 2.1, 5.3, 5.4, 5.6, 5.7 and 5.8).
extension TAXIIService {
    /// What a filter means to the store.
    private func query(
        _ filter: TAXIIFilter,
        _ binding: String
    ) throws(TAXIIError) -> MemberQuery {
        let configuration = node.configuration
        var query = MemberQuery(
            limit: min(filter.limit ?? configuration.pageObjects, configuration.maximumPageObjects)
        )
        query.addedAfter = filter.addedAfter
        query.ids = filter.ids
        query.types = filter.types
        let next = filter.next.map { opened($0, list: binding) }
        if let next, let place = try TAXIICursor.place(next, list: binding, filter: filter) {
            query.after = place
        }
        query.versions = (filter.versions ?? [.last]).map { version in
            switch version {
            case .last: .last
            case .first: .first
            case .all: .all
            case .exactly(let stamp, let text): .exactly(stamp, finer: MemberQuery.finer(text))
            }
        }
        query.specifications = filter.specifications?.compactMap { ["2.0": 20, "2.1": 21][$0] }
        return query
    }

    /// A page of objects or of the manifest.
    package func page(
        _ collection: StoredCollection,
        _ view: ListView,
        isManifest: Bool,
        _ queryText: String?
    ) throws(TAXIIError) -> ReadyPage {
        let filter = try TAXIIFilter(query: queryText, scope: .collection)
        let binding = collection.root + "/" + collection.id
        let query = try query(filter, binding)
        let page = try cached(collection, view, isManifest: isManifest, query, binding, filter) {
            query,
            connection throws(StoreError) in
            let found = try MemberPages(connection).page(of: collection, query)
            return isManifest
                ? try self.manifest(found, connection, cursor: (binding, filter))
                : try self.envelope(found, collection, connection, cursor: (binding, filter))
        }
        guard let page else { throw .notFound }
        return page
    }

    /// The place up to which a list is read.
    private func end(of collection: StoredCollection, _ view: ListView) throws(TAXIIError) -> Int64 {
        // Nearly always nothing is to come.
        if let end = collection.end(at: view.time) { return end }
        return try reading { connection throws(StoreError) in
            try MemberPages(connection).end(of: collection, at: view.time)
        }
    }

    /// A response that is put together within one view of the store, unless it is ready from before.
    /// - Returns: the response, or nil if there is nothing to answer with.
    private func cached(
        _ collection: StoredCollection,
        _ view: ListView,
        isManifest: Bool,
        _ query: MemberQuery,
        _ binding: String,
        _ filter: TAXIIFilter,
        _ make: (MemberQuery, Connection) throws(StoreError) -> ReadyPage?
    ) throws(TAXIIError) -> ReadyPage? {
        var query = query
        query.upTo = try end(of: collection, view)
        // The cursor that a page ends with depends on the filter as it was asked, limit and place apart.
        let key = PageCache.Key(
            collection: collection,
            isManifest: isManifest,
            query: query,
            binding: TAXIICursor.key(list: binding, filter: filter)
        )
        if let ready = cache.page(key) { return ready }
        let page = try reading { connection throws(StoreError) in
            try connection.snapshot { () throws(StoreError) in try make(query, connection) }
        }
        if let page { cache.keep(page, for: key) }
        return page
    }

    /// The answer with a page; what a partner gets of its feed is logged before it goes out.
    package func logged(_ page: ReadyPage, _ collection: StoredCollection, _ caller: Caller) -> HTTPAnswer {
        guard let delivery = page.delivery, let party = collection.party, case .partner = caller.kind else {
            return .ready(page.response)
        }
        return .later { reply in
            self.node.log(delivery, to: party) { isDurable in
                reply(isDurable ? page.response : Self.response(Self.unavailable))
            }
        }
    }

    private func manifest(
        _ found: (members: [ListedMember], more: Bool),
        _ connection: Connection,
        cursor: (list: String, filter: TAXIIFilter)
    ) throws(StoreError) -> ReadyPage {
        let pages = MemberPages(connection)
        var records: [JSONTree] = []
        for member in found.members {
            guard let name = try pages.name(of: member.object) else { continue }
            let version = name.version.isEmpty ? TAXIIResources.timestamp(member.stamp) : name.version
            let mediaType = name.specification == 20 ? TAXIIMediaType.stix20 : TAXIIMediaType.stix
            records.append(
                TAXIIResources.manifestRecord(
                    id: name.id,
                    added: member.added,
                    version: version,
                    mediaType: mediaType
                )
            )
        }
        // The text gives manifests no `next` (5.3.1), but clients' paging helpers go by it; others may ignore it (7.1).
        let next = found.members.last.map { last in
            sealed(TAXIICursor.make(place: last.seq, list: cursor.list, filter: cursor.filter), list: cursor.list)
        }
        var response = Self.response(TAXIIResources.listing("objects", records, more: found.more, next: next))
        response.fields += Self.dates(found.members[...])
        return ReadyPage(response: response, isEmpty: found.members.isEmpty)
    }

    /// When the first and the last member of a response were added (3.2); nothing for an empty one.
    package static func dates(_ members: ArraySlice<ListedMember>) -> [HTTPField] {
        guard let first = members.first, let last = members.last else { return [] }
        return [
            HTTPField("X-TAXII-Date-Added-First", TAXIIResources.timestamp(first.added)),
            HTTPField("X-TAXII-Date-Added-Last", TAXIIResources.timestamp(last.added)),
        ]
    }

    /// One object (5.6): 404 if the collection does not list it, an empty envelope if no version fits.
    package func object(
        _ id: String,
        in collection: StoredCollection,
        _ view: ListView,
        _ queryText: String?
    ) throws(TAXIIError) -> ReadyPage {
        let filter = try TAXIIFilter(query: queryText, scope: .object)
        let binding = collection.root + "/" + collection.id + "/" + id
        var query = try query(filter, binding)
        query.ids = [id]
        let response = try cached(collection, view, isManifest: false, query, binding, filter) {
            query,
            connection throws(StoreError) in
            let pages = MemberPages(connection)
            let found = try pages.page(of: collection, query)
            if found.members.isEmpty, try pages.versions(of: id, in: collection).isEmpty { return nil }
            return try self.envelope(found, collection, connection, cursor: (binding, filter))
        }
        guard let response else { throw .notFound }
        return response
    }

    /// The versions of one object (5.8); of its newest specification version if no other is asked for (3.4.1).
    package func versions(
        of id: String,
        in collection: StoredCollection,
        _ view: ListView,
        _ queryText: String?
    ) throws(TAXIIError) -> ReadyPage {
        let filter = try TAXIIFilter(query: queryText, scope: .versions)
        let binding = collection.root + "/" + collection.id + "/" + id + "/versions"
        var query = try query(filter, binding)
        query.ids = [id]
        query.versions = [.all]
        query.upTo = try end(of: collection, view)
        let page = try reading { connection throws(StoreError) in
            try connection.snapshot { () throws(StoreError) -> ReadyPage? in
                let pages = MemberPages(connection)
                if try pages.versions(of: id, in: collection).isEmpty { return nil }
                let found = try pages.page(of: collection, query)
                var names: [JSONTree] = []
                for member in found.members {
                    let version = try pages.name(of: member.object).map(\.version) ?? ""
                    names.append(.string(version.isEmpty ? TAXIIResources.timestamp(member.stamp) : version))
                }
                // As in a manifest: the text gives the resource no `next`, but clients go by it.
                let next = found.members.last.map { last in
                    sealed(TAXIICursor.make(place: last.seq, list: binding, filter: filter), list: binding)
                }
                var response = Self.response(
                    TAXIIResources.listing("versions", names, more: found.more, next: next)
                )
                response.fields += Self.dates(found.members[...])
                return ReadyPage(response: response, isEmpty: names.isEmpty)
            }
        }
        guard let page else { throw .notFound }
        return page
    }

    /// Takes an object off a collection (5.7): all its versions, or those that are named.
    package func delete(
        _ id: String,
        from collection: StoredCollection,
        _ caller: Caller,
        _ queryText: String?
    ) throws(TAXIIError) -> HTTPResponse {
        guard caller.canRead(collection), caller.canWrite(collection) else { throw .forbidden("delete from") }
        var filter = try TAXIIFilter(query: queryText, scope: .object)
        if filter.versions == nil { filter.versions = [.all] }
        if filter.specifications == nil { filter.specifications = ["2.0", "2.1"] }
        filter.next = nil
        var query = try query(filter, "")
        query.ids = [id]
        query.limit = Int(Int32.max)
        let found = try reading { connection throws(StoreError) in
            try MemberPages(connection).page(of: collection, query).members
        }
        guard !found.isEmpty else { throw .notFound }
        do throws(StoreError) {
            try node.store.delete(found.map(\.object), from: collection)
        } catch {
            throw Self.unavailable
        }
        return HTTPResponse(status: 200, fields: [Self.contentType])
    }
}
