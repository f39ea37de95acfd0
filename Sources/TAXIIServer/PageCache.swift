package import Store
internal import Synchronization
package import Transport
package import Witnessing

/// A page that is ready to be sent, with what is to be logged when a partner gets it.
package final class ReadyPage: Sendable {
    package let response: HTTPResponse
    package let delivery: Delivery?
    /// Whether nothing is on it.
    package let isEmpty: Bool

    package init(response: HTTPResponse, delivery: Delivery? = nil, isEmpty: Bool) {
        (self.response, self.delivery, self.isEmpty) = (response, delivery, isEmpty)
    }
}

/// Finished pages, so that the same page is not put together twice; the oldest go first.
///
/// A page is found only under the epoch of its collection and the place up to which it was read, so a change of the list
/// makes its pages unreachable, and so does a member whose time has come.
/// Rights are checked before the cache is asked: it answers who may read, not who reads.
package final class PageCache: Sendable {
    /// What a page depends on.
    ///
    /// All threads look here with every request, so what can be done before the lock is taken is: the key is hashed
    /// when it is made, and equal keys are told from most others by that.
    package struct Key: Hashable, Sendable {
        private let digest: Int
        package let collection: Int64
        package let epoch: Int64
        package let isManifest: Bool
        package let query: MemberQuery
        package let binding: String

        package init(collection: StoredCollection, isManifest: Bool, query: MemberQuery, binding: String) {
            self.collection = collection.row
            epoch = collection.epoch
            self.isManifest = isManifest
            self.query = query
            self.binding = binding
            var hasher = Hasher()
            hasher.combine(self.collection)
            hasher.combine(epoch)
            hasher.combine(isManifest)
            hasher.combine(query)
            hasher.combine(binding)
            digest = hasher.finalize()
        }

        package func hash(into hasher: inout Hasher) { hasher.combine(digest) }
    }

    private struct State {
        var pages: [Key: ReadyPage] = [:]
        var order: [Key] = []
        var oldest = 0
        var bytes = 0
    }

    /// What a page takes beside its body: its key, its fields, its places in the tables.
    private static let overhead = 1_024
    private let capacity: Int
    private let state = Mutex(State())

    /// An empty cache.
    /// - Parameter capacity: bytes of bodies to keep; 0 keeps nothing.
    package init(capacity: Int) { self.capacity = capacity }

    package func page(_ key: Key) -> ReadyPage? { state.withLock { $0.pages[key] } }

    package func keep(_ page: ReadyPage, for key: Key) {
        guard page.response.body.count <= capacity / 4 else { return }
        state.withLock { state in
            guard state.pages[key] == nil else { return }
            state.pages[key] = page
            state.order.append(key)
            state.bytes += page.response.body.count + Self.overhead
            while state.bytes > capacity, state.oldest < state.order.count {
                if let gone = state.pages.removeValue(forKey: state.order[state.oldest]) {
                    state.bytes -= gone.response.body.count + Self.overhead
                }
                state.oldest += 1
            }
            if state.oldest > 1_024 {
                state.order.removeFirst(state.oldest)
                state.oldest = 0
            }
        }
    }
}
