public import Configuration
internal import Holdings
public import Installation
public import JSON
package import Store
public import Work

extension Node {
    /// Answers a question of a workspace for whoever has the node's folder: over all that is held and not set apart.
    /// - Parameters:
    ///   - question: the question.
    ///   - fields: what narrows it, by name.
    /// - Returns: the answer.
    /// - Throws: `NodeError` if the store cannot be read.
    public func answer(_ question: WorkQuestion, _ fields: [String: String]) throws(NodeError) -> JSONTree {
        try reading { connection throws(StoreError) in
            let holdings = try HoldingDesk(operatorOver: HoldingIndex(), connection)
            let directory = MarkingDirectory(connection, source: 1)
            let seen = SeenHoldings(
                newest: { holdings.newest(HoldingFilter(kinds: [$0])) },
                sees: { _ in true },
                version: { id throws(StoreError) in
                    for version in try HeldVersions(connection).ordered(id, withFound: true) {
                        if let object = try? JSONDocument(parsing: version.bytes) { return (version, object) }
                    }
                    return nil
                },
                banner: { directory.banner(of: $0) },
                translation: { _ in nil },
                sight: Sight { _ in true },
                identity: configuration.identity
            )
            return try WorkCall(try seen.objects(connection), now: clock(), fields).answer(question)
        }
    }
}

extension WorkCall {
    /// Answers a question, with what the store could not do as its own fault.
    package func answer(_ question: WorkQuestion) throws(StoreError) -> JSONTree {
        do throws(SeenFault) {
            return try question.run(self)
        } catch {
            throw error.storeError
        }
    }
}

extension SeenFault {
    /// What the store could not do.
    package var storeError: StoreError {
        cause as? StoreError ?? StoreError(.corrupt, "the store's file cannot be read or written")
    }
}
