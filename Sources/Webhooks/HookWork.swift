package import Configuration
internal import Cryptography
package import Installation
internal import JSON
internal import Ledger
internal import Store
package import TAXIIServer
package import Transport

/// What a hook does by itself: counts as its key reads, tells what it counted, and ends.
extension Node {
    /// Pages that are counted at one look.
    private static let mostPages = 20

    /// What became of a hook at one visit.
    package enum HookStep: Sendable, Equatable {
        /// There was nothing to tell.
        case quiet
        /// A count arrived.
        case told(Int64)
        /// What was sent did not arrive, and is sent again.
        case failed(HookFault)
        /// It has ended.
        case ended(HookFault)
    }

    /// Counts what was added to the collection of a hook, as its key reads it now.
    /// - Parameters:
    ///   - name: the hook.
    ///   - service: answers as it answers the key.
    /// - Returns: why the hook has ended; nil if it has not.
    /// - Throws: `NodeError`.
    package func countHook(_ name: String, _ service: TAXIIService) throws(NodeError) -> HookFault? {
        var hook = try hook(name)
        for _ in 0..<Self.mostPages {
            switch service.growth(of: hook.collection, behind: hook.place, forKey: hook.key) {
            case .later: return nil
            case .refused: return try endHook(hook, lost(hook))
            case .counted(let count, let place, let more):
                guard count > 0, place != hook.place else { return nil }
                let before = hook.place
                try change { connection throws(StoreError) in
                    try HookRows(connection).count(count, upTo: place, from: before, name)
                }
                hook.place = place
                guard more else { return nil }
            }
        }
        return nil
    }

    /// What a hook has lost that can read nothing any more.
    private func lost(_ hook: StoredHook) throws(NodeError) -> HookFault {
        let found = try reading { connection throws(StoreError) in
            try CollectionRows(connection).find(root: NodeConfiguration.toolsRoot, key: hook.collection)
        }
        return found == nil && !hook.isKeyRevoked ? .collection : .key
    }

    /// Ends a hook: nothing is told any more, and the log says so.
    private func endHook(_ hook: StoredHook, _ fault: HookFault) throws(NodeError) -> HookFault {
        let now = clock()
        try change { connection throws(StoreError) in
            guard try HookRows(connection).end(hook.name, now: now, problem: fault.rawValue) else { return }
            try self.ledger.append([Self.hookEntry(hook.name, "ended", fault.rawValue)], connection)
        }
        return fault
    }

    /// Tells the listener of a hook what was counted and has not arrived.
    /// - Parameters:
    ///   - name: the hook.
    ///   - isAsked: whether somebody wants it tried now, whatever was said of it, and though it is known.
    ///   - listener: takes head and body in place of whoever listens elsewhere, where somebody looks at what goes out.
    /// - Returns: what became of it.
    /// - Throws: `NodeError`.
    package func tellHook(
        _ name: String,
        isAsked: Bool = false,
        to listener: (([HTTPField], [UInt8]) -> Void)? = nil
    ) throws(NodeError) -> HookStep {
        var hook = try hook(name)
        let fault = hook.problem.flatMap { HookFault(rawValue: $0) }
        if hook.ended != nil, !isAsked || fault == .key || fault == .collection { return .ended(fault ?? .tries) }
        // A key that was revoked a moment ago is told nothing, not even that somebody tries.
        guard try mayTell(hook) else { return .ended(try endHook(hook, lost(hook))) }
        guard isAsked || hook.due <= clock() else { return .quiet }
        if hook.message == nil {
            guard isAsked || hook.counter > hook.told else { return .quiet }
            hook = try beginMessage(hook)
        }
        guard let message = hook.message, try takeMessage(hook, isAsked) else { return .quiet }
        do throws(HookDelivery.Failure) {
            let told = HookMessage(
                id: message.id,
                collection: hook.collection,
                counter: message.number,
                grown: message.grown
            )
            let delivery = HookDelivery(self, hook)
            if let listener { listener(try delivery.head(of: told), told.body) } else { try delivery.send(told) }
        } catch {
            return try note(error, of: hook, message)
        }
        let now = clock()
        let due = now + Int64(configuration.hookSeconds) * 1_000_000
        try change { connection throws(StoreError) in
            try HookRows(connection).delivered(message.id, now: now, due: due, name)
        }
        return .told(message.number)
    }

    /// Whether the key of a hook can read its collection.
    private func mayTell(_ hook: StoredHook) throws(NodeError) -> Bool {
        try reading { connection throws(StoreError) in
            let root = NodeConfiguration.toolsRoot
            guard let caller = try Caller.ofKey(hook.key, connection),
                let collection = try CollectionRows(connection).find(root: root, key: hook.collection)
            else { return false }
            return caller.canRead(collection)
        }
    }

    /// Notes what is about to be told: nothing goes over the line that is not logged.
    private func beginMessage(_ hook: StoredHook) throws(NodeError) -> StoredHook {
        let (name, now) = (hook.name, clock())
        return try change { connection throws(StoreError) in
            let rows = HookRows(connection)
            try rows.begin("msg_" + Encoding.hex(Random.bytes(16)), now: now, name)
            guard let begun = try rows.find(name) else { throw StoreError(.other, "there is no hook `\(name)`") }
            var entry = Self.hookEntry(name, "told", begun.collection)
            entry.internalMembers.append(JSONMember("counter", .integer(Int(begun.message?.number ?? 0))))
            try self.ledger.append([entry], connection)
            return begun
        }
    }

    /// Takes the message under way for an attempt: one at a time, also where a verb tries beside the serving node.
    private func takeMessage(_ hook: StoredHook, _ isAsked: Bool) throws(NodeError) -> Bool {
        let until = clock() + HookDelivery.longest(configuration) * 1_000_000
        return try change { connection throws(StoreError) in
            try HookRows(connection).take(hook.name, until: until, due: isAsked ? nil : hook.due)
        }
    }

    private func note(_ failure: HookDelivery.Failure, of hook: StoredHook, _ message: StoredHook.Message)
        throws(NodeError) -> HookStep
    {
        let pace = HookPace(tries: configuration.hookTries, pause: configuration.hookPauseSeconds)
        let tries = hook.tries + 1
        let chance = Random.bytes(1).first ?? 0
        let next = pace.next(after: failure.fault, sent: tries, wish: failure.wish, chance: chance)
        let now = clock()
        switch next {
        case .end(let fault):
            // What somebody tries does not end anew what has ended.
            return hook.ended == nil ? .ended(try endHook(hook, fault)) : .failed(failure.fault)
        case .again(let seconds):
            try change { connection throws(StoreError) in
                try HookRows(connection).failed(
                    message.id,
                    tries: tries,
                    due: now + seconds * 1_000_000,
                    problem: failure.fault.rawValue,
                    hook.name
                )
            }
            return .failed(failure.fault)
        }
    }
}
