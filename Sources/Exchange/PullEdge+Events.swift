internal import Cryptography
internal import Holdings
internal import Installation
internal import JSON
package import MerkleLog
package import Store
package import TAXII
internal import Transport
internal import Witnessing

// What comes over a network, out of the intake and out of a check of receipts, in the words of `PullMachine`.

extension HTTPClient.Failure {
    /// What the machine is told of a line that broke, or carried too much; nil for other failures.
    package var event: PullMachine.Event? { isBroken ? .broke : isTooLarge ? .tooLarge : nil }
}

extension HTTPResponse {
    /// The value of the last field of a name.
    package func last(_ name: String) -> String? { fields.last { $0.name == name }?.value }

    /// What the machine is told of an answer that is no page.
    package var refusal: PullMachine.Event {
        if status == 400 { return .forgotten }
        if let serial = Node.endSerial(in: self) { return .failed(.ended(serial: serial)) }
        if status == 429 { return .failed(.limited(seconds: last("retry-after").flatMap { Int($0) } ?? 60)) }
        return .failed(.status(status))
    }
}

extension IncomingObject {
    /// The object by version and digest.
    package var given: PullMachine.Given {
        PullMachine.Given(ObjectVersion(id: kept.id, version: kept.version), digest: Encoding.hex(kept.digest))
    }
}

extension Result<IncomingObject, Intake.Refusal> {
    /// The object of a page as the intake judged it.
    package var item: PullMachine.Item {
        switch self {
        case .success(let object): .object(object.given)
        case .failure(let refusal): .refused(refusal.message)
        }
    }

    /// The object's id as far as it can be read, or nil.
    package var id: String? {
        switch self {
        case .success(let object): object.kept.id
        case .failure(let refusal): refusal.id
        }
    }
}

extension PullMachine.Doubt {
    /// Receipts of a partner that do not hold.
    package init(_ fault: LogFault, of partner: StoredPartner, seen: [UInt8]?, received: [UInt8]) {
        let moved = RotationStatement(in: received, by: partner.logKey)
        self.init(
            code: fault.code.rawValue,
            message: fault.description,
            isReadable: fault.code != .malformed,
            successor: moved.flatMap { $0.isSigned(received) ? $0.new.description : nil },
            seen: seen,
            received: received
        )
    }
}
