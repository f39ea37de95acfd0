internal import Calls
internal import Configuration
package import Desk
internal import Installation
internal import JSON
internal import People
internal import Store
package import Transport

/// The accounts of those who work on the node, for administrators.
///
/// An administrator sees no content. So no administrator alone makes or opens what could see it: a security officer signs for an
/// account with such a role, for another name of it at the provider, and for a link that sets its password anew.
extension APIService {
    package static let peopleCalls: [APIEndpoint] = [
        Endpoint(
            .get,
            "people",
            .roles([.administrator]),
            "Accounts.",
            answers: [
                .json(
                    .record([
                        "items": .list(
                            .record([
                                "name": .text, "title": .text,
                                "roles": .list(.role), "register?": .text, "created": .time, "disabled?": .time,
                                "second_factor": .flag,
                                "link_pending": .flag, "subject?": .text,
                            ])
                        )
                    ])
                )
            ],
            run: APIService.people
        ),
        Endpoint(
            .post,
            "people",
            .roles([.administrator]),
            "Makes an account with a one-time link.; with a role that sees content, a security officer signs beside (`second`)",
            once: .secret,
            body: .json(
                .record([
                    "name": .words, "title": .words,
                    "roles": .list(.role), "register?": .text,
                    "subject?": .text.noted("the person's name at the OpenID provider"),
                    "second?": .countersignature,
                ])
            ),
            answers: [.json(.record(["name": .text, "link": .text]), 201, "made")],
            refusals: [429],
            run: APIService.addPerson
        ),
        Endpoint(
            .post,
            "people/{name}",
            .roles([.administrator]),
            "Changes an account.; more roles that see content, another subject and a new link of an account that sees content need a security officer beside (`second`)",
            once: .secret,
            body: .json(
                .record([
                    "roles?": .list(.role), "disabled?": .flag, "new_link?": .flag,
                    "subject?": .text.noted("the person's name at the OpenID provider"), "second?": .countersignature,
                ])
            ),
            answers: [.json(.record(["name": .text, "link?": .text]))],
            refusals: [429],
            run: APIService.changePerson
        ),
    ]

    package func people(_ call: APICall) throws(APIFault) -> HTTPResponse {
        let (accounts, linked, keyed) = try attempt { () throws(NodeError) in try node.people() }
        let items = accounts.map { account in
            JSONTree.members([
                "name": .string(account.name), "title": .string(account.title), "roles": .strings(account.roles),
                "register": account.register.map { .string($0) }, "subject": account.subject.map { .string($0) },
                "created": .string(Moment.text(account.created)),
                "disabled": account.disabled.map { .string(Moment.text($0)) },
                "second_factor": .bool(account.totp != nil || keyed.contains(account.name)),
                "link_pending": .bool(linked.contains(account.name)),
            ])
        }
        return Self.json(.members(["items": .array(items)]))
    }

    package func addPerson(_ call: APICall) throws(APIFault) -> HTTPResponse {
        let maker = try call.signedIn()
        let (name, title, roles) = (try call.text("name"), try call.text("title"), try call.texts("roles"))
        let subject = try call.optional("subject").flatMap { $0.isEmpty ? nil : $0 }
        let register = try call.optional("register").flatMap { $0.isEmpty ? nil : $0 }
        let second = try Role.seeContent(roles) ? countersigner(call, beside: maker).account.title : nil
        let token = try attempt { () throws(NodeError) in
            try node.addPerson(
                name: name,
                title: title,
                roles: roles,
                register: register,
                subject: subject,
                by: maker.account.name,
                countersigned: second
            )
        }
        return Self.json(.members(["name": .string(name), "link": .string("/#/link/\(token)")]), status: 201)
    }

    package func changePerson(_ call: APICall) throws(APIFault) -> HTTPResponse {
        let name = call.target
        let maker = try call.signedIn()
        let roles = try call.content()["roles"] == nil ? nil : call.texts("roles")
        let (isDisabled, subject) = (try call.flag("disabled"), try call.optional("subject"))
        let isNewLink = try call.flag("new_link") ?? false
        let account = try reading { connection throws(StoreError) in try AccountRows(connection).find(name) }
        guard let account else { throw .notFound }
        let isMore = roles.map { !Set($0).isSubset(of: account.roles) } ?? false
        let isOther = subject.map { !$0.isEmpty && $0 != account.subject } ?? false
        let second: String? =
            if isMore || isOther || isNewLink, Role.seeContent(roles ?? account.roles) {
                try countersigner(call, beside: maker).account.title
            } else {
                nil
            }
        if roles != nil || isDisabled != nil || subject != nil {
            try attempt { () throws(NodeError) in
                try node.changePerson(
                    name,
                    roles: roles,
                    isDisabled: isDisabled,
                    subject: subject,
                    by: maker.account.name,
                    countersigned: second
                )
            }
        }
        guard isNewLink else { return Self.json(.members(["name": .string(name)])) }
        let token = try attempt { () throws(NodeError) in
            try node.newLink(for: name, by: maker.account.name, countersigned: second)
        }
        return Self.json(.members(["name": .string(name), "link": .string("/#/link/\(token)")]))
    }
}
