internal import Configuration
internal import ConsoleServer
internal import Desk
internal import Installation
internal import JSON
internal import Release
internal import Releasing
internal import Store
internal import Work
internal import WorkCommitments

/// The commitments that a person may see, as far as they may leave the node as a file.
///
/// They are the answer to the question of their workspace over the objects that may leave: a commitment, a piece of
/// evidence or a view that may not has no part in what the file says, be it a state or a count.
struct LeavingRegister {
    /// The commitments, as their workspace answers them.
    private(set) var items: [JSONTree] = []
    /// What stands in the file.
    private(set) var objects: [String] = []
    private(set) var opened: Set<Node.Opened> = []
    /// The highest marking of what leaves.
    private(set) var marking = ""

    init(
        _ person: SignedIn,
        in language: String,
        area: String?,
        _ service: APIService,
        _ connection: Connection
    ) throws(StoreError) {
        let node = service.node
        let desk = try PersonDesk(person, node, connection)
        let holdings = try HoldingDesk(desk, service.holdings, connection)
        let limit = desk.exportLimit(node.configuration.exportLevels)
        let seen = try desk.leaving(limit, holdings, in: language, connection)
        guard let question = Workspace.commitments.questions.first else { return }
        items = try WorkCall(seen, now: node.clock()).answer(question)["items"]?.elements ?? []
        if let area { items = items.filter { $0["area"]?.string == area } }
        let names = NameDesk(desk, holdings, in: language, connection)
        var banners: Set<String> = []
        for id in Set(items.flatMap(Self.ids)).sorted() {
            guard let (version, object) = try desk.versions(of: id).first else { continue }
            objects.append(id)
            opened.insert(Node.Opened(id, source: version.source))
            banners.insert(desk.banner(object.root))
            // A text in the person's language bears the marking of its translation.
            if let markings = try names.translation(of: object.root)?.markings, !markings.isEmpty {
                banners.insert(desk.banner(of: markings))
            }
        }
        marking = BannerOrder.highest(banners)
    }

    /// The objects of which an item tells.
    private static func ids(_ item: JSONTree) -> [String] {
        let parts = ["events", "views", "continues"].flatMap { item[$0]?.elements ?? [] }
        return ([item, item["successor"]].compactMap { $0 } + parts).compactMap { $0["id"]?.string }
    }
}
