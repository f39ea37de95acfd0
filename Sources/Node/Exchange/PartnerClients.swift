internal import Store
internal import Synchronization
internal import Transport

/// Open connections to partners, one each, made again when a pin or address has changed.
final class PartnerClients: Sendable {
    private struct Held {
        let pins: [String]
        let client: HTTPClient
    }

    private let held = Mutex<[String: Held]>([:])

    /// The client for a partner: mutual TLS, the partner known by its pins.
    func client(for partner: StoredPartner, folder: NodeFolder) -> HTTPClient {
        let pins = [partner.pin] + (partner.nextPin.map { [$0] } ?? [])
        return held.withLock { held in
            if let known = held[partner.name], known.pins == pins { return known.client }
            var options = HTTPClient.Options()
            options.pins = pins
            options.identity = (folder.certificateFile, folder.privateKeyFile)
            let client = HTTPClient(options: options)
            held[partner.name] = Held(pins: pins, client: client)
            return client
        }
    }
}
