package import Holdings
internal import JSON
package import Releasing
internal import Store

/// What became of the objects of an envelope beyond their number: the `details` of its status (TAXII 2.1, 4.3.1).
package struct EnvelopeReport {
    /// Objects that were not taken.
    package var refused: Refusals
    /// Why the body is no JSON at all; nothing of it is kept then.
    package var malformed: String?
    private var adapted: [JSONTree] = []
    private let limit: Int

    /// - Parameter limit: so many of each kind are listed.
    package init(limit: Int) { (self.limit, refused) = (limit, Refusals(room: limit)) }

    /// Notes what became of an object that was read.
    package mutating func note(_ object: IncomingObject, _ result: KeepingOutcome.Result) {
        guard result.keeping != .conflict else {
            return refused.add(object.kept.id, version: object.kept.version, result.message)
        }
        guard !object.changes.isEmpty, adapted.count < limit else { return }
        let message = "taken with changes: \(object.changes.joined(separator: "; "))"
        adapted.append(
            Self.entry(object.kept.id, object.kept.version.isEmpty ? "unknown" : object.kept.version, message)
        )
    }

    private static func entry(_ id: String, _ version: String, _ message: String) -> JSONTree {
        .members(["id": .string(id), "version": .string(version), "message": .string(message)])
    }

    package var details: [UInt8] {
        JSONTree.members([
            "failures": .array(
                refused.listed.map { Self.entry($0.id ?? "unknown", $0.version ?? "unknown", $0.message) }
            ),
            "successes": adapted.isEmpty ? nil : .array(adapted),
        ]).bytes()
    }
}
