package import Calls
internal import Releasing
internal import Work

/// Shapes of the API for people that several calls share.
extension Shape {
    /// One of the roles.
    package static let role = Shape.choices(Role.allCases.map(\.rawValue))

    package static let problem = Shape.named(
        "Problem",
        .record(["status": .number, "code": .text.noted("a stable word"), "title": .text, "detail?": .text]).noted(
            "RFC 9457"
        )
    )
    package static let session = Shape.named(
        "Session",
        .record([
            "person": .record([
                "name": .text, "title": .text,
                "roles": .list(
                    .role
                ), "register?": .text,
                "introduced": .flag.noted("whether the person has put the first steps of the roles away"),
                "exercises": .list(.record(["exercise": .identifier, "cell": .text]))
                    .noted("the cells of exercises that the person is in, by the register"),
            ]),
            "calls": .texts.noted(
                "the calls that the person may make, such as `GET queue`; with its name an act that stands for itself"
            ), "csrf": .text.noted("sent as X-Entente-CSRF with every change"), "expires": .time,
            "identity?": .text.noted("the STIX identity of the node's party: the creator of what is written here"),
        ])
    )
    package static let holding = Shape.named(
        "Holding",
        .record([
            "id": .identifier, "type": .text, "name": .text, "version": .text,
            "source": .text.noted("`own`, or `partner NAME`"), "kept": .time,
            "banner": .text.noted("levels as written, then TLP"), "quarantine?": .text,
            "translated?": .translated, "claim?": .claim, "languages?": .languages, "labels?": .texts,
        ])
    )
    /// An entry, and what it is about as far as the reader may see it.
    package static let logEntry = Shape.named(
        "LogEntry",
        .record([
            "place": .number, "kind": .text, "made": .time, "party?": .text,
            "party_title?": .text.noted("what the partner is called in the reader's language"), "subject?": .text,
            "type?": .text.noted("the STIX type of what it is about"),
            "name?": .text.noted("what the object is called, where the reader may see it; no part of the log"),
            "translated?": .translated, "banner?": .text.noted("the marking of the name"), "officer?": .text,
            "entry": .record([:]), "inside": .record([:]),
        ])
    )
    /// What a claim says in short, which is called by that.
    package static let claim = Shape.named(
        "ClaimInShort",
        .record([
            "value?": .real, "value_min?": .real, "value_max?": .real, "text_value?": .text, "unit?": .text,
            "comparison?": .text, "about?": .text.noted("what it is about is called"),
            "claimant?": .text.noted("who claims it is called"),
        ]).noted("of a claim: its figure, and names that the reader may see and its own marking covers")
    )
    /// What is said of a translation in a list, which is called as what it translates.
    package static let languages = Shape.texts.noted(
        "of a translation: its languages; its name is that of what it translates, empty if that is hidden or not here"
    )
    package static let ground = Shape.named(
        "Ground",
        .record([
            "verdict": .choice("permits", "refers", "refuses"), "code": .text, "rule": .text, "source": .text,
            "text": .text, "permits": .flag, "agreement?": .text, "article?": .text, "remedy?": .text,
            "words?": .record(["language": .text, "text": .text]).noted(
                "what the article says, in the reader's language where the file has it"
            ),
        ])
    )
    package static let decision = Shape.named(
        "Decision",
        .record([
            "party": .text, "title": .text, "outcome": .choice("release", "rendition", "refer", "refuse"),
            "originator?": .flag.noted(
                "whether the object came from that party or was created by it: it has it, and nothing is given back"
            ), "grounds": .list(.ground), "remedies": .texts,
            "withheld": .list(
                .record([
                    "selector": .text, "text": .text,
                    "tear_line?": .flag.noted("whether a tear line stands in its place"),
                ])
            ), "equivalents": .texts, "warnings?": .warnings,
        ])
    )
    package static let absence = Shape.record(["deputy": .text, "title": .text, "from": .day, "until": .day])
    /// How mail is set up and how it goes.
    package static let mail = Shape.record([
        "program?": .text.noted("the program that takes mail; none where nobody is written to"), "from?": .text,
        "people": .number.noted("how many chose to be told"), "sent?": .time,
        "problem?": .choice("missing", "slow", "refused").noted("why the newest mail was not taken"),
        "since?": .time,
    ])

