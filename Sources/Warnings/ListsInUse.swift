public import Configuration
internal import Correlation
internal import Synchronization

/// The warning lists of a node: read from its folder once, and again when a file of it is another one.
///
/// What is asked is noted nowhere. A node without lists looks for its folder and does nothing else.
public final class ListsInUse: Sendable {
    /// What a file looked like when it was read.
    private struct State: Equatable {
        let path: String
        let bytes: Int64
        let changed: Int64
    }

    private struct Known {
        let states: [State]
        let reading: ListReading
    }

    private let folder: String
    private let known = Mutex<Known?>(nil)
    /// One reads at a time; whoever comes meanwhile goes on with what was read before.
    private let turn = Mutex(())

    /// The lists of a node.
    /// - Parameter folder: the node's folder.
    public init(_ folder: NodeFolder) { self.folder = folder.warningLists }

    /// The lists as they are now; nil where there are none.
    public func current() -> ListReading? {
        guard Files.isThere(folder) else { return nil }
        let states = look()
        guard !states.isEmpty else { return nil }
        if let held = known.withLock({ $0 }), held.states == states { return held.reading }
        if let reading = turn.withLockIfAvailable({ _ in read(states) }) { return reading }
        // Somebody else reads: what was read before is good enough for now, and the first reading is waited for.
        if let held = known.withLock({ $0 }) { return held.reading }
        return turn.withLock { _ in
            known.withLock { $0 }?.reading ?? read(states)
        }
    }

    private func look() -> [State] {
        ListFile.names(within: folder).compactMap { path in
            Files.state(of: path).map { State(path: path, bytes: $0.bytes, changed: $0.changed) }
        }
    }

    private func read(_ states: [State]) -> ListReading {
        var (lists, files) = ([WarningList](), [ListReading.File]())
        for state in states {
            do {
                let list = try ListFile.list(try Files.read(state.path, limit: ListFile.largest))
                files.append(ListReading.File(path: state.path, list: lists.count, problem: nil))
                lists.append(list)
            } catch {
                files.append(ListReading.File(path: state.path, list: nil, problem: "\(error)"))
            }
        }
        let reading = ListReading(lists: ListReading.laidOut(lists), files: files)
        known.withLock { $0 = Known(states: states, reading: reading) }
        return reading
    }
}
