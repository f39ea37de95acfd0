internal import Configuration
internal import Cryptography
internal import Desk
package import Installation
package import People
internal import Store
package import Transport

/// Signing in at the installation's own provider: the browser goes there and comes back.
extension APIService {
    package static let openIDBack = "/open-id/back"
    private static let startCookie = "entente_start"

    package func answer(_ request: HTTPRequest, _ provider: OpenIDProvider) -> HTTPResponse {
        switch request.path {
        case "/open-id/start": start(provider)
        case Self.openIDBack: back(request, provider)
        default: APIFault.notFound.response
        }
    }

    private func start(_ provider: OpenIDProvider) -> HTTPResponse {
        do throws(OpenIDFault) {
            let (address, cookie) = try provider.begin(now: node.clock())
            // Lax: the browser comes back from another site.
            return Self.redirect(address, startCookie(cookie, seconds: 600))
        } catch {
            log(.providerFailed, .reason(error.reason))
            return Self.redirect("/#/sign-in?problem=provider-failed")
        }
    }

    private func back(_ request: HTTPRequest, _ provider: OpenIDProvider) -> HTTPResponse {
        var query: [String: String] = [:]
        for pair in (request.query ?? "").split(separator: "&") {
            let sides = pair.split(separator: "=", maxSplits: 1)
            if sides.count == 2, let value = APICall.decoded(sides[1], isQuery: true) {
                query[String(sides[0])] = value
            }
        }
        let over = startCookie("", seconds: 0)
        guard let state = query["state"], let code = query["code"],
            let cookie = APICall.cookie(Self.startCookie, request)
        else { return Self.redirect("/#/sign-in?problem=provider-failed", over) }
        let given: ProvidedPerson
        do throws(OpenIDFault) {
            given = try provider.end(state: state, cookie: cookie, code: code, now: node.clock())
        } catch {
            log(.providerFailed, .reason(error.reason))
            return Self.redirect("/#/sign-in?problem=provider-failed", over)
        }
        do throws(SignInFault) {
            let (token, person) = try node.signIn(given, from: source(request), door)
            return Self.redirect("/", over, sessionCookie(token), browserCookie(person, request))
        } catch {
            switch error {
            case .lacksFactor: return Self.redirect("/#/sign-in?problem=second-factor-required", over)
            case .store: return Self.redirect("/#/sign-in?problem=unavailable", over)
            default: return Self.redirect("/#/sign-in?problem=provider-unknown", over)
            }
        }
    }

    private func startCookie(_ value: String, seconds: Int) -> String {
        "\(Self.startCookie)=\(value); Path=/open-id; HttpOnly; SameSite=Lax; Max-Age=\(seconds)\(secure)"
    }

    private static func redirect(_ address: String, _ cookies: String...) -> HTTPResponse {
        HTTPResponse(
            status: 303,
            fields: [HTTPField("Location", address)] + cookies.map { HTTPField("Set-Cookie", $0) }
        )
    }
}

extension Node {
    /// Signs in whom the provider knows, if an account is theirs.
    package func signIn(_ person: ProvidedPerson, from source: SignInSource, _ door: Door) throws(SignInFault) -> (
        token: String, person: SignedIn
    ) {
        let attempt = SignInTry("", from: source, door.limits, seed: signingKey.seed)
        let account: StoredAccount?
        do throws(NodeError) {
            account = try reading { connection throws(StoreError) in
                try AccountRows(connection).find(subject: person.subject)
            }
        } catch {
            throw .store(error.description)
        }
        guard let account, account.disabled == nil else { throw refused("", isKnown: false, attempt) }
        guard person.isStrong || !configuration.asksSecondFactor(of: account.roles) else { throw .lacksFactor }
        return try enter(account, by: .provider, attempt) { _, current in current.subject == person.subject }
    }
}
