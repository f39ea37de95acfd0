internal import Calls
internal import Configuration
package import Desk
internal import Installation
internal import JSON
internal import People
internal import Store
package import Transport

extension APIService {
    package static let sessionCalls: [APIEndpoint] = [
        Endpoint(
            .get,
            "node",
            .open,
            "The node's party.",
            answers: [
                .json(
                    .record([
                        "name": .text, "title": .text,
                        "titles": .map(.text).noted("what the party is called, by language"),
                        "provider?": .text.noted(
                            "the OpenID provider at which people can sign in (`/open-id/start`)"
                        ),
                    ])
                )
            ],
            run: APIService.describe
        ),
        Endpoint(
            .get,
            "session",
            .signedIn,
            "Who is signed in.",
            answers: [.json(.session)],
            run: APIService.session
        ),
        Endpoint(
            .post,
            "session",
            .open,
            "Signs in: with name, password and, where the account has one, a code or a passkey; or with a passkey alone.",
            once: .secret,
            body: .json(
                .record([
                    "name?": .text, "password?": .text, "code?": .text.noted("a one-time or recovery code"),
                    "passkey?": .passkey,
                ])
            ),
            answers: [.json(.session)],
            refusals: [429],
            run: APIService.signIn
        ),
        Endpoint(
            .delete,
            "session",
            .signedIn,
            "Signs out.",
            answers: [.nothing("signed out")],
            run: APIService.signOut
        ),
        Endpoint(
            .get,
            "links/{token}",
            .open,
            "Looks at a one-time link.",
            answers: [
                .json(
                    .record([
                        "name": .text, "title": .text, "totp_secret": .text, "totp_uri": .text,
                        "second_factor_required?": .flag,
                    ])
                )
            ],
            run: APIService.openLink
        ),
        Endpoint(
            .post,
            "links/{token}",
            .open,
            "Uses a one-time link.",
            once: .secret,
            body: .json(.record(["password?": .words, "code?": .text, "passkey?": .passkey])),
            answers: [.json(.record(["recovery_codes": .texts]))],
            run: APIService.useLink
        ),
    ]

    package func describe(_: APICall) throws(APIFault) -> HTTPResponse {
        Self.json(
            .members([
                "name": .string(node.configuration.name), "title": .string(node.configuration.title),
                "titles": try ownTitles(),
                "provider": node.configuration.openID.map { .string($0.title ?? $0.issuer) },
            ])
        )
    }

    package func session(_ call: APICall) throws(APIFault) -> HTTPResponse {
        Self.json(try information(try call.signedIn()))
    }

    private func information(_ person: SignedIn) throws(APIFault) -> JSONTree {
        let (isIntroduced, seats) = try reading { connection throws(StoreError) in
            (
                try SettingRows(connection).value(.introduced(account: person.account.name)) != nil,
                try Self.seats(of: person.account.register, connection)
            )
        }
        return .members([
            "person": .members([
                "name": .string(person.account.name), "title": .string(person.account.title),
                "roles": .strings(person.roles.map(\.rawValue)),
                "register": person.account.register.map { .string($0) }, "introduced": .bool(isIntroduced),
                "exercises": .array(seats),
            ]),
            "identity": node.configuration.identity.map { .string($0) },
            "calls": .strings(calls(of: person)),
            "csrf": .string(person.csrf), "expires": .string(Moment.text(person.expires)),
        ])
    }

    /// The cells of exercises that a person is in, by the record of the register: whose name stands there twice is in
    /// none.
    private static func seats(of register: String?, _ connection: Connection) throws(StoreError) -> [JSONTree] {
        guard let register else { return [] }
        let found = try RecordRows(connection).all("person", name: register)
        guard found.count == 1, let body = try? JSONDocument(parsing: found[0].body) else { return [] }
        return (body.root["exercises"].map { Array($0.elements) } ?? []).compactMap { seat in
            guard let exercise = seat["exercise"]?.string, let cell = seat["cell"]?.string else { return nil }
            return .members(["exercise": .string(exercise), "cell": .string(cell)])
        }
    }

    /// The calls that somebody may make, as the console asks before it offers them.
    private func calls(of person: SignedIn) -> [String] {
        let endpoints = table.all.filter { endpoint in
            person.scopes.map { scopes in endpoint.scope.map(scopes.contains) ?? false } ?? true
        }
        return endpoints.flatMap { $0.names(for: Set(person.roles)) }
    }

