public import Configuration
internal import Cryptography
internal import Holdings
public import Installation
public import JSON
internal import Releasing
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
            try WorkCall(try seenByOperator(connection), now: clock(), fields).answer(question)
        }
    }

    /// Does an act of a workspace for whoever has the node's folder; what it writes is the party's own, and stays here.
    /// - Parameters:
    ///   - act: the act.
    ///   - body: what it needs, an object.
    ///   - actor: who acts.
    /// - Returns: what was written, and the identities of those to whom it is to be given.
    /// - Throws: `NodeError` if it makes no sense, or the store cannot be written.
    public func act(_ act: WorkAct, _ body: JSONValue, by actor: Actor) throws(NodeError) -> [OperatorWritten] {
        let now = clock()
        let result = try reading { connection throws(StoreError) -> Result<[OperatorWritten], WorkFault> in
            let call = WorkActCall(try seenByOperator(connection), now: now, body) { Random.uuid() }
            do throws(WorkFault) {
                return .success(try written(try act.run(call), now: now, connection))
            } catch {
                return .failure(error)
            }
        }
        switch result {
        case .failure(let fault): throw NodeError(fault.sentence)
        case .success(let written):
            try keep(written, by: actor, now: now)
            return written
        }
    }

    private func written(_ writings: [WorkWriting], now: Int64, _ connection: Connection) throws(WorkFault)
        -> [OperatorWritten]
    {
        let objects = ActedObjects(configuration.identity, now: now, connection)
        var written: [OperatorWritten] = []
        for writing in writings {
            let found = try WorkFault.reading { () throws(SeenFault) in
                do throws(StoreError) { return try objects.object(writing) } catch { throw SeenFault(error) }
            }
            guard let found, let document = try? JSONDocument(parsing: found.tree.bytes()) else { throw .notFound }
            do throws(Intake.Refusal) {
                let incoming = try intake.object(document.root)
                written.append(OperatorWritten(incoming, to: writing.recipients))
            } catch {
                throw .invalid(error.message)
            }
        }
        return written
    }

    private func keep(_ written: [OperatorWritten], by actor: Actor, now: Int64) throws(NodeError) {
        // What a marking means has to be here before what bears it.
        let isDefinition = { (one: OperatorWritten) in one.id.hasPrefix("marking-definition--") }
        let objects = (written.filter(isDefinition) + written.filter { !isDefinition($0) }).map(\.incoming)
        try change { connection throws(StoreError) in
            let results = try KeepingOutcome.keep(objects, source: 1, now: now, self, connection)
            try self.logWriting(objects, results, by: actor.officer, account: actor.account, .written, connection)
        }
    }

    /// All that is held and not set apart, as workspaces see it.
    func seenByOperator(_ connection: Connection) throws(StoreError) -> SeenObjects {
        let holdings = try HoldingDesk(operatorOver: HoldingIndex(), connection)
        let directory = MarkingDirectory(connection, source: 1)
        return try SeenHoldings(
            patterns: holdings.patterns,
            values: holdings.values,
            arrivals: holdings.arrivals,
            account: nil,
            newest: { holdings.newest(HoldingFilter(kinds: [$0])) },
            referrers: { id, type, limit throws(StoreError) in
                try holdings.referrers(of: id, HoldingFilter(kinds: [type]), limit: limit)
            },
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
            identity: configuration.identity,
            node: self
        ).objects(connection)
    }
}

/// What an act wrote, for whoever has the node's folder.
public struct OperatorWritten: Sendable {
    let incoming: IncomingObject
    /// The identities of the parties to which it is to be given.
    public let recipients: [String]
    /// The object's identifier.
    public var id: String { incoming.kept.id }
    /// The object's version.
    public var version: String { incoming.kept.version }

    init(_ incoming: IncomingObject, to recipients: [String]) {
        (self.incoming, self.recipients) = (incoming, recipients)
    }
}

extension WorkFault {
    /// What went wrong, in a sentence.
    package var sentence: String {
        switch self {
        case .invalid(let sentence), .conflict(let sentence): sentence
        case .notFound: "there is no such object"
        case .unreadable(let fault): "\(fault.storeError)"
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
