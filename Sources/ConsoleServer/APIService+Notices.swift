internal import Calls
internal import Configuration
internal import Cryptography
package import Desk
internal import Dispatch
internal import Installation
internal import JSON
internal import Store
package import Transport

/// Mail that says that something waits in the inbox: off unless the configuration names a program.
extension APIService {
    package static let noticesCalls: [APIEndpoint] = [
        Endpoint(
            .get,
            "account/notices",
            .signedIn,
            "Whether the person is told by mail that something waits.",
            answers: [
                .json(
                    .record([
                        "available": .flag.noted("whether this node writes to people at all"),
                        "choice": .choices(NoticePlan.Choice.allCases.map(\.rawValue)), "address?": .text,
                        "language?": .text, "sent?": .time,
                        "failing": .flag.noted("whether the newest mail was not taken"),
                    ])
                )
            ],
            refusals: [403],
            run: APIService.ownNotices
        ),
        Endpoint(
            .post,
            "account/notices",
            .signedIn,
            "Chooses it: never, once a day while anything waits, or when something new waits, at most once an hour.",
            body: .json(
                .record([
                    "choice": .choices(NoticePlan.Choice.allCases.map(\.rawValue)),
                    "address?": .text.noted("where to"), "lang?": .choice("en", "ja", "fr", "de"),
                ])
            ),
            answers: [.nothing("kept")],
            run: APIService.chooseNotices
        ),
    ]

    /// Objects whose digests are kept at most; who has more waiting is told of the others once a day all the same.
    private static let kept = 2_000

    private static func plan(of account: String, _ connection: Connection) throws(StoreError) -> NoticePlan {
        let text = try SettingRows(connection).value(.notices(account: account))
        return text.flatMap { try? JSONDocument(parsing: Array($0.utf8)) }.flatMap { NoticePlan($0.root) }
            ?? NoticePlan()
    }

    private static func keep(_ plan: NoticePlan, of account: String, _ connection: Connection) throws(StoreError) {
        let text = String(decoding: plan.json.bytes(), as: UTF8.self)
        try SettingRows(connection).put(.notices(account: account), text)
    }

    package func ownNotices(_ call: APICall) throws(APIFault) -> HTTPResponse {
        let name = try call.signedIn().account.name
        let plan = try reading { connection throws(StoreError) in try Self.plan(of: name, connection) }
        return Self.json(
            .members([
                "available": .bool(node.configuration.mailProgram != nil), "choice": .string(plan.choice.rawValue),
                "address": plan.address.isEmpty ? nil : .string(plan.address), "language": .string(plan.language),
                "sent": plan.sent.map { .string(Moment.text($0)) }, "failing": .bool(plan.tries > 0),
            ])
        )
    }

    package func chooseNotices(_ call: APICall) throws(APIFault) -> HTTPResponse {
        let name = try call.signedIn().account.name
        guard node.configuration.mailProgram != nil else {
            throw APIFault(409, "no-mail", "this node writes no mail")
        }
        guard let choice = NoticePlan.Choice(rawValue: try call.text("choice")) else {
            let known = NoticePlan.Choice.allCases.map(\.rawValue).joined(separator: ", ")
            throw .invalid("`choice` is none of \(known)")
        }
        let address = try call.optional("address") ?? ""
        guard choice == .off || MailAddress(address) != nil else {
            throw .invalid("`address` is no address of mail")
        }
        try attempt { () throws(NodeError) in
            try node.change { connection throws(StoreError) in
                var plan = try Self.plan(of: name, connection)
                (plan.choice, plan.address, plan.language) = (choice, address, call.language)
                (plan.tries, plan.next) = (0, 0)
                // What was told elsewhere, or of another day, is told again once.
                plan.told = []
                try Self.keep(plan, of: name, connection)
            }
        }
        return Self.nothing
    }

    // Sending

    /// Looks from now on, again and again, whom there is something to tell; nothing happens where no program is set.
    package func beginNotices() {
        guard let program = node.configuration.mailProgram, let from = node.configuration.mailFrom else { return }
        let queue = DispatchQueue(label: "entente.notices")
        Self.next(self, queue, program, from)
    }

