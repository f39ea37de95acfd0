internal import JSON
internal import Store
internal import Transport

/// Making a link: administrators and security officers carry the invitations, officers compare the fingerprints.
extension APIService {
    /// Takes in a partner's invitation.
    ///
    /// The link carries nothing before an officer has confirmed its fingerprint.
    func acceptInvitation(_ call: APICall) throws(APIFault) -> HTTPResponse {
        let person = try call.person(.administrator, .securityOfficer)
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
    func changePartner(_ name: String, _ call: APICall) throws(APIFault) -> HTTPResponse {
        let person = try call.person(.disclosureOfficer, .securityOfficer, .administrator)
        switch try call.text("act") {
        case "invite":
            _ = try call.person(.administrator, .securityOfficer)
            return try invite(name, person)
        case "confirm":
            _ = try call.person(.disclosureOfficer, .securityOfficer)
            let fingerprint = try call.text("fingerprint")
            try attempt { () throws(NodeError) in
                try node.confirm(name, fingerprint: fingerprint, by: person.account.title)
            }
        case "settle":
            _ = try call.person(.disclosureOfficer, .securityOfficer)
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
            pull(name)
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
        _ = try call.person(.disclosureOfficer, .securityOfficer)
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
