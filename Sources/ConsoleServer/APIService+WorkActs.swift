internal import Calls
internal import Configuration
internal import Cryptography
internal import Desk
internal import Holdings
internal import Installation
internal import JSON
internal import Releasing
internal import Store
internal import Transport
internal import Work

/// What people do in workspaces: an act says what is to be written, and it is kept and handed in for release as
/// anything else that the person writes.
extension APIService {
    static func call(for act: WorkAct, of workspace: Workspace) -> APIEndpoint {
        Endpoint(
            .post,
            "\(workspace.name)/\(act.name)",
            .roles([.author]),
            act.summary,
            scope: .write,
            body: .json(act.body),
            answers: [
                .json(
                    .record([
                        "objects": .list(.record(["id": .identifier, "version": .text])),
                        "submissions": .texts,
                    ]),
                    201,
                    "kept"
                )
            ],
            refusals: [404],
            run: { service in service.performing(act) }
        )
    }

    /// An object that an act writes, and to whom it is handed in.
    private struct Written: Sendable {
        let incoming: IncomingObject
        let order: WritingDesk.Order
        let partners: [String]
        let submission: String
    }

    private func performing(_ act: WorkAct) -> (APICall) throws(APIFault) -> HTTPResponse {
        { call throws(APIFault) in try self.perform(act, call) }
    }

    private func perform(_ act: WorkAct, _ call: APICall) throws(APIFault) -> HTTPResponse {
        let (person, body, now) = (try call.signedIn(), try call.content(), node.clock())
        let writings = try reading { connection throws(StoreError) -> Result<[WorkWriting], WorkFault> in
            let desk = try PersonDesk(person, node, connection)
            let seen = try desk.seen(try HoldingDesk(desk, holdings, connection), in: nil, connection)
            do throws(WorkFault) {
                return .success(try act.run(WorkActCall(seen, now: now, body) { Random.uuid() }))
            } catch {
                return .failure(error)
            }
        }
        let written = try objects(try asked(writings), person, now: now)
        // What a marking means has to be here before what bears it.
        let definitions = written.filter { $0.order.object["type"]?.string == "marking-definition" }
        let others = written.filter { $0.order.object["type"]?.string != "marking-definition" }
        let results = try keep(
            person,
            (definitions + others).map(\.incoming),
            then: { connection throws(StoreError) in try self.handIn(written, person, now: now, connection) },
            unless: { connection throws(StoreError) in try self.fault(of: written, person, connection) }
        )
        guard !results.contains(where: { $0.keeping == .conflict }) else { throw Self.meanwhile }
        // What an instruction covers does not wait for the next look at the queue. It is kept and handed in: where this
        // fails, that look takes it.
        let handedIn = Set(written.filter { !$0.partners.isEmpty }.map(\.order.id))
        if !handedIn.isEmpty { _ = try? node.releaseByInstruction(of: handedIn, hints: true) }
        return Self.json(
            .members([
                "objects": .array(
                    written.map {
                        .members([
                            "id": .string($0.incoming.kept.id), "version": .string($0.incoming.kept.version),
                        ])
                    }
                ),
                "submissions": .strings(written.filter { !$0.partners.isEmpty }.map(\.submission)),
            ]),
            status: 201
        )
    }

    /// Hands in what goes to others.
    private func handIn(_ written: [Written], _ person: SignedIn, now: Int64, _ connection: Connection)
        throws(StoreError)
    {
        for one in written where !one.partners.isEmpty {
            _ = try SubmissionDesk(person, node, connection).submit(
                one.submission,
                one.order.id,
                version: one.incoming.kept.version,
                to: one.partners,
                remark: nil,
                now: now
            )
        }
    }

    /// Why one of them may not be kept, or nil.
    private func fault(of written: [Written], _ person: SignedIn, _ connection: Connection) throws(StoreError)
        -> APIFault?
    {
        let definitions = written.map(\.order.object).filter { $0["type"]?.string == "marking-definition" }
        let desk = try WritingDesk(person, node, connection, beside: definitions)
        for one in written {
            if let fault = try desk.refusal(of: one.order) { return fault }
        }
        return nil
    }

    private static let meanwhile = APIFault(
        409,
        "changed-meanwhile",
        "somebody has written a newer version; look at it first"
    )

    private func asked(_ result: Result<[WorkWriting], WorkFault>) throws(APIFault) -> [WorkWriting] {
        switch result {
        case .success(let writings): return writings
        case .failure(.invalid(let sentence)): throw .invalid(sentence)
        case .failure(.conflict(let sentence)): throw APIFault(409, "changed-meanwhile", sentence)
        case .failure(.notFound): throw .notFound
        case .failure(.unreadable): throw .unavailable
        }
    }

    /// The objects of an act as they are kept, each with its identifier and version.
    private func objects(_ writings: [WorkWriting], _ person: SignedIn, now: Int64) throws(APIFault) -> [Written] {
        let linked = try partnerList()
        var written: [Written] = []
        for writing in writings {
            let found = try reading { connection throws(StoreError) in
                try ActedObjects(node.configuration.identity, now: now, connection).object(writing)
            }
            guard let (tree, base) = found else { throw .notFound }
            let incoming = try taken(tree)
            var partners: [String] = []
            for identity in writing.recipients {
                guard let partner = linked.first(where: { $0.identity == identity }) else {
                    throw .invalid("there is no link to every party that has to get it")
                }
                partners.append(partner.name)
            }
            let order = WritingDesk.Order(
                object: try document(tree).root,
                isNew: writing.isNew,
                sources: [],
                base: base,
                // All of an act is kept together.
                beside: Set(writings.map(\.id))
            )
            written.append(
                Written(incoming: incoming, order: order, partners: partners, submission: Random.uuid())
            )
        }
        return written
    }
}
