internal import Configuration
internal import Desk
internal import Installation
internal import JSON
internal import Store
internal import Synchronization
internal import TAXIIServer
package import Transport
internal import Witnessing

/// Answers counted by what was asked and how it ended; nothing of who asked what.
package final class AnswerCounts: Sendable {
    private let counts = Mutex<[String: Int]>([:])

    package func note(_ kind: String, _ status: Int) {
        counts.withLock { $0["\(kind) \(status / 100)xx", default: 0] += 1 }
    }

    /// The counts by kind and class of status, in a fixed order.
    package var all: [(kind: String, status: String, count: Int)] {
        counts.withLock { counts in
            counts.sorted { $0.key < $1.key }.map { key, count in
                let parts = key.split(separator: " ")
                return (String(parts.first ?? ""), String(parts.last ?? ""), count)
            }
        }
    }
}

/// For those who run the node: alive, ready, and figures in OpenMetrics. None of it tells what the node holds.
extension APIService {
    /// The answer to a call of operations; nil if it is none.
    package func operation(_ request: HTTPRequest) -> HTTPResponse? {
        switch request.path {
        case "/health": return Self.text("ok\n")
        case "/ready": return isReady ? Self.text("ready\n") : Self.text("not ready\n", status: 503)
        case "/metrics": return metrics(request)
        default: return nil
        }
    }

    private static func text(_ text: String, status: Int = 200, type: String = "text/plain; charset=utf-8")
        -> HTTPResponse
    {
        HTTPResponse(status: status, fields: [HTTPField("Content-Type", type)], body: HTTPBody(Array(text.utf8)))
    }

    /// Whether the store can be read and the log is open.
    private var isReady: Bool {
        let head = try? node.store.read { connection throws(StoreError) in try LogRows(connection).head() }
        guard let head = head.flatMap({ $0 }) else { return false }
        return head.closed == nil
    }

    /// Figures for those who have an API key with the scope `metrics:*`.
    private func metrics(_ request: HTTPRequest) -> HTTPResponse {
        let authenticator = Authenticator(seedUsers: nil, clock: node.clock)
        let caller = try? node.store.read { connection throws(StoreError) in
            try authenticator.caller(of: request, connection)
        }
        guard case .key(let scopes)? = caller.flatMap({ $0 })?.kind, scopes.contains("metrics:*") else {
            var fault = APIFault(401, "not-signed-in", "an api key with the scope `metrics:*` is needed")
            fault.fields = [HTTPField("WWW-Authenticate", "Bearer")]
            return fault.response
        }
        guard let text = try? figures() else { return APIFault.unavailable.response }
        return Self.text(text, type: "application/openmetrics-text; version=1.0.0; charset=utf-8")
    }

    private static let trafficFamilies: [(String, String, any KeyPath<PartnerTraffic.Use, Int> & Sendable)] = [
        ("partner_requests", "Requests of a partner.", \.requests),
        ("partner_bytes", "Bytes that a partner fetched and handed in.", \.bytes),
        ("partner_refused", "Requests of a partner that were refused for a limit.", \.refused),
    ]

    /// OpenMetrics 1.0: families with type and help, ended by `# EOF`.
    private func figures() throws(StoreError) -> String {
        var lines: [String] = []
        func family(_ name: String, _ type: String, _ help: String, _ samples: [(labels: String, value: String)]) {
            lines.append("# TYPE entente_\(name) \(type)")
            lines.append("# HELP entente_\(name) \(help)")
            let suffix = type == "counter" ? "_total" : ""
            for sample in samples { lines.append("entente_\(name)\(suffix)\(sample.labels) \(sample.value)") }
        }
        func seconds(_ microseconds: Int64) -> String { String(Double(microseconds) / 1e6) }
        let requests = counts.all.map {
            (labels: "{kind=\"\($0.kind)\",status=\"\($0.status)\"}", value: String($0.count))
        }
        family("console_answers", "counter", "Answers of the console and its API.", requests)
        try node.store.read { connection throws(StoreError) in
            let head = try LogRows(connection).head()
            family("log_entries", "gauge", "Entries of the log.", [("", String(head?.size ?? 0))])
            family("log_sealed_seconds", "gauge", "When the log was sealed last.", [("", seconds(head?.sealed ?? 0))])
            let partners = try PartnerRows(connection).linked()
            family(
                "partner_pulled_seconds",
                "gauge",
                "When a partner's feed was pulled last.",
                partners.map { ("{partner=\"\($0.name)\"}", seconds($0.pulled ?? 0)) }
            )
            family(
                "partner_problem",
                "gauge",
                "Whether the last pull from a partner failed.",
                partners.map { ("{partner=\"\($0.name)\"}", $0.problem == nil ? "0" : "1") }
            )
            if let clock = try? node.clockState() {
                let known = clock.isSynchronised.map { [("", $0 ? "1" : "0")] } ?? []
                family(
                    "clock_synchronised",
                    "gauge",
                    "Whether the kernel says that the clock is synchronised.",
                    known
                )
                let help = "By how much the newest date of the store is ahead of the clock."
                family("clock_ahead_seconds", "gauge", help, [("", String(clock.ahead))])
            }
            family(
                "partner_clock_difference_seconds",
                "gauge",
                "By how much a partner's clock is ahead, as it signed it last.",
                node.clockWatch.all.sorted { $0.key < $1.key }.map {
                    ("{partner=\"\($0.key)\"}", String($0.value.difference))
                }
            )
            for (name, help, value) in Self.trafficFamilies {
                let uses = node.traffic.all(now: node.clock()).sorted { $0.key < $1.key }
                family(
                    name,
                    "counter",
                    help,
                    uses.map { ("{partner=\"\($0.key)\"}", String($0.value[keyPath: value])) }
                )
            }
            let evidence = try ReceiptRows(connection).evidence(openOnly: true)
            family(
                "open_evidence",
                "gauge",
                "Evidence against partners that no officer has settled.",
                [("", String(evidence.count))]
            )
            family(
                "waiting_for_witnesses",
                "gauge",
                "Classified objects that were released and that the quorum has not seen yet.",
                [("", String(try Node.waitingForWitnesses(connection)))]
            )
            let due = try ErasureRows(connection).isSweepDue
            family(
                "sweep_due",
                "gauge",
                "Whether something erased is not swept out of the file yet.",
                [("", due ? "1" : "0")]
            )
        }
        return (lines + ["# EOF", ""]).joined(separator: "\n")
    }
}
