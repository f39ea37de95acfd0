internal import Configuration
internal import ConsoleServer
internal import Desk
internal import Installation
internal import JSON
internal import Release
internal import Releasing
internal import Store
internal import Work

/// The answer of a workspace as one partner has it: over what that partner gave itself and what it was given, each as
/// it was given.
///
/// So it says nothing that the partner has not, not even by a count.
struct PartnerAnswer {
    /// The partner's short name, and what people call it.
    let partner: String
    let title: String
    /// The answer.
    let item: JSONTree
    private(set) var objects: [String] = []
    private(set) var opened: Set<Node.Opened> = []
    /// The highest marking of what stands in it.
    let marking: String

    /// The answer; nil where there is no such partner, or the partner has nothing of it.
    /// - Parameters:
    ///   - wanted: whose answer it is.
    ///   - party: the identity of the partner's party.
    ///   - person: who has it made.
    ///   - language: the language of texts.
    ///   - service: the service.
    ///   - connection: the store.
    /// - Throws: `StoreError`.
    init?(
        _ wanted: PartnerReport,
        of party: String,
        for person: SignedIn,
        in language: String,
        _ service: APIService,
        _ connection: Connection
    ) throws(StoreError) {
        let node = service.node
        let desk = try PersonDesk(person, node, connection)
        let holdings = try HoldingDesk(desk, service.holdings, connection)
        let limit = desk.exportLimit(node.configuration.exportLevels)
        let parties = try desk.leaving(limit, holdings, in: language, connection).parties
        guard let question = wanted.question,
            let partner = try PartnerRows(connection).all().first(where: { $0.identity == party })
        else { return nil }
        let seen = PartnerSight(of: partner, desk, limit, holdings, connection).objects(parties)
        let call = WorkCall(seen, now: node.clock(), wanted.fields)
        guard let item = try call.answer(question)[wanted.member] else { return nil }
        (self.partner, title, self.item) = (partner.name, partner.title, item)
        var banners: Set<String> = []
        var ids: Set<String> = []
        Self.look(at: item, &banners, &ids)
        marking = BannerOrder.highest(banners)
        for id in ids.sorted() {
            guard let (version, _) = try desk.versions(of: id).first else { continue }
            objects.append(id)
            opened.insert(Node.Opened(id, source: version.source))
        }
    }

    /// The banners of what stands in an answer, and the identifiers of what has one.
    private static func look(at tree: JSONTree, _ banners: inout Set<String>, _ ids: inout Set<String>) {
        if let banner = tree["banner"]?.string {
            banners.insert(banner)
            if let id = (tree["id"] ?? tree["exercise"])?.string { ids.insert(id) }
        }
        for member in tree.members ?? [] { look(at: member.value, &banners, &ids) }
        for element in tree.elements ?? [] { look(at: element, &banners, &ids) }
    }

    /// The answer as data beside the sheets: without to whom else something was given, and what the own party can do
    /// with it.
    var told: JSONTree { Self.told(item) }

    private static let kept: Set<String> = ["given", "source", "own", "overdue", "due", "may", "no_play"]

    private static func told(_ tree: JSONTree) -> JSONTree {
        switch tree {
        case .object(let members):
            // A day by which something is to be done is told, that it is due here is not.
            .object(
                members.filter { !kept.contains($0.name) || $0.name == "due" && $0.value.string != nil }
                    .map { JSONMember($0.name, told($0.value)) }
            )
        case .array(let elements): .array(elements.map(told))
        default: tree
        }
    }
}
