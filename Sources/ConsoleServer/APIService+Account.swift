internal import Calls
internal import Configuration
internal import Cryptography
package import Desk
internal import Installation
internal import JSON
internal import People
internal import Store
package import Transport

/// A person's own account: passkeys, tokens and sessions.
extension APIService {
    package static let accountCalls: [APIEndpoint] = [
        Endpoint(
            .post,
            "challenges",
            .anybody,
            "A challenge for an authenticator: to sign in, to open a link, to add a passkey.",
            once: .secret,
            body: .json(.record(["purpose": .choice("sign-in", "signature", "link", "passkey"), "link?": .text])),
            answers: [
                .json(
                    .record([
                        "challenge": .text, "host": .text, "name?": .text, "title?": .text, "handle?": .text,
                        "algorithms?": .list(.number), "held?": .texts,
                    ])
                )
            ],
            refusals: [404],
            run: APIService.challenge
        ),
        Endpoint(
            .get,
            "account",
            .signedIn,
            "The person's own account: passkeys, tokens, sessions.",
            answers: [
                .json(
                    .record([
                        "name": .text, "title": .text, "has_password": .flag, "has_codes": .flag,
                        "second_factor_required": .flag,
                        "passkeys": .list(
                            .record(["id": .text, "name": .text, "host": .text, "created": .time, "used?": .time])
                        ),
                        "tokens": .list(
                            .record([
                                "id": .text, "name": .text, "scopes": .texts, "created": .time, "expires": .time,
                                "ended": .flag, "used?": .time,
                            ])
                        ), "sessions": .list(.record(["created": .time, "seen": .time, "current": .flag])),
                    ])
                )
            ],
            refusals: [403],
            run: APIService.ownAccount
        ),
        Endpoint(
            .post,
            "account/introduction",
            .signedIn,
            "Puts the first steps of the person's roles away.",
            once: OncePolicy.none,
            answers: [.nothing("they are not shown again")],
            run: APIService.introduce
        ),
        Endpoint(
            .delete,
            "sessions",
            .signedIn,
            "Ends all sessions of the person but this one.",
            answers: [.nothing()],
            run: APIService.endOtherSessions
        ),
        Endpoint(
            .post,
            "passkeys",
            .signedIn,
            "Adds a passkey to the person's account.",
            once: .secret,
            body: .json(.record(["name": .text, "passkey": .passkey])),
            answers: [.json(.record(["id": .text]), 201)],
            run: APIService.addPasskey
        ),
        Endpoint(
            .delete,
            "passkeys/{id}",
            .signedIn,
            "Takes a passkey away.",
            answers: [.nothing()],
            run: APIService.removePasskey
        ),
        Endpoint(
            .post,
            "tokens",
            .signedIn,
            "Makes a personal token; its text is told once.",
            once: .secret,
            body: .json(
                .record(["name": .text, "scopes": .list(.choice("read", "write", "decide")), "days": .number])
            ),
            answers: [.json(.record(["id": .text, "token": .text, "expires": .time]), 201)],
            run: APIService.makeToken
        ),
        Endpoint(
            .delete,
            "tokens/{id}",
            .signedIn,
            "Ends a personal token.",
            answers: [.nothing()],
            run: APIService.endToken
        ),
    ]

    /// A challenge for an authenticator: to sign in, to open a link, or to add a passkey to one's account.
    package func challenge(_ call: APICall) throws(APIFault) -> HTTPResponse {
        let challenge = Random.bytes(32)
        let now = node.clock()
        var members: [String: JSONTree] = [
            "challenge": .string(Encoding.base64URL(challenge)), "host": .string(Self.name(of: call.host)),
        ]
        switch try call.text("purpose") {
        case "sign-in": door.challenges.note(challenge, .signIn, now: now)
        case "signature":
            guard try call.signedIn().scopes == nil else { throw .forbidden }
            door.challenges.note(challenge, .signature, now: now)
        case "link":
            let token = try call.text("link")
            let link = try attempt { () throws(NodeError) in try node.open(link: token) }
            guard let link else { throw .notFound }
            door.challenges.note(challenge, .passkey(account: link.account.name), now: now)
            Self.describe(link.account, [], &members)
        case "passkey":
            let person = try call.signedIn()
            guard person.scopes == nil else { throw .forbidden }
            let held = try reading { connection throws(StoreError) in
                try PasskeyRows(connection).all(of: person.account.name)
            }
            door.challenges.note(challenge, .passkey(account: person.account.name), now: now)
            Self.describe(person.account, held, &members)
        default: throw .invalid("`purpose` is none of sign-in, signature, link, passkey")
        }
        return Self.json(.object(members.sorted { $0.key < $1.key }.map { JSONMember($0.key, $0.value) }))
    }

    /// What the browser tells the authenticator about the account; the handle says nothing about the person.
    private static func describe(
        _ account: StoredAccount,
        _ held: [StoredPasskey],
        _ members: inout [String: JSONTree]
    ) {
        members["name"] = .string(account.name)
        members["title"] = .string(account.title)
        members["handle"] = .string(Encoding.base64URL(Node.digest("account " + account.name)))
        members["algorithms"] = .array(Passkey.algorithms.map { .integer($0) })
        members["held"] = .strings(held.map { Encoding.base64URL($0.id) })
    }

