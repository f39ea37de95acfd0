internal import Desk
internal import LabelXML
internal import Transport

/// The reports of the collection: by names, by a filter, and what has changed (RFC 4791, 7.8 and 7.9; RFC 6578).
struct DAVReport {
    /// So many addresses a request names at most.
    private static let most = 20_000

    private let question: CalendarService.Question
    /// What was listed under a mark; nil if that is not known any more.
    private let memory: (String) -> [String: String]?

    init(_ question: CalendarService.Question, memory: @escaping (String) -> [String: String]?) {
        (self.question, self.memory) = (question, memory)
    }

    /// The answer, and whether it has content of the calendar.
    func answer() throws(APIFault) -> (response: HTTPResponse, hasContent: Bool) {
        let root = try DAVAnswer.read(question.request.body)
        let wanted = DAVProperties.names(in: root) ?? []
        let response: HTTPResponse
        switch (root.namespace, root.name, question.address) {
        case (DAVAnswer.caldav, "calendar-multiget", .collection): response = multiget(root, wanted)
        case (DAVAnswer.caldav, "calendar-query", .collection): response = query(root, wanted)
        case (DAVAnswer.dav, "sync-collection", .collection): response = changes(root, wanted)
        default:
            response = DAVAnswer.refusal(403, "supported-report", "there is no such report of this resource")
        }
        return (response, response.status == 207 && wanted.contains(DAVProperties.calendarData))
    }

    private func multiget(_ root: XMLElement, _ wanted: [DAVAnswer.Name]) -> HTTPResponse {
        let paths = root.children.filter { $0.name == "href" && $0.namespace == DAVAnswer.dav }.map(\.token)
        guard paths.count <= Self.most else {
            return DAVAnswer.refusal(403, "number-of-matches-within-limits", "too many addresses are named at once")
        }
        let members = Dictionary(question.members.map { ($0.name, $0) }) { first, _ in first }
        let properties = DAVProperties(question)
        let items = paths.map { path in
            if case .member(let name)? = CalendarAddress.read(Self.path(of: path))?.address,
                let member = members[name]
            {
                return properties.item(member, .some(wanted))
            }
            // The address as it was asked for: what a program does not find again it takes for another one.
            var item = DAVAnswer.Item(path: DAVAnswer.escaped(path))
            item.isGone = true
            return item
        }
        return DAVAnswer.multistatus(items)
    }

    /// The path of an address that may have a host in front.
    private static func path(of address: String) -> String {
        guard address.hasPrefix("http://") || address.hasPrefix("https://") else { return address }
        return String(address.drop { $0 != "/" }.dropFirst(2).drop { $0 != "/" })
    }

    private func query(_ root: XMLElement, _ wanted: [DAVAnswer.Name]) -> HTTPResponse {
        let filter: CalendarFilter
        do throws(CalendarFilter.Fault) {
            filter = try CalendarFilter(root)
        } catch {
            return DAVAnswer.refusal(403, error.rule, in: DAVAnswer.caldav, error.sentence)
        }
        let properties = DAVProperties(question)
        return DAVAnswer.multistatus(
            question.members.filter { filter.matches($0.event) }.map { properties.item($0, .some(wanted)) }
        )
    }

    private func changes(_ root: XMLElement, _ wanted: [DAVAnswer.Name]) -> HTTPResponse {
        let inside = { (name: String) in
            root.children.first { $0.name == name && $0.namespace == DAVAnswer.dav }
        }
        if let level = inside("sync-level"), level.token != "1" {
            return DAVAnswer.refusal(403, "sync-traversal-supported", "only the members themselves are listed")
        }
        let now = CalendarService.token(question.marks)
        let given = inside("sync-token")?.token ?? ""
        let before: [String: String]
        if given.isEmpty {
            before = [:]
        } else if given == now {
            before = question.marks
        } else if let known = memory(given) {
            before = known
        } else {
            return DAVAnswer.refusal(403, "valid-sync-token", "the mark is not known any more; ask without one")
        }
        let properties = DAVProperties(question)
        var items = question.members.filter { before[$0.name] != $0.etag }.map { properties.item($0, .some(wanted)) }
        for name in before.keys.sorted() where question.marks[name] == nil {
            var item = DAVAnswer.Item(path: CalendarAddress.member(name).path(question.language))
            item.isGone = true
            items.append(item)
        }
        if let limit = inside("limit"), let most = limit.children.first.flatMap({ Int($0.token) }), items.count > most
        {
            return DAVAnswer.refusal(507, "number-of-matches-within-limits", "more has changed than was asked for")
        }
        return DAVAnswer.multistatus(items, token: now)
    }
}
