package import Configuration
internal import Cryptography
internal import Installation
internal import JSON
internal import Synchronization
internal import Transport

/// What an installation's own provider says about a person who has signed in there.
package struct ProvidedPerson: Sendable {
    /// The value of the claim by which accounts are known.
    package let subject: String
    /// Whether the provider says that more than one factor was used.
    package let isStrong: Bool
}

/// Why a sign-in at the provider gave nobody.
package struct OpenIDFault: Error, CustomStringConvertible {
    /// What is wrong; nothing in it is secret.
    package let description: String
    /// What the node's own log calls it.
    package var reason: StaticString = "answer"
}

/// The installation's OpenID provider (OpenID Connect Core 1.0, with the code flow and RFC 7636).
package final class OpenIDProvider: Sendable {
    /// What the provider publishes about itself (OpenID Connect Discovery 1.0, section 3).
    private struct Published {
        let authorization: String
        let token: String
        let keysAddress: String
        var keys: [String]
    }

    /// A sign-in that has begun at the provider.
    private struct Started {
        let nonce: String
        let verifier: String
        /// SHA-256 of the cookie of the browser that began it.
        let browser: [UInt8]
        let ends: Int64
    }

    private static let lifetime: Int64 = 600_000_000
    private static let most = 10_000
    private static let answerBytes = 1 << 20
    private static let skew: Int64 = 60

    package let settings: OpenIDSettings
    private let redirect: String
    private let secret: String
    private let client: HTTPClient
    private let published = Mutex<Published?>(nil)
    private let started = Mutex<[String: Started]>([:])

    /// - Parameters:
    ///   - settings: the provider, and who the node is for it.
    ///   - redirect: where the provider sends browsers back.
    ///   - secret: the node's secret with the provider.
    package init(_ settings: OpenIDSettings, redirect: String, secret: String) {
        (self.settings, self.redirect, self.secret) = (settings, redirect, secret)
        var options = HTTPClient.Options()
        options.totalSeconds = 15
        options.maximumBodyBytes = Self.answerBytes
        options.credentials = nil
        client = HTTPClient(options: options)
    }

    /// Begins a sign-in: where the browser goes, and the value of the cookie that it comes back with.
    package func begin(now: Int64) throws(OpenIDFault) -> (address: String, cookie: String) {
        let place = try found().authorization
        let (state, nonce, verifier, cookie) = (Self.random(), Self.random(), Self.random(), Self.random())
        let entry = Started(nonce: nonce, verifier: verifier, browser: Node.digest(cookie), ends: now + Self.lifetime)
        started.withLock { started in
            // Anybody may begin: the table must not grow without bound.
            if started.count >= Self.most { started = started.filter { $0.value.ends > now } }
            if started.count >= Self.most { started.remove(at: started.startIndex) }
            started[state] = entry
        }
        let challenge = Encoding.base64URL(SHA256.digest(of: Array(verifier.utf8)))
        let form = Self.form([
            ("response_type", "code"), ("client_id", settings.client), ("redirect_uri", redirect),
            ("scope", settings.scope),
            ("state", state), ("nonce", nonce), ("code_challenge", challenge), ("code_challenge_method", "S256"),
        ])
        return (place + (place.contains("?") ? "&" : "?") + form, cookie)
    }

    /// Ends a sign-in: what the provider says about the person.
    /// - Parameters:
    ///   - state: what `begin` gave the browser to bring back.
    ///   - cookie: the cookie of the browser.
    ///   - code: what the provider gave the browser.
    ///   - now: microseconds since 1970.
    /// - Returns: the person.
    /// - Throws: `OpenIDFault` if anything is not as the standard has it.
    package func end(state: String, cookie: String, code: String, now: Int64) throws(OpenIDFault) -> ProvidedPerson {
        let entry = started.withLock { $0.removeValue(forKey: state) }
        guard let entry, entry.ends > now, Encoding.isEqual(entry.browser, Node.digest(cookie)) else {
            throw OpenIDFault(
                description: "the answer belongs to no sign-in that this browser began",
                reason: "no-sign-in"
            )
        }
        let place = try found().token
        let form = Self.form([
            ("grant_type", "authorization_code"), ("code", code), ("redirect_uri", redirect),
            ("code_verifier", entry.verifier),
        ])
        // Each of the two is form-encoded before (RFC 6749, 2.3.1).
        let pair = Self.escaped(settings.client) + ":" + Self.escaped(secret)
        let answer = try json(
            "POST",
            place,
            [
                HTTPField("Content-Type", "application/x-www-form-urlencoded"),
                HTTPField("Authorization", "Basic \(Encoding.base64(Array(pair.utf8)))"),
            ],
            Array(form.utf8)
        )
        guard let token = answer.root["id_token"]?.string else {
            throw OpenIDFault(description: "the provider's answer has no `id_token`")
        }
        return try person(token, nonce: entry.nonce, now: now)
    }

    /// Checks an ID token (OpenID Connect Core 1.0, 3.1.3.7).
    private func person(_ token: String, nonce: String, now: Int64) throws(OpenIDFault) -> ProvidedPerson {
        var payload = SignedToken.payload(token, keys: try found().keys)
        if payload == nil {
            // The provider may have changed its keys.
            published.withLock { $0 = nil }
            payload = SignedToken.payload(token, keys: try found().keys)
        }
        guard let payload else {
            throw OpenIDFault(description: "no key of the provider has signed the token", reason: "signature")
        }
        guard let claims = try? JSONDocument(parsing: payload).root else {
            throw OpenIDFault(description: "the token is no json")
        }
        func fail(_ what: String) -> OpenIDFault { OpenIDFault(description: "the token \(what)") }
        guard claims["iss"]?.string == settings.issuer else { throw fail("is of another issuer") }
        let audience = claims["aud"]?.string.map { [$0] } ?? claims["aud"]?.elements.compactMap(\.string) ?? []
        guard audience.contains(settings.client),
            audience.count == 1 || claims["azp"]?.string == settings.client
        else { throw fail("is for another client") }
        let seconds = now / 1_000_000
        guard let ends = claims["exp"]?.integer, Int64(ends) > seconds - Self.skew else { throw fail("has ended") }
        guard let issued = claims["iat"]?.integer, Int64(issued) < seconds + Self.skew else {
            throw fail("was issued in the future")
        }
        guard let given = claims["nonce"]?.string, Encoding.isEqual(Array(given.utf8), Array(nonce.utf8)) else {
            throw fail("belongs to another sign-in")
        }
        guard let subject = claims[settings.claim]?.string, !subject.isEmpty, subject.utf8.count <= 255 else {
            throw fail("has no `\(settings.claim)`")
        }
        // RFC 8176 calls more than one factor `mfa`.
        let methods = claims["amr"]?.elements.compactMap(\.string) ?? []
        let context = claims["acr"]?.string
        let isStrong = methods.contains("mfa") || context.map { settings.strongContexts.contains($0) } ?? false
        return ProvidedPerson(subject: subject, isStrong: isStrong)
    }

    /// What the provider publishes, asked for once, and again when its keys do not fit.
    private func found() throws(OpenIDFault) -> Published {
        if let known = published.withLock({ $0 }) { return known }
        let issuer = settings.issuer.hasSuffix("/") ? String(settings.issuer.dropLast()) : settings.issuer
        let document = try json("GET", issuer + "/.well-known/openid-configuration").root
        guard document["issuer"]?.string == settings.issuer else {
            throw OpenIDFault(
                description: "the provider calls itself another issuer than `open_id_issuer`",
                reason: "issuer"
            )
        }
        func place(_ name: String) throws(OpenIDFault) -> String {
            guard let text = document[name]?.string, OpenIDSettings.isSafe(text) else {
                throw OpenIDFault(description: "the provider's `\(name)` is no address over TLS")
            }
            return text
        }
        var published = Published(
            authorization: try place("authorization_endpoint"),
            token: try place("token_endpoint"),
            keysAddress: try place("jwks_uri"),
            keys: []
        )
        if let keys = try json("GET", published.keysAddress).root["keys"]?.elements {
            published.keys = keys.map { String(decoding: JSONTree($0).bytes(), as: UTF8.self) }
        }
        self.published.withLock { $0 = published }
        return published
    }

    private func json(
        _ method: String,
        _ address: String,
        _ fields: [HTTPField] = [],
        _ body: [UInt8]? = nil
    ) throws(OpenIDFault) -> JSONDocument {
        let response: HTTPResponse
        do throws(HTTPClient.Failure) {
            response = try client.send(
                method,
                address,
                fields: fields + [HTTPField("Accept", "application/json")],
                body: body
            )
        } catch {
            throw OpenIDFault(description: "the provider cannot be reached: \(error)", reason: "not-reached")
        }
        guard response.status == 200 else {
            throw OpenIDFault(
                description: "the provider answered \(method) with \(response.status)",
                reason: "status"
            )
        }
        do throws(JSONError) {
            return try JSONDocument(parsing: response.body.bytes)
        } catch {
            throw OpenIDFault(description: "the provider's answer is no json: \(error)")
        }
    }

    private static func random() -> String { Encoding.base64URL(Random.bytes(32)) }

    private static func form(_ values: [(String, String)]) -> String {
        values.map { "\($0)=\(escaped($1))" }.joined(separator: "&")
    }

    /// Percent-encoded but for unreserved characters (RFC 3986, 2.3).
    private static func escaped(_ text: String) -> String {
        text.utf8.map { byte in
            let isLetter = byte | 0x20 >= UInt8(ascii: "a") && byte | 0x20 <= UInt8(ascii: "z")
            let isPlain =
                isLetter || byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9") || "-._~".utf8.contains(byte)
            return isPlain ? String(UnicodeScalar(byte)) : "%" + Encoding.hex([byte]).uppercased()
        }.joined()
    }
}
