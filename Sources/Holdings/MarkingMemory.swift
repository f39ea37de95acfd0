internal import JSON
package import Labels
package import Store
internal import Synchronization

/// What all markings mean that a node holds or that an officer has explained, read once for all that ask until one
/// changes.
///
/// Who looks at something hidden causes no more reading than who looks at nothing: without it each marking of what is
/// hidden is looked up, and the work of an answer tells that there is something.
package final class MarkingMemory: Sendable {
    private struct Known {
        let epoch: String
        let meanings: [String: MarkingMeaning]
    }

    private let known = Mutex<Known?>(nil)

    /// A memory that knows nothing yet.
    package init() {}

    /// What the party's own definitions, those that are believed of others, and explanations mean.
    /// - Parameter connection: the store, in a transaction.
    /// - Returns: the meanings by identifier; published ones are not among them.
    /// - Throws: `StoreError`.
    package func meanings(_ connection: Connection) throws(StoreError) -> [String: MarkingMeaning] {
        let epoch = try MarkingRows(connection).epoch()
        if let held = known.withLock({ $0 }), held.epoch == epoch { return held.meanings }
        let directory = MarkingDirectory(connection, source: 1)
        let explained = try RecordRows(connection).all(MarkingExplanation.kind).map(\.name)
        var meanings: [String: MarkingMeaning] = [:]
        for id in Set(try MarkingRows(connection).identifiers() + explained) {
            // What cannot be read is not known, as for who asks for it alone.
            meanings[id] = directory.meaning(id)
        }
        known.withLock { [meanings] in $0 = Known(epoch: epoch, meanings: meanings) }
        return meanings
    }
}
