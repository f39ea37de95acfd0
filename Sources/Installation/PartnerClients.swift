package import Configuration
package import Store
internal import Synchronization
package import Transport

/// Open connections to partners, one each, made again when a pin or address has changed.
package final class PartnerClients: Sendable {
    private struct Held {
        let pins: [String]
        let client: HTTPClient
    }

    private let held = Mutex<[String: Held]>([:])
    private let pageSizes = Mutex<[String: Int]>([:])

    /// How many objects a page of a partner's feed may have, after connections to it broke; nil while none did.
    package func pageSize(of partner: String) -> Int? { pageSizes.withLock { $0[partner] } }

    /// Notes how many objects the next page may have.
    package func note(_ partner: String, pageSize: Int) { pageSizes.withLock { $0[partner] = pageSize } }

    /// The client for a partner: mutual TLS, the partner known by its pins.
    package func client(for partner: StoredPartner, folder: NodeFolder) -> HTTPClient {
        client(partner.name, partner, folder, HTTPClient.Options())
    }

    /// A client of its own for calls that must not wait behind a long pull, nor long for an answer.
    package func quickClient(for partner: StoredPartner, folder: NodeFolder, seconds: Int) -> HTTPClient {
        var options = HTTPClient.Options()
        (options.connectSeconds, options.totalSeconds, options.maximumBodyBytes) = (seconds, seconds, 1 << 20)
        return client(partner.name + " quick", partner, folder, options)
    }

    private func client(
        _ name: String,
        _ partner: StoredPartner,
        _ folder: NodeFolder,
        _ options: HTTPClient.Options
    ) -> HTTPClient {
        let pins = [partner.pin] + (partner.nextPin.map { [$0] } ?? [])
        return held.withLock { held in
            if let known = held[name], known.pins == pins { return known.client }
            var options = options
            options.pins = pins
            options.identity = (folder.certificateFile, folder.privateKeyFile)
            let client = HTTPClient(options: options)
            held[name] = Held(pins: pins, client: client)
            return client
        }
    }

    /// Lets go of the connections to a partner, whose link has ended or has another address.
    package func forget(_ partner: String) {
        held.withLock { held in
            held[partner] = nil
            held = held.filter { !$0.key.hasPrefix(partner + " ") }
        }
    }
}