    private static func next(_ service: APIService, _ queue: DispatchQueue, _ program: String, _ from: String) {
        let seconds = service.node.configuration.mailSeconds
        queue.asyncAfter(deadline: .now() + .seconds(seconds)) { [weak service] in
            guard let service else { return }
            service.sendNotices(program, from)
            next(service, queue, program, from)
        }
    }

    /// Tells everybody who wants to know and has something new.
    private func sendNotices(_ program: String, _ from: String) {
        let now = node.clock()
        let due = try? reading { connection throws(StoreError) -> [(StoredAccount, NoticePlan)] in
            var due: [(StoredAccount, NoticePlan)] = []
            for account in try AccountRows(connection).all() where account.disabled == nil {
                let plan = try Self.plan(of: account.name, connection)
                if plan.isDue(now) { due.append((account, plan)) }
            }
            return due
        }
        for (account, plan) in due ?? [] { send(plan, to: account, now, program, from) }
    }

    private func send(_ plan: NoticePlan, to account: StoredAccount, _ now: Int64, _ program: String, _ from: String)
    {
        let roles = account.roles.compactMap { Role(rawValue: $0) }
        let person = SignedIn(account: account, roles: roles, csrf: "", expires: now, digest: [])
        // What cannot be found out now is found out at the next look.
        guard let errands = try? errands(of: person, in: plan.language) else { return }
        let keys = errands.prefix(Self.kept).map { errand in
            Encoding.hex(Array(SHA256.digest(of: Array("\(errand.kind.rawValue) \(errand.key)".utf8)).prefix(8)))
        }
        guard plan.isNews(Set(keys)),
            let words = ConsoleWords(plan.language, assets) ?? ConsoleWords("en", assets)
        else { return }
        let values = ["count": String(errands.count), "link": node.configuration.consoleBase + "/#/inbox"]
        let mail = NoticeMail(
            from: from,
            to: plan.address,
            subject: words("mail", "subject", values),
            text: words("mail", "text", values) + "\n\n" + words("mail", plan.choice.rawValue, values) + "\n"
        )
        settle(mail.hand(to: program), Set(keys), plan, account.name, now)
    }

    /// Notes how a mail went; what the person chose meanwhile stands.
    private func settle(
        _ fault: NoticeMail.Fault?,
        _ told: Set<String>,
        _ plan: NoticePlan,
        _ name: String,
        _ now: Int64
    ) {
        try? node.change { connection throws(StoreError) in
            let settings = SettingRows(connection)
            if let fault {
                if try settings.value(.mailProblem) == nil {
                    try settings.put(.mailProblem, "\(fault.rawValue) \(Moment.text(now))")
                }
            } else {
                try settings.remove(.mailProblem)
                try settings.put(.mailSent, Moment.text(now))
            }
            var current = try Self.plan(of: name, connection)
            guard (current.choice, current.address) == (plan.choice, plan.address) else { return }
            if fault == nil { current.went(told, now) } else { current.failed(now) }
            try Self.keep(current, of: name, connection)
        }
    }

    /// How mail is set up and how it goes, for administrators.
    func mailState() throws(APIFault) -> JSONTree {
        try reading { connection throws(StoreError) in
            let settings = SettingRows(connection)
            var people = 0
            for account in try AccountRows(connection).all() where account.disabled == nil {
                if try Self.plan(of: account.name, connection).choice != .off { people += 1 }
            }
            let problem = try settings.value(.mailProblem)?.split(separator: " ").map(String.init)
            return .members([
                "program": node.configuration.mailProgram.map { .string($0) },
                "from": node.configuration.mailFrom.map { .string($0) }, "people": .integer(people),
                "sent": try settings.value(.mailSent).map { .string($0) },
                "problem": problem?.first.map { .string($0) }, "since": problem?.last.map { .string($0) },
            ])
        }
    }
}
