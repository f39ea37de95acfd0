package import Configuration
internal import Dispatch
package import Holdings
package import Releasing
package import Store

/// Some objects of a file on their way to the disk.
package final class ImportBatch: Sendable {
    private let objects: [IncomingObject]
    private let found: [Intake.Found]
    private let outcome = Handover<(results: [KeepingOutcome.Result], kept: [Keeping])>()
    private let fault = Handover<StoreError>()
    private let isDurable = DispatchSemaphore(value: 0)

    /// Objects, and what is kept as it was found.
    package init(_ objects: [IncomingObject], _ found: [Intake.Found]) {
        (self.objects, self.found) = (objects, found)
    }

    /// What became of them, if the change is kept.
    package func put(_ results: [KeepingOutcome.Result], _ kept: [Keeping]) { outcome.put((results, kept)) }

    /// They are durable, or nothing of them is kept.
    package func end(_ error: StoreError?) {
        if let error { fault.put(error) }
        isDurable.signal()
    }

    /// Waits until they are durable, and says in a report what became of them.
    package func settle(_ report: inout ImportReport) throws(Files.Failure) {
        isDurable.wait()
        if let error = fault.value { throw Files.Failure(description: error.description) }
        guard let (results, kept) = outcome.value else { return }
        for (object, result) in zip(objects, results) {
            switch result.keeping {
            case .added(let row):
                report.added += 1
                if result.isQuarantined { report.unexplained.append(row) }
            case .known: report.known += 1
            case .gone: report.refused.add(object.kept.id, "it was destroyed here, and is not taken again")
            case .conflict: report.refused.add(object.kept.id, "\(result.message); it was set apart")
            }
        }
        for (one, keeping) in zip(found, kept) {
            switch keeping {
            case .added: report.found += 1
            case .known: report.known += 1
            case .gone: report.refused.add(one.kept.id, "it was destroyed here, and is not taken again")
            case .conflict: report.refused.add(one.kept.id, "another content was found under this id and version")
            }
        }
    }
}
