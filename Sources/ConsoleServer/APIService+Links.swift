internal import Calls
internal import Configuration
package import Desk
internal import Exchange
internal import Installation
internal import JSON
internal import Store
package import Transport

/// Making a link: administrators and security officers carry the invitations, officers compare the fingerprints.
extension APIService {
    private static let officers = Access.roles([.disclosureOfficer, .securityOfficer])

    package static let linksCalls: [APIEndpoint] = [
        Endpoint(
            .post,
            "partners",
            .roles([.securityOfficer, .administrator]),
            "Takes in a partner's invitation; nothing changes before an officer has confirmed its fingerprint.",
            body: .json(.record(["invitation": .text.noted("the file")])),
            answers: [
                .json(
                    .record([
                        "name": .text, "title": .text, "address": .text, "fingerprint": .text,
                        "standing": .choice("new", "renewal", "anew", "known").noted(
                            "`renewal`: the link in force stays until the confirmation; `known`: there is nothing to confirm"
                        ), "remark?": .text,
                    ]),
                    201
                )
            ],
            run: APIService.acceptInvitation
        ),
        Endpoint(
            .post,
            "partners/{name}",
            .roles([.disclosureOfficer, .securityOfficer, .administrator]),
            "Invites a partner (administrator, security officer), confirms its fingerprint, settles evidence against it or ends the link (officers); discards an invitation that waits; or has fetched what the partner released.",
            acts: [
                "invite": .roles([.securityOfficer, .administrator]), "confirm": officers, "settle": officers,
                "end": officers,
            ],
            body: .json(
                .record([
                    "act": .choice("invite", "confirm", "settle", "pull", "end", "discard"),
                    "fingerprint?": .text.noted("with confirm: what the partner's officer read out"),
                    "reason?": .text.noted("with settle and end"), "second?": .countersignature,
                ])
            ),
            answers: [
                .json(
                    .record([
                        "name?": .text.noted("of the invitation's file"), "invitation?": .text, "fingerprint?": .text,
                        "news?": .choice("told", "old", "later").noted(
                            "with end: the partner's node has taken note; is of an earlier release; could not be reached"
                        ),
                    ])
                ), .json(.record([:]), 202, "`pull`: what the partner released is fetched soon"),
            ],
            refusals: [429],
            run: APIService.changePartner
        ),
    ]

    /// Takes in a partner's invitation.
    ///
    /// The link carries nothing before an officer has confirmed its fingerprint.
    package func acceptInvitation(_ call: APICall) throws(APIFault) -> HTTPResponse {
        let person = try call.signedIn()
        let file = try call.text("invitation")
        guard file.utf8.count <= 1 << 20 else { throw .invalid("an invitation is smaller than that") }
        let taken = try attempt { () throws(NodeError) in
            try node.accept(Array(file.utf8), by: person.account.name)
        }
        let invitation = taken.invitation
        return Self.json(
            .members([
                "name": .string(invitation.from), "title": .string(invitation.title),
                "address": .string(invitation.address), "fingerprint": .string(invitation.fingerprint),
                "standing": .string(taken.standing.rawValue), "remark": taken.remark.map { .string($0) },
            ]),
            status: 201
        )
    }

    /// An act about one link.
    package func changePartner(_ call: APICall) throws(APIFault) -> HTTPResponse {
        let name = call.target
        let person = try call.signedIn()
        switch try call.text("act") {
        case "invite":
            return try invite(name, person)
        case "confirm":
            let fingerprint = try call.text("fingerprint")
            try attempt { () throws(NodeError) in
                try node.confirm(name, fingerprint: fingerprint, by: person.account.title)
            }
        case "settle":
            let reason = try call.text("reason")
            let count = try attempt { () throws(NodeError) in
                try node.settleEvidence(against: name, officer: person.account.title, reason: reason)
            }
            guard count > 0 else { throw .notFound }
        case "pull":
            let isConfirmed = try reading { connection throws(StoreError) in
                try PartnerRows(connection).find(name)?.confirmed != nil
            }
            guard isConfirmed else { throw .notFound }
            fetches.begin(name)
            pull(name) { [fetches] in fetches.end(name) }
            return Self.json(.members([:]), status: 202)
        case "end": return try end(name, call, person)
        case "discard":
            let isDone = try attempt { () throws(NodeError) in
                try node.discardInvitation(of: name, by: person.account.title)
            }
            guard isDone else { throw .notFound }
        default: throw .invalid("`act` is none of invite, confirm, settle, pull, end, discard")
        }
        return Self.json(.members([:]))
    }

    /// The end of a link, by an officer with a security officer beside.
    private func end(_ name: String, _ call: APICall, _ person: SignedIn) throws(APIFault) -> HTTPResponse {
        let reason = try call.text("reason")
        let isConfirmed = try reading { connection throws(StoreError) in
            try PartnerRows(connection).find(name)?.confirmed != nil
        }
        guard isConfirmed else { throw .notFound }
        let second = try countersigner(call, beside: person).account.title
        let news = try attempt { () throws(NodeError) in
            try node.endLink(to: name, officer: person.account.title, countersigned: second, reason: reason)
        }
        return Self.json(.members(["news": .string(news.rawValue)]))
    }

    /// Room for a partner, and the invitation for it; the address that it names is the configuration's.
    private func invite(_ name: String, _ person: SignedIn) throws(APIFault) -> HTTPResponse {
        let configuration = node.configuration
        guard configuration.port != 0 || configuration.publicAddress != nil else {
            throw .invalid("the node has no fixed address: set `public_address` or `port`")
        }
        let address = configuration.publicAddress ?? "https://\(configuration.address):\(configuration.port)"
        let (invitation, file) = try attempt { () throws(NodeError) in
            let invitation = try node.invite(name, address: address, by: person.account.name)
            return (invitation, try node.file(invitation))
        }
        return Self.json(
            .members([
                "name": .string("\(configuration.name)-for-\(name).json"),
                "invitation": .string(String(decoding: file, as: UTF8.self)),
                "fingerprint": .string(invitation.fingerprint),
            ])
        )
    }
}
