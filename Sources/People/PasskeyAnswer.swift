internal import Cryptography
package import JSON

/// What a browser gives when an authenticator has made or used a passkey (WebAuthn Level 2, 5.2).
package struct PasskeyAnswer: Sendable {
    package let id: [UInt8]
    package let clientData: [UInt8]
    package let data: [UInt8]
    package let signature: [UInt8]
    package let algorithm: Int
    /// The host name that the browser called, without the port.
    package let host: String
    /// The origins that pages of this node have under that name.
    package let origins: [String]

    private static let textBytes = 16_384

    /// Reads the form in which the console sends it: everything in base 64 for addresses.
    package init?(_ value: JSONValue, host: String, name: String) {
        func bytes(_ name: String) -> [UInt8]? {
            guard let text = value[name]?.string, text.utf8.count <= Self.textBytes else { return nil }
            return Encoding.bytes(base64URL: text)
        }
        guard let id = bytes("id"), let clientData = bytes("client_data"), let data = bytes("authenticator_data")
        else {
            return nil
        }
        (self.id, self.clientData, self.data) = (id, clientData, data)
        signature = bytes("signature") ?? []
        algorithm = value["algorithm"]?.integer ?? 0
        self.host = name
        origins = ["http://\(host)", "https://\(host)"]
    }

    /// The challenge that it answers (WebAuthn Level 2, 7.1, steps 7 to 9).
    /// - Parameter type: `webauthn.create` or `webauthn.get`.
    /// - Returns: the challenge; nil if the answer is of another kind or was made on another site's page.
    package func challenge(of type: String) -> [UInt8]? {
        guard let client = try? JSONDocument(parsing: clientData).root, client["type"]?.string == type,
            let origin = client["origin"]?.string, origins.contains(origin), !(client["crossOrigin"]?.bool ?? false),
            let challenge = client["challenge"]?.string
        else { return nil }
        return Encoding.bytes(base64URL: challenge)
    }
}