    package func signIn(_ call: APICall) throws(APIFault) -> HTTPResponse {
        let passkey = try call.passkey()
        let source = source(call.request)
        let (token, person) = try letIn { () throws(SignInFault) in
            if let passkey, call.body?.root["name"] == nil { return try node.signIn(passkey, from: source, door) }
            let (name, password, code) = try Self.credentials(call)
            return try node.signIn(name: name, password: password, code: code, passkey: passkey, from: source, door)
        }
        let cookies = [sessionCookie(token), browserCookie(person, call.request)]
        return Self.json(try information(person), cookies.map { HTTPField("Set-Cookie", $0) })
    }

    /// Lax would do for following links; nothing here is meant to be reached from elsewhere.
    package func sessionCookie(_ token: String) -> String {
        "\(Self.cookie)=\(token); Path=/; HttpOnly; SameSite=Strict\(secure)"
    }

    /// Behind a proxy that speaks TLS no cookie goes without it.
    package var secure: String { node.configuration.consoleAddress?.hasPrefix("https://") ?? false ? "; Secure" : "" }

    private static func credentials(_ call: APICall) throws(SignInFault) -> (
        name: String, password: String, code: String?
    ) {
        guard let body = call.body?.root, let name = body["name"]?.string, let password = body["password"]?.string,
            !name.isEmpty, !password.isEmpty, name.utf8.count <= 200, password.utf8.count <= 1_024
        else { throw .wrong }
        let code = body["code"]?.string
        guard code?.utf8.count ?? 0 <= 100 else { throw .wrong }
        return (name, password, code)
    }

    /// Lets somebody in, or says what is missing and no more.
    func letIn<Value>(_ body: () throws(SignInFault) -> Value) throws(APIFault) -> Value {
        do throws(SignInFault) {
            return try body()
        } catch {
            switch error {
            case .wrong: throw .signInFailed
            case .needsCode: throw APIFault(401, "code-needed", "a one-time code or a passkey is needed")
            case .needsPasskey: throw APIFault(401, "passkey-needed", "a passkey or a recovery code is needed")
            case .lacksFactor:
                throw APIFault(
                    403,
                    "second-factor-required",
                    "the account's roles ask for a second factor; an administrator makes a new link for it"
                )
            case .wait(let seconds):
                var fault = APIFault(429, "too-many-tries", "too many tries; wait \(seconds) seconds")
                fault.fields = [HTTPField("Retry-After", String(seconds))]
                throw fault
            case .store: throw .unavailable
            }
        }
    }

    package func signOut(_ call: APICall) throws(APIFault) -> HTTPResponse {
        let person = try call.signedIn()
        try attempt { () throws(NodeError) in try node.signOut(person) }
        var response = Self.nothing
        response.fields = [
            HTTPField("Set-Cookie", "\(Self.cookie)=; Path=/; HttpOnly; SameSite=Strict; Max-Age=0"),
            HTTPField("Clear-Site-Data", "\"cache\", \"storage\""),
        ]
        return response
    }

    package func openLink(_ call: APICall) throws(APIFault) -> HTTPResponse {
        let token = call.target
        let link = try attempt { () throws(NodeError) in try node.open(link: token) }
        guard let link else { throw .notFound }
        return Self.json(
            .members([
                "name": .string(link.account.name), "title": .string(link.account.title),
                "totp_secret": .string(link.secret), "totp_uri": .string(link.uri),
                "second_factor_required": .bool(link.needsSecondFactor),
            ])
        )
    }

    package func useLink(_ call: APICall) throws(APIFault) -> HTTPResponse {
        let token = call.target
        let (password, code) = (try call.optional("password"), try call.optional("code"))
        let choice = Node.Choice(
            password: password.flatMap { $0.isEmpty ? nil : $0 },
            code: code.flatMap { $0.isEmpty ? nil : $0 },
            passkey: try call.passkey()
        )
        do throws(Node.LinkFault) {
            let codes = try node.use(link: token, choice, door)
            return Self.json(.members(["recovery_codes": .strings(codes)]))
        } catch {
            switch error {
            case .unknown: throw .notFound
            case .weakPassword:
                throw APIFault(422, "password-weak", "at least 12 characters, and none of the common passwords")
            case .wrongPasskey: throw APIFault(422, "passkey-wrong", "the passkey was not made for this link")
            case .needsFactor:
                throw APIFault(422, "second-factor-required", "the account's roles ask for a second factor")
            case .wrongCode: throw APIFault(422, "code-wrong", "the code does not fit the secret")
            case .store: throw .unavailable
            }
        }
    }
}