    /// The account of the person who asks.
    package func ownAccount(_ call: APICall) throws(APIFault) -> HTTPResponse {
        let person = try call.signedIn()
        let name = person.account.name
        let (passkeys, tokens, sessions) = try reading { connection throws(StoreError) in
            (
                try PasskeyRows(connection).all(of: name),
                try PersonalTokenRows(connection).all(of: name).filter { !Node.isCalendar($0) },
                try AccountRows(connection).sessions(of: name)
            )
        }
        let now = node.clock()
        return Self.json(
            .members([
                "name": .string(name), "title": .string(person.account.title),
                "has_password": .bool(person.account.password != nil), "has_codes": .bool(person.account.totp != nil),
                "second_factor_required": .bool(node.configuration.asksSecondFactor(of: person.account.roles)),
                "passkeys": .array(
                    passkeys.map { passkey in
                        .members([
                            "id": .string(Encoding.base64URL(passkey.id)), "name": .string(passkey.name),
                            "host": .string(passkey.host), "created": .string(Moment.text(passkey.created)),
                            "used": passkey.used.map { .string(Moment.text($0)) },
                        ])
                    }
                ),
                "tokens": .array(tokens.map { Self.json($0, now) }),
                "sessions": .array(
                    sessions.map { session in
                        .members([
                            "created": .string(Moment.text(session.created)),
                            "seen": .string(Moment.text(session.seen)),
                            "current": .bool(session.csrf == person.csrf),
                        ])
                    }
                ),
            ])
        )
    }

    private static func json(_ token: StoredPersonalToken, _ now: Int64) -> JSONTree {
        .members([
            "id": .string(Encoding.hex(token.digest)), "name": .string(token.name), "scopes": .strings(token.scopes),
            "created": .string(Moment.text(token.created)), "expires": .string(Moment.text(token.expires)),
            "ended": .bool(token.expires <= now), "used": token.used.map { .string(Moment.text($0)) },
        ])
    }

    /// Ends all sessions of the person but this one.
    package func endOtherSessions(_ call: APICall) throws(APIFault) -> HTTPResponse {
        let person = try call.signedIn()
        try attempt { () throws(NodeError) in try node.endSessions(besides: person) }
        return Self.nothing
    }

    package func addPasskey(_ call: APICall) throws(APIFault) -> HTTPResponse {
        let person = try call.signedIn()
        let name = try call.text("name")
        guard name.utf8.count <= 200 else { throw .invalid("`name` is too long") }
        guard let answer = try call.passkey(),
            let passkey = node.passkey(answer, for: person.account.name, name: name, door)
        else { throw APIFault(422, "passkey-wrong", "the passkey was not made for this account now") }
        try attempt { () throws(NodeError) in try node.add(passkey) }
        return Self.json(.members(["id": .string(Encoding.base64URL(passkey.id))]), status: 201)
    }

    package func removePasskey(_ call: APICall) throws(APIFault) -> HTTPResponse {
        let id = call.target
        let person = try call.signedIn()
        guard let bytes = Encoding.bytes(base64URL: id) else { throw .notFound }
        let isGone = try attempt { () throws(NodeError) in try node.removePasskey(bytes, of: person.account.name) }
        guard isGone else { throw .notFound }
        return Self.nothing
    }

    package func makeToken(_ call: APICall) throws(APIFault) -> HTTPResponse {
        let person = try call.signedIn()
        let (name, scopes) = (try call.text("name"), try call.texts("scopes"))
        guard let days = try call.content()["days"]?.integer else { throw .invalid("`days` is no whole number") }
        let (text, token) = try attempt { () throws(NodeError) in
            try node.makeToken(name, scopes: scopes, days: days, for: person)
        }
        return Self.json(
            .members([
                "id": .string(Encoding.hex(token.digest)), "token": .string(text),
                "expires": .string(Moment.text(token.expires)),
            ]),
            status: 201
        )
    }

    package func endToken(_ call: APICall) throws(APIFault) -> HTTPResponse {
        let id = call.target
        let person = try call.signedIn()
        let digests = try reading { connection throws(StoreError) in
            try PersonalTokenRows(connection).all(of: person.account.name).filter { !Node.isCalendar($0) }.map(
                \.digest
            )
        }
        guard let digest = digests.first(where: { Encoding.hex($0) == id }) else { throw .notFound }
        let isGone = try attempt { () throws(NodeError) in try node.endToken(digest, of: person) }
        guard isGone else { throw .notFound }
        return Self.nothing
    }

    package func introduce(_ call: APICall) throws(APIFault) -> HTTPResponse {
        let account = try call.signedIn().account.name
        try attempt { () throws(NodeError) in
            try node.change { connection throws(StoreError) in
                try SettingRows(connection).put(.introduced(account: account), Moment.text(self.node.clock()))
            }
        }
        return Self.nothing
    }
}
