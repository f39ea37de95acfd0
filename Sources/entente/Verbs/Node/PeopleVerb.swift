import Configuration
import Installation
import JSON
internal import People
import Store

/// `entente people`: who may sign in to the console.
enum PeopleVerb {
    static let verb = Verb(
        name: "people",
        summary: "keep the accounts of the people who work on the node",
        synopsis: """
            add NAME --title TITLE --role ROLE… [--register PERSON] [--subject S] --officer O
                   entente people link NAME --officer O
                   entente people disable|enable NAME --officer O
                   entente people list [--json]
            """,
        description: """
            `add` makes an account and prints a one-time link, in which the person chooses a password and a second factor;
            nobody else ever sets a password, and there is no default one. The first administrator is made so; further people
            can be added in the console. `link` makes a new link: password and second factor are chosen anew with it.

            Roles: author, disclosure-officer, auditor, security-officer, registrar, administrator. An administrator has
            no other role and sees no content; who decides or keeps the registry does not audit. What a person may see
            is decided by the record of the register of persons that --register names (`entente register add person`);
            without one it is what is not classified.

            Exit status: 0 done, 2 could not be done.
            """,
        options: [
            NodeAccess.option, .value("title", "TITLE", "with add: the name for people"),
            .value("role", "ROLE", "with add: a role", isRepeatable: true),
            .value("register", "PERSON", "with add: the person on the register whose clearances count"),
            .value("subject", "NAME", "with add: the person's name at the installation's OpenID provider"),
            NoticeAccess.officer, NodeAccess.json,
        ],
        examples: ["entente people add chief --title 'N. Sato' --role administrator --officer root --node run/japan"],
        run: NodeAction.choice(of: [
            NodeAction("add", "NAME", add), NodeAction("link", "NAME", link), NodeAction("disable", "NAME", disable),
            NodeAction("enable", "NAME", enable), NodeAction("list", list),
        ])
    )

    private static func link(_ node: Node, _ name: String, _ arguments: Arguments) throws(CommandFailure)
        -> ExitStatus
    {
        let officer = try NoticeAccess.host(arguments)
        let token = try NodeAccess.attempt { () throws(NodeError) in try node.newLink(for: name, by: officer) }
        show(name, token, node, arguments)
        return .yes
    }

    private static func disable(_ node: Node, _ name: String, _ arguments: Arguments) throws(CommandFailure)
        -> ExitStatus
    {
        try change(node, name, isDisabled: true, arguments)
    }

    private static func enable(_ node: Node, _ name: String, _ arguments: Arguments) throws(CommandFailure)
        -> ExitStatus
    {
        try change(node, name, isDisabled: false, arguments)
    }

    private static func change(
        _ node: Node,
        _ name: String,
        isDisabled: Bool,
        _ arguments: Arguments
    ) throws(CommandFailure) -> ExitStatus {
        let officer = try NoticeAccess.host(arguments)
        try NodeAccess.attempt { () throws(NodeError) in
            try node.changePerson(name, roles: nil, isDisabled: isDisabled, by: officer)
        }
        return .yes
    }

    private static func add(_ node: Node, _ name: String, _ arguments: Arguments) throws(CommandFailure) -> ExitStatus
    {
        let officer = try NoticeAccess.host(arguments)
        let token = try NodeAccess.attempt { () throws(NodeError) in
            try node.addPerson(
                name: name,
                title: arguments.value("title") ?? name,
                roles: arguments.values("role"),
                register: arguments.value("register"),
                subject: arguments.value("subject"),
                by: officer
            )
        }
        show(name, token, node, arguments)
        return .yes
    }

    private static func show(_ name: String, _ token: String, _ node: Node, _ arguments: Arguments) {
        let configuration = node.configuration
        let base = configuration.consolePort > 0 ? configuration.consoleBase : ""
        let link = "\(base)/#/link/\(token)"
        if arguments.has("json") {
            NodeAccess.print(.members(["name": .string(name), "link": .string(link), "token": .string(token)]))
        } else {
            Output.print("\(link)\n")
        }
    }

    private static func ways(_ account: StoredAccount, _ keyed: Set<String>) -> [String] {
        let ways = [
            (account.password != nil, "password"), (account.totp != nil, "code"),
            (keyed.contains(account.name), "passkey"), (account.subject != nil, "provider"),
        ]
        return ways.filter(\.0).map(\.1)
    }

    private static func list(_ node: Node, _ arguments: Arguments) throws(CommandFailure) -> ExitStatus {
        let (accounts, linked, keyed) = try NodeAccess.attempt { () throws(NodeError) in try node.people() }
        NodeAccess.show(accounts, arguments) { account in
            .members([
                "name": .string(account.name), "title": .string(account.title),
                "roles": .strings(account.roles), "register": account.register.map { .string($0) },
                "second_factor": .bool(account.totp != nil || keyed.contains(account.name)),
                "subject": account.subject.map { .string($0) },
                "disabled": NodeAccess.time(account.disabled).map { .string($0) },
                "link_pending": .bool(linked.contains(account.name)),
            ])
        } text: { account in
            let state =
                account.disabled != nil
                ? "disabled"
                : linked.contains(account.name)
                    ? "link not used yet" : ways(account, keyed).joined(separator: " and ")
            return "\(account.name)  \(account.title)  \(account.roles.joined(separator: ", "))  \(state)"
        }
        return .yes
    }
}