    /// The receipt that came with a version.
    package static let receivedReceipt = Shape.record([
        "partner": .text, "version": .text, "taken": .text.noted("when it was verified and kept"),
        "by_courier": .flag,
        "file": .text.noted("a C2SP tlog-proof, as `entente receipt verify` reads it"),
        "key": .text.noted("the verifier key of the partner's log as this node knows it"),
        "sha256": .text.noted("of the canonical bytes that are kept"),
        "holds": .flag.noted("whether the node finds it in order, for what it keeps"),
    ])
    /// An object as it is called.
    package static let toldObject = Shape.record([
        "id": .identifier, "type": .text, "name": .text, "banner": .text, "translated?": .translated,
        "claim?": .claim, "languages?": .languages,
    ])
    /// Of an item that waits.
    package static let given = Shape.record(["version": .text, "banner": .text]).noted(
        "the version that the party was given last, where it is another one"
    )
    /// Of an item that waits.
    package static let firstYes = Shape.record(["officer": .text, "made": .time, "own": .flag]).noted(
        "the yes of a first officer, where two are needed"
    )
    package static let duty = Shape.named("Duty", .record(["rule": .text, "code": .text, "text": .text]))
    package static let object = Shape.named("Object", .record([:]).noted("a STIX 2.1 object"))
    package static let passkey = Shape.named(
        "Passkey",
        .record([
            "id": .text, "client_data": .text, "authenticator_data": .text, "signature?": .text,
            "algorithm?": .number,
        ]).noted(
            "what a browser gives of an authenticator (WebAuthn Level 2), bytes in base 64 for addresses; `signature` when it signs in, `algorithm` (COSE) when it is made"
        )
    )
    package static let diagnostic = Shape.named(
        "Diagnostic",
        .record([
            "code": .text, "severity": .choice("error", "warning"), "file": .text, "line": .number, "column": .number,
            "length": .number, "message": .text, "help?": .text,
        ]).noted(
            "what is wrong or doubtful in an agreement file; lines and columns from 1, columns and lengths in characters"
        )
    )
    package static let agreementFile = Shape.named(
        "AgreementFile",
        .record(["name": .text.noted("a relative path that ends in `.accord`"), "text": .text])
    )
    package static let level = Shape.named("Level", .record(["scheme": .text, "level": .text]))
    package static let countersignature = Shape.named(
        "Countersignature",
        .record(["name?": .text, "password?": .text, "code?": .text, "passkey?": .passkey]).noted(
            "the security officer who signs beside the caller: name, password and, where the account has them, a code; or a passkey over a challenge for `signature`"
        )
    )
    package static let comparedAgreement = Shape.named(
        "ComparedAgreement",
        .record([
            "name": .text, "ours?": .text.noted("SHA-256 of the agreement here"),
            "theirs?": .text.noted("what the partner told"),
            "comparison": .choice("same", "differs", "only-here", "only-there"),
        ])
    )
    package static let submission = Shape.named(
        "Submission",
        .record([
            "id": .text, "item": .identifier, "version": .text, "type": .text, "name": .text,
            "translated?": .translated, "claim?": .claim, "languages?": .languages, "banner": .text,
            "author": .text, "own": .flag, "made": .time,
            "state": .choice("open", "decided", "returned", "withdrawn"),
            "news": .flag.noted("whether something happened that its author has not looked at yet"),
            "assigned?": .record(["title": .text, "own": .flag]).noted("the officer who has it"),
            "parties": .list(
                .record([
                    "party": .text, "title": .text, "outcome?": .choice("release", "rendition", "refuse"),
                    "officer?": .text, "made?": .time, "reason?": .text,
                ])
            ),
            "remarks": .list(.record(["name": .text, "made": .time, "text": .text, "own": .flag])),
        ]).noted("a version that an author handed in for release, and what became of it")
    )
    package static let draft = Shape.named(
        "Draft",
        .record([
            "key": .text, "item?": .text.noted("the object of which it is to be the next version"), "title": .text,
            "type": .text.noted("a STIX type"), "saved": .text.noted("when it was kept"),
            "revision": .number.noted("how often it was kept"),
        ])
    )
    package static let warning = Shape.named(
        "Warning",
        .record([
            "code": .text.noted("timestamp-precision: a time with more than six digits behind the point"),
            "property": .text.noted("its selector (STIX 2.1, 7.2.3.1)"), "text": .text,
        ])
    )
    /// What an officer is told beside a decision.
    package static let warnings = Shape.list(.warning).noted(
        "what the officer is told of what may go; left out where there is nothing"
    )

    /// The list of what one side asked of the other about an item: consents, recalls, losses.
    /// - Parameter more: what each has beside what all have.
    /// - Returns: the shape of the answer.
    package static func asked(_ more: KeyValuePairs<String, Shape>) -> Shape {
        let line = Shape.record([
            "id": .identifier, "partner": .text, "incoming": .flag, "item": .identifier, "name?": .text,
            "translated?": .translated, "claim?": .claim, "banner?": .text.noted("of an item that has a name here"),
        ])
        return .record(["items": .list(line.adding(more))])
    }

    /// A link to a partner as every list shows it.
    package static let link = Shape.record([
        "name": .text, "title": .text, "address": .text,
        "fingerprint?": .text.noted("of a confirmed link; before that the partner's officer tells it"),
        "confirmed?": .time,
        "ended?": .record(["made": .time, "by": .choice("here", "partner")]).noted("the link was ended"),
        "waiting?": .time.noted("when a further invitation was taken in that waits for its confirmation"),
        "pulled?": .time, "problem?": .text,
        "given?": .number.noted("how many objects were given; for those who read the log"),
        "courier": .record(["written?": .number, "acknowledged?": .number, "taken?": .number]),
    ])

    /// Files by courier of one direction.
    package static let volumes = Shape.list(
        .record([
            "number": .number, "state": .choice("sealed", "written", "acknowledged", "taken", "skipped"),
            "made": .time, "bytes": .number,
        ])
    )
}
